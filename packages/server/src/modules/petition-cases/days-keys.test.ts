import { addDays, daysBetween, plainDate } from '@huiyin/domain';
import { expect, test } from 'vitest';
import { daysKeys } from './days-keys.ts';

const today = plainDate('2026-11-30');

/** The keys that case_step gives a case of this day (migration 0032). */
function keysOf(day: string): string[] {
  const step = Math.max(daysBetween(plainDate('2000-01-01'), plainDate(day)), -1) >> 2;
  return [`r:${step}`, `r1:${step >> 3}`, `r2:${step >> 6}`];
}

/** Days through a decade, some months apart, and those about the first step. */
const days = [
  ...Array.from({ length: 12 }, (_, n) => addDays(plainDate('1999-12-26'), n)),
  ...Array.from({ length: 24 }, (_, n) => addDays(plainDate('2016-02-01'), n * 159)),
];

test('a day has one key among those of the days from one to another, just when its four days touch them', () => {
  const stepOf = (day: string) => Number(keysOf(day)[0]?.slice(2));
  for (const from of days)
    for (const to of days.filter((day) => day >= from)) {
      const keys = daysKeys('r', from, to, today) ?? [];
      expect(keys.length).toBeLessThan(80);
      for (const day of days) {
        const touched = stepOf(from) <= stepOf(day) && stepOf(day) <= stepOf(to);
        if (keysOf(day).filter((key) => keys.includes(key)).length !== Number(touched))
          throw new Error(`${from} ${to} ${day}`);
      }
    }
});

test.each([
  ['2000-01-01', '2000-01-04', ['r:0']],
  ['1990-01-01', '2000-02-01', ['r:-1', 'r1:0']],
  ['2000-01-01', '2000-09-12', ['r2:0']],
  ['2000-01-05', '2000-01-09', ['r:1', 'r:2']],
])('from %s to %s: %j', (from, to, expected) => {
  expect(daysKeys('r', plainDate(from), plainDate(to), today)).toEqual(expected);
});

test('one end may be open, and a day far ahead asks for no more than there is', () => {
  expect(daysKeys('e', undefined, null, today)).toBeUndefined();
  expect(daysKeys('e', plainDate('2026-01-01'), null, today)).toEqual(
    daysKeys('e', plainDate('2026-01-01'), plainDate('2099-12-31'), today),
  );
  expect(daysKeys('e', null, plainDate('2000-01-04'), today)).toEqual(['e:-1', 'e:0']);
});
