import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picture, startBrowser } from '../testkit/browser.ts';
import {
  enterField,
  type FieldPhone,
  fillVisit,
  makeReady,
  openFieldPhone,
  saveOffline,
  visitsWith,
} from '../testkit/field-phone.ts';
import { signIn } from '../testkit/graphql.ts';
import { openVault } from '../testkit/vault.ts';

/*
 * The vault's store on a real phone's disk: what a thief finds there, and what becomes of it when the app goes to another version
 * and back. Nothing is told, and nothing is lost.
 */

let phone: FieldPhone;

beforeAll(async () => {
  phone = await openFieldPhone('vault-store');
}, 120_000);

afterAll(() => phone?.close(), 30_000);

/** Names of the files below `root` that hold one of the words, in UTF-8 or UTF-16. */
async function filesWith(root: string, words: readonly string[]): Promise<string[]> {
  const needles = words.flatMap((word) => [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')]);
  const found: string[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
    if (needles.some((needle) => bytes.includes(needle))) found.push(entry.name);
  }
  return found;
}

/** Everything that the page's own origin keeps, as text. */
function keptByPage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const kept: unknown[] = [
      document.cookie,
      { ...localStorage },
      { ...sessionStorage },
      location.href,
      document.title,
    ];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of database.objectStoreNames)
        kept.push(
          await new Promise((resolve, reject) => {
            const all = database.transaction(store).objectStore(store).getAll();
            all.onsuccess = () => resolve(all.result);
            all.onerror = () => reject(all.error);
          }),
        );
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) kept.push(request.url, await (await cache.match(request))?.text());
    }
    return JSON.stringify(kept, (_key, value) =>
      value instanceof ArrayBuffer ? new TextDecoder('utf-8').decode(value) : value,
    );
  });
}

describe('what a thief finds', () => {
  test('neither the page’s stores nor any file of the browser’s profile holds a word of it', async () => {
    const MARK = '奚标记';
    const profile = join(phone.folder, 'thief');
    const own = await startBrowser(profile);
    const { page } = own;
    phone.road.set('open');
    await makeReady(page, phone.road.url);
    await saveOffline(page, phone.road, `${MARK}说校车停运`);
    phone.road.set('open');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.goto(`${phone.road.url}/field/outbox`);
    await page.getByTestId('sent').getByTestId('outbox-item').waitFor({ timeout: 20_000 });
    await page.goto(`${phone.road.url}/field`);
    await fillVisit(page, `${MARK}没写完的`);
    const photo = await page.screenshot({ type: 'jpeg', quality: 80 });
    await page.getByTestId('photo-input').setInputFiles({ name: `${MARK}.jpg`, mimeType: 'image/jpeg', buffer: photo });
    await page.getByTestId('photo').waitFor();
    await page.getByTestId('draft-line').getByText('草稿已存本机').waitFor();
    expect(await page.getByLabel('看到听到').inputValue()).toContain(MARK);
    await page.goto(`${phone.road.url}/field/visits`);
    await page.getByText(MARK).first().waitFor({ state: 'attached' });

    const kept = await keptByPage(page);
    expect(kept.length).toBeGreaterThan(10_000);
    for (const word of [MARK, '陆明远', 'observations']) expect(kept.split('/assets/')[0]).not.toContain(word);
    expect(kept).not.toContain(MARK);
    expect(kept).not.toContain('陆明远');
    // The search can find: a word that was written in the clear on purpose.
    await page.evaluate(writeInTheClear, '查得到的字');
    // Closed in good order, so that everything that waited in memory is on the disk.
    const devtools = await own.browser.newBrowserCDPSession();
    await devtools.send('Browser.close').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await own.close();
    expect(await filesWith(profile, ['查得到的字'])).not.toEqual([]);
    expect(await filesWith(profile, [MARK, '陆明远'])).toEqual([]);
  });
});

