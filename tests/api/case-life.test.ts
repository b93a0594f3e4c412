import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { command, matter, openStory, registerCase, type Story, submitOne } from './story.ts';

let story: Story;
let caller: (username: string) => Promise<Caller>;
beforeAll(async () => {
  story = await openStory();
  caller = (username) => story.as(username);
});
afterAll(() => story.close());

const day = '2026-11-23';
const own = { handlingUnitId: 'basic', facts: { ...matter().facts, responsibility: 'municipal' } };

async function stateOf(id: string | undefined) {
  const { petitionCase } = await (await caller('clerk')).query<{
    petitionCase: { version: number; statusName: string; timeline: { title: string; detail: string | null }[] };
  }>('query ($id: ID!) { petitionCase(id: $id) { version statusName timeline { title detail } } }', { id });
  return petitionCase;
}

async function give(caseId: string | undefined, username: string, type: string, payload: Record<string, unknown>) {
  const { version: expectedVersion } = await stateOf(caseId);
  return submitOne(await caller(username), command(type, { caseId, expectedVersion, ...payload }));
}

const contents = {
  request: '恢复校车',
  facts: '运力不足',
  opinion: '增开一班',
  basis: '校车安全管理条例第三条',
  conclusion: 'supported',
  reexaminationBody: '市人民政府',
};
/** The second chapter (R68–R76): who does what, and how the case then stands. */
const line: readonly (readonly [username: string, type: string, payload: Record<string, unknown>, then: string])[] = [
  ['clerk', 'recordIntakeStep', { step: 'opened', doneOn: day }, '已登记'],
  ['clerk', 'recordIntakeStep', { step: 'stamped', doneOn: day }, '已登记'],
  ['clerk', 'recordIntakeStep', { step: 'abstracted', doneOn: day, abstract: '校车停运' }, '已登记'],
  ['clerk', 'recordIntakeStep', { step: 'submitted', doneOn: day }, '已登记'],
  ['leader2', 'giveInstruction', { decision: 'handle', text: '请基教处办理', instructedOn: day }, '已批示'],
  ['clerk', 'assignCase', { unitId: 'basic', assignedOn: day }, '已交办'],
  ['clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day }, '已交办'],
  ['inspector', 'draftReply', { ...contents, draftedOn: day }, '已拟稿'],
  ['head', 'reviewReply', { agreed: true, reviewedOn: day }, '已审核'],
  ['leader2', 'approveReply', { agreed: true, approvedOn: day }, '已审核'],
  ['clerk', 'issueReply', { issuedOn: day }, '已出具意见'],
  ['clerk', 'deliverReply', { manner: 'registeredMail', mailNumber: 'XA1', deliveredOn: day }, '已送达'],
  ['clerk', 'completeCase', { cause: '运力不足', resolution: '增开一班', outcome: 'solved' }, '已办结'],
];

test('a letter goes from its opening to its completion, each step by the one whose step it is (R68–R76)', async () => {
  const made = await submitOne(await caller('clerk'), registerCase(own));
  const caseId = made.cases[0]?.id;
  for (const [username, type, payload, then] of line) {
    expect(await give(caseId, username, type, payload)).toMatchObject({ status: 'accepted', code: null });
    expect((await stateOf(caseId)).statusName).toBe(then);
  }
  const { timeline } = await stateOf(caseId);
  for (const title of ['来信办理', '批示', '交办', '拟稿', '处室审核', '分管领导审核', '出具意见', '送达', '办结']) {
    expect(timeline.find((entry) => entry.title === title)?.detail).toBeTruthy();
  }
});

test.each([
  [
    'assigned without instruction (R70)',
    'assignCase',
    { unitId: 'basic', assignedOn: day },
    'clerk',
    'instruction-missing',
    'R70',
  ],
  [
    'instructed before its intake is done (R69)',
    'giveInstruction',
    line[4]?.[2] ?? {},
    'leader2',
    'intake-incomplete',
    'R69',
  ],
  [
    'assigned by a department',
    'assignCase',
    { unitId: 'basic', assignedOn: day },
    'inspector',
    'role-not-allowed',
    'R70',
  ],
])('a letter is not %s', async (_name, type, payload, username, code, rule) => {
  const made = await submitOne(await caller('clerk'), registerCase(own));
  const outcome = await give(made.cases[0]?.id, username, type, payload);
  expect(outcome).toMatchObject({ status: 'refused', code });
  expect(outcome.citations.map((citation) => citation.rule)).toContain(rule);
  expect(outcome.message).toMatch(/依据《.+》.*。$/);
});

test('a letter answered by telephone is not completed: R73 and R74 ask for more', async () => {
  const made = await submitOne(await caller('clerk'), registerCase(own));
  const caseId = made.cases[0]?.id;
  await give(caseId, 'clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
  const end = { cause: '原因', resolution: '办法', repliedOn: day, outcome: 'explained' };
  expect(await give(caseId, 'clerk', 'completeCase', end)).toMatchObject({ code: 'reply-not-delivered' });
});

test('a department whose posts are not filled takes nothing (R67)', async () => {
  const made = await submitOne(await caller('clerk'), registerCase({ ...own, handlingUnitId: 'office' }, 'visit'));
  const outcome = await give(made.cases[0]?.id, 'clerk', 'assignCase', { unitId: 'office', assignedOn: day });
  expect(outcome).toMatchObject({ status: 'refused', code: 'unit-not-staffed', path: 'unitId' });
  expect(outcome.message).toContain('局办公室');
});
