import { setTimeout as sleep } from 'node:timers/promises';
import { Logger as JobLogger, parseCronItem, type Runner, run } from 'graphile-worker';
import { Client, Pool } from 'pg';
import { Prisma } from '../generated/prisma/client.ts';
import type { Database } from './database.ts';
import type { Logger } from './logger.ts';
import type { Transaction } from './transaction.ts';

// Work that is done later, or again and again: kept in PostgreSQL (graphile-worker), taken once whatever number of processes
// share the database. A job that fails is tried again, later each time; one whose process died is given to another.

/** One piece of work to be done once its transaction has been committed. */
export interface Job {
  /** A task of jobs.ts in the source's top folder. */
  readonly task: string;
  /** Ids only: a payload stands in the database as it is, and is no place for a person's name. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Not before this ISO instant; at once when left out. */
  readonly runAt?: string;
  /** Of the jobs that wait under one key there is one: a later one takes its place. */
  readonly key?: string;
  /** Of the jobs of one queue only one is done at a time: a slow line then holds up nothing else. */
  readonly queue?: string;
  /** How often it is tried before it is left lying; 25 (some days) when left out. */
  readonly maxAttempts?: number;
}

/**
 * Carries out one job. It may come twice (a process that dies afterwards, before it has said so), so what it does must bear
 * that. What it throws is logged, and it is tried again.
 * @param signal aborted some seconds after the server has been asked to stop
 */
type JobTask = (payload: unknown, signal: AbortSignal) => Promise<void>;

/** A task that is started by the clock, once for all processes. */
export interface Schedule {
  readonly task: string;
  /** Times of day in Asia/Shanghai, `HH:MM`, or every so many minutes. */
  readonly at: readonly string[] | { readonly everyMinutes: number };
  /** Made up for at the next start (once, however many runs were missed) when the last was at most so long ago. */
  readonly madeUpForHours: number;
}

/** What a process does in the background. */
export interface JobList {
  readonly tasks: Readonly<Record<string, JobTask>>;
  readonly schedules: readonly Schedule[];
}

/** The running jobs of one process. */
export interface Jobs {
  /** Takes no more; those under way may end, or are given back. */
  close(): Promise<void>;
}

/**
 * Puts jobs into the queue as a part of the transaction: not committed, never done. The COMMIT then also notifies, which
 * PostgreSQL does one after another: not for what every command does.
 */
export async function enqueue(tx: Transaction, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return;
  const rows = jobs.map(({ task, payload, runAt, key, queue, maxAttempts }) => ({
    identifier: task,
    payload,
    run_at: runAt ?? null,
    job_key: key ?? null,
    queue_name: queue ?? null,
    max_attempts: maxAttempts ?? null,
  }));
  await tx.query(Prisma.sql`
    select count(*) from graphile_worker.add_jobs(array(
      select jsonb_populate_record(null::graphile_worker.job_spec, one) from jsonb_array_elements(
        ${JSON.stringify(rows)}::jsonb) as one))`);
}

const concurrency = 4;
const pollMs = 3_000;
const restartMs = 2_000;
const graceMs = 3_000;

/** Starts taking jobs; lives through a restart of PostgreSQL. */
export function openJobs(deps: { database: Database; logger: Logger }, list: JobList): Jobs {
  const { database, logger } = deps;
  const closing = new AbortController();
  const alive = sayAlive(database.url, logger, closing.signal);
  let runner: Runner | undefined;
  // Tasks use the process's own pool; this one only fetches and settles jobs.
  const pool = new Pool({ connectionString: database.url, max: concurrency + 2, application_name: 'huiyin jobs' });
  const onLost = (error: Error): void => logger.debug({ err: error }, 'job connection lost');
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', onLost));

  async function keepRunning(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        runner = await run({
          pgPool: pool,
          concurrency,
          pollInterval: pollMs,
          noHandleSignals: true,
          gracefulShutdownAbortTimeout: graceMs,
          logger: jobLogger(logger),
          taskList: taskListOf(list),
          parsedCronItems: list.schedules.map(cronItemOf),
          preset: {
            plugins: [
              {
                name: 'HuiyinAlive',
                version: '1.0.0',
                // Before its first job: whoever takes jobs without it would be taken for dead.
                worker: { hooks: { startWorker: (_context, { worker }) => alive.as(worker.workerPool.id) } },
              },
            ],
          },
        });
        if (closing.signal.aborted) await runner.stop();
        else await runner.promise;
      } catch (error) {
        logger.warn({ err: error }, 'jobs have stopped; they are started again');
      }
      await sleep(restartMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }

  const running = keepRunning();
  return {
    async close() {
      closing.abort();
      await runner?.stop().catch(() => undefined);
      await running;
      await alive.ended;
      await pool.end();
    },
  };
}

