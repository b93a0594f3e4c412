import type { PhoneStore } from './store.ts';
import { createSync, type Sync } from './sync.ts';
import { httpTransport } from './transport.ts';

/** Web Locks: one drainer for all tabs and the service worker. A browser without them drains unlocked (the server does each command once anyway). */
export async function withLock(name: string, work: () => Promise<void>): Promise<void> {
  if (navigator.locks === undefined) return work();
  await navigator.locks.request(name, work);
}

/** The drainer over the real line, clock and locks. */
export function browserSync(store: PhoneStore): Sync {
  return createSync({
    store,
    transport: httpTransport(),
    now: Date.now,
    random: Math.random,
    lock: withLock,
    later: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  });
}

/**
 * Lets the drainer run on start, when the signal returns and when the page is seen again. After a save the page kicks
 * it itself. Returns the way to stop.
 */
export function keepSending(sync: Sync): () => void {
  const kick = () => void sync.kick();
  const seen = () => {
    if (document.visibilityState === 'visible') kick();
  };
  window.addEventListener('online', kick);
  document.addEventListener('visibilitychange', seen);
  kick();
  return () => {
    window.removeEventListener('online', kick);
    document.removeEventListener('visibilitychange', seen);
    sync.stop();
  };
}

/** Android may wake the service worker when the signal returns with no page open; iOS has no such thing, and it does no harm to ask. */
export async function askForBackgroundSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  // Not in TypeScript's library: Background Sync is Chromium only.
  const background = (registration as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync;
  await background?.register('outbox').catch(() => undefined);
}
