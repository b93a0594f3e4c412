import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, startEmbeddedPostgres } from '@huiyin/server/testkit';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of this run's own PostgreSQL, as its owner. */
    postgresUrl: string;
    /** Where this run keeps the demo bureaus that its files copy (demo.ts). */
    demoFolder: string;
  }
}

/** The migrated, empty database that every test file's own database is copied from. */
export const TEMPLATE = 'huiyin_template';

/** One real PostgreSQL for the whole run, with a migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'huiyin-tests-'));
  const postgres = await startEmbeddedPostgres(folder, 'tests');
  const owner = new Client({ connectionString: postgres.url });
  await owner.connect();
  await owner.query(`CREATE DATABASE ${TEMPLATE}`);
  await owner.end();
  const template = new URL(postgres.url);
  template.pathname = `/${TEMPLATE}`;
  await migrate(template.href);
  project.provide('postgresUrl', postgres.url);
  const demos = join(folder, 'demos');
  await mkdir(demos);
  project.provide('demoFolder', demos);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
