import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RealBrowser, startBrowser } from '../testkit/browser.ts';
import { DEMO_PASSWORD } from '../testkit/graphql.ts';
import { type HuiyinProcess, startHuiyin } from '../testkit/process.ts';

/* What is typed into a case is never lost and never overwrites unseen: races, reloads, cut lines, ended sessions, shared tabs. */

let folder: string;
let huiyin: HuiyinProcess;
let browser: RealBrowser;
let office: Page;
let colleague: Page;
/** Letters that wait for their notice. */
let cases: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-lost-work-'));
  huiyin = await startHuiyin({ HUIYIN_DATA: folder, HUIYIN_DEMO: 'on' });
  browser = await startBrowser(join(folder, 'profile'), { width: 1440, height: 900 });
  [office, colleague] = await Promise.all([enter('office1'), enter('office2')]);
  cases = await freshCases(office, 3);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await huiyin?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const screenshots = process.env.HUIYIN_SCREENSHOTS;
async function look(page: Page, name: string): Promise<void> {
  if (screenshots) await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}

async function signIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
}

async function enter(username: string, context?: BrowserContext): Promise<Page> {
  const own =
    context ?? (await browser.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' }));
  const page = await own.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(`${huiyin.url}/sign-in`);
  await signIn(page, username);
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return page;
}

/** Ids of cases that are only registered, so that every form of the beginning is open. */
async function freshCases(page: Page, count: number): Promise<readonly string[]> {
  await page.goto(`${huiyin.url}/desk/cases?status=registered`);
  await page.getByTestId('case-row').nth(count).waitFor();
  const rows = await page.getByTestId('case-row').evaluateAll((all) => all.map((row) => row.getAttribute('data-case')));
  return rows.flatMap((id) => id ?? []);
}

const caseUrl = (at: number) => `${huiyin.url}/desk/cases/${cases[at]}`;

async function form(page: Page, at: number, command: string, name: string) {
  await page.goto(`${caseUrl(at)}?do=${command}`);
  const found = page.getByRole('form', { name });
  await found.waitFor();
  return found;
}

const entries = (page: Page, event: string) => page.locator(`[data-event="${event}"]`);

test('typed, loaded anew, and a colleague was first: both versions field by field, then refused with the article', async () => {
  let mine = await form(office, 0, 'issueAcceptanceNotice', '出具受理告知单');
  await mine.getByRole('radio', { name: '不予受理' }).check();
  mine = office.getByRole('form', { name: '出具不予受理告知单' });
  await mine.getByLabel('不予受理的理由').fill('不属于教育行政部门职责');
  await office.goto(`${huiyin.url}/desk`);

  const theirs = await form(colleague, 0, 'issueAcceptanceNotice', '出具受理告知单');
  await theirs.getByRole('button', { name: '出具受理告知单' }).click();
  await entries(colleague, 'acceptanceNoticeIssued').waitFor();

  await office.reload();
  const unsent = office.getByTestId('unsent');
  await unsent.getByText('出具受理告知').waitFor();
  await look(office, 'unsent');
  await unsent.getByRole('button', { name: '接着填' }).click();
  const race = mine.getByTestId('race');
  await race.getByRole('radio', { name: '我的：不予受理' }).waitFor();
  await race.getByRole('radio', { name: '对方的：受理' }).waitFor();
  await mine.getByText('丁晓波').first().waitFor();
  await look(office, 'race-notice');
  await race.getByRole('radio', { name: '我的：不予受理' }).check();
  await mine.getByRole('button', { name: '按所选继续' }).click();
  expect(await mine.getByLabel('不予受理的理由').inputValue()).toBe('不属于教育行政部门职责');
  await mine.getByLabel('法律政策说明').fill('《信访工作条例》第二十三条');
  await mine.getByLabel('有权处理的机关、单位').fill('市市场监督管理局');
  await mine.getByRole('button', { name: '出具不予受理告知单' }).click();
  // what goes out and cannot be taken back is asked for once more
  await office.getByRole('dialog').getByRole('button', { name: '确定出具不予受理告知单' }).click();
  const refused = mine.getByRole('alert');
  await refused.waitFor();
  expect(await refused.textContent()).toContain('依据');
  expect(await mine.getByLabel('不予受理的理由').inputValue()).toBe('不属于教育行政部门职责');
  await look(office, 'race-refused');
  await office.reload();
  await office.getByTestId('unsent').getByRole('button', { name: '不要了' }).click();
  await office.getByRole('dialog').getByRole('button', { name: '清除' }).click();
  await office.getByTestId('unsent').waitFor({ state: 'detached' });
});

test('a double click acts once; an answer lost on the way is asked for again, and counts once', async () => {
  let urging = await form(office, 1, 'urgeCase', '催办');
  await urging.getByLabel('催办内容').fill('请尽快办理并反馈。');
  await urging.getByRole('button', { name: '催办', exact: true }).dblclick();
  await urging.waitFor({ state: 'detached' });
  await entries(office, 'caseUrged').first().waitFor();
  expect(await entries(office, 'caseUrged').count()).toBe(1);

  urging = await form(office, 1, 'urgeCase', '催办');
  await urging.getByLabel('催办内容').fill('再次催办。');
  let lost = 0;
  await office.route('**/graphql', async (route) => {
    const sent = (route.request().postData() ?? '').includes('submitCommands');
    if (!sent || lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    // the live line brings what it has done before the line is cut
    await entries(office, 'caseUrged').nth(1).waitFor();
    return route.abort('connectionreset');
  });
  await urging.getByRole('button', { name: '催办', exact: true }).click();
  await urging.getByRole('alert').waitFor();
  await look(office, 'line-cut');
  expect(await urging.getByLabel('催办内容').inputValue()).toBe('再次催办。');
  await urging.getByRole('button', { name: '催办', exact: true }).click();
  await urging.waitFor({ state: 'detached' });
  await office.unroute('**/graphql');
  await office.reload();
  await entries(office, 'caseUrged').nth(1).waitFor();
  expect(lost).toBe(1);
  expect(await entries(office, 'caseUrged').count()).toBe(2);

  // pressed for the wrong case: taken back with the reason, and its letter is cancelled
  const back = await form(office, 1, 'retractAct', '撤回操作');
  await back.getByRole('radio', { name: /^催办/ }).check();
  await back.getByRole('button', { name: '撤回操作' }).click();
  await back.getByText(/理由/).first().waitFor();
  await back.getByLabel('撤回的理由').fill('催错了一件。');
  await back.getByRole('button', { name: '撤回操作' }).click();
  await back.waitFor({ state: 'detached' });
  await entries(office, 'actRetracted').getByText('催办：催错了一件。').waitFor();
  await entries(office, 'documentVoided').waitFor();
  await look(office, 'retracted');
});

test('a session that ends in the middle of a form: signed in again over it, and sent as it was typed', async () => {
  const screening = await form(office, 2, 'preScreenCase', '初审');
  await screening.getByLabel('证件材料').fill('身份证复印件');
  await screening.getByRole('radio', { name: '建议受理', exact: true }).check();
  await office.context().clearCookies();
  await screening.getByRole('button', { name: '初审', exact: true }).click();
  await office.getByRole('button', { name: '重新登录' }).click();
  await office.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await office.keyboard.press('Enter');
  await office.getByRole('button', { name: '重新登录' }).waitFor({ state: 'detached' });
  expect(await screening.getByLabel('证件材料').inputValue()).toBe('身份证复印件');
  await screening.getByRole('button', { name: '初审', exact: true }).click();
  await screening.waitFor({ state: 'detached' });
  await entries(office, 'casePreScreened').waitFor();
});

test('another person signs in in another tab: this one shows nothing of the first, who finds the text again', async () => {
  const screening = await form(office, 1, 'preScreenCase', '初审');
  await screening.getByLabel('证件材料').fill('残疾证');
  const other = await office.context().newPage();
  await other.goto(`${huiyin.url}/password`);
  await other.goto(`${huiyin.url}/desk`);
  await other.locator('header details summary').click();
  await other.getByRole('button', { name: '退出登录' }).click();
  await office.waitForURL('**/sign-in*');
  expect(await office.content()).not.toContain('残疾证');

  await signIn(other, 'basic');
  await other.waitForURL('**/desk');
  await office.goto(`${huiyin.url}/desk`);
  await office.getByText('温雅琴').first().waitFor();
  expect(await office.getByTestId('unsent').count()).toBe(0);
  await other.locator('header details summary').click();
  await other.getByRole('button', { name: '退出登录' }).click();
  await office.waitForURL('**/sign-in*');

  await signIn(office, 'office1');
  const found = office.getByTestId('unsent').locator('li').filter({ hasText: '初审' });
  await found.getByRole('button', { name: '接着填' }).click();
  await screening.waitFor();
  expect(await screening.getByLabel('证件材料').inputValue()).toBe('残疾证');
  await look(office, 'found-again');
});

test('a booking at the door of a reception: a stray Esc, a window loaded anew, a lost answer and an ended session lose nothing', async () => {
  await office.goto(`${huiyin.url}/desk/reception`);
  await office.getByTestId('session-list').getByRole('link').nth(3).click();
  const booking = office.getByTestId('booking-form');
  const open = async () => {
    await office.getByRole('button', { name: '登记约访' }).first().click();
    await booking.waitFor();
  };
  const said = () => booking.getByRole('textbox', { name: '诉求' }).inputValue();
  await open();
  await booking.getByRole('textbox', { name: '来访人' }).fill('蒋丽娟');
  await booking.getByRole('textbox', { name: '反映事项' }).fill('校门口没有遮雨棚');
  await booking.getByRole('textbox', { name: '诉求' }).fill('接孩子时淋雨，请求加装。');
  await office.keyboard.press('Escape');
  await booking.waitFor({ state: 'detached' });
  await open();
  expect(await said()).toBe('接孩子时淋雨，请求加装。');
  await office.reload();
  await open();
  expect(await said()).toBe('接孩子时淋雨，请求加装。');

  await office.context().clearCookies();
  await booking.getByRole('button', { name: '登记约访' }).click();
  await office.getByRole('button', { name: '重新登录' }).waitFor();
  await look(office, 'booking-signed-out');
  await office.getByRole('button', { name: '重新登录' }).click();
  await office.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await office.keyboard.press('Enter');
  await office.getByRole('button', { name: '重新登录' }).waitFor({ state: 'detached' });
  expect(await said()).toBe('接孩子时淋雨，请求加装。');

  let lost = 0;
  await office.route('**/graphql', async (route) => {
    if (lost > 0 || !(route.request().postData() ?? '').includes('bookReception')) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await booking.getByRole('button', { name: '登记约访' }).click();
  await booking.getByRole('alert').waitFor();
  await look(office, 'booking-kept');
  await booking.getByRole('button', { name: '登记约访' }).click();
  await booking.waitFor({ state: 'detached' });
  await office.unroute('**/graphql');
  expect(lost).toBe(1);
  const rows = office.locator('li[data-number]').filter({ hasText: '校门口没有遮雨棚' });
  await rows.first().waitFor();
  expect(await rows.count()).toBe(1);
  await open();
  expect(await said()).toBe('');
});

/** A form, where its words are typed, and what is done with it in the end. */
interface Typed {
  readonly what: string;
  readonly who: 'office1' | 'admin';
  readonly at: string;
  /** On the page of the first case that is listed there. */
  readonly within?: true;
  /** The button that opens it. */
  readonly open: string;
  readonly fields: Readonly<Record<string, string>>;
  /** A choice that must be made first, for the fields to be there. */
  readonly choose?: string;
  /** The button that sends it, and the words of which there is then one more on the page; without them it is thrown away. */
  readonly send?: { readonly button: string; readonly leaves: string };
}

/** The page of the second session to come, whenever this runs. */
const session = 'a session';
test.each<Typed>([
  {
    what: 'who is told to come to a reception',
    who: 'office1',
    at: session,
    open: '通知到场',
    choose: '法律顾问',
    fields: { 法律顾问姓名: '顾明法' },
    send: { button: '通知到场', leaves: '顾明法 未回执' },
  },
  {
    what: 'why a session is cancelled',
    who: 'office1',
    at: session,
    open: '取消接访',
    fields: { 理由: '全市停电检修。' },
  },
  {
    what: 'why personal data are looked at',
    who: 'office1',
    at: '/desk/cases?status=registered',
    within: true,
    open: '查看完整信息',
    choose: '其他（请写明）',
    fields: { 具体理由: '核对回访电话。' },
  },
  {
    what: 'the name of a view',
    who: 'office1',
    at: '/desk/cases?due=overdue',
    open: '保存为视图',
    fields: { 视图名称: '每周一看的超期件' },
  },
  {
    what: 'a person',
    who: 'admin',
    at: '/admin/people',
    open: '添加人员',
    fields: { 用户名: 'zhuxh', 姓名: '朱晓红' },
  },
  {
    what: 'a unit',
    who: 'admin',
    at: '/admin',
    open: '添加单位',
    fields: { 单位全称: '语言文字工作处', 简称: '语工处' },
    send: { button: '保存', leaves: '语言文字工作处' },
  },
  {
    what: 'what is new in a template',
    who: 'admin',
    at: '/admin/templates',
    open: '修改受理告知书的模板',
    fields: { 改了什么: '换了新的落款' },
  },
  {
    what: 'a switch of the bureau',
    who: 'admin',
    at: '/admin/settings',
    open: '修改：上午工作时间',
    fields: { 改为: '08:00-11:30', 修改理由: '按市里新的作息时间。' },
  },
  {
    what: 'the yearly notice',
    who: 'admin',
    at: '/admin/calendar',
    open: '导入通知',
    fields: { 通知原文: '一、元旦：1月1日放假。' },
  },
])('$what, typed: a session that ended, a window loaded anew, a double click lose nothing', async (one) => {
  const page = await enter(one.who);
  const form = page.getByRole('dialog').first();
  const choose = async (label: string) => {
    const radio = form.getByRole('radio', { name: label });
    const choice = radio.or(form.getByRole('combobox')).first();
    await choice.waitFor();
    await ((await radio.count()) > 0 ? radio.check() : choice.selectOption({ label }));
  };
  const open = async () => {
    await page.getByRole('button', { name: one.open, exact: true }).first().click();
    if (one.choose) await choose(one.choose);
  };
  const field = (label: string) => form.getByLabel(new RegExp(`^${label}`));
  const typed = () => Promise.all(Object.keys(one.fields).map((label) => field(label).inputValue()));
  await page.goto(`${huiyin.url}${one.at === session ? '/desk/reception' : one.at}`);
  if (one.at === session) await page.getByTestId('session-list').getByRole('link').nth(1).click();
  if (one.within) await page.getByTestId('case-row').first().getByRole('link').click();
  await open();
  const place = page.url();
  const before = await typed();
  for (const [label, words] of Object.entries(one.fields)) await field(label).fill(words);
  await page.context().clearCookies();
  await page.reload();
  await signIn(page, one.who);
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.goto(place);
  await open();
  expect(await typed()).toEqual(Object.values(one.fields));
  await form.getByText('内容都在').waitFor();
  await look(page, `found-${one.open}`);

  if (one.send) {
    await form.getByRole('button', { name: one.send.button, exact: true }).dblclick();
    await form.waitFor({ state: 'detached' });
    await page.getByText(one.send.leaves).first().waitFor();
    await page.reload();
    await page.getByText(one.send.leaves).first().waitFor();
    expect(await page.getByText(one.send.leaves).count()).toBe(1);
  } else {
    await form.getByRole('button', { name: '重新填写' }).click();
    await page.getByRole('button', { name: '清除', exact: true }).click();
    if (one.choose) await choose(one.choose);
    expect(await typed()).toEqual(before);
    await page.reload();
  }
  await open();
  expect(await typed()).toEqual(before);
  await page.context().close();
});

test('what a colleague set meanwhile stands beside what was typed; only the next save goes over it', async () => {
  const [page, other] = await Promise.all([enter('admin'), enter('admin')]);
  const form = (of: Page) => of.getByRole('dialog').first();
  const open = async (of: Page) => {
    await of.goto(`${huiyin.url}/admin/settings`);
    await of.getByRole('button', { name: '修改：下午工作时间', exact: true }).click();
  };
  await open(page);
  await form(page).getByLabel(/^改为/).fill('14:00-18:00');
  await open(other);
  await form(other).getByLabel(/^改为/).fill('13:15-17:15');
  await form(other)
    .getByLabel(/^修改理由/)
    .fill('按夏季作息。');
  await form(other).getByRole('button', { name: '保存修改', exact: true }).click();
  await form(other).waitFor({ state: 'detached' });

  await open(page);
  expect(await form(page).getByLabel(/^改为/).inputValue()).toBe('14:00-18:00');
  await form(page)
    .getByText(/别人已改为“13:15.+17:15”/)
    .waitFor();
  await look(page, 'moved-setting');
  // their value taken over: nothing is left to choose between
  await form(page).getByLabel(/^改为/).fill('13:15-17:15');
  await form(page).getByText('别人已改为').waitFor({ state: 'detached' });
  // once more, with the form left open: what the colleague set is not written over in silence, and stands beside it
  const save = async (of: Page, hours: string) => {
    await form(of).getByLabel(/^改为/).fill(hours);
    await form(of)
      .getByLabel(/^修改理由/)
      .fill('作息调整。');
    await form(of).getByRole('button', { name: '保存修改', exact: true }).click();
  };
  await form(page).getByLabel(/^改为/).fill('14:00-18:00');
  await open(other);
  await save(other, '13:00-17:00');
  await form(other).waitFor({ state: 'detached' });
  await save(page, '14:00-18:00');
  await form(page).getByText('别人已经改过这里').waitFor();
  await form(page)
    .getByText(/别人已改为“13:00.+17:00”/)
    .waitFor();
  await look(page, 'moved-open-setting');
  await save(page, '14:00-18:00');
  await form(page).waitFor({ state: 'detached' });
  for (const one of [page, other]) await one.context().close();
});
