import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dateInShanghai } from '@huiyin/domain';
import { askedBy } from '@huiyin/pwa/desk/list-address';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, matter, submitOne } from '../api/story.ts';
import { enterApp, type RealBrowser, startBrowser } from '../testkit/browser.ts';
import { startDemo } from '../testkit/demo.ts';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { type HuiyinProcess, startHuiyin } from '../testkit/process.ts';

// The wall at its three sizes, a number followed to its cases, a hall's screen by its link, a report read and taken along,
// and what was carried out of what replies promised.

let folder: string;
let huiyin: HuiyinProcess;
let browser: RealBrowser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-wall-'));
  huiyin = await startDemo(folder);
  browser = await startBrowser(join(folder, 'profile'));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await huiyin?.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

const newContext = (width: number, height: number): Promise<BrowserContext> =>
  browser.browser.newContext({ viewport: { width, height }, locale: 'zh-CN' });

async function enter(context: BrowserContext, username: string): Promise<Page> {
  const page = await context.newPage();
  await enterApp(page, huiyin.url, username);
  return page;
}

const number = async (page: Page, id: string): Promise<number> => Number(await page.getByTestId(id).textContent());
const overhang = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Every link of the wall into the list of cases, with the number it stands on. */
const links = (page: Page): Promise<[href: string, number: string][]> =>
  page
    .locator('main a[href^="/desk/cases"]')
    .evaluateAll((all) => all.map((one) => [one.getAttribute('href') ?? '', one.getAttribute('data-count') ?? '']));

/** How many cases the list of a link has: the page's own reading of the address, asked of the server as that person. */
async function listed(caller: Caller, href: string): Promise<string> {
  const { filter } = askedBy(Object.fromEntries(new URL(href, huiyin.url).searchParams));
  const { caseList } = await caller.query<{ caseList: { totalCount: number; more: boolean } }>(
    'query ($filter: CaseFilter) { caseList(filter: $filter, first: 1) { totalCount more } }',
    { filter },
  );
  return `${caseList.totalCount}${caseList.more ? '+' : ''}`;
}

test.each([
  [
    'office1',
    [
      ...[
        'status=open',
        'status=registered',
        'registered=',
        'alone=1',
        'channel=',
        'kind=',
        'sort=received',
        'sort=closed',
      ],
      ...['rate=onTimeReply.rest', 'rate=implemented.denominator', 'rate=extended.denominator', 'topic='],
    ],
  ],
  ['xihe', ['status=open', 'registered=', 'alone=1', 'kind=', 'sort=received', 'rate=']],
])('%s: every number of the wall leads to exactly its cases', { timeout: 90_000 }, async (username, kinds) => {
  const today = dateInShanghai(Date.now());
  const one = command('registerCase', {
    channel: 'call',
    receivedOn: today,
    // in handling before it came here (R28): its unit has it at once
    matter: matter({ handlingUnitId: 'xihe', facts: { ...matter().facts, priorHandling: 'inProgress' } }),
  });
  const office = await signIn(huiyin.url, 'office1');
  expect(await submitOne(office, { ...one, occurredAt: new Date().toISOString() })).toMatchObject({ code: null });
  const context = await newContext(1440, 900);
  const page = await enter(context, username);
  await page.goto(`${huiyin.url}/wall`);
  await page.getByTestId('wall-rates').waitFor();
  const found = new Map(await links(page));
  for (const kind of kinds) expect([kind, [...found.keys()].some((href) => href.includes(kind))]).toEqual([kind, true]);
  const wrong: unknown[] = [];
  const caller = await signIn(huiyin.url, username);
  for (const [href, number] of found) {
    const count = await listed(caller, href);
    if (count !== number) wrong.push([decodeURIComponent(href), number, count]);
  }
  expect(wrong).toEqual([]);
  await context.close();
});

test('office and phone: everything on one page; a number leads to exactly its cases', { timeout: 60_000 }, async () => {
  const context = await newContext(1440, 900);
  const page = await enter(context, 'office1');
  await page.goto(`${huiyin.url}/wall`);
  await page.getByTestId('wall-rates').waitFor();
  for (const part of ['days', 'months', 'rates', 'ages', 'kinds', 'topics', 'hotline'])
    expect([part, await page.getByTestId(`wall-${part}`).isVisible()]).toEqual([part, true]);
  await page
    .getByTestId('wall-rates')
    .getByRole('button', { name: /看表格/ })
    .click();
  expect(await page.getByRole('table', { name: '办理质效' }).getByRole('row').count()).toBe(10);
  const overdue = await number(page, 'count-overdue');
  expect(overdue).toBeGreaterThan(0);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overhang(page)).toBe(0);
  // a million stands whole on one line there
  const [wide, high, room, line] = await page.getByTestId('count-open').evaluate((figure) => {
    const place = figure.closest('dd');
    figure.textContent = '1,234,567';
    place?.style.setProperty('--signs', '9');
    const { width, height } = figure.getBoundingClientRect();
    return [width, height, place?.clientWidth ?? 0, 2 * Number.parseFloat(getComputedStyle(figure).fontSize)];
  });
  expect(wide).toBeLessThanOrEqual(room ?? 0);
  expect(high).toBeLessThan(line ?? 0);
  await page.getByRole('link', { name: /^超期：/ }).click();
  await page.getByTestId('case-total').waitFor();
  await expect.poll(() => page.getByTestId('case-total').getAttribute('data-count')).toBe(`${overdue}`);
  await context.close();
});

