import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoDesk, look, openDemoDesk } from '../testkit/demo-desk.ts';

/* 待办 and 全部 at the desk: by keyboard alone where a clerk would not want to leave it. */

let desk: DemoDesk;
beforeAll(async () => {
  desk = await openDemoDesk('work-lists');
}, 120_000);
afterAll(() => desk?.close());

async function enter(username: string): Promise<Page> {
  const page = await desk.enter(username);
  await page.waitForURL('**/desk');
  await page.getByTestId('work-row').first().waitFor();
  return page;
}

test('from my next actions to an issued notice by keyboard alone, in at most six interactions', {
  timeout: 60_000,
}, async () => {
  const page = await enter('xihe');
  const before = Number(await page.getByTestId('work-total').getAttribute('data-count'));
  await look(page, 'work-list-district');
  let interactions = 0;
  const press = async (key: string) => {
    interactions += 1;
    await page.keyboard.press(key);
  };
  await press('j');
  const chosen = await page.locator('[data-testid="work-row"]:focus-within').getAttribute('data-case');
  await press('a');
  const form = page.getByRole('form', { name: '出具受理告知单' });
  await form.waitFor();
  expect(page.url()).toContain(chosen);
  await expect.poll(() => form.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await press('Enter');
  await page.locator('[data-event="acceptanceNoticeIssued"]').waitFor();
  expect(interactions).toBeLessThanOrEqual(6);
  await page.getByRole('link', { name: '待办' }).click();
  const row = page.locator(`[data-case="${chosen}"]`);
  await row.waitFor();
  await expect.poll(() => row.textContent()).toContain('拟稿');
  expect(await page.getByTestId('work-badge').textContent()).toBe(String(before));
  // a district registers nothing: that is said before anything is typed, with the article
  expect(await page.getByRole('link', { name: '登记', exact: true }).count()).toBe(0);
  await page.goto(`${desk.url}/desk/register`);
  await page.getByText('登记由局办公室办').waitFor();
  await page.getByText('《信访工作制度》第三条').waitFor();
  // nor does it press anybody: no rows are chosen for what would be refused
  await page.goto(`${desk.url}/desk/cases`);
  await page.getByTestId('case-row').first().waitFor();
  expect(await page.locator('[data-choose]').count()).toBe(0);
});

test('a list under a name, taken away as a table; many chosen by keyboard, foreseen before anything is done', {
  timeout: 60_000,
}, async () => {
  let page = await enter('office1');
  await page.goto(`${desk.url}/desk/cases?status=assigned&sort=due`);
  await page.getByTestId('case-row').first().waitFor();
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
  await page.getByRole('button', { name: '催办', exact: true }).click();
  await page.getByRole('button', { name: '先看会怎样' }).click();
  await page.getByTestId('bulk-items').waitFor();
  expect(await page.getByTestId('bulk-items').getByRole('listitem').count()).toBe(2);
  await look(page, 'bulk-preview');
  await page.getByRole('button', { name: /^催办这 \d 件$/ }).click();
  await page.getByText('已办 2 件').waitFor();
  await page.getByRole('button', { name: '完成' }).click();

  // all that the conditions find, foreseen case by case; the window is closed as soon as it is given
  await page.goto(`${desk.url}/desk/cases?status=open&channel=visit.letter&sort=due`);
  await page.getByTestId('case-row').first().waitFor();
  const total = Number(await page.getByTestId('case-total').getAttribute('data-count'));
  await page.locator('[data-choose]').first().click();
  await page.getByRole('button', { name: `选中符合条件的全部 ${total} 件` }).click();
  await page.getByText(`已选 ${total} 件`).waitFor();
  await page.getByRole('button', { name: '催办', exact: true }).click();
  await page.getByRole('button', { name: '先看会怎样' }).click();
  await page.getByTestId('bulk-items').waitFor();
  expect(await page.getByTestId('bulk-items').getByRole('listitem').count()).toBe(total);
  await look(page, 'bulk-all');
  const will = await page.locator('[data-testid="bulk-items"] li[data-state="willDo"]').count();
  expect(will).toBeGreaterThan(0);
  // its answer is lost, it is given again, and then nobody waits for it
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('StartBulkAction')) return route.continue();
    await route.fetch();
    return route.abort();
  });
  const carryOut = page.getByRole('button', { name: `催办这 ${will} 件` });
  await carryOut.click();
  await page.getByRole('alert').waitFor();
  await page.unroute('**/graphql');
  await carryOut.click();
  await page.locator('[data-testid="bulk-summary"][data-state]').waitFor();
  await page.close();
  page = await enter('office1');
  await page.goto(`${desk.url}/desk/bulk`);
  const record = page.getByTestId('bulk-list').getByRole('listitem').first();
  await record.getByText('已办完').waitFor();
  await record.getByText(`已办 ${will} 件`).waitFor();
  await record.locator('summary').click();
  await record.getByTestId('bulk-items').waitFor();
  expect(await page.getByText(`催办 ${total} 件`).count()).toBe(1);
  await look(page, 'bulk-record');
  // each to its own unit; or given to one, and it is said of which cases that takes them from another
  await page.goto(`${desk.url}/desk/cases?status=registered.accepted&channel=visit.call.online&sort=due`);
  await page.getByTestId('case-row').first().waitFor();
  await page.locator('[data-choose]').first().click();
  await page.getByRole('button', { name: '选中符合条件的全部' }).click();
  await page.getByRole('button', { name: '交办', exact: true }).click();
  await page.getByRole('button', { name: '先看会怎样' }).click();
  await page.getByTestId('bulk-items').getByText('将交办给“').first().waitFor();
  // what the procedure would have passed on is not handed on in silence
  await page.locator('li[data-state="willDoInstead"]').getByText('待办中此件的下一步是“转送”').first().waitFor();
  await look(page, 'bulk-assign-own');
  await page.getByRole('button', { name: '返回修改' }).click();
  await page.getByRole('combobox', { name: '交给' }).fill('基教处');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '先看会怎样' }).click();
  const moved = page.locator('[data-testid="bulk-items"] li[data-state="willMove"]');
  await moved.getByText('承办单位由“').first().waitFor();
  expect(await moved.getByText('由“基础教育处”').count()).toBe(0);
  await page
    .getByTestId('bulk-summary')
    .getByText(`其中 ${await moved.count()} 件会换承办单位`)
    .waitFor();
  await look(page, 'bulk-assign');
  await page.keyboard.press('Escape');

  await page.goto(`${desk.url}/desk/cases?sort=due`);
  await page.getByTestId('case-row').first().waitFor();
  await page.getByRole('button', { name: '保存为视图' }).click();
  await page.getByLabel('视图名称').fill('最先到期');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '最先到期' }).waitFor();
  await page.getByRole('button', { name: '改名' }).click();
  await page.getByLabel('视图名称').fill('先办这些');
  await page.keyboard.press('Enter');
  const renamed = page.getByRole('navigation', { name: '保存的视图' }).getByRole('button', { name: '先办这些' });
  await renamed.waitFor();
  // other conditions under its name take its place, and are no second view
  await page.getByLabel('渠道').selectOption('来信');
  await page.getByRole('button', { name: '保存为视图' }).click();
  await page.getByLabel('视图名称').fill('先办这些');
  await page.getByText('保存后换成现在的条件').waitFor();
  await look(page, 'view-replaced');
  await page.keyboard.press('Enter');
  await page.locator('[aria-pressed="true"]', { hasText: '先办这些' }).waitFor();
  expect(await renamed.count()).toBe(1);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出表格' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText(/^按现在的条件和顺序，把列表中的 \d+ 件导出/).waitFor();
  await sheet.getByRole('button', { name: '导出表格' }).click();
  await download;
  await page.getByText('表格已下载').waitFor();
  await look(page, 'case-list-view');

  // who leaves the page meanwhile has the table all the same, and the bell says so
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/exports/**', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('button', { name: '导出表格' }).click();
  await sheet.getByRole('button', { name: '导出表格' }).click();
  await sheet.getByText('关上这里、打开别的页面都不要紧', { exact: false }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: '待办', exact: false }).first().click();
  await page.getByTestId('case-row').first().waitFor({ state: 'detached' });
  const later = page.waitForEvent('download');
  letGo();
  await later;
  await page.getByRole('link', { name: /^通知/ }).click();
  const told = page.getByTestId('work-notices').getByRole('listitem').filter({ hasText: '导出表格' });
  await told.getByText('未读').waitFor();
  await told.getByText(/表格有 \d+ 行，已下载/).waitFor();

  // one that fails meanwhile is not said in passing: it stays, on whatever page, with the way to try again
  await page.unroute('**/exports/**');
  let breakOff = () => {};
  const broken = new Promise<void>((resolve) => {
    breakOff = resolve;
  });
  await page.route('**/exports/**', async (route) => {
    await broken;
    await route.abort();
  });
  await page.goto(`${desk.url}/desk/cases?sort=due`);
  await page.getByRole('button', { name: '导出表格' }).click();
  await sheet.getByRole('button', { name: '导出表格' }).click();
  await sheet.getByText('关上这里、打开别的页面都不要紧', { exact: false }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: '待办', exact: false }).first().click();
  breakOff();
  const failed = page.getByRole('alert').filter({ hasText: '表格没有导出' });
  await failed.waitFor();
  await look(page, 'export-failed');
  // longer than anything that is said in passing
  await page.waitForTimeout(6_500);
  await page.unroute('**/exports/**');
  const again = page.waitForEvent('download');
  await failed.getByRole('button', { name: '再试一次' }).click();
  await again;
  expect(await failed.count()).toBe(0);
});

test('12345 orders are a list like the others; a search without hits says how to find, and finds once nothing else narrows it', {
  timeout: 60_000,
}, async () => {
  const page = await enter('office1');
  await page.goto(`${desk.url}/desk/hotline`);
  const rows = page.getByTestId('hotline-orders').getByTestId('case-row');
  await rows.first().waitFor();
  const all = await rows.count();
  await page.keyboard.press('j');
  await page.keyboard.press('w');
  await rows.first().getByText('《信访工作制度》第十一条').first().waitFor();
  await page.keyboard.press('x');
  await page.getByRole('toolbar', { name: '已选 1 件' }).waitFor();
  await page.getByRole('group', { name: '期限' }).getByRole('button', { name: /超期/ }).click();
  await expect.poll(() => rows.count()).toBeLessThan(all);
  expect(await page.getByRole('toolbar', { name: /^已选/ }).count()).toBe(0);

  await page.goto(`${desk.url}/desk/cases?channel=fax&flag=important`);
  await page.getByTestId('case-total').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('食堂');
  await page.getByText('没有找到“食堂”').waitFor();
  await page.getByRole('button', { name: '去掉其他条件再找' }).click();
  await page.getByTestId('case-row').first().waitFor();
  expect(new URL(page.url()).search).toBe(`?q=${encodeURIComponent('食堂')}`);

  await page.goto(`${desk.url}/desk/cases?q=${encodeURIComponent('张')}`);
  await page.getByText('只输入一个字').waitFor();
  const names = page.getByTestId('case-row');
  await names.first().waitFor();
  for (const row of await names.all()) expect(await row.textContent()).toContain('张');
  await look(page, 'one-character');
});

test.each([
  ['/desk/hotline', 'hotline-orders'],
  ['/desk/cases', 'case-row'],
])(
  '%s: other rows are asked for while the server is away: those that were read stand, with the hour, until it is back',
  async (path, id) => {
    const page = await enter('office1');
    await page.goto(`${desk.url}${path}`);
    await page.getByTestId(id).first().waitFor();
    const rows = page.getByTestId('case-row');
    const all = await rows.count();
    await page.route('**/graphql', (route) => route.abort('connectionrefused'));
    const overdue = page.getByRole('group', { name: '期限' }).getByRole('button', { name: /超期/ });
    await overdue.click();
    await page
      .getByTestId('older-rows')
      .getByText(/\d\d:\d\d/)
      .waitFor();
    expect(await rows.count()).toBe(all);
    // their number is not that of what is chosen now
    expect(await page.getByTestId('case-total').count()).toBe(0);
    await look(page, `older${path.replaceAll('/', '-')}`);
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: '再试一次' }).click();
    await page.getByTestId('older-rows').waitFor({ state: 'detached' });
    await expect.poll(() => rows.count()).toBe(Number(await overdue.locator('b').textContent()));
  },
);
