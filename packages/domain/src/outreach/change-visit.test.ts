import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import { actor, must, refusalOf, register, Story, visit, world } from '../testkit.ts';
import type { AmendOutreachVisit, FollowUp, SettleFollowUp } from './types.ts';

const leader = world({ actor: actor('leader', 'bureau') });
const clerk = world({ actor: actor('clerk') });
const followUp: FollowUp = {
  id: 'f1',
  what: '催办食堂验收',
  owner: '西河区教育局',
  ownerUnitId: 'west',
  dueOn: plainDate('2026-12-01'),
};

function logged(change: Parameters<typeof visit>[0] = {}): Story {
  const story = new Story();
  must(story.give(visit({ followUps: [followUp], ...change }), leader));
  return story;
}

const amend = (change: Partial<AmendOutreachVisit> = {}): AmendOutreachVisit => ({
  type: 'amendOutreachVisit',
  visitId: 'visit-1',
  expectedVersion: 1,
  changes: { observations: '食堂已验收。' },
  reason: '补记',
  ...change,
});

const settle = (change: Partial<SettleFollowUp> = {}): SettleFollowUp => ({
  type: 'settleFollowUp',
  visitId: 'visit-1',
  followUpId: 'f1',
  settledOn: plainDate('2026-11-22'),
  result: '已于11月22日验收合格。',
  ...change,
});

describe('更正下访记录', () => {
  test('changes only what is named and keeps what stood there before, with the reason', () => {
    const story = logged();
    must(story.give(amend(), leader));
    expect(story.events.at(-1)).toMatchObject({
      type: 'outreachVisitAmended',
      changes: { observations: '食堂已验收。' },
      before: { observations: '食堂改造已完工，尚未验收。' },
      reason: '补记',
      by: { id: 'person-leader' },
    });
    expect(story.visit()).toMatchObject({ version: 2, observations: '食堂已验收。', companions: ['张伟'] });
  });

  test('the office may; another leader and everybody else may not (R65)', () => {
    must(logged().give(amend(), clerk));
    const other = world({ actor: { ...actor('leader', 'bureau'), id: 'another' } });
    expect(refusalOf(amend(), other, logged()).code).toBe('not-own-visit');
    expect(refusalOf(amend(), world({ actor: actor('departmentClerk', 'west') }), logged()).code).toBe(
      'role-not-allowed',
    );
  });

  test.each<[string, Partial<AmendOutreachVisit>, string, string | undefined]>([
    ['of a version that has passed', { expectedVersion: 0 }, 'version-conflict', 'expectedVersion'],
    ['of a visit that is not there', { visitId: 'moon' }, 'unknown-visit', 'visitId'],
    ['that changes nothing', { changes: {} }, 'changes-missing', 'changes'],
    ['without a reason', { reason: ' ' }, 'reason-missing', 'reason'],
    [
      'with too many words',
      { changes: { observations: '字'.repeat(20_001) } },
      'text-too-long',
      'changes.observations',
    ],
    [
      'with an empty follow-up',
      { changes: { followUps: [{ ...followUp, what: '' }] } },
      'follow-up-what-missing',
      'changes.followUps.0.what',
    ],
    [
      'with another mode’s words',
      { changes: { details: { mode: 'survey', topic: '', notes: '' } } },
      'details-of-another-mode',
      'changes.details',
    ],
  ])('is refused %s', (_name, change, code, path) => {
    const refusal = refusalOf(amend(change), leader, logged());
    expect([refusal.code, refusal.path]).toEqual([code, path]);
  });

  test('what is said anew about a case stands in the case’s history too', () => {
    const story = new Story();
    must(story.give(register()));
    const details = { mode: 'contractedCase', caseId: 'case-1', done: '约谈校长' } as const;
    must(story.give(visit({ mode: 'contractedCase', details }), leader));
    must(story.give(amend({ changes: { details: { ...details, done: '约谈校长和车队' } } }), leader));
    expect(story.events.at(-1)).toMatchObject({ type: 'caseVisited', words: '约谈校长和车队', amended: true });
    must(story.give(register({ matter: { ...story.case().matter, caseId: 'case-2' } })));
    const elsewhere = amend({ expectedVersion: 2, changes: { details: { ...details, caseId: 'case-2' } } });
    expect(refusalOf(elsewhere, leader, story).code).toBe('details-of-another-case');
  });
});

describe('落实后续 (R22)', () => {
  test('once, with its result, and it stays so when the visit is put right', () => {
    const story = logged();
    must(story.give(settle(), clerk));
    const settled = { on: '2026-11-22', result: '已于11月22日验收合格。', by: { id: 'person-clerk' } };
    expect(story.visit()?.followUps).toMatchObject([{ id: 'f1', settled }]);
    expect(refusalOf(settle(), clerk, story).code).toBe('follow-up-settled');
    must(
      story.give(amend({ expectedVersion: 2, changes: { followUps: [followUp, { ...followUp, id: 'f2' }] } }), leader),
    );
    expect(story.visit()?.followUps).toMatchObject([{ id: 'f1', settled }, { id: 'f2' }]);
    for (const followUps of [[], [{ ...followUp, what: '别的' }]]) {
      const command = amend({ expectedVersion: 3, changes: { followUps } });
      expect(refusalOf(command, leader, story).code).toBe('follow-up-settled');
    }
  });

  test('a unit’s clerk settles those of the own unit and below, and their own', () => {
    must(logged().give(settle(), world({ actor: actor('departmentClerk', 'west') })));
    const east = world({ actor: actor('departmentClerk', 'east') });
    expect(refusalOf(settle(), east, logged()).code).toBe('follow-up-of-others');
    const mine = [{ ...followUp, ownerPersonId: 'person-departmentClerk' }];
    must(logged({ followUps: mine }).give(settle(), east));
  });

  test.each<[string, Partial<SettleFollowUp>, string]>([
    ['tomorrow', { settledOn: plainDate('2026-11-23') }, 'settled-in-future'],
    ['before the visit', { settledOn: plainDate('2026-11-19') }, 'settled-before-visit'],
    ['without a result', { result: '' }, 'result-missing'],
    ['that is not there', { followUpId: 'f9' }, 'unknown-follow-up'],
    ['of a visit that is not there', { visitId: 'moon' }, 'unknown-visit'],
  ])('is refused %s', (_name, change, code) => {
    expect(refusalOf(settle(change), clerk, logged()).code).toBe(code);
  });

  test.each(['2026-11-20', '2026-11-22'])('may have happened on %s', (day) => {
    must(logged().give(settle({ settledOn: plainDate(day) }), clerk));
  });
});
