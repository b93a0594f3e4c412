import { testPassword } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { ask, command, matter, openStory, type Story, submitOne } from './story.ts';

// Time on the case page beside its clocks: the district's copies (R79), the 12345 allowance (R86); and the audit of administration.

let story: Story;
let clerk: Caller;
let admin: Caller;

beforeAll(async () => {
  story = await openStory();
  [clerk, admin] = await Promise.all([story.as('clerk'), story.as('admin')]);
});
afterAll(() => story?.close());

const caseText =
  'query ($id: ID!) { petitionCase(id: $id) { version copiesOwed { document documentOn legalDue overdue } } }';
const caseOf = async (id: string) =>
  (await clerk.query<{ petitionCase: { version: number; copiesOwed: readonly unknown[] } }>(caseText, { id }))
    .petitionCase;

test('a district’s notice without its copy is owed from the same day, late the day after, and done when it is filed', async () => {
  const taken = matter();
  await submitOne(clerk, command('registerCase', { channel: 'visit', receivedOn: '2026-11-23', matter: taken }));
  const id = taken.caseId;
  const on = async () => ({ caseId: id, expectedVersion: (await caseOf(id)).version });
  const sent = { ...(await on()), unitId: 'east', reason: '属区级职责', transferredOn: '2026-11-23' };
  expect(await submitOne(clerk, command('transferCase', sent))).toMatchObject({ status: 'accepted' });
  expect((await caseOf(id)).copiesOwed).toEqual([]);
  const issue = { ...(await on()), decision: 'accept', issuedOn: '2026-11-23' };
  const east = await signIn(story.base, 'east', testPassword);
  expect(await submitOne(east, command('issueAcceptanceNotice', issue))).toMatchObject({ status: 'accepted' });
  const owed = { document: 'notice', documentOn: '2026-11-23', legalDue: '2026-11-23' };
  expect((await caseOf(id)).copiesOwed).toEqual([{ ...owed, overdue: false }]);
  story.server.clock.set('2026-11-24T09:00:00+08:00');
  expect((await caseOf(id)).copiesOwed).toEqual([{ ...owed, overdue: true }]);
  const copy = {
    caseId: id,
    expectedVersion: (await caseOf(id)).version,
    document: 'notice',
    documentOn: '2026-11-23',
    filedOn: '2026-11-24',
  };
  expect(await submitOne(clerk, command('fileCopy', copy))).toMatchObject({ status: 'accepted' });
  expect((await caseOf(id)).copiesOwed).toEqual([]);
});

test('续报 of a 12345 order: asked for, refused, asked for again, granted; the allowance counts requests and approvals (R85, R86)', async () => {
  const text = '{ hotlineAllowance { year received extended requested reading allowanceLeft state } }';
  const allowance = async () => (await clerk.query<{ hotlineAllowance: unknown }>(text)).hotlineAllowance;
  const none = { received: 0, extended: 0, requested: 0, allowanceLeft: 0, state: 'within' };
  expect(await allowance()).toEqual({ year: 2026, reading: 'approved', ...none });
  const taken = matter();
  const order = { channel: 'hotline', receivedOn: '2026-11-23', matter: taken, hotline: { externalNumber: '12345-1' } };
  expect(await submitOne(clerk, command('registerCase', order))).toMatchObject({ status: 'accepted' });
  expect(await allowance()).toMatchObject({ received: 1, extended: 0, requested: 0, state: 'within' });
  const give = async (type: string, payload: object) => {
    const { version } = await caseOf(taken.caseId);
    const given = { caseId: taken.caseId, expectedVersion: version, ...payload };
    expect(await submitOne(clerk, command(type, given))).toMatchObject({ status: 'accepted' });
  };
  const waiting = async () =>
    (
      await clerk.query<{
        hotlineOrders: { rows: readonly { externalNumber: string; dateRequested: boolean }[] };
      }>('{ hotlineOrders { rows { externalNumber dateRequested turn { action } } } }')
    ).hotlineOrders.rows;
  const asked = { dueOn: '2026-12-11', reason: '需会同交警现场核查', requestedOn: '2026-11-24' };
  await give('requestHotlineDate', asked);
  expect(await allowance()).toMatchObject({ extended: 0, requested: 1, allowanceLeft: 0, state: 'within' });
  expect(await waiting()).toMatchObject([
    { externalNumber: '12345-1', dateRequested: true, turn: { action: 'agreeHotlineDate' } },
  ]);
  await give('refuseHotlineDate', { reason: '先按期答复', approvedBy: '市12345受理中心', decidedOn: '2026-11-24' });
  expect(await waiting()).toMatchObject([{ dateRequested: false }]);
  await give('requestHotlineDate', asked);
  const { dueOn, reason } = asked;
  await give('agreeHotlineDate', { dueOn, reason, approvedBy: '陆明远', decidedOn: '2026-11-24' });
  expect(await allowance()).toMatchObject({ extended: 1, requested: 1, allowanceLeft: -1, state: 'over' });
  const east = await signIn(story.base, 'east', testPassword);
  expect(await east.query(text)).toEqual({ hotlineAllowance: null });
});

