import { describe, expect, test } from 'vitest';
import { matterOf, must, register } from '../testkit.ts';
import { acknowledgeable, awaitingAcknowledgement, receiptsOf } from './acknowledgement.ts';
import { supervisionTriggers } from './side-facets.ts';
import { acceptedStory, assignedStory, CaseStory, completedStory, day, on, turn } from './side-testkit.ts';

const supervise = {
  trigger: 'shirking',
  requirement: '请说明为何两次推诿',
  suggestions: ['improveWork'],
  supervisedOn: day('2026-10-12'),
} as const;
const answer = { answer: '已约谈承办人', adopted: true, answeredOn: day('2026-10-20') };

/** Accepted, and with the department since. */
const handedStory = () => acceptedStory().do('assignCase', { unitId: 'basic', assignedOn: day('2026-09-03') });

describe('催办（R48、R65）', () => {
  test('while something is owed, with its words', () => {
    const story = handedStory().do('urgeCase', { text: '请尽快答复', urgedOn: day('2026-09-08') });
    expect(story.case().urgings).toMatchObject([{ text: '请尽快答复', by: { id: 'person-clerk' } }]);
    expect(story.refusal('urgeCase', { text: ' ', urgedOn: day('2026-09-08') }).code).toBe('text-missing');
    expect(story.refusal('urgeCase', { text: '请', urgedOn: day('2026-08-31') }).code).toBe('done-too-early');
    expect(
      story.refusal(
        'urgeCase',
        { text: '请', urgedOn: day('2026-09-08') },
        on('2026-11-22', 'departmentClerk', 'basic'),
      ).code,
    ).toBe('role-not-allowed');
    const done = completedStory().refusal('urgeCase', { text: '请', urgedOn: day('2026-09-11') });
    expect([done.code, done.citations.map(({ rule }) => rule)]).toEqual(['case-closed', ['R5']]);
  });

  test('of what was handed on (对交办、转送的督促检查, R65), or what the unit had before (R28); else the office would press whom it has given nothing', () => {
    const urge = { text: '请尽快答复', urgedOn: day('2026-09-08') };
    const early = acceptedStory().refusal('urgeCase', urge);
    expect([early.code, early.citations.map(({ rule }) => rule)]).toEqual(['not-handed-over', ['R65', 'R48']]);
    const facts = { responsibility: 'district', priorHandling: 'inProgress' } as const;
    const story = new CaseStory();
    const matter = matterOf(facts, { handlingUnitId: 'west' });
    must(story.give(register({ channel: 'visit', receivedOn: day('2026-09-01'), matter })));
    expect(story.do('urgeCase', urge).case().urgings).toHaveLength(1);
  });
});

