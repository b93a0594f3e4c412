import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { command, matter, type Outcome, openStory, type Story, submitOne } from './story.ts';

// 落实: what a reply promised is reported by the unit and looked at by the office; a list finds what nobody has reported.

let story: Story;
let clerk: Caller;
let unit: Caller;

beforeAll(async () => {
  story = await openStory();
  clerk = await story.as('clerk');
  unit = await story.as('east');
});
afterAll(() => story?.close());

interface CaseAnswer {
  readonly version: number;
  readonly status: string;
  readonly timeline: readonly { title: string; detail: string | null }[];
  readonly actions: readonly { command: string; group: string; allowed: boolean }[];
}

async function look(id: string, caller: Caller = clerk): Promise<CaseAnswer> {
  const { petitionCase } = await caller.query<{ petitionCase: CaseAnswer }>(
    `query ($id: ID!) { petitionCase(id: $id) { version status timeline { title detail }
      actions { command group allowed } } }`,
    { id },
  );
  return petitionCase;
}

async function give(id: string, type: string, payload: object, caller: Caller): Promise<Outcome> {
  const { version: expectedVersion } = await look(id);
  return submitOne(caller, command(type, { caseId: id, expectedVersion, ...payload }));
}

async function must(id: string, type: string, payload: object, caller: Caller = clerk): Promise<void> {
  const { code, message } = await give(id, type, payload, caller);
  expect([type, code, message]).toEqual([type, null, null]);
}

async function answered(outcome: string): Promise<string> {
  const one = matter();
  const registered = command('registerCase', { channel: 'online', receivedOn: '2026-10-08', matter: one });
  expect((await submitOne(clerk, registered)).code).toBeNull();
  await must(one.caseId, 'issueAcceptanceNotice', { decision: 'accept', issuedOn: '2026-10-09' });
  await must(one.caseId, 'assignCase', { unitId: 'east', assignedOn: '2026-10-09' });
  const reply = { cause: '人手不足', resolution: '增派两名协管', repliedOn: '2026-10-20', outcome };
  await must(one.caseId, 'completeCase', reply);
  return one.caseId;
}

const listed = async (implementation: string, caller: Caller = clerk): Promise<readonly string[]> => {
  const { caseList } = await caller.query<{ caseList: { totalCount: number; rows: { id: string }[] } }>(
    `query ($filter: CaseFilter) { caseList(filter: $filter) { totalCount rows { id } } }`,
    { filter: { implementation: [implementation] } },
  );
  expect(caseList.totalCount).toBe(caseList.rows.length);
  return caseList.rows.map(({ id }) => id);
};
const report = { measures: '两名协管10月26日到岗', implementedOn: '2026-10-26' };

test('a reply that promised something stands in the list of what is not reported, until the unit reports it', async () => {
  const [solved, explained] = [await answered('solved'), await answered('explained')];
  expect(await listed('owed')).toEqual([solved]);
  expect((await look(solved)).actions.find((one) => one.command === 'recordImplementation')).toMatchObject({
    group: 'next',
    allowed: true,
  });
  expect(await give(explained, 'recordImplementation', report, unit)).toMatchObject({
    code: 'implementation-not-owed',
    citations: expect.arrayContaining([expect.objectContaining({ rule: 'R12' })]),
  });
  await must(solved, 'recordImplementation', report, unit);
  expect(await listed('owed', unit)).toEqual([]);
  expect(await listed('reported', unit)).toEqual([solved]);
  expect((await look(solved)).timeline.at(-1)).toMatchObject({
    title: '落实情况',
    detail: expect.stringContaining('协管'),
  });
});

test('found not carried out: supervised, reported anew, confirmed; another district sees none of it', async () => {
  const id = await answered('solved');
  await must(id, 'recordImplementation', report, unit);
  const finding = '现场只有一名协管';
  await must(id, 'checkImplementation', { result: 'refuted', finding, checkedOn: '2026-10-28' });
  expect(await listed('refuted')).toEqual([id]);
  expect((await look(id)).timeline.map(({ title }) => title)).toEqual(expect.arrayContaining(['核实落实情况', '督办']));
  const confirm = { result: 'confirmed', finding: '', checkedOn: '2026-11-20' };
  expect((await give(id, 'checkImplementation', confirm, unit)).code).toBe('role-not-allowed');
  await must(id, 'recordImplementation', { ...report, implementedOn: '2026-11-10' }, unit);
  await must(id, 'checkImplementation', confirm);
  expect(await listed('confirmed')).toEqual([id]);
  expect(await listed('confirmed', await story.as('west'))).toEqual([]);
});

test('evidence must have been sent before it is named', async () => {
  const id = await answered('solved');
  const evidence = [{ id, sha256: 'a'.repeat(64), size: 9, mime: 'application/pdf' }];
  expect(await give(id, 'recordImplementation', { ...report, evidence }, unit)).toMatchObject({
    code: 'attachment-missing',
    path: 'evidence',
  });
});
