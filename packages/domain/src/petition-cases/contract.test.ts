import { describe, expect, test } from 'vitest';
import type { World } from '../identity/units.ts';
import { actor, completion, matterOf, must, notice, refusalOf, register, Story, world } from '../testkit.ts';
import type { ContractCase } from './case-commands.ts';

const leaders: Readonly<Record<string, { name: string; unitId: string; mayReadAccusations: boolean }>> = {
  head: { name: '陆明远', unitId: 'bureau', mayReadAccusations: true },
  deputy: { name: '沈若兰', unitId: 'bureau', mayReadAccusations: false },
  supervisor: { name: '康正宁', unitId: 'supervision', mayReadAccusations: true },
};
const withLeaders = (change: Partial<World> = {}) => world({ leader: (id) => leaders[id], ...change });
const contract = (leaderId?: string, expectedVersion = 4): ContractCase => ({
  type: 'contractCase',
  caseId: 'case-1',
  expectedVersion,
  ...(leaderId === undefined ? {} : { leaderId }),
});

function registered(matter = matterOf({})): Story {
  const story = new Story();
  must(story.give(register({ channel: 'visit', matter })));
  return story;
}

describe('a case under a leader’s contract (包案, R20)', () => {
  test('is held by one leader, passes to another and can be given back', () => {
    const story = registered();
    const { version } = story.case();
    must(story.give(contract('deputy', version), withLeaders()));
    expect(story.case().contract).toEqual({ leaderId: 'deputy', leaderName: '沈若兰', contractedOn: '2026-11-22' });
    must(story.give(contract('head', version + 1), withLeaders()));
    expect(story.case().contract?.leaderId).toBe('head');
    must(story.give(contract(undefined, version + 2), withLeaders()));
    expect(story.case().contract).toBeUndefined();
    expect(story.case().version).toBe(version + 3);
  });

  test('is given by leaders and the General Office alone, on the newest version, to a leader there is', () => {
    const story = registered();
    const { version } = story.case();
    const code = (command: ContractCase, change?: Partial<World>) =>
      refusalOf(command, withLeaders(change), story).code;
    expect(code(contract('head', version), { actor: actor('departmentClerk', 'basic') })).toBe('role-not-allowed');
    expect(code(contract('head', version - 1))).toBe('version-conflict');
    expect(code(contract('nobody', version))).toBe('unknown-leader');
    expect(code(contract(undefined, version))).toBe('contract-unchanged');
    expect(refusalOf(contract('head', 1), withLeaders()).code).toBe('unknown-case');
  });

  test('ends no accusation with the accused’s own leader, nor with one who may not read it (Art 30)', () => {
    const story = registered(
      matterOf({ contentKind: 'accusation' }, { handlingUnitId: 'office', accusedUnitId: 'supervision' }),
    );
    const { version } = story.case();
    const code = (leaderId: string) => refusalOf(contract(leaderId, version), withLeaders(), story).code;
    expect(code('supervisor')).toBe('accused-unit');
    expect(code('deputy')).toBe('leader-not-cleared');
    must(story.give(contract('head', version), withLeaders()));
  });

  test('of a completed case is not begun, but may end', () => {
    const story = registered();
    must(story.give(notice({ expectedVersion: story.case().version })));
    must(story.give(contract('deputy', story.case().version), withLeaders()));
    must(story.give(completion({ expectedVersion: story.case().version })));
    expect(refusalOf(contract('head', story.case().version), withLeaders(), story).code).toBe('case-closed');
    must(story.give(contract(undefined, story.case().version), withLeaders()));
  });
});
