import { describe, expect, test } from 'vitest';
import { implementationOf, implementedOn } from './implementation.ts';
import { acceptedStory, assignedStory, type CaseStory, completedStory, day, on } from './side-testkit.ts';
import type { CompletionOutcome, PetitionCaseState } from './types.ts';

// completedStory: answered on 10 September 2026 with "solved", so that something was promised
const report = { measures: '每天增开早班车一班，9月14日起运行', implementedOn: day('2026-09-14') } as const;
const later = on('2026-09-20');
/** The handling unit's clerk on a day. */
const ofUnit = (today: string) => on(today, 'departmentClerk', 'basic');
const confirmed = { result: 'confirmed', finding: '', checkedOn: day('2026-09-20') } as const;
const refuted = { result: 'refuted', finding: '实地查看，早班车只开了三天', checkedOn: day('2026-09-20') } as const;
const reported = (): CaseStory => completedStory().do('recordImplementation', report, later);

const answered = (outcome: CompletionOutcome): CaseStory =>
  acceptedStory().do('completeCase', {
    cause: '运力不足',
    resolution: '增开一班',
    repliedOn: day('2026-09-10'),
    outcome,
  });

describe('什么需要落实', () => {
  test.each<[CompletionOutcome, string]>([
    ['solved', 'owed'],
    ['underStudy', 'owed'],
    ['explained', 'none'],
    ['notSupported', 'none'],
  ])('答复%s：%s', (outcome, state) => {
    expect(implementationOf(answered(outcome).case())).toBe(state);
  });

  test('nothing before the reply, nothing of an accusation, nothing of a revoked opinion', () => {
    expect(implementationOf(acceptedStory().case())).toBe('none');
    const done = completedStory().case();
    expect(implementationOf({ ...done, compartment: 'accusation' })).toBe('none');
    const revoked = { ...done, reexamination: { result: 'revoked' } } as PetitionCaseState; // only its result counts
    expect(implementationOf(revoked)).toBe('none');
    expect(acceptedStory().refusal('recordImplementation', report, later)).toMatchObject({
      code: 'implementation-not-owed',
      citations: expect.arrayContaining([expect.objectContaining({ rule: 'R12' })]),
    });
  });

  test('an opinion that was changed on review is carried out anew', () => {
    const reexamination = { result: 'changed', decidedOn: day('2026-10-12') };
    const changed = { ...reported().case(), reexamination } as PetitionCaseState; // only these two count
    expect(implementationOf(changed)).toBe('owed');
    expect(implementedOn(changed)).toBeUndefined();
  });
});

describe('登记落实', () => {
  test('by the unit that handles: what, on which day; the events alone make it again', () => {
    const story = completedStory({}, assignedStory()).do('recordImplementation', report, ofUnit('2026-09-20'));
    expect(story.case().implementations).toMatchObject([{ ...report, recordedOn: '2026-09-20' }]);
    expect(implementationOf(story.case())).toBe('reported');
    expect(implementedOn(story.case())).toBe('2026-09-14');
    expect(story.case().status).toBe('completed');
    story.expectRefolds();
  });

  test.each([
    ['before the reply', '2026-09-09', 'done-too-early'],
    ['on the day of the reply', '2026-09-10', undefined],
    ['today', '2026-09-20', undefined],
    ['tomorrow', '2026-09-21', 'done-in-future'],
  ])('on a day %s', (_name, implementedOnDay, code) => {
    const given = { ...report, implementedOn: day(implementedOnDay) };
    const result = completedStory().try('recordImplementation', given, later);
    expect(result.ok ? undefined : result.code).toBe(code);
  });

  test('with words; an evidence file must be one', () => {
    expect(completedStory().refusal('recordImplementation', { ...report, measures: ' ' }, later)).toMatchObject({
      code: 'text-missing',
      path: 'measures',
    });
    const evidence = [{ id: 'e', sha256: 'x', size: 1, mime: 'application/pdf' }];
    expect(completedStory().refusal('recordImplementation', { ...report, evidence }, later)).toMatchObject({
      code: 'malformed-attachment',
      path: 'evidence.0',
    });
  });

  test('put right by a new report until the office has confirmed it', () => {
    const story = reported().do('recordImplementation', { ...report, implementedOn: day('2026-09-15') }, later);
    expect(implementedOn(story.case())).toBe('2026-09-15');
    story.do('checkImplementation', confirmed, later);
    expect(story.refusal('recordImplementation', report, later)).toMatchObject({
      code: 'implementation-confirmed',
      params: { on: '2026-09-20' },
    });
  });
});

