import { checkChoice, checkReason, firstRefusal } from '../checks.ts';
import type { Aggregates } from '../commands.ts';
import type { IssuedDocument } from '../documents/issued.ts';
import { paperOfAct } from '../documents/paper-of-act.ts';
import { isWithin, type World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { isOwed } from './case-clocks.ts';
import { owedClock, recountedClock } from './clock-changes.ts';
import type { PetitionCaseEvent } from './events.ts';
import { askedUnitId } from './first-asked.ts';
import { byActor, carryOut, lawfulProcedure, type Procedure, streamOf } from './procedure.ts';
import { redateCase } from './redate.ts';
import { retracted } from './retract-evolve.ts';
import { type RetractableAct, retractableActs, retractLimits } from './retract-limits.ts';
import { retractables } from './retractable.ts';
import type { RetractAct } from './side-commands.ts';
import type { ActRetracted, DocumentVoided } from './side-events.ts';
import type { PetitionCaseState } from './types.ts';

/** Every step goes by the procedure, the step back too (法定程序, R5). */
const basis = [lawfulProcedure];

/** Whether this actor did it: that person where it is personal, else anybody of the same unit. */
function isTheirs(state: PetitionCaseState, act: RetractableAct, world: World): boolean {
  const { by, own, mayBe } = retractables[act];
  const { actor } = world;
  const who = by?.(state);
  if (who === undefined) return by === undefined && (mayBe?.(state, world) ?? true);
  return own ? who.id === actor.id : who.id === actor.id || who.unitId === actor.unitId;
}

/** What this actor may take back now. */
export function retractableNow(state: PetitionCaseState, world: World): readonly RetractableAct[] {
  return retractableActs.filter((act) => {
    const { stands, open } = retractables[act];
    return stands(state) && open(state, world) && isTheirs(state, act, world);
  });
}

/** 撤回操作: of what one has done oneself, while nothing was built on it; whoever acted meanwhile has the case from there. */
export const retraction = {
  command: 'retractAct',
  by: ['leader', 'clerk', 'departmentClerk'],
  // a department takes back the report on what it only reexamines, and whoever was asked first what it did with that (R23)
  holder: (state, { actor, unit }) => {
    const beside = [state.reexamination?.entrusted?.unitId, askedUnitId(state)];
    return beside.find((id) => id !== undefined && isWithin((one) => unit(one), id, actor.unitId));
  },
  needs: [
    {
      holds: (state, world) => retractableNow(state, world).length > 0,
      code: 'nothing-to-retract',
      citations: basis,
    },
  ],
  citations: basis,
} as const satisfies Procedure;

function checkAct(state: PetitionCaseState, act: RetractableAct, world: World): Refused | undefined {
  const { stands, open } = retractables[act];
  const until = retractLimits[act];
  if (!stands(state)) return refused('nothing-to-retract', {}, basis, 'act');
  if (!open(state, world)) return refused('retract-too-late', { act, until }, basis, 'act');
  return isTheirs(state, act, world) ? undefined : refused('retract-not-yours', { act }, basis, 'act');
}

/** The clock that the act had changed, as it stands without that change. */
function recountedWithout(
  state: PetitionCaseState,
  act: RetractableAct,
  world: World,
): Result<ActRetracted['recounted']> {
  const clocks = {
    extendHandling: 'handling',
    agreeHotlineDate: 'hotline-reply',
    pauseClock: 'final-review',
    resumeClock: 'final-review',
  } as const;
  const clock = Object.entries(clocks).find(([name]) => name === act)?.[1];
  const row = clock && owedClock(state, clock);
  if (clock === undefined || row === undefined) return ok(undefined);
  const again = recountedClock(world.calendar, row, (row.changes ?? []).slice(0, -1));
  if (!again.ok) return again;
  const { legalDue, targetDue, provisional } = again.value;
  return ok({ clock, legalDue, targetDue, provisional });
}

/** The paper that the act had brought forth keeps its number; nothing to cancel where somebody has done so. */
function voidedWith(
  state: PetitionCaseState,
  paper: IssuedDocument | undefined,
  reason: string,
  world: World,
): readonly DocumentVoided[] {
  if (paper === undefined || paper.voided) return [];
  const { id: documentId, number } = paper;
  const what = { documentId, number, reason, voidedOn: world.today, by: byActor(world) };
  return [{ type: 'documentVoided', stream: streamOf(state), ...what }];
}

/**
 * Takes an act back (撤回操作), with the reason: the case is what it was before it, its duties run again with their own dates,
 * and its paper is cancelled (作废, the number is kept). Refuses nothing-to-retract, retract-too-late, retract-not-yours,
 * reason-missing and calendar-missing.
 */
export function retractAct(
  aggregates: Aggregates,
  command: RetractAct,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(retraction, aggregates, command, world, (state) => {
    const { act, reason } = command;
    const refusal = firstRefusal(
      () => checkChoice(act, retractableActs, 'act'),
      () => checkAct(state, act, world),
      () => checkReason(reason, basis),
    );
    if (refusal) return refusal;
    const recounted = recountedWithout(state, act, world);
    if (!recounted.ok) return recounted;
    const { again = [], metOn, ended = [] } = retractables[act].clocks?.(state) ?? {};
    const owed = (id: string) => state.clocks.some((row) => row.clock === id && isOwed(row));
    const { paper: kind } = retractables[act];
    const paper = kind && paperOfAct(state, kind, act);
    const event: ActRetracted = {
      type: 'actRetracted',
      stream: streamOf(state),
      act,
      reason,
      by: byActor(world),
      again: again.filter((id) => !owed(id) && state.clocks.findLast(({ clock }) => clock === id)?.metOn === metOn),
      ended: ended.filter(owed),
      ...(recounted.value && { recounted: recounted.value }),
      ...(paper && { paperId: paper.id }),
    };
    // a notice of holidays that came meanwhile found the duties at rest
    const redated = redateCase(retracted(state, event), world.calendar);
    if (!redated.ok) return redated;
    return ok([event, ...redated.value, ...voidedWith(state, paper, reason, world)]);
  });
}
