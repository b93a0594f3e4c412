import { describe, expect, test } from 'vitest';
import { firstAskedOwner } from '../reception/first-asked.ts';
import { matterOf, must } from '../testkit.ts';
import { firstAskedOf } from './first-asked.ts';
import { copiesOwed, evaluationClosesOn } from './records.ts';
import { retractableNow } from './retraction.ts';
import { acceptedStory, completedStory, day, on } from './side-testkit.ts';

const district = { matter: matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' }) };

describe('满意度评价（R15；《信访工作条例》第二十一条）', () => {
  const rating = { office: 'satisfied', unit: 'unsatisfied', comment: '', ratedOn: day('2026-10-10') } as const;
  test.each([
    ['2026-09-09', 'done-too-early'],
    ['2026-09-10', undefined],
    ['2026-10-10', undefined],
    ['2026-10-11', 'rating-closed'],
  ])('answered on 10 September, rated on %s: %s', (ratedOn, code) => {
    const result = completedStory().try('recordEvaluation', { ...rating, ratedOn: day(ratedOn) });
    expect(result.ok ? undefined : result.code).toBe(code);
  });
  test('once; of office and unit apart; not unanswered, anonymous, or an accusation', () => {
    const story = completedStory().do('recordEvaluation', rating);
    expect(story.case().evaluation).toEqual(rating);
    expect(story.refusal('recordEvaluation', rating).code).toBe('already-rated');
    expect(acceptedStory().refusal('recordEvaluation', rating).code).toBe('reply-missing');
    expect(evaluationClosesOn(acceptedStory().case())).toBeUndefined();
    const petitioner = { kind: 'person', anonymous: true, name: '' } as const;
    expect(completedStory({ matter: matterOf({}, { petitioner }) }).refusal('recordEvaluation', rating).code).toBe(
      'not-rated',
    );
    const accusation = completedStory({ matter: matterOf({ contentKind: 'accusation' }) });
    expect(
      accusation.refusal('recordEvaluation', rating).citations.map(({ rule, article }) => rule ?? article),
    ).toEqual(['R15', '第二十一条', '第三十条']);
    story.expectRefolds();
  });
});

describe('改进建议（R14）', () => {
  const proposal = {
    id: 'i1',
    kind: 'improvePolicy',
    suggestion: '停运须提前公告',
    owner: '基础教育处',
    status: 'proposed',
    statusOn: day('2026-09-08'),
  } as const;
  test('owner and status; the same id says how far it is', () => {
    const story = acceptedStory().do('recordImprovement', proposal);
    story.do('recordImprovement', { ...proposal, status: 'done', statusOn: day('2026-10-08') });
    story.do('recordImprovement', { ...proposal, id: 'i2' });
    expect(story.case().improvements?.map(({ id, status }) => [id, status])).toEqual([
      ['i1', 'done'],
      ['i2', 'proposed'],
    ]);
    story.expectRefolds();
  });
  test.each([
    ['nothing said', { suggestion: ' ' }, 'text-missing'],
    ['nobody sees to it', { owner: '' }, 'owner-missing'],
    ['not adopted, without reason', { status: 'notAdopted' }, 'reason-missing'],
    ['not adopted, with reason', { status: 'notAdopted', reason: '已有规定' }, undefined],
    ['tomorrow', { statusOn: day('2026-11-23') }, 'done-in-future'],
    ['no such status', { status: 'lost' }, 'unknown-choice'],
  ] as const)('%s', (_name, change, code) => {
    // the last row gives what no form can
    const command = { ...proposal, ...change } as typeof proposal;
    const result = acceptedStory().try('recordImprovement', command);
    expect(result.ok ? undefined : result.code).toBe(code);
  });
  test('of a completed case too; its status never goes back in time', () => {
    const story = completedStory().do('recordImprovement', { ...proposal, statusOn: day('2026-10-08') });
    expect(story.refusal('recordImprovement', { ...proposal, statusOn: day('2026-10-07') }).code).toBe(
      'done-too-early',
    );
  });
});

describe('整改（R16）', () => {
  const fault = { id: 'r1', problem: '接待态度生硬', owner: '王敏', dueOn: day('2026-12-01') };
  test('who mends it by when, and what came of it', () => {
    const story = acceptedStory().do('recordRectification', fault);
    story.do('recordRectification', { ...fault, doneOn: day('2026-11-20'), result: '已道歉并培训' });
    expect(story.case().rectifications).toMatchObject([{ doneOn: '2026-11-20', result: '已道歉并培训' }]);
    story.expectRefolds();
  });
  test.each([
    ['done without a result', { doneOn: day('2026-11-20') }, 'rectification-result-missing'],
    ['done tomorrow', { doneOn: day('2026-11-23'), result: '好' }, 'done-in-future'],
    ['due before it was said', { dueOn: day('2026-08-31') }, 'done-too-early'],
    ['no problem', { problem: '' }, 'text-missing'],
    ['nobody', { owner: ' ' }, 'owner-missing'],
  ])('%s', (_name, change, code) => {
    expect(acceptedStory().refusal('recordRectification', { ...fault, ...change }).code).toBe(code);
  });
  test('never of an accusation: it would betray it (Art 30)', () => {
    const story = acceptedStory({ matter: matterOf({ contentKind: 'accusation' }) });
    expect(story.refusal('recordRectification', fault)).toMatchObject({ code: 'rectify-accusation' });
  });
});

describe('备案（R79）', () => {
  const copy = { document: 'notice', documentOn: day('2026-09-03'), filedOn: day('2026-09-03') } as const;
  const owed = (story: ReturnType<typeof acceptedStory>, today: string) =>
    must(copiesOwed(story.case(), on(today))).map(({ document, overdue }) => [document, overdue]);
  test.each([
    ['2026-09-03', false],
    ['2026-09-04', true],
  ])('the district’s notice went out on 3 September; on %s its copy is overdue: %s', (today, overdue) => {
    expect(owed(acceptedStory(district), today)).toEqual([['notice', overdue]]);
  });
  test('two slots: notice and reply', () => {
    const story = completedStory(district);
    expect(owed(story, '2026-09-10')).toEqual([
      ['notice', true],
      ['reply', false],
    ]);
    story.do('fileCopy', copy);
    expect(owed(story, '2026-09-10')).toEqual([['reply', false]]);
    story.do('fileCopy', { document: 'reply', documentOn: day('2026-09-10'), filedOn: day('2026-09-12') });
    expect(owed(story, '2026-09-12')).toEqual([]);
    story.expectRefolds();
  });
  test('of a district’s case only, of that day’s document, not before it', () => {
    expect(acceptedStory().refusal('fileCopy', copy).code).toBe('copy-not-owed');
    expect(must(copiesOwed(acceptedStory().case(), on('2026-11-22')))).toEqual([]);
    const story = acceptedStory(district).do('assignCase', { assignedOn: day('2026-09-03') });
    expect(story.refusal('fileCopy', { ...copy, documentOn: day('2026-09-02') }).code).toBe('copy-other-day');
    expect(story.refusal('fileCopy', { ...copy, filedOn: day('2026-09-02') }).code).toBe('done-too-early');
    story.do('fileCopy', copy, on('2026-11-22', 'departmentClerk', 'west'));
  });
});

describe('首问责任（R23）', () => {
  const offer = { toUnitId: 'office', toPerson: '陈静', reason: '属办公室职责', offeredOn: day('2026-09-08') };
  const owner = (story: ReturnType<typeof acceptedStory>) => firstAskedOwner(firstAskedOf(story.case()));
  test('changes only when the hand-over is accepted, by the one to whom it was offered', () => {
    const story = acceptedStory({ firstAsked: { unitId: 'basic', person: '王敏' } });
    expect(owner(story).unitId).toBe('basic');
    story.do('handOverFirstAsked', offer, on('2026-11-22', 'departmentClerk', 'basic'));
    expect(owner(story).unitId).toBe('basic');
    expect(story.refusal('handOverFirstAsked', offer).code).toBe('hand-over-open');
    const accept = { acceptedOn: day('2026-09-09') };
    expect(story.refusal('acceptHandOver', accept, on('2026-11-22', 'departmentClerk', 'basic')).code).toBe(
      'unit-out-of-scope',
    );
    expect(story.refusal('acceptHandOver', { acceptedOn: day('2026-09-07') }).code).toBe('done-too-early');
    story.do('acceptHandOver', accept, on('2026-11-22', 'departmentClerk', 'office'));
    expect(owner(story)).toEqual({ unitId: 'office', person: '陈静' });
    expect(story.refusal('acceptHandOver', accept).code).toBe('no-hand-over');
    expect(story.refusal('handOverFirstAsked', { ...offer, offeredOn: day('2026-09-10') }).code).toBe(
      'hand-over-to-owner',
    );
    story.do('handOverFirstAsked', { ...offer, toUnitId: 'basic', toPerson: '王敏', offeredOn: day('2026-09-10') });
    expect(owner(story).unitId).toBe('office');
    // declined, with the reason, by the one to whom it was offered: nothing changes, and it can be offered again
    const decline = { reason: '不属本处室职责', declinedOn: day('2026-09-11') };
    const asked = on('2026-11-22', 'departmentClerk', 'basic');
    const others = on('2026-11-22', 'departmentClerk', 'personnel');
    expect(story.refusal('declineHandOver', decline, others).code).toBe('unit-out-of-scope');
    expect(story.refusal('declineHandOver', { ...decline, reason: '' }, asked).code).toBe('reason-missing');
    expect(story.refusal('declineHandOver', { ...decline, declinedOn: day('2026-09-09') }, asked).path).toBe(
      'declinedOn',
    );
    story.do('declineHandOver', decline, asked);
    expect(owner(story).unitId).toBe('office');
    expect(story.refusal('declineHandOver', decline).code).toBe('no-hand-over');
    story.do('handOverFirstAsked', { ...offer, toUnitId: 'basic', toPerson: '王敏', offeredOn: day('2026-09-12') });
    story.expectRefolds();
  });

  test('an offer is taken back by whoever was asked first, not by the unit that has the case; nothing of it stays', () => {
    const retract = { act: 'handOverFirstAsked', reason: '点错了' } as const;
    const clerkOf = (unitId: string) => on('2026-11-22', 'departmentClerk', unitId);
    const story = acceptedStory({ firstAsked: { unitId: 'supervision', person: '陈静' } });
    const before = story.case().firstAsked;
    story.do('handOverFirstAsked', offer, clerkOf('supervision'));
    expect(story.refusal('retractAct', retract, clerkOf('basic')).code).toBe('not-handed-over');
    story.do('retractAct', retract, clerkOf('supervision'));
    expect(story.case().firstAsked).toEqual(before);
    // its clerk has no part in what others did
    story.do('handOverFirstAsked', offer, clerkOf('supervision'));
    for (const act of ['issueAcceptanceNotice', 'extendHandling'] as const)
      expect(retractableNow(story.case(), clerkOf('supervision'))).not.toContain(act);
    // where nobody was written down, it goes with the unit that has the case, as before
    const assigned = { unitId: 'basic', assignedOn: day('2026-09-04') };
    const nobody = acceptedStory().do('assignCase', assigned).do('handOverFirstAsked', offer, clerkOf('basic'));
    nobody.do('retractAct', retract, clerkOf('basic'));
    expect(nobody.case().firstAsked).toBeUndefined();
    nobody.expectRefolds();
    // … and until it is handed on, with the office that offers it: whom it is only meant for learns nothing by that
    const meant = acceptedStory();
    expect(meant.refusal('handOverFirstAsked', offer, clerkOf('basic')).code).toBe('not-handed-over');
    meant.do('handOverFirstAsked', { ...offer, toUnitId: 'supervision' });
    expect(meant.case().firstAsked?.first).toEqual({ unitId: 'office', person: '' });
  });
  test.each([
    ['to nobody', { toPerson: '' }, 'owner-missing'],
    ['to no unit', { toUnitId: 'nowhere' }, 'unknown-unit'],
    ['without reason', { reason: '' }, 'reason-missing'],
  ])('%s', (_name, change, code) => {
    expect(acceptedStory().refusal('handOverFirstAsked', { ...offer, ...change }).code).toBe(code);
  });
  test('never to the accused unit (Art 30)', () => {
    const accused = matterOf({ contentKind: 'accusation' }, { accusedUnitId: 'first-school' });
    const story = acceptedStory({ matter: accused });
    expect(story.refusal('handOverFirstAsked', { ...offer, toUnitId: 'branch' })).toMatchObject({
      code: 'accused-unit',
      citations: [{ article: '第三十条' }],
    });
  });
});
