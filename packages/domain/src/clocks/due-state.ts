import { addWorkingDays, type Calendar } from '../calendar/calendar.ts';
import type { PlainDate } from '../date.ts';
import { ok, type Result } from '../result.ts';

/** How near a due date is: 超期, 临近, 正常, or nothing running. */
export type DueState = 'overdue' | 'dueSoon' | 'onTime' | 'none';

const workingDaysAhead = 3;

/**
 * The last day that counts as "soon" today: three working days ahead. One definition for list, badge and wall.
 * Refuses with `calendar-missing`.
 */
export function dueSoonHorizon(calendar: Calendar, today: PlainDate): Result<PlainDate> {
  const ahead = addWorkingDays(calendar, today, workingDaysAhead);
  return ahead.ok ? ok(ahead.value.date) : ahead;
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
