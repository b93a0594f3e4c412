import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { recountCounts } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { inHand } from './papers.ts';
import { header, importing, row, runText } from './sheets.ts';
import { ask, command, matter, openStory, registerCase, type Story, submit, submitOne } from './story.ts';

// One action on many cases (批量办理): kept first, carried out by a job, whoever has left and whatever has died meanwhile.

const script = fileURLToPath(new URL('../testkit/server-process.ts', import.meta.url));
const own = { handlingUnitId: 'basic', facts: { ...matter().facts, responsibility: 'municipal' } };

let story: Story;
const children: ChildProcess[] = [];
beforeAll(async () => {
  story = await openStory();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await story?.close();
});

const { preview, run } = importing(() => story);

/** A server process that takes jobs; the one that the callers talk to takes none. */
async function takeJobs(): Promise<ChildProcess> {
  const args = [script, story.server.database.url, JSON.stringify({ jobs: true })];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

interface Bulk {
  readonly state: string;
  readonly total: number;
  readonly done: number;
  readonly refused: number;
  readonly problem: string | null;
}
interface Item {
  readonly caseId: string;
  readonly number: string | null;
  readonly state: string;
  readonly code: string | null;
  readonly message: string | null;
  readonly citations: readonly { readonly article: string }[];
}

const startText = `mutation ($id: ID!, $type: BulkType!, $payload: JSON!, $cases: [BulkCaseInput!]!) {
  startBulkAction(id: $id, type: $type, payload: $payload, cases: $cases) { state total done } }`;
const urge = { type: 'urgeCase', payload: { text: '请在期限内办结', urgedOn: '2026-11-23' } };
/** Each case at the version that it has now. */
async function start(caller: Caller, id: string, cases: readonly string[], change: object = {}) {
  const { rows } = await story.server.database.pool.query<{ id: string; version: number }>(
    'select id, version from petition_case where id = any($1)',
    [cases],
  );
  const version = (caseId: string) => rows.find((row) => row.id === caseId)?.version ?? 1;
  const chosen = cases.map((caseId) => ({ caseId, expectedVersion: version(caseId) }));
  return caller.query(startText, { id, ...urge, cases: chosen, ...change });
}
const bulkOf = async (caller: Caller, id: string): Promise<Bulk> =>
  (
    await caller.query<{ bulkAction: Bulk }>(
      'query ($id: ID!) { bulkAction(id: $id) { state total done refused problem } }',
      { id },
    )
  ).bulkAction;
const itemsOf = async (caller: Caller, id: string): Promise<readonly Item[]> =>
  (
    await caller.query<{ bulkItems: readonly Item[] }>(
      'query ($id: ID!) { bulkItems(id: $id) { caseId number state code message citations { article } } }',
      { id },
    )
  ).bulkItems;

async function until(wanted: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (await wanted()) return;
    await sleep(50);
  }
  throw new Error('waited in vain');
}

async function register(count: number, channels = ['letter'], change: object = inHand): Promise<readonly string[]> {
  const clerk = await story.as('clerk');
  const commands = Array.from({ length: count }, (_, at) =>
    registerCase({ ...change, title: `第${at}件` }, channels[at % channels.length]),
  );
  const ids: string[] = [];
  for (let at = 0; at < count; at += 50) {
    for (const one of await submit(clerk, ...commands.slice(at, at + 50))) ids.push(one.cases[0]?.id ?? one.status);
  }
  return ids;
}

/** How often each case was urged, by its events: the truth that nothing may happen twice in. */
async function urgings(ids: readonly string[]): Promise<readonly number[]> {
  const { rows } = await story.server.database.pool.query<{ id: string; count: number }>(
    `select stream_id as id, count(*)::int as count from event where type = 'caseUrged' and stream_id = any($1) group by 1`,
    [ids],
  );
  return ids.map((id) => rows.find((one) => one.id === id)?.count ?? 0);
}

