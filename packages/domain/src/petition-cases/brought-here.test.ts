import { describe, expect, test } from 'vitest';
import { paperStandings } from '../documents/standing.ts';
import { matterOf, must, register, world } from '../testkit.ts';
import type { GiveInstruction } from './case-commands.ts';
import { implementationOf } from './implementation.ts';
import { copiesOwed } from './records.ts';
import { CaseStory, day, decision, entrust, on, request, turn } from './side-testkit.ts';
import type { Matter, RegisterCase } from './types.ts';

const basic = on('2026-11-22', 'departmentClerk', 'basic');
const west = on('2026-11-22', 'departmentClerk', 'west');
const leader = on('2026-11-22', 'leader', 'bureau');
const retract = (act: 'requestReexamination' | 'decideReexamination' | 'transferCase') =>
  ({ act, reason: '录错了' }) as const;

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
    expect(story.refusal('issueAcceptanceNotice', notice, west).code).toBe('not-handed-over');
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
    ['of a body whose 复查 is no matter of this case', { body: 'districtGovernment' }, 'wrong-body'],
    ['before the case came', { requestedOn: day('2026-09-15') }, 'done-too-early'],
  ])('%s: %s', (_name, change, code) => {
    const result = came().try('requestReexamination', { ...here, ...change });
    expect(result.ok ? '' : result.code).toBe(code);
  });

  test('of a school’s answer too; what was not answered before is nobody’s to reexamine', () => {
    const school = came({ responsibility: 'affiliated' }, { handlingUnitId: 'first-school' });
    expect(school.do('requestReexamination', here).case().status).toBe('inReexamination');
    const fresh = new CaseStory();
    const matter = matterOf({ responsibility: 'district' }, own);
    must(fresh.give(register({ channel: 'visit', receivedOn: day('2026-09-16'), matter })));
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

  test('the day on which the petitioner had the answer is kept: the time to ask is told by it', () => {
    const { reexamination } = came().do('requestReexamination', here).case();
    expect(reexamination?.replyReceivedOn).toBe('2026-09-01');
  });

  test.each<[string, Partial<Matter['facts']>, string, GiveInstruction['decision']]>([
    ['the bureau’s own reply', { responsibility: 'municipal' }, 'basic', 'handle'],
    ['a suggestion', { contentKind: 'suggestion' }, 'west', 'handOver'],
    ['what nobody answered', { priorHandling: 'none' }, 'west', 'handOver'],
  ])(
    '%s is not reexamined here, whatever a word of 复查 was given: it goes its own way',
    (_name, facts, unit, decided) => {
      const matter = matterOf(
        { responsibility: 'district', priorHandling: 'replied', ...facts },
        { handlingUnitId: unit },
      );
      const story = new CaseStory();
      must(story.give(register({ channel: 'leaderReception', receivedOn: day('2026-09-16'), matter })));
      const word = {
        text: '请办理',
        instructedOn: day('2026-09-16'),
        raisedBefore: true,
        asksReexamination: true,
      } as const;
      if (unit === 'west')
        expect(story.refusal('giveInstruction', { ...word, decision: 'handle' }, leader).code).toBe(
          'instruction-against-route',
        );
      story.do('giveInstruction', { ...word, decision: decided }, leader);
      expect(turn(story)).not.toContain('requestReexamination');
      if (unit === 'basic') story.do('assignCase', { unitId: 'basic', assignedOn: day('2026-09-16') });
      else story.do('transferCase', { unitId: 'west', reason: '属其职责', transferredOn: day('2026-09-16') });
    },
  );

  test('handed down by mistake and taken back, it is still the district’s answer that is reexamined (Art 35)', () => {
    const matter = matterOf({ responsibility: 'district', priorHandling: 'replied' }, own);
    const story = new CaseStory();
    must(story.give(register({ channel: 'visit', receivedOn: day('2026-09-16'), matter })));
    story.do('transferCase', { unitId: 'west', reason: '属其职责', transferredOn: day('2026-09-16') });
    story.do('retractAct', retract('transferCase'));
    expect(story.case().handlingUnitId).toBe('office');
    expect(story.refusal('requestReexamination', { ...here, body: 'municipalGovernment' }).code).toBe('wrong-body');
    expect(story.do('requestReexamination', here).case().status).toBe('inReexamination');
  });

  test('no other instruction while it runs; the department late is proposed for 督办, and may be supervised', () => {
    const story = came().do('requestReexamination', here);
    const word = { decision: 'handOver', text: '转区里', instructedOn: day('2026-09-17'), raisedBefore: true } as const;
    expect(story.refusal('giveInstruction', word, leader).code).toBe('under-review');
    const supervise = { trigger: 'notCompletedInTime', requirement: '请报告', suggestions: [] } as const;
    const late = { ...supervise, supervisedOn: day('2026-10-16') };
    expect(story.refusal('superviseCase', late).code).toBe('not-handed-over');
    story.do('entrustReexamination', { ...entrust, entrustedOn: day('2026-09-17') }).do('superviseCase', late);
    expect(story.case().supervisions?.at(-1)?.unitId).toBe('basic');
  });

  /** Through its intake (R69), and accepted by the chief leader's word. */
  const signed = (story: CaseStory): CaseStory => {
    for (const step of ['opened', 'stamped', 'abstracted', 'submitted'] as const) {
      const leaderId = step === 'submitted' && { leaderId: 'chief' };
      const abstract = step === 'abstracted' && { abstract: '不服' };
      story.do('recordIntakeStep', { step, doneOn: day('2026-09-16'), ...abstract, ...leaderId });
    }
    const chief = { ...leader, actor: { ...leader.actor, id: 'chief' } };
    const word = { decision: 'handle', text: '同意受理复查', instructedOn: day('2026-09-16') } as const;
    return story.do('giveInstruction', { ...word, asksReexamination: true }, chief);
  };

  const decided = (result: 'upheld' | 'changed' | 'revoked' = 'upheld', change: Partial<RegisterCase> = {}) => {
    const matter = matterOf({ responsibility: 'district', priorHandling: 'replied' }, own);
    const story = new CaseStory();
    must(story.give(register({ channel: 'visit', receivedOn: day('2026-09-16'), matter, ...change })));
    if (change.channel === 'transferred') signed(story);
    return story
      .do('requestReexamination', here)
      .reexamine('2026-10-09')
      .do('decideReexamination', { ...decision, result });
  };

  test('its end: concluded when nobody asks for 复核, or after it (R29, Art 36)', () => {
    const missed = { ground: 'finalReviewNotRequested', concludedOn: day('2026-11-16') } as const;
    expect(
      decided()
        .do('concludeCase', { ...missed, implementedOn: day('2026-11-15') })
        .case().status,
    ).toBe('concluded');
    const reviewed = decided()
      .do('requestFinalReview', { body: 'municipalGovernment', request: '仍不服', requestedOn: day('2026-10-20') })
      .do('decideFinalReview', { ...decision, decidedOn: day('2026-11-10'), deliveredOn: day('2026-11-11') });
    const final = { ground: 'finallyReviewed', concludedOn: day('2026-11-16') } as const;
    expect(reviewed.do('concludeCase', { ...final, implementedOn: day('2026-11-15') }).case().status).toBe('concluded');
  });

  test('its 办结单 (R32) is made of the opinion; before it there is none', () => {
    const standing = (story: CaseStory) =>
      paperStandings(story.case(), world()).find(({ kind }) => kind === 'completionForm')?.standing;
    const story = came().do('requestReexamination', here).reexamine('2026-09-20');
    expect(standing(story)).toBe('notYet');
    expect(standing(story.do('decideReexamination', decision))).toBe('ready');
  });

  test('a changed opinion is to be carried out (R12, R30); one that was upheld is the district’s', () => {
    expect(implementationOf(decided('upheld').case())).toBe('none');
    const story = decided('changed');
    expect(implementationOf(story.case())).toBe('owed');
    story.do('recordImplementation', { measures: '已经办结', implementedOn: day('2026-11-01') }, west);
    expect(implementationOf(story.case())).toBe('reported');
  });

  test('who passed it on is told the result (R65, Art 22)', () => {
    const incoming = { from: '省教育厅', dueOn: day('2026-11-30') };
    const story = decided('upheld', { channel: 'transferred', incoming });
    expect(story.owed().map(({ clock }) => clock)).toEqual(['sender-report']);
    story.do('reportToSender', { manner: 'mail', result: '维持', reportedOn: day('2026-10-20') });
    expect(story.owed()).toEqual([]);
  });

  test('of a 12345 order the centre waits all the same; the opinion answers it (R83)', () => {
    const story = decided('upheld', { channel: 'hotline', hotline: { externalNumber: 'LJ12345-9' } });
    expect(story.owed()).toEqual([]);
    expect(story.case().clocks.find(({ clock }) => clock === 'hotline-reply')).toMatchObject({ metOn: '2026-10-12' });
  });

  test('taken back, an opinion leaves what it had met to be owed again; a request only while nobody was told', () => {
    const on14 = on('2026-10-14');
    const story = decided();
    story.do('retractAct', retract('decideReexamination'), on14);
    expect(story.owed().map(({ clock }) => clock)).toEqual(['acceptance-notice', 'reexamination']);
    story.expectRefolds();
    const told = came().do('requestReexamination', here);
    told.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-09-17') });
    expect(told.refusal('retractAct', retract('requestReexamination')).code).toBe('nothing-to-retract');
    // of a school’s answer no other duty had run, so none would run again
    const school = came({ responsibility: 'affiliated' }, { handlingUnitId: 'first-school' });
    school.do('requestReexamination', here);
    school.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-09-17') });
    expect(school.refusal('retractAct', retract('requestReexamination')).code).toBe('nothing-to-retract');
    const amended = came().do('requestReexamination', here);
    amended.do('amendCase', { changes: { receivedOn: day('2026-09-14') }, reason: '登记有误' });
    expect(amended.refusal('retractAct', retract('requestReexamination')).code).toBe('nothing-to-retract');
  });

  test('the opinion is not dated before the leader’s word on the report', () => {
    const story = came().do('requestReexamination', here).reexamine('2026-10-09');
    story.do('approveReexamination', { agreed: true, approvedOn: day('2026-10-13') }, leader);
    expect(story.refusal('decideReexamination', decision).code).toBe('done-too-early');
    expect(
      story.refusal('reportReexamination', { result: 'upheld', opinion: '补充', reportedOn: day('2026-09-15') }, basic)
        .code,
    ).toBe('done-too-early');
  });

  test('asked for by a letter that another leader signs, the report goes to the leader who had it reexamined (R52)', () => {
    const matter = matterOf({ responsibility: 'district', priorHandling: 'replied' }, own);
    const story = new CaseStory();
    must(story.give(register({ channel: 'letter', receivedOn: day('2026-09-16'), matter })));
    signed(story).do('requestReexamination', here);
    story.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-09-17') }).reexamine('2026-10-09');
    expect(turn(story)).toBe('person person-leader approveReexamination');
  });

  test('taken up again on a new word of the same day, it is reexamined once more; the bureau’s notice is no copy of the district’s', () => {
    const story = came().do('requestReexamination', here);
    story.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-09-17') }).reexamine('2026-10-09');
    story.do('decideReexamination', decision);
    const again = { reason: 'newFacts', explanation: '有新的材料', reopenedOn: day('2026-10-15') } as const;
    story.do('reopenCase', again, leader);
    expect(copiesOwed(story.case(), world())).toEqual({ ok: true, value: [] });
    const word = { decision: 'handle', text: '请再复查', instructedOn: day('2026-10-15'), raisedBefore: true } as const;
    story.do('giveInstruction', { ...word, asksReexamination: true }, leader);
    expect(turn(story)).toBe('office requestReexamination');
  });
});
