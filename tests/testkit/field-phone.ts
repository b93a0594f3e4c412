import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { enterApp, type RealBrowser, startBrowser } from './browser.ts';
import { startDemo } from './demo.ts';
import { signIn } from './graphql.ts';
import { type Proxy as RoadProxy, startProxy } from './proxy.ts';
import { openVault } from './vault.ts';

/** The demo bureau, a phone, and between them a road that can be cut. The browser is the phone's as it was started last. */
export interface FieldPhone extends Omit<RealBrowser, 'close'> {
  /** The server's own address, for everybody else: the phone goes by `road.url`. */
  readonly url: string;
  readonly port: number;
  readonly road: RoadProxy;
  /** Where the server and the browser keep their files. */
  readonly folder: string;
  readonly profile: string;
  /** A page of another phone, with nothing on it yet; the road is open. */
  another(options?: BrowserContextOptions): Promise<Page>;
  /** A screen at a desk, nobody signed in. */
  desk(): Promise<Page>;
  /** Starts the browser that was killed again, on what it has left on the disk. */
  revive(): Promise<Page>;
  close(): Promise<void>;
}

const phoneSize = { width: 390, height: 844 };

/** Starts all three. `name` tells whose folder it is that a broken run leaves behind. */
export async function openFieldPhone(name: string): Promise<FieldPhone> {
  const folder = await mkdtemp(join(tmpdir(), `huiyin-${name}-`));
  const profile = join(folder, 'phone');
  const huiyin = await startDemo(folder);
  const road = await startProxy(huiyin.port);
  let now = await startBrowser(profile, phoneSize);
  return {
    ...{ url: huiyin.url, port: huiyin.port, road, folder, profile },
    get browser() {
      return now.browser;
    },
    get context() {
      return now.context;
    },
    get page() {
      return now.page;
    },
    kill: () => now.kill(),
    async another(options) {
      road.set('open');
      return (await now.browser.newContext({ viewport: phoneSize, locale: 'zh-CN', ...options })).newPage();
    },
    desk: async () =>
      (await now.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage(),
    async revive() {
      now = await startBrowser(profile, phoneSize);
      return now.page;
    },
    async close() {
      await now.close();
      await road.close();
      await huiyin.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Signs in at the field door; its lock or the question for a PIN (本机口令) then stands there. */
export async function enterField(page: Page, base: string, username = 'leader1'): Promise<void> {
  await enterApp(page, base, username);
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
