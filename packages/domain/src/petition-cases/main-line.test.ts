import { describe, expect, test } from 'vitest';
import type { Actor } from '../identity/units.ts';
import { matterOf, must, staff, world } from '../testkit.ts';
import {
  began,
  type CaseStory,
  clerk,
  clocksOf,
  day,
  drafter,
  head,
  leader,
  letterLine,
  letterUntil,
  own,
  refusedAs,
  type Step,
  steps,
} from './case-story.ts';
import { nextDue } from './evolve.ts';
import { deliveryMannersFor } from './issue.ts';
import { awaitsApproval } from './reply.ts';
import type { PetitionCaseState } from './types.ts';

describe('a letter (来信, R68) goes the whole way', () => {
  test('from its opening to its completion, each step by the one whose step it is (R69–R75)', () => {
    const story = letterUntil('complete', own);
    expect(story.case()).toMatchObject({ status: 'delivered', handlingUnitId: 'basic' });
    must(story.give1(steps.complete));
    expect(story.case()).toMatchObject({
      status: 'completed',
      completion: { repliedOn: '2026-11-22', outcome: 'solved' },
      issued: { document: 'handlingOpinion', contents: { reexaminationBody: '市人民政府' } },
      assignment: {
        responsible: {
          headId: 'basic-head',
          deputyId: 'basic-deputy',
          clerkId: 'basic-clerk',
          chiefLeaderId: 'chief',
          portfolioLeaderId: 'person-leader',
          coordinatorIds: ['other-leader'],
        },
      },
    });
    expect(nextDue(story.case())).toBeUndefined();
  });

  test('and its status says how far', () => {
    const statuses = letterLine.map(([name]) => letterUntil(name, own).case().status);
    expect(statuses).toEqual([
      ...Array(5).fill('registered'),
      'preScreened',
      'instructed',
      'accepted',
      'assigned',
      'drafted',
      'reviewed',
      'reviewed',
      'issued',
      'delivered',
    ]);
  });

  test('its department’s 20 working days run again from the receipt of the assignment; the first date stays (R72)', () => {
    const story = letterUntil('draft', own);
    expect(clocksOf(story)).toEqual([
      ['acceptance-notice', '2026-11-18', 'met', '2026-11-19'],
      ['department-reply', '2026-11-18', 'stopped', undefined],
      ['handling', '2026-11-19', 'running', undefined],
      ['department-reply', '2026-11-20', 'running', undefined],
    ]);
    story.all([steps.draft, drafter], [steps.review, head]);
    expect(clocksOf(story).at(-1)).toEqual(['department-reply', '2026-11-20', 'met', '2026-11-20']);
    story.all([steps.approve, leader], [steps.issue, clerk]);
    expect(clocksOf(story)[2]).toEqual(['handling', '2026-11-19', 'met', '2026-11-21']);
  });

  test('the notice and the assignment wait for each other in no order (A17)', () => {
    const story = letterUntil('accept', own).all([steps.assign], [steps.accept]);
    expect(story.case().status).toBe('assigned');
  });

  test.each<[string, keyof typeof steps, Step, Actor, readonly string[]]>([
    ['stamped before it is opened (R69)', 'open', steps.stamp, clerk, ['intake-out-of-order', 'R69']],
    ['opened twice', 'stamp', steps.open, clerk, ['intake-out-of-order', 'R69']],
    ['numbered by hand', 'abstract', { ...steps.open, step: 'numbered' }, clerk, ['intake-out-of-order', 'R69']],
    ['abstracted in no words', 'abstract', { ...steps.abstract, abstract: ' ' }, clerk, ['abstract-missing', 'R69']],
    ['opened by a department', 'open', steps.open, drafter, ['role-not-allowed', 'R68', 'R69']],
    ['opened before it came', 'open', { ...steps.open, doneOn: day('17') }, clerk, ['done-too-early', 'R69']],
    ['opened tomorrow', 'open', { ...steps.open, doneOn: day('23') }, clerk, ['done-in-future', 'R69']],
    ['instructed before its intake is done (R69)', 'submit', steps.instruct, leader, ['intake-incomplete', 'R69']],
    ['instructed by a clerk', 'instruct', steps.instruct, clerk, ['role-not-allowed', 'R70', 'R51', 'R54', 'R55']],
    [
      'instructed by a leader to whom it was not submitted',
      'instruct',
      steps.instruct,
      { ...leader, id: 'other-leader' },
      ['submitted-to-another', 'R69'],
    ],
    [
      'instructed in no words',
      'instruct',
      { ...steps.instruct, text: '' },
      leader,
      ['instruction-text-missing', 'R70', 'R51', 'R54', 'R55'],
    ],
    [
      'instructed against its route',
      'instruct',
      { ...steps.instruct, decision: 'handOver' },
      leader,
      ['instruction-against-route', 'R25', 'R71', '第二十三条'],
    ],
    [
      'assigned without instruction (R70)',
      'instruct',
      steps.assign,
      clerk,
      ['instruction-missing', 'R70', 'R51', 'R54'],
    ],
    ['assigned by a department', 'assign', steps.assign, drafter, ['role-not-allowed', 'R70', 'R10']],
    ['assigned twice', 'draft', steps.assign, clerk, ['already-handed-over', 'R70']],
    [
      'assigned before the instruction',
      'assign',
      { ...steps.assign, assignedOn: day('18') },
      clerk,
      ['done-too-early', 'R70', 'R10'],
    ],
    [
      'drafted before it is assigned',
      'assign',
      steps.draft,
      { ...drafter, unitId: 'basic' },
      ['not-handed-over', 'R70', 'R72'],
    ],
    [
      'drafted by another department (R66)',
      'draft',
      steps.draft,
      { ...drafter, unitId: 'supervision' },
      ['unit-out-of-scope', 'R66'],
    ],
    ['drafted by a leader', 'draft', steps.draft, leader, ['role-not-allowed', 'R72', 'R81', '第三十二条']],
    ['reviewed before it is drafted', 'draft', steps.review, head, ['draft-missing', 'R72', 'R81']],
    [
      'reviewed by somebody of the department (R66)',
      'review',
      steps.review,
      { ...head, id: 'somebody' },
      ['not-unit-head', 'R66', 'R81'],
    ],
    ['approved before the head reviewed it', 'review', steps.approve, leader, ['review-missing', 'R66', 'R81']],
    [
      'approved by a leader of another portfolio (R73)',
      'approve',
      steps.approve,
      { ...leader, id: 'other-leader' },
      ['not-portfolio-leader', 'R73', 'R82'],
    ],
    ['issued before the leader approved (R73)', 'approve', steps.issue, clerk, ['approval-missing', 'R73', 'R82']],
    ['accepted by the department (R71)', 'accept', steps.accept, drafter, ['not-handed-over', 'R70', 'R72']],
    ['issued by the department (R53)', 'issue', steps.issue, drafter, ['office-answers', 'R53']],
    ['delivered before it is issued', 'issue', steps.deliver, clerk, ['reply-not-issued', 'R74']],
    [
      'mailed without its number (R74)',
      'deliver',
      { ...steps.deliver, mailNumber: '' },
      clerk,
      ['mail-number-missing', 'R74'],
    ],
    [
      'answered on its channel (R74)',
      'deliver',
      { ...steps.deliver, manner: 'sameChannel' },
      clerk,
      ['paper-needed', 'R74'],
    ],
    ['handed over unsigned', 'deliver', { ...steps.deliver, manner: 'inPerson' }, clerk, ['signature-missing', 'R74']],
    [
      'completed before delivery (R73, R74)',
      'deliver',
      steps.complete,
      clerk,
      ['reply-not-delivered', 'R73', 'R74', 'R75'],
    ],
    [
      'completed with a reply told by telephone',
      'assign',
      { ...steps.complete, repliedOn: day('20') },
      clerk,
      ['reply-not-delivered', 'R73', 'R74', 'R75'],
    ],
  ])('and is not %s', (_name, until, step, by, expected) => {
    expect(refusedAs(letterUntil(until, own), step, by)).toEqual(expected);
  });

  test.each(['request', 'facts', 'opinion', 'basis', 'reexaminationBody'] as const)(
    'an opinion without %s is refused (Art 32)',
    (part) => {
      const step = { ...steps.draft, [part]: ' ' };
      expect(refusedAs(letterUntil('draft', own), step, drafter)).toEqual(['opinion-part-missing', '第三十二条']);
    },
  );

  test('a department whose posts are not filled takes nothing (R67), nor without the three leaders’ roles (R33)', () => {
    for (const [change, expected] of [
      [{ headId: undefined }, ['unit-not-staffed', 'R66', 'R67']],
      [{ deputyId: undefined }, ['unit-not-staffed', 'R67']],
      [{ clerkId: undefined }, ['unit-not-staffed', 'R67']],
      [{ portfolioLeaderId: undefined }, ['leaders-not-named', 'R33']],
      [{ coordinatorIds: [] }, ['leaders-not-named', 'R33']],
    ] as const) {
      const lacking = JSON.parse(JSON.stringify({ ...staff.basic, ...change }));
      const world = { staff: (id: string) => (id === 'basic' ? lacking : staff[id]) };
      expect(refusedAs(letterUntil('assign', own), steps.assign, clerk, world)).toEqual(expected);
    }
    const chiefless = { staff: (id: string) => (id === 'bureau' ? {} : staff[id]) };
    expect(refusedAs(letterUntil('assign', own), steps.assign, clerk, chiefless)).toEqual(['leaders-not-named', 'R33']);
  });

  test('who drafted does not review; a recorded delegate may (R81)', () => {
    const story = letterUntil('draft', own).all([steps.draft, head]);
    expect(refusedAs(story, steps.review, head)).toEqual(['reviewer-is-drafter', 'R66', 'R81']);
    must(story.give1(steps.review, { ...head, id: 'basic-deputy' }));
  });

  test('sent back by the head or the leader, it is drafted and reviewed again', () => {
    const story = letterUntil('review', own);
    const no = { agreed: false, reason: '依据不准' } as const;
    expect(refusedAs(story, { ...steps.review, agreed: false }, head)).toEqual(['reason-missing', 'R66', 'R81']);
    story.all([{ ...steps.review, ...no }, head]);
    expect(story.case()).toMatchObject({ status: 'assigned', draft: { sentBack: { reason: '依据不准' } } });
    expect(refusedAs(story, steps.review, head)).toEqual(['draft-missing', 'R72', 'R81']);
    story.all([steps.draft, drafter], [steps.review, head], [{ ...steps.approve, ...no }, leader]);
    expect(story.case().review).toBeUndefined();
    story.all([steps.draft, drafter], [steps.review, head], [steps.approve, leader], [steps.issue]);
  });

  test('a reply waits for its portfolio leader’s approval between the head’s review and that approval (R73)', () => {
    const waits = (story: CaseStory, by: Actor) => awaitsApproval(story.case(), world({ actor: by }));
    const waiting = letterLine.filter(([name]) => waits(letterUntil(name, own), leader)).map(([name]) => name);
    expect(waiting).toEqual(['approve']);
    expect(waits(letterUntil('approve', own), { ...leader, id: 'other-leader' })).toBe(false);
    const order = (...flagged: readonly (readonly [Step, Actor])[]) =>
      began('hotline', own).all([steps.assign], ...flagged, [steps.draft, drafter], [steps.review, head]);
    const major = [{ type: 'setCaseFlags', flags: { major: true }, reason: '涉及面' }, head] as const;
    expect([order(), order(major)].map((story) => waits(story, leader))).toEqual([false, true]);
  });

  test('returned by the department, the office has it again and assigns it anew from a new receipt', () => {
    const story = letterUntil('draft', own);
    const back: Step = { type: 'returnAssignment', reason: '属人事处职责', returnedOn: day('21') };
    expect(refusedAs(story, { ...back, reason: '' }, drafter)).toEqual(['reason-missing', 'R5', 'R65']);
    story.all([back, drafter]);
    expect(story.case()).toMatchObject({ status: 'accepted', handlingUnitId: 'office' });
    expect(refusedAs(story, steps.assign)).toEqual(['done-too-early', 'R70', 'R10']);
    // to whom it goes now is chosen anew: never to the office itself, because nobody was named
    const { unitId: _unit, ...nobody } = steps.assign;
    expect(refusedAs(story, { ...nobody, assignedOn: day('21'), receivedOn: day('22') })[0]).toBe('unknown-unit');
    story.all([{ ...steps.assign, assignedOn: day('21'), receivedOn: day('22') }]);
    expect(clocksOf(story).filter(([clock]) => clock === 'department-reply')).toEqual([
      ['department-reply', '2026-11-18', 'stopped', undefined],
      ['department-reply', '2026-11-20', 'stopped', undefined],
      ['department-reply', '2026-11-22', 'running', undefined],
    ]);
  });
});

