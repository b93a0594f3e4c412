import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { actor, completion, matterOf, must, notice, refusalOf, register, Story, world } from '../testkit.ts';
import type { CompleteCase, IssueAcceptanceNotice } from './case-commands.ts';
import { evolvePetitionCase, nextDue } from './evolve.ts';
import { allowedActions } from './procedures.ts';
import { completionOutcomes, type Matter } from './types.ts';

/** A story with one registered case. */
function registered(matter: Matter = matterOf({})): Story {
  const story = new Story();
  must(story.give(register({ channel: 'visit', matter })));
  return story;
}

/** A story with one accepted case. */
function accepted(): Story {
  const story = registered();
  must(story.give(notice()));
  return story;
}

const states = (story: Story) => story.case().clocks.map((clock) => [clock.clock, clock.state, clock.metOn]);

describe('the acceptance notice (受理告知单)', () => {
  test('meets its clock and starts the 60 days of an appeal from that day (Art 34)', () => {
    const story = accepted();
    expect(story.case()).toMatchObject({ status: 'accepted', version: 7 });
    expect(states(story)).toEqual([
      ['acceptance-notice', 'met', '2026-11-20'],
      ['department-reply', 'running', undefined],
      ['handling', 'running', undefined],
    ]);
    expect(story.case().clocks[2]).toMatchObject({
      from: '2026-11-20',
      legalDue: '2027-01-19',
      provisional: true,
      citation: { regulation: 'petitionRegulation2022', article: '第三十四条' },
    });
    expect(nextDue(story.case())?.clock).toBe('department-reply');
  });

  test.each(['suggestion', 'accusation'] as const)(
    'of a %s starts no handling clock (Arts 29, 30, 34)',
    (contentKind) => {
      const story = registered(matterOf({ contentKind }, { handlingUnitId: 'supervision' }));
      must(story.give(notice({ expectedVersion: story.case().version })));
      expect(story.case().clocks.some((clock) => clock.clock === 'handling')).toBe(false);
      expect(story.case().status).toBe('accepted');
    },
  );

  test('of a suggestion handed to a school leaves a reply limit running (R12)', () => {
    const toSchool = { responsibility: 'affiliated', contentKind: 'suggestion' } as const;
    const story = registered(matterOf(toSchool, { handlingUnitId: 'first-school' }));
    must(story.give(notice({ expectedVersion: 3 })));
    expect(nextDue(story.case())).toMatchObject({ clock: 'department-reply', from: '2026-11-20' });
  });

  test('of a district meets both notice clocks; its reply runs on', () => {
    const story = registered(matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' }));
    const district = world({ actor: actor('departmentClerk', 'west') });
    // until it is handed on it is the office's to take in (R69, R70)
    expect(story.give(notice({ expectedVersion: 5 }), district)).toMatchObject({ code: 'not-handed-over' });
    must(story.give(notice({ expectedVersion: 5 })));
    expect(states(story)).toEqual([
      ['acceptance-notice', 'met', '2026-11-20'],
      ['district-notice', 'met', '2026-11-20'],
      ['district-reply', 'running', undefined],
      ['handling', 'running', undefined],
    ]);
  });

  const refuse = (change: Partial<IssueAcceptanceNotice> = {}) =>
    notice({
      decision: 'refuse',
      reason: '属于劳动争议',
      lawExplanation: '依照劳动争议调解仲裁法办理',
      competentBody: '市劳动人事争议仲裁委员会',
      ...change,
    });

  test('of non-acceptance needs reason, law and competent body (R31)', () => {
    const citations = [
      { regulation: 'receptionSystem', article: '五（一）5', rule: 'R31' },
      { regulation: 'petitionRegulation2022', article: '第二十三条' },
    ];
    for (const [field, code] of [
      ['reason', 'reason-missing'],
      ['lawExplanation', 'law-explanation-missing'],
      ['competentBody', 'competent-body-missing'],
    ] as const) {
      expect(refusalOf(refuse({ [field]: ' ' }), world(), registered())).toMatchObject({
        code,
        path: field,
        citations,
      });
    }
    const story = registered();
    must(story.give(refuse()));
    expect(story.case()).toMatchObject({ status: 'refused', notice: { competentBody: '市劳动人事争议仲裁委员会' } });
    expect(states(story)).toEqual([
      ['acceptance-notice', 'met', '2026-11-20'],
      ['department-reply', 'stopped', undefined],
    ]);
    expect(nextDue(story.case())).toBeUndefined();
  });

  test('takes the competent body named at registration when none is named now', () => {
    const story = registered(matterOf({ responsibility: 'notEducation' }, { referral: '市场监管局' }));
    const { competentBody: _, ...command } = refuse({ expectedVersion: story.case().version });
    must(story.give(command));
    expect(story.case().notice?.competentBody).toBe('市场监管局');
  });

  test('never accepts what is not education’s (R31), nor what another unit is handling (R28, Art 19)', () => {
    const notOurs = registered(matterOf({ responsibility: 'notEducation' }));
    expect(refusalOf(notice({ expectedVersion: 3 }), world(), notOurs)).toMatchObject({
      code: 'not-education',
      citations: [{ rule: 'R31' }, { rule: 'R57' }, {}],
    });
    const elsewhere = registered(matterOf({ priorHandling: 'inProgress' }));
    expect(refusalOf(notice({ expectedVersion: 3 }), world(), elsewhere).code).toBe('accept-in-handling');
  });

  test('accepts a concluded matter only by a leader, with reasons (R29: in principle)', () => {
    const concluded = () =>
      registered(matterOf({ priorHandling: 'concluded', opinionImplemented: true, newFacts: false }));
    const leader = world({ actor: actor('leader', 'bureau') });
    const accept = notice({ expectedVersion: 3 });
    expect(refusalOf(accept, world(), concluded()).code).toBe('concluded-needs-leader');
    expect(refusalOf(accept, leader, concluded()).code).toBe('reason-missing');
    must(concluded().give({ ...accept, reason: '原复核程序有瑕疵' }, leader));
    // refusing it needs no other body: there is none
    const { competentBody: _, ...command } = refuse({ expectedVersion: 3 });
    must(concluded().give(command));
  });

  test.each<[string, Partial<IssueAcceptanceNotice>, string]>([
    ['issued tomorrow', { issuedOn: plainDate('2026-11-23') }, 'issued-in-future'],
    ['issued before receipt', { issuedOn: plainDate('2026-11-17') }, 'issued-before-receipt'],
    ['on an old version', { expectedVersion: 3 }, 'version-conflict'],
    ['on a case that nobody knows', { caseId: 'nothing' }, 'unknown-case'],
    ['with a reason too long', { reason: '字'.repeat(5001) }, 'text-too-long'],
  ])('is refused when %s', (_name, change, code) => {
    expect(refusalOf(notice(change), world(), registered()).code).toBe(code);
  });

  test('is issued once (R5)', () => {
    expect(refusalOf(notice({ expectedVersion: 7 }), world(), accepted())).toMatchObject({
      code: 'notice-already-issued',
      citations: [{ regulation: 'receptionSystem', article: '二（二）', rule: 'R5' }],
    });
  });

  test('on an old version of a case that is decided already, the newest must be looked at first', () => {
    expect(refusalOf(notice(), world(), accepted())).toMatchObject({
      code: 'version-conflict',
      params: { expected: 4, actual: 7 },
      path: 'expectedVersion',
    });
    expect(refusalOf(notice(), world({ actor: actor('dashboard') }), accepted()).code).toBe('role-not-allowed');
  });

  test.each<[string, Partial<World>, string | true]>([
    [
      'the clerk of the department that it is meant for (R70)',
      { actor: actor('departmentClerk', 'basic') },
      'not-handed-over',
    ],
    ['a leader', { actor: actor('leader', 'bureau') }, true],
    ['a dashboard', { actor: actor('dashboard') }, 'role-not-allowed'],
    ['an administrator', { actor: actor('administrator') }, 'role-not-allowed'],
  ])('by %s', (_name, change, expected) => {
    const result = registered().give(notice(), world(change));
    expect(result.ok || result.code).toBe(expected);
  });

  test('of what a department has by the office (R71), and by no other department (R66)', () => {
    const story = registered();
    const assign = {
      type: 'assignCase',
      caseId: 'case-1',
      unitId: 'basic',
      assignedOn: plainDate('2026-11-20'),
    } as const;
    must(story.give({ ...assign, expectedVersion: story.case().version }));
    const { version: expectedVersion } = story.case();
    const by = (unitId: string) =>
      refusalOf(notice({ expectedVersion }), world({ actor: actor('departmentClerk', unitId) }), story).code;
    expect([by('basic'), by('supervision')]).toEqual(['office-notifies', 'unit-out-of-scope']);
  });
});

describe('completion (办结)', () => {
  test('meets the reply clocks and closes the case', () => {
    const story = accepted();
    must(story.give(completion()));
    expect(story.case()).toMatchObject({ status: 'completed', completion: { outcome: 'solved' }, version: 10 });
    expect(states(story)).toEqual([
      ['acceptance-notice', 'met', '2026-11-20'],
      ['department-reply', 'met', '2026-11-21'],
      ['handling', 'met', '2026-11-21'],
    ]);
  });

  test('may be answered today', () => {
    must(accepted().give(completion({ repliedOn: plainDate('2026-11-22') })));
  });

  test.each(completionOutcomes)('may end in %s, and in nothing that is not of the list (R13)', (outcome) => {
    const story = accepted();
    must(story.give(completion({ outcome })));
    expect(story.case().completion?.outcome).toBe(outcome);
    const other = { ...completion(), outcome: 'shelved' as 'solved' }; // as data from outside may have it
    expect(refusalOf(other, world(), accepted())).toMatchObject({ code: 'unknown-choice', path: 'outcome' });
  });

  const unanswered = (): CompleteCase => {
    const { repliedOn: _, ...rest } = completion();
    return rest;
  };
  const rule = (name: string) => [expect.objectContaining({ rule: name })];

  test.each<[string, CompleteCase, string, unknown]>([
    ['without a cause (R8)', completion({ cause: ' ' }), 'cause-missing', rule('R8')],
    ['without a resolution (R8)', completion({ resolution: '' }), 'resolution-missing', rule('R8')],
    ['without a reply (R12)', unanswered(), 'reply-missing', rule('R12')],
    ['replied tomorrow', completion({ repliedOn: plainDate('2026-11-23') }), 'replied-in-future', rule('R12')],
    [
      'replied before acceptance',
      completion({ repliedOn: plainDate('2026-11-19') }),
      'replied-before-acceptance',
      rule('R5'),
    ],
    ['on an old version', completion({ expectedVersion: 6 }), 'version-conflict', []],
  ])('is refused %s', (_name, command, code, citations) => {
    expect(refusalOf(command, world(), accepted())).toMatchObject({ code, citations });
  });

  test('is refused before acceptance and after the end (R5)', () => {
    expect(refusalOf(completion({ expectedVersion: 4 }), world(), registered())).toMatchObject({
      code: 'not-yet-accepted',
      citations: rule('R5'),
    });
    const closed = accepted();
    must(closed.give(completion()));
    expect(refusalOf(completion({ expectedVersion: 10 }), world(), closed).code).toBe('case-closed');
    expect(refusalOf(completion(), world(), closed).code).toBe('version-conflict');
  });
});

describe('what can be done now', () => {
  test('says of each action why not', () => {
    const story = registered();
    const refusals = () =>
      Object.fromEntries(allowedActions(story.case(), world()).map((row) => [row.action, row.refusal?.code]));
    expect(refusals()).toMatchObject({ issueAcceptanceNotice: undefined, completeCase: 'not-yet-accepted' });
    must(story.give(notice()));
    expect(refusals()).toMatchObject({ issueAcceptanceNotice: 'notice-already-issued', completeCase: undefined });
  });
});

describe('the fold', () => {
  test('gives the same state from the same events, and never changes an earlier state', () => {
    const story = accepted();
    const before = story.case();
    const copy = JSON.parse(JSON.stringify(before));
    must(story.give(completion()));
    expect(before).toEqual(copy);
    const again = story.events.reduce<Parameters<typeof evolvePetitionCase>[0]>(evolvePetitionCase, undefined);
    expect(again).toEqual(story.case());
  });

  test('survives a trip through JSON, as the store keeps it', () => {
    const story = accepted();
    const events: typeof story.events = JSON.parse(JSON.stringify(story.events));
    expect(events.reduce<Parameters<typeof evolvePetitionCase>[0]>(evolvePetitionCase, undefined)).toEqual(
      story.case(),
    );
  });

  test('throws on a stream that no decision can make', () => {
    const event = accepted().events[1];
    if (!event) throw new Error('no event');
    expect(() => evolvePetitionCase(undefined, event)).toThrow(TypeError);
  });
});
