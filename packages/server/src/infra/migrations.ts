import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { runMigrations as installJobs, Logger as JobLogger } from 'graphile-worker';
import { Client } from 'pg';
import { sha256 } from './sha256.ts';
import { errorCode, StartProblem } from './start-problem.ts';

const migrationsFolder = resolve(import.meta.dirname, '../../prisma/migrations');
/** One process at a time changes the structure; the others wait here and then find nothing left to do. */
const MIGRATION_LOCK = 724_651_002;

/** The job queue (jobs.ts) keeps its own tables, in the schema graphile_worker. */
const silent = new JobLogger(() => () => undefined);

/** The part of the WebAssembly API used here; the compiler knows it only together with the browser's. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Readonly<Record<string, object>>,
  ): Promise<{ readonly instance: { readonly exports: Readonly<Record<string, unknown>> } }>;
};

interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * Brings the database's structure up to prisma/migrations, and the job queue's to its own. Safe when several processes start at once, and quick when
 * there is nothing to do: the engine (5 MB of WebAssembly) is loaded only when the history differs from the folder.
 *
 * @param onBegin told of each migration as it begins, with about how many cases there are: among a million it may take minutes
 * @returns the names of the migrations applied now
 * @throws StartProblem migration-unknown when the database is newer than this program, migration-failed
 */
export async function migrate(
  url: string,
  onBegin: (name: string, cases: number) => void = () => undefined,
): Promise<readonly string[]> {
  const migrations = await readMigrations();
  const client = new Client({ connectionString: url, application_name: 'huiyin migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const { upToDate, unfinished } = await compare(client, migrations);
    await installJobs({ connectionString: url, logger: silent }).catch((error: unknown) => {
      throw new StartProblem('migration-failed', { detail: error instanceof Error ? error.message : String(error) });
    });
    if (upToDate) return [];
    const { rows } = await client.query<{ cases: number }>(
      "select greatest(coalesce(max(reltuples), 0), 0)::int as cases from pg_class where oid = to_regclass('petition_case')",
    );
    const begins = (name: string) => onBegin(name, rows[0]?.cases ?? 0);
    return await applyMigrations(url, migrations, { unfinished, begins });
  } finally {
    await client.end();
  }
}

async function readMigrations(): Promise<readonly Migration[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names
      .sort()
      .map(async (name) => ({ name, sql: await readFile(join(migrationsFolder, name, 'migration.sql'), 'utf8') })),
  );
}

/** Up to date only when history and folder agree in every name and checksum; anything else is the engine's to judge. */
async function compare(
  client: Client,
  migrations: readonly Migration[],
): Promise<{ readonly upToDate: boolean; readonly unfinished: readonly string[] }> {
  type Row = { name: string; checksum: string; finished: boolean };
  const history = await client
    .query<Row>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
    )
    .catch((error: unknown) => {
      if (errorCode(error) === '42P01') return { rows: [] }; // undefined_table: a new database
      throw error;
    });
  const unknown = history.rows.filter((row) => !migrations.some(({ name }) => name === row.name));
  if (unknown.length > 0) {
    throw new StartProblem('migration-unknown', { names: unknown.map((row) => row.name).join(', ') });
  }
  const applied = new Map(history.rows.map((row) => [row.name, row.finished ? row.checksum : '']));
  return {
    upToDate: migrations.every(({ name, sql }) => applied.get(name) === sha256(sql)),
    unfinished: history.rows.filter((row) => !row.finished).map((row) => row.name),
  };
}

async function applyMigrations(
  url: string,
  migrations: readonly Migration[],
  { unfinished, begins }: { readonly unfinished: readonly string[]; readonly begins: (name: string) => void },
): Promise<readonly string[]> {
  const names = new Map(migrations.map(({ name, sql }) => [sql, name]));
  const lockfile = await readFile(join(migrationsFolder, 'migration_lock.toml'), 'utf8');
  const adapter = new WholeScripts({ connectionString: url }, (script) => {
    const name = names.get(script);
    if (name !== undefined) begins(name);
  });
  const engine = await loadEngine(adapter);
  try {
    // Scripts run whole or not at all, and we hold the lock: one that did not finish was cut off by a crash and left nothing.
    for (const migrationName of unfinished) await engine.markMigrationRolledBack({ migrationName });
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: migrationsFolder,
        lockfile: { path: 'migration_lock.toml', content: lockfile },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } catch (error) {
    throw new StartProblem('migration-failed', { detail: error instanceof Error ? error.message : String(error) });
  } finally {
    engine.free();
    await adapter.disconnect();
  }
}

/**
 * The SQL that would make the tables of schema.prisma in an empty database, by Prisma's own engine: what the migrations
 * together must come to.
 */
export async function schemaScript(url: string): Promise<string> {
  const path = resolve(migrationsFolder, '../schema.prisma');
  const adapter = new WholeScripts({ connectionString: url });
  const engine = await loadEngine(adapter);
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path, content: await readFile(path, 'utf8') }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? '';
  } finally {
    engine.free();
    await adapter.disconnect();
  }
}

/**
 * The adapter cuts a script at every semicolon, also inside comments, strings and function bodies. Sent whole, PostgreSQL
 * does the cutting, and runs the script in one transaction: a migration that fails leaves nothing half done.
 */
class WholeScripts extends PrismaPg {
  readonly #opened: { dispose(): Promise<void> }[] = [];
  readonly #onScript: (script: string) => void;

  constructor(config: { readonly connectionString: string }, onScript: (script: string) => void = () => undefined) {
    super(config);
    this.#onScript = onScript;
  }

  override async connect() {
    const adapter = await super.connect();
    this.#opened.push(adapter);
    adapter.executeScript = async (script) => {
      this.#onScript(script);
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  }

  /** The engine leaves its connections open; they would keep others from copying or dropping the database. */
  async disconnect(): Promise<void> {
    await Promise.all(this.#opened.splice(0).map((adapter) => adapter.dispose()));
  }
}

type Glue = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');
let glueOnce: Promise<Glue> | undefined;

/** Prisma's own migration engine as WebAssembly: no native engine is ever downloaded. */
async function loadGlue(): Promise<Glue> {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const wasm = await readFile(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
  return glue;
}

async function loadEngine(scripts: WholeScripts): Promise<SchemaEngine> {
  // Once a process: a second instance would pull the memory from under the callbacks of the first.
  glueOnce ??= loadGlue();
  const adapter = bindMigrationAwareSqlAdapterFactory(scripts);
  return (await glueOnce).SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
}
