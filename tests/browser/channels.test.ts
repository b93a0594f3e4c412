import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoDesk, look, openDemoDesk, tabTo } from '../testkit/demo-desk.ts';

/*
 * Cases from their registration to their completion by keyboard alone, each by whose channel another law holds: a letter (R68–R76),
 * a visit (R23), a 12345 order (R80–R86), and what a leader receives (R44, R51–R53). The other channels go these ways, each
 * registered by keyboard in intake.test.ts and walked to its archive in ../api/channels.test.ts.
 */

let desk: DemoDesk;
let people: Readonly<Record<'office' | 'leader' | 'clerk' | 'head', Page>>;

beforeAll(async () => {
  desk = await openDemoDesk('channels');
  const [office, leader, clerk, head] = await Promise.all([
    desk.enter('office1'),
    desk.enter('leader2'),
    desk.enter('basic'),
    desk.enter('basic-head'),
  ]);
  people = { office, leader, clerk, head };
}, 120_000);
afterAll(() => desk?.close());

async function type(page: Page, label: string | RegExp, text: string): Promise<void> {
  const form = page.locator('form');
  const field = form
    .getByRole('textbox', { name: label })
    .or(form.getByRole('combobox', { name: label }))
    .first();
  await field.waitFor();
  await tabTo(field);
  await page.keyboard.type(text);
}

