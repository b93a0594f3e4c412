import { type PlainDate, parsePlainDate } from '../date.ts';
import { ok, type Result, refused } from '../result.ts';

/** What the number of a resident identity card (公民身份号码, GB 11643) says. */
export interface ResidentCard {
  /** Eighteen characters, the last a digit or X. */
  readonly number: string;
  /** Six digits: 330106; 810000, 820000 and 830000 are residence permits of Hong Kong, Macao and Taiwan. */
  readonly region: string;
  readonly birthDate: PlainDate;
  readonly sex: 'male' | 'female';
  readonly residencePermit: boolean;
}

const provinces =
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(' ');
const permits = ['810000', '820000', '830000'];
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** The check character of the first seventeen digits (ISO 7064, MOD 11-2). */
export function residentCardCheck(digits: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return checkCharacters[sum % 11] ?? '';
}

/**
 * Reads the number of a resident card or residence permit as people type it: blanks and a small x do no harm. Refuses
 * `resident-card-malformed` (not eighteen, or no such region), `resident-card-birth-date` (no real day, or after
 * `today`) and `resident-card-check` (a slip in one digit or two changed places). The number itself is never put into
 * the refusal.
 */
export function parseResidentCard(text: string, today: PlainDate): Result<ResidentCard> {
  const number = text.replace(/\s/g, '').toUpperCase();
  const region = number.slice(0, 6);
  const residencePermit = permits.includes(region);
  const known = residencePermit || provinces.includes(region.slice(0, 2));
  if (!/^\d{17}[\dX]$/.test(number) || !known) return refused('resident-card-malformed');
  const birth = parsePlainDate(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`);
  if (!birth.ok || birth.value > today) return refused('resident-card-birth-date');
  if (residentCardCheck(number) !== number[17]) return refused('resident-card-check');
  const sex = Number(number[16]) % 2 === 1 ? 'male' : 'female';
  return ok({ number, region, birthDate: birth.value, sex, residencePermit });
}

/** 330106199001011234 → 330***********1234; anything shorter shows nothing. */
export function maskResidentCard(number: string): string {
  const trimmed = number.trim();
  if (trimmed === '') return '';
  return trimmed.length >= 15 ? `${trimmed.slice(0, 3)}***********${trimmed.slice(-4)}` : '****';
}
