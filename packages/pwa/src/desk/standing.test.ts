import { plainDate } from '@huiyin/domain';
import type { PetitionCaseState } from '@huiyin/domain/cases';
import { expect, test } from 'vitest';
import { commandFields, type FormCommand } from './command-fields.ts';
import { standingIn } from './standing.ts';

const on = plainDate('2026-11-20');
const by = { id: 'p', name: '许文静', unitId: 'office' };
const clock = (name: string, ...changes: readonly object[]) => ({ clock: name, changes });

/** What a colleague did first, and how the same form shows it beside what was typed (抢先办理). */
test.each<[FormCommand, object, Record<string, string>]>([
  [
    'extendHandling',
    {
      clocks: [
        clock('handling', {
          type: 'extended',
          days: 20,
          reason: '需会商',
          approvedBy: '沈若兰',
          approverId: 'l',
          decidedOn: on,
          toldOn: on,
        }),
      ],
    },
    { days: '20', reason: '需会商', approverId: 'l', decidedOn: '2026-11-20', toldOn: '2026-11-20' },
  ],
  [
    'agreeHotlineDate',
    {
      clocks: [
        clock('hotline-reply', { type: 'agreed', dueOn: on, reason: '复杂', approvedBy: '中心', decidedOn: on }),
      ],
    },
    { dueOn: '2026-11-20', reason: '复杂', approvedBy: '中心', decidedOn: '2026-11-20' },
  ],
  [
    'refuseHotlineDate',
    {
      dateRequests: [
        { dueOn: on, reason: '复杂', answer: { agreed: false, answeredBy: '中心', on, reason: '不同意' } },
      ],
    },
    { approvedBy: '中心', reason: '不同意', decidedOn: '2026-11-20' },
  ],
  [
    'pauseClock',
    { clocks: [clock('final-review', { type: 'paused', cause: 'hearing', on })] },
    { pausedOn: '2026-11-20' },
  ],
  [
    'resumeClock',
    { clocks: [clock('final-review', { type: 'paused', cause: 'hearing', on }, { type: 'resumed', on })] },
    { resumedOn: '2026-11-20' },
  ],
  [
    'recordRecusal',
    { recusals: [{ personId: 'p', reason: '亲属', approver: { id: 'h', name: '周敏' }, decidedOn: on, by }] },
    { personId: 'p', reason: '亲属', approverId: 'h' },
  ],
  [
    'arrangeLeader',
    { leaderRequests: [{ arranged: { on, leaderId: 'l', leaderName: '沈若兰' } }] },
    { leaderId: 'l', arrangedOn: '2026-11-20' },
  ],
  [
    'recordLeaderAttendance',
    { leaderRequests: [{ attended: { on, coordination: '当面协调' } }] },
    { coordination: '当面协调', attendedOn: '2026-11-20' },
  ],
])('%s: what stands is said as the form would hold it', (command, done, said) => {
  const state = { clocks: [], ...done } as unknown as PetitionCaseState; // only the parts that are looked at
  expect(standingIn(command, commandFields[command], state)).toMatchObject(said);
  // nothing done yet: nothing stands
  const before = standingIn(command, commandFields[command], { clocks: [] } as unknown as PetitionCaseState);
  expect(Object.values(before ?? { missing: '-' }).join('')).toBe('');
});

test('who signed is read masked, and no version of it is offered (送达)', () => {
  const delivery = { manner: 'inPerson', signedBy: '李**', witnesses: ['周敏'], deliveredOn: on };
  const state = { clocks: [], delivery } as unknown as PetitionCaseState; // only the part that is looked at
  const stands = standingIn('deliverReply', commandFields.deliverReply, state);
  expect(stands).toMatchObject({ manner: 'inPerson', witnesses: '周敏' });
  expect(stands).not.toHaveProperty('signedBy');
});
