import { getDayDetail, isWorkday } from 'chinese-days';
import fc from 'fast-check';
import { LegalHoliday } from 'tyme4ts';
import { describe, expect, test } from 'vitest';
import { addDays, dayOfWeek, fromEpochDay, type PlainDate, plainDate, toEpochDay, yearOf } from '../date.ts';
import {
  addWorkingDays,
  buildCalendar,
  calendarDay,
  calendarYearOf,
  decidingYear,
  isWorkingDay,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  workingDaysBetween,
} from './calendar.ts';
import { builtInYears, type CalendarYear } from './years.ts';

const calendar = buildCalendar(builtInYears);
const official = daysOf('2020-01-01', '2026-12-31');

function daysOf(from: string, to: string): PlainDate[] {
  const days: PlainDate[] = [];
  for (let date = plainDate(from); date <= plainDate(to); date = addDays(date, 1)) days.push(date);
  return days;
}

function works(date: PlainDate): boolean {
  const result = isWorkingDay(calendar, date);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

describe('the calendar of 2020–2026, against two others', () => {
  test('chinese-days agrees on every one of 2557 days', () => {
    expect(official.length).toBe(2557);
    expect(official.filter((date) => works(date) !== isWorkday(date))).toEqual([]);
  });

  test('tyme4ts agrees on every one of 2557 days', () => {
    const second = (date: PlainDate): boolean => {
      const [year, month, day] = date.split('-').map(Number);
      const legal = LegalHoliday.fromYmd(year ?? 0, month ?? 0, day ?? 0);
      return legal === null ? dayOfWeek(date) <= 5 : legal.isWork();
    };
    expect(official.filter((date) => works(date) !== second(date))).toEqual([]);
  });

  test('every day off by the notice has a festival, and so does every one that chinese-days names', () => {
    for (const date of official) {
      const day = calendarDay(calendar, date);
      if (!day.ok) throw new Error(day.code);
      expect(day.value.festival !== undefined, date).toBe(day.value.kind === 'holiday');
      const named = getDayDetail(date).name.includes(',');
      if (!works(date)) expect(day.value.kind === 'holiday', date).toBe(named);
    }
  });

  test.each([
    [2020, 249],
    [2021, 250],
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, count) => {
    expect(official.filter((date) => yearOf(date) === year && works(date)).length).toBe(count);
  });

  test.each([
    ['2026-02-14', { kind: 'makeUpWorkday', provisional: false }],
    ['2026-02-15', { kind: 'holiday', festival: '春节', provisional: false }],
    ['2026-11-21', { kind: 'weekend', provisional: false }],
    ['2026-11-23', { kind: 'workday', provisional: false }],
    ['2024-02-09', { kind: 'workday', provisional: false }],
    ['2023-09-29', { kind: 'holiday', festival: '中秋节、国庆节', provisional: false }],
    ['2027-02-05', { kind: 'holiday', festival: '春节', provisional: true }],
    ['2027-06-10', { kind: 'workday', provisional: true }],
  ])('%s is %o', (date, expected) => {
    expect(calendarDay(calendar, plainDate(date))).toEqual({ ok: true, value: { date, ...expected } });
  });
});

describe('a year without data', () => {
  test.each([
    ['2019-12-31', 2019],
    ['2028-01-01', 2028],
    ['2199-12-31', 2199],
    ['1900-01-01', 1900],
  ])('%s is refused with calendar-missing for %i, never guessed', (date, year) => {
    const expected = { ok: false, code: 'calendar-missing', params: { year } };
    expect(calendarDay(calendar, plainDate(date))).toMatchObject(expected);
    expect(isWorkingDay(calendar, plainDate(date))).toMatchObject(expected);
    expect(addWorkingDays(calendar, plainDate(date), 1)).toMatchObject(expected);
    expect(calendarYearOf(calendar, year)).toMatchObject(expected);
    // the first year beyond the known ones, as everywhere
    expect(workingDaysBetween(calendar, plainDate('2026-01-01'), plainDate(date))).toMatchObject({
      code: 'calendar-missing',
      params: { year: year < 2020 ? 2019 : 2028 },
    });
    expect(workingDaysBetween(calendar, plainDate(date), plainDate('2026-01-01'))).toMatchObject(expected);
  });

  test('counting over the edge names the first year that is not known', () => {
    expect(addWorkingDays(calendar, plainDate('2027-12-30'), 2)).toMatchObject({ params: { year: 2028 } });
    expect(addWorkingDays(calendar, plainDate('2020-01-02'), -1)).toMatchObject({ params: { year: 2019 } });
    expect(addWorkingDays(calendar, plainDate('2020-01-02'), 0)).toMatchObject({ ok: true });
  });

  test('a gap between known years is never counted across', () => {
    const gapped = buildCalendar(builtInYears.filter((year) => year.year !== 2024));
    expect(addWorkingDays(gapped, plainDate('2023-12-29'), 1)).toMatchObject({ params: { year: 2024 } });
    expect(addWorkingDays(gapped, plainDate('2025-01-02'), -1)).toMatchObject({ params: { year: 2024 } });
    expect(workingDaysBetween(gapped, plainDate('2023-12-29'), plainDate('2025-01-02'))).toMatchObject({
      params: { year: 2024 },
    });
  });

  test('2022-12-31 is off by the notice for 2023, but only where 2022 itself is known', () => {
    const day = plainDate('2022-12-31');
    expect(calendarDay(calendar, day)).toMatchObject({ value: { kind: 'holiday', festival: '元旦' } });
    const from2023 = buildCalendar(builtInYears.filter((year) => year.year >= 2023));
    expect(calendarDay(from2023, day)).toMatchObject({ code: 'calendar-missing', params: { year: 2022 } });
  });
});

describe('the year with its notice', () => {
  test('is the year asked for', () => {
    for (const { year } of builtInYears) expect(calendarYearOf(calendar, year)).toMatchObject({ value: { year } });
  });

  test('a refusal stands on Art 7 of the festival measures and Art 203 of the civil code', () => {
    expect(calendarYearOf(calendar, 2028)).toMatchObject({
      citations: [
        { regulation: 'festivalMeasures', article: '第七条' },
        { regulation: 'civilCode', article: '第二百零三条' },
      ],
    });
  });

  test('years may come in any order', () => {
    const shuffled = buildCalendar(builtInYears.toReversed());
    for (const date of ['2021-03-01', '2026-12-29', '2027-02-05']) {
      expect(calendarDay(shuffled, plainDate(date))).toEqual(calendarDay(calendar, plainDate(date)));
    }
    expect(addWorkingDays(shuffled, plainDate('2023-12-29'), 1)).toMatchObject({ value: { date: '2024-01-02' } });
  });

  test('counting back to the first day that is known', () => {
    expect(workingDaysBetween(calendar, plainDate('2020-01-03'), plainDate('2020-01-01'))).toMatchObject({
      value: { days: -2 },
    });
  });

  test('half a working day is a bug', () => {
    expect(() => addWorkingDays(calendar, plainDate('2026-01-05'), 0.5)).toThrow(/must be whole: 0.5/);
  });
});

describe('《民法典》第二百零三条：期间的最后一日是法定休假日的', () => {
  test.each([
    // date, on or after, on or before
    ['2026-10-08', '2026-10-08', '2026-10-08'],
    ['2026-10-07', '2026-10-08', '2026-09-30'],
    ['2026-10-01', '2026-10-08', '2026-09-30'],
    ['2026-02-14', '2026-02-14', '2026-02-14'],
    ['2026-02-15', '2026-02-24', '2026-02-14'],
    ['2026-11-21', '2026-11-23', '2026-11-20'],
  ])('%s: not before %s, not after %s', (date, after, before) => {
    expect(workingDayOnOrAfter(calendar, plainDate(date))).toMatchObject({ value: { date: after } });
    expect(workingDayOnOrBefore(calendar, plainDate(date))).toMatchObject({ value: { date: before } });
  });

  test('is refused where the year or the day after it is not known', () => {
    const missing = { code: 'calendar-missing' };
    expect(workingDayOnOrAfter(calendar, plainDate('2028-01-01'))).toMatchObject(missing);
    expect(workingDayOnOrBefore(calendar, plainDate('2019-12-31'))).toMatchObject(missing);
    expect(workingDayOnOrBefore(calendar, plainDate('2020-01-01'))).toMatchObject(missing);
  });
});

describe('year data that contradicts itself is a bug', () => {
  const year = (change: Partial<CalendarYear>): CalendarYear => ({
    year: 2030,
    standing: 'official',
    notice: { title: 'test' },
    holidays: [{ name: '元旦', from: plainDate('2030-01-01'), to: plainDate('2030-01-01') }],
    makeUpWorkdays: [],
    ...change,
  });
  test.each([
    ['a make-up day on a weekday', [year({ makeUpWorkdays: [plainDate('2030-01-02')] })]],
    [
      'a make-up day on a festival',
      [
        year({
          holidays: [{ name: '元旦', from: plainDate('2030-01-05'), to: plainDate('2030-01-06') }],
          makeUpWorkdays: [plainDate('2030-01-05')],
        }),
      ],
    ],
    [
      'a festival that ends before it starts',
      [year({ holidays: [{ name: '元旦', from: plainDate('2030-01-02'), to: plainDate('2030-01-01') }] })],
    ],
    ['a year given twice', [year({}), year({})]],
  ])('%s', (name, years) => {
    const saying = {
      'a make-up day on a weekday': 'calendar 2030: 2030-01-02 is no make-up day',
      'a make-up day on a festival': 'calendar 2030: 2030-01-05 is no make-up day',
      'a festival that ends before it starts': 'calendar 2030: 元旦 ends before it starts',
      'a year given twice': 'calendar 2030 is given twice',
    }[name];
    expect(() => buildCalendar(years)).toThrow(new RangeError(saying));
  });
});

describe('working-day arithmetic', () => {
  const inside = fc
    .integer({ min: toEpochDay(plainDate('2020-01-01')), max: toEpochDay(plainDate('2027-12-31')) })
    .map(fromEpochDay);
  const some = fc.integer({ min: -300, max: 300 });

  test('is the plain count of working days, one by one', () => {
    fc.assert(
      fc.property(inside, some, (from, n) => {
        const result = addWorkingDays(calendar, from, n);
        if (!result.ok) return;
        const [low, high] = n < 0 ? [result.value.date, addDays(from, -1)] : [addDays(from, 1), result.value.date];
        expect(daysOf(low, high).filter(works).length).toBe(Math.abs(n));
        if (n !== 0) expect(works(result.value.date)).toBe(true);
        if (n >= 0) expect(workingDaysBetween(calendar, from, result.value.date)).toMatchObject({ value: { days: n } });
      }),
    );
  });

  test('forward and back returns to a working day', () => {
    fc.assert(
      fc.property(inside.filter(works), some, (from, n) => {
        const there = addWorkingDays(calendar, from, n);
        if (!there.ok) return;
        expect(addWorkingDays(calendar, there.value.date, -n)).toMatchObject({ value: { date: from } });
      }),
    );
  });

  test('a later start never ends earlier', () => {
    fc.assert(
      fc.property(inside, fc.nat(60), fc.nat(60), (from, later, n) => {
        const a = addWorkingDays(calendar, from, n);
        const b = addWorkingDays(calendar, addDays(from, later), n);
        if (a.ok && b.ok) expect(a.value.date <= b.value.date).toBe(true);
      }),
    );
  });

  test('the distance is signed and adds up', () => {
    fc.assert(
      fc.property(inside, inside, inside, (a, b, c) => {
        const value = (from: PlainDate, to: PlainDate): number => {
          const result = workingDaysBetween(calendar, from, to);
          return result.ok ? result.value.days : Number.NaN;
        };
        expect(value(a, b) + value(b, c)).toBe(value(a, c));
        expect(value(a, a)).toBe(0);
      }),
    );
  });

  test('is provisional as soon as a notice that is not in yet may still change a day of it', () => {
    const provisional = (from: string, n: number) => {
      const found = addWorkingDays(calendar, plainDate(from), n);
      return found.ok ? [found.value.date, found.value.provisional] : found.code;
    };
    // the notice for 2027 may reach back to 29 December, as those for 2008, 2019 and 2023 did
    expect(provisional('2026-12-25', 1)).toEqual(['2026-12-28', false]);
    expect(provisional('2026-12-25', 2)).toEqual(['2026-12-29', true]);
    expect(provisional('2026-12-31', 1)).toEqual(['2027-01-04', true]);
    expect(provisional('2027-01-04', -1)).toEqual(['2026-12-31', true]);
    expect(provisional('2026-12-28', 0)).toEqual(['2026-12-28', false]);
    expect(provisional('2026-12-29', 0)).toEqual(['2026-12-29', true]);
    expect(provisional('2026-12-29', -1)).toEqual(['2026-12-28', true]);
    expect(provisional('2025-12-25', 3)).toEqual(['2025-12-30', false]);
    expect(provisional('2027-01-05', -8)).toEqual(['2026-12-23', true]);
    expect(provisional('2026-11-21', 0)).toEqual(['2026-11-21', false]);
    const distance = (from: string, to: string) => workingDaysBetween(calendar, plainDate(from), plainDate(to));
    expect(distance('2026-12-25', '2026-12-28')).toEqual({ ok: true, value: { days: 1, provisional: false } });
    expect(distance('2026-12-25', '2026-12-29')).toEqual({ ok: true, value: { days: 2, provisional: true } });
    expect(distance('2026-12-29', '2026-12-25')).toEqual({ ok: true, value: { days: -2, provisional: true } });
  });
});

describe('which notice is the last to decide a day (放假安排)', () => {
  test.each([
    ['2026-12-28', 2026],
    ['2026-12-29', 2027],
    ['2026-12-31', 2027],
    ['2027-01-01', 2027],
  ])('%s: that of %i', (date, year) => {
    expect(decidingYear(plainDate(date))).toBe(year);
  });

  const day = (years: readonly CalendarYear[], date: string) => {
    const found = calendarDay(buildCalendar(years), plainDate(date));
    return found.ok && found.value.provisional;
  };
  test('so the end of a year stays open until the next notice is in', () => {
    const through2025 = builtInYears.filter(({ year }) => year <= 2025);
    expect(day(through2025, '2025-12-28')).toBe(false);
    expect(day(through2025, '2025-12-29')).toBe(true);
    expect(day(builtInYears, '2025-12-31')).toBe(false);
    const all = builtInYears.map((year): CalendarYear => ({ ...year, standing: 'official' }));
    expect(day(all, '2026-12-31')).toBe(false);
    expect(day(all, '2027-06-10')).toBe(false);
    expect(day(all, '2027-12-31')).toBe(true);
    expect(day(builtInYears, '2027-01-01')).toBe(true);
  });
});
