import type { Pool } from 'pg';
import type { Prisma } from '../generated/prisma/client.ts';
import { nameOf } from './read.ts';

/**
 * One transaction on one connection. Statements that are not awaited one by one travel together (the connection pipelines
 * them), are carried out in the order they were given, and are prepared once per connection.
 */
export interface Transaction {
  query<T>(sql: Prisma.Sql): Promise<T[]>;
}

/**
 * Runs `work` between BEGIN and COMMIT; whatever it throws rolls everything back and is thrown on. COMMIT waits until all of
 * `work` is known to be done: one trip more, and nothing can ever be half committed. An error of the connection itself
 * leaves open whether the COMMIT was heard: the caller's receipt tells.
 */
export async function inTransaction<T>(pool: Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let lost: Error | undefined;
  const onError = (error: Error): void => {
    lost = error;
  };
  client.on('error', onError);
  let over = false;
  let failure: { readonly error: unknown } | undefined;
  const tx: Transaction = {
    async query(sql) {
      // A straggler of work that has failed elsewhere must not run outside its transaction.
      if (over) throw new Error('a statement after the end of its transaction');
      const { text, values } = sql;
      return client.query({ name: nameOf(text), text, values }).then(
        ({ rows }) => rows,
        (error: unknown) => {
          // Of statements that travel together the first failure is the cause; those behind it only say that it is over.
          failure ??= { error };
          throw error;
        },
      );
    },
  };
  try {
    const begun = client.query('begin');
    const [, result] = await Promise.all([begun, work(tx)]);
    over = true;
    await client.query('commit');
    return result;
  } catch (error) {
    over = true;
    await client.query('rollback').catch((failed: Error) => {
      lost ??= failed;
    });
    throw failure === undefined ? error : failure.error;
  } finally {
    client.off('error', onError);
    client.release(lost);
  }
}
/**
 * Runs `work` on one snapshot of the database: all its statements see the same moment, and nothing can be written. It holds
 * up no writer and, having no transaction id of its own, no reader of the change feed either.
 */
export async function inSnapshot<T>(pool: Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let lost: Error | undefined;
  const onError = (error: Error): void => {
    lost = error;
  };
  client.on('error', onError);
  try {
    await client.query('begin isolation level repeatable read read only');
    const result = await work({
      query: async ({ text, values }) => (await client.query({ text, values })).rows,
    });
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failed: Error) => {
      lost ??= failed;
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(lost);
  }
}
