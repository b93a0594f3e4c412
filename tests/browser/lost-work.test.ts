import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillSignIn, picture } from '../testkit/browser.ts';
import { type DemoDesk, inFocus, openDemoDesk } from '../testkit/demo-desk.ts';
import { DEMO_PASSWORD } from '../testkit/graphql.ts';

/* What is typed into a case is never lost and never overwrites unseen: races, reloads, cut lines, ended sessions, shared tabs. */

let desk: DemoDesk;
let office: Page;
let colleague: Page;
/** Letters that wait for their notice. */
let cases: readonly string[];

beforeAll(async () => {
  desk = await openDemoDesk('lost-work');
  [office, colleague] = await Promise.all([desk.enter('office1'), desk.enter('office2')]);
  for (const page of [office, colleague]) page.on('dialog', (dialog) => void dialog.accept());
  cases = await freshCases(office, 3);
}, 120_000);
afterAll(() => desk?.close());

/** Ids of cases that are only registered, so that every form of the beginning is open. */
async function freshCases(page: Page, count: number): Promise<readonly string[]> {
  await page.goto(`${desk.url}/desk/cases?status=registered`);
  await page.getByTestId('case-row').nth(count).waitFor();
  const rows = await page.getByTestId('case-row').evaluateAll((all) => all.map((row) => row.getAttribute('data-case')));
  return rows.flatMap((id) => id ?? []);
}

const form = (page: Page, at: number, command: string, name: string) => formOf(page, cases[at] ?? '', command, name);
async function formOf(page: Page, caseId: string, command: string, name: string) {
  await page.goto(`${desk.url}/desk/cases/${caseId}?do=${command}`);
  const found = page.getByRole('form', { name, exact: true });
  await found.waitFor();
  return found;
}

/** A case that its unit has: it can be urged. */
async function givenCase(page: Page, end: 'first' | 'last'): Promise<string> {
  await page.goto(`${desk.url}/desk/cases?status=assigned`);
  return (await page.getByTestId('case-row')[end]().getAttribute('data-case')) ?? '';
}

const entries = (page: Page, event: string) => page.locator(`[data-event="${event}"]`);

test('typed, loaded anew, and a colleague was first: both versions field by field, then refused with the article', async () => {
  let mine = await form(office, 0, 'issueAcceptanceNotice', '出具受理告知单');
  await mine.getByRole('radio', { name: '不予受理' }).check();
  mine = office.getByRole('form', { name: '出具不予受理告知单' });
  await mine.getByLabel('不予受理的理由').fill('不属于教育行政部门职责');
  await office.goto(`${desk.url}/desk`);

  const theirs = await form(colleague, 0, 'issueAcceptanceNotice', '出具受理告知单');
  await theirs.getByRole('button', { name: '出具受理告知单' }).click();
  await entries(colleague, 'acceptanceNoticeIssued').waitFor();

  await office.reload();
  const unsent = office.getByTestId('unsent');
  await unsent.getByText('出具受理告知').waitFor();
  await picture(office, 'unsent', true);
  await unsent.getByRole('button', { name: '接着填' }).click();
  const race = mine.getByTestId('race');
  await race.getByRole('radio', { name: '我的：不予受理' }).waitFor();
  await race.getByRole('radio', { name: '对方的：受理' }).waitFor();
  await mine.getByText('丁晓波').first().waitFor();
  // a second notice is refused whatever is chosen: that is said before anybody chooses
  expect(await mine.getByTestId('ruled-out').textContent()).toContain('依据');
  await picture(office, 'race-notice', true);
  await race.getByRole('radio', { name: '我的：不予受理' }).check();
  await mine.getByRole('button', { name: '按所选继续' }).click();
  expect(await mine.getByLabel('不予受理的理由').inputValue()).toBe('不属于教育行政部门职责');
  await mine.getByLabel('法律政策说明').fill('《信访工作条例》第二十三条');
  await mine.getByLabel('有权处理的机关、单位').fill('市市场监督管理局');
  await mine.getByRole('button', { name: '出具不予受理告知单' }).click();
  // what goes out and cannot be taken back is asked for once more
  await office.getByRole('dialog').getByRole('button', { name: '确定出具不予受理告知单' }).click();
  const refused = mine.getByRole('alert');
  await refused.waitFor();
  expect(await refused.textContent()).toContain('依据');
  // what stands already is put right from here: by the same unit it can be taken back today
  await mine.getByTestId('mend-ways').getByText('已经办的那一项有误的').waitFor();
  expect(await mine.getByLabel('不予受理的理由').inputValue()).toBe('不属于教育行政部门职责');
  await picture(office, 'race-refused', true);
  await office.reload();
  await office.getByTestId('unsent').getByRole('button', { name: '不要了' }).click();
  await office.getByRole('dialog').getByRole('button', { name: '清除' }).click();
  await office.getByTestId('unsent').waitFor({ state: 'detached' });
});

