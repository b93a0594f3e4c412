import { checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { World } from '../identity/units.ts';
import { type FirstAsked, firstAskedOwner, type Holder, openHandOver } from '../reception/first-asked.ts';
import { ok, type Result, refused } from '../result.ts';
import type { PetitionCaseEvent } from './events.ts';
import { holdingUnitId } from './holding.ts';
import { byActor, carryOut, caseOpen, checkDay, isOfAccused, type Procedure, streamOf } from './procedure.ts';
import type { AcceptHandOver, DeclineHandOver, HandOverFirstAsked } from './side-commands.ts';
import type { PetitionCaseState } from './types.ts';

const basis = [cite('receptionSystem', '四（三）', 'R23')];

/** Who was asked first and what was handed over since; where nobody was written down, the unit that has the case, or else the office ('', R70). */
export function firstAskedOf(state: PetitionCaseState): FirstAsked {
  return state.firstAsked ?? { first: { unitId: holdingUnitId(state) ?? '', person: '' }, handOvers: [] };
}

/** Whose the first-asked responsibility is now; undefined where it is the office's. */
export const askedUnitId = (state: PetitionCaseState): string | undefined =>
  firstAskedOwner(firstAskedOf(state)).unitId || undefined;

const waiting = (state: PetitionCaseState) => openHandOver(firstAskedOf(state));

/** 首问移交: by the owner or the office, one offer at a time. */
export const handOver = {
  command: 'handOverFirstAsked',
  by: ['leader', 'clerk', 'departmentClerk'],
  holder: askedUnitId,
  needs: [caseOpen, { holds: (state) => waiting(state) === undefined, code: 'hand-over-open', citations: basis }],
  citations: basis,
} as const satisfies Procedure;

/** 接受移交: by the one to whom it was offered, or the office. */
export const handOverAcceptance = {
  command: 'acceptHandOver',
  by: ['leader', 'clerk', 'departmentClerk'],
  holder: (state) => waiting(state)?.to.unitId,
  needs: [caseOpen, { holds: (state) => waiting(state) !== undefined, code: 'no-hand-over', citations: basis }],
  citations: basis,
} as const satisfies Procedure;

/** 不接受移交: by the same. */
export const handOverRefusal = { ...handOverAcceptance, command: 'declineHandOver' } as const satisfies Procedure;

/** Offers the matter to another unit or person (R23). The first asked goes on owning it until the offer is accepted. */
export function handOverFirstAsked(
  aggregates: Aggregates,
  command: HandOverFirstAsked,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(handOver, aggregates, command, world, (state) => {
    const { toUnitId, toPerson, reason, offeredOn } = command;
    const owner = firstAskedOwner(firstAskedOf(state));
    const from: Holder = { ...owner, unitId: owner.unitId || world.actor.unitId };
    const to: Holder = { unitId: toUnitId, person: toPerson };
    const last = firstAskedOf(state).handOvers.at(-1);
    const after = last?.acceptedOn ?? last?.declined?.declinedOn ?? state.receivedOn;
    const text = { limit: textLimits.demand, citations: basis };
    const refusal = firstRefusal(
      () =>
        world.unit(toUnitId) ? undefined : refused('unknown-unit', { unit: toUnitId.slice(0, 60) }, [], 'toUnitId'),
      () =>
        isOfAccused(state, world, toUnitId)
          ? refused(
              'accused-unit',
              { unit: world.unit(toUnitId)?.name ?? '' },
              [cite('petitionRegulation2022', '第三十条')],
              'toUnitId',
            )
          : undefined,
      () => checkText(toPerson, { ...text, path: 'toPerson', limit: textLimits.name, missing: 'owner-missing' }),
      () =>
        from.unitId === to.unitId && from.person === to.person
          ? refused('hand-over-to-owner', {}, basis, 'toPerson')
          : undefined,
      () => checkText(reason, { ...text, path: 'reason', missing: 'reason-missing' }),
      () => checkDay(offeredOn, { world, after, citations: basis, path: 'offeredOn' }),
    );
    return refusal ?? ok([{ type: 'handOverOffered', stream: streamOf(state), from, to, reason, offeredOn }]);
  });
}

/** Accepts what was offered: only now the owner changes (R23). */
export function acceptHandOver(
  aggregates: Aggregates,
  command: AcceptHandOver,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(handOverAcceptance, aggregates, command, world, (state) => {
    const { acceptedOn } = command;
    const after = waiting(state)?.offeredOn ?? state.receivedOn;
    return (
      checkDay(acceptedOn, { world, after, citations: basis, path: 'acceptedOn' }) ??
      ok([{ type: 'handOverAccepted', stream: streamOf(state), acceptedOn, by: byActor(world) }])
    );
  });
}

/** Declines what was offered, with the reason: whoever owned it goes on owning it (首问负责, R23). */
export function declineHandOver(
  aggregates: Aggregates,
  command: DeclineHandOver,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(handOverRefusal, aggregates, command, world, (state) => {
    const { reason, declinedOn } = command;
    const after = waiting(state)?.offeredOn ?? state.receivedOn;
    const text = { path: 'reason', limit: textLimits.demand, missing: 'reason-missing', citations: basis } as const;
    return (
      firstRefusal(
        () => checkText(reason, text),
        () => checkDay(declinedOn, { world, after, citations: basis, path: 'declinedOn' }),
      ) ?? ok([{ type: 'handOverDeclined', stream: streamOf(state), reason, declinedOn, by: byActor(world) }])
    );
  });
}
