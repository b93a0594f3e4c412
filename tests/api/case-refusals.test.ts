import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseWalker, replyContents } from './case-walk.ts';
import { command, matter, type Outcome, openStory, type Story, submitOne } from './story.ts';

/*
 * The refusals of a case that no other story through the API meets, a row each: what brings it about, its article, and a sentence that
 * says how to go on.
 */

const day = '2026-11-23';
type Payload = Readonly<Record<string, unknown>>;
let story: Story;
const { seen } = caseWalker(() => story);

const municipal = { ...matter().facts, responsibility: 'municipal' };
const own = { facts: municipal, handlingUnitId: 'basic' };
const accusation = {
  facts: { ...municipal, contentKind: 'accusation' },
  handlingUnitId: 'basic',
  accusedUnitId: 'middle-1',
};

const give = async (id: string, who: string, type: string, payload: Payload): Promise<Outcome> => {
  const { version: expectedVersion } = await seen('leader', id);
  return submitOne(await story.as(who), command(type, { caseId: id, expectedVersion, ...payload }));
};

/** A case after these steps, each of which is carried out. */
type Steps = readonly (readonly [who: string, type: string, payload: Payload])[];
async function made(given: { readonly change?: Payload; readonly more?: Payload }, ...steps: Steps): Promise<string> {
  const one = matter({ ...own, ...given.change });
  const payload = { channel: 'visit', receivedOn: day, matter: one, ...given.more };
  const first = await submitOne(await story.as('clerk'), command('registerCase', payload));
  expect([payload.channel, first.status, first.message]).toEqual([payload.channel, 'accepted', null]);
  for (const [who, type, step] of steps) {
    const { status, message } = await give(one.caseId, who, type, step);
    expect([type, status, message]).toEqual([type, 'accepted', null]);
  }
  return one.caseId;
}

