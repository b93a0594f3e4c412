/*
 * pnpm bench figures [--cases N]: the kept figures among ten thousand cases and among a million. Making them for the
 * first time; making them anew (huiyin verify figures --rebuild) while people register, and what these notice of it; reading
 * the wall's figures; checking the sums. The cases are copies of real ones, spread over ten years, eight departments and five channels.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  executeCommand,
  readChanges,
  rebuildFigures,
  seedTestBureau,
  startTestDatabase,
  startTestServer,
  testViewer,
} from '@huiyin/server/testkit';
import type { Pool } from 'pg';
import { print, type Row } from './harness.ts';
import { median, progress, signIn } from './harness-process.ts';
import { letterOf } from './letters.ts';

const option = process.argv.indexOf('--cases');
const most = option < 0 ? 1_000_000 : Number(process.argv[option + 1]);
const models = 400;
const to = { unitId: 'east', responsibility: 'district' } as const;

/** Copies the first cases until there are so many; the figures read them by their primary key only, so that is the one index left. */
async function growTo(pool: Pool, count: number): Promise<void> {
  const client = await pool.connect();
  await client.query('set statement_timeout = 0; set synchronous_commit = off');
  const { rows: stand } = await client.query('select count(*)::int as made from petition_case');
  const { rows: columns } = await client.query(`select string_agg('m.' || column_name, ', ') as given,
      string_agg(column_name, ', ') as names from information_schema.columns
    where table_name = 'petition_case' and column_name not in ('id', 'ordinal', 'number', 'state', 'bigrams')`);
  await client.query(
    `insert into petition_case (id, number, state, bigrams, ${columns[0].names})
     select k.id, '批' || k.n, m.state || jsonb_build_object('id', k.id, 'receivedOn', (date '2016-12-01' + (k.n % 3640)::int)::text,
         'channel', (array['letter','visit','call','online','email'])[1 + k.n / 7 % 5],
         'handlingUnitId', 'department-' || k.n / 3 % 8), '{}', ${columns[0].given}
     from (select gen_random_uuid()::text as id, n from generate_series($1::int, $2::int - 1) n) k
     join (select *, row_number() over (order by ordinal) - 1 as place from petition_case order by ordinal limit ${models}) m
       on m.place = k.n % ${models}`,
    [stand[0].made, count],
  );
  await client.query('vacuum analyze petition_case');
  client.release(true);
}

/** What somebody who works at the same time notices: how long registering takes, and how late the change feed tells of it. */
interface Noticed {
  readonly registered: number[];
  readonly told: number[];
}

const bench = await startTestDatabase();
const rows: Row[] = [];
try {
  const { database, clock } = bench;
  const { pool } = database;
  await seedTestBureau(bench);
  await pool.query(`insert into unit (bureau_id, id, parent_id, name, kind, initials, path)
    select bureau_id, 'department-' || n, id, '第' || n || '处', 'department', 'xx', path || 'department-' || n || '/'
    from unit, generate_series(0, 7) n where parent_id is null`);
  const clerk = await testViewer(database, 'clerk');
  const deps = { database, clock, feed: { hint: () => undefined } };
  let next = 0;
  const register = async (): Promise<bigint> => {
    next += 1;
    const { status, message, revision } = await executeCommand(deps, clerk, letterOf(next, to));
    if (status !== 'accepted') throw new Error(`${status}: ${message}`);
    return BigInt(revision ?? 0);
  };
  for (let at = 0; at < models; at += 8) await Promise.all(Array.from({ length: 8 }, register));
  const { rows: indexes } = await pool.query<{ name: string }>(
    "select indexname as name from pg_indexes where tablename = 'petition_case' and indexname not like '%key'",
  );
  for (const { name } of indexes) await pool.query(`drop index "${name}"`);

  /** Works on until `others` are done, ten times a second. */
  const notice = async (others: Promise<unknown>): Promise<Noticed> => {
    const seen: Noticed = { registered: [], told: [] };
    let over = false;
    const done = others.finally(() => {
      over = true;
    });
    while (!over) {
      const from = performance.now();
      const revision = await register();
      const at = performance.now();
      while ((await readChanges(database, 'test', revision - 1n, 1)).length === 0) await sleep(2);
      seen.registered.push(at - from);
      seen.told.push(performance.now() - at);
      await sleep(100);
    }
    await done;
    return seen;
  };
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const from = performance.now();
    await work();
    return performance.now() - from;
  };

  let smallest: number | undefined;
  for (const size of [10_000, most]) {
    await growTo(pool, size);
    progress(`${size} cases`);
    await pool.query('delete from figure_cursor');
    const first = await timed(() => rebuildFigures(database, 'test'));
    progress('made');
    const quiet = await notice(sleep(3_000));
    const before = process.memoryUsage().rss;
    let [memory, again] = [before, 0];
    const watch = setInterval(() => {
      memory = Math.max(memory, process.memoryUsage().rss);
    }, 50);
    const busy = await notice(
      timed(() => rebuildFigures(database, 'test')).then((ms) => {
        again = ms;
      }),
    );
    clearInterval(watch);
    progress('made anew');
    const server = await startTestServer(database.url);
    const cookie = await signIn(Number(new URL(server.base).port));
    const reads: number[] = [];
    for (let turn = 0; turn < 25; turn += 1) {
      const query = `{ wallFigures { today upToDate months { day received closed } days { day received closed }
        ages { key open overdue } kinds { key open overdue } rates { key numerator denominator notYetDue } } }`;
      const headers = { 'content-type': 'application/json', cookie, origin: server.base };
      const from = performance.now();
      const response = await fetch(`${server.base}/graphql`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query }),
      });
      const answer = JSON.stringify(await response.json());
      if (turn >= 5) reads.push(performance.now() - from);
      if (answer.includes('errors')) throw new Error(answer);
    }
    await server.close();
    const { rows: cells } = await pool.query('select count(*)::int as count from figure_total');
    const at = `at ${size.toLocaleString('en')}`;
    const perThousand = (again * 1000) / size;
    smallest ??= perThousand;
    const worst = (times: readonly number[]) => Math.max(...times);
    rows.push(
      { what: `figures made for the first time ${at}`, value: first / 1000, unit: 's' },
      { what: `made anew while people register ${at}`, value: again / 1000, unit: 's' },
      { what: `made anew ${at}, for 1,000 cases`, value: perThousand, unit: 'ms', ratio: perThousand / smallest },
      { what: `registering ${at}, p50`, value: median(quiet.registered), unit: 'ms', ratio: 1 },
      {
        what: `registering while they are made anew ${at}, p50`,
        value: median(busy.registered),
        unit: 'ms',
        ratio: median(busy.registered) / median(quiet.registered),
      },
      { what: `registering while they are made anew ${at}, worst`, value: worst(busy.registered), unit: 'ms' },
      { what: `commit to change feed, worst ${at}`, value: worst(quiet.told), unit: 'ms' },
      { what: `commit to change feed while they are made anew, worst ${at}`, value: worst(busy.told), unit: 'ms' },
      { what: `memory that it takes ${at}`, value: (memory - before) / 2 ** 20, unit: 'MB' },
      { what: `the wall's figures read ${at} (${cells[0].count} sums kept)`, value: median(reads), unit: 'ms' },
    );
  }
} finally {
  await bench.close();
}
print('figures', rows);
