import { commonPieces } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statementsOf } from '../testkit/statements.ts';
import { command, matter, openStory, registerCase, type Story, submit, submitOne } from './story.ts';

let story: Story;
const own = { handlingUnitId: 'basic', facts: { ...matter().facts, responsibility: 'municipal' } };
const channels = ['visit', 'online', 'call', 'letter'];

beforeAll(async () => {
  story = await openStory();
  const clerk = await story.as('clerk');
  const registered = Array.from({ length: 12 }, (_, n) => {
    const petitioner = { kind: 'person', anonymous: false, name: ['李伟', '王芳', '赵小明'][n % 3] };
    const made = registerCase({ ...(n % 2 === 0 ? own : {}), title: `校车 ${n} 号线`, petitioner }, channels[n % 4]);
    return {
      ...made,
      payload: { ...made.payload, receivedOn: `2026-11-${String(23 - (n % 5) * 3).padStart(2, '0')}` },
    };
  });
  for (const one of await submit(clerk, ...registered)) expect(one.status).toBe('accepted');
});
afterAll(() => story?.close());

interface Page {
  readonly rows: readonly {
    id: string;
    version: number;
    title: string;
    channel: string;
    receivedOn: string;
    updatedAt: string;
    nextDue: { targetDue: string } | null;
  }[];
  readonly endCursor: string | null;
  readonly totalCount: number;
  readonly more: boolean;
}
const text = `query ($filter: CaseFilter, $sort: CaseSort, $descending: Boolean, $first: Int, $after: String) {
  caseList(filter: $filter, sort: $sort, descending: $descending, first: $first, after: $after) {
    totalCount more endCursor rows { id version title channel receivedOn updatedAt nextDue { targetDue } } } }`;

async function list(username: string, variables: Record<string, unknown> = {}): Promise<Page> {
  return (await (await story.as(username)).query<{ caseList: Page }>(text, variables)).caseList;
}

async function wholeList(username: string, variables: Record<string, unknown>) {
  const rows = [];
  for (let after: string | null = null; ; ) {
    const page: Page = await list(username, { ...variables, first: 5, after });
    rows.push(...page.rows);
    after = page.endCursor;
    if (after === null) return rows;
  }
}

