import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoDesk, look, openDemoDesk, tabTo } from '../testkit/demo-desk.ts';
import { PIN } from '../testkit/vault.ts';
import {
  choose,
  pick,
  press,
  register,
  typeDate,
  type as typeIn,
  type Step as WalkStep,
  walk,
} from './keyboard-walk.ts';

/*
 * Every channel from its registration to its end by keyboard alone, each as the law has it: what comes on paper is signed first
 * (R68–R76), a visitor has somebody who was asked first (R23), 12345 has its own time (R80–R86), a suggestion is simply answered
 * (Art 29), what is not ours is refused with the way to go (R31), an accusation goes its own way (Art 30), what a superior
 * passed on keeps its number and date (R65). The same ways through the API, with each field wrong: ../api/channels.test.ts.
 */

type Who = 'office' | 'leader' | 'clerk' | 'head' | 'inspector';
type Step = WalkStep<Who>;
let desk: DemoDesk;
let people: Readonly<Record<Who, Page>>;

beforeAll(async () => {
  desk = await openDemoDesk('channels');
  const [office, leader, clerk, head, inspector] = await Promise.all(
    ['office1', 'leader2', 'basic', 'basic-head', 'inspection'].map((username) => desk.enter(username)),
  );
  for (const page of [office, leader, clerk, head, inspector]) page?.setDefaultTimeout(10_000);
  people = { office, leader, clerk, head, inspector } as typeof people; // as many as were asked for
}, 120_000);
afterAll(() => desk?.close());

const intake = (step: string, abstract?: string): Step => ({
  by: 'office',
  name: '来信办理步骤',
  fill: async (page) => {
    expect(await page.getByRole('combobox', { name: '步骤' }).locator('option:checked').textContent()).toBe(step);
    if (abstract) await typeIn(page, '摘编（来信要点）', abstract);
  },
});
const signed = (decision: string, raisedBefore?: string): Step => ({
  by: 'leader',
  name: '批示',
  fill: async (page) => {
    // what the route lets a leader sign, chosen already where it is the only one
    await page.locator(`[name="giveInstruction-decision"]:checked`).waitFor({ state: 'attached' });
    expect(await page.getByRole('radio', { name: decision, exact: true }).isChecked()).toBe(true);
    if (raisedBefore) await choose(page, raisedBefore, '信访人此前向有权处理的单位提出过吗');
    await typeIn(page, '批示内容', '请基础教育处尽快办理。');
  },
  status: '已批示',
});
const accepted: Step = { by: 'office', name: '出具受理告知', form: '出具受理告知单' };
const assigned: Step = { by: 'office', name: '交办', status: '已交办' };
const drafted = (reexaminationBody?: string): Step => ({
  by: 'clerk',
  name: '拟稿',
  fill: async (page) => {
    await typeIn(page, '查明的事实和理由', '运力不足。');
    await typeIn(page, '处理意见', '增开一班。');
    await choose(page, '予以支持');
    await typeIn(page, '依据的法律法规政策', '《校车安全管理条例》第三条');
    if (reexaminationBody) await typeIn(page, '复查机关', reexaminationBody);
  },
  status: '已拟稿',
});
const reviewed: Step = {
  by: 'head',
  name: '负责人审核',
  fill: async (page) => {
    await page.getByText('增开一班。').filter({ visible: true }).first().waitFor();
    await choose(page, '是');
  },
  status: '已审核',
};
const approved: Step = { by: 'leader', name: '分管领导审核', fill: (page) => choose(page, '是') };
const issued: Step = { by: 'office', name: '出具意见' };
const delivered = (manner: string, label?: string, text = ''): Step => ({
  by: 'office',
  name: '送达',
  fill: async (page) => {
    await choose(page, manner);
    if (label) await typeIn(page, label, text);
  },
});
const completed = (by: Who, repliedOn?: string): Step => ({
  by,
  name: '办结',
  fill: async (page) => {
    await typeIn(page, '查明的原因', '运力不足。');
    await typeIn(page, '处理与化解办法', '增开一班。');
    if (repliedOn) await typeDate(page, '答复信访人的日期', repliedOn);
  },
  status: '已办结',
});

const answered = [drafted('临江市人民政府'), reviewed];
const paper = [
  intake('摘编', '校车停运'),
  intake('提交签批'),
  signed('予以受理，交处室办理'),
  accepted,
  assigned,
  ...answered,
];
const direct = [accepted, assigned, ...answered, issued];
const ended = completed('office');

interface Way {
  /** The channel, where the way does not have its name. */
  readonly channel?: string;
  /** What the paper says of itself. */
  readonly papers?: readonly (readonly [label: string, text: string])[];
  /** The date that the body which passed it on asks for. */
  readonly dueOn?: string;
  /** What the clerk chooses otherwise than the form proposes, after the matter. */
  readonly choices?: (office: Page) => Promise<void>;
  readonly prefix: string;
  readonly steps: readonly Step[];
  /** What the desk shows of it at the end. */
  readonly shows?: (office: Page) => Promise<void>;
}

