import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterApp, picture } from '../testkit/browser.ts';
import {
  enterField,
  type FieldPhone,
  fillVisit,
  makeReady,
  openFieldPhone,
  saveOffline,
  untilReady,
  visitsWith,
} from '../testkit/field-phone.ts';
import { DEMO_PASSWORD, signIn } from '../testkit/graphql.ts';
import { openVault, PIN } from '../testkit/vault.ts';

/*
 * The vault on a real phone browser and a real server: its PIN, several people on one phone, a phone revoked from the desk.
 * Nothing is lost, and nothing is told.
 */

let phone: FieldPhone;

beforeAll(async () => {
  phone = await openFieldPhone('vault');
}, 120_000);

afterAll(() => phone?.close(), 30_000);

async function unlock(page: Page, pin: string): Promise<void> {
  await page.getByLabel('本机口令', { exact: true }).fill(pin);
  await page.getByRole('button', { name: '打开', exact: true }).click();
}

async function lock(page: Page): Promise<void> {
  await page.goto(`${phone.road.url}/field/me`);
  await page.getByRole('button', { name: '立即锁定' }).click();
  await page.getByTestId('lock-screen').waitFor();
}

describe('本机口令', () => {
  test('locks, counts wrong tries, opens again where one was; every window with it', async () => {
    const page = await phone.another();
    const context = page.context();
    await enterField(page, phone.road.url, 'leader1');
    await page.getByRole('heading', { name: '设置本机口令' }).waitFor();
    await page.getByLabel('本机口令', { exact: true }).fill('123456');
    await page.getByLabel('再输一次').fill('12345');
    await page.getByRole('button', { name: '设好并打开' }).click();
    await page.getByText('不能用连续或相同的数字、字母').waitFor();
    await page.getByText('两次输入的口令不一样').waitFor();
    await picture(page, 'vault-set-up');
    await openVault(page);
    await untilReady(page);
    await saveOffline(page, phone.road, '锁住之前写的');
    // Loaded again, or in a second window: the key is still in memory, nobody asks.
    await page.reload();
    await page.getByRole('navigation', { name: '主要页面' }).waitFor();
    const second = await context.newPage();
    await second.goto(`${phone.road.url}/field/outbox`);
    await second.getByTestId('outbox-item').waitFor();

    await lock(page);
    await second.getByTestId('lock-screen').waitFor();
    expect(await page.getByTestId('lock-unsent').textContent()).toBe('还有 1 项没有上报，打开后自动上报。');
    expect(await page.locator('body').textContent()).not.toContain('陆明远');
    await unlock(page, '不是这一句');
    await page.getByText('口令不对，还可以试 9 次。内容不会因为输错而丢失。').waitFor();
    await picture(page, 'vault-locked');
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
    await picture(page, 'vault-me');
    await context.close();
  });

  test('忘记口令: the account’s password gives a new one, and the unsent work is still there', async () => {
    const page = await phone.another();
    const context = page.context();
    await makeReady(page, phone.road.url);
    await saveOffline(page, phone.road, '忘记口令之前写的');
    phone.road.set('open');
    await lock(page);
    await page.getByRole('button', { name: '忘记口令' }).click();
    await page.getByLabel('用户名').fill('leader1');
    await page.getByLabel('登录密码').fill(DEMO_PASSWORD);
    await page.getByLabel('新口令').fill('换了一句新的');
    await page.getByLabel('再输一次').fill('换了一句新的');
    await picture(page, 'vault-recover');
    await page.getByRole('button', { name: '确认并换新口令' }).click();
    await page.getByRole('navigation', { name: '主要页面' }).waitFor();
    await expect
      .poll(async () => (await visitsWith(phone.url, '忘记口令之前写的')).length, { timeout: 20_000 })
      .toBe(1);
    await context.close();
  });

  test('a passkey of the phone opens it', async () => {
    const page = await phone.another();
    const context = page.context();
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, hasPrf: true },
      },
    });
    // Passkeys want a name, not an address.
    const base = phone.road.url.replace('127.0.0.1', 'localhost');
    await enterField(page, base);
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
    const page = await phone.another();
    const context = page.context();
    await makeReady(page, phone.road.url, 'leader1');
    await saveOffline(page, phone.road, '第一个人写的');
    phone.road.set('open');
    // Out before it is sent: a road that swallows the commands.
    phone.road.set('loseReplies', 'submitCommands');
    await context.clearCookies();
    await lock(page);
    await enterField(page, phone.road.url, 'leader2');
    await page.getByRole('heading', { name: '设置本机口令' }).waitFor();
    await openVault(page, '第二个人的口令');
    await page.goto(`${phone.road.url}/field/outbox`);
    await page.getByText('全部已经送到服务器。').waitFor();
    await page.goto(`${phone.road.url}/field/me`);
    await page.getByText('使用者甲在这部手机上还有 1 项没有上报').waitFor();
    await picture(page, 'vault-others');
    expect(await page.locator('body').textContent()).not.toContain('陆明远');

    await page.getByRole('button', { name: '立即锁定' }).click();
    await page.getByRole('heading', { name: '使用者乙' }).waitFor();
    await unlock(page, PIN);
    await page.getByText('口令不对').waitFor();
    await page.getByRole('button', { name: '换人使用' }).click();
    await picture(page, 'vault-switch');
    await page.getByRole('dialog').getByRole('button', { name: '使用者甲' }).click();
    await page.getByRole('heading', { name: '使用者甲' }).waitFor();
    await unlock(page, PIN);
    await page.getByRole('navigation', { name: '主要页面' }).waitFor();
    await page.goto(`${phone.road.url}/field/outbox`);
    phone.road.set('open');
    // Leader 2's session sends nothing of leader 1.
    await page.getByText(/现在登录的不是/).waitFor();
    await page.getByRole('link', { name: '重新登录' }).click();
    await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('全部已经送到服务器。').waitFor({ timeout: 20_000 });
    const [visit, ...more] = await visitsWith(phone.url, '第一个人写的');
    expect(more).toEqual([]);
    expect(visit?.leaderName).toBe('陆明远');
    await context.close();
  });
});

