import { describe, expect, test } from 'vitest';
import { commandTypes } from '../commands.ts';
import { plainDate } from '../date.ts';
import type { Actor } from '../identity/units.ts';
import { actor, matterOf, must, register, world } from '../testkit.ts';
import { isOwed } from './case-clocks.ts';
import { type CaseStory, clerk, day, drafter, head, leader, letterUntil, type Step, steps } from './case-story.ts';
import { remedyOf } from './remedies.ts';
import type { RetractableAct } from './retract-limits.ts';
import { retractAct, retractableNow } from './retraction.ts';
import type { RetractAct } from './side-commands.ts';
import { acceptedStory, decision, entrust, on, PaperStory, report, request } from './side-testkit.ts';
import type { PetitionCaseState } from './types.ts';

/* 撤回操作: whoever did it takes it back while nothing stands on it; the case is then what it was. */

const appeal = matterOf({});
/** The day on which a letter's story stands at that step: what is of the same day can be taken back then. */
const today = (date: '19' | '21' | '24' = '24') => ({ today: day(date) });

/** A command with what every one on a case has. */
function give(story: CaseStory, command: object, by: Actor, change = today()) {
  return story.give1(command as Step, by, change); // the parts of a union stay together
}
const retract = (act: RetractableAct, reason = '点错了'): Omit<RetractAct, 'caseId' | 'expectedVersion'> => ({
  type: 'retractAct',
  act,
  reason,
});

/** What a retraction gives back: everything but the version, the papers, and the record of clocks that have ended. */
function standing({ version: _version, documents: _documents, clocks, ...rest }: PetitionCaseState) {
  return { ...rest, clocks: clocks.filter(isOwed) };
}

describe('along the main line', () => {
  const line: readonly (readonly [keyof typeof steps, Actor])[] = [
    ['submit', clerk],
    ['review', head],
    ['approve', leader],
    ['issue', clerk],
    ['deliver', clerk],
  ];
  test.each(line)('%s is taken back by whoever did it, and given again', (name, by) => {
    const story = letterUntil(name, appeal);
    const before = standing(story.case());
    must(give(story, steps[name], by));
    const act = steps[name].type as RetractableAct;
    must(give(story, retract(act), by));
    expect(standing(story.case())).toEqual(before);
    must(give(story, steps[name], by));
  });

  test('an acceptance notice on its own day: the 15 days run again with their date, the 60 days fall away', () => {
    const story = letterUntil('accept', appeal);
    const before = standing(story.case());
    must(give(story, steps.accept, clerk, today('19')));
    expect(story.case().clocks.some((row) => row.clock === 'handling' && isOwed(row))).toBe(true);
    must(give(story, retract('issueAcceptanceNotice'), clerk, today('19')));
    expect(standing(story.case())).toEqual(before);
  });

  test('an assignment goes back to the office, its clocks run on', () => {
    const story = letterUntil('assign', appeal);
    must(give(story, steps.assign, clerk));
    must(give(story, retract('assignCase'), clerk));
    const { assignment, handlingUnitId, clocks } = story.case();
    expect([assignment, handlingUnitId]).toEqual([undefined, clerk.unitId]);
    expect(clocks.some((row) => row.clock === 'department-reply' && isOwed(row))).toBe(true);
    must(give(story, steps.assign, clerk));
  });
});

describe('refused, with what to do', () => {
  test('nothing of theirs to take back; not theirs; too late; no reason', () => {
    const story = letterUntil('approve', appeal);
    const refusal = (command: object, by: Actor) => {
      const result = give(story, command, by);
      return result.ok ? 'done' : result.code;
    };
    expect(refusal(retract('approveReply'), actor('departmentClerk', 'basic'))).toBe('nothing-to-retract');
    // the drafter is of the same unit; but the review is the head's own
    expect(refusal(retract('reviewReply'), drafter)).toBe('nothing-to-retract');
    expect(refusal(retract('reviewReply', ' '), head)).toBe('reason-missing');
    must(give(story, steps.approve, leader));
    expect(refusal(retract('reviewReply'), head)).toBe('nothing-to-retract');
    expect(refusal(retract('assignCase'), leader)).toBe('retract-too-late');
    const other: Actor = { ...leader, id: 'leader-9' };
    expect(refusal(retract('approveReply'), other)).toBe('nothing-to-retract');
  });
});

