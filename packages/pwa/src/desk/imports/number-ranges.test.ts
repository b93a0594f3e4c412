import { expect, test } from 'vitest';
import { numberRanges } from './number-ranges.ts';

test('numbers of an import, each series by its ends', () => {
  expect(numberRanges(['信〔2026〕28号', '访〔2026〕57号', '信〔2026〕29号', '信〔2026〕30号'])).toBe(
    '信〔2026〕28号至30号、访〔2026〕57号',
  );
  expect(numberRanges([])).toBe('');
});
