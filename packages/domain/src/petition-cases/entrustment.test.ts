import { describe, expect, test } from 'vitest';
import { bornOf } from '../documents/born.ts';
import type { World } from '../identity/units.ts';
import { refusalMessage } from '../messages/zh-CN.ts';
import { owerOf, owingUnitId, pressingProposal } from '../reminders/reminders.ts';
import { settingsOn } from '../settings/settings.ts';
import { actor, matterOf, world } from '../testkit.ts';
import { receiptsOf } from './acknowledgement.ts';
import { type CaseStory, completedStory, day, decision, entrust, on, report, request, turn } from './side-testkit.ts';
import { unitBesideId } from './supervision.ts';

const district = { matter: matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' }) };
const entrusting = { ...entrust, entrustedOn: day('2026-09-21') } as const;
const reporting = { ...report, reportedOn: day('2026-10-09') } as const;
/** A district's reply, of 10 September, whose 复查 is asked of the bureau. */
const asked = (body: 'bureau' | 'districtGovernment' = 'bureau') =>
  completedStory(district).do('requestReexamination', { ...request, body });
const recused = (personId: string) =>
  asked().do('recordRecusal', { personId, reason: '亲属', approverId: 'chief', decidedOn: day('2026-09-20') });
const entrusted = () => asked().do('entrustReexamination', entrusting);
const reported = () => entrusted().do('reportReexamination', reporting);
const settings = settingsOn([], day('2026-01-01'));
const basic = on('2026-11-22', 'departmentClerk', 'basic');
const west = on('2026-11-22', 'departmentClerk', 'west');
const leader: World = on('2026-11-22', 'leader', 'bureau');
const other: World = world({ actor: { ...actor('leader', 'bureau'), id: 'other-leader' } });

describe('复查由局有关职能部门办理，向局办公室和接访领导报告结果 (R51, R52; Art 35)', () => {
  test('from hand to hand: office, department, leader, office; the answer’s own unit keeps the case', () => {
    const story = asked();
    expect(turn(story)).toBe('office entrustReexamination');
    story.do('entrustReexamination', entrusting, leader);
    expect(turn(story)).toBe('unit basic reportReexamination');
    expect(story.case()).toMatchObject({ handlingUnitId: 'west', reexamination: { entrusted: { unitId: 'basic' } } });
    story.do('reportReexamination', reporting, basic);
    expect(turn(story)).toBe('person person-leader approveReexamination');
    story.do('approveReexamination', { agreed: true, approvedOn: day('2026-10-10') }, leader);
    expect(turn(story)).toBe('office decideReexamination');
    story.do('decideReexamination', decision);
    expect(story.case()).toMatchObject({
      status: 'reexamined',
      reexamination: { report: { result: 'upheld', approval: { agreed: true } }, result: 'upheld' },
    });
    expect(story.owed()).toEqual([]);
    story.expectRefolds();
  });

  test('the department’s days end with its report, the bureau’s with the opinion', () => {
    const story = entrusted();
    expect(story.owed().map(({ clock }) => clock)).toEqual(['reexamination', 'reexamination-result']);
    story.do('reportReexamination', reporting, basic);
    expect(story.owed().map(({ clock }) => clock)).toEqual(['reexamination']);
    expect(story.case().clocks.find(({ clock }) => clock === 'reexamination-result')?.metOn).toBe('2026-10-09');
  });

  test('no opinion of the bureau without the department’s report; another body’s needs none', () => {
    for (const story of [asked(), entrusted()]) {
      const refusal = story.refusal('decideReexamination', decision);
      expect(refusal.code).toBe('reexamination-not-reported');
      expect(refusalMessage(refusal)).toMatch(/（R52）|第三十五条/);
    }
    asked('districtGovernment').do('decideReexamination', decision);
    // the leader’s word may be on paper: the opinion names who approved
    expect(reported().do('decideReexamination', decision).case().status).toBe('reexamined');
  });

  test('a report sent back is made once more, by the same department', () => {
    const story = reported();
    const back = { agreed: false, approvedOn: day('2026-10-10') } as const;
    expect(story.refusal('approveReexamination', back, leader).code).toBe('reason-missing');
    story.do('approveReexamination', { ...back, reason: '没有核对车辆运行记录' }, leader);
    expect(turn(story)).toBe('unit basic reportReexamination');
    expect(story.refusal('decideReexamination', decision).code).toBe('reexamination-not-reported');
    expect(story.refusal('approveReexamination', back, leader).code).toBe('reexamination-not-reported');
    story.do('reportReexamination', { ...reporting, result: 'changed', reportedOn: day('2026-10-11') }, basic);
    expect(story.case().reexamination?.report).toMatchObject({ result: 'changed' });
    expect(story.case().reexamination?.report).not.toHaveProperty('approval');
    // the report is made in the days that were the department's from the beginning
    const rows = story.case().clocks.filter(({ clock }) => clock === 'reexamination-result');
    expect(rows.map(({ from, metOn }) => [from, metOn])).toEqual([
      ['2026-09-20', '2026-10-09'],
      ['2026-09-20', '2026-10-11'],
    ]);
    expect(rows[1]?.legalDue).toBe(rows[0]?.legalDue);
    story.do('retractAct', { act: 'reportReexamination', reason: '录错了' }, basic);
    expect(story.owed().map(({ clock }) => clock)).toEqual(['reexamination', 'reexamination-result']);
    story.expectRefolds();
  });

  test('another department in its place, until one has reported', () => {
    const { staff } = world();
    const staffed: World = { ...world(), staff: (id) => staff(id === 'supervision' ? 'basic' : id) };
    const story = entrusted().do('entrustReexamination', { ...entrusting, unitId: 'supervision' }, staffed);
    expect(turn(story)).toBe('unit supervision reportReexamination');
    expect(story.refusal('reportReexamination', reporting, basic).code).toBe('unit-out-of-scope');
    expect(reported().refusal('entrustReexamination', entrusting).code).toBe('reexamination-reported');
  });

  test.each<[string, CaseStory, object, string]>([
    ['before anybody asked', completedStory(district), {}, 'nothing-requested'],
    ['where another body reexamines', asked('districtGovernment'), {}, 'reexamined-elsewhere'],
    ['to a district', asked(), { unitId: 'east' }, 'unit-kind-mismatch'],
    ['to whoever answered', asked(), { unitId: 'west' }, 'unit-kind-mismatch'],
    ['to the bureau as a whole', asked(), { unitId: 'bureau' }, 'unit-kind-mismatch'],
    ['to nobody', asked(), { unitId: 'nowhere' }, 'unknown-unit'],
    ['without a leader', asked(), { leaderId: 'nobody' }, 'unknown-leader'],
    ['without the leader’s words', asked(), { instruction: ' ' }, 'instruction-text-missing'],
    ['before the request', asked(), { entrustedOn: day('2026-09-19') }, 'done-too-early'],
    ['tomorrow', asked(), { entrustedOn: day('2026-11-23') }, 'done-in-future'],
    ['on the word of a leader who is recused (Art 28)', recused('person-leader'), {}, 'handler-recused'],
    ['to a department whose head is recused (Art 28)', recused('basic-head'), {}, 'handler-recused'],
  ])('not entrusted %s', (_name, story, change, code) => {
    expect(story.refusal('entrustReexamination', { ...entrusting, ...change }).code).toBe(code);
  });

  test.each<[string, CaseStory, World, object, string]>([
    ['by the unit whose answer it is', entrusted(), west, {}, 'unit-out-of-scope'],
    ['before it was entrusted', asked(), world(), {}, 'reexamination-not-entrusted'],
    ['without words', entrusted(), basic, { opinion: '' }, 'text-missing'],
    ['without a result', entrusted(), basic, { result: 'maybe' }, 'unknown-choice'],
    ['before it was entrusted, by its day', entrusted(), basic, { reportedOn: day('2026-09-20') }, 'done-too-early'],
    ['after the opinion', reported().do('decideReexamination', decision), basic, {}, 'nothing-requested'],
  ])('not reported %s', (_name, story, inWorld, change, code) => {
    expect(story.refusal('reportReexamination', { ...reporting, ...change }, inWorld).code).toBe(code);
  });

  test('the department has a 交办单 (R32); it takes work only when head, deputy and clerk are named (R67)', () => {
    const story = entrusted();
    const given = story.events.find(({ type }) => type === 'reexaminationEntrusted');
    expect(given && bornOf(given, story.case())).toEqual({ kind: 'assignmentForm', issuedOn: entrusting.entrustedOn });
    expect(story.case().reexamination?.entrusted?.responsible).toMatchObject({ headId: 'basic-head' });
    const unstaffed: World = { ...world(), staff: () => ({ headId: 'basic-head', clerkId: 'basic-clerk' }) };
    expect(asked().refusal('entrustReexamination', entrusting, unstaffed)).toMatchObject({
      code: 'unit-not-staffed',
      path: 'unitId',
    });
  });

  test('approved by the leader who had it reexamined, or the chief leader; not by the office', () => {
    const yes = { agreed: true, approvedOn: day('2026-10-10') } as const;
    expect(reported().refusal('approveReexamination', yes, other)).toMatchObject({
      code: 'other-leader-instructed',
      params: { leader: '沈若兰' },
    });
    expect(reported().refusal('approveReexamination', yes).code).toBe('role-not-allowed');
    const chief = world({ actor: { ...actor('leader', 'bureau'), id: 'chief' } });
    reported().do('approveReexamination', yes, chief);
    expect(reported().refusal('approveReexamination', { ...yes, approvedOn: day('2026-10-08') }, leader).code).toBe(
      'done-too-early',
    );
  });

  test('each is taken back by whoever did it, and what it left behind with it', () => {
    const story = entrusted()
      .do('reportReexamination', reporting, basic)
      .do('approveReexamination', { agreed: true, approvedOn: day('2026-10-10') }, leader);
    const back = (act: 'approveReexamination' | 'reportReexamination' | 'entrustReexamination', inWorld?: World) =>
      story.do('retractAct', { act, reason: '录错了' }, inWorld);
    // the office's own acts stand while the department's are built on them
    for (const act of ['entrustReexamination', 'requestReexamination'] as const)
      expect(story.refusal('retractAct', { act, reason: '录错了' }).code).toBe('nothing-to-retract');
    back('approveReexamination', leader);
    back('reportReexamination', basic);
    expect(story.owed().map(({ clock }) => clock)).toEqual(['reexamination', 'reexamination-result']);
    back('entrustReexamination');
    expect(story.case().reexamination).toEqual(asked().case().reexamination);
    expect(turn(story)).toBe('office entrustReexamination');
    story.expectRefolds();
  });
});

describe('who is pressed while an answer is reexamined (R48, R65; Art 40)', () => {
  const urge = { text: '请抓紧报告', urgedOn: day('2026-10-12') } as const;
  const acknowledge = { of: 'urging', acknowledgedOn: day('2026-10-13') } as const;

  test('the department that has still to report; it acknowledges, not the unit that answered', () => {
    const story = entrusted().do('urgeCase', urge);
    expect(story.case().urgings?.at(-1)).toMatchObject({ unitId: 'basic' });
    expect(story.refusal('acknowledgePressing', acknowledge, west).code).toBe('nothing-to-acknowledge');
    // the district is not asked to sign for what went to another
    expect(receiptsOf(story.case())).toEqual([]);
    story.do('acknowledgePressing', acknowledge, basic);
    expect(story.refusal('acknowledgePressing', acknowledge, west).code).toBe('nothing-to-acknowledge');
  });

  test.each([
    ['nobody has it yet', () => asked()],
    ['the department has reported', () => reported()],
    ['another body decides', () => asked('districtGovernment')],
  ])('nobody is urged when %s', (_name, begin) => {
    expect(begin().refusal('urgeCase', urge).code).toBe('under-review');
  });

  test('督办 of the department, but of who answered where the answer is not carried out; side by side', () => {
    const supervise = { requirement: '请书面说明', suggestions: [], supervisedOn: day('2026-10-16') } as const;
    const story = entrusted().do('superviseCase', { ...supervise, trigger: 'notCompletedInTime' });
    const answer = { answer: '已经报告', answeredOn: day('2026-10-19') } as const;
    expect(story.refusal('answerSupervision', answer, west).code).toBe('unit-out-of-scope');
    story.do('answerSupervision', answer, basic);
    story.do('superviseCase', { ...supervise, trigger: 'opinionNotCarriedOut', supervisedOn: day('2026-10-20') });
    story.do('urgeCase', { ...urge, urgedOn: day('2026-10-20') });
    const { supervisions } = story.case();
    expect(supervisions?.map(({ unitId }) => unitId)).toEqual(['basic', undefined]);
    const received = { acknowledgedOn: day('2026-10-21') } as const;
    story.do('acknowledgePressing', { of: 'supervision', ...received }, west);
    story.do('acknowledgePressing', { of: 'urging', ...received }, basic);
    story.expectRefolds();
  });

  test('who is supervised for it answers before another department has it; it is opened by whoever still answers', () => {
    const supervise = { requirement: '请书面说明', suggestions: [], supervisedOn: day('2026-10-16') } as const;
    const story = entrusted().do('superviseCase', { ...supervise, trigger: 'notCompletedInTime' });
    expect(story.refusal('entrustReexamination', { ...entrusting, unitId: 'supervision' }).code).toBe(
      'supervision-open',
    );
    story.do('reportReexamination', { ...reporting, reportedOn: day('2026-10-17') }, basic);
    story.do('decideReexamination', {
      ...decision,
      result: 'revoked',
      decidedOn: day('2026-10-18'),
      deliveredOn: day('2026-10-18'),
    });
    const again = { reason: 'revokedOnReview', explanation: '责令重新处理', reopenedOn: day('2026-10-19') } as const;
    story.do('reopenCase', again, leader);
    expect(turn(story)).toBe('unit basic answerSupervision');
    expect(unitBesideId(story.case())).toBe('basic');
    story.do('answerSupervision', { answer: '已经报告', answeredOn: day('2026-10-19') }, basic);
    expect(unitBesideId(story.case())).toBeUndefined();
  });

  test('its clock is the office’s until a department has it; then that one is reminded and proposed to be urged', () => {
    expect(owerOf(asked().case(), 'reexamination-result')).toBe('generalOffice');
    const { calendar } = world();
    const late = { calendar, today: day('2026-10-16') };
    // the 30 days of the opinion are the bureau’s own
    expect(pressingProposal(asked().case(), late, settings)).toEqual({ ok: true, value: undefined });
    const state = entrusted().case();
    expect([owerOf(state, 'reexamination-result'), owingUnitId(state, 'reexamination-result')]).toEqual([
      'department',
      'basic',
    ]);
    expect(pressingProposal(state, late, settings)).toMatchObject({
      ok: true,
      value: { step: 'urge', clock: { clock: 'reexamination-result', legalDue: '2026-10-15' } },
    });
  });
});
