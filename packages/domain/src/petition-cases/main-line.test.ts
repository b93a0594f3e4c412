import { describe, expect, test } from 'vitest';
import { addDays } from '../date.ts';
import type { Actor, World } from '../identity/units.ts';
import { refusalMessage } from '../messages/zh-CN.ts';
import { matterOf, must, staff } from '../testkit.ts';
import {
  began,
  type CaseStory,
  clerk,
  day,
  districtClerk,
  drafter,
  head,
  leader,
  letterLine,
  letterUntil,
  type Step,
  steps,
} from './case-story.ts';
import { nextDue } from './evolve.ts';

const own = matterOf({});
const clocks = (story: CaseStory) => story.case().clocks.map((row) => [row.clock, row.from, row.state, row.metOn]);

/** The code and rules of a refused step; fails when it goes through. */
function refusedAs(story: CaseStory, step: Step, by: Actor = clerk, change: Partial<World> = {}) {
  const result = story.give1(step, by, change);
  if (result.ok) throw new Error(`${step.type} was not refused`);
  expect(refusalMessage(result)).toMatch(/。$/);
  return [result.code, ...result.citations.map(({ rule, article }) => rule ?? article)];
}

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
    expect(clocks(story)).toEqual([
      ['acceptance-notice', '2026-11-18', 'met', '2026-11-19'],
      ['department-reply', '2026-11-18', 'stopped', undefined],
      ['handling', '2026-11-19', 'running', undefined],
      ['department-reply', '2026-11-20', 'running', undefined],
    ]);
    story.all([steps.draft, drafter], [steps.review, head]);
    expect(clocks(story).at(-1)).toEqual(['department-reply', '2026-11-20', 'met', '2026-11-20']);
    story.all([steps.approve, leader], [steps.issue, clerk]);
    expect(clocks(story)[2]).toEqual(['handling', '2026-11-19', 'met', '2026-11-21']);
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
    ['accepted by the department (R71)', 'accept', steps.accept, drafter, ['office-notifies', 'R71']],
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

  test('returned by the department, the office has it again and assigns it anew from a new receipt', () => {
    const story = letterUntil('draft', own);
    const back: Step = { type: 'returnAssignment', reason: '属人事处职责', returnedOn: day('21') };
    expect(refusedAs(story, { ...back, reason: '' }, drafter)).toEqual(['reason-missing', 'R5', 'R65']);
    story.all([back, drafter]);
    expect(story.case()).toMatchObject({ status: 'accepted', handlingUnitId: 'office' });
    expect(refusedAs(story, steps.assign)).toEqual(['done-too-early', 'R70', 'R10']);
    story.all([{ ...steps.assign, assignedOn: day('21'), receivedOn: day('22') }]);
    expect(clocks(story).filter(([clock]) => clock === 'department-reply')).toEqual([
      ['department-reply', '2026-11-18', 'stopped', undefined],
      ['department-reply', '2026-11-20', 'stopped', undefined],
      ['department-reply', '2026-11-22', 'running', undefined],
    ]);
  });
});

