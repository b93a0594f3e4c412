import { describe, expect, test } from 'vitest';
import { matterOf, must, register } from '../testkit.ts';
import { nextDue } from './evolve.ts';
import { acceptedStory, CaseStory, completedStory, day, on } from './side-testkit.ts';

const district = { matter: matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' }) };
const opinion = { result: 'upheld', opinion: '维持', approvedBy: '陈局长' } as const;
const request = { body: 'bureau', request: '不服', requestedOn: day('2026-09-20') } as const;
const reexamined = (result: 'upheld' | 'revoked' = 'upheld'): CaseStory =>
  completedStory(district)
    .do('requestReexamination', request)
    .reexamine('2026-10-10')
    .do('decideReexamination', { ...opinion, result, decidedOn: day('2026-10-12'), deliveredOn: day('2026-10-14') });
const reviewed = (): CaseStory =>
  reexamined()
    .do('requestFinalReview', { ...request, body: 'municipalGovernment', requestedOn: day('2026-10-20') })
    .do('decideFinalReview', { ...opinion, decidedOn: day('2026-11-10'), deliveredOn: day('2026-11-12') });

describe('撤回', () => {
  test('nothing is owed from then on, and the case can be seen', () => {
    const story = acceptedStory().do('withdrawCase', { reason: '问题已解决', withdrawnOn: day('2026-09-08') });
    expect(story.case()).toMatchObject({ status: 'withdrawn', withdrawal: { reason: '问题已解决' } });
    expect(story.owed()).toEqual([]);
    expect(nextDue(story.case())).toBeUndefined();
    story.expectRefolds();
  });
  test.each([
    ['no reason', { reason: '' }, 'reason-missing'],
    ['tomorrow', { withdrawnOn: day('2026-11-23') }, 'done-in-future'],
    ['before it was received', { withdrawnOn: day('2026-08-31') }, 'done-too-early'],
  ])('%s', (_name, change, code) => {
    const command = { reason: '已解决', withdrawnOn: day('2026-09-08'), ...change };
    expect(acceptedStory().refusal('withdrawCase', command).code).toBe(code);
  });
  test('not what is completed; not an accusation (Art 30)', () => {
    const command = { reason: '已解决', withdrawnOn: day('2026-09-11') };
    expect(completedStory().refusal('withdrawCase', command).code).toBe('case-closed');
    const accusation = acceptedStory({ matter: matterOf({ contentKind: 'accusation' }) });
    expect(accusation.refusal('withdrawCase', command)).toMatchObject({
      code: 'withdraw-accusation',
      citations: [{ article: '第三十条' }],
    });
  });
});

describe('终结（《信访工作条例》第三十六条；R29、R30）', () => {
  const conclude = {
    ground: 'finallyReviewed',
    concludedOn: day('2026-11-16'),
    implementedOn: day('2026-11-15'),
  } as const;
  test('after 复核, carried out: no longer accepted, nothing owed', () => {
    const story = reviewed().do('concludeCase', conclude);
    expect(story.case()).toMatchObject({ status: 'concluded', conclusion: { ground: 'finallyReviewed' } });
    expect(story.owed()).toEqual([]);
    const event = story.events.find(({ type }) => type === 'caseConcluded');
    expect(event).toMatchObject({ citations: [{ article: '第三十六条' }, { rule: 'R29' }, { rule: 'R56' }] });
    story.expectRefolds();
  });
  test('not while the opinion is not carried out (R30): first it is pressed', () => {
    const { implementedOn: _never, ...open } = conclude;
    expect(reviewed().refusal('concludeCase', open)).toMatchObject({
      code: 'opinion-not-implemented',
      citations: [{ rule: 'R30' }, { rule: 'R56' }],
    });
    const later = { ...conclude, implementedOn: day('2026-11-17') };
    expect(reviewed().refusal('concludeCase', later).code).toBe('opinion-not-implemented');
  });
  test.each([
    // the reply came on 10 September: the 30 days to ask for 复查 end on 10 October, a working Saturday
    ['2026-10-10', 'time-to-ask'],
    ['2026-10-11', undefined],
  ])('no 复查 asked for: concluded on %s: %s (浙江省信访条例第二十五条)', (concludedOn, code) => {
    const command = { ground: 'reexaminationNotRequested', implementedOn: day('2026-09-30') } as const;
    const result = completedStory(district).try('concludeCase', { ...command, concludedOn: day(concludedOn) });
    expect(result.ok ? undefined : result.code).toBe(code);
  });
  test.each([
    ['2026-11-13', 'time-to-ask'],
    ['2026-11-14', undefined],
  ])('no 复核 asked for after the opinion of 14 October: %s: %s', (concludedOn, code) => {
    const command = { ground: 'finalReviewNotRequested', implementedOn: day('2026-10-30') } as const;
    const result = reexamined().try('concludeCase', { ...command, concludedOn: day(concludedOn) });
    expect(result.ok ? undefined : result.code).toBe(code);
  });
  test('missed time stands on the statute and on the province’s words for it', () => {
    const command = { ground: 'reexaminationNotRequested', concludedOn: day('2026-11-01') } as const;
    const story = completedStory(district).do('concludeCase', { ...command, implementedOn: day('2026-09-30') });
    expect(story.events.find(({ type }) => type === 'caseConcluded')).toMatchObject({
      citations: [
        { regulation: 'petitionRegulation2022', article: '第三十五条' },
        { regulation: 'zhejiangRegulation2016', article: '第二十五条' },
      ],
    });
  });
  test('the ground must be there; what is being handled is not concluded', () => {
    expect(reexamined().refusal('concludeCase', conclude).code).toBe('ground-unfounded');
    const missed = { ...conclude, ground: 'reexaminationNotRequested' } as const;
    expect(reviewed().refusal('concludeCase', missed).code).toBe('ground-unfounded');
    expect(acceptedStory().refusal('concludeCase', conclude).code).toBe('not-concludable');
    const asked = completedStory(district).do('requestReexamination', request);
    expect(asked.refusal('concludeCase', missed).code).toBe('not-concludable');
  });
});

function acceptedlessStory(): CaseStory {
  const story = new CaseStory();
  must(story.give(register({ receivedOn: day('2026-09-01'), matter: matterOf({}) })));
  return story;
}

describe('重新办理', () => {
  const reopen = { reason: 'newFacts', explanation: '发现新的证据', reopenedOn: day('2026-11-20') } as const;
  test('a completed case is the unit’s again; what was reached stays on file; 60 days anew', () => {
    const story = completedStory();
    const { completion, notice } = story.case();
    story.do('reopenCase', reopen);
    const state = story.case();
    expect(state.completion).toBeUndefined();
    expect(state).toMatchObject({
      status: 'accepted',
      notice,
      reopenings: [{ reason: 'newFacts', before: { completion } }],
    });
    expect(story.owed().map(({ clock, from }) => [clock, from])).toEqual([
      ['department-reply', '2026-11-20'],
      ['handling', '2026-11-20'],
    ]);
    story.do('completeCase', {
      cause: '新证据',
      resolution: '已补办',
      repliedOn: day('2026-11-21'),
      outcome: 'solved',
    });
    expect(story.owed()).toEqual([]);
    story.expectRefolds();
  });
  test.each([
    [1, ['department-reply']],
    [5, ['department-reply']],
    [6, ['department-reply', 'handling']],
  ] as const)('an appeal on route %i of Art 31: owed is %s', (appealRoute, clocks) => {
    const story = completedStory({ matter: matterOf({}, { appealRoute }), choice: { reason: '经核实' } }).do(
      'reopenCase',
      reopen,
    );
    expect(story.owed().map(({ clock }) => clock)).toEqual(clocks);
  });
  test.each([
    ['own', {}, ['hotline-reply', 'handling']],
    ['a district’s', district, ['hotline-reply', 'district-reply', 'handling']],
  ])(
    'a 12345 order, %s: five working days again for the centre (R83), longer when it agrees (R85)',
    (_name, of, clocks) => {
      const story = completedStory({ channel: 'hotline', hotline: { externalNumber: '12345-1' }, ...of });
      story.do('reopenCase', reopen);
      expect(story.owed().map(({ clock }) => clock)).toEqual(clocks);
      expect(story.owed()[0]).toMatchObject({ from: '2026-11-20', legalDue: '2026-11-27' });
      const granted = { dueOn: day('2026-12-04'), reason: '需会商', approvedBy: '办公室主任' };
      story.do('agreeHotlineDate', { ...granted, decidedOn: day('2026-11-21') });
      expect(story.owed()[0]).toMatchObject({ clock: 'hotline-reply', legalDue: '2026-12-04' });
      story.expectRefolds();
    },
  );
  test('wrongly closed: the first days count on, since nobody gains time by an error', () => {
    const story = completedStory().do('reopenCase', { ...reopen, reason: 'wronglyClosed' });
    expect(story.owed().map(({ clock, from }) => [clock, from])).toEqual([
      ['department-reply', '2026-09-01'],
      ['handling', '2026-09-03'],
    ]);
  });
  test('a refusal falls: the written notice is owed again (Art 23)', () => {
    const refused = {
      decision: 'refuse',
      reason: '不属职责',
      lawExplanation: '依法',
      competentBody: '市人社局',
    } as const;
    const story = acceptedlessStory().do('issueAcceptanceNotice', { ...refused, issuedOn: day('2026-09-03') });
    expect(story.case().status).toBe('refused');
    story.do('reopenCase', reopen);
    expect(story.case()).toMatchObject({
      status: 'registered',
      reopenings: [{ before: { notice: { decision: 'refuse' } } }],
    });
    expect(story.owed().map(({ clock }) => clock)).toEqual(['acceptance-notice', 'department-reply']);
  });
  test('what was withdrawn may be raised again; a district’s reply clock is the district’s', () => {
    const story = acceptedStory(district).do('withdrawCase', { reason: '已解决', withdrawnOn: day('2026-09-08') });
    story.do('reopenCase', { ...reopen, reason: 'raisedAgain' });
    expect(story.owed().map(({ clock }) => clock)).toEqual(['district-reply', 'handling']);
    expect(story.case().withdrawal).toBeUndefined();
  });
  test.each([
    ['raisedAgain', () => completedStory(), 'reopen-unfounded'],
    ['revokedOnReview', () => completedStory(), 'reopen-unfounded'],
    ['revokedOnReview', () => reexamined('upheld'), 'reopen-unfounded'],
    ['revokedOnReview', () => reexamined('revoked'), undefined],
    ['opinionNotCarriedOut', () => completedStory(), undefined],
    ['newFacts', () => acceptedStory(), 'not-closed'],
  ] as const)('%s: %#', (reason, story, code) => {
    const result = story().try('reopenCase', { ...reopen, reason });
    expect(result.ok ? undefined : result.code).toBe(code);
  });
  test('what is concluded only a leader takes up, with reasons (R29)', () => {
    const story = reviewed().do('concludeCase', {
      ground: 'finallyReviewed',
      concludedOn: day('2026-11-16'),
      implementedOn: day('2026-11-15'),
    });
    expect(story.refusal('reopenCase', reopen).code).toBe('concluded-needs-leader');
    expect(story.refusal('reopenCase', { ...reopen, explanation: '' }, on('2026-11-22', 'leader')).code).toBe(
      'reason-missing',
    );
    expect(
      story.refusal('reopenCase', { ...reopen, reopenedOn: day('2026-11-15') }, on('2026-11-22', 'leader')).code,
    ).toBe('done-too-early');
    story.do('reopenCase', reopen, on('2026-11-22', 'leader'));
    expect(story.case()).toMatchObject({
      status: 'accepted',
      reopenings: [{ before: { conclusion: {}, finalReview: {} } }],
    });
    story.expectRefolds();
  });
});
