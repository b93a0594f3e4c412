import { describe, expect, test } from 'vitest';
import { addDays } from '../date.ts';
import { matterOf } from '../testkit.ts';
import { nextDue } from './evolve.ts';
import { acceptedStory, type CaseStory, completedStory, day, on } from './side-testkit.ts';

const clock = (story: CaseStory, id: string) => story.case().clocks.find((row) => row.clock === id);
const extension = {
  days: 30,
  reason: '涉及多校',
  approverId: 'person-leader',
  decidedOn: day('2026-10-30'),
  toldOn: day('2026-10-30'),
};

describe('延长办理期限（《信访工作条例》第三十四条）', () => {
  test('60 days and 30 more; the first date is never lost', () => {
    const story = acceptedStory();
    expect(clock(story, 'handling')?.legalDue).toBe('2026-11-02');
    story.do('extendHandling', extension, on('2026-10-30'));
    expect(clock(story, 'handling')).toMatchObject({
      legalDue: '2026-12-02',
      original: { legalDue: '2026-11-02', targetDue: '2026-11-02' },
      changes: [{ type: 'extended', days: 30 }],
      state: 'running',
    });
    const [event] = story.events.filter(({ type }) => type === 'clockChanged');
    expect(event).toMatchObject({
      citations: [{ article: '第三十四条' }, { article: '第三十四条' }],
    });
    story.expectRefolds();
  });

  test.each([
    ['on the last day', { decidedOn: day('2026-11-02'), toldOn: day('2026-11-02') }, undefined],
    ['the day after', { decidedOn: day('2026-11-03'), toldOn: day('2026-11-03') }, 'extension-after-due'],
    ['told the day after', { decidedOn: day('2026-11-02'), toldOn: day('2026-11-03') }, 'extension-after-due'],
    ['told before it was decided', { toldOn: day('2026-10-29') }, 'done-too-early'],
    ['31 days', { days: 31 }, 'extension-too-long'],
    ['no days', { days: 0 }, 'extension-too-long'],
    ['no reason', { reason: ' ' }, 'reason-missing'],
    ['nobody approved', { approverId: '' }, 'approver-missing'],
    ['whoever does not answer for the organ', { approverId: 'basic-head' }, 'not-approver'],
    ['decided tomorrow', { decidedOn: day('2026-11-04'), toldOn: day('2026-11-04') }, 'done-in-future'],
  ])('%s', (_name, change, code) => {
    const result = acceptedStory().try('extendHandling', { ...extension, ...change }, on('2026-11-03'));
    expect(result.ok ? undefined : result.code).toBe(code);
  });

  test('once only; not of a suggestion, which has no 60 days; not of what is completed', () => {
    const story = acceptedStory().do('extendHandling', extension);
    expect(story.refusal('extendHandling', extension).code).toBe('extension-twice');
    const suggestion = acceptedStory({ matter: matterOf({ contentKind: 'suggestion' }) });
    expect(suggestion.refusal('extendHandling', extension).code).toBe('clock-not-running');
    expect(completedStory().refusal('extendHandling', extension).code).toBe('case-closed');
  });
});

describe('听证所需时间不计算（《信访工作条例》第三十六条）', () => {
  /** A district school's case: the district reexamined, the bureau reviews. */
  function inReview(): CaseStory {
    const story = completedStory({ matter: matterOf({ responsibility: 'affiliated' }, { handlingUnitId: 'branch' }) });
    const opinion = { opinion: '维持', approvedBy: '陈局长', result: 'upheld' } as const;
    story.do('requestReexamination', { body: 'bureau', request: '不服', requestedOn: day('2026-09-20') });
    story
      .reexamine('2026-09-25')
      .do('decideReexamination', { ...opinion, decidedOn: day('2026-09-25'), deliveredOn: day('2026-09-28') });
    return story;
  }

  test('another body’s review is not ours to time; a hearing rests only a clock that runs here', () => {
    const story = inReview();
    story.do('requestFinalReview', { body: 'municipalGovernment', request: '不服', requestedOn: day('2026-10-20') });
    expect(story.owed()).toEqual([]);
    expect(story.refusal('pauseClock', { pausedOn: day('2026-10-22') }).code).toBe('clock-not-running');
  });

  test('where the bureau reviews: the days of the hearing are added, a paused clock is nobody’s next date', () => {
    const story = inReview();
    const hierarchy = {
      ...on('2026-11-30'),
      hierarchy: {
        opinions: { ...emptyOpinions },
        reviews: { ...emptyReviews, bureau: ['bureau'] as const },
      },
    };
    story.do('requestFinalReview', { body: 'bureau', request: '不服', requestedOn: day('2026-10-20') }, hierarchy);
    const before = clock(story, 'final-review');
    expect(before?.legalDue).toBe('2026-11-19');
    story.do('pauseClock', { pausedOn: day('2026-10-26') });
    expect(clock(story, 'final-review')?.state).toBe('paused');
    expect(nextDue(story.case())).toBeUndefined();
    expect(
      story.refusal('decideFinalReview', {
        result: 'upheld',
        opinion: '维持',
        approvedBy: '陈局长',
        decidedOn: day('2026-10-27'),
        deliveredOn: day('2026-10-27'),
      }).code,
    ).toBe('clock-paused');
    expect(story.refusal('pauseClock', { pausedOn: day('2026-10-27') }).code).toBe('clock-not-running');
    story.do('resumeClock', { resumedOn: day('2026-11-02') });
    expect(clock(story, 'final-review')).toMatchObject({
      state: 'running',
      legalDue: addDays(day('2026-11-19'), 7),
      original: { legalDue: '2026-11-19' },
    });
    story.expectRefolds();
  });
});

const emptyOpinions = {
  bureau: [],
  department: [],
  districtAuthority: [],
  affiliatedSchool: [],
  municipalUniversity: [],
  districtSchool: [],
};
const emptyReviews = {
  districtAuthority: [],
  districtGovernment: [],
  bureau: [],
  municipalGovernment: [],
  provincialDepartment: [],
  provincialGovernment: [],
};