function taskListOf({ tasks }: JobList) {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      (payload: unknown, helpers: { readonly abortSignal: AbortSignal }) => task(payload, helpers.abortSignal),
    ]),
  );
}

const shanghaiMinutes = 8 * 60;
const dayMinutes = 24 * 60;

function cronItemOf({ task, at, madeUpForHours }: Schedule) {
  return parseCronItem({
    task,
    identifier: task,
    match: (digest) => isScheduledAt(at, digest),
    options: { backfillPeriod: madeUpForHours * 3_600_000, jobKey: `schedule/${task}` },
  });
}

/** Whether a schedule is due at a time of UTC, by which the queue's clock goes: Asia/Shanghai is eight hours on all year. */
export function isScheduledAt(
  at: Schedule['at'],
  { hour, min }: { readonly hour: number; readonly min: number },
): boolean {
  const minute = (hour * 60 + min + shanghaiMinutes) % dayMinutes;
  return 'everyMinutes' in at ? minute % at.everyMinutes === 0 : at.some((time) => minuteOfDay(time) === minute);
}

function minuteOfDay(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hours === undefined || minutes === undefined) throw new Error(`not a time of day: ${time}`);
  return Number(hours) * 60 + Number(minutes);
}

/** Their news is no news to an operator; what fails is. */
function jobLogger(logger: Logger): JobLogger {
  return new JobLogger((scope) => (level, message, meta) => {
    const line = { err: meta.error, task: scope.taskIdentifier, jobId: scope.jobId };
    if (level === 'error' || level === 'warning') logger.warn(line, message);
    else logger.trace(line, message);
  });
}

const aliveLock = 724_651_003;
const lookMs = 20_000;

/**
 * The queue itself gives the jobs of a killed process back after four hours only. So each process holds a lock in its own
 * name while its connection stands, and looks for jobs whose taker's lock is free: PostgreSQL itself knows who is alive.
 */
function sayAlive(url: string, logger: Logger, signal: AbortSignal) {
  let name: string | undefined;
  let client: Client | undefined;
  let said = Promise.withResolvers<void>();

  async function hold(): Promise<void> {
    if (!client || name === undefined) return;
    await client.query('select pg_advisory_lock($1, hashtext($2))', [aliveLock, name]);
    said.resolve();
  }

  async function keep(): Promise<void> {
    while (!signal.aborted) {
      const next = new Client({ connectionString: url, application_name: 'huiyin jobs alive', keepAlive: true });
      const lost = new Promise<void>((resolve) => {
        next.once('error', () => resolve());
        next.once('end', () => resolve());
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      let timer: NodeJS.Timeout | undefined;
      try {
        await next.connect();
        client = next;
        await hold();
        const look = (): void => void giveBack(next, logger);
        look();
        timer = setInterval(look, lookMs);
        timer.unref();
        await lost;
      } catch (error) {
        logger.debug({ err: error }, 'jobs cannot say that they are alive');
      }
      clearInterval(timer);
      client = undefined;
      await next.end().catch(() => undefined);
      await sleep(restartMs, undefined, { signal }).catch(() => undefined);
    }
    said.resolve();
  }

  return {
    ended: keep(),
    /** Ends when the name is held. */
    async as(given: string): Promise<void> {
      if (name !== given) {
        name = given;
        said = Promise.withResolvers();
        if (client) await hold().catch(() => undefined); // A lost connection is made anew, and holds it then.
      }
      await said.promise;
    },
  };
}

async function giveBack(client: Client, logger: Logger): Promise<void> {
  try {
    const { rowCount } = await client.query(
      `with taker as materialized (select distinct locked_by as name from graphile_worker.jobs where locked_by is not null),
         dead as materialized (select name from taker where not exists (select 1 from pg_locks l
           where l.locktype = 'advisory' and l.objsubid = 2 and l.classid::bigint = $1
             and l.objid::bigint = hashtext(name)::bigint & 4294967295
             and l.database = (select oid from pg_database where datname = current_database())))
       select graphile_worker.force_unlock_workers(array[name]) from dead`,
      [aliveLock],
    );
    if (rowCount) logger.info({ takers: rowCount }, 'jobs of a process that has died were given back');
  } catch (error) {
    logger.debug({ err: error }, 'jobs cannot look for dead takers');
  }
}
