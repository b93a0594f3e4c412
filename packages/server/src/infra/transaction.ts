import type { Pool, PoolClient } from 'pg';
import type { Prisma } from '../generated/prisma/client.ts';
import { nameOf } from './read.ts';

/** One statement with its values, not sent yet. */
export type Statement = Prisma.Sql;

/**
 * One transaction on one connection. Statements that are not awaited one by one travel together (the connection pipelines
 * them), are carried out in the order they were given, and are prepared once per connection.
 */
export interface Transaction {
  query<T>(sql: Statement): Promise<T[]>;
}

/** A transaction that its work may end itself. */
export interface EndingTransaction extends Transaction {
  /**
   * The last statements, with COMMIT right behind them instead of a trip later: locks are held that much shorter. All or
   * nothing all the same, since PostgreSQL makes a rollback of the COMMIT of a failed transaction. Answers the rows of each.
   */
  finish<T>(statements: readonly Statement[]): Promise<T[][]>;
}

/** The statement that writes rows, given to it as one JSON text; none when there are none. */
export function forRows(rows: readonly unknown[], statement: (json: string) => Statement): Statement[] {
  return rows.length === 0 ? [] : [statement(JSON.stringify(rows))];
}

/** Sends statements whose rows nobody needs. */
export async function sendAll(tx: Transaction, statements: readonly Statement[]): Promise<void> {
  await Promise.all(statements.map((statement) => tx.query(statement)));
}

/**
 * Runs `work` between BEGIN and COMMIT; whatever it throws rolls everything back and is thrown on. Where `work` does not
 * finish by itself, COMMIT waits until all of it is known to be done. An error of the connection itself leaves open
 * whether the COMMIT was heard: the caller's receipt tells.
 */
export function inTransaction<T>(pool: Pool, work: (tx: EndingTransaction) => Promise<T>): Promise<T> {
  return onConnection(pool, async (client) => {
    const together = inOnePacket(client);
    let over = false;
    let failure: { readonly error: unknown } | undefined;
    const query = async <R>({ text, values }: Statement): Promise<R[]> => {
      // A straggler of work that has failed elsewhere must not run outside its transaction.
      if (over) throw new Error('a statement after the end of its transaction');
      together();
      return client.query({ name: nameOf(text), text, values }).then(
        ({ rows }) => rows,
        (error: unknown) => {
          // Of statements that travel together the first failure is the cause; those behind it only say that it is over.
          failure ??= { error };
          throw error;
        },
      );
    };
    const commit = async (): Promise<void> => {
      over = true;
      const { command } = await client.query('commit');
      if (command !== 'COMMIT') throw new Error('a failed transaction was to be committed');
    };
    const finish = async <R>(statements: readonly Statement[]): Promise<R[][]> => {
      const asked = statements.map((statement) => query<R>(statement));
      const [rows] = await Promise.all([Promise.all(asked), commit()]);
      return rows;
    };
    try {
      together();
      const [, result] = await Promise.all([client.query('begin'), work({ query, finish })]);
      if (!over) await commit();
      return result;
    } catch (error) {
      over = true;
      throw failure === undefined ? error : failure.error;
    }
  });
}

/** Makes what is asked of a connection in one go leave in one packet: a system call each costs more than the statement. */
function inOnePacket({ connection: { stream } }: PoolClient): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    stream.cork();
    process.nextTick(() => {
      waiting = false;
      stream.uncork();
    });
  };
}

/** Whatever `work` throws is followed by ROLLBACK; a connection that broke is not used again. */
async function onConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let lost: Error | undefined;
  const onError = (error: Error): void => {
    lost = error;
  };
  client.on('error', onError);
  try {
    return await work(client);
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

/**
 * Runs `work` on one snapshot of the database: all its statements see the same moment, and nothing can be written. It holds
 * up no writer and, having no transaction id of its own, no reader of the change feed either.
 */
export function inSnapshot<T>(pool: Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return onConnection(pool, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const result = await work({
      query: async ({ text, values }) => (await client.query({ text, values })).rows,
    });
    await client.query('commit');
    return result;
  });
}
