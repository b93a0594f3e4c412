import { describe, expect, test } from 'vitest';
import { bornOf } from '../documents/born.ts';
import { citationText } from '../messages/citations.ts';
import { reminderStage } from '../reminders/reminders.ts';
import type { PetitionSource } from '../routing/sources.ts';
import { matterOf, must, register, world } from '../testkit.ts';
import { nextDue } from './evolve.ts';
import type { Incoming } from './registration.ts';
import { CaseStory, day, on } from './side-testkit.ts';
import { turnOf } from './turn.ts';
import type { PetitionCaseState, RegisterCase } from './types.ts';

/* 反馈来文机关: what was passed on is reported back to whoever passed it on (R65, 《信访工作条例》第二十二条). */

const sender: Incoming = { from: '省教育厅', number: '教信转〔2026〕8号' };
/** A Friday. */
const asked: Incoming = { ...sender, dueOn: day('2026-11-20') };
const district = (caseId = 'case-1') => matterOf({ responsibility: 'district' }, { handlingUnitId: 'west', caseId });

/** Passed on, received on 1 September; a district's, whose answer needs no chain of the bureau's (R78). */
function received(change: Partial<RegisterCase> = {}): CaseStory {
  const story = new CaseStory();
  const receivedOn = day('2026-09-01');
  must(story.give(register({ channel: 'transferred', receivedOn, incoming: asked, matter: district(), ...change })));
  return story;
}
const completion = {
  cause: '运力不足',
  resolution: '增开一班',
  repliedOn: day('2026-09-10'),
  outcome: 'solved',
} as const;
const accepted = (change: Partial<RegisterCase> = {}): CaseStory =>
  received(change).do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-09-03') });
const completed = (change: Partial<RegisterCase> = {}): CaseStory => accepted(change).do('completeCase', completion);

const report = { manner: 'inPerson', result: '已增开一班。', reportedOn: day('2026-09-15') } as const;
const owed = (story: CaseStory, caseId?: string) => story.owed(caseId).map(({ clock }) => clock);
const turn = (story: CaseStory, caseId?: string) => turnOf(story.case(caseId), world())?.command;

describe('whose report is waited for', () => {
  test.each<[string, PetitionSource | undefined, Incoming, boolean]>([
    ['省教育厅交办', 'provincialDepartment', sender, true],
    ['领导交办', 'sameLevelLeaders', sender, true],
    ['市信访局交办的重要事项', 'petitionBureauImportant', sender, true],
    ['市信访局，没有要求期限的是转送', 'petitionBureau', sender, false],
    ['市信访局，要求了期限的是交办', 'petitionBureau', asked, true],
    ['有关部门转办', 'sameLevelDepartments', sender, false],
    ['有关部门转办，要求了期限', 'sameLevelDepartments', asked, true],
    ['没有写明来源', undefined, sender, false],
  ])('%s', (_name, source, incoming, waited) => {
    const story = completed({ incoming, ...(source && { source }) });
    expect(turn(story)).toBe(waited ? 'reportToSender' : undefined);
    // nobody invents a day that the sender has not named
    expect(owed(story)).toEqual(incoming.dueOn ? ['sender-report'] : []);
    // it may be told all the same
    expect(turn(story.do('reportToSender', report))).toBeUndefined();
  });
});

describe('the sender’s day', () => {
  test.each([
    ['2026-11-19', 'soon'],
    ['2026-11-20', 'due'],
    ['2026-11-21', 'overdue'],
  ])('wanted by Friday 20 November, looked at on %s: %s', (today, stage) => {
    const due = nextDue(completed().case());
    expect(due).toMatchObject({ clock: 'sender-report', limitId: 'superior-body', legalDue: '2026-11-20' });
    expect(due && reminderStage(due, day(today), day('2026-11-25'))).toBe(stage);
  });

  test.each(['2026-11-19', '2026-11-20', '2026-11-21'])('told on %s: met on that day', (reportedOn) => {
    const story = completed().do('reportToSender', { ...report, reportedOn: day(reportedOn) }, on('2026-11-22'));
    expect(story.case().clocks.find(({ clock }) => clock === 'sender-report')).toMatchObject({
      state: 'met',
      metOn: reportedOn,
    });
    expect(story.case().senderReport).toMatchObject({
      manner: 'inPerson',
      result: '已增开一班。',
      by: { id: 'person-clerk' },
    });
    story.expectRefolds();
  });

  test('on a rest day it is aimed at on the working day before it', () => {
    const due = completed({ incoming: { ...sender, dueOn: day('2026-11-22') } }).case();
    expect(nextDue(due)).toMatchObject({ legalDue: '2026-11-22', targetDue: '2026-11-20' });
  });
});

