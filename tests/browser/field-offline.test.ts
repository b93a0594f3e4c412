import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FieldPhone, fillVisit, makeReady, openFieldPhone, visitsWith } from '../testkit/field-phone.ts';
import { DEMO_PASSWORD } from '../testkit/graphql.ts';
import { openVault } from '../testkit/vault.ts';

/*
 * What goes wrong in the field, on a real phone browser and a real server: a clock that is wrong, a session that has
 * ended, two windows, a dead battery, pictures that are none, a new version in the middle of a form. Nothing is lost.
 */

const DAY = 86_400_000;

let phone: FieldPhone;

beforeAll(async () => {
  phone = await openFieldPhone('field');
}, 120_000);

afterAll(() => phone?.close(), 30_000);

/** A phone of its own, signed in, with all it needs for a day without signal. */
async function freshPhone(base = phone.road.url): Promise<{ context: BrowserContext; page: Page }> {
  const page = await phone.another();
  await makeReady(page, base);
  return { context: page.context(), page };
}

const save = (page: Page) => page.getByRole('button', { name: '保存', exact: true }).click();
const itemState = (page: Page) => page.getByTestId('outbox-item').first().getAttribute('data-state');

async function signalIsBack(...pages: Page[]): Promise<void> {
  phone.road.set('open');
  for (const page of pages) await page.evaluate(() => window.dispatchEvent(new Event('online')));
}

