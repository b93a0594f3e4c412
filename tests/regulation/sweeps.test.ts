import {
  addDays,
  clocks,
  type Deadline,
  type DeadlineOptions,
  deadline,
  limitsInForce,
  plainDate,
} from '@huiyin/domain';
import { describe, expect, test } from 'vitest';
import { calendar } from './calendar.ts';
import { daysFrom, works } from './calendar-oracle.ts';
import { everyLimit, ruleOf } from './editions.ts';

/** What must hold on every single day, not only on those of the tables. */
function due(clock: string, from: string, options?: DeadlineOptions): Deadline {
  const result = deadline(calendar, clock, plainDate(from), options);
  if (!result.ok) throw new Error(`${clock} ${from}: ${result.code}`);
  return result.value;
}

describe('the editions of the texts', () => {
  test.each([undefined, 'zhejiang'] as const)(
    'province %s: on every day 2020–2027 exactly one edition of each rule is in force, from its first day on',
    (province) => {
      const firstDays: Readonly<Record<string, string>> = { 'transfer-objection-national': '2022-05-01' };
      const all = new Set(everyLimit.filter(({ level }) => province || level !== 'provincial').map(ruleOf));
      for (let date = plainDate('2020-01-01'); date <= '2027-12-31'; date = addDays(date, 1)) {
        const found = clocks.flatMap((clock) => limitsInForce(clock, date, province)).map(ruleOf);
        const expected = [...all].filter((rule) => date >= (firstDays[rule] ?? ''));
        // sets are compared by text: 2922 days, and only a day that disagrees is worth a message
        if (found.toSorted().join() !== expected.toSorted().join())
          expect([date, ...found]).toEqual([date, ...expected]);
      }
      expect(all.size).toBe(province ? 25 : 21);
    },
  );
});

describe('复查承办结果 (reexamination-result, R52, Art 35)', () => {
  test('is never later than the written opinion (第三十五条), nor than its own target: 0 of 2375 days', () => {
    let late = 0;
    const days = daysFrom('2020-05-01', '2026-10-31');
    for (const from of days)
      if (due('reexamination-result', from).legalDue > due('reexamination', from).targetDue) late += 1;
    expect([late, days.length]).toEqual([0, 2375]);
  });

  test('20 working days alone would pass the 30 days: on 130 of 685 working days of receipt', () => {
    const days = daysFrom('2024-01-01', '2026-09-30').filter(works);
    const passed = days.filter((from) => {
      const [byBureau] = due('reexamination-result', from).candidates;
      return byBureau !== undefined && byBureau.legalDue > due('reexamination', from).legalDue;
    });
    expect([passed.length, days.length]).toEqual([130, 685]);
  });
});

describe('《浙江省信访条例》 as a switch (Art 20)', () => {
  const zhejiang = { province: 'zhejiang' } as const;

  test('is always the earlier of the two for the notice: 685 of 685 working days', () => {
    const days = daysFrom('2024-01-01', '2026-09-30').filter(works);
    const earlier = days.filter(
      (from) => due('acceptance-notice', from, zhejiang).binding.limit.level === 'provincial',
    );
    expect([earlier.length, days.length]).toEqual([685, 685]);
  });
});
