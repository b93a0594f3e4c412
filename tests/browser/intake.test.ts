import { readFile } from 'node:fs/promises';
import PizZip from 'pizzip';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casesWith, type DemoDesk, inFocus, look, openDemoDesk, tabTo } from '../testkit/demo-desk.ts';

/* What is missing and what Art 31 proposes; repeats across channels; answers lost on the way; a sheet that is imported whole or not at all. */

let desk: DemoDesk;
let page: Page;

beforeAll(async () => {
  desk = await openDemoDesk('intake');
  page = await desk.enter('office1');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.getByTestId('work-row').first().waitFor();
}, 120_000);
afterAll(() => desk?.close());

const field = (label: string) => page.locator('form').getByLabel(label);
const registered = () => page.getByTestId('registered-number');
async function type(label: string, text: string): Promise<void> {
  await tabTo(field(label));
  await page.keyboard.type(text);
}

/** From the channel that is in focus with the arrow keys to another. */
async function channel(name: string): Promise<void> {
  const wanted = page.getByRole('radio', { name, exact: true });
  await page.locator('[name="channel"]:focus').waitFor();
  for (let times = 0; times < 10 && !(await wanted.isChecked()); times += 1) await page.keyboard.press('ArrowRight');
  expect(await wanted.isChecked()).toBe(true);
}

/** An empty form, with the channel in focus. */
async function open(): Promise<void> {
  await page.goto(`${desk.url}/desk/register`);
  await page.locator('[name="channel"]:focus').waitFor();
  const discard = page.getByRole('button', { name: '清空重填' });
  if (await discard.isVisible()) {
    await discard.click();
    await page.getByRole('dialog').getByRole('button', { name: '清空', exact: true }).click();
  }
  const letter = page.getByRole('radio', { name: '来信', exact: true });
  await letter.check();
  await letter.focus();
}

/** Registers what has been typed, and says under which number. */
async function register(): Promise<string> {
  const before = await registered()
    .textContent({ timeout: 100 })
    .catch(() => '');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => registered().textContent(), { timeout: 15_000 }).not.toBe(before);
  return (await registered().textContent())?.replace('已登记：', '') ?? '';
}

