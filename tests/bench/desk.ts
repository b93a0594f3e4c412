/*
 * pnpm bench desk [--cases N]: the desk at 10,000 and at N cases (1,000,000 when not given), ten clerks at once, over HTTP
 * against a server process of its own; and the list against PostGraphile 5 and against a bare handler that sends json_agg, all
 * three on the same database in the same run. What the cases are: see decade.ts.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  ensureDemo,
  migrate,
  openDatabase,
  settableClock,
  startEmbeddedPostgres,
  testKeys,
} from '@huiyin/server/testkit';
import { DEMO_PASSWORD } from '../testkit/graphql.ts';
import { startHuiyin } from '../testkit/process.ts';
import { fillDecade } from './decade.ts';
import { print, type Row } from './harness.ts';

const given = process.argv.indexOf('--cases');
const most = given < 0 ? 1_000_000 : Number(process.argv[given + 1]);
const sizes = most > 10_000 ? [10_000, most] : [most];
const clerks = [
  'office1',
  'office2',
  'basic',
  'leader1',
  'office1',
  'office2',
  'personnel',
  'office1',
  'office2',
  'leader2',
];

/** Where PostGraphile is fetched to, once. */
const cache = resolve(import.meta.dirname, '../../.cache/bench-postgraphile');

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request; the cookie that it was given, and its text. */
function send(port: number, body: string, cookie = ''): Promise<{ readonly text: string; readonly cookie: string }> {
  return new Promise((done, failed) => {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      cookie,
      'content-length': Buffer.byteLength(body),
    };
    const out = request({ port, host: '127.0.0.1', path: '/graphql', method: 'POST', agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const set = answer.headers['set-cookie']?.map((one) => one.split(';')[0]).join('; ') ?? '';
        done({ text: Buffer.concat(parts).toString(), cookie: set });
      });
    });
    out.on('error', failed);
    out.end(body);
  });
}

/** Somebody at a desk: asks, and fails the bench when the answer is not what it should be. */
type Ask = (query: string, variables?: object) => Promise<string>;

async function clerk(port: number, username: string): Promise<Ask> {
  const query =
    'mutation ($username: String!, $password: String!) { signIn(username: $username, password: $password) { id } }';
  const { cookie } = await send(port, JSON.stringify({ query, variables: { username, password: DEMO_PASSWORD } }));
  if (cookie === '') throw new Error(`${username} could not sign in`);
  return async (text, variables = {}) => {
    const answer = await send(port, JSON.stringify({ query: text, variables }), cookie);
    if (!answer.text.startsWith('{"data"')) throw new Error(answer.text.slice(0, 300));
    return answer.text;
  };
}

interface Timing {
  readonly p50: number;
  readonly p95: number;
  readonly perSecond: number;
}

/** A server runs all day: each connection has planned its statements (five times, then for good), the code is compiled. */
const warmUps = 12;

