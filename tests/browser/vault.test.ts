import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RealBrowser, startBrowser } from '../testkit/browser.ts';
import { DEMO_PASSWORD, signIn } from '../testkit/graphql.ts';
import { type HuiyinProcess, startHuiyin } from '../testkit/process.ts';
import { type Proxy as RoadProxy, startProxy } from '../testkit/proxy.ts';
import { openVault, PIN } from '../testkit/vault.ts';

/*
 * The vault on a real phone browser and a real server: what a thief finds on the disk, several people on one phone, a
 * phone revoked from the desk, a store of another version. Nothing is lost, and nothing is told.
 */

const phoneSize = { width: 390, height: 844 };
const screenshots = process.env.HUIYIN_SCREENSHOTS;

let folder: string;
let huiyin: HuiyinProcess;
let road: RoadProxy;
let phone: RealBrowser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-vault-'));
  huiyin = await startHuiyin({ HUIYIN_DATA: folder, HUIYIN_DEMO: 'on' });
  road = await startProxy(huiyin.port);
  phone = await startBrowser(join(folder, 'phone'));
}, 120_000);

afterAll(async () => {
  await phone?.close();
  await road?.close();
  await huiyin?.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

async function look(page: Page, name: string): Promise<void> {
  if (screenshots) await page.screenshot({ path: join(screenshots, `${name}.png`) });
}

async function freshPhone(): Promise<{ context: BrowserContext; page: Page }> {
  road.set('open');
  const context = await phone.browser.newContext({ viewport: phoneSize, locale: 'zh-CN' });
  return { context, page: await context.newPage() };
}

async function enter(page: Page, username: string): Promise<void> {
  await page.goto(`${road.url}/sign-in`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/field'));
}

/** Signed in, the vault open, and all that a day without signal needs on the phone. */
async function makeReady(page: Page, username = 'leader1'): Promise<void> {
  await enter(page, username);
  await openVault(page);
  await untilReady(page);
}

async function untilReady(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.getByTestId('visits').locator('strong').first().waitFor();
}

async function fillVisit(page: Page, observations: string): Promise<void> {
  await page.goto(`${road.url}/field`);
  await fillVisitHere(page, observations);
}

async function fillVisitHere(page: Page, observations: string): Promise<void> {
  await page.getByRole('button', { name: '记一次下访' }).click();
  await page.getByRole('combobox', { name: '去哪里' }).fill('小学');
  await page.getByTestId('place-result').first().click();
  await page.getByRole('radio', { name: '座谈走访' }).check();
  await page.getByLabel('看到听到').fill(observations);
}

async function saveOffline(page: Page, observations: string): Promise<void> {
  road.set('closed');
  await fillVisit(page, observations);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('已存到本机，有网后自动上报').waitFor();
}

async function unlock(page: Page, pin: string): Promise<void> {
  await page.getByLabel('本机口令', { exact: true }).fill(pin);
  await page.getByRole('button', { name: '打开', exact: true }).click();
}

async function lock(page: Page): Promise<void> {
  await page.goto(`${road.url}/field/me`);
  await page.getByRole('button', { name: '立即锁定' }).click();
  await page.getByTestId('lock-screen').waitFor();
}

/** The visits with these words that the server has. */
async function visitsWith(observations: string, username = 'leader1'): Promise<{ leaderName: string }[]> {
  const caller = await signIn(huiyin.url, username);
  const { outreachVisits } = await caller.query<{
    outreachVisits: { edges: { node: { observations: string; leaderName: string } }[] };
  }>('{ outreachVisits(first: 50) { edges { node { observations leaderName } } } }');
  return outreachVisits.edges.map(({ node }) => node).filter((one) => one.observations === observations);
}

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

describe('本机口令', () => {
  test('locks, counts wrong tries, opens again where one was; every window with it', async () => {
    const { context, page } = await freshPhone();
    await enter(page, 'leader1');
    await page.getByRole('heading', { name: '设置本机口令' }).waitFor();
    await page.getByLabel('本机口令', { exact: true }).fill('123456');
    await page.getByLabel('再输一次').fill('12345');
    await page.getByRole('button', { name: '设好并打开' }).click();
    await page.getByText('不能用连续或相同的数字、字母').waitFor();
    await page.getByText('两次输入的口令不一样').waitFor();
    await look(page, 'vault-set-up');
    await openVault(page);
    await untilReady(page);
    await saveOffline(page, '锁住之前写的');
    // Loaded again, or in a second window: the key is still in memory, nobody asks.
    await page.reload();
    await page.getByRole('navigation', { name: '主要页面' }).waitFor();
    const second = await context.newPage();
    await second.goto(`${road.url}/field/outbox`);
    await second.getByTestId('outbox-item').waitFor();

    await lock(page);
    await second.getByTestId('lock-screen').waitFor();
    expect(await page.getByTestId('lock-unsent').textContent()).toBe('还有 1 项没有上报，打开后自动上报。');
    expect(await page.locator('body').textContent()).not.toContain('陆明远');
    await unlock(page, '不是这一句');
    await page.getByText('口令不对，还可以试 9 次。内容不会因为输错而丢失。').waitFor();
    await look(page, 'vault-locked');
    // Killed and loaded again, the count stands.
    await page.reload();
    await unlock(page, '不是这一句');
    await page.getByText('还可以试 8 次').waitFor();
    await unlock(page, '不是这一句');
    await page.getByText(/还可以试 7 次.*请等 \d+ 秒再试/).waitFor();
    expect(await page.getByRole('button', { name: '打开', exact: true }).isDisabled()).toBe(true);
    await second.close();
    // The wait is over when the clock says so; the right one opens where one was.
    await page.clock.setFixedTime(Date.now() + 40_000);
    await page.reload();
    await unlock(page, PIN);
    await page.waitForURL((url) => url.pathname === '/field/me');
    await page.getByTestId('vault').waitFor();
    await look(page, 'vault-me');
    await context.close();
  });

  test('忘记口令: the account’s password gives a new one, and the unsent work is still there', async () => {
    const { context, page } = await freshPhone();
    await makeReady(page);
    await saveOffline(page, '忘记口令之前写的');
    road.set('open');
    await lock(page);
    await page.getByRole('button', { name: '忘记口令' }).click();
    await page.getByLabel('用户名').fill('leader1');
    await page.getByLabel('登录密码').fill(DEMO_PASSWORD);
    await page.getByLabel('新口令').fill('换了一句新的');
    await page.getByLabel('再输一次').fill('换了一句新的');
    await look(page, 'vault-recover');
    await page.getByRole('button', { name: '确认并换新口令' }).click();
    await page.getByRole('navigation', { name: '主要页面' }).waitFor();
    await expect.poll(async () => (await visitsWith('忘记口令之前写的')).length, { timeout: 20_000 }).toBe(1);
    await context.close();
  });

  test('a passkey of the phone opens it', async () => {
    const { context, page } = await freshPhone();
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, hasPrf: true },
      },
    });
    // Passkeys want a name, not an address.
    const base = road.url.replace('127.0.0.1', 'localhost');
    await page.goto(`${base}/sign-in`);
    await page.getByLabel('用户名').fill('leader1');
    await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await openVault(page);
    await page.goto(`${base}/field/me`);
    await openVault(page);
    await page.getByRole('button', { name: '用指纹或面容打开' }).click();
    await page.getByLabel('现在的口令').fill(PIN);
    await page.getByRole('dialog').getByRole('button', { name: '用指纹或面容打开' }).click();
    await page.getByText('已可用指纹或面容打开').waitFor();
    await page.getByRole('button', { name: '立即锁定' }).click();
    await page.getByRole('button', { name: '用指纹或面容打开' }).click();
    await page.getByTestId('vault').waitFor();
    await context.close();
  });
});

