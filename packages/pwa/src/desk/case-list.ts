import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { ask, type Problem } from '../graphql/client.ts';
import type { VariablesOf } from '../graphql/graphql.ts';
import { settleMs } from '../graphql/live.ts';
import { CaseListQuery, type WorkRow } from './documents.ts';

export type CaseFilter = NonNullable<VariablesOf<typeof CaseListQuery>['filter']>;
/** What is listed, and in which order. */
export type ListAsked = Pick<VariablesOf<typeof CaseListQuery>, 'filter' | 'sort' | 'descending'>;

const PAGE = 50;
/** A quiet refresh reads at most this many rows again; older ones further down are read when they are opened. */
const REFRESH_AT_MOST = 200;
const FRESH_FOR_MS = 8_000;

/** A list that grows at its end by "more" and stays true at its head by "refresh". */
export interface CaseList {
  readonly rows: Accessor<readonly WorkRow[] | undefined>;
  /** The number of rows of the same filter on the server: what the badge says. */
  readonly total: Accessor<number>;
  /** There are more than `total`: beyond that they are not counted. */
  readonly uncounted: Accessor<boolean>;
  /** Cases that have come, gone or moved, not shown yet because somebody is at the rows. */
  readonly changed: Accessor<number>;
  readonly apply: () => void;
  readonly problem: Accessor<Problem | undefined>;
  /** When the rows were read that stand instead of those asked for, which did not come (epoch milliseconds). */
  readonly olderAt: Accessor<number | undefined>;
  readonly loading: Accessor<boolean>;
  readonly hasMore: Accessor<boolean>;
  /** Ids that came in by a refresh in the last seconds. */
  readonly fresh: Accessor<ReadonlySet<string>>;
  readonly more: () => void;
  readonly refresh: () => void;
}

/** Some rows of a list with its count. */
interface Page {
  readonly rows: readonly WorkRow[];
  readonly total: number;
  readonly uncounted: boolean;
  readonly end: string | undefined;
}

async function readPage(asked: ListAsked, after: string | undefined): Promise<Page | Problem> {
  const answer = await ask(CaseListQuery, { ...asked, first: PAGE, after: after ?? null });
  if (!answer.ok) return answer.problem;
  const { rows, totalCount: total, more: uncounted, endCursor } = answer.data.caseList;
  return { rows, total, uncounted, end: endCursor ?? undefined };
}

/** So many rows of a list at least, if it has them, in its own order; never stops in the middle of a page. */
export async function readRows(asked: ListAsked, wanted: number): Promise<Page | Problem> {
  let all: Page = { rows: [], total: 0, uncounted: false, end: undefined };
  for (;;) {
    const page = await readPage(asked, all.end);
    if ('code' in page) return page;
    all = { ...page, rows: [...all.rows, ...page.rows] };
    if (page.end === undefined || all.rows.length >= wanted) return all;
  }
}

/**
 * How many rows have come, gone or moved. `more`: the list goes on below what was found, so that the last ones that were shown are
 * not gone but further down, as many as have come.
 */
export function movedBetween(
  shown: readonly Pick<WorkRow, 'id'>[],
  found: readonly Pick<WorkRow, 'id'>[],
  more: boolean,
): number {
  const places = (rows: readonly Pick<WorkRow, 'id'>[]) => new Map(rows.map(({ id }, at) => [id, at]));
  const [before, after] = [places(shown), places(found)];
  const came = [...after.keys()].filter((id) => !before.has(id));
  const gone = [...before.keys()].filter((id) => !after.has(id));
  const last = shown.length - 1 - shown.findLastIndex(({ id }) => after.has(id));
  const pushedOn = more ? Math.min(came.length, last) : 0;
  if (came.length + gone.length > 0) return came.length + gone.length - pushedOn;
  return [...after].filter(([id, at]) => before.get(id) !== at).length;
}

/**
 * Follows a list. Call `refresh` when the live revision moves: what changes within its row is shown at once; where rows would
 * move while `held` says that somebody is at them, the change is announced and shown when they ask for it.
 */
