import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, dateInShanghai } from '@huiyin/domain';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterApp, picture } from '../testkit/browser.ts';
import { type FieldPhone, makeReady, openFieldPhone } from '../testkit/field-phone.ts';
import { type Caller, DEMO_PASSWORD, signIn } from '../testkit/graphql.ts';
import { openVault } from '../testkit/vault.ts';

/*
 * One down-visit with everything that it can hold, written with no signal, killed half way, saved, sent over a line that
 * breaks; and the same visit as the desk shows it.
 */

let phone: FieldPhone;
let office: Caller;

beforeAll(async () => {
  phone = await openFieldPhone('visit');
  office = await signIn(phone.url, 'office1');
}, 120_000);

afterAll(() => phone?.close(), 30_000);

/** A day by which something is to be done, whenever this runs. */
const inAMonth = addDays(dateInShanghai(Date.now()), 30);

/** A browser writes its cookies down twice a minute: a kill soon after signing in loses the session, never the work. */
async function signInWhereAsked(page: Page): Promise<void> {
  const asked = page.getByRole('link', { name: '重新登录' });
  await asked.or(page.getByText('全部已经送到服务器。')).first().waitFor({ timeout: 60_000 });
  if (!(await asked.isVisible())) return;
  await asked.click();
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/field/outbox');
  await openVault(page);
}

