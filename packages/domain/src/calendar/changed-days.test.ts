import { expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import { buildCalendar } from './calendar.ts';
import { changedDays } from './changed-days.ts';
import { builtInYears, type CalendarYear } from './years.ts';

const yearOf = (year: number): CalendarYear => {
  const found = builtInYears.find((one) => one.year === year);
  if (!found) throw new Error(`no ${year}`);
  return found;
};
const with2026 = (change: Partial<CalendarYear>) => buildCalendar([yearOf(2025), { ...yearOf(2026), ...change }]);
const known = buildCalendar([yearOf(2025), yearOf(2026)]);

test('the same notice changes nothing', () => {
  expect(changedDays(known, known, 2026)).toEqual([]);
});

test('each day with what it was and what it becomes, the festival named', () => {
  const [first, ...others] = yearOf(2026).holidays;
  if (!first) throw new Error('no holidays');
  const longer = with2026({
    makeUpWorkdays: yearOf(2026).makeUpWorkdays.slice(1),
    holidays: [{ ...first, to: plainDate('2026-01-05') }, ...others],
  });
  expect(changedDays(known, longer, 2026)).toEqual([
    { date: '2026-01-04', before: 'makeUpWorkday', after: 'holiday', festival: '元旦' },
    { date: '2026-01-05', before: 'workday', after: 'holiday', festival: '元旦' },
  ]);
  expect(changedDays(longer, known, 2026)).toEqual([
    { date: '2026-01-04', before: 'holiday', after: 'makeUpWorkday' },
    { date: '2026-01-05', before: 'holiday', after: 'workday' },
  ]);
});

test('a notice may reach back into the last days of the year before', () => {
  const [first, ...others] = yearOf(2026).holidays;
  if (!first) throw new Error('no holidays');
  const early = with2026({ holidays: [{ ...first, from: plainDate('2025-12-31') }, ...others] });
  expect(changedDays(known, early, 2026)).toEqual([
    { date: '2025-12-31', before: 'workday', after: 'holiday', festival: '元旦' },
  ]);
});

test('of a year that was not known only its days off and its make-up days are told', () => {
  const changed = changedDays(buildCalendar([yearOf(2025)]), known, 2026);
  const { holidays, makeUpWorkdays } = yearOf(2026);
  expect(changed.every((day) => day.before === undefined)).toBe(true);
  expect(changed.filter(({ after }) => after === 'makeUpWorkday').map(({ date }) => date)).toEqual(makeUpWorkdays);
  const off = changed.filter(({ after }) => after === 'holiday');
  expect(off).toHaveLength(changed.length - makeUpWorkdays.length);
  expect(off[0]).toEqual({ date: '2026-01-01', after: 'holiday', festival: '元旦' });
  expect(off.at(-1)?.date).toBe(holidays.at(-1)?.to);
});

test('a whole year forward and none beyond: the last day counts', () => {
  const last = with2026({
    holidays: [...yearOf(2026).holidays, { name: '元旦', from: plainDate('2026-12-31'), to: plainDate('2026-12-31') }],
  });
  expect(changedDays(known, last, 2026).map(({ date }) => date)).toEqual(['2026-12-31']);
});
