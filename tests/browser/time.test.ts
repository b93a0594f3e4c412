import { readFile } from 'node:fs/promises';
import { addDays, dateInShanghai } from '@huiyin/domain';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, matter, submitOne } from '../api/story.ts';
import { type DemoDesk, look, openDemoDesk } from '../testkit/demo-desk.ts';
import { signIn } from '../testkit/graphql.ts';

/* Time pressing: the bell leads to the day's digest, the digest to the step that it proposes; colleagues see who is at it; and the switches behind it. */

let desk: DemoDesk;
beforeAll(async () => {
  desk = await openDemoDesk('time');
}, 120_000);
afterAll(() => desk?.close());

test('the bell, the digest, and an urging proposed, confirmed and received; a colleague sees who is at it', async () => {
  const office = await desk.enter('office1');
  const bell = office.getByRole('link', { name: /条未读/ });
  await bell.waitFor();
  const unread = Number(await bell.getAttribute('data-unread'));
  expect(unread).toBeGreaterThan(0);
  await bell.click();
  await office.getByRole('heading', { name: '今日提要' }).waitFor();
  const proposed = office.locator('li[data-step="urge"]').first();
  const title = await proposed.locator('b').evaluate((element) => element.firstChild?.textContent ?? '');
  await proposed.getByRole('link', { name: '去催办' }).click();

  // the form is open, with words that can be sent as they are
  const words = office.getByRole('textbox', { name: '催办内容' });
  await words.waitFor();
  expect(await words.inputValue()).toContain('现已超期');
  const id = new URL(office.url()).pathname.split('/').at(-1) ?? '';
  const colleague = await desk.enter('office2');
  await colleague.goto(`${desk.url}/desk/cases/${id}`);
  await colleague.getByTestId('case-editors').getByText('许文静正在办理这件事项').waitFor();

  await office.getByRole('button', { name: '催办', exact: true }).click();
  await office.getByText('还没有签收').waitFor();
  await office.goto(`${desk.url}/desk/notices`);
  await office.getByRole('heading', { name: '今日提要' }).waitFor();
  expect(Number(await office.locator('[data-unread]').first().getAttribute('data-unread'))).toBeLessThan(unread);
  expect(title).not.toBe('');
});

test('续报 of a 12345 order: asked for on the case, waited for in the list, granted in one more form', async () => {
  const office = await desk.enter('office1');
  const rows = office.getByTestId('hotline-orders').getByTestId('case-row');
  await office.goto(`${desk.url}/desk/hotline`);
  const whole = Number(await office.getByTestId('order-total').getAttribute('data-count'));
  expect(await rows.count()).toBe(whole);
  await office
    .getByTestId('hotline-allowance')
    .getByText(/按申请计|还没有收到/)
    .waitFor(); // on 1 January
  // the last one for which nobody has asked yet: its day is still to come
  const asked = await rows.filter({ hasNotText: '申请续报' }).last().getAttribute('data-case');
  const place = `${desk.url}/desk/cases/${asked}`;
  await office.goto(`${place}?do=requestHotlineDate`);
  const form = office.getByRole('form', { name: '申请续报' });
  const later = addDays(dateInShanghai(Date.now()), 21);
  await form.getByLabel('希望延至').fill(later);
  await form.getByLabel('续报的理由').fill('需现场核查');
  await form.getByRole('button', { name: '申请续报' }).click();
  const requests = office.getByTestId('date-requests');
  await requests.getByText('等待答复').waitFor();
  await requests.getByText('由局办公室与 12345 中心商定').waitFor();
  // the same link in a colleague's hands
  const colleague = await desk.enter('office2');
  await colleague.goto(`${place}?do=requestHotlineDate`);
  const tooLate = colleague.getByRole('status').filter({ hasText: '「申请续报」现在不能办' });
  await tooLate.getByText(/依据《信访工作制度》第十一条/).waitFor();
  await look(colleague, 'link-too-late');
  await colleague.context().close();
  await office.goto(`${desk.url}/desk/hotline`);
  await office.locator(`[data-case="${asked}"]`).getByText('申请续报中').waitFor();

  await office.goto(`${place}?do=agreeHotlineDate`);
  const answer = office.getByRole('form', { name: '续报获准，改期限' });
  expect(await answer.getByLabel('续报的理由').inputValue()).toBe('需现场核查');
  await answer.getByLabel('谁同意的').fill('市12345受理中心');
  await answer.getByRole('button', { name: '续报获准，改期限' }).click();
  await requests.getByText('获准', { exact: true }).waitFor();
});

