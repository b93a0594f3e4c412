import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { DEMO_PASSWORD } from './graphql.ts';
import { shiftDate } from './shift-date.ts';

/** A real browser process on a profile of its own, so that it can be killed and started again where it was. */
export interface RealBrowser {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** SIGKILL to the browser and all its processes, as when a phone's battery is pulled out. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--lang=zh-CN',
  '--remote-debugging-port=0',
  // A microphone that hums, and nobody to ask whether it may be used.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** Starts Chromium on `profile` and connects to it. `size` is the window in CSS pixels. */
export async function startBrowser(profile: string, size = { width: 390, height: 844 }): Promise<RealBrowser> {
  const program = process.env.HUIYIN_BROWSER ?? '/usr/bin/chromium';
  const child = spawn(program, [...flags, `--window-size=${size.width},${size.height}`, `--user-data-dir=${profile}`], {
    detached: true, // A process group of its own: SIGKILL reaches the renderers too.
    stdio: ['ignore', 'ignore', 'pipe'],
    // A Chinese browser: date fields read 2026/11/25, not 11/25/2026.
    env: { ...process.env, LANG: 'zh_CN.UTF-8', LANGUAGE: 'zh_CN' },
  });
  const gone = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const browser = await devtoolsAddress(child)
    .then((address) => chromium.connectOverCDP(address, { timeout: 60_000 }))
    .catch((error: unknown) => {
      // One that is left half started would hold the profile for ever.
      if (child.pid !== undefined && !gone()) process.kill(-child.pid, 'SIGKILL');
      throw error;
    });
  const context = browser.contexts()[0];
  if (!context) throw new Error('Chromium started without a context');
  if (process.env.HUIYIN_AHEAD) await onAnotherDay(browser, context, { ahead: Number(process.env.HUIYIN_AHEAD) });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize(size);
  const signal = async (name: NodeJS.Signals) => {
    if (child.pid === undefined || gone()) return;
    const end = once(child, 'exit');
    process.kill(-child.pid, name);
    await end;
  };
  return {
    browser,
    context,
    page,
    kill: () => signal('SIGKILL'),
    close: async () => {
      await browser.close().catch(() => undefined);
      await signal('SIGKILL');
    },
  };
}

/** The clock of the whole run (vitest.config.ts) in pages too; service workers keep the machine's. */
async function onAnotherDay(browser: Browser, first: BrowserContext, clock: { ahead: number }): Promise<void> {
  await first.addInitScript(shiftDate, clock);
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    await context.addInitScript(shiftDate, clock);
    return context;
  };
}

/** Fills in the sign-in that stands there, and sends it. */
export async function fillSignIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
}

/** Signs in at the door `base`, as far as the page that opens then. */
export async function enterApp(page: Page, base: string, username: string): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await fillSignIn(page, username);
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

const screenshots = process.env.HUIYIN_SCREENSHOTS;

/** A picture of a page as it stands, for people to look at, where HUIYIN_SCREENSHOTS names a folder. */
export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  if (screenshots) await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage });
}

function devtoolsAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`Chromium did not start:\n${text}`)), 30_000);
    child.stderr?.on('data', (bytes: Buffer) => {
      text = (text + bytes.toString()).slice(-4000);
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(text);
      if (found?.[1]) {
        clearTimeout(timer);
        resolve(found[1]);
      }
    });
    child.on('exit', () => {
      clearTimeout(timer);
      reject(new Error(`Chromium ended at once:\n${text}`));
    });
  });
}

/**
 * What a kill now and then leaves of the log that holds all databases of an origin: the head of a record without its body
 * (google/leveldb#1287). The next start takes the log up again behind it; the one after that throws everything away or,
 * while less than the `body` bytes that the head promises have been written since, forgets those. To be called while the
 * browser is dead. False when there is no log yet.
 */
export async function tearStore(profile: string, body: number): Promise<boolean> {
  const folder = join(profile, 'Default', 'IndexedDB');
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const log = names
    .filter((name) => /leveldb.\d+\.log$/.test(name))
    .toSorted()
    .at(-1);
  if (log === undefined) return false;
  // A record lies in one block of 32 KiB, behind a head of seven bytes: checksum, length, kind. Nulls fill a block up.
  const left = 32_768 - ((await stat(join(folder, log))).size % 32_768);
  const head = Buffer.from([1, 2, 3, 4, body & 255, body >> 8, 1]);
  await appendFile(join(folder, log), left < body + 7 ? Buffer.concat([Buffer.alloc(left), head]) : head);
  return true;
}
