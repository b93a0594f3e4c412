import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, matter, outreachVisit, registerCase, submitOne } from '../api/story.ts';
import { enterApp, picture } from '../testkit/browser.ts';
import { enterField, type FieldPhone, makeReady, openFieldPhone } from '../testkit/field-phone.ts';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { openVault } from '../testkit/vault.ts';

/*
 * A correction written on the phone meets one that the office made first. The phone shows both sides, the author chooses,
 * and the server keeps what was not taken.
 */

let phone: FieldPhone;
let page: Page;
let office: Caller;

beforeAll(async () => {
  phone = await openFieldPhone('conflict');
  page = phone.page;
  await enterField(page, phone.url);
  await openVault(page);
  await page.getByTestId('visits').locator('strong').first().waitFor();
  office = await signIn(phone.url, 'office1');
}, 120_000);

afterAll(() => phone?.close(), 30_000);

const look = (name: string) => picture(page, name, true);

test('今日, 案件 and a place’s history show what the phone keeps', async () => {
  await page.getByTestId('duty').getByText('下一次').waitFor();
  await look('today');
  await page.goto(`${phone.url}/field/cases`);
  await openVault(page);
  await page.getByTestId('case').first().waitFor();
  await look('cases');
  await page.getByRole('searchbox').fill('小学');
  await look('cases-search');
  await page.getByRole('link', { name: /小学/ }).first().click();
  await page.getByTestId('place-cases').waitFor();
  await look('place');
});

interface Visit {
  id: string;
  amendable: { version: number; fields: Record<string, unknown> };
  conflicts: { settledBy: string | null; lost: { field: string; value: unknown; choice: string | null }[] }[];
}

/** The visit that stands first on the phone, as the server has it. */
async function newestVisit(): Promise<Visit> {
  const leader = await signIn(phone.url, 'leader1');
  const { viewer, outreachVisits } = await leader.query<{
    viewer: { id: string };
    outreachVisits: { edges: { node: Visit & { leaderId: string; visitedOn: string } }[] };
  }>(`{ viewer { id } outreachVisits(first: 50) { edges { node { id leaderId visitedOn amendable { version fields }
    conflicts { settledBy lost { field value choice } } } } } }`);
  const mine = outreachVisits.edges.map(({ node }) => node).filter(({ leaderId }) => leaderId === viewer.id);
  const [first] = mine.toSorted((one, other) => other.visitedOn.localeCompare(one.visitedOn));
  if (first === undefined) throw new Error('the leader has no visit');
  return first;
}

/** What the office puts right first. */
async function officeAmends(visit: Visit, changes: Record<string, unknown>): Promise<void> {
  const payload = { visitId: visit.id, expectedVersion: visit.amendable.version, changes, reason: '核对后更正' };
  expect(await submitOne(office, command('amendOutreachVisit', payload))).toMatchObject({ status: 'accepted' });
}

