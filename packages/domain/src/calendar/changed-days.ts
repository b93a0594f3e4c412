import { addDays, type PlainDate, plainDate } from '../date.ts';
import { type Calendar, type CalendarDay, calendarDay } from './calendar.ts';

/** A day that a notice makes another kind of day. `before` is missing when its year was not known. */
export interface ChangedDay {
  readonly date: PlainDate;
  readonly before?: CalendarDay['kind'];
  readonly after: CalendarDay['kind'];
  readonly festival?: string;
}

/**
 * The days whose kind a notice changes: what a second person looks at before it counts (放假安排核对). Looks at the year
 * itself and at the last days of the year before, which a notice may touch (2022-12-31). A year that was not known before
 * gives only its days off and its make-up days.
 */
export function changedDays(before: Calendar, after: Calendar, year: number): readonly ChangedDay[] {
  const changed: ChangedDay[] = [];
  for (let date = plainDate(`${year - 1}-12-20`); date <= `${year}-12-31`; date = addDays(date, 1)) {
    const [was, is] = [calendarDay(before, date), calendarDay(after, date)];
    if (!is.ok) continue;
    const { kind, festival } = is.value;
    const plain = kind === 'workday' || kind === 'weekend';
    if (was.ok ? was.value.kind === kind : plain) continue;
    const known = was.ok ? { before: was.value.kind } : {};
    changed.push({ date, after: kind, ...known, ...(festival === undefined ? {} : { festival }) });
  }
  return changed;
}
