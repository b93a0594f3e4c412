import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casesWith, type DemoDesk, inFocus, look, openDemoDesk, tabTo } from '../testkit/demo-desk.ts';
import { press, type } from './keyboard-walk.ts';

/* 作废登记, 恢复登记 and 撤回本次导入, on the screen of whoever answers for the office, of what a colleague registered by mistake. */

let desk: DemoDesk;
beforeAll(async () => {
  desk = await openDemoDesk('void-case');
}, 120_000);
afterAll(() => desk?.close());

/** A sheet that the colleague registers. */
async function imported(name: string, matters: readonly string[]): Promise<void> {
  const rows = matters.map((matter, at) => `来信,2026-11-20,钱${at}多,${matter},${matter}，请求核查。,基础教育处`);
  const buffer = Buffer.from(['渠道,收到日期,姓名,事由,诉求与经过,承办单位', ...rows].join('\n'));
  const colleague = await desk.enter('office2');
  await colleague.goto(`${desk.url}/desk/import`);
  await colleague.getByTestId('import-file').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await colleague.getByRole('button', { name: `登记这 ${matters.length} 行` }).click();
  await colleague.getByTestId('import-done').waitFor();
  await colleague.close();
}

async function openCase(page: Page, search: string): Promise<void> {
  await page.goto(`${desk.url}/desk/cases?q=${encodeURIComponent(search)}`);
  await page.getByTestId('case-row').first().getByRole('link').first().click();
  await page.getByTestId('case-actions').waitFor();
}

/** Tab comes to the acts that put right what was done, the arrows to one of them, Enter to its form. */
async function mend(page: Page, name: string, reason: string): Promise<void> {
  await tabTo(page.getByTestId('case-actions').locator('summary', { hasText: '撤回与更正' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const act = page.getByRole('button', { name, exact: true });
  for (let times = 0; times < 9 && !(await inFocus(act)); times += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('form', { name }).locator('textarea:focus').waitFor();
  await page.keyboard.type(reason);
}

test('a registration is voided and restored by keyboard alone; its number leads to it, the list of all does not', {
  timeout: 120_000,
}, async () => {
  await imported('试录.csv', ['试录的一件']);
  const page = await desk.enter('office1');
  await openCase(page, '试录的一件');
  const head = await page.getByTestId('case-page').locator('header').textContent();
  const number = /信〔\d{4}〕\d+号/.exec(head ?? '')?.[0] ?? '';
  await mend(page, '作废登记', '测试录入，不是信访件。');
  await look(page, 'void-form');
  await press(page, '作废登记');
  await page.getByRole('dialog').waitFor();
  await look(page, 'void-confirm');
  await press(page, '确定作废登记');
  await page.getByTestId('voided').getByText('测试录入，不是信访件。').waitFor();
  await page.locator('[data-event="caseVoided"]').waitFor();
  await look(page, 'voided');
  expect(await casesWith(page, '试录的一件')).toBe(0);
  expect(await casesWith(page, number)).toBe(1);

  await page.goto(`${desk.url}/desk/cases?status=voided`);
  await page.getByTestId('case-row').getByText('已作废').first().waitFor();
  await look(page, 'voided-list');
  await page.getByTestId('case-row').first().getByRole('link').first().click();
  await page.getByTestId('case-actions').waitFor();
  await mend(page, '恢复登记', '核对后是信访件。');
  await press(page, '恢复登记');
  await page.getByTestId('voided').waitFor({ state: 'detached' });
  await page.locator('[data-event="caseRestored"]').waitFor();
  expect(await casesWith(page, '试录的一件')).toBe(1);
});

test('an import is withdrawn by keyboard alone: what was handled stays, and the reason is told before and after', {
  timeout: 120_000,
}, async () => {
  await imported('上一年.csv', ['上一年的甲', '上一年的乙', '上一年的丙']);
  const page = await desk.enter('office1');
  await openCase(page, '上一年的乙');
  const handled = await page.getByTestId('case-page').getAttribute('data-case');
  await page.evaluate(async (caseId) => {
    const send = async (query: string, variables: object) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      return (await answer.json()).data;
    };
    const { petitionCase } = await send('query ($id: ID!) { petitionCase(id: $id) { version receivedOn } }', {
      id: caseId,
    });
    const payload = { caseId, expectedVersion: petitionCase.version, step: 'opened', doneOn: petitionCase.receivedOn };
    const one = { type: 'recordIntakeStep', occurredAt: new Date().toISOString() };
    const steps = ['opened', 'stamped', 'abstracted', 'submitted'].map((step, at) => ({
      ...one,
      commandId: crypto.randomUUID(),
      payload: { ...payload, step, expectedVersion: petitionCase.version + at, abstract: '来信摘要' },
    }));
    await send('mutation ($commands: [CommandInput!]!) { submitCommands(commands: $commands) { status } }', {
      commands: steps,
    });
  }, handled);
  await page.goto(`${desk.url}/desk/import`);
  await page.getByTestId('import-records').getByText('上一年.csv').waitFor();
  await look(page, 'import-records');
  await press(page, '撤回本次导入');
  await page.getByRole('dialog').waitFor();
  await type(page, '作废的理由', '导入了上一年的表。');
  await look(page, 'withdraw-reason');
  await press(page, '先看会怎样');
  const items = page.getByTestId('bulk-items');
  await items.getByText('此件已有“来信办理步骤”').waitFor();
  await look(page, 'withdraw-preview');
  await press(page, '作废登记这 2 件');
  await page.getByText('已办 2 件，1 件没有办，保持原样').waitFor();
  await items.getByText('不只是登记了，不能作废登记').waitFor();
  await look(page, 'withdrawn');
  await press(page, '完成');
  await page.getByTestId('import-records').getByText('已作废 2 件').waitFor();
  expect(await casesWith(page, '上一年的')).toBe(1);
});

test('both at the width of a phone', { timeout: 120_000 }, async () => {
  await imported('重复.csv', ['重复导入的甲', '重复导入的乙']);
  const page = await desk.enter('office1');
  await page.setViewportSize({ width: 390, height: 844 });
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  await openCase(page, '重复导入的甲');
  await mend(page, '作废登记', '导入了两遍。');
  await press(page, '作废登记');
  await press(page, '确定作废登记');
  await page.getByTestId('voided').waitFor();
  expect(await fits()).toBe(true);
  await page.goto(`${desk.url}/desk/import`);
  const record = page.getByTestId('import-records').getByRole('listitem').filter({ hasText: '重复.csv' });
  await record.getByText('登记了 2 件，已作废 1 件').waitFor();
  expect(await fits()).toBe(true);
  await record.getByRole('button', { name: '撤回本次导入' }).click();
  await type(page, '作废的理由', '导入了两遍。');
  await press(page, '先看会怎样');
  // what is voided already is not asked for again
  await press(page, '作废登记这 1 件');
  await page.getByText('已办 1 件').waitFor();
  await press(page, '完成');
  await record.getByText('已全部作废').waitFor();
});
