import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RealBrowser, startBrowser } from '../testkit/browser.ts';
import { type HuiyinProcess, startHuiyin } from '../testkit/process.ts';
import { openVault } from '../testkit/vault.ts';

/*
 * A real bureau begins: from an empty database, with nothing but the browser and the code printed at start, to the first
 * case at a clerk's desk.
 */

const PASSWORD = '一句好记又够长的话，十二字';
const OWN = '自己想的一句话：春江潮水连海平';

let folder: string;
let huiyin: HuiyinProcess;
let office: RealBrowser;
let phone: Page;
let desk: Page;
/** Initial passwords as the administrator is shown them, by username. */
const given = new Map<string, string>();

const screenshots = process.env.HUIYIN_SCREENSHOTS;
async function look(page: Page, name: string): Promise<void> {
  if (screenshots) await page.screenshot({ path: join(screenshots, `${name}.png`) });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-begins-'));
  huiyin = await startHuiyin({ HUIYIN_DATA: folder, HUIYIN_DEMO: 'off' });
  office = await startBrowser(join(folder, 'office'), { width: 1440, height: 900 });
}, 120_000);

afterEach(async (context) => {
  if (context.task.result?.state !== 'fail') return;
  for (const [index, page] of office.browser
    .contexts()
    .flatMap((one) => one.pages())
    .entries())
    await look(page, `failed-${context.task.id}-${index}`);
});

