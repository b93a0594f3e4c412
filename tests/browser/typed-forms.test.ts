import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillSignIn, picture } from '../testkit/browser.ts';
import { type DemoDesk, openDemoDesk } from '../testkit/demo-desk.ts';

/* Every other form in which words are typed: a session that ended, a window loaded anew, a double click, a colleague who was first. */

let desk: DemoDesk;
beforeAll(async () => {
  desk = await openDemoDesk('typed-forms');
}, 120_000);
afterAll(() => desk?.close());

async function enter(username: string): Promise<Page> {
  const page = await desk.enter(username);
  page.on('dialog', (dialog) => void dialog.accept());
  return page;
}

/** A form, where its words are typed, and what is done with it in the end. */
interface Typed {
  readonly what: string;
  readonly who: 'office1' | 'admin';
  readonly at: string;
  /** On the page of the first case that is listed there. */
  readonly within?: true;
  /** The button that opens it. */
  readonly open: string;
  readonly fields: Readonly<Record<string, string>>;
  /** A choice that must be made first, for the fields to be there. */
  readonly choose?: string;
  /** The button that sends it, and the words of which there is then one more on the page; without them it is thrown away. */
  readonly send?: { readonly button: string; readonly leaves: string };
}

/** The page of the second session to come, whenever this runs. */
const session = 'a session';
test.each<Typed>([
  {
    what: 'who is told to come to a reception',
    who: 'office1',
    at: session,
    open: '通知到场',
    choose: '法律顾问',
    fields: { 法律顾问姓名: '顾明法' },
    send: { button: '通知到场', leaves: '顾明法 未回执' },
  },
  {
    what: 'why a session is cancelled',
    who: 'office1',
    at: session,
    open: '取消接访',
    fields: { 理由: '全市停电检修。' },
  },
  {
    what: 'why personal data are looked at',
    who: 'office1',
    at: '/desk/cases?status=registered',
    within: true,
    open: '查看完整信息',
    choose: '其他（请写明）',
    fields: { 具体理由: '核对回访电话。' },
  },
  {
    what: 'the name of a view',
    who: 'office1',
    at: '/desk/cases?due=overdue',
    open: '保存为视图',
    fields: { 视图名称: '每周一看的超期件' },
  },
  {
    what: 'a person',
    who: 'admin',
    at: '/admin/people',
    open: '添加人员',
    fields: { 用户名: 'zhuxh', 姓名: '朱晓红' },
  },
  {
    what: 'a unit',
    who: 'admin',
    at: '/admin',
    open: '添加单位',
    fields: { 单位全称: '语言文字工作处', 简称: '语工处' },
    send: { button: '保存', leaves: '语言文字工作处' },
  },
  {
    what: 'what is new in a template',
    who: 'admin',
    at: '/admin/templates',
    open: '修改受理告知书的模板',
    fields: { 改了什么: '换了新的落款' },
  },
  {
    what: 'a switch of the bureau',
    who: 'admin',
    at: '/admin/settings',
    open: '修改：上午工作时间',
    fields: { 改为: '08:00-11:30', 修改理由: '按市里新的作息时间。' },
  },
  {
    what: 'the yearly notice',
    who: 'admin',
    at: '/admin/calendar',
    open: '导入通知',
    fields: { 通知原文: '一、元旦：1月1日放假。' },
  },
])('$what, typed: a session that ended, a window loaded anew, a double click lose nothing', async (one) => {
  const page = await enter(one.who);
  const form = page.getByRole('dialog').first();
  const choose = async (label: string) => {
    const radio = form.getByRole('radio', { name: label });
    const choice = radio.or(form.getByRole('combobox')).first();
    await choice.waitFor();
    await ((await radio.count()) > 0 ? radio.check() : choice.selectOption({ label }));
  };
  const open = async () => {
    await page.getByRole('button', { name: one.open, exact: true }).first().click();
    if (one.choose) await choose(one.choose);
  };
  const field = (label: string) => form.getByLabel(new RegExp(`^${label}`));
  const typed = () => Promise.all(Object.keys(one.fields).map((label) => field(label).inputValue()));
  await page.goto(`${desk.url}${one.at === session ? '/desk/reception' : one.at}`);
  if (one.at === session) await page.getByTestId('session-list').getByRole('link').nth(1).click();
  if (one.within) await page.getByTestId('case-row').first().getByRole('link').click();
  await open();
  const place = page.url();
  const before = await typed();
  for (const [label, words] of Object.entries(one.fields)) await field(label).fill(words);
  await page.context().clearCookies();
  await page.reload();
  await fillSignIn(page, one.who);
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.goto(place);
  await open();
  expect(await typed()).toEqual(Object.values(one.fields));
  await form.getByText('内容都在').waitFor();
  await picture(page, `found-${one.open}`, true);

  if (one.send) {
    await form.getByRole('button', { name: one.send.button, exact: true }).dblclick();
    await form.waitFor({ state: 'detached' });
    await page.getByText(one.send.leaves).first().waitFor();
    await page.reload();
    await page.getByText(one.send.leaves).first().waitFor();
    expect(await page.getByText(one.send.leaves).count()).toBe(1);
  } else {
    await form.getByRole('button', { name: '重新填写' }).click();
    await page.getByRole('button', { name: '清除', exact: true }).click();
    if (one.choose) await choose(one.choose);
    expect(await typed()).toEqual(before);
    await page.reload();
  }
  await open();
  expect(await typed()).toEqual(before);
  await page.context().close();
});