describe('the sender’s day, and an answer whose days begin later (R65)', () => {
  const reply = (story: CaseStory) =>
    story
      .owed()
      .filter(({ clock }) => clock === 'department-reply')
      .map(({ from, legalDue }) => [from, legalDue]);
  /** Worked out again by a retraction, it is what it was. */
  const retract = (story: CaseStory) =>
    story
      .do('recordRecusal', {
        personId: 'basic-clerk',
        reason: '近亲属',
        approverId: 'person-leader',
        decidedOn: day('2026-09-22'),
      })
      .do('retractAct', { act: 'recordRecusal', reason: '登记错了' });

  test.each([
    ['2026-09-19', '2026-10-23', 'gone by before: it binds nothing'],
    ['2026-09-20', '2026-09-20', 'the day itself'],
    ['2026-10-09', '2026-10-09', 'still to come: it binds'],
    ['2026-11-20', '2026-10-23', 'later than the bureau’s own 20 working days'],
  ])('named for %s, of what is handled again since 20 September: %s (%s)', (dueOn, legalDue) => {
    const own = { incoming: { ...sender, dueOn: day(dueOn) }, matter: matterOf({}) };
    const story = accepted(own).do('withdrawCase', { reason: '已解决', withdrawnOn: day('2026-09-05') });
    story.do('reopenCase', { reason: 'raisedAgain', explanation: '未解决', reopenedOn: day('2026-09-20') });
    expect(reply(story)).toEqual([['2026-09-20', legalDue]]);
    expect(reply(retract(story))).toEqual([['2026-09-20', legalDue]]);
  });

  test.each([
    ['2026-09-02', '2026-10-08'],
    ['2026-09-15', '2026-09-15'],
  ])('named for %s, of a school’s suggestion accepted on the 3rd: %s', (dueOn, legalDue) => {
    const facts = { responsibility: 'affiliated', contentKind: 'suggestion' } as const;
    const matter = matterOf(facts, { handlingUnitId: 'first-school' });
    const story = accepted({ incoming: { ...sender, dueOn: day(dueOn) }, matter });
    expect(reply(story)).toEqual([['2026-09-03', legalDue]]);
    expect(reply(retract(story))).toEqual([['2026-09-03', legalDue]]);
  });
});

