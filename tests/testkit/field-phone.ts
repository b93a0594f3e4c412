import type { Page } from 'playwright-core';
import { DEMO_PASSWORD, signIn } from './graphql.ts';
import type { Proxy as RoadProxy } from './proxy.ts';
import { openVault } from './vault.ts';

/** Signs in at the field door; its lock or the question for a PIN (本机口令) then stands there. */
export async function enterField(page: Page, base: string, username = 'leader1'): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/field'));
}

/** Signed in, the vault open, and all that a day without signal needs on the phone. */
export async function makeReady(page: Page, base: string, username?: string): Promise<void> {
  await enterField(page, base, username);
  await openVault(page);
  await untilReady(page);
}

/** Until the app itself and the first pull are on the phone. */
export async function untilReady(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // The recent visits come with the first pull; the units came before them.
  await page.getByTestId('visits').locator('strong').first().waitFor();
}

/** Fills in a visit with all that it needs, from 今日; nothing is saved yet. */
export async function fillVisit(page: Page, observations: string): Promise<void> {
  await page.getByRole('button', { name: '记一次下访' }).click();
  await page.getByRole('combobox', { name: '去哪里' }).fill('小学');
  await page.getByTestId('place-result').first().click();
  await page.getByRole('radio', { name: '座谈走访' }).check();
  await page.getByLabel('看到听到').fill(observations);
}

/** Saves a visit with no signal: the screen says that it is safe on the phone. */
export async function saveOffline(page: Page, road: RoadProxy, observations: string): Promise<void> {
  road.set('closed');
  await page.goto(`${road.url}/field`);
  await fillVisit(page, observations);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('已存到本机，有网后自动上报').waitFor();
}

/** The visits with these words that the server has. */
export async function visitsWith(
  base: string,
  observations: string,
  username = 'leader1',
): Promise<readonly { readonly leaderName: string }[]> {
  const caller = await signIn(base, username);
  const { outreachVisits } = await caller.query<{
    outreachVisits: { edges: { node: { observations: string; leaderName: string } }[] };
  }>('{ outreachVisits(first: 50) { edges { node { observations leaderName } } } }');
  return outreachVisits.edges.map(({ node }) => node).filter((one) => one.observations === observations);
}
