import { describe, expect, test } from 'vitest';
import type { World } from '../identity/units.ts';
import { leaderRequestStep } from '../reception/walk-in.ts';
import { actor, matterOf, must, register, world } from '../testkit.ts';
import { CaseStory, day, on } from './side-testkit.ts';
import { turnOf } from './turn.ts';
import type { RegisterCase } from './types.ts';

const leaders: Readonly<Record<string, { name: string; unitId: string; mayReadAccusations: boolean }>> = {
  head: { name: '陆明远', unitId: 'bureau', mayReadAccusations: true },
  deputy: { name: '沈若兰', unitId: 'bureau', mayReadAccusations: false },
  supervisor: { name: '康正宁', unitId: 'supervision', mayReadAccusations: true },
};
const office: World = world({ leader: (id) => leaders[id] });
const leader = (id: string): World => ({ ...office, actor: { ...actor('leader'), id } });

/** Registered on the testkit's day, 2026-11-22. */
function visited(change: Partial<RegisterCase> = {}): CaseStory {
  const story = new CaseStory();
  must(story.give(register({ channel: 'visit', ...change })));
  return story;
}
const received = (story: CaseStory) => story.case().receivedOn;
const today = office.today;
const ask = { reason: '涉及多校，需分管领导协调', requestedOn: today };
const arrange = { leaderId: 'deputy', arrangedOn: today };
const attend = { coordination: '当场协调两校，本周恢复校车', attendedOn: today };
const step = (story: CaseStory) => story.case().leaderRequests?.map(leaderRequestStep);

describe('a walk-in that needs the leader in charge (随机接访, R24)', () => {
  test('taken back by whoever was asked first (R23), not by the unit that has the case', () => {
    const story = visited({ firstAsked: { unitId: 'supervision', person: '陈静' } });
    const [asked, holder] = ['supervision', 'basic'].map((unitId) => on(today, 'departmentClerk', unitId));
    const back = { act: 'requestLeader', reason: '点错了' } as const;
    story.do('requestLeader', ask, asked);
    expect(story.refusal('retractAct', back, holder).code).toBe('not-handed-over');
    story.do('assignCase', { unitId: 'basic', assignedOn: today });
    expect(story.refusal('retractAct', back, holder).code).toBe('nothing-to-retract');
    expect(story.do('retractAct', back, asked).case().leaderRequests).toBeUndefined();
  });

  test('asked for by the department, arranged by the office, attended by that leader', () => {
    const story = visited({ firstAsked: { unitId: 'basic', person: '王敏' } });
    const own = on(today, 'departmentClerk', 'basic');
    story.do('requestLeader', ask, own);
    expect(step(story)).toEqual(['requested']);
    expect(turnOf(story.case(), office)).toMatchObject({ holder: 'office', command: 'arrangeLeader' });
    expect(story.refusal('requestLeader', ask).code).toBe('leader-requested');
    expect(story.refusal('arrangeLeader', arrange, own).code).toBe('role-not-allowed');
    story.do('arrangeLeader', arrange, office);
    expect(step(story)).toEqual(['arranged']);
    expect(turnOf(story.case(), office)).toMatchObject({
      holder: 'person',
      id: 'deputy',
      command: 'recordLeaderAttendance',
    });
    expect(story.refusal('recordLeaderAttendance', attend, leader('head')).code).toBe('other-leader-arranged');
    story.do('recordLeaderAttendance', attend, leader('deputy'));
    expect(story.case().leaderRequests).toEqual([
      {
        reason: ask.reason,
        requestedOn: today,
        arranged: { on: today, leaderId: 'deputy', leaderName: '沈若兰' },
        attended: { on: today, coordination: attend.coordination },
      },
    ]);
    expect(turnOf(story.case(), office)?.command).not.toBe('recordLeaderAttendance');
    story.expectRefolds();
    // another time it may be needed again
    story.do('requestLeader', ask);
    expect(step(story)).toEqual(['attended', 'requested']);
    story.expectRefolds();
  });

  test('another leader in place of the first; the office may write down who came', () => {
    const story = visited().do('requestLeader', ask).do('arrangeLeader', arrange, office);
    story.do('arrangeLeader', { ...arrange, leaderId: 'head' }, office);
    expect(story.refusal('recordLeaderAttendance', attend, leader('deputy')).code).toBe('other-leader-arranged');
    story.do('recordLeaderAttendance', attend, office);
    expect(step(story)).toEqual(['attended']);
  });

  test('each step only after the one before it, on R24', () => {
    const story = visited();
    const r24 = [{ article: '四（三）', rule: 'R24' }];
    expect(story.refusal('arrangeLeader', arrange, office)).toMatchObject({
      code: 'leader-not-requested',
      citations: r24,
    });
    expect(story.refusal('recordLeaderAttendance', attend).code).toBe('leader-not-requested');
    expect(story.refusal('requestLeader', { ...ask, reason: ' ' })).toMatchObject({
      code: 'reason-missing',
      path: 'reason',
    });
    expect(story.refusal('requestLeader', { ...ask, requestedOn: day('2026-11-23') }).code).toBe('done-in-future');
    const before = day('2020-01-02');
    expect(before < received(story)).toBe(true);
    expect(story.refusal('requestLeader', { ...ask, requestedOn: before }).code).toBe('done-too-early');
    story.do('requestLeader', ask);
    expect(story.refusal('recordLeaderAttendance', attend).code).toBe('leader-not-arranged');
    expect(story.refusal('arrangeLeader', { ...arrange, leaderId: 'nobody' }, office).code).toBe('unknown-leader');
    expect(story.refusal('arrangeLeader', { ...arrange, arrangedOn: before }, office).code).toBe('done-too-early');
    story.do('arrangeLeader', arrange, office);
    expect(story.refusal('recordLeaderAttendance', { ...attend, coordination: '' }).code).toBe('coordination-missing');
    expect(story.refusal('recordLeaderAttendance', { ...attend, attendedOn: before }).code).toBe('done-too-early');
  });

  test('only of what was raised in person, by whoever was asked first', () => {
    expect(visited({ channel: 'letter' }).refusal('requestLeader', ask).code).toBe('wrong-channel');
    const other = on(today, 'departmentClerk', 'west');
    const asked = { firstAsked: { unitId: 'basic', person: '王敏' } };
    expect(visited(asked).refusal('requestLeader', ask, other).code).toBe('unit-out-of-scope');
    // where nobody was written down the office was asked, until it hands the matter on (R70)
    expect(visited().refusal('requestLeader', ask, on(today, 'departmentClerk', 'basic')).code).toBe('not-handed-over');
  });

  test('of an accusation, never a leader who may not know of it (Art 30)', () => {
    const accusation = matterOf(
      { contentKind: 'accusation' },
      { handlingUnitId: 'supervision', accusedUnitId: 'first-school' },
    );
    const story = visited({ matter: accusation }).do('requestLeader', ask);
    expect(story.refusal('arrangeLeader', arrange, office).code).toBe('leader-not-cleared');
  });
});