describe('how a matter can end before it', () => {
  test.each<[string, () => CaseStory]>([
    ['completed', completed],
    [
      'refused',
      () =>
        received({ matter: matterOf({ responsibility: 'notEducation' }, { referral: '市公安局' }) }).do(
          'issueAcceptanceNotice',
          {
            decision: 'refuse',
            issuedOn: day('2026-09-03'),
            reason: '不属职责',
            lawExplanation: '由公安机关处理',
            competentBody: '市公安局',
          },
        ),
    ],
    ['withdrawn', () => accepted().do('withdrawCase', { reason: '已解决', withdrawnOn: day('2026-09-05') })],
  ])('%s: only the report is owed, then nothing', (_name, ended) => {
    const story = ended();
    expect([owed(story), turn(story)]).toEqual([['sender-report'], 'reportToSender']);
    story.do('reportToSender', report);
    expect([owed(story), turn(story)]).toEqual([[], undefined]);
    story.expectRefolds();
  });

  /** Merged on 5 September into a visitor's matter of 20 August, which is accepted. */
  function mergedStory(change: Partial<RegisterCase> = {}): { story: CaseStory; before: PetitionCaseState } {
    const story = received(change);
    const earlier = register({
      receivedOn: day('2026-08-20'),
      channel: 'visit',
      matter: matterOf({}, { caseId: 'case-2' }),
    });
    must(story.give(earlier));
    story.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-08-21') }, undefined, 'case-2');
    const before = story.case();
    const merge = { intoId: 'case-2', reason: '同一事项', mergedOn: day('2026-09-05') };
    story.do('mergeCases', { ...merge, intoVersion: story.case('case-2').version });
    return { story, before };
  }

  test('merged into another: its sender is told when that one has its result, not before', () => {
    const { story } = mergedStory();
    expect([owed(story), turn(story)]).toEqual([['sender-report'], undefined]);
    expect(story.refusal('reportToSender', report).code).toBe('result-unknown');
    story.do('completeCase', completion, undefined, 'case-2');
    expect([owed(story), turn(story)]).toEqual([['sender-report'], 'reportToSender']);
    expect(story.refusal('reportToSender', { ...report, reportedOn: day('2026-09-09') }).code).toBe('done-too-early');
    story.do('reportToSender', report);
    expect([owed(story), turn(story)]).toEqual([[], undefined]);
    // the other one has no sender
    expect(turn(story, 'case-2')).toBeUndefined();
    story.expectRefolds();
    story.expectRefolds('case-2');
  });

  test('handled again, the sender of what was merged is told again', () => {
    const { story } = mergedStory();
    story.do('completeCase', completion, undefined, 'case-2').do('reportToSender', report);
    const again = { reason: 'newFacts', explanation: '新情况', reopenedOn: day('2026-09-20') } as const;
    story.do('reopenCase', again, undefined, 'case-2');
    expect([story.case().senderReport, turn(story)]).toEqual([undefined, undefined]);
    story.do('completeCase', { ...completion, repliedOn: day('2026-09-25') }, undefined, 'case-2');
    expect(turn(story)).toBe('reportToSender');
    story.expectRefolds();
  });

  test('parting gives back what was before the merger', () => {
    const { story, before } = mergedStory();
    story.do('completeCase', completion, undefined, 'case-2').do('reportToSender', report);
    story.do('unmergeCase', { intoId: 'case-2', reason: '实为两事', unmergedOn: day('2026-09-20') });
    const { version: _version, ...parted } = story.case();
    expect({ ...parted, version: before.version }).toEqual(before);
    story.expectRefolds();
  });

  test.each([
    ['put right while merged', '2026-12-04', false, ['2026-12-04']],
    ['put right while merged, and the result of the other file told', '2026-12-04', true, ['2026-12-04']],
    ['taken away while merged', '', false, []],
  ])('the sender’s day, %s, is the day after parting too (R65)', (_name, dueOn, told, left) => {
    const { story } = mergedStory();
    const incoming = { dueOn: dueOn as ReturnType<typeof day> }; // '' takes it away
    story.do('amendCase', { changes: { incoming }, reason: '来函看错了' });
    if (told) story.do('completeCase', completion, undefined, 'case-2').do('reportToSender', report);
    story.do('unmergeCase', { intoId: 'case-2', reason: '实为两事', unmergedOn: day('2026-09-20') });
    const reports = story.owed().filter(({ clock }) => clock === 'sender-report');
    expect(reports.map(({ legalDue }) => legalDue)).toEqual(left);
    expect(owed(story)).toContain('acceptance-notice');
    story.expectRefolds();
  });

  test('named only while merged, the sender’s day binds after parting', () => {
    const { story } = mergedStory({ incoming: sender, source: 'provincialDepartment' });
    story.do('amendCase', { changes: { incoming: { dueOn: day('2026-12-04') } }, reason: '来函看错了' });
    expect(owed(story)).toEqual(['sender-report']);
    story.do('unmergeCase', { intoId: 'case-2', reason: '实为两事', unmergedOn: day('2026-09-20') });
    expect(story.owed().find(({ clock }) => clock === 'sender-report')).toMatchObject({ legalDue: '2026-12-04' });
    story.expectRefolds();
  });

  test('taken back by its sender (异议): those whose matters it carries part first', () => {
    const story = received({ matter: matterOf({}) });
    const other = { receivedOn: day('2026-09-01'), matter: matterOf({}, { caseId: 'case-2' }) };
    must(story.give(register({ channel: 'transferred', incoming: asked, ...other })));
    const merge = { intoId: 'case-1', reason: '同一事项', mergedOn: day('2026-09-02') };
    story.do('mergeCases', { ...merge, intoVersion: story.case().version }, undefined, 'case-2');
    story.do('objectToTransfer', { reason: '属省级职责', objectedOn: day('2026-09-03') });
    const settle = { agreed: true, reason: '核实', settledOn: day('2026-09-04') };
    expect(story.refusal('settleObjection', settle).code).toBe('merge-has-merged');
    story.do(
      'unmergeCase',
      { intoId: 'case-1', reason: '分别办理', unmergedOn: day('2026-09-04') },
      undefined,
      'case-2',
    );
    story.do('settleObjection', settle);
    expect(owed(story, 'case-2')).toContain('sender-report');
  });

  test('taken back by its sender (异议): nobody is left to be told', () => {
    const story = received({ matter: matterOf({}) })
      .do('objectToTransfer', { reason: '属省级职责', objectedOn: day('2026-09-03') })
      .do('settleObjection', { agreed: true, reason: '核实', settledOn: day('2026-09-04') });
    expect([owed(story), turn(story)]).toEqual([[], undefined]);
    expect(story.refusal('reportToSender', report).code).toBe('result-unknown');
  });

  test('handled again: its result is told again, and no day is left for it', () => {
    const story = completed().do('reportToSender', report);
    story.do('reopenCase', { reason: 'newFacts', explanation: '新情况', reopenedOn: day('2026-09-20') });
    expect(story.case().senderReport).toBeUndefined();
    expect(story.case().reopenings?.[0]?.before.senderReport).toMatchObject({ result: '已增开一班。' });
    expect(story.refusal('reportToSender', report).code).toBe('result-unknown');
    story.do('completeCase', { ...completion, repliedOn: day('2026-09-25') });
    expect([owed(story), turn(story)]).toEqual([[], 'reportToSender']);
  });

  test('is not archived before the sender has been told', () => {
    const archive = { retention: 'thirtyYears', archivedOn: day('2026-11-22') } as const;
    const story = completed({ incoming: sender, source: 'provincialDepartment' })
      .do('recordImplementation', { measures: '早班车已开', implementedOn: day('2026-09-12') })
      .do('fileCopy', { document: 'notice', documentOn: day('2026-09-03'), filedOn: day('2026-09-12') })
      .do('fileCopy', { document: 'reply', documentOn: day('2026-09-10'), filedOn: day('2026-09-12') });
    expect(story.refusal('archiveCase', archive)).toMatchObject({
      code: 'archive-unfinished',
      params: { what: 'report' },
    });
    story.do('reportToSender', report).do('archiveCase', archive);
    expect(story.case().archive).toBeDefined();
  });
});

