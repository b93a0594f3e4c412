import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { TEMPLATE } from './postgres.ts';

/** A test file's own database, migrated and empty. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Copies the template into a database of its own on this run's PostgreSQL. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const owner = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await once(owner, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const url = new URL(owner);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => once(owner, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function once(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    // Two copies of one template at the same moment are refused by PostgreSQL: wait for the other.
    await client.query("SELECT pg_advisory_lock(hashtext('huiyin tests'))");
    await client.query(sql);
  } finally {
    await client.end();
  }
}