describe('待发', () => {
  test('a phone two days ahead: refused with its article, kept, mended and received (R20)', async () => {
    const { page } = await freshPhone();
    const words = '手机时间不对的一次下访';
    await page.clock.setFixedTime(Date.now() + 2 * DAY);
    await page.goto(`${phone.road.url}/field`);
    // Two days without a touch, as far as the phone can tell: it has locked itself.
    await openVault(page);
    await fillVisit(page, words);
    await save(page);
    await page.waitForURL(/saved=/);
    await page.goto(`${phone.road.url}/field/outbox`);
    await expect.poll(() => itemState(page), { timeout: 15_000 }).toBe('refused');
    const refusal = page.getByTestId('item-refusal');
    expect(await refusal.getAttribute('data-code')).toBe('visited-in-future');
    expect(await refusal.textContent()).toContain('《领导干部定期接待群众来访制度》四（二）');
    expect(await visitsWith(phone.url, words)).toHaveLength(0);

    await page.clock.setFixedTime(Date.now());
    await page.reload();
    await openVault(page);
    await page.getByRole('button', { name: '打开修改' }).click();
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now());
    await page.getByLabel('日期').fill(today);
    expect(await page.getByLabel('看到听到').inputValue()).toBe(words);
    await save(page);
    await page.getByText('已送达服务器').waitFor();
    await page.goto(`${phone.road.url}/field/outbox`);
    await page.getByText('全部已经送到服务器。').waitFor();
    expect(await visitsWith(phone.url, words)).toHaveLength(1);
  });

  test('everything that is missing is said at once; nothing half-done goes out', async () => {
    const { page } = await freshPhone();
    await page.getByRole('button', { name: '记一次下访' }).click();
    await page.getByRole('button', { name: '加一条后续' }).click();
    await save(page);
    expect(await page.getByTestId('to-fix').textContent()).toBe('还有 5 处要填好');
    expect(await page.getByRole('combobox', { name: '去哪里' }).evaluate((el) => el === document.activeElement)).toBe(
      true,
    );
  });

  test('two windows, one drainer: each visit goes out once, and both windows see it', async () => {
    const { context, page } = await freshPhone();
    const sent: string[] = [];
    context.on('request', (one) => {
      const body = one.postData() ?? '';
      if (body.includes('submitCommands')) sent.push(...(body.match(/"commandId":"[^"]+"/g) ?? []));
    });
    phone.road.set('closed');
    for (const words of ['两个窗口之一', '两个窗口之二']) {
      await page.goto(`${phone.road.url}/field`);
      await fillVisit(page, words);
      await save(page);
      await page.getByText('已存到本机，有网后自动上报').waitFor();
    }
    await page.goto(`${phone.road.url}/field/outbox`);
    const other = await context.newPage();
    await other.goto(`${phone.road.url}/field/outbox`);
    await expect.poll(() => other.getByTestId('outbox').getByTestId('outbox-item').count(), { timeout: 5_000 }).toBe(2);
    sent.length = 0;
    await signalIsBack(page, other);
    for (const one of [page, other]) await one.getByText('全部已经送到服务器。').waitFor({ timeout: 20_000 });
    expect(new Set(sent).size).toBe(sent.length);
    expect(await visitsWith(phone.url, '两个窗口之一')).toHaveLength(1);
    expect(await visitsWith(phone.url, '两个窗口之二')).toHaveLength(1);
  });

  test('the session ends before the work is out: it waits, asks for the same person, and goes out', async () => {
    const { context, page } = await freshPhone();
    const words = '登录过期时的一次下访';
    phone.road.set('closed');
    await page.goto(`${phone.road.url}/field`);
    await fillVisit(page, words);
    await save(page);
    await page.getByText('已存到本机，有网后自动上报').waitFor();
    await page.goto(`${phone.road.url}/field/outbox`);
    await context.clearCookies();
    await signalIsBack(page);
    await page.getByRole('link', { name: '重新登录' }).click();
    await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
    expect(await page.getByLabel('用户名').inputValue()).toBe('leader1');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.waitForURL((url) => url.pathname === '/field/outbox');
    await page.getByText('全部已经送到服务器。').waitFor({ timeout: 20_000 });
    expect(await visitsWith(phone.url, words)).toHaveLength(1);
  });
});

describe('草稿', () => {
  test('one window a draft: the second only looks on, and may take it over with all that was typed', async () => {
    const { context, page } = await freshPhone();
    await fillVisit(page, '第一个窗口写的');
    await page.getByTestId('draft-line').getByText('草稿已存本机').waitFor();
    const second = await context.newPage();
    await second.goto(page.url());
    await second.getByText('这份草稿已在另一个窗口打开').waitFor();
    expect(await second.getByRole('button', { name: '保存', exact: true }).isDisabled()).toBe(true);
    await page.getByLabel('看到听到').fill('第一个窗口又改了');
    await second.bringToFront();
    await second.getByRole('button', { name: '在这里接着写' }).click();
    await second.getByTestId('draft-elsewhere').waitFor({ state: 'detached' });
    expect(await second.getByLabel('看到听到').inputValue()).toBe('第一个窗口又改了');
    await page.getByTestId('draft-elsewhere').waitFor();
    await save(second);
    // Saved there: nothing is left to write here.
    await page.waitForURL((url) => url.pathname === '/field');
  });

  test('pictures that are none cost nothing of the rest', async () => {
    const { page } = await freshPhone();
    await fillVisit(page, '照片');
    const photo = await page.screenshot({ type: 'jpeg', quality: 80 });
    // Made in the page: 60 MB do not go through the test's own line.
    await page.getByTestId('photo-input').evaluate((input: HTMLInputElement, base64: string) => {
      const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
      const chosen = new DataTransfer();
      const add = (name: string, parts: BlobPart[]) => chosen.items.add(new File(parts, name, { type: 'image/jpeg' }));
      add('huge.jpg', [new Uint8Array(60 * 1024 * 1024)]);
      add('empty.jpg', []);
      add('note.jpg', ['不是照片']);
      add('IMG_1.jpg', [bytes('\0\0\0\u0018ftypheic'), new Uint8Array(64)]);
      add('good.jpg', [bytes(atob(base64))]);
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, photo.toString('base64'));
    await page.getByTestId('photo').waitFor();
    expect(await page.getByTestId('photo').count()).toBe(1);
    for (const words of [
      '“huge.jpg”超过 40 MB',
      '“empty.jpg”是空文件',
      '“note.jpg”打不开',
      '这个浏览器打不开“IMG_1.jpg”（HEIC 格式）',
    ])
      await page.getByText(words).waitFor();
    expect(await page.getByLabel('看到听到').inputValue()).toBe('照片');
  });

  test('a draft with its photo outlives SIGKILL with no signal', async () => {
    await makeReady(phone.page, phone.road.url);
    phone.road.set('closed');
    await fillVisit(phone.page, '电池没电之前写的');
    const photo = await phone.page.screenshot({ type: 'jpeg', quality: 80 });
    await phone.page.getByTestId('photo-input').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: photo });
    await phone.page.getByTestId('photo').waitFor();
    await phone.kill();
    await phone.revive();
    await phone.page.goto(`${phone.road.url}/field`);
    await openVault(phone.page);
    await phone.page.getByTestId('draft').click();
    expect(await phone.page.getByLabel('看到听到').inputValue()).toBe('电池没电之前写的');
    await phone.page.getByTestId('photo').locator('img').waitFor();
  });
});

