import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCalendar, isWorkingDay } from '../calendar/calendar.ts';
import { receptionDays } from '../calendar/reception-days.ts';
import { builtInYears } from '../calendar/years.ts';
import { addDays, dayOfWeek, type PlainDate, plainDate } from '../date.ts';
import { must, rotaSpread } from '../testkit.ts';
import { planRota } from './rota.ts';

/*
 * The rota over five years of the State Council's calendars, from any day on and for any length up to a year: what must hold
 * whoever is away and whatever is booked.
 */

const calendar = buildCalendar(builtInYears);
const [first, last] = [plainDate('2022-01-01'), plainDate('2026-12-31')];
const team = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

const held = (from: PlainDate, to: PlainDate): readonly PlainDate[] =>
  must(receptionDays(calendar, from, to))
    .filter((day) => day.held)
    .map(({ date }) => date);

/** A beginning within the five years, how many days it goes on, and how many leaders share it. */
const plans = fc.record({
  start: fc.integer({ min: 0, max: 1_400 }),
  length: fc.integer({ min: 30, max: 366 }),
  size: fc.integer({ min: 2, max: 9 }),
});
/** Who is away when: stretches of days, each of one leader. */
const absences = fc.array(fc.record({ who: fc.nat(8), from: fc.nat(366), days: fc.integer({ min: 1, max: 60 }) }), {
  maxLength: 12,
});

test('every Wednesday of five years is a reception day, or a day off (R39)', () => {
  const days = new Set(held(first, last));
  let count = 0;
  for (let date = first; date <= last; date = addDays(date, 1)) {
    const works = must(isWorkingDay(calendar, date));
    expect([date, days.has(date)]).toEqual([date, dayOfWeek(date) === 3 && works]);
    count += days.has(date) ? 1 : 0;
  }
  expect(count).toBeGreaterThan(240);
});

test('nobody away: every session is covered once, and no leader has more than one more than another (R89)', () => {
  fc.assert(
    fc.property(plans, ({ start, length, size }) => {
      const leaders = team.slice(0, size);
      const from = addDays(first, start);
      const days = held(from, addDays(from, length));
      const rota = planRota(days, leaders);
      expect(rota.sessions.map(({ date }) => date)).toEqual(days);
      expect(rotaSpread(rota.sessions, leaders)).toBeLessThanOrEqual(1);
    }),
  );
});

test('with absences: never on a day away, covered while anybody is there, one turn a cycle, nobody pays for having been away', () => {
  fc.assert(
    fc.property(plans, absences, ({ start, length, size }, given) => {
      const leaders = team.slice(0, size);
      const from = addDays(first, start);
      const days = held(from, addDays(from, length));
      const stretches = given.map(({ who, from: begin, days: many }) => {
        const day = addDays(from, begin);
        return { leader: leaders[who % size] ?? '', from: day, to: addDays(day, many) };
      });
      const away = (id: string, date: PlainDate) =>
        stretches.some((one) => one.leader === id && one.from <= date && date <= one.to);
      const { sessions, uncovered, excused } = planRota(days, leaders, { away });
      expect(sessions.some(({ leaderId, date }) => away(leaderId, date))).toBe(false);
      expect([...sessions.map(({ date }) => date), ...uncovered].sort()).toEqual(days);
      for (const date of uncovered) expect(leaders.every((id) => away(id, date))).toBe(true);
      const turns = sessions.map(({ leaderId, cycle }) => `${leaderId}${cycle}`);
      expect(new Set(turns).size).toBe(turns.length);
      // a leader's turns and excused turns together keep pace with everybody's: max − min ≤ 1
      const counted = leaders.map(
        (id) =>
          sessions.filter(({ leaderId }) => leaderId === id).length +
          excused.filter(({ leaderId }) => leaderId === id).length,
      );
      if (uncovered.length === 0) expect(Math.max(...counted) - Math.min(...counted)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a portfolio comes first where it can, and costs nobody a turn (R21, R89)', () => {
  fc.assert(
    fc.property(plans, fc.array(fc.nat(8), { maxLength: 60 }), ({ start, length, size }, wanted) => {
      const leaders = team.slice(0, size);
      const from = addDays(first, start);
      const days = held(from, addDays(from, length));
      const wantedOn = new Map(days.map((date, at) => [date, leaders[(wanted[at] ?? 0) % size]]));
      const preferred = (id: string, date: PlainDate) => wantedOn.get(date) === id;
      const { sessions } = planRota(days, leaders, { preferred });
      expect(rotaSpread(sessions, leaders)).toBeLessThanOrEqual(1);
      const had = new Set<string>();
      for (const { date, leaderId, cycle } of sessions) {
        const expected = wantedOn.get(date) ?? '';
        // whoever is wanted and has not had the cycle's turn yet, has it
        if (!had.has(`${expected}${cycle}`)) expect(leaderId).toBe(expected);
        had.add(`${leaderId}${cycle}`);
      }
    }),
  );
});
