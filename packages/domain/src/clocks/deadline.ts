import {
  addWorkingDays,
  type Calendar,
  calendarDay,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from '../calendar/calendar.ts';
import type { Citation } from '../citation.ts';
import { addDays, fromEpochDay, type PlainDate, toEpochDay } from '../date.ts';
import { ok, type Result, refused } from '../result.ts';
import {
  type Clock,
  type ClockId,
  type ClockLimit,
  type ClockTrigger,
  clocks,
  limitsInForce,
  type Province,
} from './clocks.ts';

export type StepReason = 'trigger' | 'counted' | 'weekend' | 'holiday' | 'makeUpWorkday';

/**
 * One day on the way from trigger to due. `counted` is its ordinal when it counts; without it the day is skipped (for
 * working-day limits) or belongs to the roll after the last counted day (for calendar-day limits). The working day on
 * which a rolled limit ends has reason `counted` or `makeUpWorkday` and no ordinal. A limit of no days (同时) counts the
 * trigger's own day, as 0.
 */
export interface DeadlineStep {
  readonly date: PlainDate;
  readonly reason: StepReason;
  readonly festival?: string;
  readonly counted?: number;
}

/**
 * One limit worked out. `unrolled` is the last counted day; `legalDue` that day, or the first working day after it when
 * it is a rest day (民法典第二百零三条); `targetDue` the last working day on or before `unrolled`. A limit that lies inside
 * another (`roll: 'backward'`) ends on `targetDue` by law too.
 */
export interface DeadlineCandidate {
  readonly limit: ClockLimit;
  readonly unrolled: PlainDate;
  readonly legalDue: PlainDate;
  readonly targetDue: PlainDate;
  readonly provisional: boolean;
  readonly steps: readonly DeadlineStep[];
}

/** A due date (期限) with every limit that was weighed; `binding` is the one that ends first. */
export interface Deadline {
  readonly clock: ClockId;
  /** The event that set it running, on `from`. */
  readonly trigger: ClockTrigger;
  readonly from: PlainDate;
  readonly binding: DeadlineCandidate;
  readonly legalDue: PlainDate;
  readonly targetDue: PlainDate;
  readonly provisional: boolean;
  readonly citation: Citation;
  readonly candidates: readonly DeadlineCandidate[];
}

/** One limit with its days. */
interface WeighedLimit extends DueDates {
  readonly limit: ClockLimit;
}

interface DueDates {
  readonly unrolled: PlainDate;
  readonly legalDue: PlainDate;
  readonly targetDue: PlainDate;
  readonly provisional: boolean;
}

function dueDates(calendar: Calendar, limit: ClockLimit, from: PlainDate): Result<DueDates> {
  if (limit.unit === 'workingDay') {
    const last = addWorkingDays(calendar, from, limit.amount);
    if (!last.ok) return last;
    const { date, provisional } = last.value;
    return ok({ unrolled: date, legalDue: date, targetDue: date, provisional });
  }
  const known = calendarDay(calendar, from);
  if (!known.ok) return known;
  const unrolled = addDays(from, limit.amount);
  const rolled = workingDayOnOrAfter(calendar, unrolled);
  if (!rolled.ok) return rolled;
  // nothing can be aimed at before it began: a duty of the same day (同时) is aimed at where it ends
  const target = limit.amount === 0 ? rolled : workingDayOnOrBefore(calendar, unrolled);
  if (!target.ok) return target;
  const targetDue = target.value.date;
  return ok({
    unrolled,
    legalDue: limit.roll === 'backward' ? targetDue : rolled.value.date,
    targetDue,
    provisional: rolled.value.provisional || target.value.provisional,
  });
}

function workings(calendar: Calendar, limit: ClockLimit, from: PlainDate, due: DueDates): Result<DeadlineStep[]> {
  const atOnce = limit.amount === 0 ? { counted: 0 } : {};
  const steps: DeadlineStep[] = [{ date: from, reason: 'trigger', ...atOnce }];
  let counted = 0;
  const last = Math.max(toEpochDay(due.legalDue), toEpochDay(due.unrolled));
  for (let day = toEpochDay(from) + 1; day <= last; day += 1) {
    const found = calendarDay(calendar, fromEpochDay(day));
    if (!found.ok) return found;
    const { date, kind, festival } = found.value;
    const rests = kind === 'weekend' || kind === 'holiday';
    const counts = date <= due.unrolled && (limit.unit === 'calendarDay' || !rests);
    if (counts) counted += 1;
    const reason = kind === 'makeUpWorkday' ? kind : rests && !counts ? kind : 'counted';
    steps.push({
      date,
      reason,
      ...(festival === undefined ? {} : { festival }),
      ...(counts ? { counted } : {}),
    });
  }
  return ok(steps);
}

/**
 * The earlier legalDue binds (the bureau may be stricter than the law, never laxer); on the same day the text listed later
 * in the clock's rows.
 */
function bindsBefore(a: DueDates, b: DueDates): boolean {
  return a.legalDue <= b.legalDue;
}

/** What of the place is switched on beside the bureau's and the nation's limits. */
export interface DeadlineOptions {
  /** Weigh this province's limits too (省级规定). */
  readonly province?: Province;
}

/** The limits of a clock, worked out but not yet explained. */
function weigh(
  calendar: Calendar,
  clock: string,
  from: PlainDate,
  { province }: DeadlineOptions,
): Result<{ readonly clock: Clock; readonly dues: readonly [WeighedLimit, ...WeighedLimit[]] }> {
  const found = clocks.find((candidate) => candidate.id === clock);
  if (!found) return refused('unknown-clock', { clock: clock.slice(0, 60) });
  const dues: WeighedLimit[] = [];
  for (const limit of limitsInForce(found, from, province)) {
    const due = dueDates(calendar, limit, from);
    if (!due.ok) return due;
    dues.push({ limit, ...due.value });
  }
  const [first, ...rest] = dues;
  if (first) return ok({ clock: found, dues: [first, ...rest] });
  return refused(
    'no-limit-in-force',
    { clock, from },
    found.limits.map((limit) => limit.citation),
  );
}

/**
 * When a duty is due, and why (为什么是这一天). `from` is the day of the triggering event and is not counted
 * (民法典第二百零一条). With a province its limits are weighed beside the others; the earliest binds. Refuses
 * `unknown-clock`, `no-limit-in-force` (event older than every text) and `calendar-missing` (a year without data).
 */
export function deadline(
  calendar: Calendar,
  clock: string,
  from: PlainDate,
  options: DeadlineOptions = {},
): Result<Deadline> {
  const weighed = weigh(calendar, clock, from, options);
  if (!weighed.ok) return weighed;
  const candidates: DeadlineCandidate[] = [];
  for (const due of weighed.value.dues) {
    const steps = workings(calendar, due.limit, from, due);
    if (!steps.ok) return steps;
    candidates.push({ ...due, steps: steps.value });
  }
  const binding = candidates.reduce((best, candidate) => (bindsBefore(candidate, best) ? candidate : best));
  const { legalDue, targetDue, provisional } = binding;
  return ok({
    clock: weighed.value.clock.id,
    trigger: weighed.value.clock.trigger,
    from,
    binding,
    legalDue,
    targetDue,
    provisional,
    citation: binding.limit.citation,
    candidates,
  });
}

/** What was worked out already on a calendar, by clock, day and province. */
const known = new WeakMap<Calendar, Map<string, Result<WeighedLimit>>>();

/**
 * The same dates as {@link deadline} gives, and the limit that binds, without the workings. Worked out once: a notice re-dates all
 * open cases, and many began on one day. Refuses as it does.
 */
export function dueDate(
  calendar: Calendar,
  clock: string,
  from: PlainDate,
  options: DeadlineOptions = {},
): Result<WeighedLimit> {
  const ofCalendar = known.get(calendar) ?? new Map<string, Result<WeighedLimit>>();
  known.set(calendar, ofCalendar);
  const key = `${clock} ${from} ${options.province ?? ''}`;
  const before = ofCalendar.get(key);
  if (before) return before;
  const weighed = weigh(calendar, clock, from, options);
  const due = weighed.ok
    ? ok(weighed.value.dues.reduce((best, candidate) => (bindsBefore(candidate, best) ? candidate : best)))
    : weighed;
  ofCalendar.set(key, due);
  return due;
}
