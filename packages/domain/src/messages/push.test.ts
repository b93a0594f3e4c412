import { expect, test } from 'vitest';
import { parsePlainDate } from '../date.ts';
import { pushedManyText, pushedManyTitle, pushedNoticeText, pushedSessionText } from './push.ts';

const day = (text: string) => {
  const parsed = parsePlainDate(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
};
const today = day('2026-12-30');

test.each([
  ['soon', '2026-12-30', '信〔2026〕12号 今日到期'],
  ['soon', '2026-12-31', '信〔2026〕12号 明日到期'],
  ['soon', '2027-01-04', '信〔2026〕12号 2027年1月4日到期'],
  ['due', '2026-12-30', '信〔2026〕12号 今日到期'],
  // to be done before rest days, by law only after them
  ['due', '2026-12-29', '信〔2026〕12号 到期应办'],
  ['overdue', '2026-12-29', '信〔2026〕12号 已超期'],
  ['urge', '2026-12-29', '信〔2026〕12号 建议催办'],
  ['criticise', '2026-12-31', '信〔2026〕12号 建议通报'],
] as const)('%s of %s reads %s', (step, dueOn, text) => {
  expect(pushedNoticeText({ number: '信〔2026〕12号', step, dueOn: day(dueOn) }, today)).toBe(text);
});

test('several are counted by kind, the most pressing first; a session is told by its day', () => {
  expect(pushedManyTitle(5)).toBe('5条新提醒');
  expect(pushedManyText(['soon', 'overdue', 'overdue', 'urge'], 1)).toBe('建议催办1 · 已超期2 · 临近1 · 接访1');
  expect(pushedManyText([], 2)).toBe('接访2');
  expect(pushedSessionText(day('2026-12-31'), today)).toBe('12月31日接访');
});
