import { expect, test } from 'vitest';
import { bigramsOf, searchWords } from './search.ts';

test('texts become pairs of neighbouring characters, once each', () => {
  expect(bigramsOf(['食堂食堂', '卫生 差'])).toEqual(['食堂', '堂食', '卫生']);
  expect(bigramsOf(['１２345'])).toEqual(['12', '23', '34', '45']);
  expect(bigramsOf(['𠮷野家'])).toEqual(['𠮷野', '野家']);
  expect(bigramsOf(['', '好'])).toEqual([]);
});

test('what is typed is read like what is stored', () => {
  expect(searchWords('  食堂　ＡＢＣ ')).toEqual(['食堂', 'abc']);
  expect(searchWords('')).toEqual([]);
  expect(searchWords('一 '.repeat(20))).toHaveLength(8);
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
