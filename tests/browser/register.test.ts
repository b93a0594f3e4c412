import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casesWith, type DemoDesk, look, openDemoDesk, tabTo } from '../testkit/demo-desk.ts';
import { DEMO_PASSWORD } from '../testkit/graphql.ts';
import { typeDate } from './keyboard-walk.ts';

/* 登记 at the desk: by keyboard alone, once however often one clicks, and past the end of a session; then 查看完整信息. */

let desk: DemoDesk;
let page: Page;

beforeAll(async () => {
  desk = await openDemoDesk('register');
  page = await desk.enter('office1');
  await page.getByTestId('work-row').first().waitFor();
}, 120_000);
afterAll(() => desk?.close());

const field = (label: string) => page.locator('form').getByLabel(label);
const registered = () => page.getByTestId('registered-number').textContent({ timeout: 15_000 });

test('a letter by keyboard alone, in at most twelve interactions (fields filled and keys that act; Tab only moves on)', {
  timeout: 60_000,
}, async () => {
  let interactions = 1;
  await page.keyboard.press('n');
  await page.waitForURL('**/desk/register');
  await field('姓名（名称）').waitFor();
  for (const [label, text] of [
    ['姓名（名称）', '蒋丽娟'],
    ['电话', '14100008801'],
    ['事由', '反映学校门前路灯损坏'],
    ['诉求与经过', '校门前两盏路灯损坏近一个月，晚自习放学看不清路，请求尽快修复。'],
  ] as const) {
    await tabTo(field(label));
    await page.keyboard.type(text);
    interactions += 1;
  }
  await look(page, 'register');
  await tabTo(page.getByRole('button', { name: '登记', exact: true }));
  await page.keyboard.press('Enter');
  interactions += 1;
  expect(await registered()).toMatch(/^已登记：.+/);
  expect(interactions).toBeLessThanOrEqual(12);
  expect(await casesWith(page, '反映学校门前路灯损坏')).toBe(1);
});

test('a day is typed over another one, its noughts first, and is the day that was typed', async () => {
  await page.goto(`${desk.url}/desk/register`);
  for (const day of ['2026-02-03', '2026-01-05']) await typeDate(page, '收到日期', day);
});

test('a double click makes one case; a session that ends in the middle loses nothing', {
  timeout: 60_000,
}, async () => {
  const title = '反映校车站点没有遮雨棚';
  const fill = async (subject: string) => {
    await page.goto(`${desk.url}/desk/register`);
    await field('姓名（名称）').fill('蒋丽娟');
    await field('事由').fill(subject);
    await field('诉求与经过').fill('校车站点没有遮雨棚，下雨天学生淋雨等车，请求加装。');
  };
  await fill(title);
  await page.getByRole('button', { name: '登记', exact: true }).dblclick();
  await registered();
  expect(await casesWith(page, title)).toBe(1);

  const second = '反映校车晚点没有通知';
  await fill(second);
  await page.evaluate(() =>
    fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'mutation { signOut }' }),
    }),
  );
  const again = page.getByRole('button', { name: '重新登录' });
  if (!(await again.isVisible())) await page.getByRole('button', { name: '登记', exact: true }).click();
  await again.click();
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await again.waitFor({ state: 'detached' });
  expect(await field('事由').inputValue()).toBe(second);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await registered();
  expect(await casesWith(page, second)).toBe(1);
});

test('personal data: masked, shown for a reason, in the history without the data, masked again after leaving', {
  timeout: 60_000,
}, async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('link', { name: '打开看看' }).click();
  const petitioner = page.getByTestId('petitioner');
  await petitioner.waitFor();
  expect(await petitioner.textContent()).not.toContain('蒋丽娟');
  await page.getByRole('button', { name: '查看完整信息' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '查看并记录' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('查看理由').selectOption({ index: 1 });
  await look(page, 'reveal-form');
  await dialog.getByRole('button', { name: '查看并记录' }).click();
  await petitioner.getByText('蒋丽娟').waitFor();
  const viewed = page.locator('[data-event="personalDataViewed"]');
  await viewed.waitFor();
  expect(await viewed.textContent()).not.toContain('蒋丽娟');
  await look(page, 'revealed');
  await page.goto(`${desk.url}/desk/hotline`);
  await page.getByTestId('hotline-orders').waitFor();
  await look(page, 'hotline');
  await page.goto(`${desk.url}/desk/import`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await look(page, 'import');
  await page.goBack();
  await page.goBack();
  await petitioner.waitFor();
  expect(await petitioner.textContent()).not.toContain('蒋丽娟');
});