describe('a list of cases', () => {
  test.each([
    ['registered', (row: Page['rows'][number]) => row.updatedAt],
    ['due', (row: Page['rows'][number]) => row.nextDue?.targetDue ?? ''],
    ['received', (row: Page['rows'][number]) => row.receivedOn],
    ['updated', (row: Page['rows'][number]) => row.updatedAt],
    ['number', (row: Page['rows'][number]) => row.channel],
  ] as const)('in the order of %s, page by page: each case once, forwards and backwards', async (sort, value) => {
    const forwards = await wholeList('clerk', { sort, descending: false });
    const backwards = await wholeList('clerk', { sort, descending: true });
    expect(new Set(forwards.map(({ id }) => id)).size).toBe(12);
    expect(backwards.map(({ id }) => id)).toEqual(forwards.map(({ id }) => id).toReversed());
    expect(forwards.map(value)).toEqual(forwards.map(value).toSorted());
  });

  test.each([
    [{ channel: ['online'] }, 3],
    [{ search: '李伟' }, 4],
    [{ search: '校车 11' }, 1],
    [{ unitId: 'basic' }, 6],
    [{ unitId: 'basic', unitAlone: true }, 6],
    [{ unitId: 'bureau', unitAlone: true }, 0],
    [{ registeredOn: '2026-11-23' }, 12],
    [{ registeredOn: '2026-11-22', unitId: 'bureau' }, 0],
    [{ contentKind: ['appeal', 'accusation'], unitId: 'basic', unitAlone: true, status: ['registered'] }, 6],
    [{ unitId: 'bureau', channel: ['visit', 'call'] }, 6],
    [{ contentKind: ['accusation'] }, 0],
    [{ receivedFrom: '2026-11-20', receivedTo: '2026-11-23' }, 6],
    [{ mine: true, channel: ['letter'] }, 3],
    [{ flags: ['important'] }, 0],
  ])('narrowed to %j: its count is the number of its rows', async (filter, expected) => {
    const page = await list('clerk', { filter });
    expect([page.totalCount, page.more, page.rows.length]).toEqual([expected, false, expected]);
  });

  test('a list of some days goes by those days when no order is asked for', async () => {
    const filter = { receivedFrom: '2026-11-01', receivedTo: '2026-11-23' };
    const days = (await list('clerk', { filter })).rows.map(({ receivedOn }) => receivedOn);
    expect(days).toEqual(days.toSorted().toReversed());
    expect(new Set(days).size).toBeGreaterThan(1);
    expect(await list('clerk', { filter, sort: 'received' })).toMatchObject({
      rows: (await list('clerk', { filter })).rows,
    });
  });

  test('everybody sees their own: a department its own cases, a district none of another’s', async () => {
    expect((await wholeList('inspector', { sort: 'due' })).length).toBe(6);
    expect((await list('east', { sort: 'received' })).totalCount).toBe(6);
    expect((await list('west')).totalCount).toBe(0);
    expect((await list('inspector', { filter: { unitId: 'east' }, sort: 'due' })).rows).toEqual([]);
  });

  test('a word that petitions are full of is found where the case is, before and after it is handed on', async () => {
    const clerk = await story.as('clerk');
    const made = registerCase({ handlingUnitId: 'east', title: '反映收费标准', facts: matter().facts }, 'visit');
    const { cases } = await submitOne(clerk, made);
    const id = cases[0]?.id ?? '';
    const found = async (username: string) =>
      (await list(username, { filter: { search: '收费' } })).rows.map((row) => row.id);
    expect([await found('east'), await found('west')]).toEqual([[id], []]);
    const { rows } = await list('clerk', { filter: { search: '收费' } });
    const down = {
      caseId: id,
      expectedVersion: rows[0]?.version,
      unitId: 'west',
      reason: '属其职责',
      transferredOn: '2026-11-23',
    };
    expect(await submitOne(clerk, command('transferCase', down))).toMatchObject({ status: 'accepted', message: null });
    expect([await found('east'), await found('west')]).toEqual([[], [id]]);
    const back = {
      caseId: id,
      expectedVersion: (rows[0]?.version ?? 0) + 2,
      reason: '信访人撤回',
      withdrawnOn: '2026-11-23',
    };
    await submitOne(clerk, command('withdrawCase', back));
  });

  test('an important matter is found by its mark', async () => {
    const [first] = (await list('clerk')).rows;
    const flags = {
      caseId: first?.id,
      expectedVersion: first?.version,
      flags: { important: true },
      reason: '领导批示',
    };
    expect(await submitOne(await story.as('leader'), command('setCaseFlags', flags))).toMatchObject({
      status: 'accepted',
    });
    expect((await list('clerk', { filter: { flags: ['important', 'major'] } })).rows.map(({ id }) => id)).toEqual([
      first?.id,
    ]);
  });

  test.each([
    '["due","2026-02-30",1]',
    '["updated","2026-11-23",1]',
    '["number","fax\'",1]',
    '["received","2026-11-23",1]',
    '',
  ])('a cursor that this order never gave is refused: %s', async (cursor) => {
    await expect(list('clerk', { sort: 'due', after: btoa(cursor) })).rejects.toThrow('invalid-cursor');
  });
});

