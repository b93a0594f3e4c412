import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import { proposeClass } from '../routing/classify.ts';
import { matter, matterOf, must, notice, refusalOf, register, Story, world } from '../testkit.ts';
import type { RegisterCase } from './types.ts';

const day = (date: string) => plainDate(date);
const art = (article: string) => ({ regulation: 'petitionRegulation2022', article });
const registered = (change: Partial<RegisterCase>) => {
  const story = new Story();
  must(story.give(register(change)));
  return story.case();
};
const clocksOf = (change: Partial<RegisterCase>) =>
  registered(change).clocks.map(({ clock, legalDue, limitId }) => [clock, legalDue, limitId]);

describe('what each channel brings with it', () => {
  test.each<[string, Partial<RegisterCase>, string, string]>([
    ['an e-mail address is one', { channel: 'email', incoming: { from: '李明' } }, 'email-malformed', 'incoming.from'],
    ['a fax has a number', { channel: 'fax', incoming: { from: '不详' } }, 'phone-malformed', 'incoming.from'],
    [
      'a superior is named with its number',
      { channel: 'transferred', incoming: { number: '信转〔2026〕8号' } },
      'sender-missing',
      'incoming.from',
    ],
    [
      'nothing is sent after it is received',
      { incoming: { sentOn: day('2026-11-19') } },
      'sent-after-receipt',
      'incoming.sentOn',
    ],
    [
      'a superior sets no date before receipt',
      { channel: 'transferred', incoming: { from: '市信访局', dueOn: day('2026-11-17') } },
      'superior-due-before-receipt',
      'incoming.dueOn',
    ],
    [
      'a letter has no superior date',
      { incoming: { dueOn: day('2026-11-27') } },
      'superior-due-elsewhere',
      'incoming.dueOn',
    ],
    [
      'an urgent order has the date of its centre (R84)',
      { channel: 'hotline', hotline: { externalNumber: 'A1', urgent: true } },
      'hotline-urgent-without-date',
      'hotline.dueOn',
    ],
    [
      'a telephone number is one',
      { matter: matter({ petitioner: { kind: 'person', anonymous: false, name: '李明', phone: '1391234' } }) },
      'phone-malformed',
      'matter.petitioner.phone',
    ],
    [
      'a card with a slip is found',
      {
        matter: matter({
          petitioner: { kind: 'person', anonymous: false, name: '李明', idCard: '330106199001011235' },
        }),
      },
      'resident-card-check',
      'matter.petitioner.idCard',
    ],
  ])('%s', (_name, change, code, path) => {
    expect(refusalOf(register(change))).toMatchObject({ code, path });
  });

  test.each<[string, Partial<RegisterCase>, readonly string[][]]>([
    [
      'a superior that wants it earlier binds (R65)',
      { channel: 'transferred', incoming: { from: '市信访局', dueOn: day('2026-12-01') } },
      [
        ['acceptance-notice', '2026-12-03', 'acceptance-notice-national'],
        ['department-reply', '2026-12-01', 'superior-body'],
        ['sender-report', '2026-12-01', 'superior-body'],
      ],
    ],
    [
      'a superior that gives more time than the bureau does not; its report has that time',
      { channel: 'transferred', incoming: { from: '市信访局', dueOn: day('2027-01-29') } },
      [
        ['acceptance-notice', '2026-12-03', 'acceptance-notice-national'],
        ['department-reply', '2026-12-16', 'department-reply-local'],
        ['sender-report', '2027-01-29', 'superior-body'],
      ],
    ],
    [
      'an urgent order goes by its centre, though that is later than five days (R84)',
      { channel: 'hotline', hotline: { externalNumber: 'A1', urgent: true, dueOn: day('2026-12-10') } },
      [
        ['acceptance-notice', '2026-12-03', 'acceptance-notice-national'],
        ['hotline-reply', '2026-12-10', 'hotline-centre'],
      ],
    ],
    [
      'an ordinary order keeps its five days (R83)',
      { channel: 'hotline', hotline: { externalNumber: 'A1', dueOn: day('2026-12-10') } },
      [
        ['acceptance-notice', '2026-12-03', 'acceptance-notice-national'],
        ['hotline-reply', '2026-11-25', 'hotline-reply-local'],
      ],
    ],
    [
      'what a superior wrongly sent is objected to within five working days (Art 23)',
      {
        channel: 'transferred',
        incoming: { from: '市信访局' },
        matter: matterOf({ responsibility: 'notEducation' }, { referral: '市公安局' }),
      },
      [
        ['transfer-objection', '2026-11-25', 'transfer-objection-national'],
        ['acceptance-notice', '2026-12-03', 'acceptance-notice-national'],
      ],
    ],
  ])('%s', (_name, change, clocks) => {
    expect(clocksOf(change)).toEqual(clocks);
  });
});

