import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statementsOf } from '../testkit/statements.ts';
import { command, matter, openStory, registerCase, type Story, submit, submitOne } from './story.ts';

let story: Story;
// in handling before they came here (R28, R55), so that their units have them from the first day on
const inHand = { ...matter().facts, priorHandling: 'inProgress' };
const own = { handlingUnitId: 'basic', facts: { ...inHand, responsibility: 'municipal' } };
const channels = ['visit', 'online', 'call', 'letter'];

beforeAll(async () => {
  story = await openStory();
  const clerk = await story.as('clerk');
  const registered = Array.from({ length: 12 }, (_, n) => {
    const petitioner = { kind: 'person', anonymous: false, name: ['李伟', '王芳', '赵小明'][n % 3] };
    const made = registerCase(
      { ...(n % 2 === 0 ? own : { facts: inHand }), title: `校车 ${n} 号线`, petitioner },
      channels[n % 4],
    );
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
    expect([await found('clerk'), await found('east'), await found('west')]).toEqual([[id], [], []]);
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

test('a list asks the database once, its count included, whatever it holds; a case page twice, however many events', async () => {
  const caller = await story.as('clerk');
  const bare = '{ caseList(first: 50) { rows { id title handlingUnit { name } turn { name } } } }';
  await caller.query(bare);
  await list('clerk');
  expect(await statementsOf(() => caller.query(bare))).toBe(1);
  expect(await statementsOf(() => list('clerk', { first: 1 }))).toBe(1);
  expect(await statementsOf(() => list('clerk', { first: 100 }))).toBe(1);
  const page = `query ($id: ID!) { petitionCase(id: $id) { title actions { name } clocks { name deadline { explanation } }
    timeline { title actorUnit } handlingUnit { name } } }`;
  const { rows } = await list('clerk', { first: 12 });
  const [marked] = (await list('clerk', { filter: { flags: ['important'] } })).rows;
  await caller.query(page, { id: rows[3]?.id });
  // the case with the session that asks for it, and its events
  expect(await statementsOf(() => caller.query(page, { id: rows[3]?.id }))).toBe(2);
  expect(await statementsOf(() => caller.query(page, { id: marked?.id }))).toBe(2);
});
