import { recountCounts, verifyDatabase } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseWalker } from './case-walk.ts';
import { countsOf } from './counts.ts';
import { command, matter, openStory, registerCase, type Story, submitOne } from './story.ts';

/*
 * 作废登记: a case that was registered by mistake falls out of every list, count and figure, keeps its number, and comes back with its
 * legal days as if it had never been voided (信访工作条例第二十二条, R69).
 */

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());
const { seen } = caseWalker(() => story);

const day = '2026-11-23';
const own = { handlingUnitId: 'basic', facts: { ...matter().facts, responsibility: 'municipal' } };
const mistake = { reason: '同一份来信登记了两次' };

const give = async (who: string, type: string, id: string, payload: object) => {
  const { version: expectedVersion } = await seen('leader', id);
  return submitOne(await story.as(who), command(type, { caseId: id, expectedVersion, ...payload }));
};
const voidCase = (id: string, who = 'leader') => give(who, 'voidCase', id, mistake);
const restoreCase = (id: string, who = 'leader') => give(who, 'restoreCase', id, { reason: '核对后是另一件' });

async function registered(change: object = own, channel = 'letter', more: object = {}) {
  const one = registerCase({ ...change }, channel);
  const { cases, message } = await submitOne(await story.as('clerk'), { ...one, payload: { ...one.payload, ...more } });
  const [made] = cases;
  if (!made) throw new Error(message ?? 'nothing was registered');
  return made;
}

interface List {
  readonly totalCount: number;
  readonly more: boolean;
  readonly rows: readonly { readonly number: string; readonly status: string; readonly statusName: string }[];
}
const list = async (filter: object = {}, username = 'clerk'): Promise<List> =>
  (
    await (
      await story.as(username)
    ).query<{ caseList: List }>(
      'query ($filter: CaseFilter) { caseList(filter: $filter, first: 100) { totalCount more rows { number status statusName } } }',
      { filter },
    )
  ).caseList;
const numbersIn = async (filter: object = {}) => (await list(filter)).rows.map(({ number }) => number);
const clocksOf = async (id: string) => {
  const text = 'query ($id: ID!) { petitionCase(id: $id) { status clocks { clock legalDue targetDue state } } }';
  type Answer = { petitionCase: { status: string; clocks: readonly { state: string }[] } };
  return (await (await story.as('leader')).query<Answer>(text, { id })).petitionCase;
};
const factsOf = async (id: string) => {
  // the wall's figures are those of this moment
  await (await story.as('leader')).query('{ wallFigures { upToDate } }');
  const { rows } = await story.server.database.pool.query('select facts from case_figure where case_id = $1', [id]);
  return rows[0]?.facts as readonly unknown[] | undefined;
};

test('voided it counts in nothing and stands in no list but its own; its number finds it, with who, when and why', async () => {
  const [stays, goes] = [await registered(), await registered()];
  const leader = await story.as('leader');
  const before = await countsOf(leader);
  const total = (await list()).totalCount;
  expect(await voidCase(goes.id)).toMatchObject({ status: 'accepted' });

  const after = await countsOf(leader);
  expect(after.open).toBe(before.open - 1);
  expect(after.registeredToday).toBe(before.registeredToday - 1);
  expect(after.byStatus.map(({ key }) => key)).not.toContain('voided');
  for (const rows of ['byChannel', 'byContentKind', 'byUnit'] as const)
    expect(after[rows].reduce((sum, { count }) => sum + count, 0)).toBe(
      before[rows].reduce((sum, { count }) => sum + count, 0) - 1,
    );
  const all = await list();
  expect([all.totalCount, all.rows.map(({ number }) => number)]).toEqual([
    total - 1,
    expect.not.arrayContaining([goes.number]),
  ]);
  for (const filter of [
    { channel: ['letter'] },
    { registeredOn: day },
    { receivedFrom: day },
    { due: 'none' },
    { search: '交通' },
  ]) {
    const found = await numbersIn(filter);
    expect(found).not.toContain(goes.number);
    if (!('due' in filter)) expect(found).toContain(stays.number);
  }
  const marked = { number: goes.number, status: 'voided', statusName: '已作废' };
  expect(await list({ status: ['voided'] })).toEqual({ totalCount: 1, more: false, rows: [marked] });
  expect((await list({ search: goes.number })).rows).toEqual([marked]);
  expect(await numbersIn({ search: `${goes.number} 交通` })).toEqual([goes.number]);

  const timeline = 'query ($id: ID!) { petitionCase(id: $id) { timeline { title detail actorName } } }';
  type Answer = { petitionCase: { timeline: readonly { title: string; detail: string }[] } };
  const { petitionCase } = await leader.query<Answer>(timeline, { id: goes.id });
  expect(petitionCase.timeline.find(({ title }) => title === '作废登记')).toEqual({
    ...{ title: '作废登记', actorName: 'leader' },
    detail: expect.stringContaining(mistake.reason),
  });
  expect((await clocksOf(goes.id)).clocks.every(({ state }) => state === 'stopped')).toBe(true);
  expect((await recountCounts(story.server.database, day)).wrong).toEqual([]);
});

