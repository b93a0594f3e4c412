import { describe, expect, test } from 'vitest';
import { plainDate as day } from '../date.ts';
import { buildCalendar } from './calendar.ts';
import { receptionDays, type SubstituteSession } from './reception-days.ts';
import { builtInYears } from './years.ts';

const calendar = buildCalendar(builtInYears);
const substitute = (date: string, insteadOf: string): SubstituteSession => ({
  date: day(date),
  insteadOf: day(insteadOf),
});
/** 2026-10-07 is a Wednesday of National Day; 10-09 is worked, 10-06 is not, 10-10 is a make-up Saturday. */
const between = (from: string, to: string, substitutes: readonly SubstituteSession[] = []) =>
  receptionDays(calendar, day(from), day(to), substitutes);
const basis = [
  { regulation: 'receptionPlan', article: '一', rule: 'R39' },
  { regulation: 'petitionSystem', article: '第十三条', rule: 'R89' },
];

describe('每周三接访，放假不接、不顺延（R39、R89）', () => {
  test('a plain Wednesday, and one lost to a festival that is named', () => {
    expect(between('2026-09-30', '2026-10-07')).toEqual({
      ok: true,
      value: [
        { date: '2026-09-30', held: true, provisional: false },
        { date: '2026-10-07', held: false, festival: '国庆节', provisional: false },
      ],
    });
  });

  test.each([
    ['the first day of the stretch', '2026-10-09', '2026-10-20', ['2026-10-09', '2026-10-14']],
    ['the day after it', '2026-10-10', '2026-10-20', ['2026-10-14']],
    ['the last day', '2026-10-08', '2026-10-09', ['2026-10-09']],
    ['the day before it', '2026-10-07', '2026-10-08', ['2026-10-07']],
  ])('a substitute session on %s', (_name, from, to, dates) => {
    const found = between(from, to, [substitute('2026-10-09', '2026-10-07')]);
    expect(found.ok && found.value.map(({ date }) => date)).toEqual(dates);
  });

  test('in order of their days, whatever the order in which they were added', () => {
    const found = between('2026-02-01', '2026-10-31', [
      substitute('2026-10-09', '2026-10-07'),
      substitute('2026-02-25', '2026-02-18'),
      substitute('2026-02-24', '2026-02-18'),
    ]);
    const dates = found.ok ? found.value.map(({ date }) => date) : [];
    expect(dates).toEqual(dates.toSorted());
    expect(found.ok && found.value.find(({ date }) => date === '2026-02-24')).toEqual({
      date: '2026-02-24',
      held: true,
      insteadOf: '2026-02-18',
      provisional: false,
    });
  });

  test.each([
    [
      'its Wednesday is held',
      substitute('2026-10-09', '2026-09-30'),
      'substitute-not-needed',
      { insteadOf: '2026-09-30' },
    ],
    [
      'it is for no Wednesday',
      substitute('2026-10-09', '2026-10-06'),
      'substitute-not-needed',
      { insteadOf: '2026-10-06' },
    ],
    ['it lies on a day off', substitute('2026-10-06', '2026-10-07'), 'substitute-on-day-off', { date: '2026-10-06' }],
  ])('refused with both articles: %s', (_name, one, code, params) => {
    expect(between('2026-09-01', '2026-10-31', [one])).toEqual({ ok: false, code, params, citations: basis });
  });

  test.each([
    ['its Wednesday', substitute('2026-10-09', '2099-10-07')],
    ['its own day', substitute('2028-06-07', '2026-10-07')],
  ])('of a year without a notice: %s', (_name, one) => {
    const short = buildCalendar(builtInYears.filter(({ year }) => year < 2027));
    const found = receptionDays(short, one.date, one.date, [{ ...one, date: one.date }]);
    expect(found).toMatchObject({ ok: false, code: 'calendar-missing' });
  });
});