describe('另一个版本的存储', () => {
  test('unsent work of version 1 is sealed and goes out; a store of a newer version is left alone', async () => {
    const page = await phone.another();
    const { personId } = await signIn(phone.url, 'leader1');
    const words = '第一版写的';
    // No page of the app is open here: as version 1 left it.
    await page.goto(`${phone.road.url}/healthz`);
    await page.evaluate(makeVersion1, { personId, words, unit: await someSchool() });
    await makeReady(page, phone.road.url);
    await expect.poll(async () => (await visitsWith(phone.url, words)).length, { timeout: 20_000 }).toBe(1);
    expect(await keptByPage(page)).not.toContain(words);

    await saveOffline(page, phone.road, '新版本之前写的');
    phone.road.set('open');
    await page.goto(`${phone.road.url}/healthz`);
    const before = await page.evaluate(raiseVersion, `huiyin-${personId}`);
    await page.goto(`${phone.road.url}/field`);
    await page.getByText('本机的内容由更新的版本保存').waitFor();
    await picture(page, 'vault-newer');
    await page.goto(`${phone.road.url}/healthz`);
    expect(await page.evaluate(raiseVersion, `huiyin-${personId}`)).toEqual(before);
    await page.context().close();
  });

  test('old build, new build, old build, new build: queued work and an open form outlive each', async () => {
    // No service worker: each load is the build that the server has just then.
    const page = await phone.another({ serviceWorkers: 'block' });
    const context = page.context();
    let build: 'old' | 'new' = 'old';
    let sending = false;
    let rewritten = 0;
    await context.route(/\/assets\/.*\.js$/, async (route) => {
      const answer = await route.fetch();
      // The next build has a store of one version more.
      const next = (await answer.text()).replace(/(\w+)\.length,\{upgrade:/, (_all, steps: string) => {
        rewritten += 1;
        return `${steps}.length+1,{upgrade:`;
      });
      await (build === 'old' ? route.fulfill({ response: answer }) : route.fulfill({ response: answer, body: next }));
    });
    await context.route('**/graphql', (route) =>
      !sending && route.request().postData()?.includes('submitCommands') ? route.abort() : route.continue(),
    );
    await enterField(page, phone.road.url, 'leader2');
    await openVault(page);
    await page.getByTestId('visits').locator('strong').first().waitFor();
    await page.getByRole('link', { name: '今日' }).click();
    await fillVisit(page, '两个版本之间的');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已存到本机，有网后自动上报').waitFor();
    await fillVisit(page, '换版本时没写完的');
    await page.getByTestId('draft-line').getByText('草稿已存本机').waitFor();
    // the line may still speak of the fields before: the last is written when the hand has rested
    await page.waitForTimeout(1_500);

    build = 'new';
    await page.reload();
    await openVault(page);
    expect(rewritten).toBeGreaterThan(0);
    await expect.poll(() => page.getByLabel('看到听到').inputValue()).toBe('换版本时没写完的');
    await page.getByLabel('看到听到').fill('新版本里接着写的');
    await page.getByTestId('draft-line').getByText('草稿已存本机').waitFor();
    await page.waitForTimeout(1_500);

    build = 'old';
    await page.reload();
    await page.getByText('本机的内容由更新的版本保存').waitFor();

    build = 'new';
    sending = true;
    await page.reload();
    await openVault(page);
    await expect.poll(() => page.getByLabel('看到听到').inputValue()).toBe('新版本里接着写的');
    await expect
      .poll(async () => (await visitsWith(phone.url, '两个版本之间的', 'leader2')).length, { timeout: 20_000 })
      .toBe(1);
    await context.close();
  });
});

async function someSchool(): Promise<string> {
  const caller = await signIn(phone.url, 'leader1');
  const { units } = await caller.query<{ units: { id: string; kind: string }[] }>('{ units { id kind } }');
  return units.find(({ kind }) => kind === 'districtSchool')?.id ?? '';
}

/** Runs in the page: puts a word into IndexedDB as it is. */
async function writeInTheClear(word: string): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('control', 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore('words', { keyPath: 'key' });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  await new Promise<void>((resolve, reject) => {
    const tx = db.transaction('words', 'readwrite', { durability: 'strict' });
    tx.objectStore('words').put({ key: 'control', word });
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
  });
  db.close();
}

/** Runs in the page: the stores of version 1, made word for word by its code, with one visit that waits. */
async function makeVersion1({ personId, words, unit }: { personId: string; words: string; unit: string }) {
  const open = (name: string) =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name, 1);
      opening.onupgradeneeded = () => {
        const db = opening.result;
        db.createObjectStore('commands', { keyPath: 'commandId' }).createIndex('order', 'order');
        db.createObjectStore('attachments', { keyPath: 'id' }).createIndex('ownerId', 'ownerId');
        db.createObjectStore('drafts', { keyPath: 'id' });
        db.createObjectStore('entities', { keyPath: 'key' });
        db.createObjectStore('meta', { keyPath: 'key' });
      };
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
  const put = (db: IDBDatabase, store: string, row: unknown) =>
    new Promise<void>((resolve, reject) => {
      const tx = db.transaction(store, 'readwrite');
      tx.objectStore(store).put(row);
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error);
    });
  const viewer = {
    id: personId,
    username: 'leader1',
    displayName: '陆明远',
    role: 'leader',
    unit: { id: 'u', name: '局' },
  };
  const device = await open('huiyin-device');
  await put(device, 'meta', { key: 'viewers', value: [viewer] });
  await put(device, 'meta', { key: 'lastViewer', value: viewer });
  device.close();
  const visitId = `01890000-0000-7000-8000-${String(Date.now()).slice(-12)}`;
  const store = await open(`huiyin-${personId}`);
  await put(store, 'commands', {
    commandId: visitId.replace('0189', '018a'),
    order: 1,
    type: 'logOutreachVisit',
    payload: {
      ...{ type: 'logOutreachVisit', visitId, mode: 'discussionVisit', placeUnitId: unit, programme: false },
      visitedOn: new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now()),
      ...{ companions: [], observations: words, matters: [], followUps: [], attachments: [] },
    },
    occurredAt: new Date().toISOString(),
    authorId: personId,
    streams: [`outreachVisit:${visitId}`],
    attachmentIds: [],
    summary: { title: '某小学', matters: 0, photos: 0 },
    ...{ state: 'waiting', attempts: 0, notBefore: 0, missingAttachments: 0 },
  });
  store.close();
}

/** Runs in the page: makes the store one of version 99, as a later app would, and counts its rows. */
async function raiseVersion(name: string): Promise<readonly number[]> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name, 99);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const counts: number[] = [];
  for (const store of db.objectStoreNames)
    counts.push(
      await new Promise<number>((resolve, reject) => {
        const asked = db.transaction(store).objectStore(store).count();
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      }),
    );
  db.close();
  return counts;
}
