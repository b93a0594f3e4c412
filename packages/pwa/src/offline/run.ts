import { askForKey } from './keys.ts';
import { withLock } from './lock.ts';
import { listItems } from './outbox.ts';
import { lastUser } from './phone.ts';
import { openStore, type PhoneStore } from './store.ts';
import { createSync, type Sync } from './sync.ts';
import { httpTransport, type Uploader } from './transport.ts';

const parts = (store: PhoneStore) => ({ store, now: Date.now, random: Math.random, lock: withLock });

/**
 * The drainer over the real line, clock and locks.
 * @param loadUploader gives the uploader of photos
 */
export function browserSync(store: PhoneStore, loadUploader: () => Promise<Uploader>): Sync {
  return createSync({
    ...parts(store),
    transport: httpTransport({ loadUploader }),
    later: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  });
}

/**
 * Lets the drainer run on start, when the signal returns and when the page is seen or brought back again. After a save the page kicks
 * it itself. Returns the way to stop.
 */
export function keepSending(sync: Sync): () => void {
  const kick = () => void sync.kick();
  const seen = () => {
    if (document.visibilityState === 'visible') kick();
  };
  window.addEventListener('online', kick);
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('pageshow', kick);
  kick();
  return () => {
    window.removeEventListener('online', kick);
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('pageshow', kick);
    sync.stop();
  };
}

/**
 * One round in the service worker, woken by Background Sync. The outbox is sealed: it can only be sent while an open
 * window holds the key (the window may be in the background); else the work waits for the next unlocking, as the lock
 * screen says. Photos wait for the page. Throws while work is left, so that the browser wakes us again.
 */
export async function sendInBackground(): Promise<void> {
  const user = await lastUser();
  const key = user === undefined ? undefined : await askForKey(user.personId);
  if (user === undefined || key === undefined) return;
  const store = openStore(user.personId, key);
  const sync = createSync({ ...parts(store), transport: httpTransport(), later: () => () => undefined });
  await sync.kick();
  const left = (await listItems(store)).some((item) => item.state === 'waiting');
  await store.close();
  if (left) throw new Error('work is left for the next time');
}

/** Android may wake the service worker when the signal returns with no page open; iOS has no such thing, and it does no harm to ask. */
export async function askForBackgroundSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  // Not in TypeScript's library: Background Sync is Chromium only.
  const background = (registration as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync;
  await background?.register('outbox').catch(() => undefined);
}