test('it is no likely repeat, and nothing is merged into it or linked with it', async () => {
  const person = { kind: 'person', anonymous: false, name: '钱多多', phone: '13800000017' };
  const [first, again] = [
    await registered({ ...own, petitioner: person }),
    await registered({ ...own, petitioner: person }),
  ];
  const probe = {
    channel: 'visit',
    people: [person].map(({ name, phone }) => ({ name, phone })),
    title: '',
    demand: '',
    handlingUnitId: '',
  };
  const likely = async () => {
    const text = 'query ($probe: RepeatProbe!) { likelyRepeats(probe: $probe) { case { id } } }';
    type Answer = { likelyRepeats: readonly { case: { id: string } }[] };
    const { likelyRepeats } = await (await story.as('clerk')).query<Answer>(text, { probe });
    return likelyRepeats.map((one) => one.case.id);
  };
  expect(await likely()).toContain(first.id);
  await voidCase(first.id);
  expect(await likely()).not.toContain(first.id);
  const { version: intoVersion } = await seen('leader', first.id);
  const merge = { intoId: first.id, intoVersion, reason: '同一事项', mergedOn: day };
  expect(await give('clerk', 'mergeCases', again.id, merge)).toMatchObject({ code: 'merge-target-closed' });
  const link = { otherId: first.id, relation: 'related' };
  expect(await give('clerk', 'linkCases', again.id, link)).toMatchObject({ code: 'case-voided', path: 'otherId' });
});

test('restored a month later it has the clocks, the turn and the figures of one that was never voided', async () => {
  const [never, voided] = [await registered(), await registered()];
  const facts = await factsOf(never.id);
  await voidCase(voided.id);
  expect(await factsOf(voided.id)).toEqual([]);
  story.at('2026-12-24T09:00:00+08:00');
  const overdue = (await countsOf(await story.as('leader'))).overdue;
  expect(await restoreCase(voided.id)).toMatchObject({ status: 'accepted' });
  expect(await clocksOf(voided.id)).toEqual(await clocksOf(never.id));
  // the notice of acceptance was due in the meantime: nobody gets days for a mistake
  expect((await countsOf(await story.as('leader'))).overdue).toBe(overdue + 1);
  expect(await factsOf(voided.id)).toEqual(facts);
  const turns = await story.server.database.pool.query(
    'select turn, next_action, turn_due, closed_on from petition_case where id = any($1)',
    [[never.id, voided.id]],
  );
  expect(turns.rows[0]).toEqual(turns.rows[1]);
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
  story.at('2026-11-23T09:00:00+08:00');
});

test('an order of the 12345 centre that was registered twice leaves its number free, and has it again when it is restored', async () => {
  const hotline = (externalNumber: string) => ({ hotline: { externalNumber } });
  const first = await registered(own, 'hotline', hotline('LJ-9001'));
  await voidCase(first.id);
  const second = await registered(own, 'hotline', hotline('LJ-9001'));
  expect(await restoreCase(first.id)).toMatchObject({
    code: 'hotline-number-taken',
    message: expect.stringContaining(second.number),
  });
  await voidCase(second.id);
  expect(await restoreCase(first.id)).toMatchObject({ status: 'accepted' });
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
});

test('only what is nothing but a registration, by whoever answers for the office, and not by who registered it', async () => {
  const { id } = await registered();
  expect(await voidCase(id, 'clerk')).toMatchObject({ code: 'void-own-registration', path: null });
  // a unit that was not handed it knows nothing of it
  expect(await voidCase(id, 'inspector')).toMatchObject({ code: 'unknown-case' });
  expect(await restoreCase(id)).toMatchObject({ code: 'not-voided' });
  const told = { decision: 'accept', issuedOn: day };
  expect(await give('clerk', 'issueAcceptanceNotice', id, told)).toMatchObject({ status: 'accepted' });
  expect(await voidCase(id)).toMatchObject({
    code: 'void-begun',
    message: expect.stringContaining('撤回'),
    citations: expect.arrayContaining([expect.objectContaining({ article: '第二十二条' })]),
  });
  const back = { act: 'issueAcceptanceNotice', reason: '登记错了' };
  expect(await give('clerk', 'retractAct', id, back)).toMatchObject({ status: 'accepted' });
  expect(await voidCase(id)).toMatchObject({ status: 'accepted' });
  expect(await give('clerk', 'issueAcceptanceNotice', id, told)).toMatchObject({ code: 'case-voided' });
  // once the office has named its head, nobody else of it restores
  const named = 'mutation ($staff: UnitStaffInput!) { setUnitStaff(unitId: "office", staff: $staff) { id } }';
  await (await story.as('admin')).query(named, { staff: { headId: 'person-office' } });
  expect(await restoreCase(id, 'clerk')).toMatchObject({ code: 'void-not-head' });
  expect(await restoreCase(id, 'office')).toMatchObject({ status: 'accepted' });
});
