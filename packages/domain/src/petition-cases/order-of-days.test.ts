import { describe, expect, test } from 'vitest';
import { matterOf, must, register } from '../testkit.ts';
import { copiesOwed } from './records.ts';
import { CaseStory, completedStory, day, on, turn } from './side-testkit.ts';
import type { RegisterCase } from './types.ts';

const today = '2026-11-22';
const west = on(today, 'departmentClerk', 'west');
const leader = on(today, 'leader', 'bureau');
const district = { matter: matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' }) };
const begin = (change: Partial<RegisterCase> = {}): CaseStory => {
  const story = new CaseStory();
  must(story.give(register({ channel: 'visit', receivedOn: day('2026-09-01'), matter: matterOf({}), ...change })));
  return story;
};
const answer = { cause: '运力不足', resolution: '增开一班', outcome: 'solved' } as const;
const noMore = { reason: '撤回', withdrawnOn: day('2026-09-19') } as const;
/** Completed on 10 September, taken up again on the 20th. */
const reopened = () =>
  completedStory().do('reopenCase', {
    reason: 'newFacts',
    explanation: '新的事实',
    reopenedOn: day('2026-09-20'),
  });
/** Not accepted on 3 September, taken up again on the 20th. */
const refusedAndReopened = () =>
  begin()
    .do('issueAcceptanceNotice', {
      decision: 'refuse',
      reason: '不属职责',
      lawExplanation: '依法',
      competentBody: '某机关',
      issuedOn: day('2026-09-03'),
    })
    .do('reopenCase', { reason: 'newFacts', explanation: '新的事实', reopenedOn: day('2026-09-20') });
/** A district's matter, passed on and received on 7 September. */
const below = () =>
  begin(district).do('transferCase', { unitId: 'west', reason: '属区级', transferredOn: day('2026-09-07') });
const accept = { decision: 'accept' } as const;
const supervise = { trigger: 'shirking', requirement: '请办理', suggestions: [] } as const;

describe('no day lies before what it follows (业务日期, Art 19)', () => {
  test.each<[string, () => CaseStory, (story: CaseStory, on: ReturnType<typeof day>) => string | undefined, string]>([
    [
      'an answer after the matter was taken up again (重新办理)',
      reopened,
      (story, repliedOn) => code(story.try('completeCase', { ...answer, repliedOn })),
      '2026-09-20',
    ],
    [
      'a notice after what had been refused was taken up again (Art 23)',
      refusedAndReopened,
      (story, issuedOn) => code(story.try('issueAcceptanceNotice', { ...accept, issuedOn })),
      '2026-09-20',
    ],
    [
      'a withdrawal after it was taken up again',
      reopened,
      (story, withdrawnOn) => code(story.try('withdrawCase', { ...noMore, withdrawnOn })),
      '2026-09-20',
    ],
    [
      'a district’s notice after it received the matter (R77)',
      below,
      (story, issuedOn) => code(story.try('issueAcceptanceNotice', { ...accept, issuedOn }, west)),
      '2026-09-07',
    ],
    [
      '催办 after the unit received it (R65)',
      below,
      (story, urgedOn) => code(story.try('urgeCase', { text: '请抓紧', urgedOn })),
      '2026-09-07',
    ],
    [
      '督办 after the unit received it (Art 40)',
      below,
      (story, supervisedOn) => code(story.try('superviseCase', { ...supervise, supervisedOn })),
      '2026-09-07',
    ],
    [
      '通报 when the days of the answer to 督办 are over (Art 39)',
      () => below().do('superviseCase', { ...supervise, supervisedOn: day('2026-09-07') }),
      (story, circulatedOn) =>
        code(story.try('circulateCriticism', { text: '逾期未反馈', approvedBy: '沈若兰', circulatedOn })),
      '2026-10-09',
    ],
  ])('%s', (_what, story, give, first) => {
    const before = new Date(Date.parse(first) - 86_400_000).toISOString().slice(0, 10);
    expect(['done-too-early', 'issued-before-receipt']).toContain(give(story(), day(before)));
    expect(give(story(), day(first))).toBeUndefined();
  });

  test('an opinion is not carried out before its matter was received (R29)', () => {
    const conclude = { ground: 'reexaminationNotRequested', concludedOn: day('2026-11-20') } as const;
    const story = completedStory();
    const early = { ...conclude, implementedOn: day('2026-08-31') };
    expect(story.refusal('concludeCase', early)).toMatchObject({ code: 'done-too-early', path: 'implementedOn' });
    story.do('concludeCase', { ...conclude, implementedOn: day('2026-09-01') });
  });
});

describe('who is asked first, and what goes before', () => {
  test('while 复查 waits to be taken in, nobody answers a second time (R51, Art 35)', () => {
    const facts = { responsibility: 'district', priorHandling: 'replied' } as const;
    const story = begin({ channel: 'leaderReception', matter: matterOf(facts, { handlingUnitId: 'west' }) });
    const word = { decision: 'handle', text: '同意受理，请复查', instructedOn: day('2026-09-01') } as const;
    story.do('giveInstruction', { ...word, raisedBefore: true, asksReexamination: true }, leader);
    story.do('issueAcceptanceNotice', { ...accept, issuedOn: day('2026-09-02') });
    expect(turn(story)).toBe('office requestReexamination');
    const given = { ...answer, repliedOn: day('2026-09-03') };
    expect(story.refusal('completeCase', given).code).toBe('reexamination-first');
  });

  test('a district objects though the superior has refused the bureau’s objection: each has its five days (Art 23)', () => {
    const story = begin({ ...district, channel: 'transferred', incoming: { from: '市信访局' } });
    story.do('objectToTransfer', { reason: '不属本局', objectedOn: day('2026-09-02') });
    story.do('settleObjection', { agreed: false, reason: '属其职责', settledOn: day('2026-09-03') });
    const doneOn = day('2026-09-03');
    story.do('recordIntakeStep', { step: 'opened', doneOn }).do('recordIntakeStep', { step: 'stamped', doneOn });
    story.do('recordIntakeStep', { step: 'abstracted', doneOn, abstract: '校车停运' });
    story.do('recordIntakeStep', { step: 'submitted', doneOn, leaderId: 'person-leader' });
    story.do('giveInstruction', { decision: 'handOver', text: '请转送', instructedOn: doneOn }, leader);
    story.do('transferCase', { unitId: 'west', reason: '属区级', transferredOn: day('2026-09-04') });
    story.do('objectToTransfer', { reason: '属市级', objectedOn: day('2026-09-07') }, west);
    expect(story.refusal('objectToTransfer', { reason: '属市级', objectedOn: day('2026-09-07') }, west).code).toBe(
      'already-objected',
    );
    story.expectRefolds();
  });

  test('after 重新办理 the copy of the new answer is owed, though one of the old was filed (R79)', () => {
    const story = completedStory(district);
    const copy = { document: 'reply', documentOn: day('2026-09-10'), filedOn: day('2026-09-11') } as const;
    const owed = () => must(copiesOwed(story.case(), on(today))).map(({ document }) => document);
    story.do('fileCopy', copy);
    expect(owed()).toEqual(['notice']);
    story.do('reopenCase', { reason: 'newFacts', explanation: '新的事实', reopenedOn: day('2026-09-20') });
    story.do('completeCase', { ...answer, repliedOn: day('2026-09-25') });
    expect(owed()).toEqual(['notice', 'reply']);
  });

  test('what the leader has not accepted goes nowhere: the notice is next (R29, R55)', () => {
    const facts = { responsibility: 'district', priorHandling: 'concluded', opinionImplemented: true } as const;
    const story = begin({ channel: 'leaderReception', matter: matterOf(facts, { handlingUnitId: 'west' }) });
    const word = { decision: 'refuse', text: '不予受理', instructedOn: day('2026-09-01'), raisedBefore: true } as const;
    story.do('giveInstruction', word, leader);
    expect(turn(story)).toBe('office issueAcceptanceNotice');
  });
});

function code(result: ReturnType<CaseStory['try']>): string | undefined {
  return result.ok ? undefined : result.code;
}
