import { type Refusal, serverRefusal } from '../../messages/refusals.ts';

/** The argument of a write that replaces what stands there by a whole form. */
export const seenArg = {
  type: 'JSON',
  description:
    'What stood there when the form was opened, by the names of the arguments: where others have changed it since, changed-meanwhile is answered and nothing is written.',
} as const;

/** Text of a value for comparing: no value is the empty one, and a list has no order. */
const plain = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).toSorted().join(' ') : String(value ?? '');

/** Refuses changed-meanwhile where what somebody saw is no longer what stands; `seen` may leave out fields, or be nothing at all. */
export function changedMeanwhile(seen: unknown, now: object): Refusal | undefined {
  const stands = new Map<string, unknown>(Object.entries(now));
  const moved = Object.entries(seen ?? {}).some(([field, value]) => plain(value) !== plain(stands.get(field)));
  return moved ? serverRefusal('changed-meanwhile') : undefined;
}