const accepted = (issuedOn = day) => ['clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn }] as const;
const assigned = ['clerk', 'assignCase', { unitId: 'basic', assignedOn: day }] as const;
const drafted = ['inspector', 'draftReply', replyContents(day)] as const;
const reviewed = ['head', 'reviewReply', { agreed: true, reviewedOn: day }] as const;
const issued = ['clerk', 'issueReply', { issuedOn: day }] as const;
const completed = (repliedOn: string) =>
  ['clerk', 'completeCase', { cause: '人手', resolution: '增派', repliedOn, outcome: 'solved' }] as const;
const opened = (['opened', 'stamped', 'abstracted', 'submitted'] as const).map(
  (step) => ['clerk', 'recordIntakeStep', { step, doneOn: day, abstract: '门口拥堵' }] as const,
);
const recused = [
  'clerk',
  'recordRecusal',
  { personId: 'person-inspector', reason: '亲属', approverId: 'person-leader', decidedOn: day },
] as const;
const flagged = (who: string, flag: string) =>
  [who, 'setCaseFlags', { flags: { [flag]: true }, reason: '影响大' }] as const;
const instructed = ['leader2', 'giveInstruction', { decision: 'handle', text: '请办', instructedOn: day }] as const;
const elsewhere = { facts: { ...municipal, responsibility: 'notEducation' } };
const district = { facts: matter().facts, handlingUnitId: 'east' };
const passedOn = { channel: 'transferred', incoming: { from: '市信访局' } };
const report = { manner: 'mail', result: '已增派', reportedOn: day } as const;
const since = (receivedOn: string, channel = 'visit') => ({ channel, receivedOn });

/** The cases of the rows, by what has been done with them. */
async function makeCases() {
  const supervised = { trigger: 'shirking', requirement: '限期', suggestions: ['improveWork'], supervisedOn: day };
  const merge = async (intoId: string) =>
    [
      'clerk',
      'mergeCases',
      { intoId, intoVersion: (await seen('leader', intoId)).version, reason: '同一事项', mergedOn: day },
    ] as const;
  const fresh = await made({});
  const target = await made({});
  const merged = await made({});
  await give(merged, ...(await merge(target)));
  const linked = await made({});
  await give(linked, 'clerk', 'linkCases', { otherId: fresh, relation: 'related' });
  const retracted = await made(
    { more: since(day, 'letter') },
    ['clerk', 'recordIntakeStep', { step: 'opened', doneOn: day }],
    [
      'leader',
      'recordRecusal',
      { personId: 'person-west', reason: '亲属', approverId: 'person-leader', decidedOn: day },
    ],
  );
  return {
    fresh,
    target,
    linked,
    retracted,
    old: await made({ more: since('2026-07-01') }, accepted('2026-07-03')),
    letter: await made({ more: since(day, 'letter') }),
    submitted: await made({ more: since(day, 'letter') }, ...opened),
    letterIssued: await made(
      { more: since(day, 'letter') },
      ...opened,
      instructed,
      assigned,
      accepted(),
      flagged('leader', 'important'),
      drafted,
      reviewed,
      ['leader2', 'approveReply', { agreed: true, approvedOn: day }],
      issued,
    ),
    plainLetterIssued: await made(
      { more: since(day, 'letter') },
      ...opened,
      instructed,
      assigned,
      accepted(),
      drafted,
      reviewed,
      ['leader2', 'approveReply', { agreed: true, approvedOn: day }],
      issued,
    ),
    accepted: await made({}, accepted()),
    assigned: await made({}, accepted(), assigned),
    drafted: await made({}, accepted(), assigned, drafted),
    reviewed: await made({}, accepted(), assigned, drafted, reviewed),
    approved: await made({}, accepted(), assigned, drafted, reviewed, [
      'leader2',
      'approveReply',
      { agreed: true, approvedOn: day },
    ]),
    complex: await made({}, accepted(), assigned, flagged('clerk', 'complexLegal'), drafted, reviewed),
    recused: await made({}, recused),
    headRecused: await made({}, accepted(), assigned, drafted, [
      'clerk',
      'recordRecusal',
      { personId: 'person-head', reason: '亲属', approverId: 'person-leader', decidedOn: day },
    ]),
    elsewhere: await made({ change: elsewhere }),
    elsewhereRefused: await made({ change: elsewhere, more: since(day, 'leaderReception') }, [
      'leader',
      'giveInstruction',
      { decision: 'refuse', text: '不属教育', instructedOn: day, raisedBefore: false },
    ]),
    inHandling: await made({ change: { facts: { ...municipal, priorHandling: 'inProgress' } } }),
    concluded: await made({
      change: { facts: { ...municipal, priorHandling: 'concluded', opinionImplemented: true } },
    }),
    accusation: await made({ change: accusation }),
    accusedOfUnit: await made({ change: { ...accusation, accusedPersonId: 'person-inspector' } }),
    accusedLeader: await made({ change: { ...accusation, accusedPersonId: 'person-office' } }),
    contracted: await made({}, ['leader', 'contractCase', { leaderId: 'person-leader2' }]),
    district: await made({ change: district }, ['clerk', 'assignCase', { unitId: 'east', assignedOn: day }]),
    lateTransfer: await made({ change: district, more: since('2026-11-02') }, [
      'clerk',
      'transferCase',
      { unitId: 'east', reason: '属地', transferredOn: '2026-11-02' },
    ]),
    districtDone: await made(
      { change: district, more: since('2026-10-01') },
      accepted('2026-10-08'),
      completed('2026-10-10'),
    ),
    supervised: await made({}, assigned, ['leader', 'superviseCase', supervised]),
    other: await made({ change: { ...own, petitioner: { kind: 'person', anonymous: false, name: '王大力' } } }),
    earlier: await made({ more: since('2026-11-20') }),
    done: await made({ more: since('2026-09-01') }, accepted('2026-09-03'), completed('2026-09-10')),
    justDone: await made({ more: since('2026-11-01') }, accepted('2026-11-03'), completed('2026-11-20')),
    anonymousDone: await made(
      { change: { petitioner: { kind: 'person', anonymous: true, name: '' } } },
      accepted(),
      completed(day),
    ),
    passedOn: await made({ change: district, more: passedOn }, accepted()),
    told: await made({ change: district, more: passedOn }, accepted(), completed(day), [
      'clerk',
      'reportToSender',
      report,
    ]),
    reported: await made({}, accepted(), completed(day), [
      'clerk',
      'recordImplementation',
      { measures: '已到岗', implementedOn: day },
    ]),
    checked: await made(
      {},
      accepted(),
      completed(day),
      ['clerk', 'recordImplementation', { measures: '已到岗', implementedOn: day }],
      ['clerk', 'checkImplementation', { result: 'confirmed', finding: '', checkedOn: day }],
    ),
    asked: await made({ more: { firstAsked: { unitId: 'basic', person: '张伟' } } }),
    acceptedEarly: await made({ more: since('2026-11-01') }, accepted('2026-11-03')),
    simpleLate: await made({ more: since('2026-11-02') }),
  };
}
let cases: Awaited<ReturnType<typeof makeCases>>;

beforeAll(async () => {
  story = await openStory();
  const staff = { headId: 'person-clerk', deputyId: 'person-clerk', clerkId: 'person-clerk' };
  const admin = await story.as('admin');
  await admin.query(
    'mutation { changePerson(id: "person-clerk", displayName: "clerk", role: clerk, unitId: "office", mayReadAccusations: true) { id } }',
  );
  await admin.query('mutation ($staff: UnitStaffInput!) { setUnitStaff(unitId: "office", staff: $staff) { id } }', {
    staff,
  });
  cases = await makeCases();
});
afterAll(() => story?.close());

/** Of these no article speaks. */
const ofNoArticle = ['resident-card-birth-date', 'resident-card-check'];

function expectRefused(code: string, { status, message, citations, ...told }: Outcome): void {
  expect([told.code, status]).toEqual([code, 'refused']);
  const article = ofNoArticle.includes(code) ? /^[^A-Za-z]*。[^A-Za-z]*(请|不必)[^A-Za-z]*。$/ : /依据《.+》.*。.+。$/;
  expect([code, message, citations.length > 0]).toEqual([
    code,
    expect.stringMatching(article),
    !ofNoArticle.includes(code),
  ]);
}

const extend = {
  days: 30,
  reason: '需会商',
  approverId: 'person-leader',
  decidedOn: '2026-10-01',
  toldOn: '2026-10-01',
};
const merge = (intoId: string, intoVersion: number) => ({ intoId, intoVersion, reason: '同一事项', mergedOn: day });
const into = (name: 'accusation' | 'fresh') => async () =>
  merge(cases[name], (await seen('leader', cases[name])).version);
const amend = (changes: Payload) => ({ changes, reason: '笔误' });
const deliver = (manner: string) => ({ manner, deliveredOn: day, mailNumber: 'XA1' });

test.each<[string, keyof typeof cases, string, string, Payload | ((id: string) => Payload | Promise<Payload>)]>([
  // the letter's steps, the leader's word
  ['intake-out-of-order', 'letter', 'clerk', 'recordIntakeStep', { step: 'stamped', doneOn: day }],
  ['submitted-to-another', 'submitted', 'office', 'giveInstruction', instructed[2]],
  ['instruction-against-route', 'fresh', 'leader', 'giveInstruction', { ...instructed[2], decision: 'handOver' }],
  ['instruction-says-otherwise', 'elsewhereRefused', 'clerk', 'assignCase', assigned[2]],
  ['flags-unchanged', 'fresh', 'clerk', 'setCaseFlags', { flags: { urgent: false }, reason: '误标' }],
  ['flag-not-yours', 'fresh', 'clerk', 'setCaseFlags', flagged('clerk', 'important')[2]],
  ['contract-unchanged', 'contracted', 'leader', 'contractCase', { leaderId: 'person-leader2' }],
  ['leader-not-cleared', 'accusation', 'leader', 'contractCase', { leaderId: 'person-leader2' }],
  // accepted or not
  ['not-education', 'elsewhere', 'clerk', 'issueAcceptanceNotice', accepted()[2]],
  ['accept-in-handling', 'inHandling', 'clerk', 'issueAcceptanceNotice', accepted()[2]],
  ['concluded-needs-leader', 'concluded', 'clerk', 'issueAcceptanceNotice', accepted()[2]],
  [
    'law-explanation-missing',
    'elsewhere',
    'clerk',
    'issueAcceptanceNotice',
    { decision: 'refuse', issuedOn: day, reason: '不属教育' },
  ],
  [
    'competent-body-missing',
    'elsewhere',
    'clerk',
    'issueAcceptanceNotice',
    { decision: 'refuse', issuedOn: day, reason: '不属教育', lawExplanation: '《信访工作条例》' },
  ],
  [
    'copy-to-accused',
    'accusation',
    'clerk',
    'issueAcceptanceNotice',
    { decision: 'accept', issuedOn: day, copyTo: ['市第一中学'] },
  ],
  // who may have it, and who may not
  ['leaders-not-named', 'fresh', 'clerk', 'assignCase', { unitId: 'office', assignedOn: day }],
  ['accused-handler', 'accusedOfUnit', 'clerk', 'assignCase', assigned[2]],
  ['accused-actor', 'accusedLeader', 'office', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day }],
  ['handler-recused', 'recused', 'clerk', 'assignCase', assigned[2]],
  ['handler-of-other-unit', 'fresh', 'clerk', 'assignCase', { ...assigned[2], handlerId: 'person-west' }],
  ['already-recused', 'recused', 'clerk', 'recordRecusal', recused[2]],
  ['not-approver', 'fresh', 'clerk', 'recordRecusal', { ...recused[2], approverId: 'person-inspector' }],
  ['actor-recused', 'headRecused', 'head', 'reviewReply', reviewed[2]],
  ['object-instead', 'district', 'east', 'returnAssignment', { reason: '不属本区', returnedOn: day }],
  ['objection-late', 'lateTransfer', 'east', 'objectToTransfer', { reason: '不属本区', objectedOn: day }],
  // drafted, reviewed, approved, delivered
  ['not-unit-head', 'drafted', 'inspector', 'reviewReply', reviewed[2]],
  ['reviewed-already', 'reviewed', 'head', 'reviewReply', reviewed[2]],
  ['counsel-missing', 'complex', 'leader2', 'approveReply', { agreed: true, approvedOn: day }],
  ['not-portfolio-leader', 'reviewed', 'office', 'approveReply', { agreed: true, approvedOn: day }],
  ['approved-already', 'approved', 'leader2', 'approveReply', { agreed: true, approvedOn: day }],
  ['must-deliver-in-person', 'letterIssued', 'clerk', 'deliverReply', deliver('registeredMail')],
  ['paper-needed', 'plainLetterIssued', 'clerk', 'deliverReply', deliver('sameChannel')],
  // time, pressing
  ['extension-after-due', 'old', 'clerk', 'extendHandling', extend],
  ['simple-handling-late', 'simpleLate', 'clerk', 'applySimpleHandling', { ground: 'clear', appliedOn: day }],
  [
    'trigger-unfounded',
    'district',
    'leader',
    'superviseCase',
    { trigger: 'notCompletedInTime', requirement: '限期', suggestions: [], supervisedOn: day },
  ],
  ['adoption-unsaid', 'supervised', 'inspector', 'answerSupervision', { answer: '已办', answeredOn: day }],
  // merged, linked, withdrawn
  ['merge-same-case', 'fresh', 'clerk', 'mergeCases', async (id) => merge(id, (await seen('leader', id)).version)],
  ['merge-other-compartment', 'fresh', 'clerk', 'mergeCases', into('accusation')],
  ['merge-into-later', 'earlier', 'clerk', 'mergeCases', into('fresh')],
  ['merge-notice-owed', 'other', 'clerk', 'mergeCases', into('fresh')],
  ['merge-has-merged', 'target', 'clerk', 'mergeCases', into('fresh')],
  ['link-same-case', 'fresh', 'clerk', 'linkCases', (id) => ({ otherId: id, relation: 'related' })],
  ['link-other-compartment', 'fresh', 'clerk', 'linkCases', () => ({ otherId: cases.accusation, relation: 'related' })],
  ['already-linked', 'linked', 'clerk', 'linkCases', () => ({ otherId: cases.fresh, relation: 'related' })],
  ['withdraw-accusation', 'accusation', 'clerk', 'withdrawCase', { reason: '已解决', withdrawnOn: day }],
  // after the answer
  [
    'ground-unfounded',
    'done',
    'clerk',
    'concludeCase',
    { ground: 'finallyReviewed', concludedOn: day, implementedOn: day },
  ],
  [
    'time-to-ask',
    'justDone',
    'clerk',
    'concludeCase',
    { ground: 'reexaminationNotRequested', concludedOn: day, implementedOn: day },
  ],
  [
    'reopen-unfounded',
    'done',
    'leader',
    'reopenCase',
    { reason: 'revokedOnReview', explanation: '撤销', reopenedOn: day },
  ],
  [
    'request-late',
    'done',
    'clerk',
    'requestReexamination',
    { body: 'municipalGovernment', request: '不服', requestedOn: day },
  ],
  [
    'not-rated',
    'anonymousDone',
    'clerk',
    'recordEvaluation',
    { office: 'satisfied', unit: 'satisfied', comment: '', ratedOn: day },
  ],
  [
    'rating-closed',
    'done',
    'clerk',
    'recordEvaluation',
    { office: 'satisfied', unit: 'satisfied', comment: '', ratedOn: day },
  ],
  ['not-passed-on', 'done', 'clerk', 'reportToSender', report],
  ['result-unknown', 'passedOn', 'clerk', 'reportToSender', report],
  ['sender-told', 'told', 'clerk', 'reportToSender', report],
  [
    'rectify-accusation',
    'accusation',
    'clerk',
    'recordRectification',
    { id: randomUUID(), problem: '态度', owner: '基教处', dueOn: day },
  ],
  [
    'copy-other-day',
    'districtDone',
    'clerk',
    'fileCopy',
    { document: 'notice', documentOn: '2026-10-09', filedOn: day },
  ],
  [
    'hand-over-to-owner',
    'asked',
    'clerk',
    'handOverFirstAsked',
    { toUnitId: 'basic', toPerson: '张伟', reason: '更合适', offeredOn: day },
  ],
  [
    'implementation-checked',
    'checked',
    'clerk',
    'checkImplementation',
    { result: 'confirmed', finding: '', checkedOn: day },
  ],
  ['finding-missing', 'reported', 'clerk', 'checkImplementation', { result: 'refuted', finding: ' ', checkedOn: day }],
  // put right, taken back
  ['amend-office-only', 'inHandling', 'inspector', 'amendCase', amend({ receivedOn: '2026-11-20' })],
  ['amend-too-late', 'accepted', 'clerk', 'amendCase', amend({ handlingUnitId: 'office' })],
  ['received-after-step', 'acceptedEarly', 'clerk', 'amendCase', amend({ receivedOn: day })],
  ['retract-too-late', 'headRecused', 'clerk', 'retractAct', { act: 'assignCase', reason: '点错了' }],
  ['retract-not-yours', 'retracted', 'leader', 'retractAct', { act: 'recordIntakeStep', reason: '点错了' }],
])('%s', async (code, name, who, type, given) => {
  const id = cases[name];
  expectRefused(code, await give(id, who, type, typeof given === 'function' ? await given(id) : given));
});

test.each<[string, Payload, Payload]>([
  ['superior-due-elsewhere', { channel: 'letter', incoming: { dueOn: '2026-12-20' } }, {}],
  ['source-mismatch', { channel: 'visit', source: 'petitionBureau' }, {}],
  ['choice-reason-missing', {}, { appealRoute: 1 }],
  ['route-not-choosable', { choice: { outcome: 'notAcceptConcluded', reason: '不再受理' } }, {}],
  [
    'resident-card-birth-date',
    {},
    { petitioner: { kind: 'person', anonymous: false, name: '李小明', idCard: '110105194913310021' } },
  ],
  [
    'resident-card-check',
    {},
    { petitioner: { kind: 'person', anonymous: false, name: '李小明', idCard: '110105194912310021' } },
  ],
])('at registration: %s', async (code, more, change) => {
  const payload = { channel: 'letter', receivedOn: day, matter: matter({ ...own, ...change }), ...more };
  expectRefused(code, await submitOne(await story.as('clerk'), command('registerCase', payload)));
});
