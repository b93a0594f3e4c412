import { checkChoice, firstRefusal } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { ok, type Result, refused } from '../result.ts';
import type { PetitionCaseEvent } from './events.ts';
import { byActor, carryOut, checkDay, type Procedure, streamOf } from './procedure.ts';
import type { AcknowledgePressing } from './side-commands.ts';
import { type PressedBy, pressedBy } from './side-facets.ts';
import type { PetitionCaseState } from './types.ts';

const basis = [cite('petitionSystem', '第三条（六）', 'R65'), cite('petitionRegulation2022', '第四十条')];

/** The day of the newest 催办, 督办 or 通报 that the unit has not acknowledged; who answered a supervision has received it. */
function unacknowledged(state: PetitionCaseState, of: PressedBy): PlainDate | undefined {
  const supervision = state.supervisions?.at(-1);
  if (of === 'supervision')
    return supervision?.acknowledged || supervision?.answer ? undefined : supervision?.supervisedOn;
  if (of === 'criticism')
    return supervision?.circulated?.acknowledged ? undefined : supervision?.circulated?.circulatedOn;
  const urging = state.urgings?.at(-1);
  return urging?.acknowledged ? undefined : urging?.urgedOn;
}

/** What waits to be acknowledged, the gravest first. */
export const awaitingAcknowledgement = (state: PetitionCaseState): readonly PressedBy[] =>
  pressedBy.filter((of) => unacknowledged(state, of) !== undefined).reverse();

/** 签收: by the unit that handles the case, also once it is closed. */
export const acknowledgement = {
  command: 'acknowledgePressing',
  by: ['leader', 'clerk', 'departmentClerk'],
  holderOnly: true,
  needs: [
    {
      holds: (state) => awaitingAcknowledgement(state).length > 0,
      code: 'nothing-to-acknowledge',
      citations: basis,
    },
  ],
  citations: basis,
} as const satisfies Procedure;

/** The unit acknowledges the newest 催办, 督办 or 通报 (签收): who received it and on which day. */
export function acknowledgePressing(
  aggregates: Aggregates,
  command: AcknowledgePressing,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(acknowledgement, aggregates, command, world, (state) => {
    const { of, acknowledgedOn } = command;
    const refusal = checkChoice(of, pressedBy, 'of');
    if (refusal) return refusal;
    const after = unacknowledged(state, of);
    if (after === undefined) return refused('nothing-to-acknowledge', {}, basis, 'of');
    return (
      firstRefusal(() => checkDay(acknowledgedOn, { world, after, citations: basis, path: 'acknowledgedOn' })) ??
      ok([{ type: 'pressingAcknowledged', stream: streamOf(state), of, acknowledgedOn, by: byActor(world) }])
    );
  });
}
