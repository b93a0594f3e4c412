import { addDays, daysBetween, type PlainDate, plainDate } from '@huiyin/domain';

/** With this day the first step of four begins; all days before stand in the step before it (case_step in the migrations). */
const firstDay = plainDate('2000-01-01');
const firstStep = -1;

const stepOf = (day: PlainDate): number => Math.max(firstStep, Math.floor(daysBetween(firstDay, day) / 4));

/**
 * The keys of all cases received (`r`) or closed (`e`) from one day to another, both included: of stretches, of the blocks about
 * them, of the steps about those; no more than a few dozen. Undefined when neither day is given.
 */
export function daysKeys(
  mark: 'r' | 'e',
  from: PlainDate | null | undefined,
  to: PlainDate | null | undefined,
  today: PlainDate,
): string[] | undefined {
  if (from == null && to == null) return undefined;
  // nothing is received or closed on a day to come; a year more does no harm
  const last = addDays(today, 366);
  return covering(mark, from == null ? firstStep : stepOf(from), stepOf(to == null || to > last ? last : to));
}

/** Eight steps make a block, eight blocks a stretch: whole ones are named by one key. */
function covering(mark: string, first: number, last: number, level = 0): string[] {
  const key = (part: number) => `${mark}${level || ''}:${part}`;
  const keys: string[] = [];
  let [low, high] = [first, last];
  while (low <= high && (level === 2 || low % 8 !== 0)) {
    keys.push(key(low));
    low += 1;
  }
  while (low <= high && high % 8 !== 7) {
    keys.push(key(high));
    high -= 1;
  }
  return low > high ? keys : [...keys, ...covering(mark, low / 8, (high + 1) / 8 - 1, level + 1)];
}
