import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { signIn } from '../testkit/graphql.ts';
import { type HuiyinProcess, startHuiyin } from '../testkit/process.ts';
import type { Chance } from './chance.ts';
import type { Road, Weather } from './road.ts';

/** Every way in which a request can fail, together on one bad day. */
const bad: Weather = {
  ...{
    dropRequest: 0.06,
    stall: 0.001,
    dropReply: 0.08,
    silence: 0.001,
    cutRequest: 0.04,
    cutReply: 0.04,
    shortReply: 0.03,
  },
  ...{ late: 0.15, twice: 0.04, stumble: 0.08, portal: 0.04, spoil: 0.04 },
};

/** The weathers of the road: each for a while, the good one between them. */
const weathers: readonly (Weather | 'closed' | 'cutEachSecond')[] = [
  bad,
  bad,
  { late: 0.7 },
  { dropReply: 0.6 },
  { portal: 1 },
  { stumble: 0.7 },
  'closed',
  'cutEachSecond',
];

/** Lets the weather change on the road until it is told to stop; the road is then left open. */
export function weather(road: Road, chance: Chance): () => Promise<void> {
  let over = false;
  const storm = (async () => {
    while (!over) {
      const now = chance.pick(weathers);
      if (now !== 'cutEachSecond') {
        road.set(now);
        await sleep(chance.between(200, 2_500));
      } else {
        road.set({});
        for (let second = 0; second < 3 && !over; second += 1) {
          await sleep(1_000);
          road.cut();
        }
      }
      road.set({});
      await sleep(chance.between(300, 2_500));
    }
  })();
  return async () => {
    over = true;
    await storm;
    road.set({});
  };
}

/** A server that is killed and started again where it was. */
export interface MortalServer {
  /** Straight to the server, past the road. */
  readonly url: string;
  /** Its database as it was at the start, with the password. */
  readonly databaseUrl: string;
  readonly kills: { server: number; database: number };
  /** SIGKILL to the server, at times with its PostgreSQL; resolves when a new one is ready. */
  kill(withDatabase: boolean): Promise<void>;
  /** One statement on its database, as its owner. */
  sql(text: string, values?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  stop(): Promise<void>;
}

/** Starts Huiyin as people start it; behind the road, which tells it each phone's own address. */
export async function startMortalServer(env: {
  readonly HUIYIN_DATA: string;
  readonly PORT: string;
}): Promise<MortalServer> {
  const settings = { ...env, HUIYIN_DEMO: 'on', HUIYIN_TRUST_PROXY: 'on', LOG_LEVEL: 'fatal' };
  let server: HuiyinProcess = await startHuiyin(settings);
  const kills = { server: 0, database: 0 };
  const cluster = join(env.HUIYIN_DATA, 'postgres', 'cluster');
  const postmaster = async () => (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  const address = async () => {
    const password = (await readFile(join(env.HUIYIN_DATA, 'postgres', 'password'), 'utf8')).trim();
    return `postgresql://huiyin:${password}@127.0.0.1:${(await postmaster())[3]}/huiyin`;
  };
  return {
    ...{ url: server.url, databaseUrl: await address(), kills },
    async kill(withDatabase) {
      await server.stop('SIGKILL');
      kills.server += 1;
      if (withDatabase) {
        try {
          const pid = Number((await postmaster())[0]);
          // 0 would be this process group: a file that is just being written.
          if (pid > 1) {
            process.kill(pid, 'SIGKILL');
            kills.database += 1;
          }
        } catch {
          // It had gone already.
        }
      }
      // The demo's people are there already.
      server = await startHuiyin({ ...settings, HUIYIN_DEMO: 'off' });
    },
    async sql(text, values = []) {
      const client = new Client({ connectionString: await address() });
      client.on('error', () => undefined);
      try {
        await client.connect();
        return (await client.query(text, [...values])).rows;
      } finally {
        await client.end().catch(() => undefined);
      }
    },
    stop: async () => void (await server.stop()),
  };
}

/** What is done to the people while they work: sessions that end on the server. */
export async function expireSessions(server: MortalServer, usernames: readonly string[]): Promise<void> {
  await server
    .sql(`update session set expires_at = now() where person_id in (select id from person where username = any($1))`, [
      usernames,
    ])
    .catch(() => undefined); // the database may just be dead: another time
}

/**
 * The State Council's notice of a year comes in the middle: put in by one administrator, confirmed by another, and every open
 * case is dated anew in one transaction, while phones send and servers die. Tried until it has been done.
 */
export async function redate(server: MortalServer, year: number, text: string): Promise<void> {
  for (let done = false; !done; await sleep(300)) {
    done = await stepOfRedating(server, year, text).catch(() => false);
  }
}

/** The next step, whatever the last one left when the server died. True when nothing is left to do. */
async function stepOfRedating({ url, sql }: MortalServer, year: number, text: string): Promise<boolean> {
  await sql(
    `insert into person (bureau_id, id, username, display_name, role, unit_id, password_hash, may_read_accusations, created_at)
     select bureau_id, 'chaos-admin2', 'chaosadmin2', '第二管理员', role, unit_id, password_hash, false, now()
     from person where username = 'admin' on conflict do nothing`,
  );
  const second = await signIn(url, 'chaosadmin2');
  const { calendarImports } = await second.query<{ calendarImports: { id: string; state: string }[] }>(
    '{ calendarImports { id state } }',
  );
  if (calendarImports.some(({ state }) => state === 'confirmed')) return true;
  const waiting = calendarImports.find(({ state }) => state === 'waiting');
  if (waiting) await second.query('mutation ($id: ID!) { confirmCalendarNotice(id: $id) }', { id: waiting.id });
  else {
    const admin = await signIn(url, 'admin');
    await admin.query('mutation ($year: Int!, $text: String!) { proposeCalendarNotice(year: $year, text: $text) }', {
      ...{ year, text },
    });
  }
  return false;
}
