import { expect, test } from 'vitest';
import { initialOf, isPiece, piecesOf, searchWords, soughtPieces } from './search.ts';

test('texts become pairs of neighbouring characters, once each', () => {
  expect(piecesOf(['食堂食堂', '卫生 差'])).toEqual(['食堂', '堂食', '卫生']);
  expect(piecesOf(['𠮷野家'])).toEqual(['𠮷野', '野家']);
  expect(piecesOf(['', '好'])).toEqual([]);
});

test('and threes of digits, by which alone a number is looked for', () => {
  expect(piecesOf(['１２345'])).toEqual(['12', '123', '23', '234', '34', '345', '45']);
  expect(soughtPieces(['12345'])).toEqual(['123', '234', '345']);
  expect(soughtPieces(['27', '20', '123'])).toEqual(['27', '20', '123']);
  expect(soughtPieces(['食堂饭菜'])).toEqual(['食堂', '堂饭', '饭菜']);
});

test('the number of a case is looked for by itself, whole or as far as it is typed', () => {
  expect(piecesOf(['查信〔2026〕27号'])).toEqual(
    expect.arrayContaining(['信〔2026〕27号', '信〔2026〕27', '信〔2026〕2', '信〔2026〕', '信〔', '202', '26', '7号']),
  );
  expect(soughtPieces(['信〔2026〕27号'])).toEqual(['信〔2026〕27号']);
  expect(soughtPieces(['查信〔2026〕27号件'])).toEqual(['信〔2026〕27号']);
  expect(soughtPieces(['信〔2026〕27'])).toEqual(['信〔2026〕27']);
  expect(soughtPieces(['信〔2026〕'])).toEqual(['信〔2026〕']);
  expect(soughtPieces(['〔2026〕27'])).toEqual(['〔2', '202', '026', '6〕', '〕2', '27']);
});

test.each([
  '见信〔2026〕127号、信〔2026〕28号',
  '信〔2026〕暂-7K3F2Q',
  '信〔2026〕12345678号',
  '信〔2026〕123456789012号',
  'LJ12345-251121-2674',
  '12',
  '1',
  '123',
  '𠮷1234野',
])('whatever of %s is looked for is among its pieces', (text) => {
  const characters = [...text];
  const pieces = piecesOf([`第${text}号`]);
  for (let from = 0; from < characters.length; from += 1)
    for (let to = from + 1; to <= characters.length; to += 1)
      expect(pieces).toEqual(expect.arrayContaining(soughtPieces([characters.slice(from, to).join('')])));
});

test.each([
  ['李伟', true],
  ['27', true],
  ['123', true],
  ['信〔2026〕', true],
  ['信〔2026〕2', true],
  ['信〔2026〕27号', true],
  ['李', false],
  ['李小明', false],
  ['1234', false],
  ['信〔2026〕27号件', false],
  ['教信〔2026〕2', false],
])('whether %s is held is said by one piece: %s', (word, said) => {
  expect(isPiece(word)).toBe(said);
  for (const text of ['李伟、李小明', '教信〔2026〕27号件', '信〔2026〕1234号', '27'])
    if (said) expect(piecesOf([text]).includes(word)).toBe(text.includes(word));
});

test('what is typed is read like what is stored', () => {
  expect(searchWords('  食堂　ＡＢＣ ')).toEqual(['食堂', 'abc']);
  expect(searchWords('')).toEqual([]);
  expect(searchWords('一一 '.repeat(20))).toHaveLength(8);
});

test.each([
  ['李　伟', ['李伟'], undefined],
  ['李', ['李'], '李'],
  ['𠮷', ['𠮷'], '𠮷'],
  ['李 食堂', ['李', '食堂'], undefined],
  ['食堂', ['食堂'], undefined],
  ['', [], undefined],
])('%s: the words %j, the beginning of a name %s', (typed, words, initial) => {
  expect(searchWords(typed)).toEqual(words);
  expect(initialOf(searchWords(typed))).toBe(initial);
});

test('a number is found however its brackets are typed', () => {
  for (const typed of [
    '信〔2026〕27号',
    '信（2026）27号',
    '信[2026] 27号',
    '信【2026】第27号',

    '信 (2026) 27号',
  ]) {
    expect(searchWords(typed)).toEqual(['信〔2026〕27号']);
  }
  expect(searchWords('信(2026)27 食堂')).toEqual(['信〔2026〕27', '食堂']);
  // no numbers of cases
  for (const other of ['2026年11月20日', '初三(4)班', '教发(2026)号']) expect(searchWords(other)).toEqual([other]);
});
