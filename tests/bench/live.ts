/*
 * pnpm bench live [--cases N] [--streams N]: the live counts. Reading them at growing size against one row read by its primary
 * key; delivering them to very many event streams against a bare loop of res.write, stock Yoga and Mercurius; what dashboards
 * cost the commands; writers on one unit against writers on eight. Each server is a process of its own, this one is the crowd.
 * Figures are ratios within this run; graphs go to .cache/bench as SVG.
 */
import { rebuildCounts, seedTestBureau, startTestDatabase } from '@huiyin/server/testkit';
import type { Pool } from 'pg';
import { print, type Row, writeBars } from './harness.ts';
import {
  eventRequest,
  median,
  progress,
  type Server,
  signIn,
  startServer,
  wallFields,
  wallSubscription,
} from './harness-process.ts';
import { type Crowd, openEventStreams, openSocketStreams } from './harness-streams.ts';
import { withoutIndexes } from './harness-table.ts';
import { measureCommands } from './harness-writers.ts';

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const most = option('--cases', 1_000_000);
const sizes = [10_000, 100_000, 1_000_000].filter((size) => size <= most);
const streams = option('--streams', 5_000);
const publishes = 7;

const sdl = `type CountRow { key: ID! name: String! count: Int! open: Int! overdue: Int! dueSoon: Int! }
  type LiveCounts { revision: String! asOf: String! today: String! open: Int! overdue: Int! dueSoon: Int! registeredToday: Int!
    byStatus: [CountRow!]! byChannel: [CountRow!]! byContentKind: [CountRow!]! byUnit: [CountRow!]! }
  type Query { liveCounts: LiveCounts } type Subscription { liveCounts: LiveCounts! }`;

/**
 * Copies one case, registered by a real command, until there are `size`: other units, channels, kinds, states and days. One in
 * twenty is open, twenty thousand at most: what a bureau has in hand does not grow with its archive.
 */
async function growTo(pool: Pool, size: number): Promise<void> {
  const open = Math.min(Math.round(size / 20), 20_000);
  const client = await pool.connect();
  await client.query('set statement_timeout = 0; set synchronous_commit = off');
  await client.query(
    `insert into petition_case (bureau_id, id, number, title, demand, status, channel, content_kind, compartment,
       received_on, registered_at, registered_on, petitioner_kind, petitioner_name, petitioner_anonymous, handling_unit_id,
       next_legal_due, next_target_due, turn_due, updated_at, bigrams, version, head_hash, state)
     select bureau_id, gen_random_uuid()::text, '批' || n, title, demand,
       case when n < $2 then (array['registered','accepted','assigned','drafted'])[1 + n % 4] else 'completed' end,
       (array['letter','visit','call','online','hotline'])[1 + n / 3 % 5], (array['appeal','suggestion'])[1 + n % 7 / 5],
       compartment, received_on, registered_at, registered_on, petitioner_kind, petitioner_name, false, 'school-' || n / 5 % 60,
       case when n < $2 then received_on + n % 110 - 20 end, case when n < $2 then received_on + n % 110 - 22 end,
       turn_due, registered_at, '{}', version, head_hash, state
     from petition_case c, generate_series((select count(*)::int from petition_case), $1::int - 1) n
     where c.number = '信〔2026〕1号'`,
    [size, open],
  );
  // The kept counts, from the rows in one statement; processes that run already read theirs anew.
  await client.query(
    `begin; truncate count_delta, count_total;
     insert into count_total (bureau_id, measure, unit_id, compartment, accused_unit_id, status, channel, content_kind, legal_due,
       target_due, day, amount)
     select bureau_id, 'cases', handling_unit_id, compartment, '', status, channel, content_kind,
       coalesce(next_legal_due, '9999-12-31'), coalesce(next_target_due, '9999-12-31'), '9999-12-31', count(*)
     from petition_case group by 1, 3, 4, 6, 7, 8, 9, 10;
     insert into count_fold values ('test', pg_current_xact_id()::text::bigint + 1)
     on conflict (bureau_id) do update set revision = excluded.revision; commit`,
  );
  await client.query('vacuum analyze petition_case');
  client.release();
}