test('each case is judged on its own; what was refused stays as it was, with the article, and can be read again later', async () => {
  const clerk = await story.as('clerk');
  const cases = await register(3, ['visit', 'visit', 'letter'], own);
  const id = randomUUID();
  const assign = { type: 'assignCase', payload: { unitId: 'basic', assignedOn: '2026-11-23' } };
  expect(await start(clerk, id, cases, assign)).toEqual({ startBulkAction: { state: 'running', total: 3, done: 0 } });
  // the answer was lost, and the client asks again
  expect(await start(clerk, id, cases, assign)).toEqual({ startBulkAction: { state: 'running', total: 3, done: 0 } });
  const child = await takeJobs();
  await until(async () => (await bulkOf(clerk, id)).state === 'done');
  child.kill('SIGKILL');
  expect(await bulkOf(clerk, id)).toMatchObject({ total: 3, done: 2, refused: 1 });
  const [refused, ...done] = await itemsOf(clerk, id);
  expect(refused).toMatchObject({ caseId: cases[2], state: 'refused', code: 'instruction-missing' });
  expect(refused?.message).toMatch(/依据《.+》第六条/);
  expect(refused?.citations.length).toBeGreaterThan(0);
  expect(done.map(({ state }) => state)).toEqual(['done', 'done']);

  // the window may be closed: the clerk hears how it ended
  const told = async (caller: Caller) =>
    (
      await caller.query<{ workNotices: readonly object[] }>(
        '{ workNotices { id work kind subject state done refused readAt } }',
      )
    ).workNotices;
  const ended = { id: `work-${id}`, work: id, kind: 'bulk', subject: 'assignCase', state: 'done', done: 2, refused: 1 };
  expect(await told(clerk)).toEqual([{ ...ended, readAt: null }]);

  // it is the clerk's own; others learn nothing of it
  const other = await story.as('inspector');
  expect(await told(other)).toEqual([]);
  await expect(bulkOf(other, id)).rejects.toThrow('unknown-bulk');
  await expect(itemsOf(other, id)).rejects.toThrow('unknown-bulk');
  await expect(other.query('mutation ($id: ID!) { stopBulkAction(id: $id) { id } }', { id })).rejects.toThrow(
    'unknown-bulk',
  );
  // what no case could be given is refused at once
  await expect(start(clerk, randomUUID(), cases, { payload: { urgedOn: '2026-11-23' } })).rejects.toThrow(
    'invalid-command',
  );
  // an id that is none is named as what it is, and where it stands
  await expect(start(clerk, 'no uuid', cases)).rejects.toThrow(/批量办理编号（字段“id”）应当是 UUID.*invalid-command/);
  await expect(start(clerk, randomUUID(), [cases[0] ?? '', 'case 7'])).rejects.toThrow(
    /信访件编号（字段“cases\.1\.caseId”）应当是 UUID/,
  );
  await expect(start(clerk, randomUUID(), [])).rejects.toThrow('bulk-size');
  const many = Array.from({ length: 1_001 }, () => randomUUID());
  await expect(start(clerk, randomUUID(), many)).rejects.toThrow('bulk-size');
});

test('the server is killed between a case and the note of it; the next one does the rest, and none of them twice', async () => {
  const clerk = await story.as('clerk');
  const cases = await register(90);
  const id = randomUUID();
  await start(clerk, id, cases);
  const { pool } = story.server.database;
  const holder = await pool.connect();
  let child: ChildProcess;
  try {
    // Nothing can be noted of the cases from the 21st on: the job comes to the 40th, and hangs.
    await holder.query('begin');
    await holder.query('select 1 from bulk_item where bulk_id = $1 and place >= 20 for update', [id]);
    child = await takeJobs();
    await until(async () => (await urgings(cases)).filter((count) => count === 1).length === 40);
    expect(await bulkOf(clerk, id)).toMatchObject({ state: 'running', done: 20 });
    child.kill('SIGKILL');
    await once(child, 'exit');
  } finally {
    await holder.query('rollback');
    holder.release();
  }
  child = await takeJobs();
  await until(async () => (await bulkOf(clerk, id)).state === 'done');
  child.kill('SIGKILL');
  expect(await bulkOf(clerk, id)).toMatchObject({ total: 90, done: 90, refused: 0 });
  expect(await urgings(cases)).toEqual(cases.map(() => 1));
});

test('stopped in the middle it leaves the rest alone, and goes on when asked; a closed account ends it', async () => {
  const clerk = await story.as('clerk');
  const cases = await register(70);
  const id = randomUUID();
  await start(clerk, id, cases);
  const { pool } = story.server.database;
  const holder = await pool.connect();
  await holder.query('begin');
  await holder.query('select 1 from bulk_item where bulk_id = $1 and place >= 20 for update', [id]);
  await takeJobs();
  await until(async () => (await urgings(cases)).filter((count) => count === 1).length === 40);
  await clerk.query('mutation ($id: ID!) { stopBulkAction(id: $id) { id } }', { id });
  await holder.query('rollback');
  holder.release();
  // what was being done is noted all the same
  await until(async () => (await bulkOf(clerk, id)).done === 40);
  expect(await bulkOf(clerk, id)).toMatchObject({ state: 'stopped', done: 40, refused: 0, problem: null });
  expect((await urgings(cases)).filter((count) => count === 0).length).toBe(30);

  const disable = (disabledAt: string | null) =>
    pool.query('update person set disabled_at = $2 where id = $1', [clerk.personId, disabledAt]);
  const go = () => clerk.query('mutation ($id: ID!) { resumeBulkAction(id: $id) { id } }', { id });
  const held = await pool.connect();
  await held.query('begin');
  await held.query('select 1 from bulk_item where bulk_id = $1 and place >= 60 for update', [id]);
  await go();
  await until(async () => (await urgings(cases)).filter((count) => count === 1).length === 70);
  await disable('2026-11-23T01:00:00Z');
  await held.query('rollback');
  held.release();
  await until(async () => {
    const { rows } = await pool.query('select 1 from bulk_action where id = $1 and problem is not null', [id]);
    return rows.length > 0;
  });
  await disable(null);
  expect((await bulkOf(clerk, id)).problem).toMatch('账号已停用');
  expect(await urgings(cases)).toEqual(cases.map(() => 1));
});