describe('联名信访 (Art 20)', () => {
  const member = (name: string, representative = false) => ({ name, representative });
  const joint = (persons: number, representatives: number, others = 0) => ({
    persons,
    members: [
      ...Array.from({ length: representatives }, (_, at) => member(`代表${at}`, true)),
      ...Array.from({ length: others }, (_, at) => member(`家长${at}`)),
    ],
  });

  test('five representatives with the first signatory, not six; the persons count everybody', () => {
    expect(registered({ joint: joint(36, 4, 3) }).joint).toMatchObject({ persons: 36 });
    expect(refusalOf(register({ channel: 'visit', joint: joint(36, 5) }))).toMatchObject({
      code: 'too-many-representatives',
      params: { given: 6, limit: 5 },
      citations: [art('第二十条')],
    });
  });

  test('it is who come in person that elect them: a letter names as many as signed it', () => {
    expect(registered({ channel: 'letter', joint: joint(36, 5) }).joint).toMatchObject({ persons: 36 });
  });

  test.each([
    [1, 0, 0],
    [3, 1, 2],
    [2.5, 0, 0],
    [Number.NaN, 0, 0],
  ])('%d persons with %d + %d listed are too few or none', (persons, representatives, others) => {
    expect(refusalOf(register({ joint: joint(persons, representatives, others) }))).toMatchObject({
      code: 'joint-persons-wrong',
      path: 'joint.persons',
    });
  });

  test('a member without a name is refused where it stands', () => {
    expect(refusalOf(register({ joint: { persons: 5, members: [member(' ')] } }))).toMatchObject({
      code: 'member-name-missing',
      path: 'joint.members.0.name',
    });
  });
});

describe('重复信访 and links at registration', () => {
  const repeat = (prior: 'none' | 'inProgress', caseId = 'case-1') =>
    register({
      matter: matterOf({ priorHandling: prior }, { caseId: 'case-2' }),
      links: [{ caseId, relation: 'repeat' }],
    });

  test('a repeat of what is being handled is not accepted again (Art 19), and each names the other', () => {
    const story = new Story();
    must(story.give(register()));
    expect(refusalOf(repeat('none'), world(), story)).toMatchObject({
      code: 'repeat-says-otherwise',
      params: { prior: 'inProgress' },
      citations: [art('第十九条')],
      path: 'matter.facts.priorHandling',
    });
    must(story.give(repeat('inProgress')));
    expect(story.case('case-2')).toMatchObject({
      route: { outcome: 'pressHandling' },
      links: [{ caseId: 'case-1', relation: 'repeat' }],
    });
    expect(story.case('case-1').links).toEqual([{ caseId: 'case-2', relation: 'repeat' }]);
  });

  test('an unknown case, the same case twice and an accusation with another matter are refused', () => {
    expect(refusalOf(repeat('inProgress'))).toMatchObject({ code: 'unknown-case', path: 'links.0.caseId' });
    const story = new Story();
    must(story.give(register()));
    const twice = repeat('inProgress');
    expect(refusalOf({ ...twice, links: [...(twice.links ?? []), ...(twice.links ?? [])] }, world(), story).code).toBe(
      'already-linked',
    );
    const accusation = { ...twice, matter: matterOf({ contentKind: 'accusation' }, { caseId: 'case-2' }) };
    expect(refusalOf(accusation, world(), story)).toMatchObject({ code: 'link-other-compartment' });
  });
});

