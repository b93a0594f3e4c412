import type { Database } from './database.ts';
import type { Hints } from './hints.ts';
import type { Logger } from './logger.ts';

/** One line of the feed: something changed. Ids only; readers re-read under their own rights. */
export interface Change {
  readonly revision: bigint;
  readonly bureauId: string;
  readonly kind: 'petitionCase' | 'outreachVisit' | 'receptionSession';
  readonly entityId: string;
  readonly unitId: string;
}

/** Tells this process that something was committed, here or in another process. */
export interface ChangeFeed {
  /** After a commit: the feed has grown. Cheap; many hints become one. Never needed for correctness, only for speed. */
  hint(): void;
  /** Calls back after hints and, should a hint be lost, at the latest with the next slow poll that finds new rows. */
  onChange(listener: () => void): () => void;
  close(): void;
}

const pollMs = 2_000;

/**
 * SQL: revisions that no transaction can precede any more. A revision is the id of the transaction that wrote it; all
 * below pg_snapshot_xmin have ended, whatever order they committed in.
 */
export const settled = 'revision < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint';

/**
 * The next settled changes after a revision, oldest first; about `limit` of them, and never a part of a transaction,
 * since the next read goes on after the last revision.
 */
export async function readChanges(
  { pool }: Database,
  bureauId: string,
  after: bigint,
  limit = 500,
): Promise<readonly Change[]> {
  const { rows } = await pool.query<Record<'revision' | 'kind' | 'entityId' | 'unitId', string>>(
    `select revision::text, kind, entity_id as "entityId", unit_id as "unitId" from change_feed
     where bureau_id = $1 and revision > $2 and ${settled}
     order by revision fetch first $3 rows with ties`,
    [bureauId, after.toString(), limit],
  );
  return rows.map((row) => ({
    revision: BigInt(row.revision),
    bureauId,
    // written by appendChanges only, from StreamRef
    kind: row.kind as Change['kind'],
    entityId: row.entityId,
    unitId: row.unitId,
  }));
}

/** Opens the feed of one process: hints from all processes, and a slow poll as the safety net. */
export function openChangeFeed(deps: { database: Database; logger: Logger; hints: Hints }): ChangeFeed {
  const { database, logger, hints } = deps;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const stopListening = hints.on('changes', tell);
  const poll = pollForLostHints(database, tell, () => listeners.size > 0, logger);
  return {
    hint: () => hints.send('changes'),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      stopListening();
      clearInterval(poll);
    },
  };
}

function pollForLostHints({ pool }: Database, tell: () => void, wanted: () => boolean, logger: Logger): NodeJS.Timeout {
  let cursor = '0';
  let running = false;
  const timer = setInterval(async () => {
    if (running || !wanted()) return;
    running = true;
    try {
      const { rows } = await pool.query<{ newest: string | null }>(
        `select max(revision)::text as newest from change_feed where revision > $1 and ${settled}`,
        [cursor],
      );
      const newest = rows[0]?.newest ?? null;
      if (newest !== null) tell();
      cursor = newest ?? cursor;
    } catch (error) {
      logger.warn({ err: error }, 'change feed cannot poll');
    } finally {
      running = false;
    }
  }, pollMs);
  timer.unref();
  return timer;
}