describe('督办（《信访工作条例》第四十条；R27、R92）', () => {
  test('of what was handed on, or answered; whatever the circumstance, before that nobody but the office has failed', () => {
    for (const trigger of supervisionTriggers) {
      const early = acceptedStory().refusal('superviseCase', { ...supervise, trigger });
      expect([early.code, early.citations.map(({ rule }) => rule)]).toEqual([
        'not-handed-over',
        [undefined, 'R65', 'R92'],
      ]);
    }
    handedStory().do('superviseCase', supervise);
    completedStory().do('superviseCase', supervise);
  });

  test('starts 30 days to answer; one at a time', () => {
    const story = handedStory().do('superviseCase', supervise);
    expect(story.owed().find(({ clock }) => clock === 'supervision-report')?.legalDue).toBe('2026-11-11');
    expect(story.refusal('superviseCase', supervise).code).toBe('supervision-open');
    story.do('answerSupervision', answer, on('2026-11-22', 'departmentClerk', 'basic'));
    expect(story.case().supervisions).toMatchObject([{ trigger: 'shirking', answer: { adopted: true } }]);
    expect(story.case().clocks.find(({ clock }) => clock === 'supervision-report')).toMatchObject({
      state: 'met',
      metOn: '2026-10-20',
    });
    story.do('superviseCase', { ...supervise, trigger: 'other' });
    expect(story.case().supervisions?.map((one) => one.answer !== undefined)).toEqual([true, false]);
    story.expectRefolds();
  });

  test('what is not adopted needs its reason; no answer without a supervision; the unit’s own clerk only', () => {
    const story = handedStory();
    expect(story.refusal('answerSupervision', answer).code).toBe('supervision-not-open');
    story.do('superviseCase', supervise);
    expect(story.refusal('answerSupervision', { ...answer, adopted: false }).code).toBe('reason-missing');
    const elsewhere = on('2026-11-22', 'departmentClerk', 'west');
    expect(story.refusal('answerSupervision', answer, elsewhere).code).toBe('unit-out-of-scope');
    expect(story.refusal('answerSupervision', { ...answer, answeredOn: day('2026-10-11') }).code).toBe(
      'done-too-early',
    );
    const { adopted: _adopted, ...unsaid } = answer;
    expect(story.refusal('answerSupervision', unsaid).code).toBe('adoption-unsaid');
    story.do('answerSupervision', { ...answer, adopted: false, reason: '已另案处理' });
  });

  test('without suggestions nobody is asked whether they are adopted; who has answered need not sign for it', () => {
    const story = completedStory({}, assignedStory()).do('superviseCase', { ...supervise, suggestions: [] });
    expect(awaitingAcknowledgement(story.case())).toEqual(['supervision']);
    const basic = on('2026-11-22', 'departmentClerk', 'basic');
    expect(receiptsOf(story.case())).toEqual(['supervisionOwed']);
    story.do('answerSupervision', { answer: '已落实', answeredOn: day('2026-10-20') }, basic);
    expect(receiptsOf(story.case())).toEqual(['supervisionSigned']);
    expect(story.case().supervisions?.at(-1)?.answer).not.toHaveProperty('adopted');
    expect(awaitingAcknowledgement(story.case())).toEqual([]);
    // of a completed case it can be taken back as well
    story.do('retractAct', { act: 'answerSupervision', reason: '答错了件' }, basic);
    expect(story.owed().map(({ clock }) => clock)).toEqual(['supervision-report']);
    story.expectRefolds();
  });

  test.each([
    ['notCompletedInTime', '2026-10-08', 'trigger-unfounded'],
    ['notCompletedInTime', '2026-10-09', undefined],
    ['opinionNotCarriedOut', '2026-11-22', 'trigger-unfounded'],
    ['fraud', '2026-09-08', undefined],
    ['procedureNotFollowed', '2026-09-08', undefined],
  ] as const)('%s as of %s: %s', (trigger, supervisedOn, code) => {
    // the department's 20 working days from 3 September end on 8 October; what is entered later was no reason before
    const result = handedStory().try(
      'superviseCase',
      { ...supervise, trigger, supervisedOn: day(supervisedOn) },
      on('2026-11-22'),
    );
    expect(result.ok ? undefined : result.code).toBe(code);
  });

  test('a completed case whose opinion is not carried out is supervised too; every trigger of the list is known', () => {
    const story = completedStory().do('superviseCase', { ...supervise, trigger: 'opinionNotCarriedOut' });
    expect(story.owed().map(({ clock }) => clock)).toEqual(['supervision-report']);
    expect(new Set(supervisionTriggers).size).toBe(7);
  });
});

