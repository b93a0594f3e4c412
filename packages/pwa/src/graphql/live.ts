import { stringifyDocument } from '@urql/core';
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { GRAPHQL_URL, setSessionLost } from './client.ts';
import { graphql, type ResultOf } from './graphql.ts';
import { type LiveStream, openStream, STALE_AFTER_MS } from './stream.ts';

const LiveCountsSubscription = graphql(`
  subscription LiveCounts {
    liveCounts {
      revision
      asOf
      today
      open
      overdue
      dueSoon
      registeredToday
      byStatus { key name count open overdue dueSoon }
      byChannel { key name count open overdue dueSoon }
      byUnit { key name count open overdue dueSoon }
    }
  }
`);

/** A whole set of counts at one revision. */
export type LiveCounts = ResultOf<typeof LiveCountsSubscription>['liveCounts'];
export type CountRow = LiveCounts['byUnit'][number];

/** `connecting` before the first answer; `live`; `lost` while the line is down (it is being opened again). */
type LiveState = 'connecting' | 'live' | 'lost';

/** What every tab of this browser shares. */
export interface Live {
  readonly counts: Accessor<LiveCounts | undefined>;
  readonly state: Accessor<LiveState>;
  /** The server's time (epoch ms) up to which the counts are known to be right; undefined before the first answer. */
  readonly rightAsOf: Accessor<number | undefined>;
  /** When this page last heard from the server (epoch ms of this device). */
  readonly lastHeard: Accessor<number>;
}

/** What tabs say to each other. The leader holds the stream; the others listen. */
type Word =
  | { kind: 'counts'; json: string; at: number }
  | { kind: 'alive' }
  | { kind: 'lost' }
  | { kind: 'ended' }
  | { kind: 'hello' };

const NAME = 'huiyin-live';
/** A leader silent for this long (frozen by the system) loses the lead to a tab that still runs. */
const STEAL_AFTER_MS = STALE_AFTER_MS + 20_000;

const [counts, setCounts] = createSignal<LiveCounts>();
const [state, setState] = createSignal<LiveState>('connecting');
const [rightAsOf, setRightAsOf] = createSignal<number>();
const [lastHeard, setLastHeard] = createSignal(Date.now());

let users = 0;
let stop: (() => void) | undefined;
let lastCounts: string | undefined;
/** When the last counts came (epoch ms of this device, the same for every tab). */
let lastAt = 0;
/** Server time minus this device's, measured when the last counts came. */
let skew = 0;

/** Takes a word in, from the own stream or from the leading tab. */
function hear(word: Word): void {
  if (word.kind === 'hello') return;
  if (word.kind === 'lost' || word.kind === 'ended') {
    setState('lost');
    if (word.kind === 'ended') setSessionLost(true);
    return;
  }
  const now = Date.now();
  if (word.kind === 'counts') {
    const next = readCounts(word.json);
    if (next === undefined) return;
    lastCounts = word.json;
    skew = Date.parse(next.asOf) - word.at;
    lastAt = word.at;
    setSessionLost(false);
    setCounts(next);
  }
  setLastHeard(now);
  if (counts() !== undefined) {
    setRightAsOf(now + skew);
    setState('live');
  }
}

