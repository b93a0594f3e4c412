import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusalMessage } from '../messages/zh-CN.ts';
import { owerOf } from '../reminders/reminders.ts';
import { matterOf, must, register, world } from '../testkit.ts';
import { nextDue } from './evolve.ts';
import { acceptedStory, type CaseStory, day, on, request } from './side-testkit.ts';
import { turnOf } from './turn.ts';
import type { PetitionCaseState } from './types.ts';

const second = (story: CaseStory, change: Parameters<typeof register>[0] = {}): CaseStory => {
  must(story.give(register({ receivedOn: day('2026-09-08'), matter: matterOf({}, { caseId: 'case-2' }), ...change })));
  return story;
};
const merge = (story: CaseStory) => ({
  intoId: 'case-1',
  intoVersion: story.case('case-1').version,
  reason: '同一信访人同一事项',
  mergedOn: day('2026-09-09'),
});
const part = { intoId: 'case-1', reason: '实为两事', unmergedOn: day('2026-09-15') };
const bare = ({ version: _version, ...state }: PetitionCaseState) => state;

describe('并案（《信访工作条例》第十九条）', () => {
  test('the merged case owes nothing and can be seen; the other goes on', () => {
    const story = second(acceptedStory());
    story.do('mergeCases', merge(story), undefined, 'case-2');
    expect(story.case('case-2')).toMatchObject({ status: 'merged', merger: { intoId: 'case-1' } });
    expect(story.owed('case-2')).toEqual([]);
    expect(nextDue(story.case('case-2'))).toBeUndefined();
    expect(story.case('case-1')).toMatchObject({ status: 'accepted', mergedFrom: ['case-2'] });
    const closed = story.refusal('urgeCase', { text: '请', urgedOn: day('2026-09-10') }, undefined, 'case-2');
    expect(closed.code).toBe('case-closed');
    expect(refusalMessage(closed)).toContain('请在并入的一件上办理');
    story.expectRefolds('case-1');
    story.expectRefolds('case-2');
  });

  test('merge, then un-merge: both cases are exactly what they were, clocks included', () => {
    const channel = fc.constantFrom('letter', 'visit', 'call', 'hotline', 'leaderReception');
    const kind = fc.constantFrom('appeal', 'suggestion');
    fc.assert(
      fc.property(channel, kind, fc.boolean(), fc.boolean(), (of, contentKind, accepted, extended) => {
        const story = second(acceptedStory(), {
          channel: of,
          matter: matterOf({ contentKind }, { caseId: 'case-2' }),
          ...(of === 'hotline' && { hotline: { externalNumber: '1' } }),
        });
        if (accepted) {
          const notice = { decision: 'accept', issuedOn: day('2026-09-08') } as const;
          story.do('issueAcceptanceNotice', notice, undefined, 'case-2');
        }
        if (accepted && extended && contentKind === 'appeal') {
          const told = { decidedOn: day('2026-09-09'), toldOn: day('2026-09-09') };
          story.do(
            'extendHandling',
            { days: 10, reason: '复杂', approverId: 'person-leader', ...told },
            undefined,
            'case-2',
          );
        }
        const before = [bare(story.case('case-1')), bare(story.case('case-2'))];
        story.do('mergeCases', merge(story), undefined, 'case-2');
        story.do('unmergeCase', part, undefined, 'case-2');
        expect([bare(story.case('case-1')), bare(story.case('case-2'))]).toEqual(before);
        story.expectRefolds('case-2');
      }),
      { numRuns: 40 },
    );
  });

  test('a second merger after parting works the same', () => {
    const story = second(acceptedStory());
    for (let round = 0; round < 2; round += 1) {
      story.do('mergeCases', { ...merge(story), mergedOn: day('2026-09-15') }, undefined, 'case-2');
      story.do('unmergeCase', part, undefined, 'case-2');
    }
    expect(story.case('case-1').mergedFrom).toBeUndefined();
    expect(story.refusal('unmergeCase', part, undefined, 'case-2').code).toBe('not-merged');
  });

  const other = { kind: 'person', anonymous: false, name: '赵强' } as const;
  test.each<[string, Parameters<typeof register>[0], string | undefined]>([
    [
      'another petitioner, not yet told in writing (Art 23)',
      { matter: matterOf({}, { caseId: 'case-2', petitioner: other }) },
      'merge-notice-owed',
    ],
    [
      'the same name with blanks',
      { matter: matterOf({}, { caseId: 'case-2', petitioner: { ...other, name: '李 小明' } }) },
      undefined,
    ],
    ['an earlier case', { receivedOn: day('2026-08-31') }, 'merge-into-later'],
    ['the same day', { receivedOn: day('2026-09-01') }, undefined],
    [
      'an accusation (Art 30)',
      { matter: matterOf({ contentKind: 'accusation' }, { caseId: 'case-2' }) },
      'merge-other-compartment',
    ],
  ])('%s: %s', (_name, change, code) => {
    const story = second(acceptedStory(), change);
    const result = story.try('mergeCases', merge(story), undefined, 'case-2');
    expect(result.ok ? undefined : result.code).toBe(code);
  });

  test('another petitioner who was told may be merged', () => {
    const story = second(acceptedStory(), { matter: matterOf({}, { caseId: 'case-2', petitioner: other }) });
    story.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-09-08') }, undefined, 'case-2');
    story.do('mergeCases', merge(story), undefined, 'case-2');
  });

  test('never into itself, a stranger, a closed case, or as of an old version; a file with others in it stays', () => {
    const story = second(acceptedStory());
    const give = (change: object, caseId = 'case-2') =>
      story.refusal('mergeCases', { ...merge(story), ...change }, undefined, caseId);
    expect(give({ intoId: 'case-2', intoVersion: story.case('case-2').version }).code).toBe('merge-same-case');
    expect(give({ intoId: 'nowhere' })).toMatchObject({ code: 'unknown-case', path: 'intoId' });
    expect(give({ intoVersion: 1 })).toMatchObject({
      code: 'version-conflict',
      params: { other: story.case('case-1').number },
      path: 'intoVersion',
    });
    expect(give({ reason: ' ' }).code).toBe('reason-missing');
    story.do('mergeCases', merge(story), undefined, 'case-2');
    expect(story.refusal('mergeCases', { ...merge(story), intoId: 'case-2' }).code).toBe('merge-has-merged');
    expect(story.refusal('withdrawCase', { reason: '不再反映', withdrawnOn: day('2026-09-20') }).code).toBe(
      'merge-has-merged',
    );
    const closed = second(acceptedStory());
    closed.do('withdrawCase', { reason: '不再反映', withdrawnOn: day('2026-09-09') });
    expect(closed.refusal('mergeCases', merge(closed), undefined, 'case-2').code).toBe('merge-target-closed');
  });
});

