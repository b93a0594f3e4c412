import { type Calendar, calendarDay, workingDayOnOrAfter, workingDayOnOrBefore } from '../calendar/calendar.ts';
import { type Citation, cite } from '../citation.ts';
import { addDays, daysBetween, type PlainDate } from '../date.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import type { Deadline, DeadlineStep } from './deadline.ts';

/**
 * What can happen to a running clock. Extension (延长办理期限, Art 34): by the head of the unit, with reasons, the
 * petitioner told. Pause and resumption: the days from `on` up to the day before the resumption are not counted (听证,
 * Art 36). Agreed: a new date that the office settles with the 12345 centre for a complex order (R85).
 */
export type ClockChange =
  | {
      readonly type: 'extended';
      readonly days: number;
      readonly reason: string;
      /** By name, as it was then. */
      readonly approvedBy: string;
      /** Missing where it was approved before that was asked. */
      readonly approverId?: string;
      readonly decidedOn: PlainDate;
      readonly toldOn: PlainDate;
    }
  | { readonly type: 'paused'; readonly cause: 'hearing'; readonly on: PlainDate }
  | { readonly type: 'resumed'; readonly on: PlainDate }
  | {
      readonly type: 'agreed';
      /** When it was asked for: what was asked in time may be agreed to later. */
      readonly requestedOn?: PlainDate;
      readonly dueOn: PlainDate;
      readonly reason: string;
      readonly approvedBy: string;
      readonly decidedOn: PlainDate;
    };

/** Days that are not counted, both included. */
export interface ExcludedDays {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** One day on the way to a changed date; `hearing` is not counted. */
export type ChangedStep = DeadlineStep | { readonly date: PlainDate; readonly reason: 'hearing' };

/**
 * A due date after its changes. `original` is never lost. While `paused` the dates are those before the pause. `steps`
 * run from the trigger to the last day; an agreed date (R85) has none, since nobody counts to it.
 */
export interface ChangedDeadline {
  readonly original: Deadline;
  readonly changes: readonly ClockChange[];
  readonly state: 'running' | 'paused';
  readonly extendedBy: number;
  readonly excluded: readonly ExcludedDays[];
  readonly unrolled: PlainDate;
  readonly legalDue: PlainDate;
  readonly targetDue: PlainDate;
  readonly provisional: boolean;
  readonly citations: readonly Citation[];
  readonly steps: readonly ChangedStep[];
}

const agreedBasis = cite('petitionSystem', '第十一条', 'R85');
/**
 * A date that the 12345 centre sets (R84) or agrees to (R85): it holds whatever day it is; aimed at is the last working
 * day on or before it, but never a day before `notBefore` (receipt, or the agreement). Refuses with `calendar-missing`.
 */
export function centreDate(
  calendar: Calendar,
  dueOn: PlainDate,
  notBefore: PlainDate,
): Result<{ readonly legalDue: PlainDate; readonly targetDue: PlainDate; readonly provisional: boolean }> {
  const target = workingDayOnOrBefore(calendar, dueOn);
  if (!target.ok) return target;
  const { date, provisional } = target.value;
  return ok({ legalDue: dueOn, targetDue: date < notBefore ? dueOn : date, provisional });
}

const blank = (text: string): boolean => text.trim() === '';

/** Reason and approver, and a decision within the time that it changes, which begins with `since`. */
function checkAct(
  change: { readonly reason: string; readonly approvedBy: string; readonly decidedOn: PlainDate },
  state: ChangedDeadline,
  basis: readonly Citation[],
  since = state.original.from,
): Refused | undefined {
  if (blank(change.reason)) return refused('reason-missing', {}, basis, 'reason');
  if (blank(change.approvedBy)) return refused('approver-missing', {}, basis, 'approvedBy');
  if (change.decidedOn < since) {
    return refused('change-out-of-order', { on: change.decidedOn }, basis, 'decidedOn');
  }
  if (change.decidedOn > state.legalDue) {
    return refused('extension-after-due', { on: change.decidedOn, legalDue: state.legalDue }, basis, 'decidedOn');
  }
  return undefined;
}

/** Counts again: the original end, moved by the extension and by the days left out, rolled as the law rolls. */
function redate(calendar: Calendar, state: ChangedDeadline): Result<ChangedDeadline> {
  const { original, extendedBy, excluded } = state;
  const left = excluded.reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0);
  const unrolled = addDays(original.binding.unrolled, extendedBy + left);
  const rolled = workingDayOnOrAfter(calendar, unrolled);
  if (!rolled.ok) return rolled;
  const target = workingDayOnOrBefore(calendar, unrolled);
  if (!target.ok) return target;
  const legalDue = rolled.value.date;
  const steps: ChangedStep[] = [{ date: original.from, reason: 'trigger' }];
  let counted = 0;
  for (let date = addDays(original.from, 1); date <= legalDue; date = addDays(date, 1)) {
    if (excluded.some(({ from, to }) => from <= date && date <= to)) {
      steps.push({ date, reason: 'hearing' });
      continue;
    }
    const day = calendarDay(calendar, date);
    if (!day.ok) return day;
    const { kind, festival } = day.value;
    const counts = date <= unrolled;
    if (counts) counted += 1;
    const rests = kind === 'weekend' || kind === 'holiday';
    const reason = kind === 'makeUpWorkday' || (rests && !counts) ? kind : 'counted';
    steps.push({ date, reason, ...(festival === undefined ? {} : { festival }), ...(counts ? { counted } : {}) });
  }
  const provisional = original.provisional || rolled.value.provisional || target.value.provisional;
  return ok({ ...state, unrolled, legalDue, targetDue: target.value.date, provisional, steps });
}

