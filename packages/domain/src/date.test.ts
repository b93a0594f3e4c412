import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  dateInShanghai,
  dayOfWeek,
  daysBetween,
  fromEpochDay,
  parsePlainDate,
  plainDate,
  toEpochDay,
} from './date.ts';

const firstDay = toEpochDay(plainDate('1900-01-01'));
const lastDay = toEpochDay(plainDate('2199-12-31'));
const epochDays = fc.integer({ min: firstDay, max: lastDay });

describe('a date from outside', () => {
  test.each(['2026-02-28', '2024-02-29', '2000-02-29', '1900-01-01', '2199-12-31'])('%s is a date', (text) => {
    expect(parsePlainDate(text)).toEqual({ ok: true, value: text });
  });

  test.each([
    '2026-02-30',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-04-31',
    '1899-12-31',
    '2200-01-01',
    '2026-1-1',
    '2026-01-01 ',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '２０２６-01-01',
    '',
    'yesterday',
    20260101,
    null,
    undefined,
    new Date(0),
  ])('%s is refused with invalid-date', (text) => {
    expect(parsePlainDate(text)).toMatchObject({ ok: false, code: 'invalid-date' });
  });

  test('a very long text is refused and not echoed in full', () => {
    const result = parsePlainDate('9'.repeat(1_000_000));
    expect(result.ok ? '' : String(result.params.given).length).toBe(40);
  });

  test('a wrong constant in our own code is a bug and throws', () => {
    expect(() => plainDate('2026-02-30')).toThrow(RangeError);
  });
});

describe('arithmetic on dates', () => {
  test('every day of 1900–2199 has the number, name and weekday that the platform gives it', () => {
    let wrong = 0;
    for (let day = firstDay; day <= lastDay; day += 1) {
      const platform = new Date(day * 86_400_000);
      const date = fromEpochDay(day);
      if (date !== platform.toISOString().slice(0, 10)) wrong += 1;
      if (toEpochDay(date) !== day || dayOfWeek(date) !== (platform.getUTCDay() || 7)) wrong += 1;
    }
    expect(wrong).toBe(0);
  });

  test('adding days and taking them away returns; the distance is what was added', () => {
    fc.assert(
      fc.property(epochDays, epochDays, (a, b) => {
        const from = fromEpochDay(a);
        const to = fromEpochDay(b);
        expect(daysBetween(from, to)).toBe(b - a);
        expect(addDays(from, b - a)).toBe(to);
        expect(from < to).toBe(a < b);
      }),
    );
  });
});

describe('the date in Shanghai', () => {
  test.each([
    ['2026-11-21T15:59:59.999Z', '2026-11-21'],
    ['2026-11-21T16:00:00.000Z', '2026-11-22'],
    ['1969-12-31T15:59:59.000Z', '1969-12-31'],
  ])('%s is %s', (instant, date) => {
    expect(dateInShanghai(Date.parse(instant))).toBe(date);
  });
});