/** Puts the first visit right on the phone, on what it knew before the signal went. */
async function amendOnPhone(observations: string): Promise<void> {
  await page.getByRole('button', { name: '更正' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('看到听到').fill(observations);
  await sheet.getByLabel('更正的理由').fill('现场补记');
  await sheet.getByRole('button', { name: '保存更正' }).click();
  await sheet.waitFor({ state: 'detached' });
}

/** Opens the phone's visits and takes its signal before the office changes one. */
async function openFirstVisit(): Promise<void> {
  await page.goto(`${phone.url}/field/visits`);
  await openVault(page);
  const first = page.getByTestId('visits').locator('details').first();
  await first.locator('summary').click();
  await page.context().setOffline(true);
}

async function compare(): Promise<void> {
  await page.context().setOffline(false);
  await page.getByRole('link', { name: '待发' }).click();
  await page.getByRole('button', { name: '比对处理' }).click({ timeout: 20_000 });
}

const itemGone = () =>
  expect
    .poll(() => page.getByTestId('outbox').locator('[data-testid=outbox-item]').allInnerTexts(), { timeout: 20_000 })
    .toEqual([]);

test('news from the server leaves what is open open, and what is half typed as it stands', async () => {
  await openFirstVisit();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: '更正' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('看到听到').fill('写到一半');
  // The office changes this very visit, and the phone hears of it under the open sheet.
  await officeAmends(await newestVisit(), { companions: ['办公室先补的人'] });
  const pulled = page.waitForResponse((answer) => answer.request().postData()?.includes('FieldPull') === true);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await (await pulled).finished();
  await page.waitForTimeout(300);
  expect(await sheet.getByLabel('看到听到').inputValue()).toBe('写到一半');
  // It was written against what its author saw: the office's word is met as a conflict, never written over unseen.
  await sheet.getByLabel('更正的理由').fill('现场补记');
  await sheet.getByLabel('同行').fill('手机上写的人');
  await sheet.getByRole('button', { name: '保存更正' }).click();
  await compare();
  await page.getByTestId('contested').waitFor();
  await page.getByRole('button', { name: '全部以对方为准' }).click();
  await itemGone();
});

test('the office changed something else: the phone offers to keep both, and both stand', async () => {
  await openFirstVisit();
  const visit = await newestVisit();
  await officeAmends(visit, { companions: ['许文静', '办公室补上的人'] });
  await amendOnPhone('食堂已验收，家长满意');
  await compare();
  await page.getByText('可以两边都保留').waitFor();
  await look('conflict-combine');
  await page.getByRole('button', { name: '两边都保留，上报' }).click();
  await itemGone();
  const after = await newestVisit();
  expect(after.amendable.fields).toMatchObject({
    observations: '食堂已验收，家长满意',
    companions: ['许文静', '办公室补上的人'],
  });
  expect(after.conflicts.at(-1)?.settledBy).not.toBeNull();
});

test('both changed the same words: the author chooses, and what was not taken is kept at the server', async () => {
  await openFirstVisit();
  const visit = await newestVisit();
  await officeAmends(visit, { observations: '办公室改的话' });
  await amendOnPhone('手机上改的话');
  await compare();
  const contested = page.getByTestId('contested');
  await contested.waitFor();
  await look('conflict-choose');
  expect(await page.getByRole('button', { name: '按所选上报' }).isDisabled()).toBe(true);
  await contested.getByRole('radio', { name: /对方的/ }).check();
  await page.getByRole('button', { name: '按所选上报' }).click();
  await itemGone();
  const after = await newestVisit();
  expect(after.amendable.fields.observations).toBe('办公室改的话');
  expect(after.conflicts.at(-1)?.lost.find(({ field }) => field === 'observations')).toEqual({
    field: 'observations',
    value: '手机上改的话',
    choice: 'theirs',
  });
});

interface Case {
  id: string;
  version: number;
  title: string;
  statusName: string;
  timeline: { type: string; detail: string }[];
}
const caseOf = async (id: string): Promise<Case> =>
  (
    await office.query<{ petitionCase: Case }>(
      'query ($id: ID!) { petitionCase(id: $id) { id version title statusName timeline { type detail } } }',
      { id },
    )
  ).petitionCase;

const todayInShanghai = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

/** A letter that the office has taken in and submitted to a leader (R69), that of this phone unless said otherwise. */
async function submittedLetter(title: string, to = 'leader1'): Promise<string> {
  const { units } = await office.query<{ units: { id: string; kind: string }[] }>('{ units { id kind } }');
  const leader = await signIn(phone.url, to);
  const { viewer } = await leader.query<{ viewer: { id: string } }>('{ viewer { id } }');
  const handlingUnitId = units.find(({ kind }) => kind === 'department')?.id;
  const letter = registerCase({ title, handlingUnitId, facts: { ...matter().facts, responsibility: 'municipal' } });
  const today = todayInShanghai();
  const payload = { ...letter.payload, receivedOn: today };
  const made = await submitOne(office, command('registerCase', payload));
  const caseId = made.cases[0]?.id ?? '';
  for (const step of [
    { step: 'opened' },
    { step: 'stamped' },
    { step: 'abstracted', abstract: '反映晚托收费，要求公示' },
    { step: 'submitted', leaderId: viewer.id },
  ]) {
    const { version } = await caseOf(caseId);
    const taken = command('recordIntakeStep', { caseId, expectedVersion: version, doneOn: today, ...step });
    expect(await submitOne(office, taken)).toMatchObject({ status: 'accepted' });
  }
  return caseId;
}

test('待我批示: a letter submitted to the leader stands on 今日, is answered with no signal, and arrives', async () => {
  const caseId = await submittedLetter('晚托收费没有公示');
  await page.goto(`${phone.url}/field`);
  await openVault(page);
  await page.getByTestId('awaiting-instruction').getByText('待我批示').waitFor();
  await look('awaiting');
  await page.goto(`${phone.url}/field/cases?open=${caseId}`);
  await openVault(page);
  const row = page.getByTestId('case').filter({ hasText: '晚托收费没有公示' });
  await row.getByRole('button', { name: '批示', exact: true }).waitFor();
  await page.context().setOffline(true);
  await row.getByRole('button', { name: '批示', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('反映晚托收费，要求公示').waitFor();
  await sheet.getByRole('button', { name: '保存批示' }).click();
  await sheet.getByText('请写明批示内容').waitFor();
  await sheet.getByText('依据：《信访工作制度》第六条').waitFor();
  await sheet.getByRole('button', { name: /请核实情况/ }).click();
  // Closed and opened again, half done: it is still there.
  await sheet.getByRole('button', { name: '取消' }).click();
  await page.waitForTimeout(400);
  await row.getByRole('button', { name: '批示', exact: true }).click();
  await expect.poll(() => sheet.getByLabel('批示内容').inputValue()).toContain('请核实情况');
  await look('instruct');
  await sheet.getByRole('button', { name: '保存批示' }).click();
  await page.getByText('已批示，待上报').waitFor();
  await page.context().setOffline(false);
  await expect.poll(async () => (await caseOf(caseId)).statusName, { timeout: 20_000 }).toBe('已批示');
  await expect.poll(() => page.getByText('晚托收费没有公示').count(), { timeout: 20_000 }).toBe(0);
});

test('a 批示 that comes after another, given at the desk: its sheet leads to the case, where what stands is put right', async () => {
  const caseId = await submittedLetter('食堂饭菜凉了');
  await page.goto(`${phone.url}/field/cases?open=${caseId}`);
  await openVault(page);
  const row = page.getByTestId('case').filter({ hasText: '食堂饭菜凉了' });
  await row.getByRole('button', { name: '批示', exact: true }).waitFor();
  await page.context().setOffline(true);
  await row.getByRole('button', { name: '批示', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: /请核实情况/ }).click();
  await sheet.getByRole('button', { name: '保存批示' }).click();
  await page.getByText('已批示，待上报').waitFor();
  const { version: expectedVersion } = await caseOf(caseId);
  const first = { decision: 'handle', text: '请后勤处理', instructedOn: todayInShanghai() };
  const other = await signIn(phone.url, 'leader1');
  const given = await submitOne(other, command('giveInstruction', { caseId, expectedVersion, ...first }));
  expect(given).toMatchObject({ status: 'accepted' });
  await page.context().setOffline(false);
  await page.getByRole('link', { name: '待发' }).click();
  const item = page.getByTestId('outbox-item').filter({ hasText: '食堂饭菜凉了' });
  await item.getByRole('button', { name: '比对处理' }).click();
  const link = sheet.getByRole('link', { name: /对方办的有误的/ });
  await link.waitFor();
  await look('conflict-whole');
  expect(await link.getAttribute('href')).toBe(`/desk/cases/${caseId}`);
  await sheet.getByRole('button', { name: '不再提交，以现在的为准' }).click();
  await expect.poll(() => item.getAttribute('data-state'), { timeout: 20_000 }).toBe('received');
});

test('a 批示 of a phone whose clock runs a day ahead is refused, put right where it lies, and arrives', async () => {
  const caseId = await submittedLetter('操场跑道破损');
  await page.clock.setSystemTime(Date.now() + 86_400_000);
  await page.goto(`${phone.url}/field/cases?open=${caseId}`);
  await openVault(page);
  const row = page.getByTestId('case').filter({ hasText: '操场跑道破损' });
  await row.getByRole('button', { name: '批示', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: /请核实情况/ }).click();
  await sheet.getByRole('button', { name: '保存批示' }).click();
  await page.getByRole('link', { name: '待发' }).click();
  const item = page.getByTestId('outbox-item').filter({ hasText: '操场跑道破损' });
  await item.getByText(/晚于今天/).waitFor({ timeout: 20_000 });
  await item.getByRole('button', { name: '打开修改' }).click();
  await sheet.getByText(/晚于今天/).waitFor();
  await look('mend-instruction');
  await sheet.getByLabel('批示日期').fill(todayInShanghai());
  await sheet.getByLabel('内容').fill('请一周内修好。');
  await sheet.getByRole('button', { name: '按改好的上报' }).click();
  await expect.poll(async () => (await caseOf(caseId)).statusName, { timeout: 20_000 }).toBe('已批示');
  const { timeline } = await caseOf(caseId);
  expect(timeline.find(({ type }) => type === 'instructionGiven')?.detail).toContain('请一周内修好。');
  await page.clock.setSystemTime(Date.now());
});

test('a 批示 that comes after another leader’s stands beside theirs, and is let be', async () => {
  const caseId = await submittedLetter('校园围墙开裂', 'leader2');
  const second = await phone.another();
  await makeReady(second, phone.url, 'leader2');
  await second.goto(`${phone.url}/field/cases?open=${caseId}`);
  await openVault(second);
  const row = second.getByTestId('case').filter({ hasText: '校园围墙开裂' });
  await row.getByRole('button', { name: '批示', exact: true }).click({ timeout: 20_000 });
  await second.context().setOffline(true);
  const sheet = second.getByRole('dialog');
  await sheet.getByRole('button', { name: /请核实情况/ }).click();
  await sheet.getByRole('button', { name: '保存批示' }).click();
  await second.getByText('已批示，待上报').waitFor();
  const { version } = await caseOf(caseId);
  const text = '请安全处今日到场查看。';
  const theirs = { caseId, expectedVersion: version, decision: 'handle', text, instructedOn: todayInShanghai() };
  const chief = await signIn(phone.url, 'leader1');
  expect(await submitOne(chief, command('giveInstruction', theirs))).toMatchObject({ status: 'accepted' });
  await second.context().setOffline(false);
  await second.getByRole('link', { name: '待发' }).click();
  await second.getByRole('button', { name: '比对处理' }).click({ timeout: 20_000 });
  await sheet.getByText('别人已经办的').waitFor();
  await sheet.getByText(text).waitFor();
  // what they did, not which clocks followed from it
  expect(await sheet.getByText(/计时/).count()).toBe(0);
  await picture(second, 'instruction-conflict');
  await sheet.getByRole('button', { name: '不再提交，以现在的为准' }).click();
  const unsent = second.getByTestId('outbox').getByTestId('outbox-item');
  await expect.poll(() => unsent.count(), { timeout: 20_000 }).toBe(0);
  await second.context().close();
});

/** A matter that the leader of this phone has brought home from a visit. */
async function raisedMatter(title: string): Promise<string> {
  const { units } = await office.query<{ units: { id: string; kind: string; parentId: string }[] }>(
    '{ units { id kind parentId } }',
  );
  const school = units.find(({ kind }) => kind === 'districtSchool');
  const raised = matter({ title, handlingUnitId: school?.parentId });
  const visitedOn = todayInShanghai();
  const { payload } = outreachVisit({ matters: [raised], followUps: [], placeUnitId: school?.id, visitedOn });
  const leader = await signIn(phone.url, 'leader1');
  expect(await submitOne(leader, command('logOutreachVisit', payload))).toMatchObject({ status: 'accepted' });
  return raised.caseId;
}

test('更正登记 on the phone meets the office’s own: field by field, and what lost is kept', async () => {
  const old = '三楼走廊灯不亮';
  const caseId = await raisedMatter(old);
  await page.goto(`${phone.url}/field/cases?open=${caseId}`);
  await openVault(page);
  await page.getByTestId('case').filter({ hasText: old }).getByRole('button', { name: '更正登记' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('事项').waitFor();
  await page.context().setOffline(true);
  const { version } = await caseOf(caseId);
  const changes = { title: `${old}（办公室核对）` };
  const office1 = { caseId, expectedVersion: version, changes, reason: '核对记录' };
  expect(await submitOne(office, command('amendCase', office1))).toMatchObject({ status: 'accepted' });
  await sheet.getByLabel('事项').fill(`${old}（现场补记）`);
  await sheet.getByLabel('更正的理由').fill('现场又问了一遍');
  await look('amend-case');
  await sheet.getByRole('button', { name: '保存更正' }).click();
  await sheet.waitFor({ state: 'detached' });
  await compare();
  await page.getByTestId('contested').getByRole('radio', { name: /我的/ }).check();
  await look('amend-case-conflict');
  await page.getByRole('button', { name: '按所选上报' }).click();
  await itemGone();
  const after = await caseOf(caseId);
  expect(after.title).toBe(`${old}（现场补记）`);
  expect(after.timeline.filter(({ type }) => type === 'caseAmended')).toHaveLength(2);
});

test('更正登记 at the desk: the receipt date moves the due dates, and what stood before is in the history', async () => {
  const caseId = await raisedMatter('四楼水房漏水');
  const desk = await phone.desk();
  await enterApp(desk, phone.url, 'office1');
  await desk.goto(`${phone.url}/desk/cases/${caseId}`);
  await desk.getByTestId('case-actions').waitFor();
  await desk.getByTestId('case-actions').getByText('撤回与更正').click();
  await desk.getByRole('button', { name: '更正登记' }).click();
  const form = desk.getByRole('form', { name: '更正登记' });
  await form.getByLabel('事项', { exact: true }).fill('四楼水房漏水多日');
  await form.getByText('收到日期、性质和去向').click();
  const received = await form.getByLabel('收到日期').inputValue();
  const before = new Date(Date.parse(received) - 2 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel('收到日期').fill(before);
  await picture(desk, 'desk-amend');
  await form.getByRole('button', { name: '保存更正' }).click();
  await form.getByText('没有写明理由').waitFor();
  await form.getByLabel('更正的理由').fill('核对现场记录');
  await form.getByRole('button', { name: '保存更正' }).click();
  await desk.getByText('事项：四楼水房漏水 → 四楼水房漏水多日').waitFor();
  await expect.poll(async () => (await caseOf(caseId)).title).toBe('四楼水房漏水多日');
  await picture(desk, 'desk-amended', true);
  await desk.context().close();
});
