import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../testkit/browser.ts';
import { type FieldPhone, fillVisit, makeReady, openFieldPhone } from '../testkit/field-phone.ts';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { openVault } from '../testkit/vault.ts';

/* A visit that asks too much of the phone or of the line: what is too long, too many or too large is said, and nothing of the rest is lost. */

let phone: FieldPhone;
let office: Caller;

beforeAll(async () => {
  phone = await openFieldPhone('visit-limits');
  await makeReady(phone.page, phone.road.url);
  office = await signIn(phone.url, 'office1');
}, 120_000);

afterAll(() => phone?.close(), 30_000);

/** The field door, for somebody who is signed in already. */
async function openField(page: Page): Promise<void> {
  phone.road.set('open');
  await page.goto(`${phone.road.url}/field`);
  await openVault(page);
}

/** The files of the visit with these words, once the server has it. */
async function filesOf(observations: string): Promise<readonly { sha256: string; url: string }[] | undefined> {
  const { outreachVisits } = await office.query<{
    outreachVisits: { edges: { node: { observations: string; attachments: { sha256: string; url: string }[] } }[] };
  }>('{ outreachVisits(first: 20) { edges { node { observations attachments { sha256 url } } } } }');
  return outreachVisits.edges.find(({ node }) => node.observations === observations)?.node.attachments;
}

describe('bad input', () => {
  test('a megabyte of pasted text is told at once and nothing of it is lost', async () => {
    const { page } = phone;
    await openField(page);
    await page.getByRole('button', { name: '记一次下访' }).click();
    await page.getByLabel('看到听到').fill('字'.repeat(350_000));
    await page.getByText('已有 350,000 字，最多 20,000 字').waitFor();
    await page.getByTestId('draft-line').getByText('草稿已存本机').waitFor();
    await page.reload();
    await openVault(page);
    expect((await page.getByLabel('看到听到').inputValue()).length).toBe(350_000);
  }, 60_000);

  test('half a telephone number is told at its field, with no signal too; the rest stays as typed', async () => {
    const { page } = phone;
    await openField(page);
    phone.road.set('closed');
    await fillVisit(page, '座谈时记下的');
    await page.getByRole('button', { name: '加一件事项' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('textbox', { name: '事项', exact: true }).fill('校车停运');
    await sheet.getByRole('textbox', { name: '诉求' }).fill('请恢复校车。');
    await sheet.getByLabel('姓名', { exact: true }).fill('李明');
    await sheet.getByLabel('电话').fill('1391234');
    await sheet.getByRole('button', { name: '完成' }).click();
    await sheet.getByText('电话号码不对。请填写手机号，或者带区号的固定电话。').waitFor();
    await picture(page, 'visit-half-phone');
    expect(await sheet.getByLabel('电话').getAttribute('aria-invalid')).toBe('true');
    expect(await sheet.getByLabel('电话').inputValue()).toBe('1391234');
    await sheet.getByLabel('电话').fill('13912342041');
    await sheet.getByRole('button', { name: '完成' }).click();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已存到本机，有网后自动上报').waitFor();
    phone.road.set('open');
    await expect.poll(() => filesOf('座谈时记下的'), { timeout: 20_000 }).toEqual([]);
  }, 60_000);

  test('the thirty-first photo is refused by name; the thirty stay', async () => {
    const { page } = phone;
    await openField(page);
    await page.getByRole('button', { name: '记一次下访' }).click();
    await page.getByTestId('photo-input').waitFor({ state: 'attached' });
    const picture = await page.screenshot({ type: 'jpeg', quality: 20, clip: { x: 0, y: 0, width: 60, height: 60 } });
    await page
      .getByTestId('photo-input')
      .setInputFiles(
        Array.from({ length: 31 }, (_, n) => ({ name: `${n + 1}.jpg`, mimeType: 'image/jpeg', buffer: picture })),
      );
    await page.getByText('照片最多 30 张，“31.jpg”没有加入').waitFor({ timeout: 90_000 });
    expect(await page.getByTestId('photo').count()).toBe(30);
  }, 120_000);

  test('a phone that is nearly full says so before anything fails', async () => {
    const { page } = phone;
    await page.addInitScript(() => {
      navigator.storage.estimate = async () => ({ usage: 960 * 1024 ** 2, quota: 1000 * 1024 ** 2 });
    });
    await page.goto(`${phone.road.url}/field/visits/new`);
    await openVault(page);
    expect(await page.getByTestId('storage-room').textContent()).toContain('本机只剩约 40 MB，快存满了');
  }, 60_000);
});

describe('a line that breaks every second', () => {
  test('brings four megabytes over whole, and does not take for ever', async () => {
    const { page } = phone;
    await openField(page);
    await page.getByRole('button', { name: '记一次下访' }).click();
    await page.getByRole('combobox', { name: '去哪里' }).fill('小学');
    await page.getByTestId('place-result').first().click();
    await page.getByRole('radio', { name: '调查研究' }).check();
    await page.getByLabel('看到听到').fill('信号时断时续');
    await page.getByTestId('photo-input').evaluate(async (input: HTMLInputElement) => {
      const chosen = new DataTransfer();
      for (const name of ['1.png', '2.png', '3.png', '4.png']) {
        const canvas = new OffscreenCanvas(1600, 1200);
        const context = canvas.getContext('2d');
        const image = context?.createImageData(1600, 1200);
        if (!context || !image) return;
        for (let at = 0; at < image.data.length; at += 65_536)
          crypto.getRandomValues(image.data.subarray(at, Math.min(at + 65_536, image.data.length)));
        for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255;
        context.putImageData(image, 0, 0);
        chosen.items.add(new File([await canvas.convertToBlob({ type: 'image/png' })], name, { type: 'image/png' }));
      }
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await expect.poll(() => page.getByTestId('photo').count(), { timeout: 60_000 }).toBe(4);
    phone.road.slow(900_000);
    const begun = Date.now();
    let cuts = 0;
    const cutter = setInterval(() => {
      phone.road.set('closed');
      cuts += 1;
      setTimeout(() => phone.road.set('open'), 60);
    }, 1000);
    await page.getByRole('button', { name: '保存', exact: true }).click();
    try {
      await expect.poll(() => filesOf('信号时断时续'), { timeout: 120_000, interval: 500 }).toBeTruthy();
    } finally {
      clearInterval(cutter);
      phone.road.slow(undefined);
      phone.road.set('open');
    }
    const files = await filesOf('信号时断时续');
    let total = 0;
    for (const { url, sha256 } of files ?? []) {
      const bytes = Buffer.from(await (await office.fetch(`${phone.url}${url}`)).arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      total += bytes.length;
    }
    console.info(`${(total / 1e6).toFixed(1)} MB, ${cuts} cuts, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
    expect(total).toBeGreaterThan(4_000_000);
    expect(cuts).toBeGreaterThan(3);
  }, 180_000);
});
