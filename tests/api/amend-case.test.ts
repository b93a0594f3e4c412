import { verifyDatabase } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { command, matter, openStory, outreachVisit, registerCase, type Story, submitOne } from './story.ts';

/*
 * 更正登记 through the real API: lists and search go by what stands now, the timeline keeps what stood before, a corrected
 * day of receipt moves the due dates, and what turns out to be an accusation is out of sight at once.
 */

let story: Story;
let clerk: Caller;
beforeAll(async () => {
  story = await openStory();
  clerk = await story.as('clerk');
}, 60_000);
afterAll(() => story?.close());

const text = `query ($id: ID!) { petitionCase(id: $id) { version title receivedOn petitioner { name }
  clocks { clock legalDue state } timeline { type detail citations { regulation article rule } } } }`;
interface Seen {
  readonly version: number;
  readonly title: string;
  readonly receivedOn: string;
  readonly petitioner: { readonly name: string };
  readonly clocks: readonly { clock: string; legalDue: string; state: string }[];
  readonly timeline: readonly { type: string; detail: string; citations: { regulation: string; article: string }[] }[];
}
const seen = async (id: string, who = 'clerk') =>
  (await (await story.as(who)).query<{ petitionCase: Seen | null }>(text, { id })).petitionCase;
const found = async (search: string) =>
  (
    await clerk.query<{ cases: { edges: { node: { id: string } }[] } }>(
      'query ($search: String!) { cases(first: 20, filter: { search: $search }) { edges { node { id } } } }',
      { search },
    )
  ).cases.edges.map(({ node }) => node.id);

async function amend(caseId: string, changes: object, who = 'clerk', expectedVersion?: number) {
  const version = expectedVersion ?? (await seen(caseId))?.version;
  const payload = { caseId, expectedVersion: version, changes, reason: '核对来信原件' };
  return submitOne(await story.as(who), command('amendCase', payload));
}

async function registered(change = {}): Promise<string> {
  const made = matter(change);
  expect((await submitOne(clerk, registerCase(made))).status).toBe('accepted');
  return made.caseId;
}

