import { dateInShanghai, type PlainDate } from '@huiyin/domain';

/** The only place the server reads the time from; tests put their own in its stead. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** The calendar date in Asia/Shanghai, by which every time limit (期限) is counted. */
  today(): PlainDate;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  today: () => dateInShanghai(Date.now()),
};

/** A clock that stands still until it is set: for tests and for building demo history. */
export interface SettableClock extends Clock {
  /** @param instant ISO instant with zone, e.g. 2026-11-22T09:00:00+08:00 */
  set(instant: string): void;
}

/** @param instant ISO instant with zone. Throws when it cannot be read (a bug in the caller). */
export function settableClock(instant: string): SettableClock {
  let at = readInstant(instant);
  return {
    now: () => at,
    today: () => dateInShanghai(at),
    set: (next) => {
      at = readInstant(next);
    },
  };
}

function readInstant(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`not an instant: ${text}`);
  return at;
}
