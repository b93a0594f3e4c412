import { ok, type Result, refused } from './result.ts';

/** A calendar date in Asia/Shanghai, `YYYY-MM-DD`, that exists, in the years 1900–2199. Sorts as a string. */
export type PlainDate = string & { readonly __plainDate: unique symbol };

const firstYear = 1900;
const lastYear = 2199;
const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const millisecondsADay = 86_400_000;
/** China has kept UTC+8 all year since 1991; older instants never reach the system. */
const shanghaiOffset = 8 * 3_600_000;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const lengthOfMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0);

/** Days since 1970-01-01 of a civil date (Howard Hinnant's days_from_civil). */
function epochDayOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/**
 * Reads a date from outside. Shape: `YYYY-MM-DD`, a day that exists, years 1900–2199.
 * Refuses everything else (2026-02-30 too) with `invalid-date`.
 */
export function parsePlainDate(text: unknown): Result<PlainDate> {
  const match = typeof text === 'string' ? pattern.exec(text) : null;
  if (match) {
    const year = Number(match[1]);
    const month = Number(match[2]);
    const day = Number(match[3]);
    if (year >= firstYear && year <= lastYear && day >= 1 && day <= lengthOfMonth(year, month)) {
      return ok(match[0] as PlainDate); // the brand: this is the one place where a text is found to be a date
    }
  }
  return refused('invalid-date', { given: typeof text === 'string' ? text.slice(0, 40) : typeof text });
}

/** A date written in our own code. Throws when it is wrong, since that is a bug; use {@link parsePlainDate} for input. */
export function plainDate(text: string): PlainDate {
  const parsed = parsePlainDate(text);
  if (!parsed.ok) throw new RangeError(`not a date: ${text}`);
  return parsed.value;
}

/** Days since 1970-01-01. */
export function toEpochDay(date: PlainDate): number {
  return epochDayOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

const pad = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** The date that lies `epochDay` days after 1970-01-01. Throws outside 1900–2199, since callers check input first. */
export function fromEpochDay(epochDay: number): PlainDate {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  if (!(year >= firstYear && year <= lastYear)) throw new RangeError(`no date ${epochDay} days after 1970-01-01`);
  return `${year}-${pad(month)}-${pad(day)}` as PlainDate; // the brand: the arithmetic above makes only real days
}

/** The date `days` (whole, may be negative) after `date`. Throws outside 1900–2199. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

export type IsoDay = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The ISO day of the week of an epoch day: Monday = 1 … Sunday = 7. */
export function dayOfWeekOf(epochDay: number): IsoDay {
  return (((((epochDay + 3) % 7) + 7) % 7) + 1) as IsoDay; // a remainder of 7 plus one lies in 1–7
}

/** The ISO day of the week: Monday = 1 … Sunday = 7. */
export function dayOfWeek(date: PlainDate): IsoDay {
  return dayOfWeekOf(toEpochDay(date));
}

/** The year of a date. */
export function yearOf(date: PlainDate): number {
  return Number(date.slice(0, 4));
}

/** The date in Shanghai at an instant given in epoch milliseconds. Reads no clock. */
export function dateInShanghai(instant: number): PlainDate {
  return fromEpochDay(Math.floor((instant + shanghaiOffset) / millisecondsADay));
}
