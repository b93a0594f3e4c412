import type { Calendar } from '../calendar/calendar.ts';
import { checkReason, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import { type ChangedDeadline, type ClockChange, changedDeadline } from '../clocks/changes.ts';
import type { ClockId } from '../clocks/clocks.ts';
import { type Deadline, deadline } from '../clocks/deadline.ts';
import type { Aggregates } from '../commands.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { answersForOrgan, approverOf } from './approver.ts';
import { isOwed } from './case-clocks.ts';
import type { ExtendHandling, PauseClock, ResumeClock } from './clock-commands.ts';
import type { PetitionCaseEvent } from './events.ts';
import { carryOut, caseOpen, checkDay, type Need, type Procedure, streamOf, takenUpOn } from './procedure.ts';
import type { CaseClock, PetitionCaseState } from './types.ts';

export const extensionBasis = [cite('petitionRegulation2022', '第三十四条')];
const hearingBasis = [cite('petitionRegulation2022', '第三十六条')];

/** The newest clock of that duty which is still owed. */
export const owedClock = (state: PetitionCaseState, clock: ClockId): CaseClock | undefined =>
  state.clocks.findLast((row) => row.clock === clock && isOwed(row));

/** That duty of the case is owed, and its clock stands so. */
export const running = (clock: ClockId, wanted: CaseClock['state'], citations: Procedure['citations']): Need => ({
  holds: (state) => owedClock(state, clock)?.state === wanted,
  code: 'clock-not-running',
  params: () => ({ clock, wanted }),
  citations,
});

/** 延长办理期限 (Art 34): while the 60 days run, once, at most 30 days. */
export const extension = {
  command: 'extendHandling',
  by: ['leader', 'clerk', 'departmentClerk'],
  needs: [
    caseOpen,
    running('handling', 'running', extensionBasis),
    {
      holds: (state) => !owedClock(state, 'handling')?.changes?.some(({ type }) => type === 'extended'),
      code: 'extension-twice',
      citations: extensionBasis,
    },
  ],
  citations: extensionBasis,
} as const satisfies Procedure;

/** 听证 (Art 36): only of 复核; the law leaves no other time out. */
export const pause = {
  command: 'pauseClock',
  by: ['leader', 'clerk'],
  needs: [caseOpen, running('final-review', 'running', hearingBasis)],
  citations: hearingBasis,
} as const satisfies Procedure;
export const resumption = {
  command: 'resumeClock',
  by: ['leader', 'clerk'],
  needs: [caseOpen, running('final-review', 'paused', hearingBasis)],
  citations: hearingBasis,
} as const satisfies Procedure;

/** The deadline as first fixed. A date that was set outside (R65, R84) is no row of the limits: it replaces what was counted. */
function firstDeadline(row: CaseClock, calendar: Calendar): Result<Deadline> {
  const counted = deadline(calendar, row.clock, row.from, row.province ? { province: row.province } : {});
  if (!counted.ok || (row.limitId !== 'hotline-centre' && row.limitId !== 'superior-body')) return counted;
  const { legalDue, targetDue } = row.original ?? row;
  const { binding } = counted.value;
  return ok({
    ...counted.value,
    legalDue,
    targetDue,
    binding: { ...binding, legalDue, targetDue, unrolled: legalDue },
  });
}

/** A changed clock with its workings. Refuses `calendar-missing` and what {@link changedDeadline} refuses. */
export function changedClock(
  calendar: Calendar,
  row: CaseClock,
  changes: readonly ClockChange[],
): Result<ChangedDeadline> {
  const first = firstDeadline(row, calendar);
  return first.ok ? changedDeadline(calendar, first.value, changes) : first;
}

/**
 * A changed clock, counted again by another calendar. What was granted is not taken back: where the new days would no longer
 * have allowed a change, its dates stay. Refuses `calendar-missing`.
 */
export function recountedClock(calendar: Calendar, row: CaseClock, changes: readonly ClockChange[]): Result<CaseClock> {
  const changed = changedClock(calendar, row, changes);
  if (!changed.ok) return changed.code === 'calendar-missing' ? changed : ok(row);
  const { legalDue, targetDue, provisional } = changed.value;
  return ok({ ...row, legalDue, targetDue, provisional });
}

/** Changes a clock that is owed, and dates it anew. Refuses `clock-not-running` and what {@link changedDeadline} refuses. */
export function change(
  state: PetitionCaseState,
  clock: ClockId,
  next: ClockChange,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  const row = owedClock(state, clock);
  if (row === undefined) return refused('clock-not-running', { clock, wanted: 'running' });
  const first = firstDeadline(row, world.calendar);
  if (!first.ok) return first;
  const changed = changedDeadline(world.calendar, first.value, [...(row.changes ?? []), next]);
  if (!changed.ok) return changed;
  const { legalDue, targetDue, provisional, citations } = changed.value;
  return ok([
    { type: 'clockChanged', stream: streamOf(state), clock, change: next, legalDue, targetDue, provisional, citations },
  ]);
}

/** By whom. */
export const checkApprover = (name: string, citations: Procedure['citations']): Refused | undefined =>
  checkText(name, { path: 'approvedBy', limit: textLimits.name, missing: 'approver-missing', citations });

/**
 * Extends the 60 days of handling (Art 34): decided by whoever answers for the organ that handles it, and told to the petitioner
 * before they are over. Refuses approver-missing, not-approver and what {@link changedDeadline} refuses.
 */
export function extendHandling(
  aggregates: Aggregates,
  command: ExtendHandling,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(extension, aggregates, command, world, (state) => {
    const { days, reason, decidedOn, toldOn } = command;
    const day = { world, citations: extensionBasis };
    const refusal = firstRefusal(
      () => checkReason(reason, extensionBasis),
      () => checkDay(decidedOn, { ...day, after: takenUpOn(state), path: 'decidedOn' }),
      () => checkDay(toldOn, { ...day, after: decidedOn, path: 'toldOn' }),
    );
    if (refusal) return refusal;
    const may = (id: string) => answersForOrgan(id, state.handlingUnitId, world);
    const approver = approverOf(command.approverId, world, { may, citations: extensionBasis });
    if (!approver.ok) return approver;
    const { id: approverId, name: approvedBy } = approver.value;
    const extended = { type: 'extended', days, reason, approvedBy, approverId, decidedOn, toldOn } as const;
    return change(state, 'handling', extended, world);
  });
}

/** What is wrong with the day of a change, at the field that asked for it. */
const atDay = <T>(path: string, result: Result<T>): Result<T> =>
  result.ok || result.path !== 'on' ? result : { ...result, path };

/** A hearing begins (Art 36): its days are not counted. */
export function pauseClock(
  aggregates: Aggregates,
  command: PauseClock,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(pause, aggregates, command, world, (state) => {
    const on = command.pausedOn;
    return (
      checkDay(on, { world, after: state.receivedOn, citations: hearingBasis, path: 'pausedOn' }) ??
      atDay('pausedOn', change(state, 'final-review', { type: 'paused', cause: 'hearing', on }, world))
    );
  });
}

/** The hearing is over (Art 36). */
export function resumeClock(
  aggregates: Aggregates,
  command: ResumeClock,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(resumption, aggregates, command, world, (state) => {
    const on = command.resumedOn;
    return (
      checkDay(on, { world, after: state.receivedOn, citations: hearingBasis, path: 'resumedOn' }) ??
      atDay('resumedOn', change(state, 'final-review', { type: 'resumed', on }, world))
    );
  });
}