async function query<T>(port: number, cookie: string, text: string): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ query: text }),
  });
  const answer = (await response.json()) as { data?: T; errors?: unknown };
  if (!answer.data || answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

/** Medians of calls that take turns, so that a busy moment meets all of them. */
async function medians(calls: readonly (() => Promise<unknown>)[], rounds = 300): Promise<number[]> {
  const times = calls.map((): number[] => []);
  for (let round = -20; round < rounds; round += 1) {
    for (const [place, call] of calls.entries()) {
      const from = performance.now();
      await call();
      if (round >= 0) times[place]?.push(performance.now() - from);
    }
  }
  return times.map(median);
}

/** Reading: over HTTP, one call after the other, at each size. */
async function measureReads(pool: Pool, url: string, caseId: string): Promise<Row[]> {
  progress('measureReads');
  const rows: Row[] = [];
  let smallest: number | undefined;
  for (const size of sizes) {
    await growTo(pool, size);
    const opened = performance.now();
    const server = await startServer('harness-huiyin.ts', [url]);
    const cookie = await signIn(server.port);
    const cold = performance.now();
    type Told = { liveCounts: { byStatus: { count: number }[] } };
    const { liveCounts } = await query<Told>(server.port, cookie, `{ liveCounts ${wallFields} }`);
    const [wall, start] = [performance.now() - cold, cold - opened];
    const total = liveCounts.byStatus.reduce((sum, { count }) => sum + count, 0);
    if (total !== size) throw new Error(`${total} counted of ${size}`);
    const byKey = `{ petitionCase(id: "${caseId}") { id number title statusName channelName handlingUnit { name } } }`;
    const wallText = '{ liveCounts { revision today open overdue dueSoon registeredToday } }';
    const [key = 0, short = 0, whole = 0] = await medians([
      () => query(server.port, cookie, byKey),
      () => query(server.port, cookie, wallText),
      () => query(server.port, cookie, `{ liveCounts ${wallFields} }`),
    ]);
    smallest ??= whole;
    progress(`read at ${size}`);
    const at = `at ${size.toLocaleString('en')}`;
    rows.push(
      { what: `one case by primary key ${at}`, value: key, unit: 'ms', ratio: 1 },
      { what: `liveCounts, six numbers ${at}, to primary key`, value: short, unit: 'ms', ratio: short / key },
      {
        what: `liveCounts, whole wall of 60 units ${at}, to primary key`,
        value: whole,
        unit: 'ms',
        ratio: whole / key,
      },
      { what: `liveCounts, whole wall ${at}, to the smallest size`, value: whole, unit: 'ms', ratio: whole / smallest },
      { what: `wall opened cold ${at} (process start ${Math.round(start)} ms apart)`, value: wall, unit: 'ms' },
    );
    await server.close();
  }
  return rows;
}

interface FanOut {
  readonly ms: number;
  readonly bytes: number;
}

/** One server, a crowd before it, some publishes: the median from publishing to the last byte, and memory a connection. */
async function fanOut(server: Server, open: (size: number) => Promise<Crowd>, payload: object): Promise<FanOut> {
  const before = await server.ask<{ rss: number }>({ memory: true });
  const crowd = await open(streams);
  const after = await server.ask<{ rss: number }>({ memory: true });
  const times: number[] = [];
  for (let count = 0; count < publishes; count += 1) {
    const arrived = crowd.nextMessage();
    const { publishedAt } = await server.ask<{ publishedAt: string }>({
      publish: { ...payload, revision: `${count}` },
    });
    times.push(Number((await arrived) - BigInt(publishedAt)) / 1e6);
    await new Promise((go) => setTimeout(go, 400));
  }
  crowd.close();
  return { ms: median(times), bytes: (after.rss - before.rss) / streams };
}

/** Delivery: Huiyin against the bare loop and the stock servers, one after the other. */
async function measureFanOut(url: string): Promise<Row[]> {
  progress('measureFanOut');
  const huiyin = await startServer('harness-huiyin.ts', [url, '{"heartbeatMs":60000}']);
  const cookie = await signIn(huiyin.port);
  const { liveCounts } = await query<{ liveCounts: object }>(huiyin.port, cookie, `{ liveCounts ${wallFields} }`);
  const request = eventRequest(cookie);
  const ours = await fanOut(huiyin, (size) => openEventStreams(huiyin.port, size, request), liveCounts);
  const sockets = await fanOut(
    huiyin,
    (size) => openSocketStreams(huiyin.port, size, wallSubscription, cookie),
    liveCounts,
  );
  await huiyin.close();
  const stock = async (kind: string, open: (port: number, size: number) => Promise<Crowd>): Promise<FanOut> => {
    const server = await startServer('harness-server.mjs', [kind, sdl, JSON.stringify(liveCounts)]);
    const result = await fanOut(server, (size) => open(server.port, size), liveCounts);
    await server.close();
    return result;
  };
  progress('stock servers');
  const bare = await stock('bare', (port, size) => openEventStreams(port, size, request));
  const yoga = await stock('yoga', (port, size) => openEventStreams(port, size, request));
  const mercurius = await stock('mercurius', (port, size) => openSocketStreams(port, size, wallSubscription));
  const all = {
    'bare res.write': bare,
    Huiyin: ours,
    'Huiyin by WebSocket': sockets,
    'stock Yoga': yoga,
    Mercurius: mercurius,
  };
  await writeBars(
    'live-fan-out',
    `publish → last byte, ${streams} subscribers, ms`,
    Object.entries(all).map(([what, { ms }]) => ({ what, value: ms })),
  );
  const to = `to ${streams.toLocaleString('en')} subscribers`;
  return Object.entries(all).flatMap(([what, { ms, bytes }]) => [
    { what: `${what}: publish to last byte, ${to}`, value: ms, unit: 'ms', ratio: ms / bare.ms },
    { what: `${what}: memory a connection`, value: bytes / 1024, unit: 'KB', ratio: bytes / bare.bytes },
  ]);
}

/** Ten thousand held; and whether a thousand publishes leave anything behind. */
async function measureHolding(url: string): Promise<Row[]> {
  progress('measureHolding');
  const server = await startServer('harness-huiyin.ts', [url, '{"heartbeatMs":60000,"coalesceMs":5}']);
  const request = eventRequest(await signIn(server.port));
  const held = 2 * streams;
  const many = await openEventStreams(server.port, held, request);
  const arrived = many.nextMessage();
  const { publishedAt } = await server.ask<{ publishedAt: string }>({ publish: {} });
  const ms = Number((await arrived) - BigInt(publishedAt)) / 1e6;
  many.close();
  await new Promise((go) => setTimeout(go, 1_000));
  const crowd = await openEventStreams(server.port, 20, request);
  const publish = async (count: number): Promise<number> => {
    for (let done = 0; done < count; done += 1) {
      const next = crowd.nextMessage();
      await server.ask({ publish: {} });
      await next;
    }
    return (await server.ask<{ heapUsed: number }>({ memory: true })).heapUsed;
  };
  const first = await publish(200);
  const last = await publish(1_000);
  crowd.close();
  await server.close();
  return [
    { what: `${held.toLocaleString('en')} held: publish to last byte`, value: ms, unit: 'ms' },
    { what: 'heap after 1,000 further publishes', value: last / 2 ** 20, unit: 'MB', ratio: last / first },
  ];
}

const bench = await startTestDatabase();
try {
  await seedTestBureau(bench);
  const { pool, url } = bench.database;
  await pool.query(`insert into unit (bureau_id, id, parent_id, name, kind, initials, path)
    select u.bureau_id, k.id, u.id, k.name, k.kind, 'xx', u.path || k.id || '/' from unit u, lateral (
      select 'school-' || n as id, '第' || n || '学校' as name, 'affiliatedSchool' as kind from generate_series(0, 59) n
      union all select 'department-' || n, '第' || n || '处', 'department' from generate_series(0, 7) n) k
    where u.parent_id is null`);
  const { clock, database } = bench;
  const first = await startServer('harness-huiyin.ts', [url]);
  await first.ask({ publish: {} });
  await first.close();
  await rebuildCounts(database, clock.today());
  const { rows: made } = await pool.query<{ id: string }>(
    "select id from petition_case where number = '信〔2026〕1号'",
  );
  const sections: readonly (() => Promise<Row[]>)[] = [
    () => withoutIndexes(pool, ['petition_case'], () => measureReads(pool, url, made[0]?.id ?? ''), 'unique'),
    () => measureFanOut(url),
    () => measureHolding(url),
    () => measureCommands(url),
  ];
  const rows: Row[] = [];
  for (const section of process.argv.includes('--only-commands') ? sections.slice(-1) : sections) {
    const measured = await section();
    // What has been measured is not lost should a later section break off.
    for (const { what, value, unit, ratio = 1 } of measured)
      progress(`${what}: ${value.toPrecision(4)} ${unit}, ${ratio.toFixed(2)}`);
    rows.push(...measured);
  }
  print('live', rows);
} finally {
  await bench.close();
}