describe('the short way of lists', () => {
  /** The same operation as another text goes the ordinary way once more. */
  async function both(username: string, query: string, variables = {}) {
    const caller = await story.as(username);
    const ask = (words: string) =>
      caller.fetch(`${story.base}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query: words, variables }),
      });
    await ask(query);
    const short = await ask(query);
    const ordinary = await ask(`${query} # ${Math.random()}`);
    expect([short.status, short.headers.get('content-type')]).toEqual([
      ordinary.status,
      ordinary.headers.get('content-type'),
    ]);
    return [await short.json(), await ordinary.json()];
  }

  test('answers what the ordinary way answers: aliases, fragments, variables, refusals', async () => {
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
      const [short, ordinary] = await both('clerk', query, variables);
      expect(short).toEqual(ordinary);
    }
  });

  test('asks the same rights: who may not read cases, and who is signed out, are refused as ever', async () => {
    const query = '{ caseList(first: 1) { rows { id title } } }';
    await both('clerk', query);
    for (const username of ['wall', 'admin']) {
      const [short, ordinary] = await both(username, query);
      expect(short).toEqual(ordinary);
      expect(short.errors[0].extensions.code).toBe('forbidden');
    }
    const nobody = await fetch(`${story.base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect((await nobody.json()).errors[0].extensions.code).toBe('unauthenticated');
  });

  test('shows nothing by rights that were: each answer is by the session and person of its own moment', async () => {
    const { pool } = story.server.database;
    const query = '{ caseList(first: 100) { rows { id handlingUnit { id } } } }';
    const caller = await story.as('head');
    const answer = async () => {
      const response = await caller.fetch(`${story.base}/graphql`, {
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
      pool.query(`update person set ${column} = $1 where username = 'head'`, [value]);
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
      `update session set revoked_at = now() where person_id = (select id from person where username = 'head')`,
    );
    expect(await answer()).toBe('unauthenticated');
  });

  test('a list asks the database once, with its count twice, whatever it holds; a case page as often for many events', async () => {
    const caller = await story.as('clerk');
    const bare = '{ caseList(first: 50) { rows { id title handlingUnit { name } turn { name } } } }';
    await caller.query(bare);
    await list('clerk');
    expect(await statementsOf(() => caller.query(bare))).toBe(1);
    expect(await statementsOf(() => list('clerk', { first: 1 }))).toBe(2);
    expect(await statementsOf(() => list('clerk', { first: 100 }))).toBe(2);
    const page = `query ($id: ID!) { petitionCase(id: $id) { title actions { name } clocks { name deadline { explanation } }
      timeline { title actorUnit } handlingUnit { name } } }`;
    const { rows } = await list('clerk', { first: 12 });
    const [marked] = (await list('clerk', { filter: { flags: ['important'] } })).rows;
    await caller.query(page, { id: rows[3]?.id });
    const plain = await statementsOf(() => caller.query(page, { id: rows[3]?.id }));
    expect(await statementsOf(() => caller.query(page, { id: marked?.id }))).toBe(plain);
    expect(plain).toBeLessThanOrEqual(6);
  });
});

describe('words and rare marks among many cases', () => {
  const orders = {
    registered: 'c.ordinal',
    due: 'c.turn_due',
    received: 'c.received_on',
    updated: 'c.updated_at',
    closed: 'c.closed_on',
    number: 'c.channel',
  };
  let many: Story;

  /** Sixty copies of each case, strewn over years and over ordinals, some closed, a few marked or in the archive. */
  beforeAll(async () => {
    many = await openStory();
    const clerk = await many.as('clerk');
    const made = Array.from({ length: 4 }, (_, n) =>
      registerCase({ ...(n > 0 && own), title: n === 3 ? '饭堂的菜' : '校车线路' }, channels[n]),
    );
    for (const one of await submit(clerk, ...made)) expect(one.status).toBe('accepted');
    await many.server.database.pool.query(`insert into petition_case
      select (jsonb_populate_record(c, jsonb_build_object('id', c.id || n, 'number', c.number || n,
        'ordinal', c.ordinal + n * 7919 % 500 * 641, 'received_on', c.received_on - n * 37 % 1500,
        'updated_at', c.updated_at - n * 53 % 1100 * interval '1 day',
        'status', case when n % 3 = 0 then c.status when n % 10 = 1 then 'refused' else 'completed' end,
        'content_kind', case when n % 8 = 0 then 'suggestion' else c.content_kind end,
        'petitioner_name', case when n % 4 = 1 then '欧阳雪' else c.petitioner_name end, 'petitioner_anonymous', n % 12 = 1,
        'state', case when n % 13 = 0 then c.state || '{"archive": {}}' else c.state end,
        'closed_on', case when n % 3 = 0 then date '-infinity' else c.received_on - n * 37 % 1500 + 20 end,
        'turn_due', case when n % 3 > 0 then date 'infinity' when n % 7 = 0 then date '9999-12-31' else c.turn_due + n % 90 end,
        'bigrams', case when n % 2 = 0 then to_jsonb(c.bigrams || '{安全}'::text[]) else to_jsonb(c.bigrams) end,
        'flags', case when n % 5 = 0 then '["urgent"]' when n % 11 = 0 then '["important", "major"]' else '[]' end::jsonb))).*
      from petition_case c cross join generate_series(1, 60) n`);
    // what everybody wrote about three years ago, in two waves, and nobody since
    await many.server.database.pool.query(`insert into petition_case
      select (jsonb_populate_record(c, jsonb_build_object('id', c.id || 'x' || n, 'number', c.number || 'x' || n,
        'ordinal', 700000 - n * 9 - n % 2 * 30000, 'status', 'completed', 'received_on', c.received_on - 1150 - n % 90, 'bigrams', '["网课"]'::jsonb,
        'state', case when n % 5 = 0 then c.state || '{"archive": {}}' else c.state end,
        'updated_at', c.updated_at - (1100 + n % 61) * interval '1 day', 'closed_on', c.received_on - 1130 - n % 90,
        'turn_due', case when n % 2 = 0 then date 'infinity' else c.turn_due + 400 + n % 50 end))).*
      from petition_case c cross join generate_series(1, 1900) n where c.title = '饭堂的菜' and c.ordinal < 100`);
  });
  afterAll(() => many?.close());

  test.each(
    Object.entries(orders).flatMap(([sort, column]) => [
      [sort, column, true, { search: '校车' }, `c.bigrams @> '{校车}'`] as const,
      [sort, column, false, { search: '校车' }, `c.bigrams @> '{校车}'`] as const,
      [sort, column, true, { search: '网课' }, `c.bigrams @> '{网课}'`] as const,
      [sort, column, false, { search: '网课' }, `c.bigrams @> '{网课}'`] as const,
      [
        sort,
        column,
        true,
        { status: ['registered'], unitId: 'bureau', receivedFrom: '2020-01-01' },
        `c.status = 'registered' and c.received_on >= '2020-01-01'`,
      ] as const,
      [
        sort,
        column,
        false,
        { due: 'onTime', unitId: 'bureau', receivedFrom: '2024-03-01' },
        `c.next_legal_due is not null and c.received_on >= '2024-03-01'`,
      ] as const,
      [
        sort,
        column,
        true,
        { status: ['registered'], channel: ['visit', 'online', 'call'], receivedFrom: '2020-01-01' },
        `c.status = 'registered' and c.channel <> 'letter'`,
      ] as const,
      [
        sort,
        column,
        false,
        { due: 'onTime', channel: ['letter'], receivedFrom: '2020-01-01' },
        `c.next_legal_due is not null and c.channel = 'letter'`,
      ] as const,
      [sort, column, true, { search: '网课', unitId: 'bureau' }, `c.bigrams @> '{网课}'`] as const,
      [sort, column, false, { search: '校车', unitId: 'bureau' }, `c.bigrams @> '{校车}'`] as const,
      [
        sort,
        column,
        true,
        { archived: false, receivedFrom: '2024-03-01', receivedTo: '2024-08-31' },
        `c.received_on between '2024-03-01' and '2024-08-31' and c.state->'archive' is null`,
      ] as const,
      [
        sort,
        column,
        true,
        { receivedFrom: '2023-01-01', receivedTo: '2024-12-31', status: ['registered', 'completed'] },
        `c.received_on between '2023-01-01' and '2024-12-31' and c.status in ('registered', 'completed')`,
      ] as const,
      [sort, column, true, { flags: ['important', 'urgent'] }, `c.flags && '{important,urgent}'`] as const,
      [sort, column, true, { archived: true }, `c.state->'archive' is not null`] as const,
      [
        sort,
        column,
        false,
        { archived: true, unitId: 'basic' },
        `c.state->'archive' is not null and c.handling_unit_id = 'basic'`,
      ] as const,
      [sort, column, false, { archived: false }, `c.state->'archive' is null`] as const,
      [sort, column, true, { search: '欧' }, `c.petitioner_name like '欧%' and not c.petitioner_anonymous`] as const,
      [
        sort,
        column,
        false,
        { search: '校车', flags: ['urgent'], receivedFrom: '2024-03-01', unitId: 'basic' },
        `c.bigrams @> '{校车}' and c.flags && '{urgent}' and c.received_on >= '2024-03-01' and c.handling_unit_id = 'basic'`,
      ] as const,
    ]),
  )('by %s (%s, descending %s), %j: each once and in order', async (sort, column, descending, filter, condition) => {
    await sameAs('clerk', { sort, column, descending, filter, condition });
  });

  // the counts of these are kept apart, and know nothing of rows that no command made
  test.each(
    Object.entries(orders).flatMap(([sort, column]) => [
      [sort, column, false, { receivedFrom: '2024-03-01' }, `c.received_on >= '2024-03-01'`] as const,
      [
        sort,
        column,
        true,
        { receivedTo: '2023-10-31', channel: ['letter', 'visit'] },
        `c.received_on <= '2023-10-31' and c.channel in ('letter', 'visit')`,
      ] as const,
      [
        sort,
        column,
        true,
        { closedFrom: '2023-10-01', closedTo: '2025-06-30' },
        `c.closed_on between '2023-10-01' and '2025-06-30'`,
      ] as const,
      [
        sort,
        column,
        false,
        { closedTo: '2025-06-30', unitId: 'basic' },
        `c.closed_on > '-infinity' and c.closed_on <= '2025-06-30' and c.handling_unit_id = 'basic'`,
      ] as const,
      [sort, column, false, { contentKind: ['suggestion', 'accusation'] }, `c.content_kind = 'suggestion'`] as const,
      [sort, column, true, { status: ['refused', 'withdrawn'] }, `c.status = 'refused'`] as const,
    ]),
  )(
    'far from where %s begins (%s, descending %s), %j: each once and in order',
    async (sort, column, descending, filter, condition) => {
      await sameAs('clerk', { sort, column, descending, filter, condition, counted: false });
    },
  );

  test.each([
    ['inspector', { search: '校车' }, `c.handling_unit_id = 'basic' and c.bigrams @> '{校车}'`],
    [
      'inspector',
      { search: '校车', unitId: 'basic', flags: ['urgent'] },
      `c.handling_unit_id = 'basic' and c.bigrams @> '{校车}' and c.flags && '{urgent}'`,
    ],
    ['east', { search: '校车' }, `c.handling_unit_id = 'east' and c.bigrams @> '{校车}'`],
    // one of the words that petitions are full of, with one that is none of them, and with another
    ['inspector', { search: '校车 线路' }, `c.handling_unit_id = 'basic' and c.bigrams @> '{校车,线路}'`],
    ['inspector', { search: '校车 安全' }, `c.handling_unit_id = 'basic' and c.bigrams @> '{校车,安全}'`],
    ['clerk', { search: '校车 线路', unitId: 'basic' }, `c.handling_unit_id = 'basic' and c.bigrams @> '{校车,线路}'`],
    ['clerk', { search: '校车', unitId: 'bureau' }, `c.bigrams @> '{校车}'`],
    [
      'inspector',
      { status: ['registered'], receivedFrom: '2020-01-01' },
      `c.handling_unit_id = 'basic' and c.status = 'registered'`,
    ],
    [
      'clerk',
      { search: '校车', status: ['registered', 'completed'] },
      `c.bigrams @> '{校车}' and c.status <> 'refused'`,
    ],
  ] as const)('%s looks for %j: what that person sees and no other', async (username, filter, condition) => {
    for (const descending of [true, false])
      await sameAs(username, { sort: 'registered', column: 'c.ordinal', descending, filter, condition });
  });

  test('the words that petitions are full of are the same in the index as in the search', async () => {
    const words = [...commonPieces];
    const { rows } = await many.server.database.pool.query(
      `select petition_case_common($1, 'basic') as keys, pg_get_functiondef('petition_case_common'::regproc) as made`,
      [[...words, '线路', '网课']],
    );
    expect(rows[0]?.keys).toEqual(words.map((word) => `w:${word}:basic`));
    expect(rows[0]?.made.match(/'[\u4e00-\u9fff]{2}'/gu)).toHaveLength(words.length);
  });

  interface Asked {
    readonly sort: string;
    readonly column: string;
    readonly descending: boolean;
    readonly filter: object;
    readonly condition: string;
    readonly counted?: boolean;
  }

  /** Page by page the API gives what PostgreSQL finds by the columns alone. */
  async function sameAs(
    username: string,
    { sort, column, descending, filter, condition, counted = true }: Asked,
  ): Promise<void> {
    const way = descending ? 'desc' : 'asc';
    const { rows } = await many.server.database.pool.query<{ id: string }>(
      `select c.id from petition_case c where ${condition} order by ${column} ${way}, c.ordinal ${way}`,
    );
    expect(rows.length).toBeGreaterThan(10);
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const { caseList }: { caseList: Page } = await (await many.as(username)).query(text, {
        sort,
        descending,
        filter,
        first: 40,
        after,
      });
      ids.push(...caseList.rows.map(({ id }) => id));
      if (counted && ids.length <= 40)
        expect([caseList.totalCount, caseList.more]).toEqual([Math.min(100, rows.length), rows.length > 100]);
      after = caseList.endCursor;
      if (after === null) break;
    }
    expect(ids).toEqual(rows.map(({ id }) => id));
  }
});
