import { type Accessor, createEffect, createSignal, on, onCleanup, onMount } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { Answer, Problem } from '../graphql/client.ts';
import { type Live, onRevision, settleMs } from '../graphql/live.ts';

/** What is followed, and how. */
interface Follow<T> {
  readonly live: Live;
  /** Reads it anew; told what is shown. */
  readonly read: (shown: T | undefined) => Promise<Answer<T>>;
  /** How many rows have come, gone or moved. */
  readonly moved: (shown: T, found: T) => number;
  /** Whether somebody is at the rows. */
  readonly held: () => boolean;
}

/**
 * Follows what is read whole: anew when the live revision moves, and at midnight, when dates move with nobody writing. Where a
 * change would move rows while `held` says that somebody is at them, it is announced instead and shown when they ask for it;
 * what only changes within its row is shown at once.
 */
export function follow<T extends object>({ live, read, moved, held }: Follow<T>) {
  const [store, change] = createStore<{ data: T | undefined }>({ data: undefined });
  const [waiting, setWaiting] = createSignal<{ readonly found: T; readonly moved: number }>();
  const [problem, setProblem] = createSignal<Problem>();
  const [olderAt, setOlderAt] = createSignal<number>();
  let last: { readonly found: T; readonly at: number } | undefined;
  let turn = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;

  const show = (found: T) => {
    // keyed by id: a refresh changes only what changed, so that focus and opened strips stay
    change('data', reconcile(structuredClone(found)));
    last = { found, at: Date.now() };
    setOlderAt(undefined);
    setWaiting(undefined);
  };

  const look = async (mayMove: boolean) => {
    turn += 1;
    const mine = turn;
    const answer = await read(store.data);
    if (mine !== turn) return;
    if (!answer.ok) {
      // A quiet refresh that fails leaves the list as it is; the live line already says that we are cut off.
      if (store.data === undefined || mayMove) setProblem(answer.problem);
      if (store.data !== undefined || last === undefined) return;
      change('data', structuredClone(last.found));
      setOlderAt(last.at);
      return;
    }
    setProblem(undefined);
    const found = answer.data;
    const count = store.data === undefined ? 0 : moved(store.data, found);
    if (count === 0 || mayMove || !held() || olderAt() !== undefined) return show(found);
    setWaiting({ found, moved: count });
  };

  onMount(() => void look(true));
  onRevision(live, () => {
    clearTimeout(settling);
    settling = setTimeout(() => void look(false), settleMs);
  });
  createEffect(
    on(
      () => live.counts()?.today,
      () => void look(false),
      { defer: true },
    ),
  );
  onCleanup(() => {
    turn += 1;
    clearTimeout(settling);
  });

  const data: Accessor<T | undefined> = () => store.data;
  return {
    data,
    /** Changes a part of it in place. */
    change,
    problem,
    setProblem,
    /** Rows that have come, gone or moved since what is shown was read; 0 when it is as it is. */
    changed: () => waiting()?.moved ?? 0,
    /** Shows what has changed. */
    apply: () => {
      const next = waiting();
      if (next) show(next.found);
    },
    refetch: () => void look(true),
    /** Something else is asked for: what is shown goes, and stands again should the other not come. */
    begin: () => {
      change('data', undefined);
      setWaiting(undefined);
      void look(true);
    },
    /** When that was read which stands instead of what was asked for (epoch milliseconds). */
    olderAt,
  };
}
