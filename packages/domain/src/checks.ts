import type { Citation } from './citation.ts';
import { cite } from './citation.ts';
import type { Role, World } from './identity/units.ts';
import type { RefusalCode } from './refusal-codes.ts';
import { type Refused, refused } from './result.ts';
import { asWritten } from './written.ts';

/** Most characters of each kind of text, in Unicode characters as people count them. */
export const textLimits = {
  name: 100,
  title: 100,
  short: 200,
  demand: 5000,
  long: 20_000,
} as const;

/** Most entries of each list of a command. */
export const listLimits = {
  matters: 50,
  photos: 30,
  followUps: 50,
  companions: 50,
  participants: 100,
  points: 100,
  marks: 50,
  members: 500,
  scans: 50,
  links: 10,
} as const;

/** Largest attachment, in bytes. */
export const maxAttachmentBytes = 20 * 1024 * 1024;

/** Longest voice note, in seconds. */
export const maxVoiceSeconds = 300;

const outreachBasis = [cite('receptionSystem', '四（二）', 'R20')];

/** The first refusal of a list of checks, which stops at it. */
export function firstRefusal(...checks: readonly (() => Refused | undefined)[]): Refused | undefined {
  for (const check of checks) {
    const refusal = check();
    if (refusal) return refusal;
  }
  return undefined;
}

const blank = (text: string): boolean => text.trim() === '';

/** Characters as people count them: a rare character outside the basic plane is one, not two. */
function longerThan(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  return text.length > limit * 2 || [...text].length > limit;
}

/** NUL and half characters (lone surrogates): a database stores neither. Written so that older phones read it too. */
const unstorable = /\0|\p{Surrogate}/u;

/** The first character that cannot be stored, and its place as people count. */
function unreadable(text: string): { readonly at: number; readonly character: string } | undefined {
  const [found] = unstorable.exec(text) ?? [];
  if (found === undefined) return undefined;
  const characters = [...text];
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return { at: characters.indexOf(found) + 1, character: `U+${code}` };
}

interface TextRule {
  readonly path: string;
  readonly limit: number;
  /** The refusal when nothing is written; without it the text may be empty. */
  readonly missing?: RefusalCode;
  readonly citations?: readonly Citation[];
}

/**
 * One text of a command, as it is kept ({@link asWritten}): present when it must be, not too long, and storable (no NUL, no half
 * characters).
 */
export function checkText(text: string | undefined, rule: TextRule): Refused | undefined {
  const given = asWritten(text ?? '');
  if (rule.missing !== undefined && blank(given)) return refused(rule.missing, {}, rule.citations, rule.path);
  if (longerThan(given, rule.limit)) return refused('text-too-long', { limit: rule.limit }, [], rule.path);
  const found = unreadable(given);
  return found && refused('text-unreadable', { ...found }, [], rule.path);
}

/** A reason (理由) that must be given (`reason-missing`). */
export const checkReason = (
  reason: string | undefined,
  citations: readonly Citation[],
  limit: number = textLimits.demand,
): Refused | undefined => checkText(reason, { path: 'reason', limit, missing: 'reason-missing', citations });

/** A list of a command must not be longer than its limit, nor name the same id twice. */
export function checkList(ids: readonly string[], limit: number, path: string): Refused | undefined {
  const long = tooMany(ids, limit, path);
  if (long) return long;
  const seen = new Set<string>();
  for (const [index, id] of ids.entries()) {
    if (seen.has(id)) return refused('duplicate-id', { id: id.slice(0, 60) }, [], `${path}.${index}.id`);
    seen.add(id);
  }
  return undefined;
}

/** A list of a command must not be longer than its limit. */
export function tooMany(list: readonly unknown[], limit: number, path: string): Refused | undefined {
  return list.length > limit ? refused('too-many-items', { limit, given: list.length }, [], path) : undefined;
}

/** The first refusal among the entries of a list, each with its own path. */
export function firstOf<T>(
  list: readonly T[],
  path: string,
  check: (item: T, path: string) => Refused | undefined,
): Refused | undefined {
  for (const [index, item] of list.entries()) {
    const refusal = check(item, `${path}.${index}`);
    if (refusal) return refusal;
  }
  return undefined;
}

/** One of a fixed list of choices; data from outside may hold anything. */
export function checkChoice(given: string, choices: readonly string[], path: string): Refused | undefined {
  return choices.includes(given)
    ? undefined
    : refused('unknown-choice', { given: String(given).slice(0, 40) }, [], path);
}

/**
 * Who takes matters in, and who writes about visits. Dashboards only look on; administrators keep accounts and units, never
 * cases. Who may do what with a case that exists stands in the procedure table.
 */
const writers = {
  registerCase: ['leader', 'clerk'],
  logOutreachVisit: ['leader', 'clerk'],
  amendOutreachVisit: ['leader', 'clerk'],
  settleFollowUp: ['leader', 'clerk', 'departmentClerk'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
/** The General Office is the petition coordination body (R65); outreach is the leaders' (R20). */
const officeBasis = [cite('petitionSystem', '第三条', 'R65')];

/** The actor's role must be allowed to give this command (`role-not-allowed`). */
export function checkRole(
  { actor: { role } }: { readonly actor: Pick<World['actor'], 'role'> },
  command: keyof typeof writers,
): Refused | undefined {
  const by: readonly Role[] = writers[command];
  if (by.includes(role)) return undefined;
  const basis = command === 'registerCase' ? officeBasis : outreachBasis;
  return refused('role-not-allowed', { role, command, by: by.join(',') }, basis);
}