/** Drops answers to requests that contain this text: they arrive, and nothing comes back. How often that happened. */
async function losing(text: string): Promise<{ lost: number; mend: () => Promise<void> }> {
  const state = { lost: 0, mend: () => page.unrouteAll({ behavior: 'wait' }) };
  await page.route('**/graphql', async (route) => {
    if (!(route.request().postData() ?? '').includes(text)) return route.continue();
    state.lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  return state;
}

test('what is missing is listed with the way there; of Art 31 each route is proposed, chosen otherwise with a reason, and cited', {
  timeout: 60_000,
}, async () => {
  await open();
  await channel('来信');
  await page.keyboard.press('Control+Enter');
  const faults = page.getByTestId('faults').getByRole('button');
  await faults.first().waitFor();
  expect(await inFocus(field('姓名（名称）'))).toBe(true);
  await tabTo(faults.last());
  await page.keyboard.press('Enter');
  expect(await inFocus(field('诉求与经过'))).toBe(true);
  const routes = [
    ['不服法院判决，要求重新审判', '1'],
    ['劳动合同争议，申请劳动仲裁', '2'],
    ['不服党内处分，要求复查', '3'],
    ['不服办学许可决定，要求重新审查', '4'],
    ['请求查处小区里的无证办学', '5'],
    ['校门口积水，请求修好', '6'],
  ] as const;
  for (const [words, route] of routes) {
    await field('诉求与经过').fill(words);
    const chosen = field('办理途径');
    await expect.poll(() => chosen.inputValue()).toBe(route);
    await chosen.selectOption(route === '6' ? '1' : '6');
    await faults.getByText('第三十一条').waitFor();
    await field('与建议不同的理由').fill('经核对原件，改走这条途径。');
    await faults.getByText('第三十一条').waitFor({ state: 'detached' });
    await field('与建议不同的理由').fill('');
    await chosen.selectOption(route);
  }
});

test('a matter that another channel has: shown side by side, linked, and the other way round as well', {
  timeout: 60_000,
}, async () => {
  await open();
  await channel('12345 热线');
  await type('12345 交办单号', 'RX20261128-0042');
  await type('姓名（名称）', '沈国梁');
  await type('联系电话', '14100005162');
  await type('事由', '职称评审少算乡村任教年限');
  await type('诉求与经过', '申报高级教师时乡村任教年限少算四年，请求重新核对任教年限。');
  const repeats = page.getByTestId('repeat');
  await repeats.first().getByText('跨渠道').waitFor();
  await repeats.first().getByText('正在登记的').waitFor();
  // however many there are, three stand before the rest of the form
  expect(await repeats.filter({ visible: true }).count()).toBeLessThanOrEqual(3);
  await tabTo(repeats.first().getByRole('button', { name: '登记后关联' }));
  await page.keyboard.press('Enter');
  const order = await register();
  expect(order).toMatch(/^热/);
  await page.getByRole('link', { name: '打开看看' }).click();
  await page.getByTestId('related').waitFor();

  await open();
  await channel('来信');
  await type('姓名（名称）', '沈国梁');
  await type('联系电话', '14100005162');
  await type('事由', '职称评审少算任教年限');
  await type('诉求与经过', '申报高级教师时乡村任教年限少算四年，请求核对。');
  await repeats.filter({ hasText: order }).getByText('跨渠道').waitFor();
  // the same order twice: refused at its field, nothing typed is lost
  await page.getByRole('radio', { name: '12345 热线', exact: true }).check();
  await field('12345 交办单号').fill('RX20261128-0042');
  await page.keyboard.press('Control+Enter');
  await page
    .getByTestId('faults')
    .or(page.getByRole('alert').filter({ hasText: '交办单' }))
    .first()
    .waitFor();
  expect(await field('事由').inputValue()).toBe('职称评审少算任教年限');
  // the one that it is to be merged into moves on while it is typed
  await page.getByRole('radio', { name: '来信', exact: true }).check();
  const original = repeats.filter({ hasText: order });
  await original.getByRole('button', { name: '登记后并入此件' }).click();
  const link = (await original.getByRole('link').getAttribute('href')) ?? '';
  const colleague = await desk.enter('office2');
  await colleague.goto(`${desk.url}${link}?do=setCaseFlags`);
  const flags = colleague.getByRole('form', { name: '标注' });
  await flags.getByLabel('涉及复杂法律问题').check();
  await flags.getByLabel('变更的理由').fill('涉及人事争议。');
  await flags.getByRole('button', { name: '标注', exact: true }).click();
  await flags.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Enter');
  const news = page.getByRole('status').filter({ hasText: '已登记：信' });
  await news.getByText('没有并案：要并入的一件刚被别人更新。仍要并案的，请打开此件办理。').waitFor();
  expect(await news.count(), 'one notice says what is registered and what is not merged').toBe(1);
  expect(await inFocus(news.getByRole('link', { name: '打开看看' }))).toBe(true);
  await look(page, 'registered-not-merged');
});

test('a joint petition by keyboard: a sixth representative is refused where they are listed (Art 20), the case names all who joined in', {
  timeout: 60_000,
}, async () => {
  await open();
  await channel('来访');
  await tabTo(field('联名信访'));
  await page.keyboard.press('Space');
  await type('姓名（名称）', '沈国梁');
  await type('总人数', '12');
  const member = (at: number, label: string) => page.getByRole('group', { name: `联名人 ${at}` }).getByLabel(label);
  for (const [at, name] of ['赵一', '钱二', '孙三', '李四', '周五'].entries()) {
    await tabTo(page.getByRole('button', { name: '加一人' }));
    await page.keyboard.press('Enter');
    await page.keyboard.type(name);
    await tabTo(member(at + 1, '代表'));
    await page.keyboard.press('Space');
  }
  await type('事由', '联名要求恢复校车');
  await type('诉求与经过', '校车三号线停运，请求恢复。');
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('faults').getByText('最多接待5名代表').waitFor();
  expect(await inFocus(member(1, '姓名'))).toBe(true);
  await look(page, 'register-joint');
  // taken off the list, and the keys are still in it
  await tabTo(page.getByRole('button', { name: '去掉周五' }));
  await page.keyboard.press('Enter');
  await member(5, '姓名').waitFor({ state: 'detached' });
  expect(await inFocus(member(1, '姓名'))).toBe(true);
  expect(await register()).toMatch(/^访/);
  await page.keyboard.press('Enter');
  const listed = page.getByText('联名 12 人，列名 5 人');
  await tabTo(listed);
  await page.keyboard.press('Enter');
  // all five who are counted stand in the list, who is first in the paper first
  const people = page.getByTestId('case-joint').getByRole('listitem');
  await people.nth(4).waitFor();
  expect(await people.first().textContent()).toContain('（第一人）');
});

test('answers lost on the way: the same commands again, past a reload, and each counts once', {
  timeout: 60_000,
}, async () => {
  const title = '反映图书室周末不开放';
  const fill = async () => {
    await open();
    await field('姓名（名称）').fill('蒋丽娟');
    await field('事由').fill(title);
    await field('诉求与经过').fill('学校图书室周末不开放，请求周六上午开放半天。');
    await field('摘编（来信要点）').fill('请求图书室周六上午开放。');
  };
  await fill();
  let road = await losing('registerCase');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alert').waitFor();
  await road.mend();
  await page.reload();
  expect(await field('事由').inputValue()).toBe(title);
  // the units have come, and with them the one that is proposed
  await page.getByText('局办公室承办').waitFor();

  // the registration is answered from its receipt; now the answer to the letter's steps is lost
  road = await losing('recordIntakeStep');
  await page.keyboard.press('Control+Enter');
  await page.getByText('没有收到回音').waitFor();
  expect(await registered().count(), 'one notice says both').toBe(0);
  await road.mend();
  expect(road.lost).toBe(1);
  await page.reload();
  await page.getByText('没有收到回音').waitFor();
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.getByText('没有收到回音').waitFor({ state: 'detached' });
  expect(await page.getByText('没有记全').count()).toBe(0);
  expect(await casesWith(page, title)).toBe(1);
  await page.goto(`${desk.url}/desk/cases?q=${encodeURIComponent(title)}`);
  await page.getByTestId('case-row').first().getByRole('link').first().click();
  await page.locator('[data-event="intakeStepRecorded"]').first().waitFor();
  expect(await page.locator('[data-event="intakeStepRecorded"]').count()).toBe(3);
});

const header = '渠道,收到日期,姓名,事由,诉求与经过,承办单位';
const sheet = (name: string, rows: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`\ufeff${[header, ...rows].join('\r\n')}`),
});
const row = (at: number, day = '2026-11-20') =>
  `来信,${day},赵${at},反映第${at}间教室漏雨,第${at}间教室漏雨，请求维修。,局办公室`;

