import { cite } from '../citation.ts';
import { addDays, dayOfWeekOf, fromEpochDay, type PlainDate, plainDate, toEpochDay, yearOf } from '../date.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import type { CalendarYear } from './years.ts';

/** What a day is: working day (工作日), weekend (周末), festival (节假日) or make-up working day (调休上班). */
export type DayKind = 'workday' | 'weekend' | 'holiday' | 'makeUpWorkday';

export interface CalendarDay {
  readonly date: PlainDate;
  readonly kind: DayKind;
  /** The festival's name, on every day off that the notice gives. */
  readonly festival?: string;
  /** True when a notice that decides the day is not in yet: its own year's, or from 29 December the next year's. */
  readonly provisional: boolean;
}

/** Years without a gap between them, as tables over epoch days from `first` to `last`. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly years: readonly CalendarYear[];
  /** Per day: how many working days the run has up to and including it. */
  readonly rank: Int32Array;
  /** The working days in order, as epoch days: `working[rank[day] - 1]` is the last one on or before `day`. */
  readonly working: Int32Array;
  readonly special: ReadonlyMap<number, { readonly kind: 'holiday' | 'makeUpWorkday'; readonly festival?: string }>;
  /** Days that a notice not yet published may still change, as stretches of epoch days, both ends included. */
  readonly undecided: readonly (readonly [first: number, last: number])[];
}

/** The working-day calendar: immutable, made by {@link buildCalendar}, read through the functions of this file. */
export interface Calendar {
  readonly runs: readonly Run[];
}

/** The article that every calendar refusal stands on: rest days are known from the notice, never guessed. */
const calendarBasis = [cite('festivalMeasures', '第七条'), cite('civilCode', '第二百零三条')];

const missing = (year: number): Refused => refused('calendar-missing', { year }, calendarBasis);
const isRestDay = (epochDay: number): boolean => dayOfWeekOf(epochDay) >= 6;

function specialDays(years: readonly CalendarYear[]): Run['special'] {
  const special = new Map<number, { kind: 'holiday' | 'makeUpWorkday'; festival?: string }>();
  for (const year of years) {
    for (const { name, from, to } of year.holidays) {
      if (from > to) throw new RangeError(`calendar ${year.year}: ${name} ends before it starts`);
      for (let day = toEpochDay(from); day <= toEpochDay(to); day += 1) {
        special.set(day, { kind: 'holiday', festival: name });
      }
    }
  }
  for (const year of years) {
    for (const date of year.makeUpWorkdays) {
      const day = toEpochDay(date);
      if (special.has(day) || !isRestDay(day)) throw new RangeError(`calendar ${year.year}: ${date} is no make-up day`);
      special.set(day, { kind: 'makeUpWorkday' });
    }
  }
  return special;
}

/**
 * The days of a year that a coming notice reaches back to: New Year's stretch has begun on 30 December and its make-up
 * day fallen on the 29th (notices for 2008, 2019), or begun on the 31st (2023).
 */
const daysReachedBack = 3;

/** The year whose notice is the last to decide a day: its own, or from 29 December on the next. */
export function decidingYear(date: PlainDate): number {
  return yearOf(addDays(date, daysReachedBack));
}

/** Provisional years whole; of an official year its last days, as long as the year after it is not official. */
function undecidedDays(years: readonly CalendarYear[]): Run['undecided'] {
  return years.flatMap(({ year, standing }, index) => {
    const last = toEpochDay(plainDate(`${year}-12-31`));
    if (standing === 'provisional') return [[toEpochDay(plainDate(`${year}-01-01`)), last] as const];
    return years[index + 1]?.standing === 'official' ? [] : [[last - daysReachedBack + 1, last] as const];
  });
}

function buildRun(years: readonly CalendarYear[], firstYear: number, lastYear: number): Run {
  const first = toEpochDay(plainDate(`${firstYear}-01-01`));
  const last = toEpochDay(plainDate(`${lastYear}-12-31`));
  const special = specialDays(years);
  const rank = new Int32Array(last - first + 1);
  const working: number[] = [];
  for (let day = first; day <= last; day += 1) {
    const kind = special.get(day)?.kind;
    if (kind === 'makeUpWorkday' || (kind === undefined && !isRestDay(day))) working.push(day);
    rank[day - first] = working.length;
  }
  return { first, last, years, rank, working: Int32Array.from(working), special, undecided: undecidedDays(years) };
}

/**
 * Builds the calendar from year data, once; all later questions are table look-ups. Throws on years that contradict
 * themselves (a make-up day on a weekday or on a festival, a year given twice), since checked-in or imported years
 * are proved before they come here.
 */
export function buildCalendar(years: readonly CalendarYear[]): Calendar {
  const sorted = [...years].sort((a, b) => a.year - b.year);
  const runs: Run[] = [];
  let open: CalendarYear[] = [];
  sorted.forEach((year, index) => {
    open.push(year);
    const next = sorted[index + 1];
    if (next?.year === year.year) throw new RangeError(`calendar ${year.year} is given twice`);
    if (next === undefined || next.year !== year.year + 1) {
      runs.push(buildRun(open, open[0]?.year ?? year.year, year.year));
      open = [];
    }
  });
  return { runs };
}