test('a hall’s screen by its link: views in turn, says when it is cut off, goes dark when the link is ended', {
  timeout: 90_000,
}, async () => {
  const desk = await newContext(1440, 900);
  const admin = await enter(desk, 'admin');
  await admin.goto(`${huiyin.url}/admin/screens`);
  await admin.getByLabel('大屏名称').fill('接待室走廊');
  await admin.getByRole('button', { name: '生成链接' }).click();
  const link = (await admin.getByTestId('secret-once').textContent()) ?? '';
  const hall = await newContext(1920, 1080);
  const screen = await hall.newPage();
  await screen.goto(link);
  await screen.getByTestId('count-open').waitFor();
  expect(await number(screen, 'count-open')).toBeGreaterThan(0);
  expect(await screen.getByRole('link').count()).toBe(0);
  const height = await screen.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  expect(height).toBe(0);
  for (const [view, part] of [
    ['收结趋势', 'wall-days'],
    ['时效与质效', 'wall-rates'],
    ['类别与热点', 'wall-topics'],
  ] as const) {
    await screen.getByRole('button', { name: view }).click();
    expect(await screen.getByTestId(part).isVisible()).toBe(true);
  }
  // the network is gone: believed at once, not when the next heartbeat is missed; and back as soon as it is
  await hall.setOffline(true);
  await screen.getByText(/已断开 \d 秒，显示的是 .* 的数/).waitFor({ timeout: 2_000 });
  await hall.setOffline(false);
  await screen.getByText(/实时 · 截至/).waitFor({ timeout: 10_000 });
  await huiyin.stop();
  await screen.getByText(/已断开 \d+ 秒，显示的是 .* 的数/).waitFor({ timeout: 20_000 });
  expect(await number(screen, 'count-open')).toBeGreaterThan(0);
  huiyin = await startHuiyin({ HUIYIN_DATA: folder, HUIYIN_DEMO: 'on', PORT: new URL(huiyin.url).port });
  await screen.getByText(/实时 · 截至/).waitFor({ timeout: 40_000 });
  await admin.getByRole('button', { name: '停用接待室走廊' }).click();
  await admin.getByRole('button', { name: '停用', exact: true }).click();
  await screen.getByText('这块大屏的链接已停用').waitFor({ timeout: 15_000 });
  await desk.close();
  await hall.close();
});

test('a report is asked for, made while one may leave, read with its charts and taken along', {
  timeout: 60_000,
}, async () => {
  const context = await newContext(1440, 900);
  const page = await enter(context, 'office1');
  await page.getByRole('link', { name: '报表' }).click();
  const list = page.getByTestId('report-list');
  await list.getByRole('listitem').first().waitFor();
  const before = await list.getByRole('listitem').count();
  await page.getByLabel('报告期').selectOption({ index: 0 });
  await page.getByRole('button', { name: '现在生成' }).click();
  await page.getByTestId('report-requests').or(page.getByText('已生成。')).first().waitFor();
  await page.getByRole('link', { name: '待办' }).click();
  await page.getByRole('link', { name: '报表' }).click();
  // it is there without loading the page anew
  await expect.poll(() => list.getByRole('listitem').count(), { timeout: 15_000 }).toBe(before + 1);
  await page.getByTestId('report-requests').waitFor({ state: 'detached' });
  await list.getByRole('link').first().click();
  const report = page.getByTestId('report');
  await report.getByRole('heading', { name: '一、总体情况' }).waitFor();
  expect(await report.getByRole('heading', { level: 2 }).allTextContents()).toHaveLength(10);
  expect(await report.getByRole('table', { name: /各项比率/ }).isVisible()).toBe(true);
  for (const name of [/收到和办结的月度走势/, /按来源渠道/])
    expect(await report.getByRole('img', { name }).locator('text').count()).toBeGreaterThan(10);
  for (const name of ['Word 文件', 'PDF 文件', '数据 .xlsx']) {
    const href = await page.getByRole('link', { name }).getAttribute('href');
    expect(await page.evaluate(async (url) => (await fetch(url)).status, href ?? '')).toBe(200);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overhang(page)).toBe(0);
  await context.close();
});

test('what was answered and not reported is found, reported as carried out, and then looked at by the office', {
  timeout: 60_000,
}, async () => {
  const context = await newContext(390, 844);
  const page = await enter(context, 'office1');
  await page.goto(`${huiyin.url}/desk/cases?carried=owed`);
  await page.getByTestId('case-total').waitFor();
  const total = async () => Number(await page.getByTestId('case-total').getAttribute('data-count'));
  await expect.poll(total).toBeGreaterThan(0);
  const owed = await total();
  await page.locator('[data-row]').first().click();
  await page.getByText('答复已作出，落实情况还没有登记。').waitFor();
  const give = async (name: string, fill: (form: Locator) => Promise<void>) => {
    await page
      .getByTestId('case-actions')
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .click();
    const form = page.getByRole('form', { name });
    await fill(form);
    await form.getByRole('button', { name, exact: true }).click();
    await form.waitFor({ state: 'detached' });
  };
  await give('登记落实情况', (form) => form.getByLabel('落实了哪些措施').fill('协管已到岗，放学时段秩序正常。'));
  await page.getByTestId('implementation').getByText('协管已到岗').waitFor();
  await give('核实落实情况', (form) => form.getByRole('radio', { name: '已核实落实' }).check());
  await page.getByText('已核实落实', { exact: true }).first().waitFor();
  expect(await overhang(page)).toBe(0);
  await page.goto(`${huiyin.url}/desk/cases?carried=owed`);
  await expect.poll(total).toBe(owed - 1);
  await context.close();
});