const simple: Step = {
  by: 'office',
  name: '适用简易办理',
  fill: (page) => choose(page, '咨询、意见建议等，可以即时答复'),
};
const implemented: Step = {
  by: 'clerk',
  name: '登记落实情况',
  fill: (page) => typeIn(page, '落实了哪些措施', '已增开一班。'),
};
const checked: Step = {
  by: 'office',
  name: '核实落实情况',
  fill: async (page) => {
    await choose(page, '已核实落实');
    await typeIn(page, '核实情况', '电话回访属实。');
  },
};
const rated: Step = {
  by: 'office',
  name: '登记评价',
  fill: async (page) => {
    await choose(page, '满意', '对信访部门');
    await choose(page, '基本满意', '对承办单位');
    await typeIn(page, '信访人的话', '办得快。');
  },
};
const refused: Step = {
  by: 'office',
  name: '出具受理告知',
  form: '出具不予受理告知单',
  fill: async (page) => {
    await typeIn(page, '不予受理的理由', '公交线路不属于教育行政部门的职责。');
    await typeIn(page, '法律政策说明', '《城市公共汽车和电车客运管理规定》');
    expect(await page.getByLabel('有权处理的机关、单位').inputValue()).toBe('临江市交通运输局');
  },
  confirmed: true,
  status: '不予受理',
};
const archived: Step = { by: 'office', name: '归档', status: '已归档' };

const file = (office: Page, words: string) => office.getByTestId('case-file').getByText(words).first().waitFor();
const clock = (office: Page, id: string) => office.locator(`[data-clock="${id}"]`);

const dayIn = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });
const today = dayIn(0);
/** A day two weeks on, before what the rules give a department (R65). */
const soon = dayIn(14);

const ways: Readonly<Record<string, Way>> = {
  来信: { prefix: '信', steps: [...paper, approved, issued, delivered('挂号邮寄', '挂号信号码', 'XA20261123'), ended] },
  来访: { prefix: '访', steps: [...direct, delivered('直接送达', '签收人', '李向前'), ended] },
  // what was promised is carried out, checked, and the petitioner says what they think of it (R12, R15)
  来电: {
    papers: [['来电号码', '057187001234']],
    prefix: '电',
    steps: [...direct, delivered('按来件渠道答复'), ended, implemented, checked, rated],
    shows: (office) => file(office, '基本满意'),
  },
  网上信访: {
    papers: [
      ['来自哪个平台', '国家信访局网上平台'],
      ['平台编号', 'W2026-31'],
    ],
    prefix: '网',
    steps: [...direct, delivered('按来件渠道答复'), ended],
    // Art 23: told within fifteen days
    shows: (office) => clock(office, 'acceptance-notice').getByText('办到').first().waitFor(),
  },
  // Art 29: studied and answered, with no opinion of Art 32
  电子邮件: {
    papers: [['发件邮箱', 'parent@example.cn']],
    choices: async (office) => {
      await choose(office, '建议意见');
      await pick(office, '承办单位', '基础教育处');
    },
    prefix: '邮',
    steps: [simple, accepted, assigned, completed('clerk', today)],
  },
  // R31: the reason, the law, and where to go; nothing is left to do, so the file is archived at once
  传真: {
    papers: [['对方传真号', '057187005678']],
    choices: async (office) => {
      await choose(office, '不属于教育行政部门');
      await typeIn(office, '告知信访人去哪里', '临江市交通运输局');
    },
    prefix: '传',
    steps: [refused, archived],
  },
  // Art 30: by the supervision office, seen by nobody who may not read such
  传真检举: {
    channel: '传真',
    choices: async (office) => {
      await choose(office, '检举控告');
      await pick(office, '承办单位', '监察室');
    },
    prefix: '传',
    steps: [accepted, assigned, completed('inspector', today)],
    shows: async (office) => {
      await people.clerk.goto(office.url());
      await people.clerk.getByRole('main').getByText('没有这件事项').waitFor();
    },
  },
  '12345 热线': {
    papers: [['12345 交办单号', 'RX20261129-0001']],
    prefix: '热',
    // what the centre asked is answered, no opinion of Art 32
    steps: [accepted, assigned, drafted(), reviewed, issued, delivered('按来件渠道答复'), ended],
  },
  领导接访: {
    prefix: '接',
    steps: [
      {
        by: 'office',
        name: '初审',
        fill: async (page) => {
          await typeIn(page, '证件材料', '身份证');
          await typeIn(page, '接受约访的方式', '面谈');
          await choose(page, '建议受理');
          await typeIn(page, '报哪位接访领导参考', '值班领导');
        },
      },
      signed('予以受理，交处室办理', '否'),
      ...direct,
      delivered('直接送达', '签收人', '李向前'),
      ended,
    ],
  },
  // R65: the sender's number and date; it is told what was answered, in person where it holds the matter important (R75)
  上级转交: {
    papers: [
      ['来文机关', '市信访局'],
      ['来文编号', '信转〔2026〕88号'],
    ],
    dueOn: soon,
    prefix: '转',
    steps: [
      ...paper,
      approved,
      {
        ...issued,
        fill: async (page) => expect(await page.getByLabel('抄送').inputValue()).toContain('市信访局'),
      },
      delivered('直接送达', '签收人', '李向前'),
      ended,
      {
        by: 'office',
        name: '反馈来文机关',
        fill: async (page) => {
          expect(await page.getByRole('textbox', { name: '办理情况' }).inputValue()).toBe('增开一班。');
          await choose(page, '信访信息系统');
        },
        status: '已办结',
      },
    ],
    // the unit's answer and the report, by the sender's own day
    shows: async (office) => {
      for (const duty of ['department-reply', 'sender-report'])
        expect(await clock(office, duty).first().getAttribute('data-legal-due')).toBe(soon);
      await office.getByText('办结报告').first().waitFor();
    },
  },
};

