import { describe, expect, test } from 'vitest';
import { matterOf, must, register } from '../testkit.ts';
import { holdingUnitId } from './holding.ts';
import { meantUnitId } from './needs.ts';
import { acceptedStory, CaseStory, completedStory, day, decision, on, request } from './side-testkit.ts';
import { unitBesideId, workingUnitIds } from './supervision.ts';

/*
 * 现由谁办: until it is handed on (交办 R70, 转送 R26, R27) a case lies with the General Office, whichever unit it is meant for. Of each
 * step: who has the case, and whom it is meant for. '' is the office, or nobody.
 */

const below = matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' });
const west = on('2026-11-22', 'departmentClerk', 'west');
const basic = on('2026-11-22', 'departmentClerk', 'basic');

function visited(matter = matterOf({})): CaseStory {
  const story = new CaseStory();
  must(story.give(register({ channel: 'visit', receivedOn: day('2026-11-18'), matter })));
  return story;
}
const assign = { assignedOn: day('2026-11-19') };
const transfer = { unitId: 'west', reason: '属区县职责', transferredOn: day('2026-11-19') };
const objection = { reason: '信访人户籍不在本区', objectedOn: day('2026-11-20') };
const settle = (agreed: boolean) => ({ agreed, reason: '经核实', settledOn: day('2026-11-20') });
const refuse = {
  decision: 'refuse',
  issuedOn: day('2026-11-19'),
  reason: '不属教育部门职责',
  lawExplanation: '依法',
  competentBody: '市交通运输局',
} as const;
const received = { ...request, replyReceivedOn: day('2026-09-15') };
const answeredThere = { responsibility: 'district', priorHandling: 'replied' } as const;

describe('the unit that has a case (承办单位), and the one that it is meant for (拟交)', () => {
  test.each<[string, () => CaseStory, string, string]>([
    ['registered, for a department', () => visited(), '', 'basic'],
    ['registered, for a district', () => visited(below), '', 'west'],
    ['accepted, not handed on yet', () => acceptedStory(), '', 'basic'],
    ['assigned (交办)', () => visited().do('assignCase', assign), 'basic', ''],
    ['assigned to another', () => visited(below).do('assignCase', { ...assign, unitId: 'east' }), 'east', ''],
    ['transferred (转送)', () => visited(below).do('transferCase', transfer), 'west', ''],
    [
      'assigned, and taken back (撤回)',
      () =>
        visited(below)
          .do('assignCase', { ...assign, unitId: 'east' })
          .do('retractAct', { act: 'assignCase', reason: '点错了' }),
      '',
      'west',
    ],
    [
      'returned by the department (退回)',
      () =>
        visited()
          .do('assignCase', assign)
          .do('returnAssignment', { reason: '不属本处室职责', returnedOn: day('2026-11-20') }, basic),
      '',
      '',
    ],
    [
      'objected to (异议), not answered yet',
      () => visited(below).do('transferCase', transfer).do('objectToTransfer', objection, west),
      'west',
      '',
    ],
    [
      'the objection not agreed to',
      () =>
        visited(below)
          .do('transferCase', transfer)
          .do('objectToTransfer', objection, west)
          .do('settleObjection', settle(false)),
      'west',
      '',
    ],
    [
      'misdirected: the objection agreed to',
      () =>
        visited(below)
          .do('transferCase', transfer)
          .do('objectToTransfer', objection, west)
          .do('settleObjection', settle(true)),
      '',
      '',
    ],
    [
      'in handling before it came here (R28)',
      () => visited(matterOf({ responsibility: 'district', priorHandling: 'inProgress' }, { handlingUnitId: 'west' })),
      'west',
      '',
    ],
    [
      'closed by its unit',
      () => completedStory({}, acceptedStory().do('assignCase', { assignedOn: day('2026-09-04') })),
      'basic',
      '',
    ],
    ['closed by the office itself', () => completedStory(), '', ''],
    [
      'refused (不予受理)',
      () => visited(matterOf({ responsibility: 'notEducation' })).do('issueAcceptanceNotice', refuse),
      '',
      '',
    ],
    [
      'withdrawn before the hand-over',
      () => visited().do('withdrawCase', { reason: '信访人撤回', withdrawnOn: day('2026-11-19') }),
      '',
      '',
    ],
    [
      'answered by its unit, and reexamined by the bureau',
      () =>
        completedStory(
          { matter: below },
          acceptedStory({ matter: below }).do('assignCase', { assignedOn: day('2026-09-04') }),
        ).do('requestReexamination', request),
      'west',
      '',
    ],
    [
      'answered below before it came here, and reexamined by the bureau (R51)',
      () =>
        acceptedStory({ matter: matterOf(answeredThere, { handlingUnitId: 'west' }) }).do(
          'requestReexamination',
          received,
        ),
      '',
      '',
    ],
    [
      'the same, decided: whoever answered carries it out (R30)',
      () =>
        acceptedStory({ matter: matterOf(answeredThere, { handlingUnitId: 'west' }) })
          .do('requestReexamination', received)
          .reexamine('2026-10-08')
          .do('decideReexamination', decision),
      'west',
      '',
    ],
  ])('%s', (_name, story, holder, meant) => {
    const state = story().case();
    expect([holdingUnitId(state) ?? '', meantUnitId(state) ?? '']).toEqual([holder, meant]);
    expect(workingUnitIds(state).includes('west')).toBe(holder === 'west');
  });

  test('whom it is only meant for does nothing in it, whoever is supervised for it meanwhile answers', () => {
    const story = visited();
    expect(story.refusal('setCaseFlags', { flags: { complexLegal: true }, reason: '涉及合同效力' }, basic).code).toBe(
      'not-handed-over',
    );
    story.do('assignCase', assign).do('setCaseFlags', { flags: { complexLegal: true }, reason: '涉及合同效力' }, basic);
    const closed = completedStory().do('superviseCase', {
      trigger: 'opinionNotCarriedOut',
      requirement: '限期落实',
      suggestions: [],
      supervisedOn: day('2026-10-09'),
    });
    expect(unitBesideId(closed.case())).toBe('basic');
    closed.do('answerSupervision', { answer: '已落实', answeredOn: day('2026-10-20') }, basic);
    expect(workingUnitIds(closed.case())).toEqual([]);
  });
});
