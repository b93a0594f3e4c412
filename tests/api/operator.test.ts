import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  enqueue,
  inTransaction,
  migrate,
  schemaScript,
  seedTestBureau,
  startEmbeddedPostgres,
  startTestServer,
  takeJobs,
  testPassword,
} from '@huiyin/server/testkit';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { post, signIn } from '../testkit/graphql.ts';
import { ask, registerCase, submitOne } from './story.ts';

// What happens to the database under a working server.

async function withPostgres(work: (url: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'huiyin-operator-'));
  const postgres = await startEmbeddedPostgres(folder, 'tests');
  try {
    await work(postgres.url, folder);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function query<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** What a database's tables are made of, in words: columns, keys, indexes. */
async function structure(url: string): Promise<readonly string[]> {
  const rows = await query<{ line: string }>(
    url,
    `select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, datetime_precision) as line
     from information_schema.columns where table_schema = 'public' and table_name <> '_prisma_migrations'
     union all select indexdef from pg_indexes where schemaname = 'public' and tablename <> '_prisma_migrations'
     union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
       where connamespace = 'public'::regnamespace and conrelid::regclass::text <> '_prisma_migrations'
     order by 1`,
  );
  return rows.map(({ line }) => line);
}

/** The index of an expression, which schema.prisma has no words for: see migrations/0019_case_keys. */
const beyondSchema = (line: string) => line.startsWith('CREATE INDEX petition_case_keys_idx ');

test('the migrations make exactly the tables of schema.prisma', async () => {
  await withPostgres(async (url) => {
    await query(url, 'create database migrated');
    await query(url, 'create database designed');
    const at = (name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
    await migrate(at('migrated'));
    await query(at('designed'), await schemaScript(at('designed')));
    const designed = await structure(at('designed'));
    expect(designed.length).toBeGreaterThan(100);
    const migrated = await structure(at('migrated'));
    expect(migrated.filter(beyondSchema)).toHaveLength(1);
    expect(migrated.filter((line) => !beyondSchema(line))).toEqual(designed);
  });
});

test('a PostgreSQL that is restarted under two servers: refused meanwhile in words, then both listen, write and take jobs again', async () => {
  await withPostgres(async (url, folder) => {
    await migrate(url);
    const servers = [await startTestServer(url), await startTestServer(url)] as const;
    let jobsDone = 0;
    const story = async (): Promise<void> => {
      jobsDone += 1;
    };
    const jobs = servers.map(({ database }) => takeJobs(database, { story }));
    try {
      await seedTestBureau(servers[0]);
      const clerk = await signIn(servers[0].base, 'clerk', testPassword);
      const listening = async (): Promise<number> => {
        const sql = `select 1 from pg_stat_activity where application_name = 'huiyin hints' and query like 'listen%'`;
        return (await query(url, sql).catch(() => [])).length;
      };
      const until = async (wanted: () => Promise<boolean>) => {
        for (let waited = 0; waited < 30_000; waited += 100) {
          if (await wanted()) return;
          await sleep(100);
        }
        throw new Error('did not come back');
      };
      await until(async () => (await listening()) === 2);
      const one = registerCase();
      const pid = Number((await readFile(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0]);
      process.kill(pid, 'SIGQUIT');
      const answers: unknown[] = [];
      await until(async () => {
        const text = 'mutation ($commands: [CommandInput!]!) { submitCommands(commands: $commands) { status code } }';
        const { data, errors } = await ask(servers[0].base, clerk, text, { commands: [one] });
        answers.push(errors?.[0]?.extensions?.code ?? JSON.stringify(data?.submitCommands));
        return data !== undefined && data !== null;
      });
      expect(answers.at(-1)).toMatch(/accepted|duplicate/);
      expect(new Set(answers.slice(0, -1))).toEqual(answers.length > 1 ? new Set(['database-unavailable']) : new Set());
      await until(async () => (await listening()) === 2);
      expect(await submitOne(clerk, registerCase())).toMatchObject({ status: 'accepted' });
      expect((await post(servers[1].base, '{ today }')).errors).toBeUndefined();
      await inTransaction(servers[0].database.pool, (tx) => enqueue(tx, [{ task: 'story', payload: {} }]));
      await until(async () => jobsDone > 0);
      expect(jobsDone).toBe(1);
    } finally {
      for (const one of jobs) await one.close();
      for (const server of servers) await server.close();
    }
  });
});
