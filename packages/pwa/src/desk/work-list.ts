import { type Accessor, createEffect, createSignal, on, onCleanup, onMount } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { ask, type Problem } from '../graphql/client.ts';
import { type Live, onRevision } from '../graphql/live.ts';
import { type MyWork, MyWorkQuery, type WorkGroupKey, WorkGroupQuery, type WorkRow } from './documents.ts';

const PAGE = 20;
/** Changes that follow one another closely are one refresh. */
const SETTLE_MS = 200;

/** My next actions, for the page and for the badge beside its name: one answer of the server for both. */
export interface WorkList {
  readonly data: Accessor<MyWork | undefined>;
  readonly problem: Accessor<Problem | undefined>;
  /** Cases that have come, gone or moved since what is shown was read; 0 when the list is as it is. */
  readonly changed: Accessor<number>;
  /** Shows what has changed. */
  readonly apply: () => void;
  readonly refetch: () => void;
  /** Reads on in one group. */
  readonly more: (key: WorkGroupKey) => Promise<void>;
}

/** Whose rows stand where: while this stays the same, a refresh moves nothing. */
function placesOf(work: MyWork): ReadonlyMap<string, string> {
  const places = work.groups.flatMap(({ key, rows }) =>
    rows.map(({ id }, at): [string, string] => [id, `${key} ${at}`]),
  );
  return new Map(places);
}

function movedBetween(shown: MyWork, found: MyWork): number {
  const [before, after] = [placesOf(shown), placesOf(found)];
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].filter((id) => before.get(id) !== after.get(id)).length;
}

/**
 * Follows the work list. Where a change would move rows while `held` says that somebody is at them, it is announced instead
 * and shown when they ask for it; what only changes within its row is shown at once.
 */
export function createWorkList(live: Live, held: () => boolean): WorkList {
  const [store, setStore] = createStore<{ data: MyWork | undefined }>({ data: undefined });
  const [waiting, setWaiting] = createSignal<MyWork>();
  const [changed, setChanged] = createSignal(0);
  const [problem, setProblem] = createSignal<Problem>();
  let turn = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;

  const show = (work: MyWork) => {
    setStore('data', reconcile(structuredClone(work)));
    setWaiting(undefined);
    setChanged(0);
  };

  const read = async (mayMove: boolean) => {
    turn += 1;
    const mine = turn;
    // As many rows of each group as have been read on.
    const longest = Math.max(PAGE, ...(store.data?.groups.map(({ rows }) => rows.length) ?? []));
    const answer = await ask(MyWorkQuery, { first: Math.min(longest, 100) });
    if (mine !== turn) return;
    if (!answer.ok) {
      // A quiet refresh that fails leaves the list as it is; the live line already says that we are cut off.
      if (store.data === undefined || mayMove) setProblem(answer.problem);
      return;
    }
    setProblem(undefined);
    const found = answer.data.myWork;
    const shown = store.data;
    const moved = shown === undefined ? 0 : movedBetween(shown, found);
    if (moved === 0 || mayMove || !held()) return show(found);
    setWaiting(found);
    setChanged(moved);
  };

  const more = async (key: WorkGroupKey) => {
    const after = store.data?.groups.find((group) => group.key === key)?.endCursor;
    if (after == null) return;
    const answer = await ask(WorkGroupQuery, { group: key, after });
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    const page = answer.data.workGroup;
    setStore('data', 'groups', (group) => group.key === key, {
      rows: [...rowsOf(store.data, key), ...page.rows],
      endCursor: page.endCursor,
    });
  };

  onMount(() => void read(true));
  onRevision(live, () => {
    clearTimeout(settling);
    settling = setTimeout(() => void read(false), SETTLE_MS);
  });
  // At midnight dates move with nobody writing.
  createEffect(
    on(
      () => live.counts()?.today,
      () => void read(false),
      { defer: true },
    ),
  );
  onCleanup(() => {
    turn += 1;
    clearTimeout(settling);
  });

  return {
    data: () => store.data,
    problem,
    changed,
    apply: () => {
      const found = waiting();
      if (found) show(found);
    },
    refetch: () => void read(true),
    more,
  };
}

function rowsOf(work: MyWork | undefined, key: WorkGroupKey): readonly WorkRow[] {
  return work?.groups.find((group) => group.key === key)?.rows ?? [];
}

/** Whether somebody is at the rows of a list: focus or pointer among them, or scrolled into it. */
export function atTheRows(list: Element | undefined): boolean {
  if (!list) return false;
  return list.contains(document.activeElement) || list.matches(':hover') || window.scrollY > 120;
}