test('12345 orders that wait are read on page by page; their counts are those of their rows', async () => {
  const due = { '12345-p1': '2026-11-24', '12345-p2': '2026-11-25', '12345-p3': '2026-12-18' };
  for (const [externalNumber, dueOn] of Object.entries(due)) {
    const hotline = { externalNumber, urgent: true, dueOn };
    const order = { channel: 'hotline', receivedOn: '2026-11-23', matter: matter(), hotline };
    expect(await submitOne(clerk, command('registerCase', order))).toMatchObject({ status: 'accepted' });
  }
  interface Orders {
    readonly counts: Readonly<Record<string, number>>;
    readonly endCursor: string | null;
    readonly rows: readonly { externalNumber: string; dueOn: string; case: { dueState: string } }[];
  }
  const page = async (asked: Readonly<Record<string, unknown>>) =>
    (
      await clerk.query<{ hotlineOrders: Orders }>(
        `query ($due: DueState, $first: Int, $after: String) { hotlineOrders(due: $due, first: $first, after: $after) {
          counts { all overdue dueSoon onTime } endCursor rows { externalNumber dueOn case { dueState } } } }`,
        asked,
      )
    ).hotlineOrders;
  const whole = await page({});
  expect(whole.endCursor).toBeNull();
  const read: Orders['rows'][number][] = [];
  for (let after: string | null = null; ; ) {
    const next: Orders = await page({ first: 1, after });
    read.push(...next.rows);
    after = next.endCursor;
    if (after === null) break;
  }
  expect(read).toEqual(whole.rows);
  expect(read.map(({ dueOn }) => dueOn)).toEqual(read.map(({ dueOn }) => dueOn).toSorted());
  expect(whole.counts.all).toBe(read.length);
  for (const state of ['overdue', 'dueSoon', 'onTime']) {
    const { rows, counts } = await page({ due: state });
    expect(rows).toEqual(read.filter((row) => row.case.dueState === state));
    expect(counts).toEqual(whole.counts);
    expect(counts[state]).toBe(rows.length);
  }
  expect(whole.counts.onTime).toBeGreaterThan(0);
  await expect(page({ after: 'x' })).rejects.toThrow('invalid-cursor');
});

interface Audit {
  readonly audit: {
    readonly totalCount: number;
    readonly entries: readonly {
      readonly type: string;
      readonly actorName: string;
      readonly subject: string;
      readonly reason: string;
      readonly changes: readonly { field: string; from: string; to: string }[];
    }[];
  };
}
const auditText = `query ($actor: String, $type: String, $from: Date, $to: Date) {
  audit(actor: $actor, type: $type, from: $from, to: $to) {
    totalCount entries { type actorName subject reason changes { field from to } } } }`;

test('the audit tells who changed what, by names, with the value before; filtered, and for administrators only', async () => {
  await admin.query('mutation { renameUnit(id: "west-1", name: "西河实验小学") { id } }');
  await admin.query('mutation { changeSetting(key: "bookingDays", value: "10", reason: "局长办公会纪要") { key } }');
  const { audit } = await admin.query<Audit>(auditText, { from: '2026-11-24' });
  expect(audit.entries).toMatchObject([
    { type: 'settingChanged', actorName: 'admin', subject: 'bookingDays', reason: '局长办公会纪要' },
    {
      type: 'unitRenamed',
      subject: '西河实验小学',
      changes: [{ field: 'name', from: '西河一小', to: '西河实验小学' }],
    },
  ]);
  expect(audit.entries[0]?.changes[0]).toEqual({ field: 'value', from: '7', to: '10' });
  const one = async (filter: Readonly<Record<string, string>>) =>
    (await admin.query<Audit>(auditText, filter)).audit.totalCount;
  expect(await one({ type: 'unitRenamed' })).toBe(1);
  expect(await one({ actor: '没有此人' })).toBe(0);
  expect(await one({ to: '2026-11-22' })).toBe(0);
  expect((await ask(story.base, clerk, auditText)).errors?.[0]?.extensions?.code).toBe('forbidden');
});
