import { commonPairs, commonPieces } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matter, openStory, registerCase, type Story, submit } from './story.ts';

// Words and rare marks among many cases: whichever index answers, the list holds what the columns alone say.

// in handling before they came here (R28, R55), so that their units have them from the first day on
const inHand = { ...matter().facts, priorHandling: 'inProgress' };
const own = { handlingUnitId: 'basic', facts: { ...inHand, responsibility: 'municipal' } };
const channels = ['visit', 'online', 'call', 'letter'];

interface Page {
  readonly rows: readonly { readonly id: string }[];
  readonly endCursor: string | null;
  readonly totalCount: number;
  readonly more: boolean;
}
const text = `query ($filter: CaseFilter, $sort: CaseSort, $descending: Boolean, $first: Int, $after: String) {
  caseList(filter: $filter, sort: $sort, descending: $descending, first: $first, after: $after) {
    totalCount more endCursor rows { id } } }`;

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
    registerCase({ ...(n > 0 ? own : { facts: inHand }), title: n === 3 ? '饭堂的菜' : '校车线路' }, channels[n]),
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
    // a kind that most have is no key: each row tells it, before its texts are read and after
    [
      sort,
      column,
      true,
      { search: '校车', contentKind: ['appeal'] },
      `c.bigrams @> '{校车}' and c.content_kind = 'appeal'`,
    ] as const,
    [
      sort,
      column,
      false,
      { search: '校车线路', contentKind: ['appeal'] },
      `c.title like '%校车线路%' and c.content_kind = 'appeal'`,
    ] as const,
    [
      sort,
      column,
      false,
      { search: '网课', archived: true, receivedFrom: '2020-01-01' },
      `c.bigrams @> '{网课}' and c.state->'archive' is not null`,
    ] as const,
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
  // two of the words that petitions are full of are one key, beside others too, and tell what is closed
  ['clerk', { search: '校车 安全' }, `c.bigrams @> '{校车,安全}'`],
  ['clerk', { search: '安全 线路 校车' }, `c.bigrams @> '{校车,安全,线路}'`],
  [
    'clerk',
    { search: '安全 校车', status: ['completed', 'refused'] },
    `c.bigrams @> '{校车,安全}' and c.status <> 'registered'`,
  ],
  ['clerk', { search: '安全 校车', status: ['registered'] }, `c.bigrams @> '{校车,安全}' and c.status = 'registered'`],
  [
    'clerk',
    { search: '安全 校车', status: ['registered', 'refused'] },
    `c.bigrams @> '{校车,安全}' and c.status <> 'completed'`,
  ],
  [
    'inspector',
    { status: ['registered'], receivedFrom: '2020-01-01' },
    `c.handling_unit_id = 'basic' and c.status = 'registered'`,
  ],
  ['clerk', { search: '校车', status: ['registered', 'completed'] }, `c.bigrams @> '{校车}' and c.status <> 'refused'`],
] as const)('%s looks for %j: what that person sees and no other', async (username, filter, condition) => {
  for (const descending of [true, false])
    await sameAs(username, { sort: 'registered', column: 'c.ordinal', descending, filter, condition });
});

test('the words that petitions are full of are the same in the index as in the search', async () => {
  const words = [...commonPieces];
  const { rows } = await many.server.database.pool.query(
    `select petition_case_common($1, 'basic', true) as keys, pg_get_functiondef('petition_case_common'::regproc) as made`,
    [[...words, '线路', '网课']],
  );
  const keys: readonly string[] = rows[0]?.keys;
  expect(keys.filter((key) => key.startsWith('w:'))).toEqual(words.map((word) => `w:${word}:basic`));
  const pairs = words.flatMap((one, at) => words.slice(at + 1).flatMap((other) => commonPairs([one, other])));
  const pairKeys = pairs.map((pair) => `p:${pair}:true`);
  expect(keys.filter((key) => key.startsWith('p:')).toSorted()).toEqual(pairKeys.toSorted());
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
