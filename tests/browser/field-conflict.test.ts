import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { type RealBrowser, startBrowser } from '../testkit/browser.ts';
import { DEMO_PASSWORD } from '../testkit/graphql.ts';
import { type HuiyinProcess, startHuiyin } from '../testkit/process.ts';
import { openVault } from '../testkit/vault.ts';

/*
 * A correction written on the phone meets one that the office made first. The phone shows both sides, the author chooses,
 * and the server keeps what was not taken.
 */

let folder: string;
let huiyin: HuiyinProcess;
let phone: RealBrowser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-conflict-'));
  huiyin = await startHuiyin({ HUIYIN_DATA: folder, HUIYIN_DEMO: 'on' });
  phone = await startBrowser(join(folder, 'phone'));
  page = phone.page;
  await page.goto(`${huiyin.url}/sign-in`);
  await page.getByLabel('用户名').fill('leader1');
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/field'));
  await openVault(page);
  await page.getByTestId('visits').locator('strong').first().waitFor();
}, 120_000);

afterAll(async () => {
  await phone?.close();
  await huiyin?.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

const shots = process.env.HUIYIN_SHOTS;
const look = async (name: string) => {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
};

test('今日, 案件 and a place’s history show what the phone keeps', async () => {
  await page.getByTestId('duty').getByText('下一次').waitFor();
  await look('today');
  await page.goto(`${huiyin.url}/field/cases`);
  await openVault(page);
  await page.getByTestId('case').first().waitFor();
  await look('cases');
  await page.getByRole('searchbox').fill('小学');
  await look('cases-search');
  await page.getByRole('link', { name: /小学/ }).first().click();
  await page.getByTestId('place-cases').waitFor();
  await look('place');
});
