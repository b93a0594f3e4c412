import { readFileSync } from 'node:fs';
import { fillHolders, rollUpCounts, verifyDatabase } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, matter, openStory, registerCase, type Story, submitOne } from './story.ts';

/*
 * 现由谁办: until the office has handed it on (交办 R70, 转送 R26) a case is the office's, in lists, counts and figures alike; the unit that
 * it is only meant for learns nothing of it.
 */

let story: Story;
beforeAll(async () => {
  story = await openStory();
}, 60_000);
afterAll(() => story?.close());

const day = '2026-11-23';
/** What the office has not handed on yet. */
const office = { unitId: 'bureau', unitAlone: true };

interface Row {
  readonly id: string;
  readonly handlingUnit: { readonly id: string; readonly name: string };
  readonly meantUnit: { readonly id: string } | null;
}

/** A caller's list, and how many its badge, the live counts and the figures of a unit say. */
async function shown(username: string, unit: { unitId: string; unitAlone?: boolean }) {
  const caller = await story.as(username);
  const { caseList, liveCounts } = await caller.query<{
    caseList: { rows: readonly Row[]; totalCount: number };
    liveCounts: { byUnit: readonly { key: string; name: string; count: number; overdue: number }[] };
  }>(
    `query ($filter: CaseFilter) { liveCounts { byUnit { key name count overdue } } caseList(filter: $filter, first: 50) {
      rows { id handlingUnit { id name } meantUnit { id } } totalCount } }`,
    { filter: unit },
  );
  const row = liveCounts.byUnit.find(({ key }) => key === unit.unitId);
  const { wallFigures } = await caller.query<{ wallFigures: { ages: readonly { open: number }[] } }>(
    '{ wallFigures { ages { open } } }',
  );
  const open = wallFigures.ages.reduce((sum, one) => sum + one.open, 0);
  return {
    rows: caseList.rows,
    numbers: [caseList.rows.length, caseList.totalCount, row?.count ?? 0],
    name: row?.name,
    open,
  };
}

async function give(username: string, caseId: string, type: string, fields: object) {
  const row = await (await story.as('clerk')).query<{ petitionCase: { version: number } }>(
    'query ($id: ID!) { petitionCase(id: $id) { version } }',
    { id: caseId },
  );
  const payload = { caseId, expectedVersion: row.petitionCase.version, ...fields };
  return submitOne(await story.as(username), command(type, payload));
}

const opened = async (username: string, id: string) =>
  (
    await (
      await story.as(username)
    ).query<{ petitionCase: { handlingUnitId: string } | null }>(
      'query ($id: ID!) { petitionCase(id: $id) { handlingUnitId } }',
      { id },
    )
  ).petitionCase;

async function registered(change: object = {}, channel = 'visit'): Promise<string> {
  const outcome = await submitOne(await story.as('clerk'), registerCase({ ...change }, channel));
  return outcome.cases[0]?.id ?? '';
}

const sound = async () => (await verifyDatabase(story.server.database, story.server.clock.today())).findings;

describe('a case that a district is meant to have', () => {
  let id: string;
  beforeAll(async () => {
    id = await registered();
  });

  test('is the office’s until it is handed on: counted, listed and seen as that, whom it is meant for beside it', async () => {
    const { rows, numbers, name, open } = await shown('clerk', office);
    expect([numbers, name, open]).toEqual([[1, 1, 1], '局办公室（未交办）', 1]);
    expect(rows[0]).toEqual({ id, handlingUnit: { id: 'bureau', name }, meantUnit: { id: 'east' } });
    for (const reader of ['clerk', 'leader', 'leader2'])
      expect(await opened(reader, id)).toEqual({ handlingUnitId: 'bureau' });
    expect((await shown('clerk', { unitId: 'east' })).numbers).toEqual([0, 0, 0]);
  });

  test('is nothing to the district: not listed, not counted, not opened, not acted on', async () => {
    const { numbers, open } = await shown('east', { unitId: 'east' });
    expect([numbers, open]).toEqual([[0, 0, 0], 0]);
    expect(await opened('east', id)).toBeNull();
    const flags = { flags: { complexLegal: true }, reason: '涉及合同效力' };
    expect(await give('east', id, 'setCaseFlags', flags)).toMatchObject({ status: 'refused', code: 'unknown-case' });
  });

  test('is the district’s from the hand-over on, and the office’s again when an objection is agreed to (Art 23)', async () => {
    await give('clerk', id, 'transferCase', { unitId: 'east', reason: '属地管理', transferredOn: day });
    for (const reader of ['clerk', 'east']) {
      const { rows, numbers, name } = await shown(reader, { unitId: 'east' });
      expect([reader, numbers, name]).toEqual([reader, [1, 1, 1], '东城区教育局']);
      expect(rows[0]).toMatchObject({ handlingUnit: { id: 'east' }, meantUnit: null });
    }
    expect([(await shown('clerk', office)).numbers, (await shown('east', { unitId: 'east' })).open]).toEqual([
      [0, 0, 0],
      1,
    ]);
    expect(await opened('east', id)).toEqual({ handlingUnitId: 'east' });
    await give('east', id, 'objectToTransfer', { reason: '学校不在本区', objectedOn: day });
    await give('clerk', id, 'settleObjection', { agreed: true, reason: '核实属实', settledOn: day });
    expect(await opened('east', id)).toBeNull();
    const { rows, numbers } = await shown('clerk', office);
    // to whom it goes now is chosen anew
    expect([numbers, rows[0]?.meantUnit]).toEqual([[1, 1, 1], null]);
    expect(await sound()).toEqual([]);
  });
});

