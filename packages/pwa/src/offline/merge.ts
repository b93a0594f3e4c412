import type { Newest } from './pull.ts';
import type { Choice, OutboxItem } from './types.ts';

/**
 * One field of a conflict: as it stood when it was written, as this phone wants it, as it stands now. `merged` is there when
 * both sides can be kept without changing what either meant.
 */
export interface ConflictField {
  readonly field: string;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** The other side changed it too, and otherwise. */
  readonly contested: boolean;
  readonly merged?: unknown;
}

/** A conflict laid open: the fields that this phone wants changed, and those that only the other side changed. */
export interface Conflict {
  /** A correction can be taken field by field; a decision (批示, 告知, 办结) only whole. */
  readonly kind: 'fields' | 'whole';
  readonly fields: readonly ConflictField[];
  readonly onlyTheirs: readonly { readonly field: string; readonly base: unknown; readonly theirs: unknown }[];
  /** Nothing is contested but what can be merged: both sides may stand, and the app offers it. */
  readonly combinable: boolean;
}

/** What a choice makes of a conflict: the new payload (none: the other side stands) and what it is written against. */
export interface Settled {
  readonly payload: OutboxItem['payload'] | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly choices: Readonly<Record<string, Choice>>;
}

/** Whether two plain values are the same; the order of an object's members does not count. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, place) => sameValue(value, other[place]));
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => sameValue(one[key], other[key]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where it belongs, who wrote it and why: no part of what two people can want differently. */
const bookkeeping = new Set(['caseId', 'visitId', 'expectedVersion', 'capturedBy']);

/** Lays a conflict open, against what stands now. */
export function openConflict(item: OutboxItem, newest: Newest): Conflict {
  const { changes } = item.payload;
  if (!isRecord(changes) || item.against === undefined) {
    const fields = Object.entries(item.payload)
      .filter(([field]) => !bookkeeping.has(field))
      .map(([field, mine]) => ({ field, base: undefined, mine, theirs: undefined, contested: false }));
    return { kind: 'whole', fields, onlyTheirs: [], combinable: false };
  }
  const base = item.against.fields;
  const fields = Object.entries(changes).map(([field, mine]) =>
    compare(field, base[field], mine, newest.fields[field]),
  );
  const onlyTheirs = Object.entries(newest.fields)
    // What this phone never knew cannot have changed for it.
    .filter(([field, theirs]) => field in base && !(field in changes) && !sameValue(base[field], theirs))
    .map(([field, theirs]) => ({ field, base: base[field], theirs }));
  return { kind: 'fields', fields, onlyTheirs, combinable: fields.every((one) => !one.contested || 'merged' in one) };
}

/** What others did to the case since this phone's item was written: their words, beside one's own. Clocks follow from it and are no deed. */
export function doneSince({ payload }: OutboxItem, { timeline = [] }: Newest): NonNullable<Newest['timeline']> {
  const { expectedVersion } = payload;
  const later = ({ id }: { readonly id: string }) =>
    Number(id.slice(id.lastIndexOf(':') + 1)) > Number(expectedVersion);
  return timeline.filter((entry) => later(entry) && !entry.type.startsWith('clock'));
}

function compare(field: string, base: unknown, mine: unknown, theirs: unknown): ConflictField {
  const contested = !sameValue(base, theirs) && !sameValue(mine, theirs);
  const merged = contested ? mergeLists(base, mine, theirs) : undefined;
  return { field, base, mine, theirs, contested, ...(merged === undefined ? {} : { merged }) };
}

/**
 * Both sides of a list, where that is safe: each entry was changed by one side at most. Entries are known by their id, or are
 * plain texts. Anything else cannot be merged without guessing what was meant: undefined.
 */
function mergeLists(base: unknown, mine: unknown, theirs: unknown): readonly unknown[] | undefined {
  const lists = [base, mine, theirs].map(byName);
  const [was, my, their] = lists;
  if (was === undefined || my === undefined || their === undefined) return undefined;
  const merged: unknown[] = [];
  for (const name of new Set([...their.keys(), ...my.keys()])) {
    const [before, one, other] = [was.get(name), my.get(name), their.get(name)];
    const [iChanged, theyChanged] = [!sameValue(before, one), !sameValue(before, other)];
    if (iChanged && theyChanged && !sameValue(one, other)) return undefined;
    const kept = iChanged ? one : other;
    if (kept !== undefined) merged.push(kept);
  }
  return merged;
}

function byName(list: unknown): ReadonlyMap<string, unknown> | undefined {
  if (!Array.isArray(list)) return undefined;
  const named = new Map<string, unknown>();
  for (const entry of list) {
    const name = typeof entry === 'string' ? entry : isRecord(entry) ? entry.id : undefined;
    if (typeof name !== 'string' || named.has(name)) return undefined;
    named.set(name, entry);
  }
  return named;
}

/**
 * The choice that keeps both sides; undefined when somebody has to choose. What only this phone changed stays as it is
 * wanted, what both changed is merged.
 */
export function combineAll(conflict: Conflict): Readonly<Record<string, Choice>> | undefined {
  if (!conflict.combinable) return undefined;
  return Object.fromEntries(conflict.fields.map(({ field, contested }) => [field, contested ? 'combined' : 'mine']));
}

/** What goes out for a choice. Fields without one stand as the other side has them. */
export function settle(
  item: OutboxItem,
  newest: Newest,
  conflict: Conflict,
  choices: Readonly<Record<string, Choice>>,
): Settled {
  const { version: expectedVersion, fields } = newest;
  const chosen = Object.fromEntries(conflict.fields.map(({ field }) => [field, choices[field] ?? 'theirs'] as const));
  const kept = conflict.fields.filter(({ field }) => chosen[field] !== 'theirs');
  if (kept.length === 0) return { payload: undefined, fields, choices: chosen };
  if (conflict.kind === 'whole') return { payload: { ...item.payload, expectedVersion }, fields, choices: chosen };
  const wanted = kept.map((one) => [one.field, chosen[one.field] === 'combined' ? one.merged : one.mine] as const);
  // What the other side has made of it already needs no second change.
  const changes = Object.fromEntries(wanted.filter(([field, value]) => !sameValue(value, fields[field])));
  if (Object.keys(changes).length === 0) return { payload: undefined, fields, choices: chosen };
  return { payload: { ...item.payload, expectedVersion, changes }, fields, choices: chosen };
}