describe('督办反馈 is owed whatever becomes of the answer (Arts 39, 40)', () => {
  const clocks = (story: CaseStory) => story.owed().map(({ clock, legalDue }) => [clock, legalDue]);
  const report = ['supervision-report', '2026-11-11'];
  const supervised = () => handedStory().do('superviseCase', supervise);
  const completion = { cause: '运力不足', resolution: '增开一班', repliedOn: day('2026-10-14') } as const;
  const completed = () => supervised().do('completeCase', { ...completion, outcome: 'solved' });

  test('completed: its answer is still owed by its day, and its being late made known', () => {
    const story = completed();
    expect([clocks(story), turn(story)]).toEqual([[report], 'unit basic answerSupervision']);
    const criticism = { text: '通报批评', approvedBy: '陈局长', circulatedOn: day('2026-11-12') };
    const early = story.refusal('circulateCriticism', criticism, on('2026-11-11'));
    expect([early.code, early.params]).toEqual(['supervision-in-time', { legalDue: '2026-11-11' }]);
    story.do('circulateCriticism', criticism, on('2026-11-12')).do('answerSupervision', answer);
    expect([clocks(story), turn(story)]).toEqual([[], '']);
    story.expectRefolds();
  });

  test('it keeps no case in sight: handed in under it (R72), an anonymous matter is owed still when it is answered', () => {
    const matter = matterOf({}, { petitioner: { kind: 'person', anonymous: true, name: '' } });
    const story = new CaseStory();
    must(story.give(register({ channel: 'visit', receivedOn: day('2026-09-01'), matter })));
    const [drafter, head] = ['basic-clerk', 'basic-head'].map((id) => {
      const unit = on('2026-11-22', 'departmentClerk', 'basic');
      return { ...unit, actor: { ...unit.actor, id } };
    });
    const draft = { request: '恢复校车', facts: '运力不足', opinion: '增开一班', basis: '条例第三条' } as const;
    const rest = { conclusion: 'supported', reexaminationBody: '市人民政府', draftedOn: day('2026-10-13') } as const;
    story
      .do('assignCase', { unitId: 'basic', assignedOn: day('2026-09-03') })
      .do('superviseCase', supervise)
      .do('draftReply', { ...draft, ...rest }, drafter)
      .do('reviewReply', { agreed: true, reviewedOn: day('2026-10-14') }, head)
      .do('answerSupervision', answer);
    expect(story.owed().map(({ clock }) => clock)).toEqual(['department-reply']);
    story.expectRefolds();
  });

  test('refused, and handled again: once, by the same day', () => {
    const refusal = {
      decision: 'refuse',
      reason: '不属职责',
      lawExplanation: '依法',
      competentBody: '市人社局',
      issuedOn: day('2026-10-14'),
    } as const;
    const story = new CaseStory();
    must(story.give(register({ channel: 'visit', receivedOn: day('2026-09-01'), matter: matterOf({}) })));
    story.do('assignCase', { unitId: 'basic', assignedOn: day('2026-09-03') }).do('superviseCase', supervise);
    story.do('issueAcceptanceNotice', refusal);
    expect(clocks(story)).toEqual([report]);
    story.do('reopenCase', { reason: 'newFacts', explanation: '新情况', reopenedOn: day('2026-10-20') });
    expect(clocks(story).filter(([clock]) => clock === 'supervision-report')).toEqual([report]);
  });

  test.each([
    ['raisedAgain', 'its time runs anew', '2026-11-19'],
    ['wronglyClosed', 'its first day counts on', '2026-11-11'],
  ] as const)('nothing is owed of what was withdrawn; handled again (%s), %s', (reason, _how, due) => {
    const story = supervised().do('withdrawCase', { reason: '已解决', withdrawnOn: day('2026-10-14') });
    expect(clocks(story)).toEqual([]);
    story.do('reopenCase', { reason, explanation: '未解决', reopenedOn: day('2026-10-20') });
    expect(clocks(story)).toContainEqual(['supervision-report', due]);
    story.do('answerSupervision', answer);
    expect(story.owed().map(({ clock }) => clock)).toEqual(['department-reply', 'handling']);
    story.expectRefolds();
  });
});