describe('没有网络和新版本', () => {
  test('the 期限计算器 opens and reckons with no signal, for anyone', async () => {
    const { page } = await freshPhone();
    phone.road.set('closed');
    await page.goto(`${phone.road.url}/due?clock=acceptance-notice&from=2026-10-09`);
    expect(await page.getByTestId('legal-due').getAttribute('data-date')).toBe('2026-10-26');
    await page.getByText('依据《信访工作条例》第二十三条').first().waitFor();
  });

  test('a new version never swaps code under an open form, in this window or another', async () => {
    const server = await startNewVersions();
    try {
      const { context, page } = await freshPhone(server.url);
      await fillVisit(page, '更新之前写的');
      const mark = () => page.evaluate(() => 'sameCode' in window);
      await page.evaluate(() => Object.assign(window, { sameCode: true }));
      const other = await context.newPage();
      await other.goto(`${server.url}/field`);
      server.release();
      await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
      await page.getByText('有新版本，填完这一份再更新').waitFor();
      expect(await page.getByRole('button', { name: '点此更新' }).count()).toBe(0);
      // what lies under it can still be tapped
      const inTheWay = await page.getByText('有新版本，填完这一份再更新').evaluate((offer) => {
        const { left, top, width, height } = offer.getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, top + height / 2) === offer;
      });
      expect(inTheWay).toBe(false);

      await other.getByRole('button', { name: '点此更新' }).click();
      await other.getByText('另一个窗口还有没填完的内容').waitFor();
      expect(await mark()).toBe(true);
      expect(await page.getByLabel('看到听到').inputValue()).toBe('更新之前写的');

      // A window behind another one draws seldom, and a click waits for that.
      await page.bringToFront();
      await page.getByRole('button', { name: '取消' }).click();
      await page.getByRole('button', { name: '保留草稿' }).click();
      // A window that was just loaded anew has given the old worker its key to hold: the new version does not wait for that.
      await other.reload();
      await other.getByRole('navigation', { name: '主要页面' }).waitFor();
      await page.bringToFront();
      await page.getByRole('button', { name: '点此更新' }).click();
      await expect.poll(() => mark().catch(() => true), { timeout: 10_000 }).toBe(false);
      await page.getByTestId('draft').click();
      expect(await page.getByLabel('看到听到').inputValue()).toBe('更新之前写的');
    } finally {
      await server.close();
    }
  });
});

/** The same server behind a road on which `release` puts a new build's service worker in the place of the old one. */
async function startNewVersions(): Promise<{ url: string; release: () => void; close: () => Promise<void> }> {
  let released = false;
  const server = createServer((asked, answer) => {
    const onward = request(
      { port: phone.port, host: '127.0.0.1', path: asked.url, method: asked.method, headers: asked.headers },
      async (reply) => {
        const worker = asked.url?.startsWith('/service-worker.js') && released;
        if (!worker) {
          answer.writeHead(reply.statusCode ?? 502, reply.headers);
          reply.pipe(answer);
          return;
        }
        reply.resume();
        const text = await (await fetch(`${phone.url}/service-worker.js`)).text();
        answer.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' });
        answer.end(`${text}\n// the next build`);
      },
    );
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // A TCP server's address is never a string.
  return {
    url: `http://127.0.0.1:${port}`,
    release: () => {
      released = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
