import { addDays, type PlainDate, plainDate } from '../date.ts';

/** A month (2026-11), a quarter (2026-Q4) or a year (2026) of reports. */
export type PeriodKind = 'month' | 'quarter' | 'year';

/** The period that a day lies in. */
export function periodOf(date: PlainDate, kind: PeriodKind): string {
  const year = date.slice(0, 4);
  if (kind === 'year') return year;
  if (kind === 'month') return date.slice(0, 7);
  return `${year}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** Which kind of period a name stands for; undefined when it is none. */
export function periodKind(period: string): PeriodKind | undefined {
  if (/^\d{4}$/.test(period)) return 'year';
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) return 'month';
  return /^\d{4}-Q[1-4]$/.test(period) ? 'quarter' : undefined;
}

/** First and last day of a period; undefined when it is none. */
export function periodSpan(period: string): { readonly from: PlainDate; readonly to: PlainDate } | undefined {
  const kind = periodKind(period);
  if (kind === undefined) return undefined;
  const year = Number(period.slice(0, 4));
  const first = kind === 'year' ? 1 : kind === 'quarter' ? Number(period.slice(6)) * 3 - 2 : Number(period.slice(5));
  const from = firstOf(year, first);
  return { from, to: addDays(firstOf(year, first + monthsIn[kind]), -1) };
}

const monthsIn: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, year: 12 };

/** The first of a month; months beyond 1 to 12 lie in the years beside. */
function firstOf(year: number, month: number): PlainDate {
  const months = year * 12 + month - 1;
  return plainDate(`${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`);
}

/** The period before (上期) and the same one a year before (上年同期); undefined when it is none. */
export function comparedPeriods(period: string): { readonly before: string; readonly lastYear: string } | undefined {
  const kind = periodKind(period);
  const span = periodSpan(period);
  if (kind === undefined || span === undefined) return undefined;
  const lastYear = `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`;
  return { before: periodOf(addDays(span.from, -1), kind), lastYear };
}
