import type { RequestContext } from '../context.ts';

/**
 * A look-up that a field makes for one row, made once for all rows of a list: what is asked for during one turn of the
 * event loop is loaded together, and nothing is kept afterwards. Keys without a value answer undefined.
 */
export function batched<K, V>(
  load: (context: RequestContext, keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (context: RequestContext, key: K) => Promise<V | undefined> {
  const waiting = new WeakMap<RequestContext, { readonly keys: Set<K>; readonly found: Promise<ReadonlyMap<K, V>> }>();
  return async (context, key) => {
    const batch = waiting.get(context) ?? begin(context);
    batch.keys.add(key);
    return (await batch.found).get(key);
  };

  function begin(context: RequestContext) {
    const keys = new Set<K>();
    const found = new Promise((resolve) => setImmediate(resolve)).then(() => {
      waiting.delete(context);
      return load(context, [...keys]);
    });
    const batch = { keys, found };
    waiting.set(context, batch);
    return batch;
  }
}