test('two correct the same register: the row says so, and the lost race is settled field by field', async () => {
  const colleague = await desk.enter('office2');
  await colleague.goto(`${desk.url}/desk/cases`);
  const id = (await colleague.getByTestId('case-row').first().getAttribute('data-case')) ?? '';
  const office = await desk.enter('office1');
  const open = async (page: Page) => {
    await page.goto(`${desk.url}/desk/cases/${id}?do=amendCase`);
    return page.getByRole('form', { name: '更正登记' });
  };
  const mine = await open(office);
  await mine.getByRole('textbox', { name: '诉求', exact: true }).fill('请增开两班');
  await colleague.locator(`[data-case="${id}"]`).getByText('许文静正在办理').waitFor();

  const theirs = await open(colleague);
  await theirs.getByRole('textbox', { name: '事项', exact: true }).fill('校车太挤');
  await theirs.getByRole('textbox', { name: '诉求', exact: true }).fill('请调整站点');
  await theirs.getByLabel(/理由/).fill('电话核实');
  await theirs.getByRole('button', { name: '更正' }).click();
  await colleague.getByRole('heading', { name: '校车太挤', level: 1 }).waitFor();

  const race = mine.getByTestId('race');
  await race.getByText('校车太挤').waitFor();
  expect(await mine.getByRole('button', { name: '按所选继续' }).isDisabled()).toBe(true);
  await race.getByRole('radio', { name: '我的：请增开两班' }).waitFor();
  await race.getByRole('radio', { name: '两边都要（对方的在前）' }).check();
  await mine.getByRole('button', { name: '按所选继续' }).click();
  expect(await mine.getByRole('textbox', { name: '诉求', exact: true }).inputValue()).toBe('请调整站点\n请增开两班');
  expect(await mine.getByRole('textbox', { name: '事项', exact: true }).inputValue()).toBe('校车太挤');
  await mine.getByLabel(/理由/).fill('来信原文');
  await mine.getByRole('button', { name: '更正' }).click();
  await mine.waitFor({ state: 'detached' });
  expect(await office.getByRole('heading', { level: 1 }).textContent()).toBe('校车太挤');
  await office.getByText('请调整站点\n请增开两班').first().waitFor();
});

test('the day that a sender had set was taken down wrong: put right, the report is owed by the new one and both stand in the file', async () => {
  const office = await desk.enter('office1');
  await office.goto(`${desk.url}/desk/cases`);
  await office.getByRole('searchbox').fill('民办高中退费标准');
  const found = office.getByTestId('case-row').filter({ hasText: '省教育厅转来' });
  await found.waitFor();
  const id = await found.getAttribute('data-case');
  await office.goto(`${desk.url}/desk/cases/${id}?do=amendCase`);
  const form = office.getByRole('form', { name: '更正登记' });
  await form.getByText('来文、来件信息').click();
  const later = addDays(dateInShanghai(Date.now()), 40);
  await form.getByLabel('来文要求的期限').fill('');
  await form.getByLabel('来文要求的期限').fill(later);
  await form.getByLabel('来文编号').fill('教信转〔2026〕99号');
  await form.getByLabel(/理由/).fill('核对来文');
  await form.getByRole('button', { name: '保存更正' }).click();
  await form.waitFor({ state: 'detached' });
  await office.getByText(/来件编号：.* → 教信转〔2026〕99号/).waitFor();
  await office
    .getByText(/期限：.* → /)
    .first()
    .waitFor();
});

