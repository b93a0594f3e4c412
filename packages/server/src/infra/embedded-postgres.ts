import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { prepareDataFolder } from './data-folder.ts';
import { canReach, type PostgresAccount, postgresAccount, postgresBinaries } from './postgres-account.ts';
import {
  childOptions,
  createCluster,
  hasEmbeddedPostgres,
  lastLines,
  postgresUser,
  resolveCluster,
} from './postgres-cluster.ts';
import { disownStalePid, isAlive, isPostmasterOf, type Postmaster, readPostmaster, waitForEnd } from './postmaster.ts';
import { errorCode, StartProblem } from './start-problem.ts';

export { hasEmbeddedPostgres };

const DATABASE = 'huiyin';
/** Held by the one server (or maintenance command) that uses an embedded database; PostgreSQL frees it when the holder dies. */
const HOLDER_LOCK = 724_651_001;
/** Recovery after a hard stop can replay much log. */
const START_TIME = 120_000;
/** Of the ten seconds a stop may take in all. */
const FAST_STOP_TIME = 6_000;

/** A running PostgreSQL of our own. */
export interface EmbeddedPostgres {
  /** postgresql:// address with the password. */
  readonly url: string;
  /** True when it was already running, left behind by a server that was killed. */
  readonly adopted: boolean;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. At most about 8 s. */
  stop(): Promise<void>;
}

/** Address of the database of this folder when it runs now; undefined when it does not. Holds nothing, stops nothing. */
export async function runningEmbeddedPostgres(dataFolder: string): Promise<string | undefined> {
  if (!(await hasEmbeddedPostgres(dataFolder))) return undefined;
  const folder = await resolveCluster(join(dataFolder, 'postgres'));
  const postmaster = readPostmaster(join(folder, 'cluster'));
  if (postmaster?.status !== 'ready' || !isPostmasterOf(postmaster.pid, join(folder, 'cluster'))) return undefined;
  return addressOf(await readPassword(folder), postmaster.port);
}

async function readPassword(folder: string): Promise<string> {
  return (await readFile(join(folder, 'password'), 'utf8')).trim();
}

