import { describe, expect, test } from 'vitest';
import type { World } from '../identity/units.ts';
import { refusalMessage } from '../messages/zh-CN.ts';
import { owerOf, owingUnitId, pressingProposal } from '../reminders/reminders.ts';
import { settingsOn } from '../settings/settings.ts';
import { actor, matterOf, must, register, world } from '../testkit.ts';
import { receiptsOf } from './acknowledgement.ts';
import { copiesOwed } from './records.ts';
import { CaseStory, completedStory, day, entrust, on, report } from './side-testkit.ts';
import { turnOf } from './turn.ts';

const district = { matter: matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' }) };
const request = { body: 'bureau', request: '不服答复意见', requestedOn: day('2026-09-20') } as const;
const entrusting = { ...entrust, entrustedOn: day('2026-09-21') } as const;
const reporting = { ...report, reportedOn: day('2026-10-09') } as const;
const decision = {
  result: 'upheld',
  opinion: '维持答复意见',
  approvedBy: '沈若兰',
  decidedOn: day('2026-10-12'),
  deliveredOn: day('2026-10-14'),
} as const;
/** A district's reply, of 10 September, whose 复查 is asked of the bureau. */
const asked = (body: 'bureau' | 'districtGovernment' = 'bureau') =>
  completedStory(district).do('requestReexamination', { ...request, body });
const entrusted = () => asked().do('entrustReexamination', entrusting);
const reported = () => entrusted().do('reportReexamination', reporting);
const settings = settingsOn([], day('2026-01-01'));
const basic = on('2026-11-22', 'departmentClerk', 'basic');
const west = on('2026-11-22', 'departmentClerk', 'west');
const leader: World = on('2026-11-22', 'leader', 'bureau');
const other: World = world({ actor: { ...actor('leader', 'bureau'), id: 'other-leader' } });
const turn = (story: CaseStory) => {
  const { holder, id, command } = turnOf(story.case(), world()) ?? {};
  return [holder, id, command].filter(Boolean).join(' ');
};

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
    story.expectRefolds();
  });

  test('another department in its place, until one has reported', () => {
    const story = entrusted().do('entrustReexamination', { ...entrusting, unitId: 'supervision' });
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
    expect(story.refusal('retractAct', { act: 'entrustReexamination', reason: '录错了' })).toMatchObject({
      code: 'retract-too-late',
      params: { until: 'reported' },
    });
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

describe('a case that comes here with the answer of a district or school, to have it reexamined (R51)', () => {
  const own = { handlingUnitId: 'west' };
  const came = (facts: object = {}, change: object = own) => {
    const matter = matterOf({ responsibility: 'district', priorHandling: 'replied', ...facts }, change);
    const story = new CaseStory();
    must(story.give(register({ channel: 'leaderReception', receivedOn: day('2026-09-16'), matter })));
    const instruction = { decision: 'handle', text: '同意受理，请复查', instructedOn: day('2026-09-16') } as const;
    return story.do('giveInstruction', { ...instruction, raisedBefore: true, asksReexamination: true }, leader);
  };
  const here = { ...request, requestedOn: day('2026-09-16'), replyReceivedOn: day('2026-09-01') } as const;

  test('the request comes first: no 交办, no second answer; its days are those of 复查', () => {
    const story = came();
    expect(turn(story)).toBe('office requestReexamination');
    const assigned = { unitId: 'basic', assignedOn: day('2026-09-16') } as const;
    expect(story.refusal('assignCase', assigned)).toMatchObject({ code: 'reexamination-first' });
    const down = { unitId: 'west', reason: '属其职责', transferredOn: day('2026-09-16') } as const;
    expect(story.refusal('transferCase', down).code).toBe('reexamination-first');
    expect(story.owed().map(({ clock }) => clock)).toEqual(['acceptance-notice', 'district-notice', 'district-reply']);
    story.do('requestReexamination', here);
    expect(story.owed().map(({ clock, legalDue }) => [clock, legalDue])).toEqual([
      // 15 days from the receipt end on 1 October, the first of the days off
      ['acceptance-notice', '2026-10-08'],
      ['reexamination', '2026-10-16'],
      ['reexamination-result', '2026-10-10'],
    ]);
    expect(story.case().status).toBe('inReexamination');
  });

  test('the petitioner is told in writing that it was accepted, by the office, without days of handling', () => {
    const story = came().do('requestReexamination', here);
    expect(turn(story)).toBe('office issueAcceptanceNotice');
    const notice = { decision: 'accept', issuedOn: day('2026-09-17') } as const;
    expect(story.refusal('issueAcceptanceNotice', notice, west).code).toBe('office-notifies');
    const no = {
      ...notice,
      decision: 'refuse',
      reason: '不属职责',
      lawExplanation: '依法',
      competentBody: '某机关',
    } as const;
    expect(story.refusal('issueAcceptanceNotice', no).code).toBe('under-review');
    story.do('issueAcceptanceNotice', notice);
    // it is the bureau’s own paper: the district owes no copy of it (R79)
    expect(copiesOwed(story.case(), world())).toEqual({ ok: true, value: [] });
    expect(story.owed().map(({ clock }) => clock)).toEqual(['reexamination', 'reexamination-result']);
    expect(turn(story)).toBe('office entrustReexamination');
    story.reexamine('2026-10-09').do('decideReexamination', decision);
    expect(story.case().status).toBe('reexamined');
    expect(story.owed()).toEqual([]);
    story.expectRefolds();
  });

  test('told by the opinion itself at the latest', () => {
    const story = came().do('requestReexamination', here).reexamine('2026-10-09').do('decideReexamination', decision);
    expect(story.owed()).toEqual([]);
    expect(story.case().clocks.find(({ clock }) => clock === 'acceptance-notice')?.metOn).toBe('2026-10-12');
  });

  test.each<[string, object, string]>([
    ['the day of the answer unknown', { replyReceivedOn: undefined }, 'reply-day-missing'],
    ['the day of the answer after the request', { replyReceivedOn: day('2026-09-17') }, 'done-too-early'],
    ['after 30 days', { replyReceivedOn: day('2026-08-16') }, 'request-late'],
    ['on the 30th day', { replyReceivedOn: day('2026-08-17') }, ''],
    ['of a body that is not above', { body: 'provincialDepartment' }, 'wrong-body'],
  ])('%s: %s', (_name, change, code) => {
    const result = came().try('requestReexamination', { ...here, ...change });
    expect(result.ok ? '' : result.code).toBe(code);
  });

  test('of a school’s answer too; what was not answered before is nobody’s to reexamine', () => {
    const school = came({ responsibility: 'affiliated' }, { handlingUnitId: 'first-school' });
    expect(school.do('requestReexamination', here).case().status).toBe('inReexamination');
    const fresh = new CaseStory();
    must(fresh.give(register({ channel: 'visit', receivedOn: day('2026-09-16'), matter: district.matter })));
    expect(fresh.refusal('requestReexamination', here).code).toBe('no-opinion');
  });

  test('without a leader’s word, what came in writing or on the reception day is not accepted', () => {
    const story = new CaseStory();
    const matter = matterOf({ responsibility: 'district', priorHandling: 'replied' }, own);
    must(story.give(register({ channel: 'leaderReception', receivedOn: day('2026-09-16'), matter })));
    expect(story.refusal('requestReexamination', here).code).toBe('instruction-missing');
  });

  test('taken back, its former duties run again with their own dates', () => {
    const before = came();
    const story = came().do('requestReexamination', here);
    story.do('retractAct', { act: 'requestReexamination', reason: '信访人只是询问' });
    expect(story.owed()).toEqual(before.owed());
    expect(turn(story)).toBe('office requestReexamination');
    story.expectRefolds();
  });

  test('put right in its day of receipt, its days of 复查 stay those of the request', () => {
    const story = came().do('requestReexamination', here);
    const amended = { changes: { receivedOn: day('2026-09-15') }, reason: '登记有误' };
    const dates = () => story.owed().filter(({ clock }) => clock !== 'acceptance-notice');
    const before = dates();
    story.do('amendCase', amended);
    expect(dates()).toEqual(before);
    const facts = { ...story.case().matter.facts, responsibility: 'municipal' } as const;
    const moved = { changes: { facts, handlingUnitId: 'basic' }, reason: '性质有误' };
    expect(story.refusal('amendCase', moved).code).toBe('amend-too-late');
    const late = { changes: { receivedOn: day('2026-09-17') }, reason: '登记有误' };
    expect(story.refusal('amendCase', late).code).toBe('received-after-step');
    story.expectRefolds();
  });

  test('revoked on 复查, the matter is the district’s again: the leader’s word of then binds nobody now', () => {
    const story = came().do('requestReexamination', here).reexamine('2026-10-09');
    story.do('decideReexamination', { ...decision, result: 'revoked' });
    const again = { reason: 'revokedOnReview', explanation: '责令重新处理', reopenedOn: day('2026-10-15') } as const;
    story.do('reopenCase', again, leader);
    expect(turn(story)).not.toContain('requestReexamination');
    story.do('transferCase', { unitId: 'west', reason: '重新处理', transferredOn: day('2026-10-16') });
    expect(story.case()).toMatchObject({ status: 'transferred', handlingUnitId: 'west' });
    story.expectRefolds();
  });
});
