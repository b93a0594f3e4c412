import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, submitOne } from '../api/story.ts';
import { enterApp, picture, type RealBrowser, startBrowser } from '../testkit/browser.ts';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { type HuiyinProcess, startHuiyin } from '../testkit/process.ts';
import { type Proxy as RoadProxy, startProxy } from '../testkit/proxy.ts';
import { shiftDate } from '../testkit/shift-date.ts';
import { openVault } from '../testkit/vault.ts';

/*
 * A whole Wednesday, played by three at once: the clerk at the door, the substitute leader at the table on a phone that loses
 * its signal twice, the waiting room's board. Eight bookings (one of them a group of forty), five walk-ins, one who does not
 * come. Every record is there in the end, in the right order, and the board follows.
 */

const day = '2026-12-02';
const phoneSize = { width: 390, height: 844 };
const preload = fileURLToPath(new URL('../testkit/shifted-clock.mjs', import.meta.url));

let folder: string;
let huiyin: HuiyinProcess;
let road: RoadProxy;
let browser: RealBrowser;
let ahead = 0;

/** Puts the server's clock, and that of pages opened from now on, to this moment in Shanghai. */
async function setClock(moment: string): Promise<void> {
  ahead = Date.parse(`${moment}:00+08:00`) - Date.now();
  await writeFile(join(folder, 'clock'), String(ahead));
  await new Promise((resolve) => setTimeout(resolve, 150));
}