function extend(
  calendar: Calendar,
  state: ChangedDeadline,
  change: Extract<ClockChange, { readonly type: 'extended' }>,
): Result<ChangedDeadline> {
  const { original, extendedBy } = state;
  const own = original.binding.limit.extension;
  if (own === undefined) return refused('extension-not-allowed', {}, [original.citation]);
  if (extendedBy > 0) return refused('extension-twice', {}, [own.citation]);
  const refusal = checkAct(change, state, [own.citation]);
  if (refusal) return refusal;
  if (change.toldOn < change.decidedOn) {
    return refused('change-out-of-order', { on: change.toldOn }, [own.citation], 'toldOn');
  }
  if (change.toldOn > state.legalDue) {
    return refused('extension-after-due', { on: change.toldOn, legalDue: state.legalDue }, [own.citation], 'toldOn');
  }
  // every limit that is weighed must allow the new end: 30 + 60 under the province is no more than the nation's 60 + 30
  const room = original.candidates.map(({ limit }) => limit.amount + (limit.extension?.maxDays ?? 0));
  const most = Math.min(own.maxDays, ...room.map((total) => total - original.binding.limit.amount));
  if (!Number.isInteger(change.days) || change.days < 1 || change.days > most) {
    return refused('extension-too-long', { given: change.days, limit: most }, [own.citation], 'days');
  }
  return redate(calendar, { ...state, extendedBy: change.days, citations: [...state.citations, own.citation] });
}

function pause(
  calendar: Calendar,
  state: ChangedDeadline,
  change: Extract<ClockChange, { readonly type: 'paused' | 'resumed' }>,
  pausedOn: PlainDate | undefined,
): Result<ChangedDeadline> {
  const allowed = state.original.binding.limit.pause;
  if (allowed === undefined) return refused('pause-not-allowed', {}, [state.original.citation]);
  const disorder = refused('change-out-of-order', { on: change.on }, [allowed.citation], 'on');
  if (change.type === 'paused') {
    const last = state.excluded.at(-1)?.to ?? state.original.from;
    if (pausedOn !== undefined || change.on <= last || change.on > state.legalDue) return disorder;
    return ok({ ...state, state: 'paused', citations: [...state.citations, allowed.citation] });
  }
  if (pausedOn === undefined || change.on < pausedOn) return disorder;
  const running: ChangedDeadline = { ...state, state: 'running' };
  if (change.on === pausedOn) return ok(running);
  return redate(calendar, {
    ...running,
    excluded: [...state.excluded, { from: pausedOn, to: addDays(change.on, -1) }],
  });
}

function agree(
  calendar: Calendar,
  state: ChangedDeadline,
  change: Extract<ClockChange, { readonly type: 'agreed' }>,
): Result<ChangedDeadline> {
  if (state.original.clock !== 'hotline-reply') return refused('extension-not-allowed', {}, [state.original.citation]);
  const { requestedOn } = change;
  // whoever had the order before its unit may have asked, so before the unit's own days began
  const refusal = checkAct(
    { ...change, decidedOn: requestedOn ?? change.decidedOn },
    state,
    [agreedBasis],
    requestedOn,
  );
  if (refusal) return refusal;
  if (change.dueOn < change.decidedOn)
    return refused('change-out-of-order', { on: change.dueOn }, [agreedBasis], 'dueOn');
  const dates = centreDate(calendar, change.dueOn, change.decidedOn);
  if (!dates.ok) return dates;
  const citations = [...state.citations, agreedBasis];
  return ok({ ...state, ...dates.value, unrolled: change.dueOn, citations, steps: [] });
}

/**
 * A due date with everything that happened to it, in the order in which it happened. Extension only where the article
 * knows one, once, within its days, decided and told before the time is over, with reason and approver (Art 34; 复查 and
 * 复核 have none, Arts 35, 36). A pause only where the article leaves time out (Art 36). Refuses `extension-not-allowed`,
 * `extension-too-long`, `extension-twice`, `extension-after-due`, `reason-missing`, `approver-missing`,
 * `pause-not-allowed`, `change-out-of-order`, `calendar-missing`.
 */
export function changedDeadline(
  calendar: Calendar,
  original: Deadline,
  changes: readonly ClockChange[],
): Result<ChangedDeadline> {
  const { unrolled, steps } = original.binding;
  const { legalDue, targetDue, provisional, citation } = original;
  const dates = { unrolled, legalDue, targetDue, provisional, steps };
  const start = { original, changes, state: 'running', extendedBy: 0, excluded: [], citations: [citation] } as const;
  let state: ChangedDeadline = { ...start, ...dates };
  let pausedOn: PlainDate | undefined;
  for (const change of changes) {
    const next: Result<ChangedDeadline> =
      change.type === 'extended'
        ? extend(calendar, state, change)
        : change.type === 'agreed'
          ? agree(calendar, state, change)
          : pause(calendar, state, change, pausedOn);
    if (!next.ok) return next;
    state = next.value;
    if (change.type === 'paused') pausedOn = change.on;
    if (change.type === 'resumed') pausedOn = undefined;
  }
  return ok(state);
}
