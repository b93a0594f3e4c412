import { plainDate } from '@huiyin/domain';
import { expect, test } from 'vitest';
import { dueText } from './calendar.ts';

test('a last day that waits for the notice of days off says so wherever it stands: 暂定', () => {
  const today = plainDate('2026-11-30');
  expect(dueText(plainDate('2026-12-28'), today)).toBe('12月28日 周一');
  expect(dueText(plainDate('2099-01-05'), today)).toBe('2099年1月5日 周一（暂定）');
});