interface CountsMessage {
  readonly data?: { readonly liveCounts?: LiveCounts | null } | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

function readCounts(json: string): LiveCounts | undefined {
  // The shape is the schema's; what is missing is refused just below.
  const message = JSON.parse(json) as CountsMessage;
  return message.data?.liveCounts ?? undefined;
}

function isSignedOut(json: string): boolean {
  // As above: only the code is looked at.
  const message = JSON.parse(json) as CountsMessage;
  return message.errors?.some((error) => error.extensions?.code === 'unauthenticated') === true;
}

/** Opens the stream and tells the other tabs all it hears. `onEnded`: the session is over, trying again is of no use. */
function lead(channel: BroadcastChannel | undefined, onEnded: () => void): LiveStream {
  const say = (word: Word) => {
    hear(word);
    channel?.postMessage(word);
  };
  const stream = openStream(
    GRAPHQL_URL,
    stringifyDocument(LiveCountsSubscription),
    {
      onNext(json) {
        if (isSignedOut(json)) {
          say({ kind: 'ended' });
          onEnded();
          return;
        }
        say({ kind: 'counts', json, at: Date.now() });
      },
      onAlive: () => say({ kind: 'alive' }),
      onLost: () => say({ kind: 'lost' }),
    },
    { fetch: (input, init) => fetch(input, init), random: Math.random },
  );
  return stream;
}

/** Joins the tabs of this browser; the one that holds the lock leads. Where locks are missing (plain http), each leads itself. */
function start(): () => void {
  const over = new AbortController();
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(NAME);
  const locks = channel === undefined ? undefined : navigator.locks;
  let own: LiveStream | undefined;

  const takeLead = (steal: boolean) => {
    let release = () => {};
    const held = () =>
      new Promise<void>((resolve) => {
        if (over.signal.aborted) return resolve();
        own = lead(channel, () => stepDown());
        release = resolve;
        over.signal.addEventListener('abort', () => resolve(), { once: true });
      });
    const stepDown = () => {
      own?.close();
      own = undefined;
      release();
    };
    // A lock taken over by another tab rejects here: this tab listens again and queues for the lead.
    locks?.request(NAME, steal ? { steal } : { signal: over.signal }, held).then(stepDown, () => {
      stepDown();
      if (!over.signal.aborted) takeLead(false);
    });
  };
  if (locks === undefined) own = lead(undefined, () => own?.close());
  else takeLead(false);

  channel?.addEventListener('message', (event: MessageEvent<Word>) => {
    if (event.data.kind !== 'hello') return own === undefined ? hear(event.data) : undefined;
    if (own === undefined) return;
    if (lastCounts !== undefined && state() === 'live')
      channel.postMessage({ kind: 'counts', json: lastCounts, at: lastAt });
  });
  channel?.postMessage({ kind: 'hello' });

  const watch = setInterval(() => {
    const silence = Date.now() - lastHeard();
    if (own === undefined && silence > STALE_AFTER_MS) setState('lost');
    if (own === undefined && locks !== undefined && silence > STEAL_AFTER_MS) {
      setLastHeard(Date.now());
      takeLead(true);
    }
  }, 5_000);
  const wake = () => {
    if (document.visibilityState === 'visible') own?.wake();
  };
  // The browser is believed at once; should the server answer all the same (on this machine, say), it is live again by that.
  const cut = () => {
    hear({ kind: 'lost' });
    own?.drop();
  };
  window.addEventListener('offline', cut);
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);

  return () => {
    over.abort();
    own?.close();
    clearInterval(watch);
    channel?.close();
    window.removeEventListener('offline', cut);
    window.removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', wake);
  };
}

/**
 * The live counts, for as long as the calling component is on the page. One stream a browser: tabs choose a leader by
 * Web Lock and share what it hears, since HTTP/1.1 allows only six connections.
 */
export function useLive(): Live {
  users += 1;
  if (stop === undefined) stop = start();
  onCleanup(() => {
    users -= 1;
    if (users > 0) return;
    stop?.();
    stop = undefined;
  });
  return { counts, state, rightAsOf, lastHeard };
}

/** Changes that follow one another closely are one refresh of what is shown. */
export const settleMs = 150;

/**
 * Calls `read` whenever the counts move to another revision, and when they come back after signing in again; not for
 * the first ones, which a page reads beside anyway.
 */
export function onRevision(live: Live, read: () => void): void {
  let first = true;
  createEffect(
    on(
      () => live.counts()?.revision,
      (revision) => {
        if (revision === undefined) return;
        if (!first) read();
        first = false;
      },
    ),
  );
}

/** Starts afresh after someone signed in or out: what was counted for one person is not shown to another. */
export function restartLive(): void {
  stop?.();
  stop = undefined;
  lastCounts = undefined;
  setCounts(undefined);
  setRightAsOf(undefined);
  setState('connecting');
  setLastHeard(Date.now());
  if (users > 0) stop = start();
}
