import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskText } from './mask-text.ts';

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
