import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type LiveStream, openStream } from '@huiyin/pwa/graphql/stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Balancer, startBalancer } from '../testkit/balancer.ts';
import { freePort } from '../testkit/process.ts';
import { openStory, registerCase, type Story, submitOne } from './story.ts';

// Three server processes on one database, one killed and one frozen in the middle: every dashboard ends right, and none
// shows as live what is no longer so. The dashboards are the app's own stream code, through a balancer without stickiness.

const heartbeatMs = 300;
/** As the app's 5 s and 12.5 s, in a shorter world. */
const staleAfterMs = 750;
const script = fileURLToPath(new URL('../testkit/server-process.ts', import.meta.url));

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
}

async function startServer(settings: object = {}): Promise<Server> {
  const args = [script, story.server.database.url, JSON.stringify({ heartbeatMs, ...settings })];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer]; // what it prints is its address
  return { child, port: Number(new URL(line.toString().trim()).port) };
}

/** What is committed, as time went by: registered cases only ever add to it. */
const truth: { readonly at: number; readonly open: number }[] = [{ at: 0, open: 0 }];
const openAt = (at: number): number => truth.findLast((one) => one.at <= at)?.open ?? 0;
async function write(): Promise<void> {
  const outcome = await submitOne(await story.as('clerk'), registerCase());
  expect(outcome.status).toBe('accepted');
  truth.push({ at: performance.now(), open: (truth.at(-1)?.open ?? 0) + 1 });
}

interface Dashboard {
  readonly stream: LiveStream;
  shown(): number | undefined;
  live(): boolean;
  /** Signs of life whose numbers were older than a moment: each one a lie. */
  readonly lies: readonly string[];
  lost(): number;
}

/** A dashboard: shows the last numbers, as live for as long as its stream gives signs of life. */
function openDashboard(url: string, cookie: string, settleMs: number): Dashboard {
  let [shown, live, lost]: [number | undefined, boolean, number] = [undefined, false, 0];
  const lies: string[] = [];
  const stream = openStream(
    `${url}/graphql`,
    'subscription { liveCounts { open } }',
    {
      onNext(json) {
        const { data } = JSON.parse(json) as { data?: { liveCounts: { open: number } } }; // as the schema has it
        shown = data?.liveCounts.open;
      },
      onAlive() {
        live = true;
        const then = openAt(performance.now() - settleMs);
        if ((shown ?? 0) < then) lies.push(`shows ${shown} as live, and ${then} were committed ${settleMs} ms ago`);
      },
      onLost() {
        live = false;
        lost += 1;
      },
    },
    {
      fetch: (input, init) =>
        fetch(input, { ...init, headers: { ...init?.headers, cookie } as Record<string, string> }),
      random: () => 0.2,
      staleAfterMs,
    },
  );
  return { stream, shown: () => shown, live: () => live, lies, lost: () => lost };
}

async function cookieOf(username: string): Promise<string> {
  let cookie = '';
  const caller = await story.as(username);
  const spy = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    cookie = new Headers(init?.headers).get('cookie') ?? cookie;
    return spy(input, init);
  };
  await caller.query('{ viewer { id } }').finally(() => {
    globalThis.fetch = spy;
  });
  return cookie;
}

/** Kills the second and freezes the third of three servers while somebody writes; the dashboards see all of it. */
async function ordeal(servers: readonly Server[], settleMs: number): Promise<readonly Dashboard[]> {
  const [, second, third] = servers;
  const balancer: Balancer = await startBalancer(servers.map(({ port }) => port));
  const cookie = await cookieOf('leader');
  const dashboards = Array.from({ length: 9 }, () => openDashboard(balancer.url, cookie, settleMs));
  let writing = true;
  const writer = (async () => {
    while (writing) {
      await write();
      await sleep(60);
    }
  })();
  await sleep(1_200);
  second?.child.kill('SIGKILL');
  await sleep(500);
  third?.child.kill('SIGSTOP');
  await sleep(2_000);
  third?.child.kill('SIGCONT');
  await sleep(1_200);
  // A short one: its dashboards have not left it, and must not take its first heartbeat for news.
  third?.child.kill('SIGSTOP');
  await sleep(500);
  third?.child.kill('SIGCONT');
  await sleep(1_500);
  writing = false;
  await writer;
  await sleep(2_000);
  for (const { stream } of dashboards) stream.close();
  await balancer.close();
  return dashboards;
}

function expectRight(dashboards: readonly Dashboard[]): void {
  const total = truth.at(-1)?.open;
  expect(dashboards.map((one) => [one.shown(), one.live()])).toEqual(dashboards.map(() => [total, true]));
  expect(dashboards.flatMap(({ lies }) => lies)).toEqual([]);
  // Six of the nine lost their server, by one blow or the other.
  expect(dashboards.filter((one) => one.lost() > 0).length).toBeGreaterThanOrEqual(4);
}

describe('three processes, one killed and one frozen', () => {
  test('all dashboards end right, and none shows old numbers as live', async () => {
    const servers = await Promise.all([startServer(), startServer(), startServer()]);
    try {
      expectRight(await ordeal(servers, 1_000));
    } finally {
      for (const { child } of servers) child.kill('SIGKILL');
    }
  });

  const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
  test.skipIf(!hasRedis)('the same with hints by Redis, which is killed on the way (needs redis-server)', async () => {
    const port = await freePort();
    const redis = spawn('redis-server', ['--port', String(port), '--save', ''], { stdio: 'ignore' });
    const redisUrl = `redis://127.0.0.1:${port}`;
    await sleep(300);
    const servers = await Promise.all([
      startServer({ redisUrl }),
      startServer({ redisUrl }),
      startServer({ redisUrl }),
    ]);
    try {
      setTimeout(() => redis.kill('SIGKILL'), 2_500);
      // Without hints each process looks by itself every two seconds at the latest, and before each heartbeat.
      expectRight(await ordeal(servers, 1_500));
    } finally {
      redis.kill('SIGKILL');
      for (const { child } of servers) child.kill('SIGKILL');
    }
  });
});
