import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoDesk, look, openDemoDesk, tabTo } from '../testkit/demo-desk.ts';

/* One letter from its registration to its completion (R68–R76), by keyboard alone; then what happens beside that line. */

let desk: DemoDesk;

beforeAll(async () => {
  desk = await openDemoDesk('case-life');
}, 120_000);
afterAll(() => desk?.close());

async function type(page: Page, label: string | RegExp, text: string): Promise<void> {
  await tabTo(page.getByRole('textbox', { name: label }));
  await page.keyboard.type(text);
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
  await tabTo(form.getByRole('button', { name: formName, exact: true }));
  await page.keyboard.press('Enter');
  await form.waitFor({ state: 'detached' });
  await actions.waitFor();
}

const status = (page: Page, name: string) => page.locator('header').getByText(name, { exact: true }).waitFor();

test('a letter goes from registration to completion without a mouse', { timeout: 240_000 }, async () => {
  const office = await desk.enter('office1');
  // keys are heard once the desk stands
  await office.getByTestId('work-row').first().waitFor();
  await office.keyboard.press('n');
  await office.waitForURL(/register/);
  await type(office, '姓名（名称）', '李向前');
  await type(office, '事由', '校车停运，要求恢复');
  await type(office, '诉求与经过', '校车三号线停运，请求恢复。');
  await tabTo(office.getByRole('radio', { name: '市本级职责' }));
  await office.keyboard.press('Space');
  await tabTo(office.getByRole('combobox', { name: '承办单位' }));
  await office.keyboard.type('基础教育处');
  await office.keyboard.press('Enter');
  await tabTo(office.getByRole('button', { name: '登记', exact: true }));
  await office.keyboard.press('Enter');
  await tabTo(office.getByRole('link', { name: '打开看看' }));
  await office.keyboard.press('Enter');
  await office.getByTestId('case-page').waitFor();
  const url = office.url();
  const open = async (username: string) => {
    const page = await desk.enter(username);
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
    await tabTo(clerk.getByRole('radio', { name: '予以支持' }));
    await clerk.keyboard.press('Space');
    await type(clerk, '依据的法律法规政策', '《校车安全管理条例》第三条');
    await type(clerk, /^复查机关/, '临江市人民政府');
  });
  await status(clerk, '已拟稿');

  const head = await open('basic-head');
  await head.getByTestId('case-file').waitFor();
  expect(await head.getByText('增开一班。').first().isVisible()).toBe(true);
  await step(head, '负责人审核', async () => {
    await tabTo(head.getByRole('radio', { name: '是', exact: true }));
    await head.keyboard.press('Space');
  });
  await status(head, '已审核');

  await leader.getByText('已审核', { exact: true }).first().waitFor();
  await step(leader, '分管领导审核', async () => {
    await tabTo(leader.getByRole('radio', { name: '是', exact: true }));
    await leader.keyboard.press('Space');
  });

  await office.locator('[data-event="replyApproved"]').waitFor();
  await step(office, '出具意见');
  await step(office, '送达', async () => {
    await tabTo(office.getByRole('radio', { name: '挂号邮寄' }));
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

/** The first case of the demo that fits, as its state is to the office. */
async function caseOf(page: Page, status: string, fits: (state: Readonly<Record<string, unknown>>) => boolean) {
  const nodes = await page.evaluate(async (wanted) => {
    const query = `query ($status: [CaseStatus!]) { cases(first: 100, filter: { status: $status }) { edges { node { id state } } } }`;
    const body = JSON.stringify({ query, variables: { status: [wanted] } });
    const answer = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { data } = await answer.json();
    return data.cases.edges.map((edge: { node: unknown }) => edge.node) as {
      id: string;
      state: Record<string, unknown>;
    }[]; // as asked for
  }, status);
  const found = nodes.find(({ state }) => fits(state));
  if (!found) throw new Error(`the demo has no such ${status} case`);
  return found;
}

async function openCase(page: Page, id: string): Promise<void> {
  await page.goto(`${desk.url}/desk/cases/${id}`);
  await page.getByTestId('case-actions').waitFor();
}

/** Any act of the case on the screen, wherever it is folded away; gives its form back. */
async function begin(page: Page, name: string) {
  const folded = page.getByTestId('case-actions').locator('details:not([open]) > summary');
  await folded.first().waitFor();
  while ((await folded.count()) > 0) await folded.first().click();
  await page
    .getByTestId('case-actions')
    .getByRole('button', { name: new RegExp(`^${name}\\s*a?$`) })
    .click();
  const form = page.getByRole('form', { name });
  await form.getByTestId('remedy').waitFor();
  return { form, send: () => form.getByRole('button', { name, exact: true }).click() };
}

const lastDeed = (page: Page, event: string) => page.locator(`[data-event="${event}"]`).last().textContent();

test('beside the main line: merged, parted, linked and unlinked; a hand-over declined; criticism signed for and answered', {
  timeout: 180_000,
}, async () => {
  const office = await desk.enter('office1');
  await office.getByTestId('work-row').first().waitFor();

  const merged = await caseOf(office, 'merged', () => true);
  await openCase(office, merged.id);
  const into = (await office.getByTestId('merged-into').getByRole('link').textContent()) ?? '';
  const parting = await begin(office, '撤销并案');
  await parting.form.getByLabel('撤销并案的理由').fill('不是同一事项。');
  await parting.form.getByTestId('relation-preview').waitFor();
  await parting.send();
  await office.locator('[data-event="caseUnmerged"]').waitFor();
  expect(await lastDeed(office, 'caseUnmerged')).toContain(into);
  await office.getByTestId('related').waitFor({ state: 'detached' });
  const linking = await begin(office, '关联');
  await linking.form.getByRole('searchbox').fill(into);
  await linking.form.getByRole('radio', { name: into }).check();
  await linking.form.getByRole('radio', { name: '同一信访人' }).check();
  await linking.send();
  await office.getByTestId('related').getByText(into).waitFor();
  const unlinking = await begin(office, '解除关联');
  await unlinking.form.getByRole('radio').first().check();
  await unlinking.form.getByLabel('解除的理由').fill('点错了。');
  await unlinking.send();
  await office.getByTestId('related').waitFor({ state: 'detached' });
  expect(await lastDeed(office, 'caseUnlinked')).toContain(into);

  const basic = await desk.enter('basic');
  await basic.getByTestId('hand-over-offers').waitFor();
  await basic.getByRole('main').getByRole('link', { name: /^访/ }).first().click();
  await basic.getByTestId('case-page').waitFor();
  const offered = await basic.getByTestId('case-page').getAttribute('data-case');
  const declining = await begin(basic, '不接受移交');
  await declining.send();
  await declining.form.getByText('没有写明理由').waitFor();
  await declining.form.getByLabel('不接受的理由').fill('不属本处室职责。');
  await declining.send();
  await openCase(office, offered ?? '');
  await office.getByTestId('case-file').getByText('对方不接受移交：不属本处室职责。').waitFor();
  await look(office, 'case-declined');

  type Given = { supervisions?: { circulated?: unknown; answer?: unknown }[]; handlingUnitId: string };
  const criticised = await caseOf(office, 'assigned', (state) => {
    const last = (state as Given).supervisions?.at(-1); // the shape of the state, as the rules give it
    return last?.circulated !== undefined && last.answer === undefined;
  });
  await openCase(office, criticised.id);
  await office.getByTestId('case-file').getByText('还没有签收', { exact: false }).first().waitFor();
  const unit = await desk.enter((criticised.state as Given).handlingUnitId); // its clerk goes by the unit's name
  await openCase(unit, criticised.id);
  const signing = await begin(unit, '签收');
  expect(await signing.form.getByRole('radio').count()).toBe(2);
  await signing.send();
  await unit.locator('[data-event="pressingAcknowledged"]').waitFor();
  expect(await lastDeed(unit, 'pressingAcknowledged')).toContain('签收通报');
  const answering = await begin(unit, '反馈督办情况');
  await answering.form.getByLabel('办理情况').fill('已明确专人，本周办结。');
  await answering.send();
  await answering.form.getByText('请选择一项。').waitFor();
  await answering.form.getByRole('radio', { name: '否', exact: true }).check();
  await answering.send();
  await answering.form.getByText('没有写明理由').waitFor();
  await answering.form.getByLabel('不采纳的理由').fill('已另行处理。');
  await answering.send();
  await office.getByTestId('case-file').getByText('已明确专人，本周办结。').waitFor();
  // the answer came too late, and the record says so
  expect(await office.locator('[data-event="clockMet"]').last().textContent()).toContain('超过法定期限');
});
