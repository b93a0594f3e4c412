import { type PlainDate, parsePlainDate } from '@huiyin/domain';
import { refusalError } from './refusal.ts';

const defaultFirst = 50;
const largestFirst = 100;

/** Reads a page size. Throws invalid-page-size. */
export function readFirst(given: number | null | undefined): number {
  const first = given ?? defaultFirst;
  if (first < 1 || first > largestFirst) throw refusalError('invalid-page-size', { maximum: largestFirst });
  return first;
}

/** The opaque cursor of a row in a list that is ordered by something else first: what it is ordered by, the value, the ordinal. */
export function placeCursor(by: string, value: string, ordinal: number): string {
  return Buffer.from(JSON.stringify([by, value, ordinal])).toString('base64url');
}

/** Reads such a cursor of a list in this order. Throws invalid-cursor for any other text. */
export function readPlaceCursor(cursor: string, by: string): { readonly value: string; readonly ordinal: number } {
  const text = Buffer.from(cursor, 'base64url').toString();
  const found = /^\["(\w+)","([\w:.+-]{0,40})",(\d{1,15})\]$/.exec(text);
  if (!found || found[1] !== by) throw refusalError('invalid-cursor');
  const [, , value = '', ordinal = ''] = found;
  return { value, ordinal: Number(ordinal) };
}

/**
 * Reads the cursor of a list that goes by a day. Throws invalid-cursor, also for what is no day.
 * @param others what stands in place of a day where there is none
 */
export function readDateCursor<T extends string = never>(
  cursor: string,
  by: string,
  others: readonly T[] = [],
): { readonly due: PlainDate | T; readonly ordinal: number } {
  const { value, ordinal } = readPlaceCursor(cursor, by);
  const day = parsePlainDate(value);
  const due = day.ok ? day.value : others.find((other) => other === value);
  if (due === undefined) throw refusalError('invalid-cursor');
  return { due, ordinal };
}

/** Reads the paging arguments of a list. Throws invalid-page-size and invalid-cursor. */
export function readPaging(args: { first?: number | null | undefined; after?: string | null | undefined }): {
  first: number;
  after: bigint | undefined;
} {
  const first = readFirst(args.first);
  if (args.after === null || args.after === undefined) return { first, after: undefined };
  const text = Buffer.from(args.after, 'base64url').toString();
  if (!/^o\d{1,18}$/.test(text)) throw refusalError('invalid-cursor');
  return { first, after: BigInt(text.slice(1)) };
}

/** The opaque cursor of a row: its place in the order of registration. */
function cursorOf({ ordinal }: { readonly ordinal: bigint }): string {
  return Buffer.from(`o${ordinal}`).toString('base64url');
}

/** One page of a list with its cursors. The total is counted only when it is asked for. */
export interface Page<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  totalCount(): Promise<number>;
}

/** Makes a page of rows that were asked for with one more than `first`. */
export function pageOf<T extends { readonly ordinal: bigint }>(
  rows: readonly T[],
  first: number,
  totalCount: () => Promise<number>,
): Page<T> {
  const edges = rows.slice(0, first).map((node) => ({ cursor: cursorOf(node), node }));
  return { edges, pageInfo: { endCursor: edges.at(-1)?.cursor ?? null, hasNextPage: rows.length > first }, totalCount };
}
