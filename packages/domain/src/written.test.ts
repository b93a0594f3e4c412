import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkText } from './checks.ts';
import { must, register, Story } from './testkit.ts';
import { allAsWritten, asWritten, trimmed } from './written.ts';

const points = (text: string) => [...text].map((one) => one.codePointAt(0)?.toString(16)).join(' ');

describe('a text is kept as it can be read', () => {
  test.each([
    ['plain Chinese', '校车停运，家长着急。', '校车停运，家长着急。'],
    ['line feeds and tabs', '一\n\t二', '一\n\t二'],
    ['the line ends of Windows', '一\r\n二\r三', '一\n二\n三'],
    ['a soft line end of Word, a page end of a PDF', '一\v二\f三', '一\n二\n三'],
    ['line and paragraph separators', '一\u2028二\u2029三\u0085四', '一\n二\n三\n四'],
    ['a blank without width inside a name', '李\u200b小\u200b明', '李小明'],
    ['a byte order mark before it', '\ufeff李小明', '李小明'],
    ['a word joiner in a number', '1391\u20602342041', '13912342041'],
    ['marks of direction around a number', '\u200e13912342041\u200f', '13912342041'],
    ['an override that turns the words round', '转给\u202e明小李\u202c', '转给明小李'],
    ['isolates', '\u2066李小明\u2069', '李小明'],
    ['a soft hyphen', '信\u00ad访', '信访'],
    ['bells, escapes, delete and C1', '信\u0007\u001b访\u007f\u0090', '信访'],
    ['a joiner between letters', '信\u200d访a\u200cb', '信访ab'],
    ['a family of three, joined', '👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧'],
    ['a pictograph with its colour, joined', '🧑🏽\u200d🏫', '🧑🏽\u200d🏫'],
    ['a heart on fire, joined after its selector', '❤\ufe0f\u200d🔥', '❤\ufe0f\u200d🔥'],
    ['a joiner of Arabic letters (维吾尔文)', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['rare characters outside the basic plane', '𠮷𪚥', '𠮷𪚥'],
    ['variation selectors of names', '葛\u{e0100}', '葛\u{e0100}'],
    ['wide blanks', '李　明', '李　明'],
    ['NUL, to be refused', '校车\0停运', '校车\0停运'],
    ['half a character, to be refused', '校车\ud842', '校车\ud842'],
  ])('%s', (_what, given, kept) => {
    expect(points(asWritten(given))).toBe(points(kept));
  });

  test('once kept it stays; nothing that can be seen is lost', () => {
    const anything = fc.string({
      unit: fc.oneof(fc.constantFrom(...'\u200b\u200d\u202e\r\n\t信👩'), fc.string({ maxLength: 1 })),
    });
    fc.assert(
      fc.property(anything, (text) => {
        const once = asWritten(text);
        expect(asWritten(once)).toBe(once);
        const seen = (of: string) => of.replace(/[\p{C}\p{Z}]/gu, '');
        expect(seen(once)).toBe(seen(text));
      }),
    );
  });

  test('inside lists and objects too; numbers, truths and nothing stay', () => {
    const given = { a: ['一\u200b', 5], b: { c: '\ufeff二' }, d: null, e: true, f: undefined };
    expect(allAsWritten(given)).toEqual({ a: ['一', 5], b: { c: '二' }, d: null, e: true, f: undefined });
    expect(trimmed(' \u200b李小明\u200b ')).toBe('李小明');
  });
});

describe('the rules see what can be read', () => {
  const rule = { path: 'matter.title', limit: 3, missing: 'text-missing' } as const;
  test.each([
    ['only what nobody sees is nothing', ' \u200b\u2060', 'text-missing'],
    ['what nobody sees does not count', '一\u200b二\u200b三', undefined],
    ['too long', '一二三四', 'text-too-long'],
    ['NUL', '一\0', 'text-unreadable'],
    ['half a character', '一\ud842', 'text-unreadable'],
  ])('%s', (_what, text, code) => {
    expect(checkText(text, rule)?.code).toBe(code);
  });

  test('where it stands is said', () => {
    expect(checkText('校\u200b车\0停', { ...rule, limit: 9 })).toMatchObject({
      path: 'matter.title',
      params: { at: 3, character: 'U+0000' },
    });
    expect(checkText('👩\ud842', { ...rule, limit: 9 })?.params).toEqual({ at: 2, character: 'U+D842' });
  });

  test('and what happens says the same', () => {
    const story = new Story();
    const command = register({});
    const title = '校\u200b车停运';
    must(story.give({ ...command, matter: { ...command.matter, title } }));
    expect(story.case().matter.title).toBe('校车停运');
  });
});
