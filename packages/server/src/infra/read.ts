import type { PoolClient } from 'pg';
import { Prisma } from '../generated/prisma/client.ts';
import type { Database } from './database.ts';
import { sha256 } from './sha256.ts';

/** Where rows are read from: the pools, or one connection that stands in a snapshot. */
export type Reader = Pick<Database, 'pool' | 'planned'> | { readonly pool: PoolClient };

/**
 * Reads rows by the driver alone: for what is asked for all day long, where the ORM would cost more than PostgreSQL. Planned with
 * the values themselves each time, since what is best for a rare one is not for a frequent one.
 */
export async function read<T>({ pool }: Reader, { text, values }: Prisma.Sql): Promise<T[]> {
  return (await pool.query({ text, values })).rows;
}

/** The same, prepared once a connection: for statements of which there are few, and that go the same way whatever the values. */
export async function readPrepared<T>({ pool }: Reader, { text, values }: Prisma.Sql): Promise<T[]> {
  return (await pool.query({ name: nameOf(text), text, values })).rows;
}

/**
 * The same, by the plan that knows no values, always: for statements that are planned longer than they run, where PostgreSQL
 * would plan anew each time since it thinks better of a plan for these values. One connection by itself is set so for the statement alone.
 */
export async function readByOnePlan<T>(reader: Reader, { text, values }: Prisma.Sql): Promise<T[]> {
  const statement = { name: nameOf(text), text, values };
  if ('planned' in reader) return (await reader.planned.query(statement)).rows;
  const { pool: client } = reader;
  const [, { rows }] = await Promise.all([
    client.query('set plan_cache_mode = force_generic_plan'),
    client.query(statement),
    client.query('reset plan_cache_mode'),
  ]);
  return rows;
}

/**
 * SQL: a whole number that stands in the statement itself. How many rows are wanted decides the way to them: with the number
 * unseen, PostgreSQL takes it for a tenth of the table, never trusts the prepared plan, and plans anew each time.
 */
export function literal(number: number): Prisma.Sql {
  if (!Number.isSafeInteger(number)) throw new TypeError(`not a whole number: ${number}`);
  return Prisma.raw(String(number));
}

/** What varies is a parameter, and which fields are asked for: few texts, unless somebody makes them up. */
const names = new Map<string, string>();
const mostNames = 1_000;

/** The name under which a connection keeps a statement; undefined when so many are kept that this one goes unnamed. */
export function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = `huiyin_${sha256(text).slice(0, 24)}`;
  names.set(text, name);
  return name;
}
