/** What windows and the service worker tell each other about open vaults. The keys cannot be read out, only used. */
type Word =
  | { readonly about: 'want' | 'drop' | 'touch'; readonly personId: string }
  | { readonly about: 'have'; readonly personId: string; readonly key: CryptoKey };

const CHANNEL = 'huiyin-keys';
const ANSWER_MS = 250;
/** A page that is loaded again takes no longer than that. */
const HOLD_MS = 20_000;

/** Asks the other windows, and the worker that a closing page has just told, for the key of an open vault. */
export function askForKey(personId: string): Promise<CryptoKey | undefined> {
  if (typeof BroadcastChannel === 'undefined') return Promise.resolve(undefined);
  const line = new BroadcastChannel(CHANNEL);
  return new Promise<CryptoKey | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ANSWER_MS);
    line.onmessage = ({ data: word }: MessageEvent<Word>) => {
      if (word.about !== 'have' || word.personId !== personId) return;
      clearTimeout(timer);
      resolve(word.key);
    };
    line.postMessage({ about: 'want', personId } satisfies Word);
  }).finally(() => line.close());
}

/** An open vault in this window, for as long as it is open. */
export interface KeyHolder {
  /** Somebody touches this window: the others stay open too. */
  touch(): void;
  /** Locks every window of this person. */
  drop(): void;
  /** Stops answering; the other windows keep theirs. */
  close(): void;
}

/**
 * Holds the key of an open vault: gives it to other windows of this browser that ask, and to the service worker when
 * the page goes away, for as long as loading it again takes.
 */
export function holdKey(personId: string, key: CryptoKey, heard: { drop(): void; touch(): void }): KeyHolder {
  const line = new BroadcastChannel(CHANNEL);
  line.onmessage = ({ data: word }: MessageEvent<Word>) => {
    if (word.personId !== personId) return;
    if (word.about === 'want') line.postMessage({ about: 'have', personId, key } satisfies Word);
    if (word.about === 'drop') heard.drop();
    if (word.about === 'touch') heard.touch();
  };
  // To the worker that is the newest just then: the very first page is controlled by none, and an update has put another there.
  let registration: ServiceWorkerRegistration | undefined;
  void navigator.serviceWorker?.ready.then((ready) => {
    registration = ready;
  });
  const handOver = () => registration?.active?.postMessage({ about: 'have', personId, key } satisfies Word);
  window.addEventListener('pagehide', handOver);
  return {
    touch: () => line.postMessage({ about: 'touch', personId } satisfies Word),
    drop: () => line.postMessage({ about: 'drop', personId } satisfies Word),
    close() {
      window.removeEventListener('pagehide', handOver);
      line.close();
    },
  };
}

/**
 * The service worker's side: keeps the key that a closing page hands over, for seconds, in memory only. It does not ask to stay
 * alive for that: the page that is loaded again wakes it, and an update would have to wait until it ends.
 */
export function bridgeReloads(worker: ServiceWorkerGlobalScope): void {
  const held = new Map<string, CryptoKey>();
  const line = new BroadcastChannel(CHANNEL);
  line.onmessage = ({ data: word }: MessageEvent<Word>) => {
    if (word.about === 'drop') held.delete(word.personId);
    const key = word.about === 'want' ? held.get(word.personId) : undefined;
    if (key !== undefined) line.postMessage({ about: 'have', personId: word.personId, key } satisfies Word);
  };
  worker.addEventListener('message', (event: ExtendableMessageEvent) => {
    const word: Word | null = event.data;
    if (word?.about !== 'have') return;
    held.set(word.personId, word.key);
    setTimeout(() => held.delete(word.personId), HOLD_MS);
  });
}