describe('the register is put right', () => {
  test('search finds the case by its new words and no longer by the old; the timeline has both, masked', async () => {
    const caseId = await registered({ title: '午餐质量问题' });
    const changes = { title: '晚托收费问题', petitioner: { name: '欧阳春晓', phone: '13800001111' } };
    expect(await amend(caseId, changes)).toMatchObject({ status: 'accepted' });
    expect(await found('晚托收费')).toEqual([caseId]);
    expect(await found('午餐质量')).toEqual([]);
    const now = await seen(caseId);
    const entry = now?.timeline.find(({ type }) => type === 'caseAmended');
    expect(entry?.detail).toContain('事项：午餐质量问题 → 晚托收费问题');
    expect(entry?.detail).not.toContain('欧阳春晓');
    expect(entry?.detail).not.toContain('13800001111');
    expect(entry?.citations).toContainEqual(
      expect.objectContaining({ regulation: '个人信息保护法', article: '第四十六条' }),
    );
  });

  test('a day of receipt two days earlier brings the due dates forward; the former ones stand in the record', async () => {
    const caseId = await registered();
    const before = await seen(caseId);
    const due = (one: Seen | null, state: string) =>
      one?.clocks.find((row) => row.clock === 'acceptance-notice' && row.state === state)?.legalDue;
    await amend(caseId, { receivedOn: '2026-11-21' });
    const after = await seen(caseId);
    expect(after?.receivedOn).toBe('2026-11-21');
    expect(due(after, 'running')).toBe('2026-12-07');
    expect(due(after, 'stopped')).toBe(due(before, 'running'));
    expect(await amend(caseId, { receivedOn: '2026-11-24' })).toMatchObject({
      status: 'refused',
      code: 'received-in-future',
      path: 'changes.receivedOn',
    });
  });

  test('what the sender and the 12345 centre said: found by the number as it is now, and owed by their day', async () => {
    const given = async (channel: string, facets: object): Promise<string> => {
      const one = registerCase({}, channel);
      expect(await submitOne(clerk, { ...one, payload: { ...one.payload, ...facets } })).toMatchObject({
        status: 'accepted',
      });
      return (one.payload.matter as { caseId: string }).caseId;
    };
    const incoming = { from: '省教育厅', number: '教信转〔2026〕7719号', dueOn: '2026-12-11' };
    const passedOn = await given('transferred', { source: 'provincialDepartment', incoming });
    const changes = { incoming: { number: '教信转〔2026〕7791号', dueOn: '2026-12-18' } };
    expect(await amend(passedOn, changes)).toMatchObject({ status: 'accepted' });
    expect(await found('7791')).toEqual([passedOn]);
    expect(await found('7719')).toEqual([]);
    const now = await seen(passedOn);
    expect(now?.clocks).toContainEqual({ clock: 'sender-report', legalDue: '2026-12-18', state: 'running' });
    const { detail } = now?.timeline.find(({ type }) => type === 'caseAmended') ?? {};
    expect(detail).toContain('来件编号：教信转〔2026〕7719号 → 教信转〔2026〕7791号');
    expect(detail).toContain('期限：12月11日 周五 → 12月18日 周五');

    const order = await given('hotline', { hotline: { externalNumber: 'RX-7001' } });
    const other = await given('hotline', { hotline: { externalNumber: 'RX-7002' } });
    expect(await amend(other, { hotline: { externalNumber: 'RX-7001' } })).toMatchObject({
      code: 'hotline-number-taken',
      path: 'changes.hotline.externalNumber',
    });
    const centre = { externalNumber: 'RX-7003', dueOn: '2026-11-27', urgent: true };
    expect(await amend(order, { hotline: centre })).toMatchObject({ status: 'accepted' });
    type Orders = { hotlineOrders: { rows: { externalNumber: string; dueOn: string; urgent: boolean }[] } };
    const { hotlineOrders } = await clerk.query<Orders>('{ hotlineOrders { rows { externalNumber dueOn urgent } } }');
    expect(hotlineOrders.rows).toContainEqual(centre);
    // its former number is free again
    expect(await amend(other, { hotline: { externalNumber: 'RX-7001' } })).toMatchObject({ status: 'accepted' });
  });

  test('an accusation is out of the sight of those without the right to it, from that moment', async () => {
    const caseId = await registered({ handlingUnitId: 'east' });
    expect(await seen(caseId, 'leader2')).not.toBeNull();
    const facts = { ...matter().facts, contentKind: 'accusation' };
    expect(await amend(caseId, { facts, accusedUnitId: 'east-1' }, 'leader')).toMatchObject({ status: 'accepted' });
    expect(await seen(caseId, 'leader2')).toBeNull();
    expect(await seen(caseId, 'leader')).not.toBeNull();
  });

  test('from the phone, upon an older version: a conflict, kept and then settled field by field', async () => {
    const matters = [matter({ title: '走廊灯坏了' })];
    const leader = await story.as('leader2');
    expect((await submitOne(leader, outreachVisit({ matters }))).status).toBe('accepted');
    const caseId = matters[0]?.caseId ?? '';
    const version = (await seen(caseId))?.version ?? 0;
    await amend(caseId, { title: '二楼走廊灯不亮' });
    const payload = { caseId, expectedVersion: version, changes: { title: '三楼走廊灯不亮' }, reason: '现场又看了' };
    const lost = command('amendCase', payload);
    expect(await submitOne(leader, lost)).toMatchObject({ status: 'conflict' });
    const again = { ...payload, expectedVersion: version + 1 };
    const settled = {
      ...command('amendCase', again),
      resolves: { commandId: lost.commandId, fields: { title: 'mine' } },
    };
    expect(await submitOne(leader, settled)).toMatchObject({ status: 'accepted' });
    expect((await seen(caseId))?.title).toBe('三楼走廊灯不亮');
  });

  test.each([
    ['no changes', {}, 'changes-missing'],
    ['an unknown unit', { handlingUnitId: 'nowhere' }, 'unknown-unit'],
    ['a title too long', { title: '长'.repeat(101) }, 'text-too-long'],
    ['a date that is none', { receivedOn: '2026-02-30' }, 'invalid-date'],
  ])('%s is refused', async (_name, changes, code) => {
    const caseId = await registered();
    expect(await amend(caseId, changes)).toMatchObject({ status: 'refused', code });
  });

  test('every chain, state and count still agrees', async () => {
    expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
  });
});
