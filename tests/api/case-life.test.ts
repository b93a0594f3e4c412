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
    petitionCase: { version: number };
  }>('query ($id: ID!) { petitionCase(id: $id) { version } }', { id });
  return petitionCase;
}

async function give(caseId: string | undefined, username: string, type: string, payload: Record<string, unknown>) {
  const { version: expectedVersion } = await stateOf(caseId);
  return submitOne(await caller(username), command(type, { caseId, expectedVersion, ...payload }));
}

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
    { decision: 'handle', text: '请基教处办理', instructedOn: day },
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
  // a department knows of a letter that nobody handed it only when it was handling the matter before (R28)
  const priorHandling = username === 'inspector' ? 'inProgress' : 'none';
  const letter = registerCase({ ...own, facts: { ...own.facts, priorHandling } });
  const made = await submitOne(await caller('clerk'), letter);
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

test('the course of a case names who was recused (回避, Art 28)', async () => {
  const made = await submitOne(await caller('clerk'), registerCase(own));
  const id = made.cases[0]?.id;
  const recusal = {
    personId: 'person-inspector',
    reason: '与信访人系亲属',
    approverId: 'person-leader',
    decidedOn: day,
  };
  expect(await give(id, 'clerk', 'recordRecusal', recusal)).toMatchObject({ status: 'accepted' });
  const { petitionCase } = await (await caller('clerk')).query<{
    petitionCase: { timeline: readonly { type: string; detail: string }[] };
  }>('query ($id: ID!) { petitionCase(id: $id) { timeline { type detail } } }', { id });
  const said = petitionCase.timeline.find(({ type }) => type === 'recusalRecorded')?.detail;
  expect(said).toMatch(/^inspector，11月23日.*由leader决定：与信访人系亲属$/);
});
