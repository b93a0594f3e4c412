import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replyContents } from '../api/case-walk.ts';
import { command, matter, registerCase, submitOne } from '../api/story.ts';
import { picture } from '../testkit/browser.ts';
import { type FieldPhone, makeReady, openFieldPhone } from '../testkit/field-phone.ts';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { openVault } from '../testkit/vault.ts';

/* 分管领导审核 (R73, R82) on the phone: the reply is read and approved or sent back where the leader stands, with no signal too. */

let phone: FieldPhone;
let page: Page;
const people = new Map<string, Caller>();

beforeAll(async () => {
  phone = await openFieldPhone('approval');
  page = phone.page;
  await makeReady(page, phone.url, 'leader2');
  for (const name of ['office1', 'basic', 'basic-head']) people.set(name, await signIn(phone.url, name));
}, 120_000);

afterAll(() => phone?.close(), 30_000);

const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

interface Case {
  version: number;
  statusName: string;
  timeline: { type: string; detail: string | null }[];
}
async function caseOf(id: string): Promise<Case> {
  const text = 'query ($id: ID!) { petitionCase(id: $id) { version statusName timeline { type detail } } }';
  const data = await people.get('office1')?.query<{ petitionCase: Case }>(text, { id });
  if (!data) throw new Error('nobody to ask');
  return data.petitionCase;
}

async function give(who: string, caseId: string, type: string, payload: Record<string, unknown>): Promise<void> {
  const caller = people.get(who);
  if (!caller) throw new Error(`${who} has not signed in`);
  const { version: expectedVersion } = await caseOf(caseId);
  expect(await submitOne(caller, command(type, { caseId, expectedVersion, ...payload }))).toMatchObject({
    message: null,
    status: 'accepted',
  });
}

async function drafted(caseId: string, opinion: string): Promise<void> {
  await give('basic', caseId, 'draftReply', { ...replyContents(today()), opinion });
  await give('basic-head', caseId, 'reviewReply', { agreed: true, reviewedOn: today() });
}

/** A major order of 12345 (R82), its reply drafted by the department and reviewed by its head. */
async function reviewedReply(title: string, opinion = '增派人员疏导，已落实。'): Promise<string> {
  const { units } = (await people
    .get('office1')
    ?.query<{ units: { id: string; name: string }[] }>('{ units { id name } }')) ?? { units: [] };
  const unitId = units.find(({ name }) => name.endsWith('基础教育处'))?.id;
  const facts = { ...matter().facts, responsibility: 'municipal' };
  const order = registerCase({ title, handlingUnitId: unitId, facts }, 'hotline');
  const hotline = { externalNumber: `LJ-${title}` };
  const payload = { ...order.payload, receivedOn: today(), hotline };
  const office = people.get('office1');
  if (!office) throw new Error('the office has not signed in');
  const made = await submitOne(office, command('registerCase', payload));
  expect(made).toMatchObject({ message: null, status: 'accepted' });
  const caseId = made.cases[0]?.id ?? '';
  await give('office1', caseId, 'assignCase', { unitId, assignedOn: today() });
  await give('basic-head', caseId, 'setCaseFlags', { flags: { major: true }, reason: '涉及面广' });
  await drafted(caseId, opinion);
  return caseId;
}

async function openCase(caseId: string, title: string) {
  await page.goto(`${phone.url}/field/cases?open=${caseId}`);
  await openVault(page);
  const row = page.getByTestId('case').filter({ hasText: title });
  await row.getByRole('button', { name: '审核', exact: true }).waitFor();
  return row;
}

