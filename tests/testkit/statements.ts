import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { Client, Pool } from 'pg';
import { vi } from 'vitest';

/** Which count a request of this process belongs to: what the server does beside, by timers of its own, belongs to none. */
const counted = new AsyncLocalStorage<symbol | undefined>();
let counting: symbol | undefined;
subscribe('http.server.request.start', () => counted.enterWith(counting));

/** How many statements a question to a server in this process sends to PostgreSQL. */
export async function statementsOf(asked: () => Promise<unknown>): Promise<number> {
  const mine = Symbol('count');
  const { query } = Client.prototype;
  const { connect } = Pool.prototype;
  let statements = 0;
  const sent = vi.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...given: unknown[]) {
    if (counted.getStore() === mine) statements += 1;
    return Reflect.apply(query, this, given);
  });
  // Whoever waits for a connection is called by whoever gives it back, and is not to be taken for that one.
  const waited = vi.spyOn(Pool.prototype, 'connect').mockImplementation(function (this: Pool, ...given: unknown[]) {
    const bound = given.map((one) => (typeof one === 'function' ? AsyncResource.bind(one as () => void) : one)); // its one callback
    return Reflect.apply(connect, this, bound);
  });
  counting = mine;
  await asked().finally(() => {
    counting = undefined;
    sent.mockRestore();
    waited.mockRestore();
  });
  return statements;
}
