import { addWorkingDays, type Calendar } from '../calendar/calendar.ts';
import { addDays, type PlainDate } from '../date.ts';
import type { Refused } from '../result.ts';

/** How near a due date is: 超期, 临近, 正常, or nothing running. */
export type DueState = 'overdue' | 'dueSoon' | 'onTime' | 'none';

const workingDaysAhead = 3;

/**
 * The last day that surely lies within so many working days of today. Where a year is not known those are as many days: in
 * any year no working day comes earlier.
 */
export function daysAhead(calendar: Calendar, today: PlainDate, workingDays: number): PlainDate {
  const ahead = addWorkingDays(calendar, today, workingDays);
  return ahead.ok ? ahead.value.date : addDays(today, workingDays);
}

/** The last day that counts as "soon" today: three working days ahead. One definition for list, badge and wall. */
export const dueSoonHorizon = (calendar: Calendar, today: PlainDate): PlainDate =>
  daysAhead(calendar, today, workingDaysAhead);

/** Why the horizon cannot be told by working days: a year at hand whose days off are not known. */
export function unknownYear(calendar: Calendar, today: PlainDate): Refused | undefined {
  const ahead = addWorkingDays(calendar, today, workingDaysAhead);
  return ahead.ok ? undefined : ahead;
}

/**
 * Overdue when the legal due date has passed; soon when the target lies on or before the horizon. Work is pressed by
 * the target and a breach is counted by the law, so a case between the two is "soon", not overdue.
 */
export function dueState(
  due: { readonly legalDue: PlainDate; readonly targetDue: PlainDate } | undefined,
  today: PlainDate,
  horizon: PlainDate,
): DueState {
  if (!due) return 'none';
  if (due.legalDue < today) return 'overdue';
  return due.targetDue <= horizon ? 'dueSoon' : 'onTime';
}
