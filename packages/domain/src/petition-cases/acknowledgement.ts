import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import { isWithin, type World } from '../identity/units.ts';
import { ok, type Result, refused } from '../result.ts';
import type { PetitionCaseEvent } from './events.ts';
import type { AcknowledgePressing } from './pressing-commands.ts';
import { byActor, carryOut, checkDay, type Procedure, streamOf } from './procedure.ts';
import { type Acknowledgement, type PressedBy, pressedBy } from './side-facets.ts';
import { isOpen } from './statuses.ts';
import { standsAlone, supervisedUnitId } from './supervision.ts';
import type { PetitionCaseState } from './types.ts';

const basis = [cite('petitionSystem', '第三条（六）', 'R65'), cite('petitionRegulation2022', '第四十条')];

interface Pressing {
  readonly sentOn: PlainDate;
  readonly acknowledged: Acknowledgement | undefined;
  readonly answered: boolean;
}

/** The newest 催办, 督办 or 通报 of a case. */
function newest({ urgings, supervisions }: PetitionCaseState, of: PressedBy): Pressing | undefined {
  const supervision = supervisions?.at(-1);
  const [sent, sentOn] = {
    urging: [urgings?.at(-1), urgings?.at(-1)?.urgedOn] as const,
    supervision: [supervision, supervision?.supervisedOn] as const,
    criticism: [supervision?.circulated, supervision?.circulated?.circulatedOn] as const,
  }[of];
  const answered = of === 'supervision' && supervision?.answer !== undefined;
  return sentOn && { sentOn, acknowledged: sent?.acknowledged, answered };
}

/** Who answered a supervision has received it. */
const awaits = (one: Pressing | undefined): boolean => one !== undefined && !one.acknowledged && !one.answered;

/** Whom the newest of these was sent to. */
const sentTo = (state: PetitionCaseState, of: PressedBy): string =>
  of === 'urging' ? (state.urgings?.at(-1)?.unitId ?? state.handlingUnitId) : supervisedUnitId(state);

/** What waits to be acknowledged, the gravest first. */
export const awaitingAcknowledgement = (state: PetitionCaseState): readonly PressedBy[] =>
  pressedBy.filter((of) => awaits(newest(state, of))).toReversed();

/** What this actor may acknowledge: what waits for it, then what their own unit has acknowledged and may date anew. */
export function acknowledgeable(state: PetitionCaseState, { actor, unit }: World): readonly PressedBy[] {
  const reached = (of: PressedBy) => isWithin((id) => unit(id), sentTo(state, of), actor.unitId);
  const theirs = (of: PressedBy) => newest(state, of)?.acknowledged?.by.unitId === actor.unitId;
  return [...awaitingAcknowledgement(state).filter(reached), ...pressedBy.filter(theirs).toReversed()];
}

/** How the newest 催办, 督办 and 通报 of a case stand (签收情况): the unit has yet to acknowledge it, or has. */
export const receiptStates = [
  'criticismOwed',
  'criticismSigned',
  'supervisionOwed',
  'supervisionSigned',
  'urgingOwed',
  'urgingSigned',
] as const;
export type ReceiptState = (typeof receiptStates)[number];
export const isOwedReceipt = (receipt: ReceiptState): boolean => receipt.endsWith('Owed');

/** What of a case its unit is to acknowledge, or has; what was sent to the department that only reexamines it stands in the case alone. An urging of what is closed by now, and anything of what was merged or withdrawn, is owed no more. */
export function receiptsOf(state: PetitionCaseState): readonly ReceiptState[] {
  const still = (of: PressedBy) => (of === 'urging' ? isOpen(state.status) : standsAlone(state));
  const own = (of: PressedBy) => sentTo(state, of) === state.handlingUnitId;
  return pressedBy
    .toReversed()
    .filter(own)
    .flatMap((of): readonly ReceiptState[] => {
      const one = newest(state, of);
      if (!awaits(one)) return one === undefined ? [] : [`${of}Signed`];
      return still(of) ? [`${of}Owed`] : [];
    });
}

/** 签收: by the unit that it was sent to, also once the case is closed. */
export const acknowledgement = {
  command: 'acknowledgePressing',
  by: ['leader', 'clerk', 'departmentClerk'],
  holderOnly: true,
  // 催办 of who reexamines and 督办 of who answered may wait side by side: each for its own unit
  holder: (state, world) => {
    const sent = pressedBy.map((of) => sentTo(state, of));
    return sent.find((unitId) => isWithin((id) => world.unit(id), unitId, world.actor.unitId));
  },
  needs: [
    {
      holds: (state, world) => acknowledgeable(state, world).length > 0,
      code: 'nothing-to-acknowledge',
      citations: basis,
    },
  ],
  citations: basis,
} as const satisfies Procedure;

/**
 * The unit acknowledges the newest 催办, 督办 or 通报 (签收): who received it and on which day. Acknowledged once more by the same
 * unit, with the reason, the later date stands in the place of the earlier one, which stays in the record.
 */
export function acknowledgePressing(
  aggregates: Aggregates,
  command: AcknowledgePressing,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(acknowledgement, aggregates, command, world, (state) => {
    const { of, acknowledgedOn, reason } = command;
    const refusal = checkChoice(of, pressedBy, 'of');
    if (refusal) return refusal;
    const pressing = newest(state, of);
    if (pressing === undefined || !acknowledgeable(state, world).includes(of)) {
      return refused('nothing-to-acknowledge', {}, basis, 'of');
    }
    const why = { path: 'reason', limit: textLimits.demand, citations: basis };
    const said = reason !== undefined && { reason };
    return (
      firstRefusal(
        () => checkDay(acknowledgedOn, { world, after: pressing.sentOn, citations: basis, path: 'acknowledgedOn' }),
        () => checkText(reason, pressing.acknowledged ? { ...why, missing: 'reason-missing' } : why),
      ) ??
      ok([{ type: 'pressingAcknowledged', stream: streamOf(state), of, acknowledgedOn, by: byActor(world), ...said }])
    );
  });
}