test('送达: a letter by mail or by hand (R74), what is important by hand alone (R75), what came another way the way it came, too', () => {
  const manners = (change: Partial<PetitionCaseState>) =>
    deliveryMannersFor({ ...letterUntil('deliver', own).case(), ...change });
  expect(manners({})).toEqual(['registeredMail', 'inPerson']);
  expect(manners({ channel: 'online' })).toEqual(['registeredMail', 'inPerson', 'sameChannel']);
  expect(manners({ channel: 'online', flags: { important: true } })).toEqual(['inPerson']);
});

describe('送达 (R74, A5): in the time of handling itself', () => {
  const delivery = (story: CaseStory) => story.case().clocks.find(({ clock }) => clock === 'reply-delivery');
  const extended: Step = {
    type: 'extendHandling',
    days: 30,
    reason: '须会同公安部门核实',
    approverId: 'person-leader',
    decidedOn: day('20'),
    toldOn: day('20'),
  };

  test('from the issue the office owes it, by the sixtieth day after acceptance; the delivery meets it', () => {
    const story = letterUntil('issue', own);
    expect(delivery(story)).toBeUndefined();
    const handling = story.case().clocks.find(({ clock }) => clock === 'handling');
    story.all([steps.issue]);
    const { legalDue, targetDue } = handling ?? {};
    expect(delivery(story)).toMatchObject({ from: '2026-11-19', legalDue, targetDue, state: 'running' });
    expect(nextDue(story.case())?.clock).toBe('reply-delivery');
    story.all([steps.deliver]);
    expect(delivery(story)).toMatchObject({ state: 'met', metOn: '2026-11-22' });
  });

  test('what handling was extended by holds for it too', () => {
    const story = letterUntil('issue', own).all([extended], [steps.issue]);
    expect(delivery(story)).toMatchObject({ legalDue: '2027-02-17', original: { legalDue: '2027-01-18' } });
  });

  test('an issue or a delivery that is taken back takes its clock back', () => {
    const story = letterUntil('complete', own);
    const back = (act: 'deliverReply' | 'issueReply'): Step => ({ type: 'retractAct', act, reason: '有误' });
    story.all([back('deliverReply')]);
    expect(delivery(story)?.state).toBe('running');
    story.all([back('issueReply')]);
    expect(delivery(story)?.state).toBe('stopped');
    story.all([steps.issue], [steps.deliver]);
    expect(
      story.case().clocks.filter(({ clock, state }) => clock === 'reply-delivery' && state === 'met'),
    ).toHaveLength(1);
  });

  test('where no 60 days run, no text sets a time: an answer to a suggestion has no such clock', () => {
    const story = letterUntil('deliver', matterOf({ contentKind: 'suggestion' }));
    expect(delivery(story)).toBeUndefined();
  });
});