/** Keeps one call of each lane in flight for `ms`, after a warm-up. */
async function timed(lanes: readonly (() => Promise<unknown>)[], ms: number): Promise<Timing> {
  for (let round = 0; round < warmUps; round += 1) await Promise.all(lanes.map((lane) => lane()));
  const times: number[] = [];
  const start = performance.now();
  await Promise.all(
    lanes.map(async (lane) => {
      while (performance.now() - start < ms) {
        const from = performance.now();
        await lane();
        times.push(performance.now() - from);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), perSecond: times.length / seconds };
}

const row = `{ id number title statusName channelName receivedOn updatedAt dueState workingDaysLeft flags
  petitioner { name anonymous } handlingUnit { id name } nextDue { clock name legalDue targetDue }
  turn { name mine action actionName } }`;
const list = `query ($filter: CaseFilter, $sort: CaseSort, $first: Int) {
  caseList(filter: $filter, sort: $sort, first: $first) { totalCount more endCursor rows ${row} } }`;
const work = `{ myWork(first: 20) { mine today groups { key count more endCursor rows ${row} } } }`;
const open = `query ($id: ID!) { petitionCase(id: $id) { id number title demand statusName state version
  actions { command name group allowed message citations { regulation article } }
  clocks { clock name legalDue state changes deadline { explanation steps { date counted } } }
  timeline { id title detail actorName actorUnit occurredAt citations { regulation article } } } }`;

const asked: readonly (readonly [what: string, variables: object])[] = [
  ['list, newest first', {}],
  ['list, by what binds first', { sort: 'due' }],
  [
    'filter: accepted, online, latest change',
    { filter: { status: ['accepted'], channel: ['online'] }, sort: 'updated' },
  ],
  ['filter: overdue, by receipt', { filter: { due: 'overdue' }, sort: 'received' }],
  [
    'filter: important appeals of two years',
    {
      filter: { flags: ['important'], contentKind: ['appeal'], receivedFrom: '2021-01-01', receivedTo: '2022-12-31' },
    },
  ],
  ['filter: received in two years', { filter: { receivedFrom: '2021-01-01', receivedTo: '2022-12-31' } }],
  ['search: a name of two characters', { filter: { search: '李伟' } }],
  ['search: what tens of thousands hold', { filter: { search: '食堂' } }],
  ['search: the number of a case', { filter: { search: '网〔2025〕5号' } }],
  ['search: the beginning of numbers', { filter: { search: '网〔2025〕8' } }],
  ['search: two words and a filter', { filter: { search: '孩子 食堂', status: ['completed'] }, sort: 'received' }],
  [
    'search: two words that none with that status has',
    { filter: { search: '学校 食堂', status: ['completed'] }, sort: 'received' },
  ],
];

const folder = await mkdtemp(join(tmpdir(), 'huiyin-bench-desk-'));
const postgres = await startEmbeddedPostgres(folder, 'bench desk');
const rows: Row[] = [];
try {
  await migrate(postgres.url);
  const database = openDatabase(postgres.url);
  await ensureDemo({ database, clock: settableClock(new Date().toISOString()), keys: testKeys });
  const small = new Map<string, Measured>();
  for (const size of sizes) {
    const from = performance.now();
    await fillDecade(database.pool, size);
    const seconds = (performance.now() - from) / 1000;
    rows.push({ what: `${size.toLocaleString('en')} cases made`, value: seconds, unit: 's' });
    rows.push({
      what: `${size.toLocaleString('en')}: a loop of 100 million steps, before`,
      value: machine(),
      unit: 'ms',
    });
    for (const [what, { p95, found }] of await measure(size, small)) {
      const measureOf = small.get(what);
      rows.push({
        what: `${what}, ${size.toLocaleString('en')}${found === undefined ? '' : `, ${found} rows`}: p95`,
        value: p95,
        unit: 'ms',
        // A page of four rows says nothing of one of fifty.
        ...(measureOf?.found === found && measureOf && { ratio: p95 / measureOf.p95 }),
      });
      if (size === sizes[0]) small.set(what, { p95, found });
    }
  }
  rows.push(...(await peers()));
  await database.close();
  print('desk', rows);
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit();

/** How long something took at a size, and how many rows a list then gave. */
interface Measured {
  readonly p95: number;
  readonly found?: number | undefined;
}

/** How fast the machine is just now, milliseconds of a plain loop: the two sizes are measured a quarter of an hour apart. */
function machine(): number {
  const from = performance.now();
  let value = 0;
  for (let step = 0; step < 100_000_000; step += 1) value = (Math.imul(value, 31) + step) | 0;
  return value === 1 ? 0 : performance.now() - from;
}

/**
 * Ten clerks, each thing they do three times for a second, of which the middle one counts. A list that gave less than a page at
 * the smaller size is asked for as it is used, and for as many rows as it gave there.
 */
async function measure(
  size: number,
  smaller: ReadonlyMap<string, Measured>,
): Promise<readonly (readonly [string, Measured])[]> {
  const huiyin = await startHuiyin({ DATABASE_URL: postgres.url, HUIYIN_DATA: join(folder, `files-${size}`) });
  try {
    const asks = await Promise.all(clerks.map((name) => clerk(huiyin.port, name)));
    const rare = await clerk(huiyin.port, 'yizhong');
    const ids = (await idsOf(huiyin.port)).map((id) => ({ id }));
    const measured: [string, Measured][] = [];
    const note = async (what: string, calls: readonly (() => Promise<unknown>)[], found?: number) => {
      const times = [await timed(calls, 1_000), await timed(calls, 1_000), await timed(calls, 1_000)];
      const [, middle] = times.map(({ p95 }) => p95).sort((a, b) => a - b);
      measured.push([what, { p95: middle ?? 0, found }]);
    };
    const noteList = async (what: string, variables: object) => {
      const found = JSON.parse((await asks[0]?.(list, variables)) ?? '').data.caseList.rows.length;
      await note(
        what,
        asks.map((ask) => () => ask(list, variables)),
        found,
      );
      return found;
    };
    const nextId = turnsThrough(ids);
    await note(
      'my work',
      asks.map((ask) => () => ask(work)),
    );
    for (const [what, variables] of asked) {
      const found = await noteList(what, variables);
      const few = smaller.get(what)?.found;
      if (few !== undefined && few > 0 && few < found) await noteList(what, { ...variables, first: few });
    }
    await note(
      'list of a unit with three cases, by due date',
      clerks.map(() => () => rare(list, { sort: 'due' })),
    );
    await note(
      'open a case',
      asks.map((ask) => () => ask(open, nextId())),
    );
    return measured;
  } finally {
    await huiyin.stop();
  }
}

function turnsThrough<T>(all: readonly T[]): () => T | undefined {
  let place = 0;
  return () => {
    place += 1;
    return all[place % all.length];
  };
}

/** Cases with all their events, spread over the decade. */
async function idsOf(port: number): Promise<readonly string[]> {
  const database = openDatabase(postgres.url);
  const { rows: some } = await database.pool.query(
    `select c.id from bench_copy b join petition_case c on c.id = b.id where b.n % 10 = 0 limit 200`,
  );
  await database.close();
  if (some.length === 0) throw new Error(`no cases to open at port ${port}`);
  return some.map(({ id }) => id);
}

/** PostGraphile 5 is far too much for the lockfile: it is fetched for this bench alone. */
async function fetchPostgraphile(): Promise<void> {
  await mkdir(cache, { recursive: true });
  await writeFile(join(cache, 'package.json'), '{ "private": true, "type": "module" }');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', 'postgraphile@5', 'pg@8', 'graphql@16.15'], {
    cwd: cache,
  });
}

/** The first page of the list, eight in flight: ours, PostGraphile's, and json_agg over bare HTTP, in turns. */
async function peers(): Promise<readonly Row[]> {
  await fetchPostgraphile();
  const database = openDatabase(postgres.url);
  // PostGraphile finds relations by foreign keys.
  await database.pool.query(`alter table petition_case add constraint bench_unit foreign key (bureau_id, handling_unit_id)
    references unit (bureau_id, id) not valid`);
  await database.close();
  const peer = async (kind: string) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'desk-peers.mjs'), kind, postgres.url, cache], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for (;;) {
      const [bytes] = await once(child.stdout, 'data');
      const port = /ready (\d+)/.exec(String(bytes))?.[1];
      if (port) return { child, port: Number(port) };
    }
  };
  const huiyin = await startHuiyin({ DATABASE_URL: postgres.url, HUIYIN_DATA: join(folder, 'files-peers') });
  const bare = await peer('bare');
  const other = await peer('postgraphile');
  try {
    const ask = await clerk(huiyin.port, 'office2');
    const ours = `{ caseList(first: 50) { rows { id number title status channel receivedOn petitioner { name }
      nextDue { legalDue } handlingUnit { id name } } } }`;
    const theirs = JSON.stringify({
      query: `{ allPetitionCases(first: 50, orderBy: [ORDINAL_DESC], condition: { bureauId: "linjiang" }) { nodes {
        id number title status channel receivedOn petitionerName nextLegalDue unitByBureauIdAndHandlingUnitId { id name } } } }`,
    });
    const checked = await send(other.port, theirs);
    if (!checked.text.includes('unitByBureauIdAndHandlingUnitId')) throw new Error(checked.text.slice(0, 500));
    const calls = {
      bare: () => send(bare.port, '{}'),
      postgraphile: () => send(other.port, theirs),
      huiyin: () => ask(ours),
    };
    const rates: Record<keyof typeof calls, number[]> = { bare: [], postgraphile: [], huiyin: [] };
    const kinds = ['bare', 'postgraphile', 'huiyin'] as const;
    for (let turn = 0; turn < 5; turn += 1) {
      for (const kind of kinds) {
        const { perSecond } = await timed(
          Array.from({ length: 8 }, () => calls[kind]),
          turn === 0 ? 1_500 : 1_000,
        );
        if (turn > 0) rates[kind].push(perSecond);
      }
    }
    const middle = (kind: keyof typeof calls) => rates[kind].toSorted((a, b) => a - b)[1] ?? 0;
    const rate = (what: string, value: number, measureOf: number): Row => ({
      what,
      value,
      unit: 'lists/s',
      ratio: value / measureOf,
    });
    return [
      rate('bare handler, json_agg of 50', middle('bare'), middle('bare')),
      rate('PostGraphile 5, the same 50 (ratio to bare)', middle('postgraphile'), middle('bare')),
      rate('Huiyin caseList, the same 50 (ratio to bare)', middle('huiyin'), middle('bare')),
      rate('Huiyin to PostGraphile 5', middle('huiyin'), middle('postgraphile')),
    ];
  } finally {
    bare.child.kill();
    other.child.kill();
    await huiyin.stop();
  }
}
