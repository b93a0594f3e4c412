import * as v from 'valibot';
import { refusalError } from '../../graphql/refusal.ts';

/**
 * How far a phone has read. Opaque to clients. While `at` is set the first reading (全量) is under way: everything in order
 * of kind and id, up to there; afterwards `revision` and `ordinal` name the last line of the change feed that was read.
 */
export interface PullCursor {
  /** Whose reading it is, with which rights, of which scope: with other ones it begins anew. */
  readonly key: string;
  readonly revision: string;
  readonly ordinal: string;
  readonly at: { readonly kind: 'case' | 'visit'; readonly after: string } | null;
  /** Fingerprint of what is sent whole when it has changed: units, calendar, rota. */
  readonly whole: Readonly<Record<'units' | 'calendar' | 'rota', string>>;
}

const digits = v.pipe(v.string(), v.regex(/^\d{1,19}$/));
const mark = v.pipe(v.string(), v.maxLength(64));
const shape = v.object({
  key: mark,
  revision: digits,
  ordinal: digits,
  at: v.nullable(v.object({ kind: v.picklist(['case', 'visit']), after: mark })),
  whole: v.object({ units: mark, calendar: mark, rota: mark }),
});

/** The cursor as the client keeps it. */
export function writeCursor(cursor: PullCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Reads a cursor back. Throws invalid-cursor for what this server never wrote. */
export function readCursor(text: string): PullCursor {
  try {
    const parsed = v.safeParse(shape, JSON.parse(Buffer.from(text, 'base64url').toString()));
    if (parsed.success) return parsed.output;
  } catch {
    // Not JSON: refused below.
  }
  throw refusalError('invalid-cursor');
}