describe('签收 (acknowledged by the unit that handles the case)', () => {
  const acknowledge = { of: 'supervision' as const, acknowledgedOn: day('2026-10-14') };
  test('each 催办, 督办 and 通报 once, by the unit’s own people, not before it was sent', () => {
    const story = handedStory();
    const unit = on('2026-11-22', 'departmentClerk', 'basic');
    expect(story.refusal('acknowledgePressing', acknowledge, unit).code).toBe('nothing-to-acknowledge');
    story.do('superviseCase', supervise);
    expect(story.refusal('acknowledgePressing', { ...acknowledge, of: 'urging' }, unit).code).toBe(
      'nothing-to-acknowledge',
    );
    const elsewhere = on('2026-11-22', 'departmentClerk', 'west');
    expect(story.refusal('acknowledgePressing', acknowledge, elsewhere).code).toBe('unit-out-of-scope');
    expect(story.refusal('acknowledgePressing', { ...acknowledge, acknowledgedOn: day('2026-10-11') }, unit).code).toBe(
      'done-too-early',
    );
    story.do('acknowledgePressing', acknowledge, unit);
    expect(story.case().supervisions?.[0]?.acknowledged).toMatchObject({ acknowledgedOn: '2026-10-14' });
    story.do('circulateCriticism', { text: '通报批评', approvedBy: '陈局长', circulatedOn: day('2026-11-12') });
    expect(receiptsOf(story.case())).toEqual(['criticismOwed', 'supervisionSigned']);
    story.do('acknowledgePressing', { of: 'criticism', acknowledgedOn: day('2026-11-13') }, unit);
    expect(receiptsOf(story.case())).toEqual(['criticismSigned', 'supervisionSigned']);
    expect(story.case().supervisions?.[0]?.circulated?.acknowledged).toMatchObject({ acknowledgedOn: '2026-11-13' });
    story.expectRefolds();
  });

  test('a wrong day is put right by the unit itself, with the reason; the first entry stays in the record', () => {
    const story = handedStory().do('superviseCase', supervise);
    const unit = on('2026-11-22', 'departmentClerk', 'basic');
    story.do('acknowledgePressing', acknowledge, unit);
    const right = { ...acknowledge, acknowledgedOn: day('2026-10-13'), reason: '日期看错了' };
    expect(story.refusal('acknowledgePressing', acknowledge, unit)).toMatchObject({
      code: 'reason-missing',
      citations: [{ article: '第三条（六）', rule: 'R65' }, { article: '第四十条' }],
    });
    expect(story.refusal('acknowledgePressing', { ...right, acknowledgedOn: day('2026-10-11') }, unit).code).toBe(
      'done-too-early',
    );
    expect(acknowledgeable(story.case(), unit)).toEqual(['supervision']);
    // the case went on to another unit: what the first one signed is not the other's to change
    expect(acknowledgeable(story.case(), on('2026-11-22', 'departmentClerk', 'west'))).toEqual([]);
    const dates = story.case().clocks;
    story.do('acknowledgePressing', right, unit);
    expect(story.case().supervisions?.[0]?.acknowledged).toMatchObject({ acknowledgedOn: '2026-10-13' });
    expect(story.case().clocks).toEqual(dates); // the 30 days run from the supervision, not from its receipt
    expect(story.events.filter(({ type }) => type === 'pressingAcknowledged')).toHaveLength(2);
    story.expectRefolds();
  });
});

describe('通报（《信访工作条例》第三十九条）', () => {
  const criticism = { text: '通报批评', approvedBy: '陈局长', circulatedOn: day('2026-11-12') };
  test.each([
    ['2026-11-11', 'supervision-in-time'],
    ['2026-11-12', undefined],
  ])('the answer was due on 2026-11-11; on %s: %s', (today, code) => {
    const story = handedStory().do('superviseCase', supervise);
    const result = story.try('circulateCriticism', { ...criticism, circulatedOn: day(today) }, on(today));
    expect(result.ok ? undefined : result.code).toBe(code);
  });
  test('needs an unanswered supervision, words and a leader who approved', () => {
    const story = handedStory();
    expect(story.refusal('circulateCriticism', criticism).code).toBe('supervision-not-open');
    story.do('superviseCase', supervise);
    expect(story.refusal('circulateCriticism', { ...criticism, approvedBy: ' ' }).code).toBe('approver-missing');
    story.do('circulateCriticism', criticism);
    expect(story.case().supervisions).toMatchObject([{ circulated: { approvedBy: '陈局长' } }]);
    story.do('answerSupervision', { ...answer, answeredOn: day('2026-11-13') });
    story.expectRefolds();
  });
});
