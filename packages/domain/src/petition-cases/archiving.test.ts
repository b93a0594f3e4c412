import { describe, expect, test } from 'vitest';
import { matterOf, must, register } from '../testkit.ts';
import { archiving, proposeRetention } from './archiving.ts';
import { guard } from './procedure.ts';
import { acceptedStory, CaseStory, completedStory, day, on } from './side-testkit.ts';
import type { PetitionCaseState } from './types.ts';

// answered on 10 September: the petitioner may ask for 复查 until 10 October, a Saturday that is worked; then it is over
const late = on('2026-11-02');
const kept = { retention: 'thirtyYears', archivedOn: day('2026-11-02') } as const;
/** Answered, and what was promised carried out (落实): nothing is left to enter. */
const finishedStory = (): CaseStory =>
  completedStory().do(
    'recordImplementation',
    { measures: '早班车已开', implementedOn: day('2026-09-12') },
    on('2026-09-12'),
  );
const archived = (): CaseStory => finishedStory().do('archiveCase', kept, late);

describe('保管期限的建议', () => {
  const open = acceptedStory().case();
  const done = completedStory().case();
  const received = (): PetitionCaseState => {
    const story = new CaseStory();
    must(story.give(register({ channel: 'visit', receivedOn: day('2026-09-01'), matter: matterOf({}) })));
    return story.case();
  };
  const by = { id: 'p', name: '王', unitId: 'u' };
  const finalReview = { requestedOn: day('2026-10-01'), body: 'municipalGovernment', request: '不服' } as const;
  // one is listed, whoever else signed
  const joint = (persons: number) => ({ ...open, joint: { persons, members: [{ name: '张', representative: true }] } });

  test.each<[string, PetitionCaseState, string, string]>([
    ['answered', done, 'thirtyYears', 'answered'],
    ['answered and important', { ...done, flags: { important: true } }, 'permanent', 'important'],
    ['answered and major', { ...done, flags: { major: true } }, 'permanent', 'important'],
    ['finally reviewed', { ...done, finalReview }, 'permanent', 'finallyReviewed'],
    ['accepted, no answer', open, 'tenYears', 'notAnswered'],
    ['important, no answer', { ...open, flags: { important: true } }, 'thirtyYears', 'sensitive'],
    ['an accusation', { ...open, compartment: 'accusation' }, 'thirtyYears', 'sensitive'],
    ['a group of four', joint(4), 'tenYears', 'notAnswered'],
    ['collective, of five', joint(5), 'thirtyYears', 'sensitive'],
    ['reexamined, no answer', { ...open, reexamination: finalReview }, 'thirtyYears', 'sensitive'],
    [
      'withdrawn before anything was done',
      { ...received(), withdrawal: { reason: '已解决', withdrawnOn: day('2026-09-02'), by } },
      'none',
      'nothingHandled',
    ],
  ])('%s', (_name, state, retention, ground) => {
    expect(proposeRetention(state)).toMatchObject({ retention, ground });
  });
});

describe('归档', () => {
  test('confirmed as proposed, with its file number; the events alone make it again', () => {
    const story = finishedStory().do('archiveCase', { ...kept, fileNumber: ' XF·2026-012 ' }, late);
    expect(story.case().archive).toMatchObject({
      retention: 'thirtyYears',
      proposed: 'thirtyYears',
      ground: 'answered',
      archivedOn: '2026-11-02',
      fileNumber: 'XF·2026-012',
    });
    expect(story.case().status).toBe('completed');
    story.expectRefolds();
  });

  test('another retention than the proposed one needs its reason, and so does a change later', () => {
    const story = finishedStory();
    const other = { ...kept, retention: 'permanent' } as const;
    expect(story.refusal('archiveCase', other, late)).toMatchObject({ code: 'reason-missing', path: 'reason' });
    story.do('archiveCase', { ...other, reason: '社会影响大' }, late);
    expect(story.refusal('archiveCase', kept, late).code).toBe('reason-missing');
    story.do('archiveCase', { ...kept, reason: '划错' }, late);
    expect(story.case().archive).toMatchObject({ retention: 'thirtyYears', reason: '划错' });
  });

  test.each([
    ['the last day to ask', '2026-10-10', 'archive-time-to-ask'],
    ['after the holidays', '2026-11-02', undefined],
  ])('the petitioner may still ask: %s', (_name, today, code) => {
    const result = finishedStory().try('archiveCase', { ...kept, archivedOn: day(today) }, on(today));
    expect(result.ok ? undefined : result.code).toBe(code);
    // nor is anybody led to it before
    expect(guard(archiving, finishedStory().case(), on(today))?.code).toBe(code);
  });

  test('not while something is owed', () => {
    expect(acceptedStory().refusal('archiveCase', kept, late).code).toBe('not-archivable');
    const problem = { id: 'r-1', problem: '态度生硬', owner: '李', dueOn: day('2026-12-01') };
    const mending = finishedStory().do('recordRectification', problem, on('2026-09-20'));
    expect(mending.refusal('archiveCase', kept, late)).toMatchObject({
      code: 'archive-unfinished',
      params: { what: 'rectification' },
    });
    expect(finishedStory().refusal('archiveCase', kept, on('2026-11-02', 'departmentClerk')).code).toBe(
      'role-not-allowed',
    );
    expect(finishedStory().refusal('archiveCase', { ...kept, archivedOn: day('2026-11-03') }, late).code).toBe(
      'done-in-future',
    );
  });

  test('read-only from then on, until it is reopened: what was archived stays on file', () => {
    const story = archived();
    const flags = { flags: { urgent: true }, reason: '补记' };
    const rated = { office: 'satisfied', unit: 'satisfied', comment: '', ratedOn: day('2026-09-12') } as const;
    expect(story.refusal('recordEvaluation', rated, late)).toMatchObject({
      code: 'case-archived',
      params: { archivedOn: '2026-11-02' },
    });
    expect(story.refusal('setCaseFlags', flags, late).code).toBe('case-archived');
    story.do(
      'reopenCase',
      { reason: 'newFacts', explanation: '有新的证据', reopenedOn: day('2026-11-02') },
      on('2026-11-02', 'leader'),
    );
    expect(story.case().archive).toBeUndefined();
    expect(story.case().reopenings?.[0]?.before.archive).toMatchObject({ retention: 'thirtyYears' });
    story.do('setCaseFlags', flags, late).expectRefolds();
  });

  test('a request that a leader admits late takes the file out again', () => {
    const request = {
      body: 'municipalGovernment',
      request: '不服答复',
      requestedOn: day('2026-11-02'),
      lateReason: '住院',
    } as const;
    const story = archived().do('requestReexamination', request, on('2026-11-02', 'leader'));
    expect(story.case()).toMatchObject({ status: 'inReexamination' });
    expect(story.case().archive).toBeUndefined();
    story.expectRefolds();
  });
});
