import { ensureDemo, schema, startTestServer, type TestServer, testKeys } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../testkit/database.ts';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { selectionOf } from '../testkit/selection.ts';

// Lists and cases go a short way (decision 012). It answers what the ordinary one answers, to the same people.

let server: TestServer;
let drop: () => Promise<void>;
const callers = new Map<string, Promise<Caller>>();

function as(username: string): Promise<Caller> {
  const caller = callers.get(username) ?? signIn(server.base, username);
  callers.set(username, caller);
  return caller;
}

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  server = await startTestServer(database.url);
  await ensureDemo({ ...server, keys: testKeys });
}, 120_000);
afterAll(async () => {
  await server?.close();
  await drop?.();
});

/** What is posted may go the short way, what is asked by GET never does. */
async function both(username: string, query: string, variables = {}) {
  const { fetch: send } = await as(username);
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const post = () =>
    send(`${server.base}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  await post();
  const short = await post();
  const address = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  const ordinary = await send(`${server.base}/graphql?${address}`, { headers });
  expect([short.status, short.headers.get('content-type')]).toEqual([
    ordinary.status,
    ordinary.headers.get('content-type'),
  ]);
  return [await short.json(), await ordinary.json()];
}

test('lists: aliases, fragments, variables, refusals', async () => {
  const rows = `rows { __typename id shown: number petitioner { ...Who } petitioner { anonymous } nextDue { clock } turn { name action } }`;
  const query = `query ($first: Int = 3, $sort: CaseSort!) { a: caseList(first: $first, sort: $sort) { totalCount ${rows} }
    caseList(first: 2, filter: { channel: letter }) { endCursor ...Rows } myWork(first: 1) { mine groups { key count } } }
    fragment Who on ListPetitioner { name } fragment Rows on CaseList { ${rows} }`;
  for (const variables of [
    { sort: 'due' },
    { sort: 'updated', first: 1 },
    { sort: 'wrong' },
    {},
    { sort: 'due', first: 1000 },
  ]) {
    const [short, ordinary] = await both('office1', query, variables);
    expect(short).toEqual(ordinary);
  }
});

const type = schema.getType('PetitionCase');
const fields = type && 'getFields' in type ? Object.keys(type.getFields()) : [];

test.each(['office1', 'basic', 'xihe'])(
  'every field of the cases of %s, whatever state they are in',
  async (username) => {
    const { caseList } = await (await as(username)).query<{
      caseList: { rows: readonly { id: string; status: string }[] };
    }>('{ caseList(first: 100, sort: updated) { rows { id status } } }');
    const oneOfEach = new Map(caseList.rows.map(({ id, status }) => [status, id]));
    expect(oneOfEach.size).toBeGreaterThan(2);
    const texts = fields.flatMap((name) => {
      const selection = selectionOf('PetitionCase', 4, [name]);
      return selection === '' ? [] : [`query ($id: ID!) { today petitionCase(id: $id) ${selection} }`];
    });
    expect(texts.length).toBeGreaterThan(fields.length - 5);
    for (const id of [...oneOfEach.values(), 'none']) {
      for (const text of texts) {
        const [short, ordinary] = await both(username, text, { id });
        expect(short, text).toEqual(ordinary);
        expect(ordinary.errors, text).toBeUndefined();
      }
    }
  },
);

test('the same rights are asked: who may not read cases, and who is signed out, are refused as ever', async () => {
  const query = '{ caseList(first: 1) { rows { id title } } }';
  await both('office1', query);
  for (const username of ['wall', 'admin']) {
    const [short, ordinary] = await both(username, query);
    expect(short).toEqual(ordinary);
    expect(short.errors[0].extensions.code).toBe('forbidden');
  }
  const nobody = await fetch(`${server.base}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query }),
  });
  expect((await nobody.json()).errors[0].extensions.code).toBe('unauthenticated');
});

test('nothing is shown by rights that were: each answer is by the session and person of its own moment', async () => {
  const { pool } = server.database;
  const caller = await as('basic');
  const { caseList } = await caller.query<{ caseList: { rows: readonly { id: string }[] } }>(
    '{ caseList(first: 1) { rows { id } } }',
  );
  const opened = `petitionCase(id: "${caseList.rows[0]?.id}") { title timeline { title } }`;
  const query = `{ caseList(first: 100) { rows { id handlingUnit { id } } } ${opened} }`;
  const answer = async () => {
    const response = await caller.fetch(`${server.base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = await response.json();
    return errors?.[0].extensions.code ?? data.caseList.rows.length;
  };
  const own = await answer();
  expect(own).toBeGreaterThan(0);
  expect(await answer()).toBe(own); // now by what is remembered
  const person = { role: 'departmentClerk', disabled_at: null };
  const change = (column: string, value: unknown) =>
    pool.query(`update person set ${column} = $1 where username = 'basic'`, [value]);
  await change('role', 'clerk');
  expect(await answer()).toBeGreaterThan(own);
  await change('role', 'administrator');
  expect(await answer()).toBe('forbidden');
  await change('role', person.role);
  expect(await answer()).toBe(own);
  await change('disabled_at', new Date());
  expect(await answer()).toBe('unauthenticated');
  await change('disabled_at', person.disabled_at);
  expect(await answer()).toBe(own);
  await pool.query(
    `update session set revoked_at = now() where person_id = (select id from person where username = 'basic')`,
  );
  expect(await answer()).toBe('unauthenticated');
});