function runOf(calendar: Calendar, epochDay: number): Run | undefined {
  return calendar.runs.find((run) => epochDay >= run.first && epochDay <= run.last);
}

/** Whether any day from `from` to `to` (epoch days in either order) may still be changed by a coming notice. */
function leansOnUndecided(run: Run, from: number, to: number): boolean {
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  return run.undecided.some(([first, last]) => first <= high && low <= last);
}

/** The data of one year with its notice (放假安排). Refuses a year without data with `calendar-missing` (year). */
export function calendarYearOf(calendar: Calendar, year: number): Result<CalendarYear> {
  for (const run of calendar.runs) {
    const found = run.years.find((candidate) => candidate.year === year);
    if (found) return ok(found);
  }
  return missing(year);
}

/** What a date is, with its festival. Refuses a date in a year without data with `calendar-missing` (year). */
export function calendarDay(calendar: Calendar, date: PlainDate): Result<CalendarDay> {
  const day = toEpochDay(date);
  const run = runOf(calendar, day);
  if (!run) return missing(yearOf(date));
  const special = run.special.get(day);
  const kind = special?.kind ?? (isRestDay(day) ? 'weekend' : 'workday');
  const provisional = leansOnUndecided(run, day, day);
  return ok(
    special?.festival === undefined
      ? { date, kind, provisional }
      : { date, kind, festival: special.festival, provisional },
  );
}

/** Whether a date is a working day (工作日); make-up Saturdays and Sundays are. Refuses with `calendar-missing`. */
export function isWorkingDay(calendar: Calendar, date: PlainDate): Result<boolean> {
  const found = calendarDay(calendar, date);
  return found.ok ? ok(found.value.kind === 'workday' || found.value.kind === 'makeUpWorkday') : found;
}

/**
 * The n-th working day after `from` (n > 0), before it (n < 0), or `from` itself (n = 0). `from` is not counted
 * (民法典第二百零一条). `provisional` when a notice not yet published may still change a day on the way. Refuses with `calendar-missing`,
 * naming the first year that is not known. One table look-up, however far the date lies.
 */
export function addWorkingDays(
  calendar: Calendar,
  from: PlainDate,
  n: number,
): Result<{ readonly date: PlainDate; readonly provisional: boolean }> {
  if (!Number.isInteger(n)) throw new RangeError(`working days must be whole: ${n}`);
  const day = toEpochDay(from);
  const run = runOf(calendar, day);
  if (!run) return missing(yearOf(from));
  if (n === 0) return ok({ date: from, provisional: leansOnUndecided(run, day, day) });
  const reached = run.rank[day - run.first] ?? 0;
  // backwards, `from` itself must not be counted when it is a working day
  const before = run.working[reached - 1] === day ? reached - 1 : reached;
  const target = run.working[n > 0 ? reached + n - 1 : before + n];
  if (target === undefined) return missing(n > 0 ? edge(run, 'last') + 1 : edge(run, 'first') - 1);
  return ok({ date: fromEpochDay(target), provisional: leansOnUndecided(run, day, target) });
}

const edge = (run: Run, side: 'first' | 'last'): number => yearOf(fromEpochDay(run[side]));

/**
 * Working days after `from` up to and including `to`; negative when `to` is earlier (then: after `to` up to and
 * including `from`). Refuses with `calendar-missing`, also when a year between the two is not known.
 */
export function workingDaysBetween(
  calendar: Calendar,
  from: PlainDate,
  to: PlainDate,
): Result<{ readonly days: number; readonly provisional: boolean }> {
  const start = toEpochDay(from);
  const end = toEpochDay(to);
  const run = runOf(calendar, start);
  if (!run) return missing(yearOf(from));
  if (end > run.last) return missing(edge(run, 'last') + 1);
  if (end < run.first) return missing(edge(run, 'first') - 1);
  const days = (run.rank[end - run.first] ?? 0) - (run.rank[start - run.first] ?? 0);
  return ok({ days, provisional: leansOnUndecided(run, start, end) });
}

/** The working day on which a calendar-day limit ends: the date itself, else the first working day after it (203). */
export function workingDayOnOrAfter(
  calendar: Calendar,
  date: PlainDate,
): Result<{ date: PlainDate; provisional: boolean }> {
  const own = isWorkingDay(calendar, date);
  if (!own.ok) return own;
  return addWorkingDays(calendar, date, own.value ? 0 : 1);
}

/** The last working day on or before a date. */
export function workingDayOnOrBefore(
  calendar: Calendar,
  date: PlainDate,
): Result<{ date: PlainDate; provisional: boolean }> {
  const own = isWorkingDay(calendar, date);
  if (!own.ok) return own;
  return addWorkingDays(calendar, date, own.value ? 0 : -1);
}
