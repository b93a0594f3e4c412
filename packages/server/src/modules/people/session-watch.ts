import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Hints } from '../../infra/hints.ts';
import type { Logger } from '../../infra/logger.ts';
import { rightsOf, standingRights } from './sessions.ts';
import type { Viewer } from './viewer.ts';

/**
 * Ends live streams when the session or access token they were opened with ends, or when what it may see has changed: at
 * once, also when that was done in another process; within seconds should the word of it be lost.
 */
export interface SessionWatch {
  /** Calls back once when the viewer's sign-in or rights no longer stand; the returned function stops watching. */
  watch(viewer: Viewer, onEnd: () => void): () => void;
  /** Says, after the commit, that this session has just been ended here. */
  ended(sessionHash: string): void;
  /** Says, after the commit, that some sessions, tokens or rights have changed: all are looked at again, everywhere. */
  changed(): void;
  close(): void;
}

const checkMs = 3_000;

/** All watched sessions are asked for in one query, so ten thousand streams cost one look-up every three seconds. */
export function watchSessions(deps: { database: Database; clock: Clock; logger: Logger; hints: Hints }): SessionWatch {
  /** By session and by the rights it had when the stream was opened. */
  const watched = new Map<string, Map<string, Set<() => void>>>();

  function end(hash: string, stays?: string): void {
    const byRights = watched.get(hash);
    for (const [rights, listeners] of byRights ?? []) {
      if (rights === stays) continue;
      byRights?.delete(rights);
      for (const onEnd of listeners) onEnd();
    }
    if (byRights?.size === 0) watched.delete(hash);
  }

  async function check(): Promise<void> {
    if (watched.size === 0) return;
    const asked = [...watched.keys()];
    const standing = await standingRights(deps, asked);
    for (const hash of asked) end(hash, standing.get(hash));
  }

  const look = (): void => {
    // The database may be away for a while; the streams then stay and the next check decides.
    check().catch((error: unknown) => deps.logger.warn({ err: error }, 'session check failed'));
  };
  const timer = setInterval(look, checkMs);
  timer.unref();
  const stopListening = deps.hints.on('sessions', look);

  return {
    watch(viewer, onEnd) {
      const { sessionHash: hash } = viewer;
      const rights = rightsOf(viewer);
      const byRights = watched.get(hash) ?? new Map<string, Set<() => void>>();
      watched.set(hash, byRights);
      const mine = byRights.get(rights) ?? new Set();
      byRights.set(rights, mine);
      mine.add(onEnd);
      return () => {
        mine.delete(onEnd);
        if (mine.size > 0 || byRights.get(rights) !== mine) return;
        byRights.delete(rights);
        if (byRights.size === 0 && watched.get(hash) === byRights) watched.delete(hash);
      };
    },
    ended(hash) {
      end(hash);
      deps.hints.send('sessions');
    },
    changed: () => deps.hints.send('sessions'),
    close() {
      stopListening();
      clearInterval(timer);
    },
  };
}
