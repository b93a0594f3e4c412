import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Database } from './database.ts';
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
  close(): Promise<void>;
}

const channel = 'huiyin_changes';
const notifyMs = 25;
const pollMs = 2_000;
const reconnectMs = 1_000;

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

/** Opens the feed of one process: hints by LISTEN/NOTIFY with reconnect, and a slow poll as the safety net. */
export function openChangeFeed(deps: { database: Database; logger: Logger }): ChangeFeed {
  const { database, logger } = deps;
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  let notifyTimer: NodeJS.Timeout | undefined;

  const tell = (): void => {
    for (const listener of listeners) listener();
  };

  // NOTIFY in its own statement after the commit: inside the write it would take a lock that all commits wait for.
  function notifyOthers(): void {
    notifyTimer ??= setTimeout(() => {
      notifyTimer = undefined;
      database.pool.query(`notify ${channel}`).catch((error: unknown) => logger.warn({ err: error }, 'notify failed'));
    }, notifyMs);
  }

  const listening = listen(database.url, tell, logger, closing.signal);
  const poll = pollForLostHints(database, tell, () => listeners.size > 0, logger);

  return {
    hint() {
      if (closing.signal.aborted) return;
      tell();
      notifyOthers();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      clearInterval(poll);
      clearTimeout(notifyTimer);
      await listening;
    },
  };
}

async function listen(url: string, tell: () => void, logger: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const client = new Client({ connectionString: url, application_name: 'huiyin feed', keepAlive: true });
    const lost = new Promise<void>((resolve) => {
      client.once('error', () => resolve());
      client.once('end', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    client.on('error', () => undefined);
    client.on('notification', tell);
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      tell();
      await lost;
    } catch (error) {
      logger.warn({ err: error }, 'change feed cannot listen; it polls meanwhile');
    }
    await client.end().catch(() => undefined);
    if (!signal.aborted) await sleep(reconnectMs, undefined, { signal }).catch(() => undefined);
  }
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
