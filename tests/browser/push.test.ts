import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { enterApp, type RealBrowser, startBrowser } from '../testkit/browser.ts';
import { startDemo } from '../testkit/demo.ts';
import { DEMO_PASSWORD, signIn } from '../testkit/graphql.ts';
import type { HuiyinProcess } from '../testkit/process.ts';
import { type PushService, startPushService, type TestSubscription } from '../testkit/push-service.ts';

// Reminders outside the app in a real browser, from the permission to the notice of the service worker. Only the browser maker's
// push service is stood in for, by one on this machine: it opens what the server has encrypted, and DevTools hand it over.

let folder: string;
let service: PushService;
let huiyin: HuiyinProcess;
let browser: RealBrowser;
let page: Page;
let devtools: CDPSession;
/** The service worker's, as DevTools name it. */
let registration: Promise<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-push-'));
  service = await startPushService();
  huiyin = await startDemo(folder, { HUIYIN_PUSH_SERVICES: service.origin });
  browser = await startBrowser(join(folder, 'profile'));
  page = browser.page;
  devtools = await browser.context.newCDPSession(page);
  registration = new Promise((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => {
      if (first) resolve(first.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  await browser.context.addInitScript(standIn, service.subscribe());
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await huiyin?.stop();
  await service?.close();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

/** In the page: what the browser maker's push service would have answered. */
function standIn({ endpoint, p256dh, auth }: TestSubscription): void {
  const made = 'push-made';
  const subscription = {
    endpoint,
    options: { applicationServerKey: null, userVisibleOnly: true },
    toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    unsubscribe: async () => {
      localStorage.removeItem(made);
      return true;
    },
  } as unknown as PushSubscription; // the page uses no more of it
  PushManager.prototype.getSubscription = async () => (localStorage.getItem(made) ? subscription : null);
  PushManager.prototype.subscribe = async () => {
    localStorage.setItem(made, 'yes');
    return subscription;
  };
}

async function enter(username: string): Promise<void> {
  await enterApp(page, huiyin.url, username);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
}

const permit = (setting: 'granted' | 'denied') =>
  devtools.send('Browser.setPermission', {
    permission: { name: 'notifications' },
    setting,
    origin: huiyin.url,
  });
const here = () => page.getByTestId('push-here');
const overhang = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Hands a message to the service worker as the browser would. */
async function deliver(data: string): Promise<void> {
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin: huiyin.url,
    registrationId: await registration,
    data,
  });
}

/**
 * Hands it over until it is shown: on a busy machine the browser now and then drops what DevTools give it. Its tag keeps it one.
 */
async function deliverUntilShown(data: string, title: string): Promise<void> {
  const titles = async () => (await shown()).map((notice) => notice.title);
  const once = async () => {
    await deliver(data);
    await expect.poll(titles, { timeout: 3000 }).toContain(title);
  };
  await vi.waitFor(once, { timeout: 20_000 });
}

const shown = () =>
  page.evaluate(async () => {
    const notices = await (await navigator.serviceWorker.ready).getNotifications();
    return notices.map(({ title, body, data }) => ({ title, body, path: data.path }));
  });

test('a denied permission is told with how to mend it; allowed, the device is listed and a test reaches it', async () => {
  await permit('denied');
  await enter('office1');
  await page.locator('summary', { hasText: '许文静' }).click();
  await page.getByRole('button', { name: '提醒设置' }).click();
  await expect.poll(() => here().textContent()).toContain('浏览器已禁止本站发通知');
  expect(await here().textContent()).toContain('请点地址栏左边的图标');
  expect(await overhang()).toBe(0);
  // mended in the browser's own settings: the page notices by itself
  await permit('granted');
  await page.getByRole('button', { name: '允许在本设备提醒' }).click();
  await expect.poll(() => here().textContent()).toContain('本设备会收到提醒');
  const device = page.getByTestId('push-device');
  expect(await device.textContent()).toContain('Linux 电脑上的 Chrome本设备');
  expect(await device.textContent()).toContain('还没有送过提醒');
  await here().getByRole('button', { name: '发送测试' }).click();
  await expect.poll(() => device.textContent()).toContain('最近送达');
  await deliverUntilShown(service.messages[0]?.text ?? '', '回音设备通知测试');
  expect(await shown()).toEqual([
    { title: '回音设备通知测试', body: '收到这一条，说明本设备可以收到提醒。', path: '/reminders' },
  ]);
});

test('a reminder is shown by the worker, by number and kind; a tap opens its case', async () => {
  const clerk = await signIn(huiyin.url, 'office1', DEMO_PASSWORD);
  type Cases = { cases: { edges: { node: { id: string; number: string } }[] } };
  const { cases } = await clerk.query<Cases>('{ cases(first: 1) { edges { node { id number } } } }');
  const { id = '', number = '' } = cases.edges[0]?.node ?? {};
  const message = { title: `${number} 明日到期`, body: '受理告知', path: `/desk/cases/${id}`, tag: `case-${id}` };
  // loaded anew, it is the worker's
  await page.goto(`${huiyin.url}/desk`);
  await deliverUntilShown(JSON.stringify(message), message.title);
  // A tap of the system's cannot be made here: the event is, with the very notice.
  const [worker] = browser.context.serviceWorkers();
  await worker?.evaluate(`registration.getNotifications({ tag: '${message.tag}' }).then(([notification]) => {
    dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  })`);
  await page.waitForURL((url) => url.pathname === message.path);
  await expect.poll(() => page.locator('main').textContent()).toContain(number);
  expect((await shown()).map(({ title }) => title)).not.toContain(message.title);
  // what nobody can read is still told
  await deliverUntilShown('not what the server sends', '回音有新的提醒');
});

test('signing out ends it, the next sign-in of the same person brings it back, removing it does for good', async () => {
  const mine = async () => {
    const clerk = await signIn(huiyin.url, 'office1', DEMO_PASSWORD);
    return (await clerk.query<{ push: { devices: unknown[] } }>('{ push { devices { id } } }')).push.devices.length;
  };
  expect(await mine()).toBe(1);
  await page.locator('summary', { hasText: '许文静' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/sign-in'));
  expect(await mine()).toBe(0);
  await enter('office1');
  await expect.poll(mine).toBe(1);
  await page.goto(`${huiyin.url}/reminders`);
  await here().getByRole('button', { name: '不再提醒' }).click();
  await page.getByRole('button', { name: '允许在本设备提醒' }).waitFor();
  expect(await mine()).toBe(0);
});

test('switched off by the bureau, the page says so and whom to ask', async () => {
  const admin = await signIn(huiyin.url, 'admin', DEMO_PASSWORD);
  await admin.query('mutation { changeSetting(key: "webPush", value: "off", reason: "内网") { key } }');
  await page.goto(`${huiyin.url}/reminders`);
  await expect.poll(() => here().textContent()).toContain('本局没有打开设备通知');
  expect(await here().textContent()).toContain('请系统管理员');
  expect(await overhang()).toBe(0);
});
