import { dateInShanghai } from '@huiyin/domain';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoDesk, inFocus, look, openDemoDesk, tabTo } from '../testkit/demo-desk.ts';
import { choose, type Step, type, typeDate, walk } from './keyboard-walk.ts';

/* What happens beside a channel's way (channels.test.ts), on screen. */

let desk: DemoDesk;

beforeAll(async () => {
  desk = await openDemoDesk('case-life');
}, 120_000);
afterAll(() => desk?.close());

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
  const owed = (page: Page) => page.getByTestId('case-list').locator(`[data-case="${criticised.id}"]`);
  await office.goto(`${desk.url}/desk/cases?receipt=criticismOwed`);
  await owed(office).getByText('通报待签收').waitFor();
  await look(office, 'receipts-office');
  const unit = await desk.enter((criticised.state as Given).handlingUnitId); // its clerk goes by the unit's name
  await unit.getByRole('link', { name: /^等本单位签收 \d+ 件$/ }).click();
  await owed(unit).getByText('通报待签收').waitFor();
  await openCase(unit, criticised.id);
  const signing = await begin(unit, '签收');
  expect(await signing.form.getByRole('radio').count()).toBe(2);
  await signing.send();
  await unit.locator('[data-event="pressingAcknowledged"]').waitFor();
  expect(await lastDeed(unit, 'pressingAcknowledged')).toContain('签收通报');
  // the day was wrong: the unit puts it right, with its reason
  const mending = await begin(unit, '签收');
  await mending.form.getByRole('radio', { name: '通报（已签收，更正日期）' }).check();
  await mending.send();
  await mending.form.getByText('没有写明理由').waitFor();
  await mending.form.getByLabel('更正的理由').fill('日期填错了。');
  await mending.send();
  await unit.locator('[data-event="pressingAcknowledged"]').nth(1).waitFor();
  expect(await lastDeed(unit, 'pressingAcknowledged')).toMatch(/更正：.+签收通报（日期填错了。）/);
  await openCase(office, criticised.id);
  await office
    .getByTestId('case-file')
    .getByText(/通报.+签收/)
    .first()
    .waitFor();
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

test('复查 from hand to hand: the department reports, its leader agrees, the office begins its opinion with the report', {
  timeout: 120_000,
}, async () => {
  const office = await desk.enter('office1');
  await office.getByTestId('work-row').first().waitFor();
  type Given = { reexamination?: { entrusted?: object; report?: object } };
  const { id } = await caseOf(office, 'inReexamination', (state) => {
    const { entrusted, report } = (state as Given).reexamination ?? {}; // the shape of the state, as the rules give it
    return entrusted !== undefined && report === undefined;
  });
  const basic = await desk.enter('basic');
  await openCase(basic, id);
  await basic.locator('[data-clock="reexamination-result"]').getByText('由基础教育处办理').waitFor();
  await look(basic, 'reexamination-department');
  const reporting = await begin(basic, '报告复查结果');
  await reporting.send();
  await reporting.form.getByText('请选择一项。').waitFor();
  await reporting.form.getByRole('radio', { name: '变更' }).check();
  await reporting.form.getByLabel('复查情况和意见').fill('原答复没有说明办理时间。');
  await reporting.send();
  await basic.locator('[data-event="reexaminationReported"]').waitFor();

  const leader = await desk.enter('leader1');
  await leader.goto(`${desk.url}/desk`);
  await leader.getByTestId('work-row').filter({ hasText: '审定复查结果' }).first().waitFor();
  await openCase(leader, id);
  const approving = await begin(leader, '审定复查结果');
  await approving.form.getByRole('radio', { name: '否', exact: true }).check();
  await approving.send();
  await approving.form.getByText('没有写明理由').waitFor();
  await approving.form.getByRole('radio', { name: '是', exact: true }).check();
  await approving.send();
  await leader.locator('[data-event="reexaminationApproved"]').waitFor();

  await openCase(office, id);
  const deciding = await begin(office, '登记复查意见');
  await deciding.form.getByRole('radio', { name: '变更' }).waitFor();
  expect(await deciding.form.getByRole('radio', { name: '变更' }).isChecked()).toBe(true);
  expect(await deciding.form.getByLabel('复查意见').inputValue()).toBe('原答复没有说明办理时间。');
  expect(await deciding.form.getByLabel('批准人').inputValue()).toBe('陆明远');
  await look(office, 'reexamination-opinion');
  await deciding.send();
  await office.locator('[data-event="reexaminationDecided"]').waitFor();
  await office.getByText('复查意见书').first().waitFor();
});