afterAll(async () => {
  await office?.close();
  await huiyin?.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

test('the code printed at start makes the first administrator, who comes to the own door', async () => {
  const code = /\b[0-9a-f]{12}\b/.exec(huiyin.printed())?.[0] ?? '';
  const { page } = office;
  await page.goto(`${huiyin.url}/`);
  await page.getByRole('link', { name: '首次使用：设置管理员' }).click();
  await page.getByLabel('设置码').fill(code);
  await page.getByLabel('姓名').fill('王管理');
  await page.getByLabel('用户名').fill('wang');
  await page.getByLabel('新密码', { exact: true }).fill(PASSWORD);
  await page.getByLabel('再输一次新密码').fill(PASSWORD);
  await page.getByRole('button', { name: '创建管理员并登录' }).click();
  await page.waitForURL('**/admin');
  await page.getByText('还没有下级单位').waitFor();
  await look(page, 'admin-empty');
});

test('units come from a spreadsheet: bad rows are named and nothing is added until they are mended', async () => {
  const { page } = office;
  await page.getByRole('button', { name: '改名：教育局' }).click();
  await page.getByRole('dialog').getByLabel('单位全称').fill('清河市教育局');
  await page.getByRole('dialog').getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('已改名为“清河市教育局”。').waitFor();

  await page.getByRole('button', { name: '从表格粘贴' }).click();
  const sheet = page.getByRole('dialog');
  const lines = [
    '名称\t类别\t上级',
    '局办公室\t处室\t',
    '湖东区教育局\t区县教育局\t',
    '湖东区第一小学\t区县学校\t湖东教育局',
  ];
  await sheet.getByLabel('粘贴在这里').fill(lines.join('\n'));
  await sheet.getByText('没有名为“湖东教育局”的上级单位').waitFor();
  expect(await sheet.getByRole('button', { name: /添加这/ }).isDisabled()).toBe(true);
  await look(page, 'admin-paste');
  await sheet.getByLabel('粘贴在这里').fill(lines.join('\n').replace('湖东教育局', '湖东区教育局'));
  await sheet.getByRole('button', { name: '添加这 3 个单位' }).click();
  await page.getByText('已添加 3 个单位。').waitFor();
  await page.getByTestId('unit-tree').getByText('湖东区第一小学').waitFor();
  await look(page, 'admin-units');
});

test('a leader and a clerk are added, each with an initial password shown once', async () => {
  const { page } = office;
  await page.getByRole('link', { name: '人员' }).click();
  await addPerson(page, { username: 'lu', displayName: '陆局长', role: '局领导', unit: '清河市' });
  await addPerson(page, { username: 'xu', displayName: '许文静', role: '局办公室经办', unit: 'jbgs' });
  await page.getByTestId('people-list').getByText('许文静').waitFor();
  expect(new Set(given.values()).size).toBe(2);
  await look(page, 'admin-people');
});

test('the leader signs in with a password of their own and logs a visit; the case stands at the clerk’s desk', async () => {
  phone = await newPage({ width: 390, height: 844 });
  await firstSignIn(phone, 'lu');
  await phone.waitForURL('**/field');
  await openVault(phone);
  await phone
    .getByRole('link', { name: '记一次下访' })
    .or(phone.getByRole('button', { name: '记一次下访' }))
    .first()
    .click();
  const place = phone.getByLabel('去哪里').last();
  await place.waitFor();
  await place.fill('hdqdyxx');
  await phone.getByTestId('place-result').first().click();
  await phone.getByRole('radio', { name: '座谈走访' }).check();
  await phone.getByLabel('看到听到').fill('与家长座谈，查看校门口放学秩序。');
  await phone.getByRole('button', { name: '加一件事项' }).click();
  const sheet = phone.getByRole('dialog');
  await sheet.getByLabel('事项', { exact: true }).fill('放学时校门口拥堵');
  await sheet.getByRole('textbox', { name: '诉求' }).fill('希望安排人员疏导，请书面答复。');
  await sheet.getByLabel('姓名', { exact: true }).fill('李向前');
  await sheet.getByRole('textbox', { name: '电话' }).fill('13900002041');
  await sheet.getByRole('button', { name: '完成' }).click();
  await sheet.waitFor({ state: 'hidden' });
  await phone.getByRole('button', { name: '保存', exact: true }).click();

  desk = await newPage({ width: 1440, height: 900 });
  await firstSignIn(desk, 'xu');
  await desk.waitForURL('**/desk');
  await desk.getByRole('link', { name: '全部' }).click();
  const row = desk.getByTestId('case-row').filter({ hasText: '放学时校门口拥堵' });
  await row.first().waitFor({ timeout: 20_000 });
  expect(await row.first().textContent()).toContain('湖东区教育局');
  await look(desk, 'admin-first-case');
});

test('a closed account is out at once', async () => {
  const { page } = office;
  await page.getByRole('button', { name: '管理：许文静' }).click();
  const sheet = page.getByRole('dialog');
  await look(page, 'admin-person');
  await sheet.getByRole('button', { name: '停用' }).click();
  await sheet.getByText('许文静会立即退出').waitFor();
  await sheet.getByRole('button', { name: '停用' }).click();
  await page.getByText('“许文静”已停用。').waitFor();
  await desk.reload();
  await desk.waitForURL('**/sign-in**');
});

test('the yearly notice is pasted by one administrator and confirmed by another', async () => {
  const { page } = office;
  await addPerson(page, { username: 'liang', displayName: '梁复核', role: '系统管理员', unit: '教育局' });
  await page.getByRole('link', { name: '放假安排' }).click();
  await page.getByRole('button', { name: '导入通知' }).click();
  const sheet = page.getByRole('dialog');
  const notice = await readFile(new URL('../regulation/notice-2027-trial.txt', import.meta.url), 'utf8');
  await sheet.getByLabel('通知原文').fill(notice.replace('6月9日（周三）', '6月9日（周四）'));
  await sheet.getByRole('button', { name: '核对' }).click();
  await sheet.getByText('五、端午节').last().waitFor();
  await look(page, 'admin-calendar-wrong');
  await sheet.getByLabel('通知原文').fill(notice);
  await sheet.getByRole('button', { name: '核对' }).click();
  await sheet.getByTestId('notice-preview').waitFor();
  await sheet.getByRole('button', { name: '提交复核' }).click();
  await page.getByText('须由另一位系统管理员登录复核').waitFor();
  expect(await page.getByRole('button', { name: '复核无误' }).count()).toBe(0);

  const second = await newPage({ width: 390, height: 844 });
  await firstSignIn(second, 'liang');
  await second.waitForURL('**/admin');
  // what waits for this person says so in the bar, wherever they are
  await second.getByRole('link', { name: '放假安排 1 份待您复核' }).click();
  await second.getByRole('button', { name: '复核无误，生效' }).click();
  await second.getByRole('button', { name: '复核无误，生效' }).click();
  await second.getByText('2027年放假安排已生效').waitFor();
  await second.getByText('1 份待您复核').waitFor({ state: 'detached' });
  const year = second.getByTestId('known-years').locator('li').first();
  await year.getByText('正式').waitFor();
  expect(await year.textContent()).toContain('国办发明电〔2026〕9号');
  await look(second, 'admin-calendar');
});

async function newPage(viewport: { width: number; height: number }): Promise<Page> {
  const context = await office.browser.newContext({ viewport, locale: 'zh-CN' });
  return context.newPage();
}

async function addPerson(
  page: Page,
  person: { username: string; displayName: string; role: string; unit: string },
): Promise<void> {
  await page.getByRole('button', { name: '添加人员' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('用户名').fill(person.username);
  await sheet.getByLabel('姓名').fill(person.displayName);
  await sheet.getByLabel('角色').selectOption({ label: person.role });
  await sheet.getByLabel('单位').fill(person.unit);
  await sheet.getByTestId('place-result').first().click();
  await look(page, `admin-add-${person.username}`);
  await sheet.getByRole('button', { name: '添加人员' }).click();
  const shown = page.getByTestId('initial-password');
  await shown.waitFor();
  given.set(person.username, (await shown.textContent())?.trim() ?? '');
  await look(page, `admin-password-${person.username}`);
  await page.getByRole('button', { name: '我已交给本人' }).click();
}

async function firstSignIn(page: Page, username: string): Promise<void> {
  await page.goto(`${huiyin.url}/sign-in`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(given.get(username) ?? '');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByLabel('新密码', { exact: true }).fill(OWN);
  await page.getByLabel('再输一次新密码').fill(OWN);
  await look(page, `admin-first-password-${username}`);
  await page.getByRole('button', { name: '设好密码并登录' }).click();
}