test.each(Object.entries(ways))(
  '%s: from registration to its end without a mouse',
  { timeout: 120_000 },
  async (name, { channel = name, papers = [], dueOn, choices, prefix, steps, shows }) => {
    const { office } = people;
    const url = await register(office, desk.url, async () => {
      await choose(office, channel);
      for (const [label, text] of papers) await typeIn(office, label, text);
      if (dueOn) await typeDate(office, '来文要求的期限', dueOn);
      await typeIn(office, '姓名（名称）', '李向前');
      await typeIn(office, '事由', `校车停运，要求恢复（${name}）`);
      await typeIn(office, '诉求与经过', '校车三号线停运，请求恢复。');
      if (choices) await choices(office);
      else await pick(office, '承办单位', '基础教育处');
    });
    await office
      .locator('article header')
      .getByText(new RegExp(`^${prefix}〔\\d{4}〕\\d+号$`))
      .waitFor();
    await walk(people, url, steps);
    await shows?.(office);
    await look(office, `case-end-${name}`);
  },
);

test('下访: a leader’s record on the phone, the case at the desk to its end, what was promised settled: without a mouse', {
  timeout: 120_000,
}, async () => {
  const { office, leader } = people;
  await leader.setViewportSize({ width: 390, height: 844 });
  await leader.goto(`${desk.url}/field`);
  await leader.getByRole('heading', { name: '设置本机口令' }).waitFor();
  for (const label of ['本机口令', '再输一次']) {
    await tabTo(leader.getByLabel(label, { exact: true }));
    await leader.keyboard.type(PIN);
  }
  await leader.keyboard.press('Enter');
  await press(leader, '记一次下访');
  await pick(leader, '去哪里', '第一中学');
  await choose(leader, '座谈走访');
  await typeIn(leader, '看到听到', '走访校门口，听取家长意见。');
  await press(leader, '加一件事项');
  await typeIn(leader, '事项', '校门口积水（下访）');
  await typeIn(leader, '诉求', '请修排水沟。');
  await typeIn(leader, '姓名', '李向前');
  await choose(leader, '市本级职责');
  await pick(leader, '办理单位', '基础教育处');
  await look(leader, 'visit-matter');
  await press(leader, '完成');
  // the sheet gives the keys back to what it was opened for
  await leader.locator('[data-testid="matter"]:focus').waitFor();
  await press(leader, '加一条后续');
  await leader.keyboard.type('修好排水沟');
  await pick(leader, '谁来办', '基础教育处');
  await typeDate(leader, '何时前', soon);
  await press(leader, '保存');
  await leader.getByText('已送达服务器').waitFor();
  await leader.setViewportSize({ width: 1440, height: 900 });

  await office.goto(`${desk.url}/desk`);
  await office.getByTestId('work-row').first().waitFor();
  await office.keyboard.press('/');
  await office.keyboard.type('校门口积水（下访）');
  await office.keyboard.press('Enter');
  await office.getByTestId('case-row').first().waitFor();
  await office.keyboard.press('j');
  await office.keyboard.press('Enter');
  await office.getByTestId('case-page').waitFor();
  await walk(people, office.url(), [...direct, delivered('直接送达', '签收人', '李向前'), ended]);

  // R22: what was promised on the spot, from the case to its visit
  await tabTo(office.getByRole('link', { name: /第一中学/ }));
  await office.keyboard.press('Enter');
  await press(office, '落实');
  await office.getByRole('dialog').waitFor();
  await typeIn(office, '结果', '排水沟已修好。');
  await office.keyboard.press('Control+Enter');
  await office.getByText('已落实', { exact: true }).waitFor();
  await look(office, 'visit-settled');
});
