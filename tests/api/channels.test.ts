import { channels } from '@huiyin/domain/cases';
import { verifyDatabase } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseWalker, replyContents, type Step } from './case-walk.ts';
import { matter, openStory, outreachVisit, type Story, screening, submitOne } from './story.ts';

/*
 * Every channel from its first paper to its archived file, each step by the one whose step it is; before a step is taken, each of
 * its fields is tried wrong. After the months in which a petitioner may still object, what was promised is checked and the file closed.
 */

const day = '2026-11-23';
let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());
const { seen, registered, give, walk, refuseEachField, refusals } = caseWalker(() => story);

const contents = replyContents(day);
const instruction = { decision: 'handle', text: '请基教处办理', instructedOn: day };

const intake = (step: string, more = {}): Step => [
  'clerk',
  'recordIntakeStep',
  { step, doneOn: day, ...more },
  'registered',
];
const accepted = (then: string): Step => [
  'clerk',
  'issueAcceptanceNotice',
  { decision: 'accept', issuedOn: day },
  then,
];
const assigned: Step = ['clerk', 'assignCase', { unitId: 'basic', assignedOn: day }, 'assigned'];
const answered = (change = {}): readonly Step[] => [
  ['inspector', 'draftReply', { ...contents, ...change }, 'drafted'],
  ['head', 'reviewReply', { agreed: true, reviewedOn: day }, 'reviewed'],
];
const approved: Step = ['leader2', 'approveReply', { agreed: true, approvedOn: day }, 'reviewed'];
const issued: Step = ['clerk', 'issueReply', { issuedOn: day }, 'issued'];
const delivered = (manner: string, more = {}): Step => [
  'clerk',
  'deliverReply',
  { manner, deliveredOn: day, ...more },
  'delivered',
];
const ended: Step = [
  'clerk',
  'completeCase',
  { cause: '道路狭窄', resolution: '疏导', outcome: 'solved' },
  'completed',
];

const byMail = delivered('registeredMail', { mailNumber: '挂号XA1' });
const inPerson = delivered('inPerson', { signedBy: '李小明' });
const sameWay = delivered('sameChannel');
/** The letter's ordered steps (R69). */
const opened = [
  intake('opened'),
  intake('stamped'),
  intake('abstracted', { abstract: '门口拥堵' }),
  intake('submitted'),
];
/** What comes on paper is signed by the portfolio leader before anybody handles it (R70). */
const signed: readonly Step[] = [
  ...opened,
  ['leader2', 'giveInstruction', instruction, 'instructed'],
  assigned,
  accepted('assigned'),
  ...answered(),
];
/** What the bureau handles itself and was not asked for on paper. */
const direct = [accepted('accepted'), assigned, ...answered(), issued];
/** What whoever passed a matter on is told (Art 22). */
const reported = { manner: 'inPerson', result: '已增派两人疏导', reportedOn: day, copyTo: [], enclosures: [] };

interface Way {
  readonly prefix: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
}

const ways: Readonly<Record<string, Way>> = {
  // R68–R76
  letter: {
    prefix: '信',
    steps: [...signed, approved, issued, byMail, ended],
  },
  // R23, R87
  visit: {
    prefix: '访',
    more: { firstAsked: { unitId: 'basic', person: '王老师' } },
    steps: [...direct, inPerson, ended],
  },
  call: { prefix: '电', more: { incoming: { from: '057187001234' } }, steps: [...direct, sameWay, ended] },
  online: {
    prefix: '网',
    more: { incoming: { from: '国家信访局网上平台', number: 'W2026-31' } },
    steps: [...direct, sameWay, ended],
  },
  email: { prefix: '邮', more: { incoming: { from: 'parent@example.cn' } }, steps: [...direct, sameWay, ended] },
  fax: { prefix: '传', more: { incoming: { from: '057187005678' } }, steps: [...direct, byMail, ended] },
  // R80–R86
  hotline: {
    prefix: '热',
    more: { hotline: { externalNumber: 'RX-1', dueOn: '2026-11-27', urgent: true } },
    steps: [
      assigned,
      accepted('assigned'),
      ...answered({ request: '', facts: '', basis: '', reexaminationBody: '' }),
      issued,
      sameWay,
      ended,
    ],
  },
  // R44, R51–R53
  leaderReception: {
    prefix: '接',
    steps: [
      ['clerk', 'preScreenCase', screening(day), 'preScreened'],
      ['leader2', 'giveInstruction', { ...instruction, raisedBefore: false }, 'instructed'],
      assigned,
      accepted('assigned'),
      ...answered(),
      issued,
      inPerson,
      ended,
    ],
  },
  // R65: what the petition bureau holds important is answered in person (R75)
  transferred: {
    prefix: '转',
    more: {
      source: 'petitionBureauImportant',
      incoming: { from: '市信访局', number: '信转〔2026〕88号', sentOn: '2026-11-20', dueOn: '2026-12-20' },
    },
    steps: [...signed, approved, issued, inPerson, ended, ['clerk', 'reportToSender', reported, 'completed']],
  },
};