test('待我审核 stands on 今日; the reply is read, approved with no signal, and arrives', async () => {
  const caseId = await reviewedReply('校门口疏导');
  await page.goto(`${phone.url}/field`);
  await openVault(page);
  await page.getByTestId('awaiting-approval').getByText('校门口疏导').waitFor({ timeout: 20_000 });
  await picture(page, 'approval-today', true);
  const row = await openCase(caseId, '校门口疏导');
  await page.context().setOffline(true);
  await row.getByRole('button', { name: '审核', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: '审核答复' });
  await sheet.getByTestId('judged-reply').getByText('增派人员疏导，已落实。').waitFor();
  await sheet.getByText('《信访工作制度》第七条').waitFor();
  await sheet.getByRole('button', { name: '保存审核意见' }).click();
  await sheet.getByText('请选择同意，还是退回重拟。').waitFor();
  await picture(page, 'approval-sheet', true);
  await sheet.getByRole('radio', { name: '同意' }).check();
  await sheet.getByRole('button', { name: '保存审核意见' }).click();
  await row.getByText('已审核，待上报').waitFor();
  await page.context().setOffline(false);
  await expect
    .poll(async () => (await caseOf(caseId)).timeline.map(({ type }) => type), { timeout: 20_000 })
    .toContain('replyApproved');
  await expect.poll(() => page.getByText('校门口疏导').count(), { timeout: 20_000 }).toBe(0);
});

test('sent back to be drafted again: with the reason, which outlives a closed sheet', async () => {
  const caseId = await reviewedReply('课后服务时长');
  const row = await openCase(caseId, '课后服务时长');
  await row.getByRole('button', { name: '审核', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: '审核答复' });
  await sheet.getByRole('radio', { name: '退回重拟' }).check();
  await sheet.getByRole('button', { name: '保存审核意见' }).click();
  await sheet.getByText('请写明退回重拟的理由。').waitFor();
  await sheet.getByLabel('退回重拟的理由').fill('没有写明依据的条款');
  await sheet.getByRole('button', { name: '取消' }).click();
  await page.waitForTimeout(400);
  await row.getByRole('button', { name: '审核', exact: true }).click();
  await sheet.getByRole('radio', { name: '退回重拟' }).check();
  expect(await sheet.getByLabel('退回重拟的理由').inputValue()).toBe('没有写明依据的条款');
  await sheet.getByRole('button', { name: '保存审核意见' }).click();
  const sentBack = async () => (await caseOf(caseId)).timeline.find(({ type }) => type === 'replySentBack')?.detail;
  await expect.poll(sentBack, { timeout: 20_000 }).toContain('没有写明依据的条款');
});

test('a draft that was written anew meanwhile is never approved by who read the old one', async () => {
  const caseId = await reviewedReply('食堂价格', '维持现价。');
  const row = await openCase(caseId, '食堂价格');
  await page.context().setOffline(true);
  await row.getByRole('button', { name: '审核', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: '审核答复' });
  await sheet.getByRole('radio', { name: '同意' }).check();
  await sheet.getByRole('button', { name: '保存审核意见' }).click();
  await row.getByText('已审核，待上报').waitFor();
  await drafted(caseId, '每份下调两元。');
  await page.context().setOffline(false);
  await page.getByRole('link', { name: '待发' }).click();
  await page.getByRole('button', { name: '比对处理' }).click({ timeout: 20_000 });
  const conflict = page.getByRole('dialog');
  await conflict.getByText('您读过的答复稿后来重新拟过').waitFor();
  await picture(page, 'approval-conflict', true);
  expect(await conflict.getByRole('button', { name: '在最新情况上重报' }).count()).toBe(0);
  await conflict.getByRole('button', { name: '不再提交，以现在的为准' }).click();
  await expect.poll(() => page.getByTestId('outbox').getByTestId('outbox-item').count(), { timeout: 20_000 }).toBe(0);
  const again = await openCase(caseId, '食堂价格');
  await again.getByRole('button', { name: '审核', exact: true }).click();
  await sheet.getByTestId('judged-reply').getByText('每份下调两元。').waitFor();
  expect(await sheet.getByRole('radio', { name: '同意' }).isChecked()).toBe(false);
  await sheet.getByRole('radio', { name: '同意' }).check();
  await sheet.getByRole('button', { name: '保存审核意见' }).click();
  await expect
    .poll(async () => (await caseOf(caseId)).timeline.map(({ type }) => type), { timeout: 20_000 })
    .toContain('replyApproved');
});