describe('停用此设备', () => {
  test('in use when it is revoked: hands over what it has, wipes itself, and says so', async () => {
    const page = await phone.another();
    const context = page.context();
    await makeReady(page, phone.road.url, 'leader3');
    await saveOffline(page, phone.road, '停用之前写的');
    await page.goto(`${phone.road.url}/field`);
    await fillVisit(page, '停用之前没写完的');
    await page.getByTestId('draft-line').getByText('草稿已存本机').waitFor();

    const desk = await phone.desk();
    const open = async (username: string, path: string) => {
      await desk.context().clearCookies();
      await enterApp(desk, phone.url, username);
      await desk.goto(`${phone.url}${path}`);
    };
    await open('admin', '/admin/devices');
    await desk.getByTestId('device').first().waitFor();
    await picture(desk, 'admin-devices');
    const name = (
      await (
        await signIn(phone.url, 'leader3')
      ).query<{ viewer: { displayName: string } }>('{ viewer { displayName } }')
    ).viewer.displayName;
    await desk.getByRole('button', { name: new RegExp(`停用${name}的手机`) }).click();
    await desk.getByRole('dialog').getByRole('button', { name: '停用' }).click();
    await desk.getByTestId('device').filter({ hasText: name }).getByText('已停用，等它联网移交').waitFor();

    phone.road.set('open');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByTestId('revoked').getByText('本机的内容和密钥已全部清除。').waitFor({ timeout: 20_000 });
    await page.getByText('1 项未上报的内容已按您的名义报送。').waitFor();
    await page.getByText('1 项没有通过或没写完，已移交办公室处理。').waitFor();
    await picture(page, 'vault-wiped');
    expect((await visitsWith(phone.url, '停用之前写的')).map(({ leaderName }) => leaderName)).toEqual([name]);
    const left = await page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name));
    expect(left).toEqual(['huiyin-device']);
    await desk.reload();
    await desk.getByText('已停用并清除').waitFor();
    await open('office1', '/desk/visits');
    await desk.getByTestId('handed-over').getByText('没写完的草稿').waitFor();
    await desk.getByTestId('handed-over').getByRole('button').first().click();
    await desk.getByRole('dialog').getByText('停用之前没写完的', { exact: true }).waitFor();
    await picture(desk, 'desk-handed-over');
    // Its session has ended: the phone begins anew.
    await page.goto(`${phone.road.url}/field`);
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await desk.context().close();
    await context.close();
  });
});
