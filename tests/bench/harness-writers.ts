// Commands of the live bench: eight clerks register letters as fast as they can, on one unit or on eight, watched or not.
import { type Database, executeCommand, openDatabase, testViewer } from '@huiyin/server/testkit';
import type { Row } from './harness.ts';
import { eventRequest, median, progress, type Server, signIn, startServer } from './harness-process.ts';
import { letterOf } from './letters.ts';

type Viewer = Awaited<ReturnType<typeof testViewer>>;

const writers = 8;
const runMs = 1_500;
const rounds = 7;
/** A real day. */
const clock = { now: () => Date.parse('2026-11-23T09:00:00+08:00'), today: () => '2026-11-23' as never };
const departments = Array.from({ length: writers }, (_, place) => `department-${place}`);

/** Eight clerks of the test bureau's office. */
async function hireClerks({ pool }: Database): Promise<void> {
  await pool.query(`insert into person (bureau_id, id, username, display_name, role, unit_id, password_hash, created_at)
    select bureau_id, 'person-clerk-' || n, 'clerk-' || n, '信访员' || n, role, unit_id, password_hash, created_at
    from person, generate_series(0, ${writers - 1}) n where id = 'person-clerk'
    on conflict do nothing`);
}

/** Registers for a while on these units, each clerk on one; answers commands a second. */
type Write = (units: readonly string[]) => Promise<number>;

function openWriters(database: Database, clerks: readonly Viewer[]): Write {
  // As a server does: many hints become one.
  let hinting = false;
  const hint = (): void => {
    if (hinting) return;
    hinting = true;
    setTimeout(() => {
      hinting = false;
      database.pool.query('notify huiyin_changes').catch(() => undefined);
    }, 25);
  };
  let next = 0;
  return async (units) => {
    const from = performance.now();
    let count = 0;
    const write = async (clerk: Viewer, unitId: string): Promise<void> => {
      while (performance.now() - from < runMs) {
        next += 1;
        const letter = letterOf(next, { unitId, responsibility: 'municipal' });
        const { status, message } = await executeCommand({ database, clock, feed: { hint } }, clerk, letter);
        if (status !== 'accepted') throw new Error(`${status}: ${message}`);
        count += 1;
      }
    };
    await Promise.all(clerks.map((clerk, place) => write(clerk, units[place % units.length] ?? '')));
    return (count * 1000) / (performance.now() - from);
  };
}

/** Two ways of doing the same, in turns (a b, b a, a b …), so that neither is always the later one on a fuller table. */
async function inTurns(a: () => Promise<number>, b: () => Promise<number>) {
  const pairs: [number, number][] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await a();
      pairs.push([first, await b()]);
    } else {
      const first = await b();
      pairs.push([await a(), first]);
    }
  }
  return {
    a: median(pairs.map(([one]) => one)),
    b: median(pairs.map(([, other]) => other)),
    /** b to a, of the same round: what else the machine does falls on both. */
    ratio: median(pairs.map(([one, other]) => other / one)),
  };
}

/**
 * Commands: on one unit and on eight; with nobody watching and with a thousand dashboards. Earlier versions registered one and
 * the same letter of one person again and again, without the secondary indexes, on one unit always before eight, three times
 * each: that measured the noise of the machine, between 0.3 and 1.8.
 */
export async function measureCommands(url: string): Promise<Row[]> {
  progress('measureCommands');
  const database = openDatabase(url);
  await hireClerks(database);
  const clerks = await Promise.all(departments.map((_, place) => testViewer(database, `clerk-${place}`)));
  const write = openWriters(database, clerks);
  await write(departments);
  await write(departments.slice(0, 1)); // warm
  const units = await inTurns(
    () => write(departments),
    () => write(departments.slice(0, 1)),
  );
  const server = await startServer('harness-huiyin.ts', [url]);
  const request = eventRequest(await signIn(server.port));
  const watchedBy = async (crowd: Server): Promise<number> => {
    const rate = await write(departments);
    await crowd.close();
    return rate;
  };
  const dashboards = await inTurns(
    () => write(departments),
    async () => watchedBy(await startServer('harness-crowd.ts', [`${server.port}`, '1000', request])),
  );
  await server.close();
  await database.close();
  return [
    { what: '8 writers on 8 units', value: units.a, unit: '/s', ratio: 1 },
    { what: '8 writers on one unit', value: units.b, unit: '/s', ratio: units.ratio },
    { what: 'commands with no dashboard', value: dashboards.a, unit: '/s', ratio: 1 },
    {
      what: 'commands with 1,000 dashboards, which read on the same two cores',
      value: dashboards.b,
      unit: '/s',
      ratio: dashboards.ratio,
    },
  ];
}
