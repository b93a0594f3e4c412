import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { Client, Pool } from 'pg';
import { PrismaClient } from '../generated/prisma/client.ts';
import { errorCode, StartProblem } from './start-problem.ts';

export { migrate } from './migrations.ts';

/** One process's way to the database. */
export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: Pool;
  /** Connections on which every statement goes by the plan that knows no values, see readByOnePlan. */
  readonly planned: Pool;
  /** The address it was opened with; holds the password, so it is never logged. */
  readonly url: string;
  /** Ends every connection; running queries finish first. */
  close(): Promise<void>;
}

/** Connections of one process, and those of them for lists. PostgreSQL's own limit is shared by all server processes. */
const POOL_SIZE = 20;
const PLANNED_SIZE = 10;

/**
 * Opens a pool; connections are made when first needed.
 * @param onError told of connections lost while idle (the pool replaces them by itself)
 */
export function openDatabase(url: string, onError: (error: Error) => void = () => undefined): Database {
  const pool = poolOf(url, { max: POOL_SIZE, onError, settings: 'set jit = off' });
  const planned = poolOf(url, {
    max: PLANNED_SIZE,
    onError,
    settings: 'set jit = off; set plan_cache_mode = force_generic_plan',
  });
  // Without the piece of our source around the call.
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' });
  return {
    prisma,
    pool,
    planned,
    url,
    async close() {
      await prisma.$disconnect();
      await Promise.all([pool, planned].map((one) => one.ended || one.end()));
    },
  };
}

/** A pool whose connections begin with these settings. */
function poolOf(
  url: string,
  {
    max,
    settings,
    onError,
  }: { readonly max: number; readonly settings: string; readonly onError: (error: Error) => void },
): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: 'huiyin',
    connectionTimeoutMillis: 10_000,
    // Nothing that a person waits for takes longer; whoever does would hold locks that others wait for.
    statement_timeout: 60_000,
    lock_timeout: 20_000,
    idle_in_transaction_session_timeout: 30_000,
    pipeline: true,
  });
  pool.on('error', onError);
  // Compiling a statement takes longer than running it, and all of ours are short. Said on the connection, not in its start-up
  // packet: a pooler in between refuses settings there, and a server that knows none of this one is as good as before.
  pool.on('connect', (client) => {
    client.query(settings).catch(() => undefined);
  });
  return pool;
}

/** Refusals that trying again cannot mend: wrong password, unknown role, unknown database, not allowed. */
const finalRefusals = new Set(['28P01', '28000', '3D000', '42501']);

/**
 * Waits for a given database, for about half a minute: after a power cut it may come up later than we do.
 * @throws StartProblem database-unreachable, database-refused
 */
export async function waitForDatabase(url: string, onRetry: (where: string, attempt: number) => void): Promise<void> {
  const { host, pathname } = new URL(url);
  const where = `${host}${pathname}`;
  for (let attempt = 1; ; attempt += 1) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
      return;
    } catch (error) {
      const detail = errorCode(error) ?? (error instanceof Error ? error.message : String(error));
      if (finalRefusals.has(errorCode(error) ?? '')) throw new StartProblem('database-refused', { where, detail });
      if (attempt === 10) throw new StartProblem('database-unreachable', { where, detail });
      onRetry(where, attempt);
    } finally {
      await client.end().catch(() => undefined);
    }
    await sleep(Math.min(500 * attempt, 4_000));
  }
}
