import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type RealBrowser, startBrowser } from '../testkit/browser.ts';
import { loadFieldDoor } from '../testkit/first-load.ts';
import type { Proxy as RoadProxy } from '../testkit/proxy.ts';
import { openVault, PIN } from '../testkit/vault.ts';
import type { Row } from './harness.ts';

const SAVES = 30;

/** What the real app does in a real Chromium; `road` leads to the server. */
export async function browserRows(folder: string, road: RoadProxy): Promise<Row[]> {
  const profile = join(folder, 'phone');
  let phone: RealBrowser = await startBrowser(profile);
  try {
    const { files, bytes } = await loadFieldDoor(phone.page, road.url);
    await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    // The units come with the first pull.
    await phone.page.getByTestId('visits').locator('strong').first().waitFor({ timeout: 30_000 });
    road.set('closed');
    const saves = await saveRows(phone.page, road.url);
    await phone.close();
    phone = await startBrowser(profile);
    const cold = await coldStart(phone, road.url);
    const what = `JavaScript of the field door, ${files} files, gzipped`;
    return [...saves, ...cold, { what, value: bytes / 1024, unit: 'KiB' }];
  } finally {
    road.set('open');
    await phone.close();
  }
}

/** A bare strict put of a record of a visit's size, in the same page; p50 and p95 in milliseconds. */
async function barePuts(page: Page): Promise<readonly number[]> {
  return page.evaluate(async (times) => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('bench-bare', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('rows');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const taken: number[] = [];
    for (let n = 0; n < times; n += 1) {
      const from = performance.now();
      await new Promise<void>((resolve, reject) => {
        const tx = db.transaction('rows', 'readwrite', { durability: 'strict' });
        tx.objectStore('rows').put(crypto.getRandomValues(new Uint8Array(2_000)), n);
        tx.oncomplete = () => resolve();
        tx.onabort = () => reject(tx.error);
      });
      taken.push(performance.now() - from);
    }
    db.close();
    return taken;
  }, SAVES);
}

/** From the tap on Save until the page may say that the visit is safe: it leaves the form then. */
async function saveRows(page: Page, url: string): Promise<Row[]> {
  await page.addInitScript(() => {
    let tapped = 0;
    const taken: number[] = [];
    Object.assign(window, { taken });
    addEventListener(
      'click',
      ({ target }) => {
        const button = target instanceof Element ? target.closest('button') : null;
        if (button?.textContent?.trim() === '保存') tapped = performance.now();
      },
      { capture: true },
    );
    for (const name of ['pushState', 'replaceState'] as const) {
      const real = history[name].bind(history);
      history[name] = (state, unused, next) => {
        if (tapped > 0 && String(next).includes('saved=')) taken.push(performance.now() - tapped);
        tapped = 0;
        real(state, unused, next);
      };
    }
  });
  const taken: number[] = [];
  const bare: number[] = [];
  const before = await storeBytes(page);
  await page.goto(`${url}/field`);
  await openVault(page);
  for (let n = 0; n < SAVES; n += 1) {
    await page
      .getByRole('link', { name: '今天' })
      .or(page.getByRole('button', { name: '记一次下访' }))
      .first()
      .waitFor();
    await page.getByRole('button', { name: '记一次下访' }).click();
    await page.getByRole('combobox', { name: '去哪里' }).fill('小学');
    await page.getByTestId('place-result').first().click();
    await page.getByRole('radio', { name: '座谈走访' }).check();
    await page
      .getByLabel('看到听到')
      .fill(`第 ${n} 次走访。校门口放学时段车多，家长希望增设护学岗；食堂明厨亮灶已落实，抽查台账齐全。`);
    await page.getByTestId('draft-line').getByText('草稿已存本机').waitFor();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.waitForURL(/saved=/);
    taken.push(...(await page.evaluate(() => (window as unknown as { taken: number[] }).taken.splice(0)))); // set above
    if (n % 10 === 9) bare.push(...(await barePuts(page)));
  }
  const size = ((await storeBytes(page)) - before) / SAVES / 1024;
  const [p50, p95] = [percentile(taken, 0.5), percentile(taken, 0.95)];
  return [
    { what: 'bare IndexedDB strict put of 2 KB, p50', value: percentile(bare, 0.5), unit: 'ms', ratio: 1 },
    { what: 'bare IndexedDB strict put of 2 KB, p95', value: percentile(bare, 0.95), unit: 'ms' },
    {
      what: 'tap Save → safe on disk (checked, sealed), p50',
      value: p50,
      unit: 'ms',
      ratio: p50 / percentile(bare, 0.5),
    },
    {
      what: 'tap Save → safe on disk (checked, sealed), p95',
      value: p95,
      unit: 'ms',
      ratio: p95 / percentile(bare, 0.95),
    },
    { what: `store of the phone, a visit without photos (of ${taken.length})`, value: size, unit: 'KiB' },
  ];
}

/** What the browser says IndexedDB takes on the disk, its log files included. */
function storeBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const estimate: StorageEstimate & { usageDetails?: { indexedDB?: number } } = await navigator.storage.estimate();
    return estimate.usageDetails?.indexedDB ?? estimate.usage ?? 0;
  });
}

/** A browser just started, no signal, a processor four times slower: until the lock shows, and from the PIN to a form. */
async function coldStart({ page }: RealBrowser, url: string): Promise<Row[]> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const form = page.getByRole('combobox', { name: '去哪里' });
  const lock = page.getByTestId('lock-screen');
  const from = performance.now();
  await page.goto(`${url}/field/visits/new`, { waitUntil: 'commit' });
  await lock.or(form).first().waitFor({ timeout: 60_000 });
  const shown = performance.now() - from;
  const asked = performance.now();
  if (await lock.isVisible()) {
    await page.getByLabel('本机口令', { exact: true }).fill(PIN);
    await page.getByRole('button', { name: '打开', exact: true }).click();
  }
  await form.fill('小学');
  await page.getByTestId('place-result').first().waitFor({ timeout: 60_000 });
  const usable = performance.now() - asked;
  return [
    { what: 'cold offline start to the lock, CPU 4× slower', value: shown, unit: 'ms' },
    { what: 'from the PIN to a form that finds a place, CPU 4× slower', value: usable, unit: 'ms' },
    { what: 'cold offline start to a usable form, CPU 4× slower', value: shown + usable, unit: 'ms' },
  ];
}

/** The value below which this share of the figures lies. */
function percentile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