export function createCaseList(filter: Accessor<ListAsked>, held: () => boolean): CaseList {
  // A store keyed by id, so that a refresh changes only what changed: focus and opened strips stay.
  const [store, setStore] = createStore<{ rows: WorkRow[] | undefined }>({ rows: undefined });
  const rows = () => store.rows;
  const [total, setTotal] = createSignal(0);
  const [uncounted, setUncounted] = createSignal(false);
  const [changed, setChanged] = createSignal(0);
  let waiting: (() => void) | undefined;
  const [end, setEnd] = createSignal<string>();
  const [problem, setProblem] = createSignal<Problem>();
  const [olderAt, setOlderAt] = createSignal<number>();
  let last: { readonly page: Page; readonly at: number } | undefined;
  const [loading, setLoading] = createSignal(true);
  const [fresh, setFresh] = createSignal<ReadonlySet<string>>(new Set());
  let turn = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const fading: ReturnType<typeof setTimeout>[] = [];

  const take = (page: Page, next: readonly WorkRow[], readAt = Date.now()) => {
    setStore('rows', reconcile([...next]));
    last = { page: { ...page, rows: next }, at: readAt };
    setOlderAt(undefined);
    setTotal(page.total);
    setUncounted(page.uncounted);
    setChanged(0);
    waiting = undefined;
    setEnd(page.end);
    setProblem(undefined);
  };

  const load = async () => {
    turn += 1;
    const mine = turn;
    setLoading(true);
    const page = await readPage(filter(), undefined);
    if (mine !== turn) return;
    setLoading(false);
    if (!('code' in page)) return take(page, page.rows);
    if (rows() === undefined && last !== undefined) {
      const { page: before, at } = last;
      take({ ...before, end: undefined }, before.rows, at);
      setOlderAt(at);
    }
    setProblem(page);
  };

  const more = async () => {
    const after = end();
    if (after === undefined || loading()) return;
    turn += 1;
    const mine = turn;
    setLoading(true);
    const page = await readPage(filter(), after);
    if (mine !== turn) return;
    setLoading(false);
    if ('code' in page) setProblem(page);
    else take(page, [...(rows() ?? []), ...page.rows]);
  };

  const markFresh = (ids: readonly string[]) => {
    if (ids.length === 0) return;
    setFresh((known) => new Set([...known, ...ids]));
    const fade = () => setFresh((known) => new Set([...known].filter((id) => !ids.includes(id))));
    fading.push(setTimeout(fade, FRESH_FOR_MS));
  };

  const refreshNow = async () => {
    const before = rows();
    if (before === undefined || olderAt() !== undefined) return load();
    turn += 1;
    const mine = turn;
    const page = await readRows(filter(), Math.min(Math.max(before.length, PAGE), REFRESH_AT_MOST));
    if (mine !== turn) return;
    setLoading(false);
    // A quiet refresh that fails leaves the list as it is; the live line already says that we are cut off.
    if ('code' in page) return;
    const read = new Set(page.rows.map((row) => row.id));
    const tail =
      before.length > REFRESH_AT_MOST ? before.slice(REFRESH_AT_MOST).filter((row) => !read.has(row.id)) : [];
    const keepEnd = tail.length > 0 ? end() : page.end;
    const next = [...page.rows, ...tail];
    const moved = movedBetween(before, next, keepEnd !== undefined);
    const show = () => {
      const known = new Set(before.map((row) => row.id));
      markFresh(page.rows.filter((row) => !known.has(row.id)).map((row) => row.id));
      take({ ...page, end: keepEnd }, next);
    };
    if (moved === 0 || !held()) return show();
    waiting = show;
    setChanged(moved);
  };

  createEffect(
    on(filter, () => {
      setStore({ rows: undefined });
      void load();
    }),
  );
  onCleanup(() => {
    turn += 1;
    clearTimeout(settling);
    for (const timer of fading) clearTimeout(timer);
  });

  return {
    rows,
    total,
    uncounted,
    changed,
    apply: () => waiting?.(),
    problem,
    olderAt,
    loading,
    hasMore: () => end() !== undefined,
    fresh,
    more: () => void more(),
    refresh: () => {
      clearTimeout(settling);
      settling = setTimeout(() => void refreshNow(), settleMs);
    },
  };
}
