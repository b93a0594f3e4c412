import type { Pool } from 'pg';
import { progress } from './harness-process.ts';

interface Index {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
  readonly primary: boolean;
}

/**
 * Tables grow many times faster without their indexes; whoever works with them afterwards has all of them again.
 * @param keep primary and unique ones stay, for whoever reads meanwhile
 */
export async function withoutIndexes<T>(
  pool: Pool,
  tables: readonly string[],
  work: () => Promise<T>,
  keep?: 'unique',
): Promise<T> {
  const { rows } = await pool.query<Index>(
    `select c.relname as table, i.relname as name, pg_get_indexdef(x.indexrelid) as definition, x.indisprimary as primary
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
     where c.relname = any($1) and ($2 or not x.indisunique)`,
    [tables, keep === undefined],
  );
  for (const { table, name, primary: key } of rows) {
    await pool.query(key ? `alter table "${table}" drop constraint "${name}"` : `drop index "${name}"`);
  }
  const result = await work();
  progress('indexes');
  const client = await pool.connect();
  await client.query("set statement_timeout = 0; set maintenance_work_mem = '1GB'; set synchronous_commit = off");
  for (const { table, name, definition, primary: key } of rows) {
    await client.query(definition);
    if (key) await client.query(`alter table "${table}" add primary key using index "${name}"`);
  }
  for (const table of tables) await client.query(`vacuum analyze "${table}"`);
  client.release(true);
  return result;
}