describe('送达 (R74, A5): in the time of handling itself', () => {
  const delivery = (story: CaseStory) => story.case().clocks.find(({ clock }) => clock === 'reply-delivery');
  const extended: Step = {
    type: 'extendHandling',
    days: 30,
    reason: '须会同公安部门核实',
    approvedBy: '陈局长',
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

describe('flags (标注, A13)', () => {
  const flag = (flags: Extract<Step, { type: 'setCaseFlags' }>['flags']): Step => ({
    type: 'setCaseFlags',
    flags,
    reason: '群体关注',
  });

  test.each([
    ['important', [leader], 'R75'],
    ['complexLegal', [clerk, drafter], 'R50'],
    ['major', [drafter, leader], 'R82'],
    ['urgent', [clerk], 'R84'],
  ] as const)('%s is set by those whose it is, and by nobody else', (name, may, rule) => {
    for (const by of [clerk, leader, drafter]) {
      const result = letterUntil('draft', own).give1(flag({ [name]: true }), by);
      const allowed = (may as readonly Actor[]).includes(by);
      expect(result.ok).toBe(allowed);
      if (!result.ok)
        expect(result).toMatchObject({ code: 'flag-not-yours', citations: [{ rule }, ...result.citations.slice(1)] });
    }
  });

  test('each change has a reason and is a change', () => {
    const story = began('visit', own);
    expect(refusedAs(story, { ...flag({ urgent: true }), reason: '' } as Step)[0]).toBe('reason-missing');
    expect(refusedAs(story, flag({ urgent: false }))[0]).toBe('flags-unchanged');
    story.all([flag({ urgent: true })]);
    expect(refusedAs(story, flag({ urgent: true }))[0]).toBe('flags-unchanged');
    story.all([flag({ urgent: false })]);
    expect(story.case().flags).toEqual({ urgent: false });
  });

  test('important: only by hand and signed (R75); signing refused is witnessed', () => {
    const story = letterUntil('deliver', own).all([flag({ important: true }), leader]);
    expect(refusedAs(story, steps.deliver)).toEqual(['must-deliver-in-person', 'R74', 'R75']);
    const byHand = { ...steps.deliver, manner: 'inPerson' } as const;
    expect(refusedAs(story, byHand)).toEqual(['signature-missing', 'R74', 'R75']);
    expect(refusedAs(story, { ...byHand, witnesses: [''] })).toEqual(['witness-missing', 'R74']);
    must(story.give1({ ...byHand, witnesses: ['社区干部'] }));
    must(letterUntil('deliver', own).give1({ ...byHand, signedBy: '李小明' }));
  });

  test('complex law: counsel is heard before the leader approves (R76)', () => {
    const story = letterUntil('approve', own).all([flag({ complexLegal: true }), clerk]);
    expect(refusedAs(story, steps.approve, leader)).toEqual(['counsel-missing', 'R76']);
    expect(refusedAs(story, { ...steps.counsel, opinion: '' })).toEqual(['counsel-part-missing', 'R76']);
    story.all([steps.counsel], [steps.approve, leader]);
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
    expect(clocks(story).at(-1)).toEqual(['leader-reception-result', '2026-11-20', 'running', undefined]);
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
    story.all([ask, leader], [steps.assign]);
    expect(story.case().handlingUnitId).toBe('basic');
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
    expect(clocks(flagged).filter(([clock]) => clock === 'hotline-reply')).toEqual([
      ['hotline-reply', '2026-11-18', 'stopped', undefined],
      ['hotline-reply', '2026-11-20', 'met', '2026-11-20'],
    ]);
  });
});

const districts = matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' });
const send: Step = {
  type: 'transferCase',
  unitId: 'west',
  reason: '属区级职责',
  transferredOn: day('19'),
  receivedOn: day('19'),
};
const told: Step = { type: 'issueDestinationNotice', toldOn: day('20') };

describe('transfer (转送) and destination notice (告知去向, Art 23)', () => {
  test('hands the case to the unit with authority and tells the petitioner where it went', () => {
    const story = began('visit', districts).all([send]);
    expect(story.case()).toMatchObject({
      status: 'transferred',
      handlingUnitId: 'west',
      transfer: { supervised: true },
    });
    expect(clocks(story).filter(([, , state]) => state === 'running')).toEqual([
      ['acceptance-notice', '2026-11-18', 'running', undefined],
      ['district-notice', '2026-11-19', 'running', undefined],
      ['district-reply', '2026-11-19', 'running', undefined],
    ]);
    expect(refusedAs(story, { ...told, toldOn: day('18') } as Step)).toEqual(['done-too-early', '第二十三条']);
    story.all([told]);
    expect(clocks(story)[0]).toEqual(['acceptance-notice', '2026-11-18', 'met', '2026-11-20']);
    expect(refusedAs(story, told)).toEqual(['destination-told', '第二十三条']);
    story.all([{ ...steps.accept, issuedOn: day('20') }, districtClerk], [steps.draft, districtClerk]);
    // the district issues and delivers what is its own (R78)
    story.all([steps.issue, districtClerk], [steps.deliver, districtClerk], [steps.complete, districtClerk]);
    expect(story.case().status).toBe('completed');
  });

  test.each<[string, () => CaseStory, Step, Actor, readonly string[]]>([
    [
      'of the bureau’s own matter',
      () => began('visit', own),
      { ...send, unitId: 'basic' },
      clerk,
      ['own-matter', 'R25', '第二十三条'],
    ],
    [
      'to a unit without authority',
      () => began('visit', own),
      send,
      clerk,
      ['unit-kind-mismatch', 'R1', 'R25', 'R71', '第二十三条'],
    ],
    [
      'of what was accepted',
      () => began('visit', districts).all([steps.accept]),
      send,
      clerk,
      ['accepted-already', '第二十三条'],
    ],
    [
      'without a reason',
      () => began('visit', districts),
      { ...send, reason: '' } as Step,
      clerk,
      ['reason-missing', '第二十三条'],
    ],
    [
      'of a letter without instruction',
      () => began('letter', districts),
      send,
      clerk,
      ['instruction-missing', 'R70', 'R51', 'R54'],
    ],
    [
      'by the district itself',
      () => began('visit', districts),
      send,
      districtClerk,
      ['role-not-allowed', '第二十三条', 'R26', 'R27', 'R54'],
    ],
  ])('not %s', (_name, story, step, by, expected) => {
    expect(refusedAs(story(), step, by)).toEqual(expected);
  });
});

describe('objection (异议, Art 23: five working days, back only with consent)', () => {
  const object = (on: string): Step => ({ type: 'objectToTransfer', reason: '属市级职责', objectedOn: day(on) });
  const settle = (agreed: boolean): Step => ({ type: 'settleObjection', agreed, reason: '核实', settledOn: day('22') });

  test('of a district: the case stays until the office agrees, then is the office’s again', () => {
    const story = began('visit', districts).all([send], [object('20'), districtClerk]);
    expect(story.case().status).toBe('objected');
    expect(refusedAs(story, steps.draft, districtClerk)).toEqual(['objection-pending', '第二十三条']);
    expect(refusedAs(story, object('20'), districtClerk)).toEqual(['already-objected', '第二十三条']);
    const kept = began('visit', districts).all([send], [object('20'), districtClerk], [settle(false)]);
    expect(kept.case()).toMatchObject({ status: 'transferred', handlingUnitId: 'west' });
    story.all([settle(true)]);
    expect(story.case()).toMatchObject({ status: 'registered', handlingUnitId: 'office' });
    expect(refusedAs(story, settle(true))).toEqual(['no-objection', '第二十三条']);
  });

  test('of the bureau against its superior: with consent the case leaves, and its clocks end', () => {
    const story = began('transferred', own).all([object('20')]);
    expect(refusedAs(story, steps.issue)).toEqual(['objection-pending', '第二十三条']);
    story.all([settle(true)]);
    expect(story.case().status).toBe('returned');
    expect(nextDue(story.case())).toBeUndefined();
  });

  test.each([
    ['2026-11-24', true],
    ['2026-11-25', true],
    ['2026-11-26', false],
  ])('received on Wednesday 18 November and raised on %s: in time %s', (on, inTime) => {
    const objectedOn = addDays(day('18'), Number(on.slice(-2)) - 18);
    const result = began('transferred', own).give1({ ...object('20'), objectedOn } as Step, clerk, {
      today: addDays(day('22'), 9),
    });
    expect(result.ok || result).toEqual(
      inTime || expect.objectContaining({ code: 'objection-late', params: { due: '2026-11-25' } }),
    );
  });

  test('is nobody’s whose it is not', () => {
    expect(refusedAs(began('visit', own), object('20'))).toEqual(['not-transferred-here', '第二十三条']);
    const down = () => began('visit', districts).all([send]);
    expect(refusedAs(down(), object('20'))).toEqual(['objection-not-yours', '第二十三条']);
    const back: Step = { type: 'returnAssignment', reason: '不属本区', returnedOn: day('21') };
    const assigned = began('visit', districts).all([{ ...steps.assign, unitId: 'west' }]);
    expect(refusedAs(assigned, back, districtClerk)).toEqual(['object-instead', '第二十三条']);
  });
});

describe('accusations and recusal (检举控告, 回避; Arts 28, 30)', () => {
  const accusation = matterOf(
    { contentKind: 'accusation' },
    { handlingUnitId: 'supervision', accusedUnitId: 'basic', accusedPersonId: 'bad' },
  );

  test('never reach the accused unit or person, as unit, handler or actor', () => {
    const story = () => began('visit', accusation);
    expect(refusedAs(story(), steps.assign)).toEqual(['accused-unit', '第三十条']);
    const inspect = { ...steps.assign, unitId: 'supervision' } as const;
    const named = { staff: () => ({ ...staff.basic }) };
    expect(refusedAs(story(), { ...inspect, handlerId: 'bad' }, clerk, named)).toEqual(['accused-handler', '第三十条']);
    const badHead = { staff: () => ({ ...staff.basic, headId: 'bad' }) };
    expect(refusedAs(story(), inspect, clerk, badHead)).toEqual(['accused-handler', '第三十条']);
    expect(refusedAs(story(), inspect, { ...clerk, id: 'bad' })).toEqual(['accused-actor', '第三十条']);
    expect(refusedAs(story(), inspect, { ...clerk, unitId: 'basic' })).toEqual(['accused-actor', '第三十条']);
  });

  test('who is recused takes no part and is given nothing', () => {
    const recuse = (personId: string): Step => ({
      type: 'recordRecusal',
      personId,
      reason: '系亲属',
      decidedOn: day('20'),
    });
    const story = letterUntil('draft', own);
    expect(refusedAs(story, recuse('basic-head'), drafter)).toEqual(['role-not-allowed', '第二十八条']);
    story.all([recuse('basic-clerk'), drafter]);
    expect(refusedAs(story, steps.draft, drafter)).toEqual(['actor-recused', '第二十八条']);
    expect(refusedAs(story, recuse('basic-clerk'))).toEqual(['already-recused', '第二十八条']);
    const fresh = letterUntil('assign', own).all([recuse('basic-head')]);
    expect(refusedAs(fresh, steps.assign)).toEqual(['handler-recused', '第二十八条']);
  });
});