describe('beside the main line', () => {
  const urged = { type: 'urgeCase', text: '请尽快', urgedOn: day('23') };
  const supervised = {
    type: 'superviseCase',
    trigger: 'shirking',
    requirement: '限期办结',
    suggestions: [],
    supervisedOn: day('23'),
  };
  const acts: readonly (readonly [string, object, Actor])[] = [
    ['urgeCase', urged, clerk],
    ['superviseCase', supervised, leader],
    [
      'recordRecusal',
      { type: 'recordRecusal', personId: 'p', reason: '亲属', approverId: 'person-leader', decidedOn: day('23') },
      leader,
    ],
    [
      'extendHandling',
      {
        type: 'extendHandling',
        days: 30,
        reason: '情况复杂',
        approverId: 'person-leader',
        decidedOn: day('23'),
        toldOn: day('23'),
      },
      clerk,
    ],
  ];
  test.each(acts)('%s', (act, command, by) => {
    const story = letterUntil('draft', appeal);
    const before = standing(story.case());
    must(give(story, command, by));
    expect(retractableNow(story.case(), world({ actor: by, ...today() }))).toContain(act);
    must(give(story, retract(act as RetractableAct), by));
    expect(standing(story.case())).toEqual(before);
  });

  test('a supervision that was received stays: it is answered', () => {
    const story = letterUntil('draft', appeal);
    must(give(story, supervised, clerk));
    must(give(story, { type: 'acknowledgePressing', of: 'supervision', acknowledgedOn: day('23') }, drafter));
    const late = give(story, retract('superviseCase'), clerk);
    expect(late.ok ? 'done' : [late.code, late.params.until]).toEqual(['retract-too-late', 'acknowledged']);
  });

  test('its paper is cancelled, and keeps its number', () => {
    const story = letterUntil('draft', appeal);
    must(give(story, urged, clerk));
    const paper = {
      id: 'd1',
      kind: 'urgingLetter',
      number: '催〔2026〕1号',
      issuedOn: day('23'),
      issuerUnitId: 'b',
    } as const;
    const withPaper = { ...story.case(), documents: [paper] };
    const aggregates = { ...story.aggregates, petitionCase: () => withPaper };
    const { version: expectedVersion, id: caseId } = withPaper;
    const command = { ...retract('urgeCase'), caseId, expectedVersion };
    const events = must(retractAct(aggregates, command, world({ actor: clerk, ...today() })));
    expect(events.map(({ type }) => type)).toEqual(['actRetracted', 'documentVoided']);
  });
});