test('the notice of days off: who pastes it sees which reception days it takes; a date that waited for it says so, and what became of it', async () => {
  const clerk = await signIn(desk.url, 'office1');
  const give = async (type: string, payload: Readonly<Record<string, unknown>>) =>
    expect(await submitOne(clerk, command(type, payload))).toMatchObject({ status: 'accepted' });
  await give('planSessions', { sessions: [{ date: '2027-10-06', leaderId: 'demo-leader1' }] });
  const today = dateInShanghai(Date.now());
  const taken = matter({ handlingUnitId: 'basic', facts: { ...matter().facts, responsibility: 'municipal' } });
  const { caseId } = taken;
  await give('registerCase', { channel: 'visit', receivedOn: today, matter: taken });
  const versionOf = async () =>
    (
      await clerk.query<{ petitionCase: { version: number } }>(
        'query ($id: ID!) { petitionCase(id: $id) { version } }',
        { id: caseId },
      )
    ).petitionCase.version;
  const accepted = { decision: 'accept', issuedOn: today };
  await give('issueAcceptanceNotice', { caseId, expectedVersion: await versionOf(), ...accepted });
  const extended = { days: 30, reason: '须鉴定', approverId: 'demo-leader1', decidedOn: today, toldOn: today };
  await give('extendHandling', { caseId, expectedVersion: await versionOf(), ...extended });
  const office = await desk.enter('office1');
  await office.goto(`${desk.url}/desk/cases/${caseId}`);
  const clock = office.locator('[data-clock="handling"]');
  await clock.locator('summary').getByText('暂定', { exact: true }).waitFor();
  await clock.locator('summary').click();
  await clock.getByText('通知录入后会重算').waitFor();

  const admin = await desk.enter('admin');
  await admin.goto(`${desk.url}/admin/calendar`);
  await admin.getByRole('button', { name: '导入通知' }).click();
  const sheet = admin.getByRole('dialog');
  const notice = await readFile(new URL('../regulation/notice-2027-trial.txt', import.meta.url), 'utf8');
  await sheet.getByLabel('通知原文').fill(`${notice}2028年12月10日`);
  await sheet.getByRole('button', { name: '核对' }).click();
  await sheet.getByText(/写的是2028年12月10日.*还没有印发/).waitFor();
  await sheet.getByLabel('通知原文').fill(notice);
  await sheet.getByRole('button', { name: '核对' }).click();
  const session = sheet.getByTestId('taken-sessions').locator('li').filter({ hasText: '2027年10月6日 周三' });
  expect(await session.textContent()).toContain('国庆节放假领导接访日 · 陆明远');
  await sheet.getByText('由局办公室逐次取消、告知约访的人').waitFor();
  await look(admin, 'notice-takes-sessions');
  await sheet.getByRole('button', { name: '提交复核' }).click();
  await admin.getByText('须由另一位系统管理员登录复核').waitFor();
  await admin.context().close();

  const second = await desk.enter('admin2');
  await second.goto(`${desk.url}/admin/calendar`);
  for (let twice = 0; twice < 2; twice += 1) await second.getByRole('button', { name: '复核无误，生效' }).click();
  await second.getByText('2027年放假安排已生效').waitFor();
  await second.context().close();
  await office.reload();
  await clock.locator('summary').click();
  await clock.getByTestId('clock-redated').getByText('按新的放假安排重算').waitFor();
  expect(await clock.textContent()).not.toContain('（暂定）');
  await look(office, 'clock-redated');
  await office.context().close();
});

test('a switch is changed with its reason; the page and the audit show by whom', async () => {
  const admin = await desk.enter('admin');
  await admin.getByRole('link', { name: '开关' }).click();
  await admin.getByRole('button', { name: '修改：预约截止' }).click();
  const sheet = admin.getByRole('dialog');
  await sheet.getByLabel('改为').fill('99');
  await sheet.getByLabel('修改理由').fill('局长办公会纪要');
  await sheet.getByRole('button', { name: '保存修改' }).click();
  await sheet.getByText('这项开关不能设成这个值').waitFor();
  await sheet.getByLabel('改为').fill('10');
  await sheet.getByRole('button', { name: '保存修改' }).click();
  const row = admin.locator('[data-setting="bookingDays"]');
  await row.getByText('10 天').waitFor();
  await row.getByText(/系统管理员.*改/).waitFor();
  await admin.getByRole('link', { name: '审计' }).click();
  const entry = admin.getByTestId('audit').locator('li').first();
  await entry.getByText('预约截止').waitFor();
  expect(await entry.textContent()).toContain('7 天 → 10 天');
  expect(await entry.textContent()).toContain('局长办公会纪要');
});
