// pnpm bench commands: the one write door against the least that a durable write can cost, in the same run.
import { randomUUID } from 'node:crypto';
import { executeCommand, seedTestBureau, startTestDatabase, testViewer } from '@huiyin/server/testkit';
import type { Pool } from 'pg';
import { print, type Row } from './harness.ts';
import { letterOf } from './letters.ts';

/** Writes one row in a transaction of its own, as plainly as the driver can: three statements, one fsync. */
async function bareWrite(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('insert into bench_write (id, body) values ($1, $2)', [
      randomUUID(),
      { text: '校门口交通拥堵' },
    ]);
    await client.query('commit');
  } finally {
    client.release();
  }
}

interface Run {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
}

/** Keeps `lanes` writes in flight for `ms`. */
async function run(write: () => Promise<void>, lanes: number, ms: number): Promise<Run> {
  const times: number[] = [];
  const start = performance.now();
  const lane = async () => {
    while (performance.now() - start < ms) {
      const from = performance.now();
      await write();
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { perSecond: (times.length * 1000) / (performance.now() - start), p50: median(times) };
}

/** The middle one; 0 of none. */
const median = (figures: readonly number[]) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;

const bench = await startTestDatabase();
try {
  const { database, clock } = bench;
  await seedTestBureau(bench);
  await database.pool.query('create table bench_write (id text primary key, body jsonb not null)');
  const leader = await testViewer(database, 'leader');
  const deps = { database, clock, feed: { hint: () => undefined } };
  let next = 0;
  const register = async () => {
    next += 1;
    const letter = letterOf(next, { unitId: 'east', responsibility: 'district' });
    const { status, message } = await executeCommand(deps, leader, letter);
    if (status !== 'accepted') throw new Error(`a command was ${status}: ${message}`);
  };
  const rows: Row[] = [];
  for (const lanes of [1, 8]) {
    await run(() => bareWrite(database.pool), lanes, 500);
    await run(register, lanes, 1_500);
    // In turns, so that what else the machine does falls on both.
    const bare: Run[] = [];
    const ours: Run[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      bare.push(await run(() => bareWrite(database.pool), lanes, 700));
      ours.push(await run(register, lanes, 1_200));
    }
    const measure = median(bare.map(({ perSecond }) => perSecond));
    const perSecond = median(ours.map((each) => each.perSecond));
    const flight = `${lanes} in flight`;
    rows.push({ what: `BEGIN; INSERT; COMMIT, ${flight}`, value: measure, unit: 'writes/s', ratio: 1 });
    rows.push({ what: `registerCase, ${flight}`, value: perSecond, unit: 'commands/s', ratio: perSecond / measure });
    rows.push({ what: `registerCase, ${flight}, p50`, value: median(ours.map(({ p50 }) => p50)), unit: 'ms' });
  }
  print('commands', rows);
} finally {
  await bench.close();
}