/** A page whose clock is the server's. */
async function openPage(size: { width: number; height: number }): Promise<Page> {
  const context: BrowserContext = await browser.browser.newContext({ viewport: size, locale: 'zh-CN' });
  await context.addInitScript(shiftDate, { ahead });
  return context.newPage();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-wednesday-'));
  await setClock('2026-11-24T10:00');
  huiyin = await startHuiyin({
    HUIYIN_DATA: join(folder, 'data'),
    HUIYIN_DEMO: 'on',
    HUIYIN_CLOCK: join(folder, 'clock'),
    NODE_OPTIONS: `--import=${preload}`,
  });
  road = await startProxy(huiyin.port);
  browser = await startBrowser(join(folder, 'browser'));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await road?.close();
  await huiyin?.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

interface State {
  readonly status: string;
  readonly holder: { id: string };
  readonly visitors: readonly {
    id: string;
    number: string;
    stage: string;
    batch?: number;
    persons: number;
    record?: { receiver: { id: string }; signedOn?: string; decisions: readonly { caseId: string }[] };
  }[];
}
const stateOf = async (caller: Caller): Promise<State> =>
  (
    await caller.query<{ receptionSession: { state: State } }>(
      'query ($id: ID!) { receptionSession(id: $id) { state } }',
      { id: day },
    )
  ).receptionSession.state;
const give = async (caller: Caller, type: string, payload: Record<string, unknown>) => {
  const outcome = await submitOne(caller, command(type, { sessionId: day, ...payload }));
  if (outcome.status !== 'accepted') throw new Error(`${type}: ${outcome.message}`);
};

/** A week before: the demo's one booking becomes eight, the eighth a group of forty; the duty goes to a substitute. */
async function prepare(): Promise<void> {
  const clerk = await signIn(huiyin.url, 'office1');
  for (let n = 2; n <= 8; n += 1) {
    await give(clerk, 'bookReception', {
      visitorId: randomUUID(),
      channel: 'telephone',
      bookedOn: '2026-11-24',
      petitioner: { kind: 'person', name: `预约人${n}` },
      title: `预约事项${n}`,
      demand: `诉求${n}`,
      contentKind: 'appeal',
      unitId: 'basic',
      persons: n === 8 ? 40 : 1,
      collective: n === 8,
      toldOfRepresentatives: n === 8,
      earlierCaseIds: [],
    });
  }
  const { holder } = await stateOf(clerk);
  const substituteId = 'demo-leader1';
  if (holder.id === substituteId) throw new Error('the demo’s rota has changed: choose another substitute');
  await give(clerk, 'arrangeSubstitute', { reason: '参加重要会议', substituteId });
  await give(clerk, 'nameAttendees', { recorderId: 'demo-office2', attendees: [] });
}

const row = (page: Page, number: string) => page.locator(`[data-number="${number}"]`);

async function checkIn(desk: Page, number: string, persons?: string): Promise<void> {
  await row(desk, number).getByRole('button', { name: '签到' }).click();
  if (persons !== undefined) await desk.getByLabel('进入接待室的人数').fill(persons);
  await desk.getByLabel('看过的证件材料').fill('身份证');
  await desk.getByRole('dialog').getByRole('button', { name: '签到' }).click();
}

async function walkIn(desk: Page, n: number): Promise<void> {
  await desk.getByRole('button', { name: '登记临时来访' }).first().click();
  const form = desk.getByTestId('booking-form');
  await form.getByRole('button', { name: '查找' }).click();
  await form.getByText('请输入至少两个字，或者先填来访人姓名。').waitFor();
  await form.getByLabel('来访人', { exact: true }).fill(`临时人${n}`);
  await form.getByRole('button', { name: '查找' }).click();
  await form.getByText(`没有找到“临时人${n}”的信访件`).waitFor();
  await form.getByLabel('反映事项').fill(`临时事项${n}`);
  await form.getByRole('textbox', { name: '诉求' }).fill(`临时诉求${n}`);
  await form.getByLabel('看过的证件材料').fill('身份证');
  await form.getByRole('button', { name: '登记临时来访' }).click();
  await row(desk, `临0${n}`).waitFor();
}

/** At the table: from 开始接谈 to 保存. */
async function receive(phone: Page, number: string): Promise<void> {
  await row(phone, number).getByRole('button', { name: '开始接谈' }).click();
  const form = phone.getByTestId('record-form');
  await form.getByLabel('领导批示').fill(`请办理 ${number}`);
  const unit = form.getByRole('combobox', { name: '由谁办理' });
  if ((await unit.inputValue()) === '') {
    await unit.fill('基础教育处');
    await form.locator('[role=option]').first().click();
  }
  await form.getByRole('button', { name: '保存接谈记录' }).click();
  await phone.getByTestId('table-line').waitFor();
}

test('a Wednesday', async () => {
  await prepare();
  await setClock('2026-12-02T14:05');
  const clerk = await signIn(huiyin.url, 'office1');
  const { renewReceptionLink: boardPath } = await clerk.query<{ renewReceptionLink: string }>(
    'mutation { renewReceptionLink(kind: board) }',
  );

  const [desk, board, phone] = await Promise.all([
    openPage({ width: 1440, height: 900 }),
    openPage({ width: 1920, height: 1080 }),
    openPage(phoneSize),
  ]);
  await board.goto(`${huiyin.url}${boardPath}`);
  await enterApp(desk, huiyin.url, 'office1');
  await desk.goto(`${huiyin.url}/desk/reception/${day}`);
  await enterApp(phone, road.url, 'leader1');
  await openVault(phone);
  await phone.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await phone.goto(`${road.url}/field/reception?session=${day}`);
  if (await phone.getByTestId('lock-screen').isVisible()) await openVault(phone);

  // The door: six may not go in of the group of forty, four may; the seventh booking does not come.
  await row(desk, '预08').waitFor();
  await checkIn(desk, '预08', '6');
  await desk
    .getByText('推选的代表')
    .or(desk.getByText('代表', { exact: false }))
    .first()
    .waitFor();
  // the window is loaded anew before that is put right: what was typed is there
  desk.on('dialog', (dialog) => void dialog.accept());
  await desk.reload();
  await row(desk, '预08').getByRole('button', { name: '签到' }).click();
  expect(await desk.getByLabel('看过的证件材料').inputValue()).toBe('身份证');
  await desk.getByLabel('进入接待室的人数').fill('4');
  await desk.getByRole('dialog').getByRole('button', { name: '签到' }).click();
  for (const number of ['预01', '预02', '预03', '预04']) await checkIn(desk, number);
  // whom it concerns, when and how many stand in the list at the table
  await row(phone, '预08').getByText('预约人8 · 基础教育处').waitFor({ timeout: 15_000 });
  await row(phone, '预08').getByText('第8批 16:15 · 集体 40 人 · 候谈').waitFor({ timeout: 15_000 });
  await walkIn(desk, 1);
  await row(phone, '临01')
    .getByText(/\d\d:\d\d 到 · 1 人/)
    .waitFor({ timeout: 15_000 });
  await picture(phone, 'reception-table', true);
  await walkIn(desk, 2);

  // The board follows each call; who is called goes in.
  const delays: number[] = [];
  for (const number of ['预01', '预02']) {
    await desk.getByRole('button', { name: `叫号 ${number}` }).click();
    const from = performance.now();
    await board.getByTestId('calling').getByText(number, { exact: true }).waitFor({ timeout: 10_000 });
    delays.push(Math.round(performance.now() - from));
    await row(phone, number).waitFor();
    await receive(phone, number);
    await row(desk, number).and(desk.locator('[data-stage="received"]')).waitFor({ timeout: 15_000 });
  }

  // The signal goes. Two are received without it, while the door goes on.
  road.set('closed');
  await phone.getByText('没有信号', { exact: false }).first().waitFor({ timeout: 30_000 });
  for (const number of ['预03', '预04']) await receive(phone, number);
  await expect.poll(() => phone.getByTestId('queued').count()).toBe(2);
  // what somebody comes about is read at the table without a signal
  await row(phone, '预05').getByText('预约事项5').click();
  await row(phone, '预05').getByText('诉求5').waitFor();
  for (const number of ['预05', '预06']) await checkIn(desk, number);
  for (const n of [3, 4]) await walkIn(desk, n);
  expect((await stateOf(clerk)).visitors.filter(({ stage }) => stage === 'received')).toHaveLength(2);
  road.set('open');
  await expect
    .poll(async () => (await stateOf(clerk)).visitors.filter(({ stage }) => stage === 'received').length, {
      timeout: 40_000,
    })
    .toBe(4);

  for (const number of ['预05', '预06']) {
    await row(phone, number).getByRole('button', { name: '开始接谈' }).waitFor({ timeout: 15_000 });
    await receive(phone, number);
  }
  await walkIn(desk, 5);
  await row(desk, '预07').getByRole('button', { name: '未到' }).click();

  // And once more.
  await row(phone, '临05').waitFor({ timeout: 15_000 });
  road.set('closed');
  await phone.getByText('没有信号', { exact: false }).first().waitFor({ timeout: 30_000 });
  for (const number of ['预08', '临01', '临02']) await receive(phone, number);
  road.set('open');
  for (const number of ['临03', '临04', '临05']) await receive(phone, number);
  await expect
    .poll(async () => (await stateOf(clerk)).visitors.filter(({ stage }) => stage === 'received').length, {
      timeout: 40_000,
    })
    .toBe(12);
  await desk.getByRole('button', { name: '结束接访' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '确定结束接访' }).click();
  await expect.poll(async () => (await stateOf(clerk)).status, { timeout: 15_000 }).toBe('closed');
  await board.getByText('今天没有接访').waitFor({ timeout: 15_000 });

  await checkAll(clerk);
  expect(await board.locator('body').textContent()).not.toMatch(/预约人|临时人|蒋文彬/);
  console.info(`board after a call: ${delays.join(', ')} ms`);
}, 150_000);

/** Nothing is lost: twelve whole records by the substitute, a case each, one who did not come. */
async function checkAll(clerk: Caller): Promise<void> {
  const { visitors } = await stateOf(clerk);
  expect(visitors).toHaveLength(13);
  expect(visitors.filter(({ stage }) => stage === 'absent').map(({ number }) => number)).toEqual(['预07']);
  const records = visitors.flatMap(({ record }) => (record ? [record] : []));
  expect(records).toHaveLength(12);
  expect(records.every(({ signedOn, receiver }) => signedOn === day && receiver.id === 'demo-leader1')).toBe(true);
  const ids = records.flatMap(({ decisions }) => decisions.map(({ caseId }) => caseId));
  expect(new Set(ids).size).toBe(12);
  const { receptionFollowUps } = await clerk.query<{ receptionFollowUps: { caseId: string; number: string }[] }>(
    '{ receptionFollowUps { caseId number } }',
  );
  const numbers = receptionFollowUps.filter(({ caseId }) => ids.includes(caseId)).map(({ number }) => number);
  expect(numbers).toHaveLength(12);
  expect(numbers.every((number) => number.startsWith('接〔2026〕'))).toBe(true);
}
