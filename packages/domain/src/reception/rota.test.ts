import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { receptionDays } from '../calendar/reception-days.ts';
import { addDays, plainDate } from '../date.ts';
import { must, rotaSpread, world } from '../testkit.ts';
import { planRota, receptionQuota } from './rota.ts';

const wednesdays = (count: number) =>
  Array.from({ length: count }, (_, week) => addDays(plainDate('2026-01-07'), week * 7));
const team = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

describe('the duty rota (轮流值班, R89, R91)', () => {
  test('covers every session once, and no leader has more than one more than another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 60 }), (size, count) => {
        const leaders = team.slice(0, size);
        const { sessions, excused, uncovered } = planRota(wednesdays(count), leaders);
        expect(sessions.map((session) => session.date)).toEqual(wednesdays(count));
        expect(rotaSpread(sessions, leaders)).toBeLessThanOrEqual(1);
        expect([...excused, ...uncovered]).toEqual([]);
      }),
    );
  });

  test('nobody twice running among several, from an even start', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 7 }), fc.integer({ min: 2, max: 60 }), (size, count) => {
        const { sessions } = planRota(wednesdays(count), team.slice(0, size));
        expect(sessions.some((session, at) => session.leaderId === sessions[at + 1]?.leaderId)).toBe(false);
      }),
    );
  });

  test('turns taken before in the cycle are made up for', () => {
    const { sessions } = planRota(wednesdays(3), ['a', 'b', 'c'], { before: { a: 2, b: 1 } });
    expect(sessions.map((session) => session.leaderId)).toEqual(['c', 'b', 'c']);
  });

  test('without leaders there is none, and every day is named', () => {
    expect(planRota(wednesdays(3), [])).toEqual({ sessions: [], excused: [], uncovered: wednesdays(3) });
  });

  test('who is away is passed over and comes next; who misses a whole cycle is excused, not made to pay', () => {
    const [first, second] = wednesdays(2);
    const away = (leader: string, date: string) => leader === 'a' && date === first;
    const { sessions } = planRota(wednesdays(3), ['a', 'b', 'c'], { away });
    expect(sessions.map(({ leaderId, cycle }) => `${leaderId}${cycle}`)).toEqual(['b0', 'a0', 'c0']);
    const long = planRota(wednesdays(6), ['a', 'b', 'c'], { away: (leader) => leader === 'a' });
    expect(long.sessions.map(({ leaderId }) => leaderId).join('')).toBe('bcbcbc');
    expect(long.excused).toEqual([
      { cycle: 0, leaderId: 'a' },
      { cycle: 1, leaderId: 'a' },
    ]);
    const nobody = planRota(wednesdays(2), ['a'], { away: (_leader, date) => date === second });
    expect(nobody.uncovered).toEqual([second]);
  });

  test('the portfolio that a day needs comes first, within the cycle', () => {
    const { sessions } = planRota(wednesdays(4), ['a', 'b'], { preferred: (leader) => leader === 'b' });
    expect(sessions.map(({ leaderId }) => leaderId).join('')).toBe('baba');
  });
});

describe('five years of reception days (2022–2026), with absences and portfolios (R89)', () => {
  const held = must(receptionDays(world().calendar, plainDate('2022-01-01'), plainDate('2026-12-31')))
    .filter((day) => day.held)
    .map(({ date }) => date);

  test('in every cycle max−min ≤ 1; every day is covered when somebody can come; only the absent are excused', () => {
    const away = fc.array(
      fc.record({ leader: fc.nat(6), from: fc.nat(held.length - 1), weeks: fc.integer({ min: 1, max: 30 }) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), away, fc.array(fc.nat(6), { maxLength: 60 }), (size, rows, needs) => {
        const leaders = team.slice(0, size);
        const isAway = (leader: string, date: string) =>
          rows.some(
            (row) =>
              team[row.leader] === leader &&
              (held[row.from] ?? '') <= date &&
              date < (held[row.from + row.weeks] ?? '9999-12-31'),
          );
        const need = new Map(held.map((date, at) => [date, team[needs[at % (needs.length || 1)] ?? 0]]));
        const rota = planRota(held, leaders, { away: isAway, preferred: (id, date) => need.get(date) === id });
        expect([...rota.sessions.map(({ date }) => date), ...rota.uncovered].toSorted()).toEqual(held);
        for (const date of rota.uncovered) expect(leaders.every((id) => isAway(id, date))).toBe(true);
        for (const { leaderId, date } of rota.sessions) expect(isAway(leaderId, date)).toBe(false);
        const last = Math.max(-1, ...rota.sessions.map(({ cycle }) => cycle));
        for (let cycle = 0; cycle <= last; cycle += 1) {
          const had = rota.sessions.filter((session) => session.cycle === cycle);
          expect(rotaSpread(had, leaders)).toBeLessThanOrEqual(1);
          const missed = rota.excused.filter((one) => one.cycle === cycle).map(({ leaderId }) => leaderId);
          for (const id of missed) {
            expect(had.some(({ leaderId }) => leaderId === id)).toBe(false);
            // while the next cycle's first session was held, they could not come
            const next = rota.sessions.find((session) => session.cycle > cycle);
            expect(next && isAway(id, next.date)).toBe(true);
          }
          if (cycle < last) expect(had.length + missed.length).toBe(size);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('monthly reception (R18, R19, R94)', () => {
  const attendances = [
    { personId: 'a', date: plainDate('2026-10-31'), source: 'bureau' },
    { personId: 'b', date: plainDate('2026-11-01'), source: 'government' },
    { personId: 'c', date: plainDate('2026-11-30'), source: 'bureau' },
  ] as const;
  test.each([
    ['a', 0, true],
    ['b', 1, false],
    ['c', 1, false],
  ])('%s: %i in November, short %s; the government’s count too', (person, attended, short) => {
    const quota = receptionQuota(attendances, person, '2026-11', 'leadershipMember');
    expect(quota).toMatchObject({ attended, short });
    expect(quota.citations.map(({ rule }) => rule)).toEqual(['R19', 'R18']);
  });

  test('a department head by R94', () => {
    expect(receptionQuota([], 'h', '2026-11', 'departmentHead').citations).toEqual([
      { regulation: 'petitionSystem', article: '第十四条', rule: 'R94' },
    ]);
  });
});