describe('一部手机几个人用', () => {
  test('each has a vault; the other’s unsent work stays, locked, and goes out under its author', async () => {
    const { context, page } = await freshPhone();
    await makeReady(page, 'leader1');
    await saveOffline(page, '第一个人写的');
    road.set('open');
    // Out before it is sent: a road that swallows the commands.
    road.set('loseReplies', 'submitCommands');
    await context.clearCookies();
    await lock(page);
    await enter(page, 'leader2');
    await page.getByRole('heading', { name: '设置本机口令' }).waitFor();
    await openVault(page, '第二个人的口令');
    await page.goto(`${road.url}/field/outbox`);
    await page.getByText('全部已经送到服务器。').waitFor();
    await page.goto(`${road.url}/field/me`);
    await page.getByText('使用者甲在这部手机上还有 1 项没有上报').waitFor();
    await look(page, 'vault-others');
    expect(await page.locator('body').textContent()).not.toContain('陆明远');

    await page.getByRole('button', { name: '立即锁定' }).click();
    await page.getByRole('heading', { name: '使用者乙' }).waitFor();
    await unlock(page, PIN);
    await page.getByText('口令不对').waitFor();
    await page.getByRole('button', { name: '换人使用' }).click();
    await look(page, 'vault-switch');
    await page.getByRole('dialog').getByRole('button', { name: '使用者甲' }).click();
    await page.getByRole('heading', { name: '使用者甲' }).waitFor();
    await unlock(page, PIN);
    await page.getByRole('navigation', { name: '主要页面' }).waitFor();
    await page.goto(`${road.url}/field/outbox`);
    road.set('open');
    // Leader 2's session sends nothing of leader 1.
    await page.getByText(/现在登录的不是/).waitFor();
    await page.getByRole('link', { name: '重新登录' }).click();
    await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('全部已经送到服务器。').waitFor({ timeout: 20_000 });
    const [visit, ...more] = await visitsWith('第一个人写的');
    expect(more).toEqual([]);
    expect(visit?.leaderName).toBe('陆明远');
    await context.close();
  });
});

