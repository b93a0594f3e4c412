import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { ask, type Problem } from '../graphql/client.ts';
import { type Live, onRevision } from '../graphql/live.ts';
import { movedBetween, SETTLE_MS } from './case-list.ts';
import { type HotlineOrder, HotlineOrdersQuery } from './documents.ts';

/** The 12345 orders that wait for their reply. */
export interface Orders {
  readonly rows: Accessor<readonly HotlineOrder[] | undefined>;
  readonly problem: Accessor<Problem | undefined>;
  /** Orders that have come, gone or moved, not shown yet because somebody is at the rows. */
  readonly changed: Accessor<number>;
  readonly apply: () => void;
  readonly refetch: () => void;
}

/** Follows the orders as the other lists are followed: where rows would move while `held`, it is announced first. */
export function createOrders(live: Live, held: () => boolean): Orders {
  const [store, setStore] = createStore<{ rows: HotlineOrder[] | undefined }>({ rows: undefined });
  const [waiting, setWaiting] = createSignal<readonly HotlineOrder[]>();
  const [problem, setProblem] = createSignal<Problem>();
  let turn = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const show = (rows: readonly HotlineOrder[]) => {
    setStore('rows', reconcile([...structuredClone(rows)]));
    setWaiting(undefined);
  };
  const read = async (mayMove: boolean) => {
    turn += 1;
    const mine = turn;
    const answer = await ask(HotlineOrdersQuery, {});
    if (mine !== turn) return;
    // A quiet refresh that fails leaves the list as it is; the live line already says that we are cut off.
    if (!answer.ok) {
      if (mayMove || store.rows === undefined) setProblem(answer.problem);
      return;
    }
    setProblem(undefined);
    const found = answer.data.hotlineOrders;
    const moved = movedBetween(store.rows ?? [], found);
    if (mayMove || moved === 0 || !held()) show(found);
    else setWaiting(found);
  };
  onMount(() => void read(true));
  onRevision(live, () => {
    clearTimeout(settling);
    settling = setTimeout(() => void read(false), SETTLE_MS);
  });
  onCleanup(() => {
    turn += 1;
    clearTimeout(settling);
  });
  return {
    rows: () => store.rows,
    problem,
    changed: () => movedBetween(store.rows ?? [], waiting() ?? store.rows ?? []),
    apply: () => {
      const found = waiting();
      if (found) show(found);
    },
    refetch: () => void read(true),
  };
}