describe('核实落实', () => {
  test('only of what is reported, and not by the unit itself', () => {
    expect(completedStory().refusal('checkImplementation', confirmed, later).code).toBe('implementation-not-reported');
    expect(reported().refusal('checkImplementation', confirmed, ofUnit('2026-09-20')).code).toBe('role-not-allowed');
  });

  test('not carried out: under supervision for an opinion that is not carried out (Art 40), then reported anew', () => {
    expect(reported().refusal('checkImplementation', { ...refuted, finding: '' }, later)).toMatchObject({
      code: 'finding-missing',
      path: 'finding',
      citations: expect.arrayContaining([expect.objectContaining({ article: '第四十条' })]),
    });
    const story = reported().do('checkImplementation', refuted, later);
    expect(implementationOf(story.case())).toBe('refuted');
    expect(story.case().supervisions).toMatchObject([
      { trigger: 'opinionNotCarriedOut', requirement: refuted.finding, supervisedOn: '2026-09-20' },
    ]);
    expect(story.owed().map(({ clock }) => clock)).toEqual(['supervision-report']);
    const answer = { answer: '已补开', adopted: true, answeredOn: day('2026-09-25') };
    story.do('answerSupervision', answer, ofUnit('2026-09-25'));
    expect(implementationOf(story.case())).toBe('refuted');
    story.do('recordImplementation', { ...report, implementedOn: day('2026-09-25') }, on('2026-09-26'));
    expect(implementationOf(story.case())).toBe('reported');
    story.expectRefolds();
  });

  test('while a supervision is open no second one begins', () => {
    const story = reported().do('checkImplementation', refuted, later);
    story.do('recordImplementation', { ...report, implementedOn: day('2026-09-21') }, on('2026-09-22'));
    story.do('checkImplementation', { ...refuted, checkedOn: day('2026-09-22') }, on('2026-09-22'));
    expect(story.case().supervisions).toHaveLength(1);
  });

  test('what was confirmed and turns out otherwise is refuted; the same result twice is nothing new', () => {
    const story = reported().do('checkImplementation', confirmed, later);
    expect(story.refusal('checkImplementation', confirmed, later).code).toBe('implementation-checked');
    story.do('checkImplementation', refuted, later);
    expect(implementationOf(story.case())).toBe('refuted');
  });
});

describe('落实与终结、归档、重新办理', () => {
  test('a refuted report bars the conclusion (R30) and the archive (R12)', () => {
    const story = reported().do('checkImplementation', refuted, later);
    const conclude = {
      ground: 'reexaminationNotRequested',
      implementedOn: day('2026-09-14'),
      concludedOn: day('2026-11-02'),
    } as const;
    expect(story.refusal('concludeCase', conclude, on('2026-11-02')).code).toBe('opinion-not-implemented');
    const kept = { retention: 'thirtyYears', archivedOn: day('2026-11-02') } as const;
    expect(completedStory().refusal('archiveCase', kept, on('2026-11-02'))).toMatchObject({
      code: 'archive-unfinished',
      params: { what: 'implementation' },
    });
  });

  test('a conclusion names the day itself', () => {
    const conclude = {
      ground: 'reexaminationNotRequested',
      implementedOn: day('2026-09-30'),
      concludedOn: day('2026-11-02'),
    } as const;
    const story = completedStory().do('concludeCase', conclude, on('2026-11-02'));
    expect([implementationOf(story.case()), implementedOn(story.case())]).toEqual(['confirmed', '2026-09-30']);
  });

  test('reopened: the earlier reports go with the earlier reply', () => {
    const story = reported().do(
      'reopenCase',
      { reason: 'newFacts', explanation: '有新的证据', reopenedOn: day('2026-09-20') },
      on('2026-09-20', 'leader'),
    );
    expect(implementationOf(story.case())).toBe('none');
    expect(story.case().reopenings?.[0]?.before.implementations).toMatchObject([report]);
    story.expectRefolds();
  });
});