test('a sheet: wrong cells by name, taken back with reasons, then whole; a lost answer and a reload know which', {
  timeout: 60_000,
}, async () => {
  await page.goto(`${desk.url}/desk/import`);
  const choose = page.getByTestId('import-file');
  await choose.setInputFiles({ name: '照片.png', mimeType: 'image/png', buffer: Buffer.from('89504e47', 'hex') });
  await page.getByText('“照片.png”没有加上').waitFor();
  await choose.setInputFiles(sheet('来信.csv', [row(1), row(2, '2026-02-30'), row(1)]));
  const faults = page.getByTestId('import-faults');
  await faults.getByText('不是实有的日期').waitFor();
  await page.getByTestId('import-repeats').getByText('疑似重复').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载标好问题的表格' }).click(),
  ]);
  // as it comes back it says the same again: the column of reasons is passed over
  await choose.setInputFiles({ ...sheet('来信-要改的行.xlsx', []), buffer: await readFile(await download.path()) });
  await faults.getByText('不是实有的日期').waitFor();
  // the sheet that was chosen last counts, also where the look at another one ends later
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/graphql', async (route) => {
    if ((route.request().postData() ?? '').includes('选错了.csv')) await held;
    await route.continue();
  });
  const late = page.waitForResponse((response) => (response.request().postData() ?? '').includes('选错了.csv'));
  await choose.setInputFiles(sheet('选错了.csv', [row(7), row(8, '2026-02-30')]));
  await page.getByText('正在检查 2 行').waitFor();
  await choose.setInputFiles(sheet('来信.csv', [row(1), row(2)]));
  await page.getByRole('button', { name: '登记这 2 行' }).waitFor();
  letGo();
  await (await late).finished();
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: '登记这 2 行' }).waitFor();
  expect(await faults.count()).toBe(0);

  // carried out, and the answer lost: asked for until it is known
  const road = await losing('RunImport');
  await page.getByRole('button', { name: '登记这 2 行' }).click();
  await page.getByTestId('import-done').getByText('已登记 2 件').waitFor();
  await road.mend();
  expect(await casesWith(page, '间教室漏雨')).toBe(2);
  // its own cases, and no others, and so does the bell lead
  await page.getByRole('link', { name: '看这些事项' }).click();
  await page.getByRole('button', { name: /只看一次批量导入登记的/ }).waitFor();
  await page.getByTestId('case-row').nth(1).waitFor();
  expect(await page.getByTestId('case-row').count()).toBe(2);
  await page.goBack();

  // loaded anew in the middle, and it never arrived: none, for good
  await page.getByRole('button', { name: '再导入一张' }).click();
  await choose.setInputFiles(sheet('来信二.csv', [row(3)]));
  await page.getByRole('button', { name: '登记这 1 行' }).waitFor();
  await page.route('**/graphql', (route) =>
    (route.request().postData() ?? '').includes('RunImport') ? undefined : route.continue(),
  );
  await page.getByRole('button', { name: '登记这 1 行' }).click();
  await page.getByText('请不要关闭').first().waitFor();
  await choose.setInputFiles(sheet('来信三.csv', [row(4)]));
  await page.getByText('“来信三.csv”没有加上：前一个还没有做完').waitFor();
  await page.reload();
  await page.getByText('“来信二.csv”一行也没有登记').waitFor();
  expect(await casesWith(page, '间教室漏雨')).toBe(2);
});