describe('the paper of an act is cancelled with it (作废), and no other', () => {
  const cancel = (documentId: string, on: string, reissue: boolean) =>
    ({ documentId, reason: '写错', voidedOn: plainDate(on), reissue }) as const;
  const takeBack = (act: RetractableAct) => ({ act, reason: '点错了' }) as const;
  const urge = (on: string) => ({ text: '请尽快', urgedOn: plainDate(on) }) as const;
  /** Accepted (1号), handed to a department (2号). */
  const assigned = () =>
    acceptedStory({}, new PaperStory()).do('assignCase', { unitId: 'basic', assignedOn: plainDate('2026-09-04') });

  test.each(['2026-09-07', '2026-09-08'])('of two 催办函, on 7 September and %s, each goes with its own', (second) => {
    const twice = () =>
      assigned().do('urgeCase', urge('2026-09-07'), on('2026-09-07')).do('urgeCase', urge(second), on(second));
    const both = twice().do('retractAct', takeBack('urgeCase'));
    expect(both.papers()).toEqual(['1号', '2号', '3号', '4号作废']);
    both.do('retractAct', takeBack('urgeCase'));
    expect(both.papers()).toEqual(['1号', '2号', '3号作废', '4号作废']);
    both.expectRefolds();
    // cancelled by hand already: the earlier one stands
    const byHand = twice()
      .do('voidDocument', cancel('paper-4', '2026-09-09', false))
      .do('retractAct', takeBack('urgeCase'));
    expect(byHand.papers()).toEqual(['1号', '2号', '3号', '4号作废']);
    expect(byHand.do('retractAct', takeBack('urgeCase')).papers()).toEqual(['1号', '2号', '3号作废', '4号作废']);
    // made anew, it is the new one
    const anew = twice()
      .do('voidDocument', cancel('paper-4', '2026-09-09', true))
      .do('voidDocument', cancel('paper-5', '2026-09-10', true))
      .do('retractAct', takeBack('urgeCase'));
    expect(anew.papers()).toEqual(['1号', '2号', '3号', '4号作废', '5号作废', '6号作废']);
    expect(anew.do('retractAct', takeBack('urgeCase')).papers()[2]).toBe('3号作废');
  });

  const ofDistrict = matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' });
  /** A district’s, completed on 10 September; 复查 asked for on the 20th and entrusted to a department (2号). */
  const completion = {
    cause: '运力不足',
    resolution: '增开一班',
    repliedOn: plainDate('2026-09-10'),
    outcome: 'solved',
  } as const;
  const reexamined = () =>
    acceptedStory({ matter: ofDistrict }, new PaperStory())
      .do('completeCase', completion)
      .do('requestReexamination', request)
      .do('entrustReexamination', { ...entrust, entrustedOn: request.requestedOn });

  test('the 交办单 of 复查 goes with it, made anew on another day too', () => {
    const story = reexamined()
      .do('voidDocument', cancel('paper-2', '2026-09-21', true))
      .do('retractAct', takeBack('entrustReexamination'));
    expect(story.papers()).toEqual(['1号', '2号作废', '3号作废']);
  });

  test('an opinion of 复查 by another body has no paper here: the bureau’s earlier one stands', () => {
    const again = { ...completion, repliedOn: plainDate('2026-10-20') };
    const elsewhere = { ...request, requestedOn: plainDate('2026-10-25'), body: 'districtGovernment' } as const;
    const decided = { ...decision, decidedOn: plainDate('2026-11-20'), deliveredOn: plainDate('2026-11-20') };
    const story = reexamined()
      .do('reportReexamination', { ...report, reportedOn: plainDate('2026-10-08') })
      .do('decideReexamination', { ...decision, result: 'revoked' })
      .do('reopenCase', { reason: 'revokedOnReview', explanation: '重新处理', reopenedOn: plainDate('2026-10-15') })
      .do('completeCase', again);
    const inWorld = on('2026-11-20');
    story
      .do('requestReexamination', elsewhere, inWorld)
      .do('decideReexamination', decided, inWorld)
      .do('retractAct', takeBack('decideReexamination'), inWorld);
    expect(story.papers()).toEqual(['1号', '2号', '3号']);
  });
});