/** Tab comes to a group of radios, the arrow keys to one of them. */
async function choose(page: Page, name: string, group?: string): Promise<void> {
  const all = group === undefined ? page : page.getByRole('group', { name: group });
  const wanted = all.getByRole('radio', { name, exact: true });
  await wanted.waitFor();
  const inGroup = page.locator(`[name="${await wanted.getAttribute('name')}"]:focus`);
  for (let times = 0; times < 60 && (await inGroup.count()) === 0; times += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  for (let times = 0; times < 10 && !(await wanted.isChecked()); times += 1) await page.keyboard.press('ArrowDown');
  expect(await wanted.isChecked()).toBe(true);
}

/** The person who has the case open: `a` opens the next step; what its form still needs is typed; its button sends it. */
async function step(page: Page, name: string, fill?: (page: Page) => Promise<void>, formName = name): Promise<void> {
  const actions = page.getByTestId('case-actions');
  await actions
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .first()
    .waitFor();
  await page.keyboard.press('a');
  const form = page.getByRole('form', { name: formName });
  await form.waitFor();
  await fill?.(page);
  await tabTo(form.getByRole('button', { name: formName, exact: true }));
  await page.keyboard.press('Enter');
  await form.waitFor({ state: 'detached' });
  await actions.waitFor();
}

const status = (page: Page, name: string) => page.locator('header').getByText(name, { exact: true }).waitFor();
interface Way {
  /** What the paper says of itself. */
  readonly papers?: readonly (readonly [label: string, text: string])[];
  readonly signed?: boolean;
  readonly preScreened?: boolean;
  /** R82, R73: the portfolio leader approves the reply. */
  readonly approved?: boolean;
  readonly delivery: string;
  readonly received?: readonly [label: string, text: string];
}
const ways: Readonly<Record<string, Way>> = {
  来信: { signed: true, approved: true, delivery: '挂号邮寄', received: ['挂号信号码', 'XA20261123'] },
  来访: { delivery: '直接送达', received: ['签收人', '李向前'] },
  '12345 热线': { papers: [['12345 交办单号', 'RX20261129-0001']], delivery: '按来件渠道答复' },
  领导接访: { preScreened: true, signed: true, delivery: '直接送达', received: ['签收人', '李向前'] },
};

/** Registers a matter of the bureau's own duty and opens its page; gives the address. */
async function register(office: Page, name: string, papers: Way['papers'] = []): Promise<string> {
  await office.goto(`${desk.url}/desk`);
  // keys are heard once the desk stands
  await office.getByTestId('work-row').first().waitFor();
  await office.keyboard.press('n');
  await office.waitForURL(/register/);
  await office.locator('[name="channel"]:focus').waitFor();
  await choose(office, name);
  for (const [label, text] of papers) await type(office, label, text);
  await type(office, '姓名（名称）', '李向前');
  await type(office, '事由', `校车停运，要求恢复（${name}）`);
  await type(office, '诉求与经过', '校车三号线停运，请求恢复。');
  await choose(office, '市本级职责');
  await tabTo(office.getByRole('combobox', { name: '承办单位' }));
  await office.keyboard.type('基础教育处');
  await office.keyboard.press('Enter');
  await tabTo(office.getByRole('button', { name: '登记', exact: true }));
  await office.keyboard.press('Enter');
  const open = office.getByRole('link', { name: '打开看看' });
  await open.waitFor();
  await tabTo(open);
  await office.keyboard.press('Enter');
  await office.getByTestId('case-page').waitFor();
  return office.url();
}

test.each(Object.entries(ways))(
  '%s: from registration to completion without a mouse',
  { timeout: 120_000 },
  async (name, way) => {
    const { office, leader, clerk, head } = people;
    const url = await register(office, name, way.papers);
    const open = async (page: Page) => {
      await page.goto(url);
      await page.getByTestId('case-page').waitFor();
    };

    if (way.preScreened) {
      await step(office, '初审', async (page) => {
        await type(page, '证件材料', '身份证');
        await type(page, '接受约访的方式', '面谈');
        await choose(page, '建议受理');
        await type(page, '报哪位接访领导参考', '值班领导');
      });
    } else if (way.signed) {
      // 拆信 and 盖章 were ticked with the registration (R69)
      await office.locator('[data-event="intakeStepRecorded"]').filter({ hasText: '盖章' }).waitFor();
      for (const intake of ['摘编', '提交签批']) {
        await step(office, '来信办理步骤', async () => {
          expect(await office.getByRole('combobox', { name: '步骤' }).inputValue()).not.toBe('');
          if (intake === '摘编') await type(office, '摘编（来信要点）', '校车停运');
        });
        await office.locator('[data-event="intakeStepRecorded"]').filter({ hasText: intake }).waitFor();
      }
    }
    if (way.signed) {
      await open(leader);
      await step(leader, '批示', async () => {
        await leader.keyboard.press('ArrowDown');
        if (way.preScreened) await choose(leader, '否', '信访人此前向有权处理的单位提出过吗');
        await type(leader, '批示内容', '请基础教育处尽快办理。');
      });
      await office.getByText('已批示', { exact: true }).first().waitFor();
    }
    await step(office, '出具受理告知', undefined, '出具受理告知单');
    await step(office, '交办');
    await status(office, '已交办');

    await open(clerk);
    await step(clerk, '拟稿', async () => {
      await type(clerk, '查明的事实和理由', '运力不足。');
      await type(clerk, '处理意见', '增开一班。');
      await choose(clerk, '予以支持');
      await type(clerk, '依据的法律法规政策', '《校车安全管理条例》第三条');
      // what the 12345 centre asked is answered, no opinion of Art 32
      if (!way.papers) await type(clerk, /^复查机关/, '临江市人民政府');
    });
    await status(clerk, '已拟稿');

    await open(head);
    expect(await head.getByText('增开一班。').first().isVisible()).toBe(true);
    await step(head, '负责人审核', () => choose(head, '是'));
    await status(head, '已审核');

    if (way.approved) {
      await leader.getByText('已审核', { exact: true }).first().waitFor();
      await step(leader, '分管领导审核', () => choose(leader, '是'));
      await office.locator('[data-event="replyApproved"]').waitFor();
    }
    await step(office, '出具意见');
    await step(office, '送达', async () => {
      await choose(office, way.delivery);
      if (way.received) await type(office, ...way.received);
    });
    await step(office, '办结', async () => {
      await type(office, '查明的原因', '运力不足。');
      await type(office, '处理与化解办法', '增开一班。');
    });
    await status(office, '已办结');
    await look(office, `case-completed-${name}`);
  },
);
