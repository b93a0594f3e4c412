import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { ask, type Problem } from '../graphql/client.ts';
import type { VariablesOf } from '../graphql/graphql.ts';
import { type CaseRow, CasesQuery } from './documents.ts';

export type CaseFilter = NonNullable<VariablesOf<typeof CasesQuery>['filter']>;

const PAGE = 50;
/** A quiet refresh reads at most this many rows again; older ones further down are read when they are opened. */
const REFRESH_AT_MOST = 200;
const FRESH_FOR_MS = 8_000;
/** Changes that follow one another closely are one refresh. */
const SETTLE_MS = 150;

/** A list that grows at its end by "more" and stays true at its head by "refresh". */
export interface CaseList {
  readonly rows: Accessor<readonly CaseRow[] | undefined>;
  /** The number of rows of the same filter on the server: what the badge says. */
  readonly total: Accessor<number>;
  readonly problem: Accessor<Problem | undefined>;
  readonly loading: Accessor<boolean>;
  readonly hasMore: Accessor<boolean>;
  /** Ids that came in by a refresh in the last seconds. */
  readonly fresh: Accessor<ReadonlySet<string>>;
  readonly more: () => void;
  readonly refresh: () => void;
}

interface Page {
  readonly rows: readonly CaseRow[];
  readonly total: number;
  readonly end: string | undefined;
}

async function readPage(filter: CaseFilter, after: string | undefined): Promise<Page | Problem> {
  const answer = await ask(CasesQuery, { filter, first: PAGE, after: after ?? null });
  if (!answer.ok) return answer.problem;
  const { edges, totalCount, pageInfo } = answer.data.cases;
  const end = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  return { rows: edges.map((edge) => edge.node), total: totalCount, end };
}

async function readRows(filter: CaseFilter, wanted: number): Promise<Page | Problem> {
  let all: Page = { rows: [], total: 0, end: undefined };
  for (;;) {
    const page = await readPage(filter, all.end);
    if ('code' in page) return page;
    all = { rows: [...all.rows, ...page.rows], total: page.total, end: page.end };
    if (page.end === undefined || all.rows.length >= wanted) return all;
  }
}

/** Follows the cases of a filter. Call `refresh` when the live revision moves. */
export function createCaseList(filter: Accessor<CaseFilter>): CaseList {
  // A store keyed by id, so that a refresh changes only what changed: focus and opened strips stay.
  const [store, setStore] = createStore<{ rows: CaseRow[] | undefined }>({ rows: undefined });
  const rows = () => store.rows;
  const [total, setTotal] = createSignal(0);
  const [end, setEnd] = createSignal<string>();
  const [problem, setProblem] = createSignal<Problem>();
  const [loading, setLoading] = createSignal(true);
  const [fresh, setFresh] = createSignal<ReadonlySet<string>>(new Set());
  let turn = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const fading: ReturnType<typeof setTimeout>[] = [];

  const take = (page: Page, next: readonly CaseRow[]) => {
    setStore('rows', reconcile([...next]));
    setTotal(page.total);
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
    if ('code' in page) setProblem(page);
    else take(page, page.rows);
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
    if (before === undefined) return load();
    turn += 1;
    const mine = turn;
    const page = await readRows(filter(), Math.min(Math.max(before.length, PAGE), REFRESH_AT_MOST));
    if (mine !== turn) return;
    setLoading(false);
    // A quiet refresh that fails leaves the list as it is; the live line already says that we are cut off.
    if ('code' in page) return;
    const known = new Set(before.map((row) => row.id));
    markFresh(page.rows.filter((row) => !known.has(row.id)).map((row) => row.id));
    const read = new Set(page.rows.map((row) => row.id));
    const tail =
      before.length > REFRESH_AT_MOST ? before.slice(REFRESH_AT_MOST).filter((row) => !read.has(row.id)) : [];
    const keepEnd = tail.length > 0 ? end() : page.end;
    take({ ...page, end: keepEnd }, [...page.rows, ...tail]);
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
    problem,
    loading,
    hasMore: () => end() !== undefined,
    fresh,
    more: () => void more(),
    refresh: () => {
      clearTimeout(settling);
      settling = setTimeout(() => void refreshNow(), SETTLE_MS);
    },
  };
}