describe('an act stands once something was built on it, and leaves nothing behind', () => {
  const d = plainDate;
  const wrong = (act: RetractableAct) => ({ act, reason: '点错了' }) as const;
  const accept = (issuedOn: string) => ({ decision: 'accept', issuedOn: d(issuedOn) }) as const;
  const clerkOf = (unitId: string, today: string) => on(today, 'departmentClerk', unitId);
  /** A visitor’s matter of 1 September. */
  const received = (facts: Parameters<typeof matterOf>[0], handlingUnitId: string) => {
    const story = new PaperStory();
    const matter = matterOf(facts, { handlingUnitId });
    must(story.give(register({ channel: 'visit', receivedOn: d('2026-09-01'), matter })));
    return story;
  };
  const owed = (story: PaperStory) => story.owed().map(({ clock, legalDue }) => [clock, legalDue]);

  test('交办: not once the district has accepted, or the petitioner was told that it is there (Art 23, R77)', () => {
    const given = () =>
      received({ responsibility: 'district' }, 'west').do('assignCase', {
        unitId: 'west',
        assignedOn: d('2026-09-02'),
      });
    const told = given().do('issueDestinationNotice', { toldOn: d('2026-09-03') });
    expect(retractableNow(told.case(), on('2026-09-04'))).not.toContain('assignCase');
    const accepted = given().do('issueAcceptanceNotice', accept('2026-09-03'), clerkOf('west', '2026-09-03'));
    expect(retractableNow(accepted.case(), on('2026-09-03'))).not.toContain('assignCase');
    // what the office had accepted itself, on that day too, holds nobody's hand
    const before = received({ responsibility: 'district' }, 'west')
      .do('issueAcceptanceNotice', accept('2026-09-02'))
      .do('assignCase', { unitId: 'west', assignedOn: d('2026-09-02') });
    expect(before.do('retractAct', wrong('assignCase'), on('2026-09-04')).case().assignment).toBeUndefined();
  });

  test('受理告知: not once the time was extended (Art 34), or the short way was taken on it', () => {
    const today = on('2026-09-03');
    const accepted = () => received({}, 'basic').do('issueAcceptanceNotice', accept('2026-09-03'), today);
    const extend = {
      days: 10,
      reason: '情况复杂',
      approverId: 'person-leader',
      decidedOn: d('2026-09-03'),
      toldOn: d('2026-09-03'),
    };
    const extended = accepted().do('extendHandling', extend, today);
    expect(retractableNow(extended.case(), today)).not.toContain('issueAcceptanceNotice');
    extended.do('retractAct', wrong('extendHandling'), today).do('retractAct', wrong('issueAcceptanceNotice'), today);
    expect(extended.papers()).toEqual(['1号作废', '2号作废']);
    const short = { ground: 'clear', appliedOn: d('2026-09-03') } as const;
    const after = accepted().do('applySimpleHandling', short, today);
    expect(retractableNow(after.case(), today)).not.toContain('issueAcceptanceNotice');
    // taken before the notice it is what it was
    const early = received({}, 'basic').do('applySimpleHandling', short, today);
    const standing = owed(early);
    early
      .do('issueAcceptanceNotice', accept('2026-09-03'), today)
      .do('retractAct', wrong('issueAcceptanceNotice'), today);
    expect(owed(early)).toEqual(standing);
  });

  test('受理告知: the days of an answer that it began, since nothing else ran, end with it (R12)', () => {
    const today = on('2026-09-03');
    const story = received({ responsibility: 'affiliated', contentKind: 'suggestion' }, 'first-school');
    const before = owed(story);
    story.do('issueAcceptanceNotice', accept('2026-09-03'), today);
    expect(story.owed().map(({ clock }) => clock)).toEqual(['department-reply']);
    expect(owed(story.do('retractAct', wrong('issueAcceptanceNotice'), today))).toEqual(before);
    // what the school has been given since, it owes all the same
    story
      .do('issueAcceptanceNotice', accept('2026-09-03'), today)
      .do('assignCase', { unitId: 'first-school', assignedOn: d('2026-09-03') }, today)
      .do('retractAct', wrong('issueAcceptanceNotice'), today);
    expect(
      story
        .owed()
        .map(({ clock }) => clock)
        .sort(),
    ).toEqual(['acceptance-notice', 'department-reply']);
  });

  test('意见书 of a school: all that it met is owed again', () => {
    const school = (today: string) => clerkOf('first-school', today);
    const { type: _draft, ...draft } = steps.draft;
    const story = received({ responsibility: 'affiliated' }, 'first-school')
      .do('assignCase', { unitId: 'first-school', assignedOn: d('2026-09-02') })
      .do('issueAcceptanceNotice', accept('2026-09-03'), school('2026-09-03'))
      .do('draftReply', { ...draft, draftedOn: d('2026-09-07') }, school('2026-09-07'));
    const before = owed(story);
    expect(before.map(([clock]) => clock)).toContain('department-reply');
    story.do('issueReply', { issuedOn: d('2026-09-08') }, school('2026-09-08'));
    expect(owed(story)).toEqual([]);
    expect(owed(story.do('retractAct', wrong('issueReply'), school('2026-09-09')))).toEqual(before);
  });
});

describe('every act can be put right', () => {
  test.each(commandTypes)('%s: taken back, given again, or mended by another', (act) => {
    const { until, again, by } = remedyOf(act);
    expect(until !== undefined || again === true || by.length > 0).toBe(true);
  });
});