describe('what a thief finds', () => {
  test('neither the page’s stores nor any file of the browser’s profile holds a word of it', async () => {
    const MARK = '奚标记';
    const profile = join(folder, 'thief');
    const own = await startBrowser(profile);
    const { page } = own;
    road.set('open');
    await makeReady(page);
    await saveOffline(page, `${MARK}说校车停运`);
    road.set('open');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.goto(`${road.url}/field/outbox`);
    await page.getByTestId('sent').getByTestId('outbox-item').waitFor({ timeout: 20_000 });
    await fillVisit(page, `${MARK}没写完的`);
    const photo = await page.screenshot({ type: 'jpeg', quality: 80 });
    await page.getByTestId('photo-input').setInputFiles({ name: `${MARK}.jpg`, mimeType: 'image/jpeg', buffer: photo });
    await page.getByTestId('photo').waitFor();
    await page.getByTestId('draft-line').getByText('草稿已存本机').waitFor();
    expect(await page.getByLabel('看到听到').inputValue()).toContain(MARK);
    await page.goto(`${road.url}/field/visits`);
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

describe('停用此设备', () => {
  test('in use when it is revoked: hands over what it has, wipes itself, and says so', async () => {
    const { context, page } = await freshPhone();
    await makeReady(page, 'leader3');
    await saveOffline(page, '停用之前写的');
    await fillVisit(page, '停用之前没写完的');
    await page.getByTestId('draft-line').getByText('草稿已存本机').waitFor();

    const admin = await context.browser()?.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    const desk = await admin?.newPage();
    if (!desk) throw new Error('no window');
    const open = async (username: string, path: string) => {
      await desk.context().clearCookies();
      await desk.goto(`${huiyin.url}/sign-in`);
      await desk.getByLabel('用户名').fill(username);
      await desk.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
      await desk.getByRole('button', { name: '登录', exact: true }).click();
      await desk.waitForURL((url) => url.pathname !== '/sign-in');
      await desk.goto(`${huiyin.url}${path}`);
    };
    await open('admin', '/admin/devices');
    await desk.getByTestId('device').first().waitFor();
    await look(desk, 'admin-devices');
    const name = (
      await (
        await signIn(huiyin.url, 'leader3')
      ).query<{ viewer: { displayName: string } }>('{ viewer { displayName } }')
    ).viewer.displayName;
    await desk.getByRole('button', { name: new RegExp(`停用${name}的手机`) }).click();
    await desk.getByRole('dialog').getByRole('button', { name: '停用' }).click();
    await desk.getByTestId('device').filter({ hasText: name }).getByText('已停用，等它联网移交').waitFor();

    road.set('open');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByTestId('revoked').getByText('本机的内容和密钥已全部清除。').waitFor({ timeout: 20_000 });
    await page.getByText('1 项未上报的内容已按您的名义报送。').waitFor();
    await page.getByText('1 项没有通过或没写完，已移交办公室处理。').waitFor();
    await look(page, 'vault-wiped');
    expect((await visitsWith('停用之前写的')).map(({ leaderName }) => leaderName)).toEqual([name]);
    const left = await page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name));
    expect(left).toEqual(['huiyin-device']);
    await desk.reload();
    await desk.getByText('已停用并清除').waitFor();
    await open('office1', '/desk/visits');
    await desk.getByTestId('handed-over').getByText('没写完的草稿').waitFor();
    await desk.getByTestId('handed-over').getByRole('button').first().click();
    await desk.getByRole('dialog').getByText('停用之前没写完的', { exact: true }).waitFor();
    await look(desk, 'desk-handed-over');
    // Its session has ended: the phone begins anew.
    await page.goto(`${road.url}/field`);
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await admin?.close();
    await context.close();
  });
});

describe('另一个版本的存储', () => {
  test('unsent work of version 1 is sealed and goes out; a store of a newer version is left alone', async () => {
    const { context, page } = await freshPhone();
    const { personId } = await signIn(huiyin.url, 'leader1');
    const words = '第一版写的';
    // No page of the app is open here: as version 1 left it.
    await page.goto(`${road.url}/healthz`);
    await page.evaluate(makeVersion1, { personId, words, unit: await someSchool() });
    await makeReady(page);
    await expect.poll(async () => (await visitsWith(words)).length, { timeout: 20_000 }).toBe(1);
    expect(await keptByPage(page)).not.toContain(words);

    await saveOffline(page, '新版本之前写的');
    road.set('open');
    await page.goto(`${road.url}/healthz`);
    const before = await page.evaluate(raiseVersion, `huiyin-${personId}`);
    await page.goto(`${road.url}/field`);
    await page.getByText('本机的内容由更新的版本保存').waitFor();
    await look(page, 'vault-newer');
    await page.goto(`${road.url}/healthz`);
    expect(await page.evaluate(raiseVersion, `huiyin-${personId}`)).toEqual(before);
    await context.close();
  });

  test('old build, new build, old build, new build: queued work and an open form outlive each', async () => {
    road.set('open');
    // No service worker: each load is the build that the server has just then.
    const context = await phone.browser.newContext({ viewport: phoneSize, locale: 'zh-CN', serviceWorkers: 'block' });
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
    const page = await context.newPage();
    await enter(page, 'leader2');
    await openVault(page);
    await page.getByTestId('visits').locator('strong').first().waitFor();
    await page.getByRole('link', { name: '今日' }).click();
    await fillVisitHere(page, '两个版本之间的');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已存到本机，有网后自动上报').waitFor();
    await fillVisitHere(page, '换版本时没写完的');
    await page.getByTestId('draft-line').getByText('草稿已存本机').waitFor();

    build = 'new';
    await page.reload();
    await openVault(page);
    expect(rewritten).toBeGreaterThan(0);
    expect(await page.getByLabel('看到听到').inputValue()).toBe('换版本时没写完的');
    await page.getByLabel('看到听到').fill('新版本里接着写的');
    await page.getByTestId('draft-line').getByText('草稿已存本机').waitFor();
    await page.waitForTimeout(600);

    build = 'old';
    await page.reload();
    await page.getByText('本机的内容由更新的版本保存').waitFor();

    build = 'new';
    sending = true;
    await page.reload();
    await openVault(page);
    expect(await page.getByLabel('看到听到').inputValue()).toBe('新版本里接着写的');
    await expect.poll(async () => (await visitsWith('两个版本之间的', 'leader2')).length, { timeout: 20_000 }).toBe(1);
    await context.close();
  });
});

async function someSchool(): Promise<string> {
  const caller = await signIn(huiyin.url, 'leader1');
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
