import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, plainDate } from '../date.ts';
import { absenceFaultName } from '../messages/zh-CN.ts';
import { type Absence, absenceFaults, planRota, receptionQueue, receptionQuota, rotaSpread } from './rota.ts';

const wednesdays = (count: number) =>
  Array.from({ length: count }, (_, week) => addDays(plainDate('2026-01-07'), week * 7));
const team = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

describe('the duty rota (轮流值班, R89, R91)', () => {
  test('covers every session once, and no leader has more than one more than another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 60 }), (size, count) => {
        const leaders = team.slice(0, size);
        const rota = planRota(wednesdays(count), leaders);
        expect(rota.map((session) => session.date)).toEqual(wednesdays(count));
        expect(rotaSpread(rota, leaders)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('nobody twice running among several, from an even start', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 7 }), fc.integer({ min: 2, max: 60 }), (size, count) => {
        const rota = planRota(wednesdays(count), team.slice(0, size));
        expect(rota.some((session, at) => session.leaderId === rota[at + 1]?.leaderId)).toBe(false);
      }),
    );
  });

  test('sessions held before in the cycle are made up for', () => {
    expect(planRota(wednesdays(3), ['a', 'b', 'c'], { a: 2, b: 1 }).map((session) => session.leaderId)).toEqual([
      'c',
      'b',
      'c',
    ]);
  });

  test('without leaders there is none', () => {
    expect(planRota(wednesdays(3), [])).toEqual([]);
    expect(rotaSpread([], [])).toBe(0);
  });
});

describe('substitutes (替班领导, R61, R93, R97)', () => {
  const date = plainDate('2026-11-25');
  const absence = (change: Partial<Absence>): Absence => ({ date, leaderId: 'a', ...change });
  test.each([
    ['none arranged', [absence({})], ['substituteMissing']],
    ['one of the team', [absence({ substituteId: 'b' })], []],
    ['somebody else', [absence({ substituteId: 'z' })], ['substituteNotInTeam']],
    ['oneself', [absence({ substituteId: 'a' })], ['substituteIsAbsent']],
    [
      'one who is away too',
      [absence({ substituteId: 'b' }), absence({ leaderId: 'b', substituteId: 'c' })],
      ['substituteIsAbsent'],
    ],
    [
      'one who is away another day',
      [absence({ substituteId: 'b' }), absence({ leaderId: 'b', substituteId: 'c', date: addDays(date, 7) })],
      [],
    ],
  ])('%s', (_name, absences, faults) => {
    const found = absenceFaults(absences, team);
    expect(found.map(({ fault }) => fault)).toEqual(faults);
    for (const { citations, fault } of found) {
      expect(citations.map(({ rule }) => rule)).toEqual(['R93', 'R61']);
      expect(absenceFaultName(fault)).toMatch(/替班/);
    }
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

test('appointments in the office’s order, then walk-ins as they came (R46, R58)', () => {
  const queue = receptionQueue([
    { id: 'w1', kind: 'walkIn', order: 1 },
    { id: 'b2', kind: 'appointment', order: 2 },
    { id: 'w0', kind: 'walkIn', order: 0 },
    { id: 'b1', kind: 'appointment', order: 1 },
  ]);
  expect(queue.map(({ id }) => id)).toEqual(['b1', 'b2', 'w0', 'w1']);
});