/** A photograph of noise with a position written into it by the camera. */
async function photograph(page: Page, name: string, position = true): Promise<void> {
  await page.getByTestId('photo-input').evaluate(
    async (input: HTMLInputElement, [file, withPosition]) => {
      const canvas = new OffscreenCanvas(800, 600);
      const context = canvas.getContext('2d');
      if (!context) return;
      for (let x = 0; x < 800; x += 20)
        for (let y = 0; y < 600; y += 20) {
          context.fillStyle = `hsl(${(x * 7 + y * 3) % 360} 60% 55%)`;
          context.fillRect(x, y, 20, 20);
        }
      const jpeg = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
      // Exif with 30°15′0″ N, 120°7′12″ E, put in after the first marker.
      const exif = new Uint8Array(212);
      const view = new DataView(exif.buffer);
      view.setUint16(0, 0xffe1);
      view.setUint16(2, 210);
      view.setUint32(4, 0x45786966);
      const tiff = new DataView(exif.buffer, 10);
      tiff.setUint16(0, 0x4d4d);
      tiff.setUint16(2, 42);
      tiff.setUint32(4, 8);
      tiff.setUint16(8, 1);
      tiff.setUint16(10, 0x8825);
      tiff.setUint32(18, 26);
      tiff.setUint16(26, 4);
      const tags: [number, number][] = [
        [1, 'N'.charCodeAt(0) * 2 ** 24],
        [2, 90],
        [3, 'E'.charCodeAt(0) * 2 ** 24],
        [4, 120],
      ];
      for (const [index, [tag, value]] of tags.entries()) {
        tiff.setUint16(28 + index * 12, tag);
        tiff.setUint32(28 + index * 12 + 8, value);
      }
      for (const [index, value] of [30, 15, 0, 120, 7, 12].entries()) {
        const at = (index < 3 ? 90 : 120) + (index % 3) * 8;
        tiff.setUint32(at, value);
        tiff.setUint32(at + 4, 1);
      }
      const chosen = new DataTransfer();
      const parts = withPosition ? [jpeg.slice(0, 2), exif, jpeg.slice(2)] : [jpeg];
      chosen.items.add(new File(parts, String(file), { type: 'image/jpeg' }));
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    [name, position] as const,
  );
}

async function sign(page: Page): Promise<void> {
  await page.getByRole('button', { name: '点此签名' }).click();
  const pad = page.getByTestId('signature-pad');
  await pad.waitFor();
  await sleep(300);
  const box = await pad.boundingBox();
  if (!box) throw new Error('no pad');
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.down();
  for (let step = 0; step < 20; step += 1) await page.mouse.move(box.x + 40 + step * 10, box.y + 60 + (step % 5) * 14);
  await page.mouse.up();
  await page.getByRole('button', { name: '用这个签名' }).click();
}

/** A case of the demo bureau, no accusation, put under the contract of the leader (包案): the phone then keeps it. */
async function someCase(): Promise<{ id: string; number: string }> {
  const leader = await signIn(phone.url, 'leader1');
  const { cases } = await leader.query<{
    cases: { edges: { node: { id: string; number: string; contentKind: string; status: string; version: number } }[] };
  }>('{ cases(first: 50) { edges { node { id number contentKind status version } } } }');
  const found = cases.edges.find(({ node }) => node.contentKind !== 'accusation' && node.status === 'registered')?.node;
  if (!found) throw new Error('the demo bureau has no such case');
  const { contractCase } = await office.query<{ contractCase: { status: string; message: string } }>(
    'mutation ($commandId: ID!, $input: JSON!) { contractCase(commandId: $commandId, input: $input) { status message } }',
    {
      commandId: randomUUID(),
      input: { caseId: found.id, expectedVersion: found.version, leaderId: leader.personId },
    },
  );
  if (contractCase.status !== 'accepted') throw new Error(contractCase.message);
  return found;
}

interface Told {
  readonly id: string;
  readonly observations: string;
  readonly signer: { name: string; title: string } | null;
  readonly details: { words: string; case: { id: string } | null } | null;
  readonly position: { latitude: number } | null;
  readonly followUps: readonly { what: string; owner: string; ownerUnitId: string | null; caseId: string | null }[];
  readonly cases: readonly { number: string; provisionalNumber: string }[];
  readonly attachments: readonly {
    kind: string;
    sha256: string;
    url: string;
    caption: string;
    masked: boolean;
    seconds: number | null;
    marks: readonly { kind: string; text: string | null }[];
    position: { latitude: number; longitude: number } | null;
  }[];
}
async function visitWith(observations: string): Promise<Told | undefined> {
  const { outreachVisits } = await office.query<{ outreachVisits: { edges: { node: Told }[] } }>(
    `{ outreachVisits(first: 20) { edges { node { id observations signer { name title }
      details { words case { id } } position { latitude }
      followUps { what owner ownerUnitId caseId } cases { number provisionalNumber }
      attachments { kind sha256 url caption masked seconds marks { kind text } position { latitude longitude } } } } } }`,
  );
  return outreachVisits.edges.map(({ node }) => node).find((one) => one.observations === observations);
}

describe('one visit with everything', () => {
  test('is written offline, outlives a kill, goes out over a broken line, and arrives whole', async () => {
    const existing = await someCase();
    await phone.context.grantPermissions(['geolocation', 'microphone'], { origin: phone.road.url });
    await phone.context.setGeolocation({ latitude: 30.25, longitude: 120.12, accuracy: 18 });
    phone.road.set('open');
    await makeReady(phone.page, phone.road.url);
    await phone.page.goto(`${phone.road.url}/field/cases`);
    await phone.page.getByText(existing.number).first().waitFor();
    await phone.page.goto(`${phone.road.url}/field`);
    await phone.page.getByRole('button', { name: '记一次下访' }).waitFor();
    phone.road.set('closed');

    let { page } = phone;
    page.setDefaultTimeout(15_000);
    await page.getByRole('button', { name: '记一次下访' }).click();
    await page.getByRole('combobox', { name: '去哪里' }).fill('小学');
    await page.getByTestId('place-result').first().click();
    await page.getByRole('radio', { name: '带案督办' }).check();
    await page.getByRole('combobox', { name: '督办的事项' }).fill(existing.number);
    await page.getByTestId('place-result').first().click();
    await page.getByLabel('督办情况').fill('车辆已到位，路线尚未公布。');
    await page.getByLabel('看到听到').fill('带案督办，材料齐全的一次。');
    await page.getByRole('button', { name: '提出一条要求' }).click();
    await page.getByTestId('follow-up').getByLabel('要做什么').fill('三日内公布路线');
    await page.getByTestId('follow-up').getByLabel('何时前').fill(inAMonth);
    await picture(page, 'field-mode', true);

    await page.getByRole('button', { name: '加一件事项' }).click();
    await page.getByLabel('事项', { exact: true }).fill('校门口积水');
    await page.getByRole('textbox', { name: '诉求' }).fill('请修排水沟。');
    await page.getByRole('textbox', { name: '姓名' }).fill('李明');
    await page.getByRole('button', { name: '完成', exact: true }).click();
    const provisional = (await page.getByTestId('provisional').locator('b').textContent()) ?? '';
    expect(provisional).toMatch(/^下〔\d{4}〕暂-[0-9A-Z]{6}$/);
    // one stray tap takes nothing out of the record
    await page.getByTestId('matter').click();
    await page.getByRole('button', { name: '删除这一件' }).click();
    const sure = page.getByRole('dialog', { name: '删除这一件？' });
    await sure.getByRole('button', { name: '取消' }).click();
    await sure.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '完成', exact: true }).click();
    expect(await page.getByTestId('matter').getByText('校门口积水').count()).toBe(1);

    for (const [index, name] of ['a.jpg', 'b.jpg', 'c.jpg'].entries()) {
      await photograph(page, name, index !== 1);
      await expect.poll(() => page.getByTestId('photo').count(), { timeout: 15_000 }).toBe(index + 1);
    }
    // The keyboard moves the first behind the second.
    await page.getByRole('button', { name: /^移动照片 1/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('已移到第 2 张，共 3 张').waitFor();

    await page.getByRole('button', { name: /^照片 2（共 3 张）/ }).click();
    const layer = page.getByTestId('mark-layer');
    await layer.waitFor();
    await sleep(300);
    const draw = async (from: [number, number], to: [number, number]) => {
      await layer.scrollIntoViewIfNeeded();
      const box = await layer.boundingBox();
      if (!box) throw new Error('no picture');
      await page.mouse.move(box.x + box.width * from[0], box.y + box.height * from[1]);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * to[0], box.y + box.height * to[1], { steps: 4 });
      await page.mouse.up();
    };
    await draw([0.1, 0.1], [0.4, 0.5]);
    await page.getByRole('radio', { name: '箭头' }).check();
    await draw([0.8, 0.2], [0.5, 0.6]);
    await page.getByRole('radio', { name: '文字' }).check();
    await page.getByLabel('要写的文字').fill('此处积水');
    await draw([0.2, 0.8], [0.2, 0.8]);
    await page.getByLabel('说明').fill('西门排水沟');
    await picture(page, 'field-photo');
    await page.getByTestId('photo-position').getByText('北纬 30.25000°，东经 120.12000°').waitFor();
    await page.getByRole('button', { name: '完成', exact: true }).click();
    await page.getByTestId('photo-sheet').waitFor({ state: 'detached' });
    // Another photo's position is taken out again.
    await page.getByRole('button', { name: /^照片 3（共 3 张）/ }).click();
    await page.getByRole('button', { name: '删去位置' }).click();
    await page.getByTestId('photo-position').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '完成', exact: true }).click();

    await page.getByTestId('voice-button').click();
    await page.getByText(/正在录音 0:0[1-9]/).waitFor();
    await page.getByTestId('voice-button').click();
    await page.getByTestId('voice').waitFor();
    await sign(page);
    await page.getByLabel('签名人姓名').fill('周校长');
    await page.getByLabel('职务').fill('校长');
    await page.getByRole('button', { name: '记下现在的位置' }).click();
    await page.getByTestId('position').waitFor();
    await page.getByTestId('draft-line').getByText('草稿已存本机').waitFor();
    await picture(page, 'field-form', true);
    await sleep(600);

    await phone.kill();
    page = await phone.revive();
    await page.goto(`${phone.road.url}/field`);
    await openVault(page);
    await page.getByTestId('draft').click();
    await page.getByLabel('签名人姓名').waitFor();
    expect(await page.getByLabel('签名人姓名').inputValue()).toBe('周校长');
    expect(await page.getByTestId('photo').count()).toBe(3);
    await page.getByTestId('voice').locator('audio').waitFor();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已存到本机，有网后自动上报').waitFor();

    // The line breaks again and again while the photos go out.
    for (let cut = 0; cut < 4; cut += 1) {
      phone.road.set('open');
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
      await sleep(150);
      phone.road.set('closed');
      await sleep(100);
    }
    phone.road.set('open');
    await page.goto(`${phone.road.url}/field/outbox`);
    await openVault(page);
    await signInWhereAsked(page);
    await expect.poll(() => visitWith('带案督办，材料齐全的一次。'), { timeout: 120_000, interval: 500 }).toBeTruthy();

    const visit = await visitWith('带案督办，材料齐全的一次。');
    expect(visit).toMatchObject({
      signer: { name: '周校长', title: '校长' },
      details: { words: '车辆已到位，路线尚未公布。', case: { id: existing.id } },
      position: { latitude: 30.25 },
      followUps: [{ what: '三日内公布路线', caseId: existing.id }],
      cases: [{ provisionalNumber: provisional }],
    });
    expect(
      visit?.attachments.map(({ kind, caption, masked, marks, position }) => [
        kind,
        caption,
        masked,
        marks.length,
        position?.latitude,
      ]),
    ).toEqual([
      ['photo', '', false, 0, undefined],
      ['photo', '西门排水沟', true, 2, 30.25],
      ['photo', '', false, 0, undefined],
      ['voice', '', false, 0, undefined],
      ['signature', '', false, 0, undefined],
    ]);
    for (const { url, sha256 } of visit?.attachments ?? []) {
      const bytes = Buffer.from(await (await office.fetch(`${phone.url}${url}`)).arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    const { petitionCase } = await office.query<{ petitionCase: { timeline: { type: string }[] } }>(
      'query ($id: ID!) { petitionCase(id: $id) { timeline { type } } }',
      { id: existing.id },
    );
    expect(petitionCase.timeline.at(-1)?.type).toBe('caseVisited');
    await page.goto(`${phone.road.url}/field/outbox`);
    await page.getByTestId('sent').getByText(provisional).first().waitFor();
    await picture(page, 'field-outbox');
  }, 300_000);
});