test('what a colleague set meanwhile stands beside what was typed; only the next save goes over it', async () => {
  const [page, other] = await Promise.all([enter('admin'), enter('admin')]);
  const form = (of: Page) => of.getByRole('dialog').first();
  const open = async (of: Page) => {
    await of.goto(`${desk.url}/admin/settings`);
    await of.getByRole('button', { name: '修改：下午工作时间', exact: true }).click();
  };
  await open(page);
  await form(page).getByLabel(/^改为/).fill('14:00-18:00');
  await open(other);
  await form(other).getByLabel(/^改为/).fill('13:15-17:15');
  await form(other)
    .getByLabel(/^修改理由/)
    .fill('按夏季作息。');
  await form(other).getByRole('button', { name: '保存修改', exact: true }).click();
  await form(other).waitFor({ state: 'detached' });

  await open(page);
  expect(await form(page).getByLabel(/^改为/).inputValue()).toBe('14:00-18:00');
  await form(page)
    .getByText(/别人已改为“13:15.+17:15”/)
    .waitFor();
  await picture(page, 'moved-setting', true);
  // their value taken over: nothing is left to choose between
  await form(page).getByLabel(/^改为/).fill('13:15-17:15');
  await form(page).getByText('别人已改为').waitFor({ state: 'detached' });
  // once more, with the form left open: what the colleague set is not written over in silence, and stands beside it
  const save = async (of: Page, hours: string) => {
    await form(of).getByLabel(/^改为/).fill(hours);
    await form(of)
      .getByLabel(/^修改理由/)
      .fill('作息调整。');
    await form(of).getByRole('button', { name: '保存修改', exact: true }).click();
  };
  await form(page).getByLabel(/^改为/).fill('14:00-18:00');
  await open(other);
  await save(other, '13:00-17:00');
  await form(other).waitFor({ state: 'detached' });
  await save(page, '14:00-18:00');
  await form(page).getByText('别人已经改过这里').waitFor();
  await form(page)
    .getByText(/别人已改为“13:00.+17:00”/)
    .waitFor();
  await picture(page, 'moved-open-setting', true);
  await save(page, '14:00-18:00');
  await form(page).waitFor({ state: 'detached' });
  for (const one of [page, other]) await one.context().close();
});