/** Chooses in a list with the arrow keys, from where it stands down to that option. */
async function arrowTo(page: Page, label: string, option: string): Promise<void> {
  const list = page.locator('form').getByLabel(label);
  await tabTo(list);
  for (
    let times = 0;
    times < 10 && !(await list.locator('option:checked').textContent())?.startsWith(option);
    times += 1
  )
    await page.keyboard.press('ArrowDown');
}

test('after the reply, by keyboard alone: 整改 until it is done (R16), 改进建议 (R14), 复核, 终结, and the archive, read-only from then on', {
  timeout: 120_000,
}, async () => {
  const office = await desk.enter('office1');
  await office.getByTestId('work-row').first().waitFor();
  const today = dateInShanghai(Date.now());
  const { id } = await caseOf(office, 'inFinalReview', () => true);
  await openCase(office, id);
  // why it came to this and what was done stand with the answer (R8)
  expect(await office.getByTestId('case-file').textContent()).toMatch(/办结.+答复.+原因.+办法/);
  const say = (label: string, text: string) => type(office, label, text);
  const file = office.getByTestId('case-file');
  const mend = async () => {
    await typeDate(office, '整改完成日期', today);
    await say('整改结果', '已当面致歉。');
  };
  const steps: readonly Step<'office'>[] = [
    {
      by: 'office',
      name: '整改',
      fill: async () => {
        await say('存在的问题', '接待时态度生硬。');
        await say('责任人', '陶振邦');
        await typeDate(office, '整改期限', today);
      },
    },
    {
      by: 'office',
      name: '登记复核意见',
      fill: async () => {
        // the rectification stands open, with who and by when
        await file.getByText('接待时态度生硬。').waitFor();
        await choose(office, '维持');
        // the province's own paper: nothing is asked for that would go to nobody
        expect(await office.getByLabel('抄送').count()).toBe(0);
        await say('复核意见', '事实清楚，予以维持。');
        await say('批准人', '省人民政府');
      },
      status: '已复核',
    },
    {
      by: 'office',
      name: '改进建议',
      fill: async () => {
        await choose(office, '完善政策');
        await say('薄弱环节和建议', '评分明细应当公开。');
        await say('责任人', '邹建平');
        await choose(office, '已采纳');
      },
    },
    {
      by: 'office',
      name: '终结',
      fill: async () => {
        await choose(office, '已经复核');
        await typeDate(office, '意见落实的日期', today);
      },
      confirmed: true,
      status: '已终结',
    },
    {
      by: 'office',
      name: '整改',
      fill: async () => {
        // until it is done the file stays out of the archive
        await arrowTo(office, '哪一条', '接待时态度生硬');
        expect(await office.getByLabel('存在的问题').inputValue()).toBe('接待时态度生硬。');
        await mend();
      },
    },
    { by: 'office', name: '归档', status: '已归档' },
  ];
  const forbidden = (command: string) => office.locator(`[data-command="${command}"]`).textContent();
  await walk({ office }, office.url(), steps.slice(0, 4));
  expect(await forbidden('archiveCase')).toContain('整改还没有完成');
  await walk({ office }, office.url(), steps.slice(4));
  await file.getByText('已当面致歉。').waitFor();
  await look(office, 'case-archived');
  expect(
    await office.getByTestId('case-actions').getByRole('button', { includeHidden: true }).allTextContents(),
  ).toEqual(['归档', '重新办理']);
  expect(await forbidden('superviseCase')).toMatch(/归档.*依据/);
});