test('a colleague delivered first: refused, and from there to taking that back', async () => {
  await office.goto(`${desk.url}/desk/cases?status=issued`);
  const id = (await office.getByTestId('case-row').first().getAttribute('data-case')) ?? '';
  const [mine, theirs] = [
    await formOf(office, id, 'deliverReply', '送达'),
    await formOf(colleague, id, 'deliverReply', '送达'),
  ];
  for (const deliver of [theirs, mine]) {
    await deliver.getByRole('radio', { name: '直接送达' }).check();
    await deliver.getByLabel('签收人').fill('本人');
    await deliver.getByRole('button', { name: '送达', exact: true }).click();
    if (deliver === theirs) await entries(colleague, 'replyDelivered').waitFor();
  }
  await mine.getByTestId('ruled-out').waitFor();
  const ways = mine.getByTestId('mend-ways');
  await picture(office, 'race-delivered', true);
  await ways.getByRole('button', { name: '撤回操作' }).click();
  await office.getByRole('form', { name: '撤回操作' }).waitFor();
  // a link to what is done already leads on from there, too
  await colleague.goto(`${desk.url}/desk/cases/${id}?do=deliverReply`);
  await colleague.getByTestId('mend-ways').getByRole('button', { name: '撤回操作' }).click();
  const back = colleague.getByRole('form', { name: '撤回操作' });
  await back.getByRole('radio', { name: /^送达/ }).check();
  await back.getByLabel('撤回的理由').fill('登记错了。');
  await back.getByRole('button', { name: '撤回操作', exact: true }).click();
  await back.waitFor({ state: 'detached' });
  await entries(colleague, 'actRetracted').waitFor();
  // what was typed here in vain is let go
  await office.goto(`${desk.url}/desk/cases/${id}`);
  await office.getByTestId('unsent').getByRole('button', { name: '不要了' }).click();
  await office.getByRole('dialog').getByRole('button', { name: '清除' }).click();
  await office.getByTestId('unsent').waitFor({ state: 'detached' });
});

