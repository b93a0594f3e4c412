import { createEventParser } from './sse.ts';

/**
 * The server sends a `heartbeat` event every 5 s, each after it has asked the database; a stream silent for this long is dead,
 * whatever the socket says.
 */
export const STALE_AFTER_MS = 12_500;
/** The next heartbeat is late by then: the figures cannot be called live, though the stream may well go on. */
export const LATE_AFTER_MS = 7_500;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** What a stream tells its owner. */
export interface StreamEvents {
  /** One GraphQL result, as text: parsed once by whoever needs it. */
  onNext(json: string): void;
  /** Any sign of life (a result or a heartbeat). */
  onAlive(): void;
  /** The stream broke; it is being opened again on its own. */
  onLost(): void;
}

/** What the stream needs of the world, so that tests can give it another one. */
export interface StreamWorld {
  readonly fetch: typeof fetch;
  readonly random: () => number;
  /** Silence after which a stream counts as dead; {@link STALE_AFTER_MS} when not set. */
  readonly staleAfterMs?: number;
}

/**
 * A stream that lives until `close()`. `drop()` gives up the line it has, whatever the socket says: the network is gone.
 * `wake()` tries again at once: the network or the page has come back.
 */
export interface LiveStream {
  close(): void;
  drop(): void;
  wake(): void;
}

/** How long to wait before the n-th new try (0, 1, 2 …): doubling, at most 15 s, with half of it by chance. */
export function waitBefore(attempt: number, random: number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return full / 2 + (full / 2) * random;
}

/**
 * Opens a GraphQL subscription as server-sent events over fetch (one distinct connection, graphql-sse) and keeps it
 * open: silence of 12.5 s counts as a break, and after each break it tries again with growing waits. It then says what it had
 * last: when that still stands, the server sends a heartbeat only.
 */
export function openStream(url: string, query: string, events: StreamEvents, world: StreamWorld): LiveStream {
  let closed = false;
  let attempt = 0;
  let current: AbortController | undefined;
  let stopWaiting: (() => void) | undefined;
  let lastId = '';

  async function connectOnce(): Promise<void> {
    const breaker = new AbortController();
    current = breaker;
    const staleAfterMs = world.staleAfterMs ?? STALE_AFTER_MS;
    let watchdog = setTimeout(() => breaker.abort(), staleAfterMs);
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => breaker.abort(), staleAfterMs);
      attempt = 0;
      events.onAlive();
    };
    try {
      const response = await world.fetch(url, {
        method: 'POST',
        credentials: 'same-origin',
        headers: {
          accept: 'text/event-stream',
          'content-type': 'application/json',
          ...(lastId !== '' && { 'last-event-id': lastId }),
        },
        body: JSON.stringify({ query }),
        signal: breaker.signal,
      });
      if (!response.ok || response.body === null) return;
      if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
        // Refused before the stream began: the answer is one plain result.
        events.onNext(await response.text());
        return;
      }
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const parser = createEventParser();
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        for (const event of parser.push(value)) {
          if (event.event === 'complete') return;
          if (event.event === 'next') events.onNext(event.data);
          lastId = event.id || lastId;
          // The owner may have closed it on what it just read.
          if (closed) return;
          alive();
        }
      }
    } catch {
      // A broken line is the normal case here; the loop below opens it again.
    } finally {
      clearTimeout(watchdog);
      breaker.abort();
    }
  }

  async function keepOpen(): Promise<void> {
    while (!closed) {
      await connectOnce();
      if (closed) return;
      events.onLost();
      const wait = waitBefore(attempt, world.random());
      attempt += 1;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        stopWaiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  void keepOpen();
  return {
    close() {
      closed = true;
      current?.abort();
      stopWaiting?.();
    },
    drop: () => current?.abort(),
    wake() {
      attempt = 0;
      stopWaiting?.();
    },
  };
}
