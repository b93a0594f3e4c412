import { ok, type Result, refused } from '../result.ts';

const mobile = /^1[3-9]\d{9}$/;
const landline = /^0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}$/;
const localLine = /^[2-9]\d{6,7}$/;
const service = /^(?:[48]00\d{7}|1\d{4})$/;

/**
 * Reads a telephone number as people write it (13912342041, +86 139 1234 2041, 0571-8700 1234, 12345) and gives its
 * digits alone. Refuses `phone-malformed`. Extensions (转 801) are kept behind a hyphen.
 */
export function parsePhone(text: string): Result<string> {
  const [given = '', extension] = text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .split(/转|#|ext\.?/i);
  const digits = given.replace(/^\s*(?:\+|00)86/, '').replace(/[\s()（）\-–—－]/g, '');
  const inner = extension?.trim();
  const known = [mobile, landline, localLine, service].some((pattern) => pattern.test(digits));
  if (!known || (inner !== undefined && !/^\d{1,6}$/.test(inner))) return refused('phone-malformed', {}, [], 'phone');
  return ok(inner === undefined ? digits : `${digits}-${inner}`);
}

/**
 * A name as it is compared: one form of every character, no blanks between Chinese characters, one middle dot for all
 * that people type between the parts of a name (买买提·阿不都). Never what is shown or stored.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[•‧∙・･●.。·]/g, '·')
    .replace(/\s*·\s*/g, '·')
    .replace(/(\p{Script=Han})\s+(?=\p{Script=Han})/gu, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/**
 * The terms by which a text is found without pinyin or dictionary: every two neighbouring Chinese characters (信访事项 →
 * 信访, 访事, 事项), a character that stands alone, and whole words of letters and digits. Each once, in order. Every run
 * of two or more Chinese characters that stands in a text finds it: its terms are among the text's.
 */
export function searchTerms(text: string): readonly string[] {
  const terms = new Set<string>();
  for (const [run] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+/gu)) {
    for (const part of run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []) {
      const characters = [...part];
      if (!/^\p{Script=Han}/u.test(part) || characters.length === 1) terms.add(part);
      else for (let at = 0; at + 1 < characters.length; at += 1) terms.add(`${characters[at]}${characters[at + 1]}`);
    }
  }
  return [...terms];
}