/** The cases that have been answered: whose it is to report that the promise was kept. */
const answeredCases: { readonly channel: string; readonly id: string; readonly unit: string }[] = [];

test.each(Object.entries(ways))(
  '%s: from its registration to its completion',
  async (channel, { more, steps, prefix }) => {
    const id = await registered(channel, {}, more);
    await walk(id, steps, refuseEachField);
    expect((await seen('clerk', id)).state.number).toMatch(new RegExp(`^${prefix}〔2026〕`));
    answeredCases.push({ channel, id, unit: 'inspector' });
  },
);

test('outreach: what a leader brings back from a visit (R20) is handled like what was brought to the bureau', async () => {
  const facts = { ...matter().facts, responsibility: 'municipal' };
  const visit = outreachVisit({ matters: [matter({ facts, handlingUnitId: 'basic' })] });
  const id = (await submitOne(await story.as('leader'), visit)).cases[0]?.id ?? '';
  await walk(id, [...direct, inPerson, ended], refuseEachField);
  answeredCases.push({ channel: 'outreach', id, unit: 'inspector' });
});

test('a letter of a district’s duty: the district tells, answers and delivers, and files both copies here (R77–R79)', async () => {
  const id = await registered('letter', { facts: matter().facts, handlingUnitId: 'east' });
  await walk(
    id,
    [
      ...opened,
      ['leader2', 'giveInstruction', { ...instruction, decision: 'handOver' }, 'instructed'],
      ['clerk', 'transferCase', { unitId: 'east', reason: '属地管理', transferredOn: day }, 'transferred'],
      ['clerk', 'issueDestinationNotice', { toldOn: day }, 'transferred'],
      ['east', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day }, 'accepted'],
      ['east', 'draftReply', contents, 'drafted'],
      ['east', 'issueReply', { issuedOn: day }, 'issued'],
      ['east', 'deliverReply', { manner: 'inPerson', signedBy: '李小明', deliveredOn: day }, 'delivered'],
      ['clerk', 'fileCopy', { document: 'notice', documentOn: day, filedOn: day }, 'delivered'],
      ['clerk', 'fileCopy', { document: 'reply', documentOn: day, filedOn: day }, 'delivered'],
      ['east', 'completeCase', { cause: '道路狭窄', resolution: '疏导', outcome: 'solved' }, 'completed'],
    ],
    refuseEachField,
  );
  answeredCases.push({ channel: 'letter of a district', id, unit: 'east' });
});

test('every channel that the domain knows has been walked', () => {
  const walked = answeredCases.map(({ channel }) => channel);
  expect([...channels].filter((channel) => !walked.includes(channel))).toEqual([]);
});

test('after the petitioner’s time to object: what was promised is reported and checked, then every file is archived', async () => {
  story.at('2027-01-05T09:00:00+08:00');
  const on = '2027-01-05';
  for (const { id, unit } of answeredCases) {
    await walk(
      id,
      [
        [unit, 'recordImplementation', { measures: '已增派两人疏导', implementedOn: on }, 'completed'],
        ['clerk', 'checkImplementation', { result: 'confirmed', finding: '', checkedOn: on }, 'completed'],
        ['clerk', 'archiveCase', { retention: 'thirtyYears', archivedOn: on, fileNumber: '' }, 'completed'],
      ],
      refuseEachField,
    );
    // read-only from then on, but for what begins it anew and for a file put right
    const left = (await seen('clerk', id)).actions.filter(({ allowed }) => allowed).map(({ command }) => command);
    expect(left.sort()).toEqual(['archiveCase', 'reopenCase', 'requestReexamination']);
    expect((await give('clerk', id, 'urgeCase', { text: '请办', urgedOn: on })).message).toMatch(/依据《.+》/);
  }
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
}, 60_000);

/** Of these no article speaks: a field that holds nothing readable, or more than is kept. */
const ofNoArticle = ['invalid-command', 'invalid-date', 'text-too-long'];

test('every refusal met on the way, of an action or of a command, says what, on which article, and how to go on', () => {
  expect(refusals.size).toBeGreaterThan(60);
  for (const [code, { message, citations }] of refusals) {
    const basis = ofNoArticle.includes(code) ? /。$/ : /。?依据《.+》.*。.+。$/;
    expect([code, message, citations.length > 0]).toEqual([
      code,
      expect.stringMatching(basis),
      !ofNoArticle.includes(code),
    ]);
  }
});
