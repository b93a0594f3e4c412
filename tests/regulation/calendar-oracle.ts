import { isWorkday } from 'chinese-days';

/**
 * A second way to count, made of nothing of ours: chinese-days for what a day is, the platform's own dates, and one
 * day after another. Knows 2010–2026 and is asked about no other year.
 */
const millisecondsADay = 86_400_000;
const working = new Set<string>();
for (const date of daysFrom('2010-01-01', '2026-12-31')) if (isWorkday(date)) working.add(date);

function nextDay(date: string, step = 1): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + step * millisecondsADay).toISOString().slice(0, 10);
}

/** The day some days after another. */
export const afterDays = (date: string, days: number): string => nextDay(date, days);

/** All days from `from` to `to`, both included. */
export function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let date = from; date <= to; date = nextDay(date)) days.push(date);
  return days;
}

export function works(date: string): boolean {
  if (date < '2010-01-01' || date > '2026-12-31') throw new RangeError(`the oracle does not know ${date}`);
  return working.has(date);
}

export interface OracleDue {
  readonly unrolled: string;
  readonly legalDue: string;
  readonly targetDue: string;
}

/** The n-th working day after a day. */
export function afterWorkingDays(from: string, amount: number): OracleDue {
  let date = from;
  for (let left = amount; left > 0; ) {
    date = nextDay(date);
    if (works(date)) left -= 1;
  }
  return { unrolled: date, legalDue: date, targetDue: date };
}

/** The n-th day after a day, rolled forward off rest days (203) and, for the target, back. */
export function afterCalendarDays(from: string, amount: number): OracleDue {
  const unrolled = nextDay(from, amount);
  let legalDue = unrolled;
  while (!works(legalDue)) legalDue = nextDay(legalDue);
  // nothing can be aimed at before it began
  let targetDue = amount === 0 ? legalDue : unrolled;
  while (!works(targetDue)) targetDue = nextDay(targetDue, -1);
  return { unrolled, legalDue, targetDue };
}
