import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { picture, tearStore } from '../testkit/browser.ts';
import {
  type FieldPhone,
  fillVisit,
  makeReady,
  openFieldPhone,
  untilReady,
  visitsWith,
} from '../testkit/field-phone.ts';
import { openVault } from '../testkit/vault.ts';

/*
 * The phone's own disk fails: a row that cannot be read any more, no room at Save, files of the browser destroyed. What can
 * be saved is saved, it is said what cannot, and nothing else is lost.
 */

let phone: FieldPhone;

beforeAll(async () => {
  phone = await openFieldPhone('disk');
  await makeReady(phone.page, phone.url);
}, 120_000);

afterAll(() => phone?.close(), 30_000);

const save = (page: Page) => page.getByRole('button', { name: '保存', exact: true }).click();
const openToday = async (page: Page) => {
  await page.goto(`${phone.url}/field`);
  await openVault(page);
};

test('no room at Save: said at once, the form stays; with room again it is saved and arrives once', async () => {
  const { page } = phone;
  await openToday(page);
  await fillVisit(page, '存满了的那一次');
  await page.getByTestId('draft-line').getByText('草稿已存本机').waitFor();
  const disk = await page.context().newCDPSession(page);
  await disk.send('Storage.overrideQuotaForOrigin', { origin: phone.url, quotaSize: 1 });
  // The browser remembers for half a minute how much room there was.
  await page.waitForTimeout(31_000);
  await save(page);
  await page.getByText('手机存储空间不足，没有存下').first().waitFor();
  expect(await page.getByLabel('看到听到').inputValue()).toBe('存满了的那一次');
  await disk.send('Storage.overrideQuotaForOrigin', { origin: phone.url });
  await save(page);
  await page.waitForURL((url) => url.pathname === '/field');
  await expect.poll(() => visitsWith(phone.url, '存满了的那一次'), { timeout: 20_000 }).toHaveLength(1);
}, 90_000);

test('one piece of work cannot be read any more: it is said and kept, the others go out, and all is not sent', async () => {
  const { page } = phone;
  await openToday(page);
  await page.context().setOffline(true);
  for (const words of ['坏掉的那一次', '好好的那一次']) {
    await fillVisit(page, words);
    await save(page);
    await page.waitForURL((url) => url.pathname === '/field');
  }
  const damage = () =>
    page.evaluate(async () => {
      const name = (await indexedDB.databases())
        .map((one) => one.name ?? '')
        .find((one) => /^huiyin-(?!device)/.test(one));
      const db = await new Promise<IDBDatabase>((resolve) => {
        const asked = indexedDB.open(name ?? '');
        asked.onsuccess = () => resolve(asked.result);
      });
      const tx = db.transaction('commands', 'readwrite');
      const rows = await new Promise<{ commandId: string; order: number; state: string; sealed: ArrayBuffer }[]>(
        (resolve) => {
          const asked = tx.objectStore('commands').getAll();
          asked.onsuccess = () => resolve(asked.result);
        },
      );
      const first = rows.filter(({ state }) => state !== 'received').toSorted((a, b) => a.order - b.order)[0];
      if (first === undefined) throw new Error('no unsent work');
      const bytes = new Uint8Array(first.sealed).subarray(20, 60);
      const already = bytes.every((byte) => byte === 7);
      bytes.fill(7);
      tx.objectStore('commands').put(first);
      await new Promise((resolve) => {
        tx.oncomplete = resolve;
      });
      db.close();
      return already;
    });
  // what the app still writes of it, that it could not be sent, would make it whole again
  await expect.poll(damage, { interval: 1_000 }).toBe(true);
  await page.context().setOffline(false);
  await page.goto(`${phone.url}/field/outbox`);
  await openVault(page);
  await page.getByText('本机有 1 项内容已损坏').waitFor();
  await expect.poll(() => visitsWith(phone.url, '好好的那一次'), { timeout: 20_000 }).toHaveLength(1);
  expect(await visitsWith(phone.url, '坏掉的那一次')).toHaveLength(0);
  await expect.poll(() => page.getByTestId('outbox').count(), { timeout: 20_000 }).toBe(0);
  expect(await page.getByText('全部已经送到服务器。').count()).toBe(0);
});

/** Opens the app with a signal: a store that is new has the units from the server then. */
async function pulled(): Promise<void> {
  await phone.page.context().setOffline(false);
  await openToday(phone.page);
  await untilReady(phone.page);
}

