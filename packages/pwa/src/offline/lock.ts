/** How a held lock shows that its page still runs, and when a silent one is taken over. All in milliseconds. */
export interface LockTimes {
  readonly beat: number;
  readonly stale: number;
}

/** A page in the background may be let to run only once a minute: silence is no death before that. */
const TIMES: LockTimes = { beat: 10_000, stale: 90_000 };

/**
 * Runs `work` while no other tab or worker of this browser runs its own under the same name. A holder that has been
 * frozen by the system (silent for `stale`) loses the lock: what it was doing must be safe to do twice, as sending a
 * command under its own name is.
 */
export async function withLock(name: string, work: () => Promise<void>, times: LockTimes = TIMES): Promise<void> {
  // Only browsers older than our oldest lack locks; there, one tab is the rule.
  if (typeof navigator === 'undefined' || navigator.locks === undefined) return work();
  const line = new BroadcastChannel(name);
  const hold = async () => {
    const beat = setInterval(() => line.postMessage('alive'), times.beat);
    await Promise.race([work(), putAway()]).finally(() => clearInterval(beat));
  };
  try {
    const gaveUp = new AbortController();
    let silence = setTimeout(() => gaveUp.abort(), times.stale);
    line.onmessage = () => {
      clearTimeout(silence);
      silence = setTimeout(() => gaveUp.abort(), times.stale);
    };
    let held = false;
    try {
      await navigator.locks.request(name, { signal: gaveUp.signal }, () => {
        held = true;
        clearTimeout(silence);
        return hold();
      });
    } catch (error) {
      if (!isAbort(error)) throw error;
      // Held and aborted: this page slept too long and another has taken over; its work ends by itself.
      if (!held) await navigator.locks.request(name, { steal: true }, hold).catch(unlessAbort);
    } finally {
      clearTimeout(silence);
    }
  } finally {
    line.close();
  }
}

/**
 * Resolves when the browser puts this page away, maybe to bring it back later as it was (back-forward cache): such a page
 * stands still and must not hold up the others for as long as a frozen one may.
 */
function putAway(): Promise<void> {
  if (typeof window === 'undefined') return new Promise(() => undefined);
  return new Promise((resolve) => window.addEventListener('pagehide', () => resolve(), { once: true }));
}

/** A lock that a page keeps for as long as it shows something, such as the one window that may write a draft. */
export interface HeldLock {
  /** Lets the next one have it. */
  release(): void;
}

/**
 * Takes the lock `name` within `patience` ms; undefined when another window has it. With `steal` it is taken from
 * whoever has it. `onLost` is called when it is taken from us.
 */
export function holdLock(
  name: string,
  options: { readonly patience: number; readonly steal?: boolean },
  onLost: () => void,
): Promise<HeldLock | undefined> {
  if (typeof navigator === 'undefined' || navigator.locks === undefined)
    return Promise.resolve({ release: () => undefined });
  return new Promise((resolve, reject) => {
    const request = options.steal ? { steal: true } : { signal: AbortSignal.timeout(options.patience) };
    let held = false;
    let released = false;
    navigator.locks
      .request(name, request, () => {
        held = true;
        return new Promise<void>((letGo) => {
          const release = () => {
            released = true;
            letGo();
          };
          resolve({ release });
        });
      })
      .catch((error: unknown) => {
        if (held && !released) onLost();
        else if (isAbort(error)) resolve(undefined);
        else reject(error);
      });
  });
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
}

function unlessAbort(error: unknown): void {
  if (!isAbort(error)) throw error;
}