/* 《信访工作制度》第十一条 (R83): the centre waits for its answer whatever file the matter goes on in. */
describe('a 12345 order that is merged', () => {
  /** Received on Tuesday 8 September: its five working days end on the 15th. Merged on the 9th into a letter of the 1st. */
  function order(change: Parameters<typeof register>[0] = {}): CaseStory {
    const story = second(acceptedStory(), { channel: 'hotline', hotline: { externalNumber: 'RX-1' }, ...change });
    return story.do('mergeCases', merge(story), undefined, 'case-2');
  }
  const answer = { manner: 'system', result: '已并入同一信访事项，正在办理。', reportedOn: day('2026-09-10') } as const;
  const owed = (story: CaseStory) => story.owed('case-2').map(({ clock, legalDue }) => [clock, legalDue]);
  const whose = (story: CaseStory) => turnOf(story.case('case-2'), world());

  test('owes the centre its answer by the centre’s day, and it is the office’s turn at once', () => {
    const story = order();
    expect(owed(story)).toEqual([['hotline-reply', '2026-09-15']]);
    expect(whose(story)).toEqual({ holder: 'office', id: '', command: 'reportToSender' });
    expect(owerOf(story.case('case-2'), 'hotline-reply')).toBe('generalOffice');
    story.expectRefolds('case-2');
  });

  test.each([
    ['2026-09-08', 'done-too-early'],
    ['2026-09-09', undefined],
    ['2026-09-15', undefined],
    ['2026-09-16', undefined],
  ])('answered on %s, merged on the 9th: %s', (reportedOn, code) => {
    const story = order();
    const result = story.try('reportToSender', { ...answer, reportedOn: day(reportedOn) }, undefined, 'case-2');
    expect(result.ok ? undefined : result.code).toBe(code);
    if (code !== undefined) return;
    expect([owed(story), whose(story)]).toEqual([[], undefined]);
    expect(story.case('case-2').clocks.find(({ clock }) => clock === 'hotline-reply')).toMatchObject({
      state: 'met',
      metOn: reportedOn,
    });
    story.expectRefolds('case-2');
  });

  test('a correction of the centre’s day counts for what is still owed', () => {
    const story = order();
    const changes = { hotline: { dueOn: day('2026-09-11'), urgent: true } };
    story.do('amendCase', { changes, reason: '交办单看错了' }, undefined, 'case-2');
    expect(owed(story)).toEqual([['hotline-reply', '2026-09-11']]);
    story.do('unmergeCase', part, undefined, 'case-2');
    expect(owed(story)).toContainEqual(['hotline-reply', '2026-09-11']);
  });

  test('taken back, the answer is owed again; parted, the order owes its own', () => {
    const story = order().do('reportToSender', answer, undefined, 'case-2');
    expect(story.refusal('reportToSender', answer, undefined, 'case-2').code).toBe('sender-told');
    story.do('retractAct', { act: 'reportToSender', reason: '写错了' }, undefined, 'case-2');
    expect(owed(story)).toEqual([['hotline-reply', '2026-09-15']]);
    story.do('reportToSender', answer, undefined, 'case-2').do('unmergeCase', part, undefined, 'case-2');
    expect(owed(story)).toContainEqual(['hotline-reply', '2026-09-15']);
    expect(story.refusal('reportToSender', answer, undefined, 'case-2').code).toBe('not-passed-on');
    story.expectRefolds('case-2');
  });

  test('handed in but not yet given out when it is merged, it is owed all the same', () => {
    const of = { channel: 'hotline', hotline: { externalNumber: 'RX-1' } } as const;
    const story = second(acceptedStory(), of);
    const act = story.do.bind(story) as typeof story.do;
    const by = on('2026-09-10', 'departmentClerk', 'basic');
    act('assignCase', { unitId: 'basic', assignedOn: day('2026-09-08') }, undefined, 'case-2');
    act(
      'draftReply',
      { request: '', facts: '', opinion: '已安排', basis: '', draftedOn: day('2026-09-09') },
      by,
      'case-2',
    );
    const head = { ...by, actor: { ...by.actor, id: 'basic-head' } };
    act('reviewReply', { agreed: true, reviewedOn: day('2026-09-09') }, head, 'case-2');
    expect(owed(story).map(([clock]) => clock)).not.toContain('hotline-reply');
    act('mergeCases', merge(story), undefined, 'case-2');
    expect([owed(story), whose(story)?.command]).toEqual([[], 'reportToSender']);
  });
});

