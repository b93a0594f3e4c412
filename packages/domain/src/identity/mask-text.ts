import { maskPhone } from './masking.ts';
import { maskResidentCard } from './resident-card.ts';

/** Runs that look like a resident card (18 characters, 15 of old) or a telephone number, as people type them. */
const cardRun = /(?<!\d)(?:\d{17}[\dXx]|\d{15})(?![\dXx])/g;
const phoneRun = /(?<!\d)(?:0\d{2,3}-)?\d{7,12}(?!\d)/g;

/**
 * Free text on a paper that shows no names: resident cards and telephone numbers in it are masked, all else stays
 * as it is. A doubtful run of seven to twelve digits is masked too.
 */
export function maskText(text: string): string {
  return text.replace(cardRun, maskResidentCard).replace(phoneRun, maskPhone);
}