test('a large .xlsx is read in the page itself, which may start no worker: five thousand rows and one are counted', {
  timeout: 60_000,
}, async () => {
  const numbered = (at: number) => {
    const texts = ['来信', `赵${at}`, '教室漏雨，请求维修'];
    const cells = texts.map((text, place) => `<c r="${'ABC'[place]}${at}" t="inlineStr"><is><t>${text}</t></is></c>`);
    return `<row r="${at}">${cells.join('')}</row>`;
  };
  const rows = Array.from({ length: 5002 }, (_, at) => numbered(at + 1));
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const zip = new PizZip();
  zip.file(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
  );
  zip.file(
    'xl/_rels/workbook.xml.rels',
    `<Relationships><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  );
  zip.file(
    'xl/worksheets/sheet1.xml',
    `<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
  );
  const buffer = zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' });
  const clerk = await desk.enter('office1');
  await clerk.goto(`${desk.url}/desk/import`);
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await clerk.getByTestId('import-file').setInputFiles({ name: '一年.xlsx', mimeType, buffer });
  await clerk.getByText('这张表有 5001 行').waitFor();
});

test('a 12345 number that a colleague takes after the look: the row and the reason stand there, nothing is registered', {
  timeout: 60_000,
}, async () => {
  const order = (number: string) =>
    `12345 热线,2026-11-20,钱五,反映食堂涨价,第${number}号食堂涨价，请求核查。,局办公室,${number}`;
  const columns = '渠道,收到日期,姓名,事由,诉求与经过,承办单位,来件编号';
  const orders = (name: string, rows: readonly string[]) => ({
    ...{ name, mimeType: 'text/csv' },
    buffer: Buffer.from([columns, ...rows].join('\n')),
  });
  const clerk = await desk.enter('office1');
  await clerk.goto(`${desk.url}/desk/import`);
  await clerk.getByTestId('import-file').setInputFiles(orders('热线.csv', [order('HZ-81'), order('HZ-82')]));
  await clerk.getByRole('button', { name: '登记这 2 行' }).waitFor();
  const colleague = await desk.enter('office2');
  await colleague.goto(`${desk.url}/desk/import`);
  await colleague.getByTestId('import-file').setInputFiles(orders('同事.csv', [order('HZ-82')]));
  await colleague.getByRole('button', { name: '登记这 1 行' }).click();
  await colleague.getByTestId('import-done').waitFor();
  await clerk.getByRole('button', { name: '登记这 2 行' }).click();
  await clerk.getByText('1 行可以登记，1 行要改').waitFor();
  await clerk
    .getByTestId('import-faults')
    .getByText(/HZ-82|热〔2026〕/)
    .waitFor();
  expect(await casesWith(clerk, 'HZ-81')).toBe(0);
  await look(clerk, 'import-taken');
});