test('a double click acts once; an answer lost on the way is asked for again, and counts once', async () => {
  const given = await givenCase(office, 'first');
  const urge = () => formOf(office, given, 'urgeCase', '催办');
  let urging = await urge();
  const before = await entries(office, 'caseUrged').count();
  await urging.getByLabel('催办内容').fill('请尽快办理并反馈。');
  await urging.getByRole('button', { name: '催办', exact: true }).dblclick();
  await urging.waitFor({ state: 'detached' });
  await entries(office, 'caseUrged').nth(before).waitFor();
  expect(await entries(office, 'caseUrged').count()).toBe(before + 1);

  for (const [text, takenIn, stands] of [
    ['再次催办。', false, before + 2],
    ['第三次催办。', true, before + 3],
  ] as const) {
    urging = await urge();
    await urging.getByLabel('催办内容').fill(text);
    let lost = 0;
    await office.route('**/graphql', async (route) => {
      const sent = (route.request().postData() ?? '').includes('submitCommands');
      if (!sent || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      // the live line brings what it has done before the line is cut
      await entries(office, 'caseUrged')
        .nth(stands - 1)
        .waitFor();
      return route.abort('connectionreset');
    });
    await urging.getByRole('button', { name: '催办', exact: true }).click();
    await urging.getByRole('alert').waitFor();
    await picture(office, 'line-cut', true);
    expect(await urging.getByLabel('催办内容').inputValue()).toBe(text);
    // what has come in is one's own try: taken in first or not, it is the same act
    if (takenIn) await urging.getByRole('button', { name: '载入最新情况，保留我填的内容' }).click();
    await urging.getByRole('button', { name: '催办', exact: true }).click();
    await urging.waitFor({ state: 'detached' });
    await office.unroute('**/graphql');
    await office.reload();
    await entries(office, 'caseUrged')
      .nth(stands - 1)
      .waitFor();
    expect(lost).toBe(1);
    expect(await entries(office, 'caseUrged').count()).toBe(stands);
  }

  // pressed for the wrong case: taken back with the reason, and its letter is cancelled
  const back = await formOf(office, given, 'retractAct', '撤回操作');
  await back.getByRole('radio', { name: /^催办/ }).check();
  await back.getByRole('button', { name: '撤回操作' }).click();
  await back.getByText(/理由/).first().waitFor();
  await back.getByLabel('撤回的理由').fill('催错了一件。');
  await back.getByRole('button', { name: '撤回操作' }).click();
  await back.waitFor({ state: 'detached' });
  await entries(office, 'actRetracted').getByText('催办：催错了一件。').waitFor();
  await entries(office, 'documentVoided')
    .getByText(/教信催/)
    .first()
    .waitFor();
  await picture(office, 'retracted', true);
});

test('the case that another is merged into moves on: it says which, shows it anew, and the second press merges', async () => {
  const rowsOf = async (status: string) => {
    await office.goto(`${desk.url}/desk/cases?status=${status}`);
    await office.getByTestId('case-row').nth(3).waitFor();
    return office
      .getByTestId('case-row')
      .evaluateAll((all) =>
        all.map((row) => ({ id: row.getAttribute('data-case') ?? '', text: row.textContent ?? '' })),
      );
  };
  const [later] = await rowsOf('accepted');
  // with its unit already: it can be urged
  const earlier = (await rowsOf('assigned')).at(-1);
  if (!later || !earlier) throw new Error('the demo has no such two cases');
  const into = /.〔\d+〕\d+号/.exec(earlier.text)?.[0] ?? '';
  const fill = async (page: Page) => {
    await page.goto(`${desk.url}/desk/cases/${later.id}?do=mergeCases`);
    const filled = page.getByRole('form', { name: '并案' });
    await filled.getByRole('searchbox').fill(into);
    await filled.getByRole('radio', { name: into }).check();
    await filled.getByLabel('并案的理由').fill('同一事项。');
    await filled.getByTestId('relation-preview').waitFor();
    return filled;
  };
  const merging = await fill(office);

  await colleague.goto(`${desk.url}/desk/cases/${earlier.id}?do=urgeCase`);
  const urging = colleague.getByRole('form', { name: '催办' });
  await urging.getByLabel('催办内容').fill('请尽快办理。');
  await urging.getByRole('button', { name: '催办', exact: true }).click();
  await urging.waitFor({ state: 'detached' });

  await merging.getByRole('button', { name: '并案', exact: true }).click();
  await merging.getByRole('alert').getByText(`“${into}”已被他人更新`).waitFor();
  await picture(office, 'merge-overtaken', true);
  expect(await merging.getByRole('radio', { name: into }).isChecked()).toBe(true);
  expect(await merging.getByLabel('并案的理由').inputValue()).toBe('同一事项。');
  const theirs = await fill(colleague);
  await merging.getByRole('button', { name: '并案', exact: true }).click();
  await merging.waitFor({ state: 'detached' });
  await office.getByTestId('merged-into').getByText(into).waitFor();
  // the try that came too late is settled by the one that was done
  const settled = office.getByTestId('conflicts');
  await settled.waitFor();
  expect(await settled.textContent()).toContain('采用了这一份');
  expect(await settled.textContent()).toContain(into);
  expect(await settled.textContent()).not.toMatch(/还没有处理|intoVersion|[0-9a-f]{8}-/);

  // whoever was slower is led to what has happened instead of sending upon what stood before
  const news = theirs.getByTestId('news');
  await news.waitFor();
  await theirs.getByRole('button', { name: '并案', exact: true }).click();
  const takeIn = news.getByRole('button', { name: '载入最新情况，保留我填的内容' });
  expect(await inFocus(takeIn)).toBe(true);
  expect(await theirs.textContent()).not.toMatch(/[0-9a-f]{8}-/);
  await takeIn.click();
  await theirs.getByRole('button', { name: '并案', exact: true }).click();
  await theirs.getByRole('alert').getByText('请在并入的一件上办理').waitFor();
  expect(await settled.locator('li').count()).toBe(1);
});

test('what came too late is said in words, on both sides, and given up it waits for nobody', {
  timeout: 120_000,
}, async () => {
  // news comes late to this screen: it sends upon what stood before
  await office.route('**/graphql', (route) =>
    route.request().postData()?.includes('subscription') ? route.abort() : route.continue(),
  );
  await office.goto(`${desk.url}/desk/cases?status=issued`);
  const letter = (await office.getByTestId('case-row').first().getAttribute('data-case')) ?? '';
  const deliver = async (page: Page) => {
    await page.goto(`${desk.url}/desk/cases/${letter}?do=deliverReply`);
    const filled = page.getByRole('form', { name: '送达' });
    await filled.waitFor();
    return filled;
  };
  const mine = await deliver(office);
  await mine.getByRole('radio', { name: '挂号邮寄' }).check();
  await mine.getByLabel('挂号信号码').fill('XA12345678933');
  const leader = await desk.enter('leader1');
  const flags = await formOf(leader, letter, 'setCaseFlags', '标注');
  await flags.getByLabel('重要信访').check();
  await flags.getByLabel('变更的理由').fill('多人反映。');
  await flags.getByRole('button', { name: '标注', exact: true }).click();
  await flags.waitFor({ state: 'detached' });
  const theirs = await deliver(colleague);
  await theirs.getByRole('radio', { name: '直接送达' }).check();
  await theirs.getByLabel('签收人').fill('蒋丽娟');
  await theirs.getByRole('button', { name: '送达', exact: true }).click();
  await theirs.waitFor({ state: 'detached' });

  await mine.getByRole('button', { name: '送达', exact: true }).click();
  // 挂号邮寄 is not offered for an important letter: what it is called stays
  const race = mine.getByTestId('race');
  await race.getByRole('radio', { name: '我的：挂号邮寄' }).waitFor();
  await race.getByRole('radio', { name: '对方的：直接送达' }).waitFor();
  await picture(office, 'race-not-offered', true);
  const lost = office.getByTestId('conflicts').locator('li');
  await lost.getByText('还没有处理').waitFor();
  expect(await lost.textContent()).toMatch(/送达方式.*挂号邮寄.*挂号信号码.*许文静的“送达”/);
  expect(await lost.textContent()).not.toMatch(/[a-z]{3}/i);

  // whoever throws away what was typed has settled it
  await mine.getByRole('button', { name: '取消' }).click();
  await office.reload();
  await office.getByTestId('unsent').getByRole('button', { name: '不要了' }).click();
  await office.getByRole('dialog').getByRole('button', { name: '清除' }).click();
  await lost.getByText('还没有处理').waitFor({ state: 'detached' });
  expect(await lost.textContent()).toMatch(/许文静 .*处理$/);

  // so has who lets it be on the page of the case; only its author is asked
  const again = await formOf(office, letter, 'setCaseFlags', '标注');
  await again.getByLabel('涉及复杂法律问题').check();
  await again.getByLabel('变更的理由').fill('涉及教师人事。');
  const first = await formOf(leader, letter, 'setCaseFlags', '标注');
  await first.getByLabel('重大事宜').check();
  await first.getByLabel('变更的理由').fill('媒体关注。');
  await first.getByRole('button', { name: '标注', exact: true }).click();
  await first.waitFor({ state: 'detached' });
  await again.getByRole('button', { name: '标注', exact: true }).click();
  await lost.nth(1).getByText('复杂法律问题').waitFor();
  const letBe = (page: Page) => page.getByTestId('conflicts').getByRole('button', { name: '不再提交，以现在的为准' });
  await picture(office, 'conflict-open', true);
  await leader.reload();
  await leader.getByTestId('conflicts').waitFor();
  expect(await letBe(leader).count()).toBe(0);
  await letBe(office).click();
  await letBe(office).waitFor({ state: 'detached' });
  expect(await lost.filter({ hasText: '还没有处理' }).count()).toBe(0);
  await office.unroute('**/graphql');
});

test('two acts on one case whose answers were both lost: each is asked for again, and counts once', async () => {
  const given = await givenCase(office, 'last');
  let lost = 0;
  await office.route('**/graphql', async (route) => {
    if (lost >= 2 || !(route.request().postData() ?? '').includes('submitCommands')) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  const urge = async () => {
    const urging = await formOf(office, given, 'urgeCase', '催办');
    await urging.getByLabel('催办内容').fill('请尽快办理。');
    return urging;
  };
  const urging = await urge();
  const before = await entries(office, 'caseUrged').count();
  await urging.getByRole('button', { name: '催办', exact: true }).click();
  await urging.getByRole('alert').waitFor();
  const marking = await formOf(office, given, 'setCaseFlags', '标注');
  await marking.getByLabel('涉及复杂法律问题').check();
  await marking.getByLabel('变更的理由').fill('涉及人事争议。');
  await marking.getByRole('button', { name: '标注', exact: true }).click();
  await marking.getByRole('alert').waitFor();
  expect(lost).toBe(2);
  await office.unroute('**/graphql');
  const urged = await urge();
  await urged.getByRole('button', { name: '催办', exact: true }).click();
  await urged.waitFor({ state: 'detached' });
  await entries(office, 'caseUrged').nth(before).waitFor();
  expect(await entries(office, 'caseUrged').count()).toBe(before + 1);
});

test('a session that ends in the middle of a form: signed in again over it, and sent as it was typed', async () => {
  const screening = await form(office, 2, 'preScreenCase', '初审');
  await screening.getByLabel('证件材料').fill('身份证复印件');
  await screening.getByRole('radio', { name: '建议受理', exact: true }).check();
  await office.context().clearCookies();
  await screening.getByRole('button', { name: '初审', exact: true }).click();
  await office.getByRole('button', { name: '重新登录' }).click();
  await office.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await office.keyboard.press('Enter');
  await office.getByRole('button', { name: '重新登录' }).waitFor({ state: 'detached' });
  expect(await screening.getByLabel('证件材料').inputValue()).toBe('身份证复印件');
  await screening.getByRole('button', { name: '初审', exact: true }).click();
  await screening.waitFor({ state: 'detached' });
  await entries(office, 'casePreScreened').waitFor();
});

test('another person signs in in another tab: this one shows nothing of the first, who finds the text again', async () => {
  const screening = await form(office, 1, 'preScreenCase', '初审');
  await screening.getByLabel('证件材料').fill('残疾证');
  const other = await office.context().newPage();
  await other.goto(`${desk.url}/password`);
  await other.goto(`${desk.url}/desk`);
  await other.locator('header details summary').click();
  await other.getByRole('button', { name: '退出登录' }).click();
  await office.waitForURL('**/sign-in*');
  expect(await office.content()).not.toContain('残疾证');

  await fillSignIn(other, 'basic');
  await other.waitForURL('**/desk');
  await office.goto(`${desk.url}/desk`);
  await office.getByText('温雅琴').first().waitFor();
  expect(await office.getByTestId('unsent').count()).toBe(0);
  await other.locator('header details summary').click();
  await other.getByRole('button', { name: '退出登录' }).click();
  await office.waitForURL('**/sign-in*');

  await fillSignIn(office, 'office1');
  const found = office.getByTestId('unsent').locator('li').filter({ hasText: '初审' });
  await found.getByRole('button', { name: '接着填' }).click();
  await screening.waitFor();
  expect(await screening.getByLabel('证件材料').inputValue()).toBe('残疾证');
  await picture(office, 'found-again', true);
});

test('a booking at the door of a reception: a stray Esc, a window loaded anew, a lost answer and an ended session lose nothing', async () => {
  await office.goto(`${desk.url}/desk/reception`);
  await office.getByTestId('session-list').getByRole('link').nth(3).click();
  const booking = office.getByTestId('booking-form');
  const open = async () => {
    await office.getByRole('button', { name: '登记约访' }).first().click();
    await booking.waitFor();
  };
  const said = () => booking.getByRole('textbox', { name: '诉求' }).inputValue();
  await open();
  await booking.getByRole('textbox', { name: '来访人' }).fill('蒋丽娟');
  await booking.getByRole('textbox', { name: '反映事项' }).fill('校门口没有遮雨棚');
  await booking.getByRole('textbox', { name: '诉求' }).fill('接孩子时淋雨，请求加装。');
  await office.keyboard.press('Escape');
  await booking.waitFor({ state: 'detached' });
  await open();
  expect(await said()).toBe('接孩子时淋雨，请求加装。');
  await office.reload();
  await open();
  expect(await said()).toBe('接孩子时淋雨，请求加装。');

  await office.context().clearCookies();
  await booking.getByRole('button', { name: '登记约访' }).click();
  await office.getByRole('button', { name: '重新登录' }).waitFor();
  await picture(office, 'booking-signed-out', true);
  await office.getByRole('button', { name: '重新登录' }).click();
  await office.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await office.keyboard.press('Enter');
  await office.getByRole('button', { name: '重新登录' }).waitFor({ state: 'detached' });
  expect(await said()).toBe('接孩子时淋雨，请求加装。');

  let lost = 0;
  await office.route('**/graphql', async (route) => {
    if (lost > 0 || !(route.request().postData() ?? '').includes('bookReception')) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await booking.getByRole('button', { name: '登记约访' }).click();
  await booking.getByRole('alert').waitFor();
  await picture(office, 'booking-kept', true);
  await booking.getByRole('button', { name: '登记约访' }).click();
  await booking.waitFor({ state: 'detached' });
  await office.unroute('**/graphql');
  expect(lost).toBe(1);
  const rows = office.locator('li[data-number]').filter({ hasText: '校门口没有遮雨棚' });
  await rows.first().waitFor();
  expect(await rows.count()).toBe(1);
  await open();
  expect(await said()).toBe('');
});
