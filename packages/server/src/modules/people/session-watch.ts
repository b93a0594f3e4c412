import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Logger } from '../../infra/logger.ts';
import { openSessions } from './sessions.ts';

/** Ends live streams when their session ends: at once for a sign-out in this process, within seconds for any other. */
export interface SessionWatch {
  /** Calls back once when the session no longer stands; the returned function stops watching. */
  watch(sessionHash: string, onEnd: () => void): () => void;
  /** Says that this session has just been ended here. */
  ended(sessionHash: string): void;
  close(): void;
}

const checkMs = 3_000;

/** All watched sessions are asked for in one query, so ten thousand streams cost one look-up every three seconds. */
export function watchSessions(deps: { database: Database; clock: Clock; logger: Logger }): SessionWatch {
  const watched = new Map<string, Set<() => void>>();

  function end(hash: string): void {
    const listeners = watched.get(hash);
    watched.delete(hash);
    for (const onEnd of listeners ?? []) onEnd();
  }

  async function check(): Promise<void> {
    if (watched.size === 0) return;
    const asked = [...watched.keys()];
    const open = await openSessions(deps, asked);
    for (const hash of asked) if (!open.has(hash)) end(hash);
  }

  const timer = setInterval(() => {
    // The database may be away for a while; the streams then stay and the next check decides.
    check().catch((error: unknown) => deps.logger.warn({ err: error }, 'session check failed'));
  }, checkMs);
  timer.unref();

  return {
    watch(hash, onEnd) {
      const listeners = watched.get(hash) ?? new Set();
      listeners.add(onEnd);
      watched.set(hash, listeners);
      return () => {
        listeners.delete(onEnd);
        if (listeners.size === 0 && watched.get(hash) === listeners) watched.delete(hash);
      };
    },
    ended: end,
    close: () => clearInterval(timer),
  };
}
