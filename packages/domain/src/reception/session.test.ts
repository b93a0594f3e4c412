import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import { attendeeRoleName, emergencyLevelName, focusTagName, leaderRequestStepName } from '../messages/zh-CN.ts';
import { emergencyFaults, emergencyLevel, emergencyLevels } from './emergency.ts';
import { firstAskedOwner, openHandOver } from './first-asked.ts';
import { slotFaults } from './responsibility.ts';
import { attendeeRoles, focusTags } from './session.ts';

const day = plainDate('2026-11-25');
const before = plainDate('2026-11-24');

describe('首问负责制 (R23)', () => {
  const first = { unitId: 'basic', person: '王敏' };
  const to = { unitId: 'office', person: '陈静' };
  const offer = { to, reason: '属办公室职责', offeredOn: before };
  test('the first asked owns it until somebody accepts; an offer alone changes nothing', () => {
    expect(firstAskedOwner({ first, handOvers: [] })).toBe(first);
    expect(firstAskedOwner({ first, handOvers: [offer] })).toBe(first);
    expect(openHandOver({ first, handOvers: [offer] })).toBe(offer);
    const accepted = { ...offer, acceptedOn: day };
    expect(firstAskedOwner({ first, handOvers: [accepted] })).toBe(to);
    expect(openHandOver({ first, handOvers: [accepted] })).toBeUndefined();
    const back = { to: first, reason: '退回', offeredOn: day };
    expect(firstAskedOwner({ first, handOvers: [accepted, back] })).toBe(to);
    expect(openHandOver({ first, handOvers: [] })).toBeUndefined();
  });
});

describe('应急准备 (R60)', () => {
  test.each([
    [{ booked: 5, largestParty: 4, complex: 1 }, 'low'],
    [{ booked: 6, largestParty: 1, complex: 0 }, 'raised'],
    [{ booked: 0, largestParty: 5, complex: 0 }, 'raised'],
    [{ booked: 0, largestParty: 10, complex: 2 }, 'raised'],
    [{ booked: 10, largestParty: 1, complex: 0 }, 'high'],
    [{ booked: 1, largestParty: 11, complex: 0 }, 'high'],
    [{ booked: 1, largestParty: 1, complex: 4 }, 'high'],
  ] as const)('%o: %s', (expected, level) => {
    expect(emergencyLevel(expected)).toMatchObject({ level, citations: [{ rule: 'R60' }] });
  });
  test('measures are optional at the lowest level only', () => {
    const faults = (level: (typeof emergencyLevels)[number], measures: string) =>
      emergencyFaults({ level, measures }).map(({ fault }) => fault);
    expect(faults('low', '')).toEqual([]);
    expect(faults('raised', ' ')).toEqual(['measuresMissing']);
    expect(faults('high', '')).toEqual(['measuresMissing']);
    expect(faults('high', '联系派出所，备两名工作人员')).toEqual([]);
  });
});

test('three slots: 负总责, 亲自抓, 协调抓 (R33)', () => {
  const slots = { overall: 'chief', inCharge: 'leader', coordinating: ['other'] };
  expect(slotFaults(slots)).toEqual([]);
  const faults = slotFaults({ overall: ' ', inCharge: '', coordinating: [] });
  expect(faults.map(({ fault, citations }) => [fault, ...citations.map(({ rule }) => rule)])).toEqual([
    ['overallMissing', 'R33'],
    ['inChargeMissing', 'R33'],
    ['coordinatingMissing', 'R33'],
  ]);
});

test('every id has words', () => {
  const names = [
    ...attendeeRoles.map(attendeeRoleName),
    ...focusTags.map(focusTagName),
    ...emergencyLevels.map(emergencyLevelName),
    ...(['requested', 'arranged', 'attended'] as const).map(leaderRequestStepName),
  ];
  expect(names.every((name) => /^[\p{Script=Han}、]+$/u.test(name))).toBe(true);
  expect(new Set(names).size).toBe(names.length);
});
