import { cite } from '../citation.ts';
import { addDays, dayOfWeek, type PlainDate } from '../date.ts';
import { ok, type Result, refused } from '../result.ts';
import { type Calendar, calendarDay, isWorkingDay } from './calendar.ts';

const basis = [cite('receptionPlan', '一', 'R39'), cite('petitionSystem', '第十三条', 'R89')];
const wednesday = 3;

/** Hours of every session (接访时间), Asia/Shanghai, `HH:MM` (R39). */
export const receptionHours = { opensAt: '14:30', closesAt: '17:00' } as const;

/** A session that an administrator put in place of one that a day off had taken (补接). */
export interface SubstituteSession {
  readonly date: PlainDate;
  readonly insteadOf: PlainDate;
}

/**
 * One leaders' reception day (领导接访日). `held` is false on a Wednesday that is a day off; `festival` then says which.
 * `insteadOf` names the Wednesday that a substitute session makes up for.
 */
export interface ReceptionDay {
  readonly date: PlainDate;
  readonly held: boolean;
  readonly festival?: string;
  readonly insteadOf?: PlainDate;
  /** True when a notice that decides the day is not in yet. */
  readonly provisional: boolean;
}

function wednesdayOn(calendar: Calendar, date: PlainDate): Result<ReceptionDay> {
  const day = calendarDay(calendar, date);
  if (!day.ok) return day;
  const { kind, festival, provisional } = day.value;
  return ok({ date, held: kind !== 'holiday', ...(festival === undefined ? {} : { festival }), provisional });
}

function substituteOn(calendar: Calendar, { date, insteadOf }: SubstituteSession): Result<ReceptionDay> {
  const lost = wednesdayOn(calendar, insteadOf);
  if (!lost.ok) return lost;
  if (dayOfWeek(insteadOf) !== wednesday || lost.value.held)
    return refused('substitute-not-needed', { insteadOf }, basis);
  const working = isWorkingDay(calendar, date);
  if (!working.ok) return working;
  if (!working.value) return refused('substitute-on-day-off', { date }, basis);
  const day = calendarDay(calendar, date);
  return day.ok ? ok({ date, held: true, insteadOf, provisional: day.value.provisional }) : day;
}

/**
 * Every reception day from `from` to `to` (both included), in order: each Wednesday, held or lost to a day off, and the
 * substitute sessions (R39, R89). The text is silent on Wednesdays off; read as: no session, not moved. Refuses
 * `calendar-missing`, `substitute-not-needed` (its Wednesday is held, or is no Wednesday), `substitute-on-day-off`.
 */
export function receptionDays(
  calendar: Calendar,
  from: PlainDate,
  to: PlainDate,
  substitutes: readonly SubstituteSession[] = [],
): Result<readonly ReceptionDay[]> {
  const days: ReceptionDay[] = [];
  const first = addDays(from, (wednesday - dayOfWeek(from) + 7) % 7);
  for (let date = first; date <= to; date = addDays(date, 7)) {
    const day = wednesdayOn(calendar, date);
    if (!day.ok) return day;
    days.push(day.value);
  }
  for (const substitute of substitutes) {
    if (substitute.date < from || substitute.date > to) continue;
    const day = substituteOn(calendar, substitute);
    if (!day.ok) return day;
    days.push(day.value);
  }
  return ok(days.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)));
}

/**
 * What the calendar says by now of the day that a session was planned for: whether a notice that decides it is not in yet, and the
 * festival that a notice has put on it since: such a session is not held (R39).
 */
export function plannedDay(
  calendar: Calendar,
  date: PlainDate,
): { readonly provisional: boolean; readonly dayOff?: string } {
  const day = calendarDay(calendar, date);
  if (!day.ok) return { provisional: true };
  const { kind, festival = '', provisional } = day.value;
  return { provisional, ...(kind === 'holiday' && { dayOff: festival }) };
}

/** Days between booking and session, from Wednesday to Wednesday (一周前, R43). */
const bookingDays = 7;

/**
 * The last day on which an appointment (约访) for a session can be booked: seven calendar days before it, whatever those
 * days are (R43: 一周前). `days` where a bureau reads the week otherwise.
 */
export function bookingCutOff(session: PlainDate, days: number = bookingDays): PlainDate {
  return addDays(session, -days);
}
