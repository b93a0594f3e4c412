// pnpm chaos [--kills N] [--seed N] [--phones N] [--visits N]: phones with the app's own outbox and sync code send visits to the
// real server over a road that is cut and loses replies, while the server is killed with SIGKILL again and again, at
// times with its PostgreSQL. Ends with `lost 0, doubled 0`, or with what went wrong and exit code 1.
import 'fake-indexeddb/auto';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort, type HuiyinProcess, startHuiyin } from '../testkit/process.ts';
import { type Proxy as RoadProxy, startProxy } from '../testkit/proxy.ts';
import { cutRoads, startPhone, visitPayload } from './phones.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    phones: { type: 'string', default: '4' },
    visits: { type: 'string', default: '40' },
  },
});
const [kills, seed, phones, visits] = [values.kills, values.seed, values.phones, values.visits].map(Number);

/** mulberry32: the same seed plays the same blows (the machine's own timing still differs). */
function seeded(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const cli = fileURLToPath(new URL('../../packages/server/src/cli.ts', import.meta.url));

async function main(): Promise<string[]> {
  const random = seeded(seed ?? 1);
  const data = await mkdtemp(join(tmpdir(), 'huiyin-chaos-'));
  const env = { HUIYIN_DATA: data, HUIYIN_DEMO: 'on', PORT: String(await freePort()) };
  let server: HuiyinProcess | undefined;
  let proxy: RoadProxy | undefined;
  try {
    server = await startHuiyin(env);
    proxy = await startProxy(server.port);
    const fleet = await Promise.all(
      Array.from({ length: phones ?? 4 }, (_, n) => startPhone(n, proxy?.url ?? '', random)),
    );
    const storm = cutRoads(proxy, random);
    const saving = Promise.all(
      fleet.map(async (phone) => {
        for (let n = 0; n < (visits ?? 40); n += 1) {
          await phone.save(visitPayload(phone, n, random));
          await sleep(random() * 120);
        }
      }),
    );
    for (let n = 0; n < (kills ?? 4); n += 1) {
      await sleep(400 + random() * 1200);
      await server.stop('SIGKILL');
      const whole = random() < 0.4;
      if (whole) await killPostgres(data);
      console.log(`kill ${n + 1}/${kills}${whole ? ', with its PostgreSQL' : ''}`);
      server = await startHuiyin(env);
    }
    await saving;
    await storm.stop();
    proxy.set('open');
    await Promise.all(fleet.map((phone) => phone.finish(60_000)));
    return await judge(fleet, server, env);
  } finally {
    await server?.stop();
    await proxy?.close();
    await rm(data, { recursive: true, force: true });
  }
}

async function killPostgres(data: string): Promise<void> {
  const pid = Number((await readFile(join(data, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return; // It had gone already.
  }
  await sleep(200);
}

/** Every saved visit is on the server exactly once, and the server's own books are in order. */
async function judge(
  fleet: Awaited<ReturnType<typeof startPhone>>[],
  server: HuiyinProcess,
  env: Record<string, string>,
) {
  const wrong: string[] = [];
  let lost = 0;
  let doubled = 0;
  let saved = 0;
  for (const phone of fleet) {
    const states = await phone.states();
    const there = await phone.visitsOnServer(server.url);
    for (const visit of phone.saved) {
      saved += 1;
      const found = there.filter((one) => one.observations === visit.observations);
      if (found.length === 0) lost += 1;
      if (found.length > 1 || (found[0] && found[0].cases.length !== visit.matters)) doubled += 1;
      // The phone lets old receipts go (it keeps fifty): then the server's copy is the proof.
      const state = states.get(visit.visitId) ?? (found.length > 0 ? 'received' : 'gone');
      if (state !== 'received') wrong.push(`visit ${visit.visitId}: ${state}`);
    }
    phone.close();
  }
  await server.stop();
  try {
    execFileSync(process.execPath, [cli, 'verify'], { env: { ...process.env, ...env }, stdio: 'pipe' });
  } catch (error) {
    wrong.push(`verify: ${error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)}`);
  }
  console.log(`${saved} visits saved on ${fleet.length} phones, ${kills} kills, seed ${seed}`);
  for (const line of wrong) console.error(line);
  console.log(`lost ${lost}, doubled ${doubled}`);
  return lost + doubled > 0 ? ['lost or doubled', ...wrong] : wrong;
}

const wrong = await main();
process.exit(wrong.length === 0 ? 0 : 1);