test('交办 that names no unit gives each case to the one that it was registered for', async () => {
  const clerk = await story.as('clerk');
  const cases = [...(await register(1, ['visit'], own)), ...(await register(1, ['visit']))];
  const id = randomUUID();
  await start(clerk, id, cases, { type: 'assignCase', payload: { assignedOn: '2026-11-23' } });
  const child = await takeJobs();
  await until(async () => (await bulkOf(clerk, id)).state === 'done');
  child.kill('SIGKILL');
  const { rows } = await story.server.database.pool.query(
    `select c.handling_unit_id as named, e.data->>'unitId' as given from petition_case c
     join event e on e.stream_id = c.id and e.type = 'caseAssigned' where c.id = any($1)`,
    [cases],
  );
  expect(rows.map(({ named, given }) => [named, given])).toEqual(rows.map(({ named }) => [named, named]));
  expect(new Set(rows.map(({ given }) => given)).size).toBe(2);
});

test('an import that was a mistake is withdrawn: what was not handled is voided, the rest stays and is told; the sheet can come again', async () => {
  const leader = await story.as('leader');
  const lines = Array.from({ length: 28 }, (_, at) => row({ 事由: `上一年的第${at}件`, 收到日期: '2026/11/20' }));
  const rows = [header, row({ 渠道: '12345 热线', 来件编号: 'HZ-2025-1' }), row({ 渠道: '来访' }), ...lines];
  const importId = randomUUID();
  const { cases } = await run(rows, importId);
  const ids = cases.map((one) => one.id);
  const handled = ids[1] ?? '';
  const give = async (type: string, payload: object) => {
    const { rows: found } = await story.server.database.pool.query('select version from petition_case where id = $1', [
      handled,
    ]);
    const one = command(type, { caseId: handled, expectedVersion: found[0].version, ...payload });
    const { status, message } = await submitOne(await story.as('clerk'), one);
    expect([type, status, message]).toEqual([type, 'accepted', null]);
  };
  await give('issueAcceptanceNotice', { decision: 'accept', issuedOn: '2026-11-23' });

  type Listed = { readonly totalCount: number; readonly rows: readonly { readonly status: string }[] };
  const list = async (filter: object = {}) =>
    (
      await leader.query<{ caseList: Listed }>(
        'query ($filter: CaseFilter) { caseList(filter: $filter, first: 100) { totalCount rows { status } } }',
        { filter },
      )
    ).caseList;
  const records = async () => {
    const text = '{ importRecords { id fileName personName cases voided } }';
    const clerk = await story.as('clerk');
    return (await clerk.query<{ importRecords: readonly { id: string; voided: number }[] }>(text)).importRecords;
  };
  const before = (await list()).totalCount;
  expect(await records()).toEqual([{ id: importId, fileName: '表.xlsx', personName: 'clerk', cases: 30, voided: 0 }]);
  const again = await ask(story.base, await story.as('clerk'), runText, { rows, importId: randomUUID() });
  expect(again.errors?.[0]?.extensions?.code).toBe('import-again');

  const withdraw = { type: 'voidCase', payload: { reason: '导入了上一年的表' } };
  const child = await takeJobs();
  const [first, second] = [randomUUID(), randomUUID()];
  await start(leader, first, ids, withdraw);
  await until(async () => (await bulkOf(leader, first)).state === 'done');
  expect(await bulkOf(leader, first)).toMatchObject({ total: 30, done: 29, refused: 1 });
  const [stays] = await itemsOf(leader, first);
  expect(stays).toMatchObject({ caseId: handled, state: 'refused', code: 'void-begun' });
  expect(stays?.message).toContain('出具受理告知');
  const { rows: told } = await story.server.database.pool.query(
    `select stream_id as id, count(*)::int as count from event where type = 'caseVoided' and stream_id = any($1) group by 1`,
    [ids],
  );
  expect(told.map(({ count }) => count)).toEqual(Array.from({ length: 29 }, () => 1));
  expect((await list()).totalCount).toBe(before - 29);
  const whole = await list({ importId });
  expect([whole.totalCount, whole.rows.filter(({ status }) => status === 'voided').length]).toEqual([30, 29]);
  expect(await records()).toMatchObject([{ id: importId, voided: 29 }]);
  const looked = await preview(rows);
  expect(looked.earlier).toEqual([{ personName: 'clerk', cases: 30 }]);
  expect(looked.rows.flatMap(({ faults }) => faults)).toEqual([]);

  // taken back, the one that was handled goes as well: nothing of the import is left, and its sheet is a new one
  await give('retractAct', { act: 'issueAcceptanceNotice', reason: '登记错了' });
  await start(leader, second, [handled], withdraw);
  await until(async () => (await bulkOf(leader, second)).state === 'done');
  child.kill('SIGKILL');
  expect((await preview(rows)).earlier).toEqual([]);
  expect((await run(rows)).done).toBe(true);
  expect((await recountCounts(story.server.database, '2026-11-23')).wrong).toEqual([]);
});
