import { randomUUID } from 'node:crypto';
import PizZip from 'pizzip';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, matter, openStory, registerCase, type Story, submit } from './story.ts';

let story: Story;
const own = { handlingUnitId: 'basic', facts: { ...matter().facts, responsibility: 'municipal' } };
let cases: readonly { id: string; version: number; number: string }[];

beforeAll(async () => {
  story = await openStory();
  const clerk = await story.as('clerk');
  const made = ['visit', 'visit', 'letter'].map((channel) =>
    registerCase({ ...own, title: '=HYPERLINK("x")' }, channel),
  );
  for (const one of await submit(clerk, ...made)) expect(one.status).toBe('accepted');
  type Listed = { caseList: { rows: typeof cases } };
  cases = (await clerk.query<Listed>('{ caseList(sort: number) { rows { id version number } } }')).caseList.rows;
});
afterAll(() => story?.close());

interface Preview {
  readonly accepted: boolean;
  readonly code: string | null;
  readonly message: string | null;
  readonly citations: readonly { article: string }[];
}

test('many at once are foreseen one by one: who is refused and by which article; nothing has happened meanwhile', async () => {
  const clerk = await story.as('clerk');
  const commands = cases.map(({ id: caseId, version: expectedVersion }) =>
    command('assignCase', { caseId, expectedVersion, unitId: 'basic', assignedOn: '2026-11-23' }),
  );
  const preview = `query ($commands: [CommandInput!]!) { previewCommands(commands: $commands) { accepted code message citations { article } } }`;
  const foresee = async () =>
    (await clerk.query<{ previewCommands: readonly Preview[] }>(preview, { commands })).previewCommands;
  const foreseen = await foresee();
  expect(foreseen.filter(({ accepted }) => accepted).length).toBe(2);
  const [refused] = foreseen.filter(({ accepted }) => !accepted);
  expect(refused).toMatchObject({ code: 'instruction-missing' });
  expect(refused?.message).toMatch(/依据《.+》第六条/);
  const outcomes = await submit(clerk, ...commands);
  expect(outcomes.map(({ status }) => status === 'accepted')).toEqual(foreseen.map(({ accepted }) => accepted));
  expect((await foresee()).every(({ accepted }) => !accepted)).toBe(true);
});

test('a view is one’s own tab; the office’s may be everybody’s; nobody changes another’s', async () => {
  const save = `mutation ($id: ID!, $name: String!, $query: String!, $shared: Boolean!) {
    saveView(id: $id, name: $name, query: $query, shared: $shared) { name shared mine query } }`;
  const views = async (username: string) => {
    const caller = await story.as(username);
    return (await caller.query<{ savedViews: { name: string }[] }>('{ savedViews { name } }')).savedViews.map(
      ({ name }) => name,
    );
  };
  const [clerk, basic] = [await story.as('clerk'), await story.as('inspector')];
  const shared = { id: randomUUID(), name: '超期来信', query: 'due=overdue&channel=letter', shared: true };
  await clerk.query(save, shared);
  await basic.query(save, { ...shared, id: randomUUID(), name: '我的', shared: false });
  expect([await views('clerk'), await views('inspector'), await views('east')]).toEqual([
    ['超期来信'],
    ['超期来信', '我的'],
    ['超期来信'],
  ]);
  await expect(basic.query(save, { ...shared, name: '改', shared: false })).rejects.toThrow('view-not-yours');
  await expect(basic.query(save, { ...shared, id: randomUUID() })).rejects.toThrow('view-not-shared');
  await expect(basic.query(save, { ...shared, id: randomUUID(), name: ' ', shared: false })).rejects.toThrow(
    'invalid-view',
  );
  await expect(basic.query('mutation ($id: ID!) { deleteView(id: $id) { name } }', { id: shared.id })).rejects.toThrow(
    'view-not-yours',
  );
  await clerk.query('mutation ($id: ID!) { deleteView(id: $id) { name } }', { id: shared.id });
  expect(await views('east')).toEqual([]);
});

