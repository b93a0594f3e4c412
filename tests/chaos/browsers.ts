import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type RealBrowser, startBrowser, tearStore } from '../testkit/browser.ts';
import { DEMO_PASSWORD } from '../testkit/graphql.ts';
import { openVault } from '../testkit/vault.ts';
import type { Chance } from './chance.ts';

/** The real app in a real Chromium of its own, worked by an untiring hand. */
export interface BrowserPhone {
  readonly username: string;
  /** Observations of visits that the screen has said are safe on this phone, with how many photos each. */
  readonly saved: ReadonlyMap<string, number>;
  /** Observations of visits that were being saved when the browser died: on the phone as a whole, or still a draft. */
  readonly unsure: ReadonlySet<string>;
  /** Writes visits until it is stopped, starting the browser again whenever it has died. */
  work(): Promise<void>;
  stop(): void;
  /**
   * SIGKILL to the browser with all its processes; false when it was dead anyway, or in the middle of a try of the PIN: one
   * that dies counts as wrong, by design, and a few of them shut the vault to the PIN. Often it dies in the middle of a record.
   */
  kill(): Promise<boolean>;
  /** Waits until the outbox is empty; else says what the screen shows instead. */
  finish(milliseconds: number): Promise<void>;
  /** What the screen showed in the end, when it was not an empty outbox. */
  readonly left: () => string | undefined;
  /** What the page of the outbox said when it was empty in the end. */
  readonly sent: () => string;
  /** How often it died in the middle of a record of its store. */
  readonly torn: () => number;
  /** What the screen said each time that the phone had no vault any more: the browser has thrown its store away. */
  readonly emptied: () => readonly string[];
  close(): Promise<void>;
}

/** Starts Chromium on a profile below `folder` and signs in over `url`, on a good road. */
export async function startBrowserPhone(
  parts: { readonly folder: string; readonly url: string; readonly username: string },
  chance: Chance,
): Promise<BrowserPhone> {
  const { folder, url, username } = parts;
  const profile = join(folder, `phone-${username}`);
  const saved = new Map<string, number>();
  const unsure = new Set<string>();
  let stopped = false;
  const doors: Doors = { unlocking: false, setUp: [] };
  let left: string | undefined;
  let sent = '';
  let torn = 0;
  let phone: RealBrowser = await open(profile);
  await enter(phone.page, url, username, doors);
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await phone.page.getByTestId('visits').locator('strong').first().waitFor();

  async function writeOne(page: Page): Promise<void> {
    const words = `真机走访 ${username} ${saved.size + unsure.size + 1} ${Math.floor(chance.next() * 1e9)}`;
    const photos = chance.hits(0.4) ? 1 : 0;
    await page.goto(`${url}/field`);
    await enter(page, url, username, doors);
    await page.getByRole('button', { name: '记一次下访' }).click();
    await page.getByRole('combobox', { name: '去哪里' }).fill('小学');
    await page.getByTestId('place-result').first().click();
    await page.getByRole('radio', { name: '座谈走访' }).check();
    await page.getByLabel('看到听到').fill(words);
    if (photos > 0) {
      const buffer = await page.screenshot({ type: 'jpeg', quality: 60 });
      await page.getByTestId('photo-input').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
      await page.getByTestId('photo').waitFor();
    }
    unsure.add(words);
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.waitForURL(/saved=/);
    saved.set(words, photos);
    unsure.delete(words);
  }

  return {
    ...{ username, saved, unsure },
    async work() {
      while (!stopped) {
        await writeOne(phone.page).catch(() => undefined);
        if (!phone.browser.isConnected() && !stopped) phone = await open(profile);
        await sleep(chance.between(50, 400));
      }
    },
    stop() {
      stopped = true;
    },
    async kill() {
      if (!phone.browser.isConnected() || doors.unlocking) return false;
      await phone.kill();
      if (chance.hits(0.5) && (await tearStore(profile, chance.pick([82, 32_000])))) torn += 1;
      return true;
    },
    async finish(milliseconds) {
      const end = Date.now() + milliseconds;
      if (!phone.browser.isConnected()) phone = await open(profile);
      left = 'nothing yet';
      while (Date.now() < end) {
        try {
          await phone.page.goto(`${url}/field/outbox`);
          await enter(phone.page, url, username, doors);
          await phone.page.getByText('全部已经送到服务器。').waitFor({ timeout: 8_000 });
          left = undefined;
          sent = (await phone.page.locator('main').textContent()) ?? '';
          return;
        } catch {
          left = `${phone.page.url()} ${await phone.page
            .locator('body')
            .textContent()
            .catch(() => '')}`;
          // A store that is gone with its copy does not come back by waiting.
          if (left.includes('丢失了回音')) return;
          await sleep(300);
        }
      }
    },
    left: () => left,
    sent: () => sent,
    torn: () => torn,
    emptied: () => doors.setUp.slice(1),
    close: () => phone.close(),
  };
}

/** On a busy machine a browser may not come up at the first try. */
async function open(profile: string): Promise<RealBrowser> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const phone = await startBrowser(profile);
      phone.page.setDefaultTimeout(15_000);
      return phone;
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(1_000);
    }
  }
}

interface Doors {
  unlocking: boolean;
  /** What the screen said whenever there was no vault: once, at the first opening. */
  readonly setUp: string[];
}

/** Goes through whatever doors stand between the person and the field now: the sign-in, the lock of the phone's vault. */
async function enter(page: Page, url: string, username: string, doors: Doors): Promise<void> {
  if (!page.url().startsWith(url)) await page.goto(`${url}/sign-in`);
  const password = page.getByLabel('密码', { exact: true });
  const again = page.getByRole('link', { name: '重新登录' });
  const inside = page.getByRole('navigation').or(page.getByTestId('lock-screen'));
  await inside
    .or(page.getByRole('heading', { name: '设置本机口令' }))
    .or(password)
    .first()
    .waitFor();
  if (await again.isVisible()) await again.click();
  if (await password.isVisible()) {
    await page.getByLabel('用户名').fill(username);
    await password.fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.waitForURL((now) => now.pathname.startsWith('/field'));
  }
  doors.unlocking = true;
  const said = await openVault(page).finally(() => {
    doors.unlocking = false;
  });
  if (said !== undefined) doors.setUp.push(said);
}