test('a unit that is offered what was asked first (R23) opens it; offering tells nothing to whom the case is meant for', async () => {
  const id = await registered();
  const offer = { toUnitId: 'basic', toPerson: 'inspector', reason: '属基教处职责', offeredOn: day };
  expect(await give('clerk', id, 'handOverFirstAsked', offer)).toMatchObject({ status: 'accepted' });
  expect([await opened('inspector', id), await opened('east', id)]).toEqual([{ handlingUnitId: 'bureau' }, null]);
});

test('a unit is not closed while anything is meant for it', async () => {
  await registered({ handlingUnitId: 'middle-1', facts: { ...matter().facts, responsibility: 'affiliated' } });
  const close = (await story.as('admin')).query('mutation { setUnitClosed(id: "middle-1", closed: true) { id } }');
  await expect(close).rejects.toThrow('unit-still-holds');
});

test('the upgrade brings over what was counted against the unit that it was meant for', async () => {
  const { database, clock } = story.server;
  const handed = await registered({ title: '已转送' });
  await give('clerk', handed, 'transferCase', { unitId: 'east', reason: '属地管理', transferredOn: day });
  await registered({
    handlingUnitId: 'middle-1',
    facts: { ...matter().facts, responsibility: 'affiliated', priorHandling: 'inProgress' },
  });
  await shown('clerk', office); // the figures have come along
  const kept = async () =>
    (
      await database.pool.query(
        'select id, handling_unit_id, meant_unit_id, turn, turn_due, next_action from petition_case order by id',
      )
    ).rows;
  const before = await kept();
  await rollUpCounts(database, clock.today());
  // as it stood before: every row, count and figure with the unit of the state
  await database.pool.query(`
    update count_total k set amount = 0 where unit_id = 'bureau';
    update petition_case set handling_unit_id = state->>'handlingUnitId', meant_unit_id = null where handling_unit_id = 'bureau';`);
  await database.pool.query(
    `
    insert into count_delta (bureau_id, measure, unit_id, compartment, accused_unit_id, status, channel, content_kind, legal_due, target_due, day, amount)
    select bureau_id, 'cases', handling_unit_id, compartment, '', status, channel, content_kind,
      coalesce(next_legal_due, '9999-12-31'), coalesce(next_target_due, '9999-12-31'), '9999-12-31', 1
    from petition_case where id = any($1)
    union all
    select bureau_id, 'registered', handling_unit_id, compartment, '', '', '', '', '9999-12-31', '9999-12-31', registered_on, 1
    from petition_case where id = any($1)`,
    [before.filter((row) => row.handling_unit_id === 'bureau').map((row) => row.id)],
  );
  expect((await sound()).length).toBeGreaterThan(0);

  const upgrade = readFileSync(
    new URL('../../packages/server/prisma/migrations/0038_holders/migration.sql', import.meta.url),
    'utf8',
  );
  const [fill] = upgrade.match(/INSERT INTO "case_holder_backlog"[^;]+/) ?? [];
  await database.pool.query(fill ?? '');
  expect(await fillHolders(database, clock.today())).toBe(before.length);
  expect(await kept()).toEqual(before);
  const { numbers, open } = await shown('east', { unitId: 'east' });
  expect([numbers, open]).toEqual([[1, 1, 1], 1]);
  expect(await sound()).toEqual([]);
  expect(await fillHolders(database, clock.today())).toBe(0);
});
