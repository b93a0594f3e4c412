import { refusalError } from './refusal.ts';

const defaultFirst = 50;
const largestFirst = 100;

/** Reads the paging arguments of a list. Throws invalid-page-size and invalid-cursor. */
export function readPaging(args: { first?: number | null | undefined; after?: string | null | undefined }): {
  first: number;
  after: bigint | undefined;
} {
  const first = args.first ?? defaultFirst;
  if (first < 1 || first > largestFirst) throw refusalError('invalid-page-size', { maximum: largestFirst });
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