test('延期 says its new date and its article before it is sent; of 备案 what is known is filled in', async () => {
  const office = await desk.enter('office1');
  await office.getByTestId('work-row').first().waitFor();
  type Given = { clocks: { clock: string; state: string }[]; handlingUnitId: string; copies?: unknown };
  const handled = await caseOf(office, 'assigned', (state) =>
    (state as Given).clocks.some(({ clock, state: stands }) => clock === 'handling' && stands === 'running'),
  );
  await openCase(office, handled.id);
  const { form, send } = await begin(office, '延长办理期限');
  await form.getByText('依据《信访工作条例》第三十四条', { exact: true }).waitFor();
  await form.getByLabel('延期的理由').fill('须委托鉴定。');
  await form.getByLabel('批准人').selectOption('demo-leader1');
  await form.getByLabel('延长几日').fill('1.5');
  await send();
  expect(await describedBy(form.getByLabel('延长几日'))).toContain('请填写1到30之间的整数');
  await form.getByLabel('延长几日').fill('30');
  const said = await form.getByText(/提交后 办理期限（.+前/).textContent();
  const [, date] = /办理期限（(.+?)前/.exec(said ?? '') ?? [];
  await send();
  await office.locator('[data-event="clockChanged"]').waitFor();
  expect(await lastDeed(office, 'clockChanged')).toContain(date);

  const district = await desk.enter('xihe');
  await district.getByTestId('work-row').first().waitFor();
  const owing = await caseOf(district, 'completed', (state) => (state as Given).copies === undefined);
  await openCase(district, owing.id);
  await district.getByTestId('copies-owed').waitFor();
  const filing = await begin(district, '备案');
  await filing.send();
  await district.locator('[data-event="copyFiled"]').waitFor();
});

test('a refusal stands beside its field with its article, on a case and at a reception; in administration it says how to go on', {
  timeout: 120_000,
}, async () => {
  const office = await desk.enter('office1');
  const isDue = ({ legalDue }: { legalDue: string }) => legalDue < dateInShanghai(Date.now());
  const young = await caseOf(
    office,
    'assigned',
    ({ clocks, supervisions }) => supervisions === undefined && !(clocks as { legalDue: string }[]).some(isDue),
  ); // as the domain keeps them
  await openCase(office, young.id);
  const { form, send } = await begin(office, '督办');
  await form.getByLabel('督办情形').selectOption('notCompletedInTime');
  await form.getByLabel('督办要求').fill('限期办结');
  await send();
  const trigger = await describedBy(form.getByLabel('督办情形'));
  expect(trigger).toMatch(/没有“无正当理由未按期办结”的情形。依据《信访工作条例》第四十条.*请另选督办情形。/);
  expect(await form.getByLabel('督办要求').inputValue()).toBe('限期办结');
  await look(office, 'refused-case');

  await office.goto(`${desk.url}/desk/reception`);
  await office.getByRole('button', { name: '增加接访' }).click();
  const session = office.getByRole('dialog');
  await session.getByRole('radio', { name: '政府安排的接访' }).check();
  await session.getByLabel('结束').fill('25:61');
  await session.getByLabel('接访人').selectOption({ index: 1 });
  await session.getByRole('button', { name: '保存' }).click();
  expect(await describedBy(session.getByLabel('结束'))).toMatch(
    /依据《领导干部定点接访实施方案》一。请按“14:30”的格式填写/,
  );
  // said once, with the keys where it is to be mended
  const told = session.getByRole('alert').filter({ hasText: '请按“14:30”的格式填写' });
  expect(await told.count()).toBe(1);
  expect(await inFocus(session.getByLabel('结束'))).toBe(true);
  await look(office, 'refused-reception');

  const admin = await desk.enter('admin');
  await admin.goto(`${desk.url}/admin/people`);
  await admin.getByRole('button', { name: '添加人员' }).click();
  const person = admin.getByRole('dialog');
  await person.getByRole('button', { name: '添加人员' }).click();
  expect(await describedBy(person.getByLabel('用户名'))).toContain('请填写用户名。');
  expect(await describedBy(person.getByLabel('角色'))).toContain('此项没有填写，请补上。');
  await person.getByLabel('用户名').fill('office1');
  await person.getByLabel('姓名').fill('张三');
  await person.getByLabel('角色').selectOption({ index: 2 });
  await person.getByLabel('单位').fill('局办公室');
  await admin.keyboard.press('Enter');
  await person.getByRole('button', { name: '添加人员' }).click();
  const taken = person.getByRole('alert').filter({ hasText: '已有人使用，请换一个' });
  await taken.waitFor();
  await look(admin, 'refused-administration');
});

/** What a field says of itself to a screen reader, once it is said to be wrong. */
async function describedBy(field: Locator): Promise<string> {
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
  return field.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  );
}
