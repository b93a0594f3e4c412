import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { enterApp, picture, startBrowser } from './browser.ts';
import { startDemo } from './demo.ts';

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
  const huiyin = await startDemo(folder);
  const browser = await startBrowser(join(folder, 'profile'), viewport);
  return {
    url: huiyin.url,
    async enter(username) {
      const page = await (await browser.browser.newContext({ viewport, locale: 'zh-CN' })).newPage();
      await enterApp(page, huiyin.url, username);
      return page;
    },
    async close() {
      await browser.close();
      await huiyin.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Moves on with Tab alone, as far as the first such control: it can be reached, and comes in its turn. */
export async function tabTo(control: Locator): Promise<void> {
  await control.first().waitFor();
  for (let times = 0; times < 90; times += 1) {
    if (await inFocus(control.first())) return;
    await control.page().keyboard.press('Tab');
  }
  throw new Error('not reached by Tab');
}

export const inFocus = (control: Locator) => control.evaluate((element) => element === document.activeElement);

/** How many cases a search finds, as the API counts them for who is signed in on that screen. */
export function casesWith(page: Page, search: string): Promise<number> {
  return page.evaluate(async (words) => {
    const query = 'query ($search: String) { caseList(filter: { search: $search }) { totalCount } }';
    const body = JSON.stringify({ query, variables: { search: words } });
    const headers = { 'content-type': 'application/json' };
    const answer = await (await fetch('/graphql', { method: 'POST', headers, body })).json();
    return answer.data.caseList.totalCount;
  }, search);
}

/** Pictures of a screen on a phone and at a desk, the desk's size staying in the end. */
export async function look(page: Page, name: string): Promise<void> {
  if (!process.env.HUIYIN_SCREENSHOTS) return;
  for (const size of [{ width: 390, height: 844 }, viewport]) {
    await page.setViewportSize(size);
    await picture(page, `${name}-${size.width}`, true);
  }
}
