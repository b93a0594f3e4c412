import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caseNumber } from '../petition-cases/numbers.ts';
import { channels } from '../petition-cases/types.ts';
import { maskText } from './mask-text.ts';
import { numberingFaults, parseCaseNumber } from './numbering.ts';

describe('case numbers (编号, R69)', () => {
  const channel = fc.constantFrom(...channels);
  const year = fc.integer({ min: 2020, max: 2100 });
  const sequence = fc.integer({ min: 1, max: 999_999_999 });

  test('what is written is read back, and no two channels share a series', () => {
    fc.assert(
      fc.property(channel, year, sequence, (of, in_, at) => {
        const number = caseNumber(of, in_, at);
        expect(parseCaseNumber(number)).toEqual({ series: number.charAt(0), year: in_, sequence: at });
      }),
    );
    expect(new Set(channels.map((one) => caseNumber(one, 2026, 1))).size).toBe(channels.length);
  });

  test.each([
    ['下〔2026〕12号', 12],
    [' 下 [2026] 12 ', 12],
    ['下（2026）12号', 12],
    ['下〔2026〕012号', undefined],
    ['下〔2026〕0号', undefined],
    ['下〔26〕12号', undefined],
    ['2026-12', undefined],
    ['', undefined],
  ])('“%s”', (text, expected) => {
    expect(parseCaseNumber(text)?.sequence).toBe(expected);
  });

  test('a register numbered in any order of channels and years has neither gap nor double', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(channel, fc.integer({ min: 2025, max: 2027 })), { maxLength: 80 }), (cases) => {
        const last = new Map<string, number>();
        const numbers = cases.flatMap(([of, in_]) => {
          const next = (last.get(`${of}${in_}`) ?? 0) + 1;
          last.set(`${of}${in_}`, next);
          return parseCaseNumber(caseNumber(of, in_, next)) ?? [];
        });
        expect(numberingFaults(numbers)).toEqual([]);
        const [lost] = numbers;
        if (lost === undefined) return;
        const [doubled] = numberingFaults([...numbers, lost]);
        expect(doubled).toMatchObject({ series: lost.series, year: lost.year, doubled: [1], missing: [] });
        const without = numberingFaults(numbers.slice(1));
        const more = numbers.some((one) => one.series === lost.series && one.year === lost.year && one.sequence > 1);
        expect(without.map(({ missing }) => missing)).toEqual(more ? [[1]] : []);
      }),
    );
  });

  test('a broken register does not flood the page', () => {
    expect(numberingFaults([{ series: '信', year: 2026, sequence: 1_000_000 }])[0]?.missing).toHaveLength(100);
  });
});

describe('masking in free text', () => {
  test.each([
    ['请回电13912342041。', '请回电139****2041。'],
    ['身份证11010519491231002X，电话0571-87001234', '身份证110***********002X，电话057****1234'],
    ['旧证110105491231002', '旧证110***********1002'],
    ['信〔2026〕12号，2026年11月22日，共3000元', '信〔2026〕12号，2026年11月22日，共3000元'],
    ['热线12345', '热线12345'],
    ['', ''],
  ])('%s → %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
  test('no run of seven digits is left, and masking again changes nothing', () => {
    const piece = fc.oneof(fc.string({ maxLength: 4 }), fc.stringMatching(/^[0-9Xx-]{0,20}$/));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const masked = maskText(pieces.join('，'));
        expect(maskText(masked)).toBe(masked);
        expect(masked).not.toMatch(/(?<!\d)\d{7,12}(?!\d)/);
      }),
    );
  });
});