/** A visit that is only on the phone, written with no signal. */
async function saveWithoutSignal(words: string): Promise<void> {
  const { page } = phone;
  await page.context().setOffline(true);
  await openToday(page);
  await fillVisit(page, words);
  await save(page);
  await page.waitForURL((url) => url.pathname === '/field');
}

/** Kills the browser, does something to its files, starts it again. */
async function dieAnd(harm: () => Promise<void>): Promise<Page> {
  await phone.kill();
  await harm();
  const page = await phone.revive();
  await page.goto(`${phone.url}/field/outbox`);
  return page;
}

async function destroyStore(): Promise<void> {
  const files = join(phone.profile, 'Default', 'IndexedDB');
  for (const one of await readdir(files)) {
    for (const file of await readdir(join(files, one))) {
      if (/^MANIFEST|\.log$|\.ldb$/.test(file)) await writeFile(join(files, one, file), Buffer.alloc(4096, 0xa5));
    }
  }
}

test.each([
  ['throws its store away', 82],
  ['forgets what was written last', 32_000],
])(
  'killed in the middle of a record, and once more after a save, the browser %s: the second copy brings it back',
  async (_what, body) => {
    const words = `断在半条记录之后 ${body}`;
    await pulled();
    await phone.kill();
    expect(await tearStore(phone.profile, body)).toBe(true);
    await phone.revive();
    await saveWithoutSignal(words);
    const page = await dieAnd(async () => undefined);
    await page.getByTestId('lock-screen').waitFor();
    await openVault(page);
    await expect.poll(() => visitsWith(phone.url, words), { timeout: 20_000 }).toHaveLength(1);
  },
  90_000,
);

test('the browser’s files are destroyed: the second copy brings everything back, and it goes out once', async () => {
  await pulled();
  await saveWithoutSignal('随手机坏掉的那一次');
  const page = await dieAnd(destroyStore);
  expect(await page.getByTestId('lock-unsent').textContent()).toContain('项');
  await openVault(page);
  await expect.poll(() => visitsWith(phone.url, '随手机坏掉的那一次'), { timeout: 20_000 }).toHaveLength(1);
  // The row that could not be read above was whole in the copy.
  await expect.poll(() => visitsWith(phone.url, '坏掉的那一次'), { timeout: 20_000 }).toHaveLength(1);
  await page.getByText('全部已经送到服务器。').waitFor();
}, 90_000);

/** Until the browser has written to its disk what the witness (witness.ts) was told last: it does so when it likes. */
async function untilWitnessed(): Promise<void> {
  const folder = join(phone.profile, 'Default', 'Local Storage', 'leveldb');
  const written = async () => {
    const told = await phone.page.evaluate(
      () => Object.entries(localStorage).find(([key]) => key.startsWith('huiyin.kept.'))?.[1],
    );
    const logs = (await readdir(folder)).filter((name) => name.endsWith('.log'));
    const texts = await Promise.all(logs.map((name) => readFile(join(folder, name), 'latin1')));
    return told !== undefined && texts.some((text) => text.includes(told));
  };
  await expect.poll(written, { timeout: 60_000 }).toBe(true);
}

test('the second copy is gone too: what was lost is said, nothing says that all is sent, work goes on', async () => {
  await pulled();
  await saveWithoutSignal('两处都坏掉的那一次');
  await untilWitnessed();
  const page = await dieAnd(async () => {
    await destroyStore();
    await rm(join(phone.profile, 'Default', 'Service Worker', 'CacheStorage'), { recursive: true });
  });
  const lost = page.getByText(/丢失了回音在这部手机上的存储.*有 1 项没有报送或没有写完.*请尽快补记/);
  await lost.waitFor();
  await openVault(page);
  await page.goto(`${phone.url}/field/outbox`);
  await openVault(page);
  await lost.waitFor();
  await picture(page, 'loss');
  expect(await page.getByText('全部已经送到服务器。').count()).toBe(0);
  await page.getByRole('button', { name: '我已核对并补记' }).click();
  await page.getByText('全部已经送到服务器。').waitFor();
  await page.goto(`${phone.url}/field`);
  await openVault(page);
  await page.getByTestId('visits').locator('strong').first().waitFor();
  await fillVisit(page, '补记的那一次');
  await save(page);
  await expect.poll(() => visitsWith(phone.url, '补记的那一次'), { timeout: 20_000 }).toHaveLength(1);
  expect(await visitsWith(phone.url, '存满了的那一次')).toHaveLength(1);
}, 150_000);