test('a list goes out as a table, masked as on the screen, no formula in it, and the audit says who took what', async () => {
  const basic = await story.as('inspector');
  const take = async (username: string, asked: unknown) =>
    (await story.as(username)).fetch(
      `${story.base}/exports/cases.xlsx?asked=${encodeURIComponent(JSON.stringify(asked))}`,
      {},
    );
  const asked = { filter: { channel: ['visit'] }, sort: 'due' };
  const answer = await take('inspector', asked);
  expect(answer.status).toBe(200);
  expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain('信访事项-2026-11-23.xlsx');
  const sheet = new PizZip(await answer.arrayBuffer()).file('xl/worksheets/sheet1.xml')?.asText() ?? '';
  const table = [...sheet.matchAll(/<row .*?<\/row>/g)].map(([row]) =>
    [...row.matchAll(/<t [^>]*>(.*?)<\/t>/g)].map(([, text]) => text),
  );
  // days are days, not words: 2026-11-23 as a sheet counts it, shown as such
  expect(sheet).toContain('<c r="H2" s="4"><v>46349</v></c>');
  expect(table[0]).toEqual(expect.arrayContaining(['收到日期', '法定期限', '期限是什么', '办结日期']));
  // the rows of the table are the rows of the list, in its order
  const { caseList } = await basic.query<{ caseList: { rows: readonly { number: string }[] } }>(
    'query ($filter: CaseFilter) { caseList(filter: $filter, sort: due) { rows { number } } }',
    { filter: asked.filter },
  );
  expect(table[0]?.[0]).toBe('编号');
  expect(table.slice(1).map(([number]) => number)).toEqual(caseList.rows.map(({ number }) => number));
  expect(table.slice(1).length).toBe(2);
  expect(sheet).not.toMatch(/李小明|1391234|<f>/);
  const { rows } = await story.server.database.pool.query(
    `select actor_id, data from event where stream_kind = 'administration' and type = 'casesExported'`,
  );
  expect(rows).toMatchObject([{ actor_id: 'person-inspector', data: { rows: 2 } }]);
  const { audit } = await (await story.as('admin')).query<{ audit: { entries: readonly { changes: unknown }[] } }>(
    '{ audit(type: "casesExported") { entries { changes { field to } } } }',
  );
  expect(audit.entries[0]?.changes).toEqual([
    { field: 'rows', to: '2' },
    { field: 'channel', to: 'visit' },
    { field: 'sort', to: 'due' },
  ]);
  // not for who sees no cases, not without a session, and nothing that is no question
  expect((await take('wall', asked)).status).toBe(403);
  expect((await fetch(`${story.base}/exports/cases.xlsx`)).status).toBe(401);
  for (const odd of [{ filter: { channel: ['telepathy'] } }, { sort: 'colour' }, [1], null, 'x', { filter: 3 }])
    expect((await take('inspector', odd)).status).toBe(400);
  expect(await (await take('inspector', { filter: { unitId: 'nowhere' } })).json()).toMatchObject({
    code: 'unknown-unit',
  });
});

test('while a table is made its person hears how far it is, and may stop it; then the next one may be made', async () => {
  const clerk = await story.as('clerk');
  const progress = async () =>
    (await clerk.query<{ exportProgress: number | null }>('{ exportProgress }')).exportProgress;
  const until = async (wanted: number | null) => {
    for (let waited = 0; (await progress()) !== wanted; waited += 1) {
      if (waited === 200) throw new Error(`the progress never was ${wanted}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  expect(await progress()).toBeNull();
  const holder = await story.server.database.pool.connect();
  await holder.query('begin');
  await holder.query('lock table petition_case in access exclusive mode');
  const stop = new AbortController();
  const url = `${story.base}/exports/cases.xlsx`;
  const going = clerk.fetch(url, { signal: stop.signal }).then(
    () => 'made',
    () => 'stopped',
  );
  await until(0);
  expect((await clerk.fetch(url)).status).toBe(429);
  stop.abort();
  expect(await going).toBe('stopped');
  await holder.query('rollback');
  holder.release();
  await until(null);
  // what was stopped is not told of; what was made is, also to who left the page meanwhile
  const bell = async () =>
    (
      await clerk.query<{ workNotices: readonly { kind: string }[] }>('{ workNotices { kind state done } }')
    ).workNotices.filter(({ kind }) => kind === 'export');
  expect(await bell()).toEqual([]);
  const made = await clerk.fetch(url);
  expect(made.status).toBe(200);
  const done = Number(made.headers.get('x-export-rows'));
  expect(await bell()).toEqual([{ kind: 'export', state: 'done', done }]);
});
