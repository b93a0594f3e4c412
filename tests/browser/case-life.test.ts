import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RealBrowser, startBrowser } from '../testkit/browser.ts';
import { DEMO_PASSWORD } from '../testkit/graphql.ts';
import { type HuiyinProcess, startHuiyin } from '../testkit/process.ts';

/* One letter from its registration to its completion (R68–R76), by keyboard alone: office, department, head and leader. */

let folder: string;
let huiyin: HuiyinProcess;
let browser: RealBrowser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-case-life-'));
  huiyin = await startHuiyin({ HUIYIN_DATA: folder, HUIYIN_DEMO: 'on' });
  browser = await startBrowser(join(folder, 'profile'), { width: 1440, height: 900 });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await huiyin?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const screenshots = process.env.HUIYIN_SCREENSHOTS;
async function look(page: Page, name: string): Promise<void> {
  if (screenshots) await page.screenshot({ path: join(screenshots, `${name}.png`) });
}

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor();
  for (let presses = 0; presses < 90; presses += 1) {
    if (await target.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${target}`);
}

async function type(page: Page, label: string | RegExp, text: string): Promise<void> {
  await tabTo(page, page.getByRole('textbox', { name: label }));
  await page.keyboard.type(text);
}

async function enter(username: string): Promise<Page> {
  const context = await browser.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`${huiyin.url}/sign-in`);
  await type(page, '用户名', username);
  await tabTo(page, page.getByLabel('密码', { exact: true }));
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return page;
}

/** The person who has the case open: `a` opens the next step; what its form still needs is typed; its button sends it. */
async function step(page: Page, name: string, fill?: () => Promise<void>, formName = name): Promise<void> {
  const actions = page.getByTestId('case-actions');
  await actions
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .first()
    .waitFor();
  await page.keyboard.press('a');
  const form = page.getByRole('form', { name: formName });
  await form.waitFor();
  await fill?.();
  await look(page, `step-${name}`);
  await tabTo(page, form.getByRole('button', { name: formName, exact: true }));
  await page.keyboard.press('Enter');
  await form.waitFor({ state: 'detached' });
  await actions.waitFor();
}

const status = (page: Page, name: string) => page.locator('header').getByText(name, { exact: true }).waitFor();

test('a letter goes from registration to completion without a mouse', { timeout: 240_000 }, async () => {
  const office = await enter('office1');
  // keys are heard once the desk stands
  await office.getByTestId('work-row').first().waitFor();
  await office.keyboard.press('n');
  await office.waitForURL(/register/);
  await type(office, '姓名（名称）', '李向前');
  await type(office, '事由', '校车停运，要求恢复');
  await type(office, '诉求与经过', '校车三号线停运，请求恢复。');
  await tabTo(office, office.getByRole('radio', { name: '市本级职责' }));
  await office.keyboard.press('Space');
  await tabTo(office, office.getByRole('combobox', { name: '承办单位' }));
  await office.keyboard.type('基础教育处');
  await office.keyboard.press('Enter');
  await tabTo(office, office.getByRole('button', { name: '登记', exact: true }));
  await office.keyboard.press('Enter');
  await tabTo(office, office.getByRole('link', { name: '打开看看' }));
  await office.keyboard.press('Enter');
  await office.getByTestId('case-page').waitFor();
  const url = office.url();
  const open = async (username: string) => {
    const page = await enter(username);
    await page.goto(url);
    await page.getByTestId('case-page').waitFor();
    return page;
  };

  // 拆信 and 盖章 were ticked with the registration (R69)
  await office.locator('[data-event="intakeStepRecorded"]').filter({ hasText: '盖章' }).waitFor();
  for (const intake of ['摘编', '提交签批']) {
    await step(office, '来信办理步骤', async () => {
      expect(await office.getByRole('combobox', { name: '步骤' }).inputValue()).not.toBe('');
      if (intake === '摘编') await type(office, '摘编（来信要点）', '校车停运');
    });
    await office.locator('[data-event="intakeStepRecorded"]').filter({ hasText: intake }).waitFor();
  }

  const leader = await open('leader2');
  await step(leader, '批示', async () => {
    await leader.keyboard.press('ArrowDown');
    await type(leader, '批示内容', '请基础教育处尽快办理。');
  });
  await status(leader, '已批示');

  await office.getByText('已批示', { exact: true }).first().waitFor();
  await step(office, '出具受理告知', undefined, '出具受理告知单');
  await step(office, '交办');
  await status(office, '已交办');

  const clerk = await open('basic');
  await step(clerk, '拟稿', async () => {
    await type(clerk, '查明的事实和理由', '运力不足。');
    await type(clerk, '处理意见', '增开一班。');
    await tabTo(clerk, clerk.getByRole('radio', { name: '予以支持' }));
    await clerk.keyboard.press('Space');
    await type(clerk, '依据的法律法规政策', '《校车安全管理条例》第三条');
    await type(clerk, /^复查机关/, '临江市人民政府');
  });
  await status(clerk, '已拟稿');

  const head = await open('basic-head');
  await head.getByTestId('case-file').waitFor();
  expect(await head.getByText('增开一班。').first().isVisible()).toBe(true);
  await step(head, '负责人审核', async () => {
    await tabTo(head, head.getByRole('radio', { name: '是', exact: true }));
    await head.keyboard.press('Space');
  });
  await status(head, '已审核');

  await leader.getByText('已审核', { exact: true }).first().waitFor();
  await step(leader, '分管领导审核', async () => {
    await tabTo(leader, leader.getByRole('radio', { name: '是', exact: true }));
    await leader.keyboard.press('Space');
  });

  await office.locator('[data-event="replyApproved"]').waitFor();
  await step(office, '出具意见');
  await step(office, '送达', async () => {
    await tabTo(office, office.getByRole('radio', { name: '挂号邮寄' }));
    await office.keyboard.press('Space');
    await type(office, '挂号信号码', 'XA20261123');
  });
  await step(office, '办结', async () => {
    await type(office, '查明的原因', '运力不足。');
    await type(office, '处理与化解办法', '增开一班。');
  });
  await status(office, '已办结');
  await look(office, 'case-completed');
});
