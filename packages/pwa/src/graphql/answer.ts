import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { graphqlClient, type Problem, problemOf } from './client.ts';

/** What a page knows of one query while it is open. */
export interface Loaded<Data> {
  /** The newest data; stays while it is being asked for again. */
  readonly data: Accessor<Data | undefined>;
  readonly problem: Accessor<Problem | undefined>;
  readonly loading: Accessor<boolean>;
  /** Asks the server again without emptying the page. */
  readonly refetch: () => void;
}

/**
 * Follows a query: shows what was read before at once, then what the server says now. Other variables mean another
 * thing: the old data goes. `variables` returning undefined means "not yet".
 */
export function createAnswer<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Accessor<Variables | undefined>,
): Loaded<Data> {
  // A store, so that reading again changes only what changed: the focus, an opened strip, a half-filled form stay.
  const [store, setStore] = createStore<{ data: Data | undefined }>({ data: undefined });
  const [problem, setProblem] = createSignal<Problem>();
  const [loading, setLoading] = createSignal(true);
  const [turn, setTurn] = createSignal(0);
  let shown = '';

  createEffect(
    on([variables, turn], ([wanted]) => {
      if (wanted === undefined) return;
      const key = JSON.stringify(wanted);
      if (key !== shown) setStore({ data: undefined });
      const again = key === shown;
      shown = key;
      setLoading(true);
      const { unsubscribe } = graphqlClient()
        .query(document, wanted, { requestPolicy: again ? 'network-only' : 'cache-and-network' })
        .subscribe((result) => {
          if (result.error) setProblem(problemOf(result.error));
          else setProblem(undefined);
          // A copy: reconciling writes into what it is given, and that belongs to the client's cache.
          if (result.data) setStore('data', reconcile(structuredClone(result.data)));
          setLoading(result.stale);
        });
      onCleanup(unsubscribe);
    }),
  );

  return { data: () => store.data, problem, loading, refetch: () => setTurn((n) => n + 1) };
}