describe('the other channels', () => {
  test.each(['visit', 'call', 'online', 'email', 'fax', 'outreach'] as const)(
    '%s: registered first (R87), handed to the department (R10), answered and completed where no rule asks for paper',
    (channel) => {
      const story = began(channel, own);
      expect(refusedAs(story, steps.open)).toEqual(['wrong-channel', 'R68', 'R69']);
      story.all([steps.assign], [steps.accept], [{ ...steps.complete, repliedOn: day('21') }]);
      expect(story.case().status).toBe('completed');
    },
  );

  test('what a leader receives is assigned by instruction, and the petitioner’s earlier steps are asked for (R51, R54)', () => {
    const story = began('leaderReception', own);
    expect(refusedAs(story, steps.assign)).toEqual(['instruction-missing', 'R70', 'R51', 'R54']);
    expect(refusedAs(story, steps.instruct, leader)).toEqual(['raised-before-missing', 'R54']);
    story.all([{ ...steps.instruct, raisedBefore: false }, leader], [steps.assign]);
    expect(clocksOf(story).at(-1)).toEqual(['leader-reception-result', '2026-11-20', 'running', undefined]);
  });

  test('pre-screening before a reception names all three things and the leader (R44, R45)', () => {
    const story = began('leaderReception', own);
    for (const part of ['matter', 'documents', 'manner'] as const) {
      expect(refusedAs(story, { ...steps.screen, [part]: '' })).toEqual(['pre-screening-part-missing', 'R44']);
    }
    expect(refusedAs(story, { ...steps.screen, reportedTo: '' })).toEqual(['pre-screening-part-missing', 'R45']);
    story.all([steps.screen], [steps.accept]);
    expect(refusedAs(story, steps.screen)).toEqual(['already-decided', 'R5', 'R45']);
    must(began('visit', own).give1({ ...steps.screen, documents: '', manner: '', reportedTo: '' }));
  });

  test('a district’s reply under 复查 is the bureau’s own (R51)', () => {
    const replied = matterOf({ responsibility: 'district', priorHandling: 'replied' }, { handlingUnitId: 'west' });
    const story = began('leaderReception', replied);
    const ask = { ...steps.instruct, raisedBefore: true, asksReexamination: true } as const;
    expect(refusedAs(story, { ...ask, decision: 'handOver' }, leader)[0]).toBe('instruction-against-route');
    story.all([ask, leader]);
    expect(refusedAs(story, steps.assign)).toEqual(['reexamination-first', 'R51', '第三十五条']);
  });

  test('a major matter of the hotline needs the leader; any other is answered through the centre (R80–R82)', () => {
    const line = [[steps.accept], [steps.assign]] as const;
    const simple = began('hotline', own).all(...line, [{ ...steps.complete, repliedOn: day('21') }]);
    expect(simple.case().status).toBe('completed');
    const flagged = began('hotline', own).all(...line, [
      { type: 'setCaseFlags', flags: { major: true }, reason: '涉及面广' },
      drafter,
    ]);
    expect(refusedAs(flagged, { ...steps.complete, repliedOn: day('21') })[0]).toBe('reply-not-delivered');
    flagged.all([steps.draft, drafter], [steps.review, head]);
    expect(refusedAs(flagged, steps.issue)).toEqual(['approval-missing', 'R73', 'R82']);
    flagged.all(
      [steps.approve, leader],
      [steps.issue],
      [{ ...steps.deliver, manner: 'sameChannel' }],
      [steps.complete],
    );
    expect(clocksOf(flagged).filter(([clock]) => clock === 'hotline-reply')).toEqual([
      ['hotline-reply', '2026-11-18', 'stopped', undefined],
      ['hotline-reply', '2026-11-20', 'met', '2026-11-20'],
    ]);
  });
});
