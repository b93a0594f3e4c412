import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startBrowser } from './browser.ts';
import { DEMO_PASSWORD } from './graphql.ts';
import { startHuiyin } from './process.ts';

/** The demo bureau on a server and in a browser of its own, as its people find it at a desk. */
export interface DemoDesk {
  readonly url: string;

  /** Somebody of the demo bureau, signed in on a screen of their own. */
  enter(username: string): Promise<Page>;
  close(): Promise<void>;
}

const viewport = { width: 1440, height: 900 };

/** Starts both. `name` tells whose folder it is that a broken run leaves behind. */
export async function openDemoDesk(name: string): Promise<DemoDesk> {
  const folder = await mkdtemp(join(tmpdir(), `huiyin-${name}-`));
  const huiyin = await startHuiyin({ HUIYIN_DATA: folder, HUIYIN_DEMO: 'on' });
  const browser = await startBrowser(join(folder, 'profile'), viewport);
  return {
    url: huiyin.url,
    async enter(username) {
      const page = await (await browser.browser.newContext({ viewport, locale: 'zh-CN' })).newPage();
      await page.goto(`${huiyin.url}/sign-in`);
      await page.getByLabel('用户名').fill(username);
      await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
      return page;
    },
    async close() {
      await browser.close();
      await huiyin.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
