import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type Database,
  enqueue,
  inTransaction,
  isScheduledAt,
  type JobList,
  openDatabase,
  takeJobs,
} from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testkit/database.ts';

// Work in the background, on a real queue: taken once, never lost.

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase.url);
});

afterAll(async () => {
  await database?.close();
  await testDatabase?.drop();
});

const processWith = (tasks: JobList['tasks']) => takeJobs(database, tasks);

async function until(wanted: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 15_000; waited += 50) {
    if (await wanted()) return;
    await sleep(50);
  }
  throw new Error('waited in vain');
}

const put = (numbers: readonly number[], key?: string) =>
  inTransaction(database.pool, (tx) =>
    enqueue(
      tx,
      numbers.map((number) => ({ task: 'story', payload: { number }, ...(key !== undefined && { key }) })),
    ),
  );

async function waiting(): Promise<number> {
  const { rows } = await database.pool.query<{ count: string }>('select count(*) from graphile_worker.jobs');
  return Number(rows[0]?.count);
}

const numberOf = (payload: unknown) => (payload as { number: number }).number; // as put() makes it

describe('the job queue', () => {
  test('what is put in with a transaction is done once, by one of two processes; rolled back, never', async () => {
    const done: number[] = [];
    const task = async (payload: unknown) => void done.push(numberOf(payload));
    const processes = [processWith({ story: task }), processWith({ story: task })];
    const numbers = Array.from({ length: 60 }, (_, number) => number);
    const broken = inTransaction(database.pool, async (tx) => {
      await enqueue(tx, [{ task: 'story', payload: { number: -1 } }]);
      throw new Error('refused after all');
    });
    await expect(broken).rejects.toThrow('refused after all');
    await put(numbers);
    await until(() => done.length >= 60);
    await until(async () => (await waiting()) === 0);
    expect(done.toSorted((a, b) => a - b)).toEqual(numbers);
    await Promise.all(processes.map((one) => one.close()));
  });

  test('of the jobs under one key the last counts; one that is not due yet waits', async () => {
    await put([1], 'one');
    await put([2], 'one');
    await inTransaction(database.pool, (tx) =>
      enqueue(tx, [{ task: 'story', payload: { number: 3 }, runAt: '2999-01-01T00:00:00Z' }]),
    );
    const done: number[] = [];
    const taking = processWith({ story: async (payload) => void done.push(numberOf(payload)) });
    await until(async () => (await waiting()) === 1);
    expect(done).toEqual([2]);
    await taking.close();
    await database.pool.query('select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))');
  });

  test('a process killed in the middle of a job: another takes it within seconds', async () => {
    const script = fileURLToPath(new URL('../testkit/job-taker.ts', import.meta.url));
    const killed = spawn(process.execPath, [script, testDatabase.url], { stdio: ['ignore', 'pipe', 'inherit'] });
    const taken = once(killed.stdout, 'data');
    await put([7]);
    await taken;
    const ended = once(killed, 'exit');
    killed.kill('SIGKILL');
    await ended;
    const done: number[] = [];
    const taking = processWith({ story: async (payload) => void done.push(numberOf(payload)) });
    await until(() => done.length > 0);
    expect(done).toEqual([7]);
    await taking.close();
  });

  test('a job that fails is tried again and is not lost when the server stops in the middle of it', async () => {
    await put([8]);
    let tries = 0;
    const failing = processWith({
      story: async () => {
        tries += 1;
        throw new Error('away');
      },
    });
    await until(() => tries === 1);
    await failing.close();
    await database.pool.query(
      `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), now())`,
    );
    const slow = processWith({
      story: (_payload, signal) =>
        new Promise((_resolve, reject) => {
          tries += 1;
          signal.addEventListener('abort', () => reject(new Error('the server stops')));
        }),
    });
    await until(() => tries === 2);
    await slow.close();
    expect(await waiting()).toBe(1);
  });

  test.each([
    ['08:30 in Shanghai is half past midnight by UTC', ['08:30'], 0, 30, true],
    ['08:30 in Shanghai is not half past eight by UTC', ['08:30'], 8, 30, false],
    ['midnight in Shanghai is four in the afternoon by UTC', ['00:00'], 16, 0, true],
    ['every quarter of an hour', { everyMinutes: 15 }, 3, 45, true],
    ['but not between', { everyMinutes: 15 }, 3, 46, false],
  ] as const)('%s', (_title, at, hour, min, due) => {
    expect(isScheduledAt(at, { hour, min })).toBe(due);
  });
});