test('taken back, its paper is cancelled and the day stands again', () => {
  const story = completed();
  const before = story.owed();
  const told = must(story.try('reportToSender', report)).find(({ type }) => type === 'senderReported');
  expect(told && bornOf(told, story.case())).toEqual({ kind: 'completionReport', issuedOn: '2026-09-15' });
  expect(story.refusal('reportToSender', report).code).toBe('sender-told');
  story.do('retractAct', { act: 'reportToSender', reason: '写错了' });
  expect([story.owed(), turn(story)]).toEqual([before, 'reportToSender']);
  story.do('reportToSender', { ...report, manner: 'system' });
  expect(owed(story)).toEqual([]);
});

test.each<[string, () => CaseStory, object, string]>([
  ['nothing is known yet', accepted, {}, 'result-unknown'],
  ['what nobody passed on', () => completed({ channel: 'visit', incoming: {} }), {}, 'not-passed-on'],
  ['told already', () => completed().do('reportToSender', report), {}, 'sender-told'],
  ['no words', completed, { result: ' ' }, 'text-missing'],
  ['a way that nobody knows', completed, { manner: 'pigeon' }, 'unknown-choice'],
  ['the day before the answer', completed, { reportedOn: day('2026-09-09') }, 'done-too-early'],
  ['the day after today', completed, { reportedOn: day('2026-11-23') }, 'done-in-future'],
])('refused: %s', (_name, story, change, code) => {
  const refusal = story().refusal('reportToSender', { ...report, ...change }, on('2026-11-22'));
  expect(refusal.code).toBe(code);
  if (code !== 'unknown-choice') expect(refusal.citations.map(citationText)).toContain('《信访工作条例》第二十二条');
});

test.each(['2026-09-10', '2026-11-22'])('told on %s, the day of the answer or today', (reportedOn) => {
  completed().do('reportToSender', { ...report, reportedOn: day(reportedOn) }, on('2026-11-22'));
});

test('is the office’s to tell, not the unit’s', () => {
  expect(completed().refusal('reportToSender', report, on('2026-11-22', 'departmentClerk', 'west')).code).toBe(
    'role-not-allowed',
  );
});