describe('the desk', () => {
  test('shows all of it: minutes or findings, photos with their marks, the voice, who signed, where, what follows', async () => {
    const visit = await visitWith('带案督办，材料齐全的一次。');
    const page = await phone.desk();
    await enterApp(page, phone.url, 'office1');
    await page.goto(`${phone.url}/desk/visits/${visit?.id}`);
    await page.getByRole('heading', { name: '督办情况' }).waitFor();
    await page.getByText('车辆已到位，路线尚未公布。').waitFor();
    const marked = page.getByRole('img', { name: '现场照片 2，西门排水沟，标注：箭头、“此处积水”' });
    await marked.scrollIntoViewIfNeeded();
    await page.locator('svg').getByText('此处积水').waitFor();
    expect(await page.locator('audio').getAttribute('aria-label')).toBe('录音');
    await page.getByText('周校长，校长').waitFor();
    await page.getByText('北纬 30.25000°，东经 120.12000°').waitFor();
    await page.getByText(`暂编号 ${visit?.cases[0]?.provisionalNumber}`).waitFor();
    await page.evaluate(() => window.scrollTo(0, 0));
    await picture(page, 'desk-visit', true);
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'desk-visit-dark', true);
    await page.emulateMedia({ colorScheme: 'light' });

    await page.goto(`${phone.url}/desk/visits`);
    await page.getByRole('tab', { name: '后续' }).click();
    const item = page.getByTestId('follow-up').filter({ hasText: '三日内公布路线' });
    await item.getByRole('button', { name: '落实' }).click();
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByText('没有写明落实的结果').waitFor();
    await page.getByRole('textbox', { name: '结果' }).fill('路线已公布。');
    await picture(page, 'desk-settle');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await item.waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: '已落实' }).check();
    await page.getByText('路线已公布。').waitFor();
    await picture(page, 'desk-follow-ups');
    await page.context().close();
  }, 60_000);
});