function addressOf(password: string, port: number): string {
  return `postgresql://${postgresUser}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

/**
 * Starts PostgreSQL 18 on `<dataFolder>/postgres`, making the database first when there is none, or takes over the one
 * that still runs there. Layout: `cluster/` (PostgreSQL's own) and `password` (0600). When root's project lies where the
 * PostgreSQL account cannot go, `postgres` is a link to a folder under /var/lib/huiyin.
 *
 * While it is in use it is watched: should PostgreSQL end by itself (killed for want of memory, say), it is started again.
 *
 * @param holder who holds the database, shown to whoever tries to start a second server on it
 * @param onRestart told after PostgreSQL was started again, or with the problem when it could not be (tried again a second later)
 * @throws StartProblem: data-folder-*, postgres-*, already-running
 */
export async function startEmbeddedPostgres(
  dataFolder: string,
  holder: string,
  onRestart: (problem?: unknown) => void = () => undefined,
): Promise<EmbeddedPostgres> {
  const link = join(dataFolder, 'postgres');
  const exists = await hasEmbeddedPostgres(dataFolder);
  await prepareDataFolder(dataFolder, exists ? 'run' : 'create');
  if (!exists) await createCluster(link);
  const folder = await resolveCluster(link);
  if (dirname(folder) !== (await realpath(dataFolder))) await prepareDataFolder(folder, 'run');
  const cluster = join(folder, 'cluster');
  const account = await postgresAccount(cluster);
  if (!canReach(account, cluster)) {
    throw new StartProblem('postgres-folder-unreachable', { folder: cluster, account: account?.name ?? '' });
  }
  const { postmaster, adopted } = await ensurePostmaster(cluster, account);
  const url = addressOf(await readPassword(folder), postmaster.port);
  let pid = postmaster.pid;
  let release = await hold(url, holder, dataFolder);
  const unwatch = watch(
    () => isPostmasterOf(pid, cluster),
    async () => {
      await release();
      const again = await ensurePostmaster(cluster, account);
      pid = again.postmaster.pid;
      // The pool knows one address only.
      if (again.postmaster.port !== postmaster.port) await stopPostmaster(pid, cluster);
      else release = await hold(url, holder, dataFolder);
    },
    onRestart,
  );
  return {
    url,
    adopted,
    async stop() {
      await unwatch();
      await stopPostmaster(pid, cluster);
      await release();
    },
  };
}

const WATCH_INTERVAL = 1_000;

/** Looks every second whether something lives, and mends it when not. Answers how to stop looking. */
function watch(
  lives: () => boolean,
  mend: () => Promise<void>,
  told: (problem?: unknown) => void,
): () => Promise<void> {
  let mending: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (mending || lives()) return;
    mending = mend()
      .then(
        () => told(),
        (problem: unknown) => told(problem),
      )
      .finally(() => {
        mending = undefined;
      });
  }, WATCH_INTERVAL);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await mending;
  };
}

async function ensurePostmaster(
  cluster: string,
  account: PostgresAccount | undefined,
): Promise<{ readonly postmaster: Postmaster; readonly adopted: boolean }> {
  const found = readPostmaster(cluster);
  if (found && isPostmasterOf(found.pid, cluster)) {
    if (found.status !== 'stopping') {
      const ready = await waitUntilReady(cluster, found.pid, () => !isPostmasterOf(found.pid, cluster));
      if (ready) return { postmaster: ready, adopted: true };
    }
    await waitForEnd(found.pid, cluster, START_TIME);
  } else if (found && isAlive(found.pid)) {
    disownStalePid(cluster);
  }
  let memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await launch(cluster, account, memory);
    if (typeof outcome !== 'string') return { postmaster: outcome, adopted: false };
    const other = readPostmaster(cluster);
    // Somebody else was quicker to start the same database.
    if (other && isPostmasterOf(other.pid, cluster)) {
      const ready = await waitUntilReady(cluster, other.pid, () => !isPostmasterOf(other.pid, cluster));
      if (ready) return { postmaster: ready, adopted: true };
    }
    // Promised to others already: it is slower with little, but it runs.
    const scarce = /could not map anonymous shared memory/.test(outcome) && memory > 0;
    if (scarce) memory = 0;
    // Passing troubles: the port was taken in between, or children of a killed postmaster still let go of their memory.
    const passing = /could not bind|in use|could not create any TCP|lock file/.test(outcome);
    if (!(passing || scarce) || attempt >= 20) {
      throw new StartProblem('postgres-start-failed', { detail: lastLines(outcome), folder: cluster });
    }
    await sleep(250);
  }
}

/** Starts postgres apart from us: Ctrl-C in the terminal must not reach it before the server has finished with it. */
async function launch(
  cluster: string,
  account: PostgresAccount | undefined,
  memory: number,
): Promise<Postmaster | string> {
  const { postgres } = await postgresBinaries(account);
  const log = join(dirname(cluster), 'start.log');
  const output = openSync(log, 'w', 0o600);
  let child: ChildProcess;
  try {
    child = spawn(postgres, ['-D', cluster, ...settings(await freePort(cluster), memory)], {
      cwd: '/',
      detached: true,
      stdio: ['ignore', output, output],
      ...childOptions(account),
    });
  } finally {
    closeSync(output);
  }
  let failure: string | undefined;
  child.on('error', (error) => {
    failure = error.message;
  });
  child.on('exit', (code) => {
    failure ??= `exit ${code}`;
  });
  child.unref();
  const ready = child.pid && (await waitUntilReady(cluster, child.pid, () => failure !== undefined));
  return ready || `${failure ?? ''} ${await readFile(log, 'utf8')}`;
}

/** Settings stand on the command line, so that a newer Huiyin starts an old database with its own. */
function settings(port: number, memory: number): string[] {
  const values: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'on',
    synchronous_commit: 'on',
    max_connections: '200',
    ...memorySettings(memory),
    // The folder lies on a disk that seeks cheaply, and an index is nearly always right for a page of a list.
    random_page_cost: '1.1',
    // Every statement here is short: compiling one takes longer than running it.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_parameter_max_length_on_error: '0',
    cluster_name: 'huiyin',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** What PostgreSQL may take of the memory (bytes) that this machine or container has, shared with Node and much else. */
function memorySettings(memory: number): Record<string, string> {
  const megabytes = Math.floor(memory / 1024 / 1024);
  const buffers = Math.min(Math.max(Math.floor(megabytes / 8), 128), 2_048);
  return {
    shared_buffers: `${buffers}MB`,
    // What the system's own cache is likely to hold: half of the memory.
    effective_cache_size: `${Math.max(Math.floor(megabytes / 2), buffers)}MB`,
    work_mem: megabytes < 2_048 ? '4MB' : '16MB',
  };
}

/** The port of the last start when it is free, so that tools keep their address; else any free one. */
async function freePort(cluster: string): Promise<number> {
  const last = await readFile(join(cluster, 'postmaster.opts'), 'utf8').catch(() => '');
  const remembered = Number(/"port=(\d+)"/.exec(last)?.[1] ?? 0);
  return (remembered > 0 && (await tryPort(remembered))) || (await tryPort(0)) || 0;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

async function waitUntilReady(cluster: string, pid: number, failed: () => boolean): Promise<Postmaster | undefined> {
  for (const end = Date.now() + START_TIME; Date.now() < end && !failed(); await sleep(15)) {
    const postmaster = readPostmaster(cluster);
    if (postmaster?.pid === pid && postmaster.status === 'ready') return postmaster;
    if (postmaster?.pid === pid && postmaster.status === 'stopping') return undefined;
  }
  return undefined;
}

/** Makes the database on first use and takes the holder's lock. Answers how to let go of it. */
async function hold(url: string, holder: string, dataFolder: string): Promise<() => Promise<void>> {
  const client = await connect(url, holder);
  const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [HOLDER_LOCK]);
  if (!rows[0]?.held) {
    const other = await client.query<{ name: string }>(
      `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
       WHERE l.locktype = 'advisory' AND l.granted AND l.objid = $1`,
      [HOLDER_LOCK],
    );
    await client.end();
    throw new StartProblem('already-running', { folder: dataFolder, owner: other.rows[0]?.name ?? '?' });
  }
  client.on('error', () => undefined); // Ends with the database itself; the pool reports that.
  return () => client.end().catch(() => undefined);
}

async function connect(url: string, holder: string): Promise<Client> {
  const open = async (database: string) => {
    const address = new URL(url);
    address.pathname = `/${database}`;
    const client = new Client({ connectionString: address.href, application_name: holder.slice(0, 63) });
    await client.connect();
    return client;
  };
  try {
    return await open(DATABASE);
  } catch (error) {
    if (errorCode(error) !== '3D000') throw error; // invalid_catalog_name: the first start
    const client = await open('postgres');
    await client.query(`CREATE DATABASE ${DATABASE}`).catch((failure: unknown) => {
      // duplicate_database, or the index telling the same at the same moment: another start was quicker
      if (!['42P04', '23505'].includes(errorCode(failure) ?? '')) throw failure;
    });
    await client.end();
    return open(DATABASE);
  }
}

async function stopPostmaster(pid: number, cluster: string): Promise<void> {
  for (const [signal, time] of [
    ['SIGINT', FAST_STOP_TIME],
    ['SIGQUIT', 2_000],
  ] as const) {
    if (!isPostmasterOf(pid, cluster)) return;
    process.kill(pid, signal);
    if (await waitForEnd(pid, cluster, time)) return;
  }
}