describe('并案, 复查 and 督办', () => {
  const reviewed = (story: CaseStory, caseId: string) =>
    story
      .do(
        'completeCase',
        { cause: '运力不足', resolution: '增开一班', repliedOn: day('2026-09-10'), outcome: 'solved' },
        undefined,
        caseId,
      )
      .do('requestReexamination', { ...request, body: 'municipalGovernment' }, undefined, caseId);

  test('what is 复查 is neither merged nor merged into (Art 35): its answer is given', () => {
    const late = (story: CaseStory) => ({ ...merge(story), mergedOn: day('2026-09-21') });
    const into = reviewed(second(acceptedStory(), { channel: 'visit' }), 'case-1');
    expect(into.refusal('mergeCases', late(into), undefined, 'case-2')).toMatchObject({
      code: 'merge-target-closed',
      params: { status: 'inReexamination' },
    });
    const own = second(acceptedStory(), { channel: 'visit' });
    own.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-09-08') }, undefined, 'case-2');
    reviewed(own, 'case-2');
    expect(own.refusal('mergeCases', late(own), undefined, 'case-2')).toMatchObject({
      code: 'under-review',
      citations: [{ article: '第三十五条' }, { article: '第三十六条' }],
    });
  });

  test('what was supervised before the merger is not taken back in it: the duty rests, and comes back', () => {
    const story = second(acceptedStory(), { channel: 'visit' }).do(
      'assignCase',
      { unitId: 'basic', assignedOn: day('2026-09-08') },
      undefined,
      'case-2',
    );
    const supervise = {
      trigger: 'shirking',
      requirement: '请说明',
      suggestions: [],
      supervisedOn: day('2026-09-09'),
    } as const;
    story.do('superviseCase', supervise, undefined, 'case-2').do('mergeCases', merge(story), undefined, 'case-2');
    const back = { act: 'superviseCase', reason: '督办错了' } as const;
    expect(story.refusal('retractAct', back, undefined, 'case-2').code).toBe('nothing-to-retract');
    story.do('unmergeCase', part, undefined, 'case-2').do('retractAct', back, undefined, 'case-2');
    expect(story.owed('case-2').map(({ clock }) => clock)).not.toContain('supervision-report');
  });
});

describe('关联', () => {
  test('each names the other; nothing else changes', () => {
    const story = second(acceptedStory());
    const before = story.owed('case-2');
    story.do('linkCases', { otherId: 'case-2', relation: 'related' });
    expect(story.case('case-1').links).toEqual([{ caseId: 'case-2', relation: 'related' }]);
    expect(story.case('case-2').links).toEqual([{ caseId: 'case-1', relation: 'related' }]);
    expect(story.owed('case-2')).toEqual(before);
    expect(story.refusal('linkCases', { otherId: 'case-1', relation: 'sameMatter' }, undefined, 'case-2').code).toBe(
      'already-linked',
    );
    expect(story.refusal('linkCases', { otherId: 'case-1', relation: 'related' }).code).toBe('link-same-case');
    expect(story.refusal('linkCases', { otherId: 'nowhere', relation: 'related' }).code).toBe('unknown-case');
  });
  test('an accusation with its like only (Art 30); by the office or a leader', () => {
    const story = second(acceptedStory(), { matter: matterOf({ contentKind: 'accusation' }, { caseId: 'case-2' }) });
    const link = { otherId: 'case-2', relation: 'related' } as const;
    expect(story.refusal('linkCases', link)).toMatchObject({
      code: 'link-other-compartment',
      citations: [{ article: '第三十条' }],
    });
    expect(story.refusal('linkCases', link, on('2026-11-22', 'departmentClerk', 'basic')).code).toBe(
      'role-not-allowed',
    );
  });
});