describe('分类与去向: the proposal, and a choice against it', () => {
  test.each<[string, ReturnType<typeof proposeClass>]>([
    ['举报校长收受家长红包', { contentKind: { value: 'accusation', because: '举报' } }],
    ['建议延长图书馆开放时间', { contentKind: { value: 'suggestion', because: '建议' } }],
    ['建议恢复校车，请求尽快答复', {}],
    ['民办学校拖欠工资，已申请劳动仲裁', { appealRoute: { value: 2, because: '仲裁' } }],
    ['法院判决后学校不执行', { appealRoute: { value: 1, because: '法院' } }],
    ['小区里有人无证办学', { appealRoute: { value: 5, because: '无证办学' } }],
    ['校车停运，要求恢复', {}],
  ])('%s', (title, proposal) => {
    expect(proposeClass({ title, demand: '' })).toEqual(proposal);
  });

  const against: readonly [string, Partial<RegisterCase>, string][] = [
    ['an accusation taken for an appeal', { matter: matter({ title: '举报教师收受红包' }) }, '第三十条'],
    ['a matter sent to another procedure', { matter: matter({ appealRoute: 2 }) }, '第三十一条'],
    [
      'a district matter that the bureau takes up',
      { matter: matterOf({ responsibility: 'district' }), choice: { outcome: 'acceptMunicipal' } },
      '第二十三条',
    ],
  ];
  test.each(against)('%s needs its reason', (_name, change, article) => {
    expect(refusalOf(register(change))).toMatchObject({
      code: 'choice-reason-missing',
      path: 'choice.reason',
      citations: [art(article)],
    });
    const reason = '经核实';
    const state = registered({ ...change, choice: { ...change.choice, reason } });
    expect(state.classification).toMatchObject({ reason });
  });

  test('what the bureau takes up goes to its own department, and its notice is its own', () => {
    const choice = { outcome: 'acceptMunicipal', reason: '涉及全市政策' } as const;
    const state = registered({ matter: matterOf({ responsibility: 'district' }), choice });
    expect(state.route).toMatchObject({ outcome: 'acceptMunicipal', document: 'acceptanceNotice' });
    expect(state.clocks.map(({ clock }) => clock)).toEqual(['acceptance-notice', 'department-reply']);
    const district = { matter: matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' }), choice };
    expect(refusalOf(register(district)).code).toBe('unit-kind-mismatch');
  });

  test.each([
    ['notEducation', 'appeal'],
    ['municipal', 'accusation'],
    ['municipal', 'appeal'],
  ] as const)('%s %s leaves no other outcome open', (responsibility, contentKind) => {
    const choice = { outcome: 'acceptDistrict', reason: '试试' } as const;
    expect(refusalOf(register({ matter: matterOf({ responsibility, contentKind }), choice })).code).toBe(
      'route-not-choosable',
    );
  });

  test.each([
    [1, false],
    [2, false],
    [3, false],
    [4, false],
    [5, false],
    [6, true],
    [undefined, true],
  ] as const)('route %s of Art 31: the 60 days run: %s', (appealRoute, runs) => {
    const story = new Story();
    const choice = { reason: '另有程序' };
    must(story.give(register({ matter: matter(appealRoute === undefined ? {} : { appealRoute }), choice })));
    must(story.give(notice({ expectedVersion: story.case().version })));
    expect(story.case().clocks.some(({ clock }) => clock === 'handling')).toBe(runs);
  });

  test.each([
    [true, true, undefined, 'agreedUnit'],
    [false, true, '市人民政府', 'commonSuperior'],
    [false, false, '市信访工作联席会议', 'jointConference'],
  ] as const)('two organs, agreed %s, common superior %s (Art 24)', (agreed, commonSuperior, decidedBy, outcome) => {
    const dispute = { bodies: '市教育局、市人社局', agreed, commonSuperior, ...(decidedBy && { decidedBy }) };
    expect(registered({ choice: { dispute } }).classification?.dispute).toMatchObject({
      outcome,
      citations: [art('第二十四条')],
    });
    if (decidedBy) {
      const { decidedBy: _by, ...nobody } = dispute;
      expect(refusalOf(register({ choice: { dispute: nobody } }))).toMatchObject({
        code: 'dispute-part-missing',
        path: 'choice.dispute.decidedBy',
      });
    }
  });
});
