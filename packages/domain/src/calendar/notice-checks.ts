import { cite } from '../citation.ts';
import { addDays, dayOfWeek, daysBetween, type PlainDate } from '../date.ts';
import type { RefusalCode } from '../refusal-codes.ts';
import { type RefusalParams, type Refused, refused } from '../result.ts';
import { festivals, statutoryCount, statutoryDays } from './festivals.ts';
import type { Holiday } from './years.ts';

/** Art 7 of the festival measures leaves the yearly arrangement to the State Council's notice. */
const basis = [cite('festivalMeasures', '第七条')];
/** How many days off its stretch a make-up day may lie: 11 has been seen (2026-09-20). */
const makeUpReach = 14;

/** One clause of a notice: its heading as printed (三、清明节) and the sentences under it. */
export interface Clause {
  readonly heading: string;
  readonly names: string;
  readonly sentences: readonly string[];
}

/** What one clause grants and asks. */
export interface Grant {
  readonly clause: Clause;
  readonly holidays: readonly Holiday[];
  readonly makeUpWorkdays: readonly PlainDate[];
}

/** What is wrong with a notice: in which clause, empty for the whole. */
export const wrong = (clause: string, code: RefusalCode, params: RefusalParams = {}): Refused =>
  refused(code, { clause, ...params }, basis, 'text');

/**
 * Whether what the clauses of a year grant can have been meant: every festival once with its own days, no day twice, make-up days near
 * their stretch, and as many as were taken. Refuses with the first clause at fault.
 */
export const checkGrants = (grants: readonly Grant[], year: number): Refused | undefined =>
  checkFestivals(grants, year) ?? checkOverlaps(grants) ?? checkMakeUps(grants) ?? checkBalance(grants, year);

/** Each festival once, and each stretch with its festival's own days in it: one that leaves them out is a slip. */
function checkFestivals(grants: readonly Grant[], year: number): Refused | undefined {
  const seen = new Set<string>();
  for (const { clause, holidays } of grants) {
    for (const name of clause.names.split('、')) {
      if (!festivals.some((festival) => festival === name))
        return wrong(clause.heading, 'notice-festival-unknown', { festival: name });
      if (seen.has(name)) return wrong(clause.heading, 'notice-festival-twice', { festival: name });
      seen.add(name);
      const own = statutoryDays(name, year) ?? [];
      const leftOut = own.find((day) => !holidays.some(({ from, to }) => from <= day && day <= to));
      if (leftOut) return wrong(clause.heading, 'notice-festival-day-missing', { festival: name, date: leftOut });
    }
  }
  const absent = festivals.find((festival) => !seen.has(festival));
  return absent === undefined ? undefined : wrong('', 'notice-festival-missing', { festival: absent });
}

/** The days from one to the other, both among them. */
export const stretch = (from: PlainDate, to: PlainDate): readonly PlainDate[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));

const daysOff = ({ holidays }: Grant): readonly PlainDate[] => holidays.flatMap(({ from, to }) => stretch(from, to));

/** No day twice off or twice worked, and none both. */
function checkOverlaps(grants: readonly Grant[]): Refused | undefined {
  const seen = new Set<PlainDate>();
  const once = (grant: Grant, days: readonly PlainDate[]): Refused | undefined => {
    for (const day of days) {
      if (seen.has(day)) return wrong(grant.clause.heading, 'notice-overlap', { date: day });
      seen.add(day);
    }
    return undefined;
  };
  for (const grant of grants) {
    const refusal = once(grant, daysOff(grant));
    if (refusal) return refusal;
  }
  for (const grant of grants) {
    const refusal = once(grant, grant.makeUpWorkdays);
    if (refusal) return refusal;
  }
  return undefined;
}

/** A day worked in exchange is a Saturday or Sunday within two weeks of its own stretch; farther off is a wrong figure. */
function checkMakeUps(grants: readonly Grant[]): Refused | undefined {
  for (const grant of grants) {
    const own = daysOff(grant);
    const near = (day: PlainDate): boolean => own.some((off) => Math.abs(daysBetween(day, off)) <= makeUpReach);
    const stray = grant.makeUpWorkdays.find((day) => dayOfWeek(day) < 6 || !near(day));
    if (stray) return wrong(grant.clause.heading, 'notice-make-up-wrong', { date: stray });
  }
  return undefined;
}

/**
 * 调休 only moves rest (festival measures, Art 6): what the stretches take from Monday to Friday is given back by make-up days, but for the
 * statutory days. The year must come out even; the first clause that does not is named.
 */
function checkBalance(grants: readonly Grant[], year: number): Refused | undefined {
  const books = grants.map((grant) => {
    const off = daysOff(grant).filter((day) => dayOfWeek(day) < 6).length;
    const worked = grant.makeUpWorkdays.length;
    const statutory = grant.clause.names.split('、').reduce((sum, name) => sum + statutoryCount(name, year), 0);
    return { clause: grant.clause, off, worked, statutory, open: off - worked - statutory };
  });
  const even = books.reduce((sum, { open }) => sum + open, 0) === 0;
  const uneven = even ? undefined : books.find(({ open }) => open !== 0);
  if (!uneven) return undefined;
  const { clause, off, worked, statutory } = uneven;
  return wrong(clause.heading, 'notice-balance-wrong', { off, worked, statutory });
}
