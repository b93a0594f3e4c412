import { randomUUID } from 'node:crypto';
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
  type Exported = { exportCases: { fileName: string; content: string; rows: number; more: boolean } };
  const text =
    'mutation ($filter: CaseFilter) { exportCases(filter: $filter, sort: due) { fileName content rows more } }';
  const { exportCases } = await basic.query<Exported>(text, { filter: { channel: ['visit'] } });
  expect(exportCases).toMatchObject({ fileName: '信访事项-2026-11-23.xlsx', rows: 2, more: false });
  expect(Buffer.from(exportCases.content, 'base64').subarray(0, 2).toString()).toBe('PK');
  const { rows } = await story.server.database.pool.query(
    `select actor_id, data from event where stream_kind = 'administration' and type = 'casesExported'`,
  );
  expect(rows).toMatchObject([{ actor_id: 'person-inspector', data: { rows: 2 } }]);
  await expect((await story.as('wall')).query(text)).rejects.toThrow('forbidden');
});
