import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { post, signIn } from '../testkit/graphql.ts';
import { freePort, type HuiyinProcess, startHuiyin } from '../testkit/process.ts';

// The real process on real folders: killed, started twice, without room, without rights. Each test on its own data.

const main = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url));
const cli = fileURLToPath(new URL('../../packages/server/src/cli.ts', import.meta.url));
const asRoot = process.getuid?.() === 0;
const mayMount = asRoot && canMount();

let folder: string;
let data: string;
let running: HuiyinProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-life-'));
  await chmod(folder, 0o711);
  data = join(folder, 'data');
});

afterEach(async () => {
  for (const huiyin of running) await huiyin.stop('SIGKILL');
  running = [];
  await removePostgres();
  spawnSync('umount', ['-l', data]);
  await rm(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}): Promise<HuiyinProcess> {
  const huiyin = await startHuiyin({ HUIYIN_DATA: data, HUIYIN_DEMO: 'off', ...env });
  running.push(huiyin);
  return huiyin;
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program of the server to its end. */
function run(file: string, env: Record<string, string>, args: readonly string[] = []): Promise<Ended> {
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...process.env, HUIYIN_DATA: data, HUIYIN_DEMO: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 45_000,
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => (output += bytes));
  child.stderr.on('data', (bytes: Buffer) => (output += bytes));
  return new Promise((done) => child.on('close', (code) => done({ code, output })));
}

const refusedStart = async (env: Record<string, string> = {}) => run(main, { PORT: String(await freePort()), ...env });

const pidFile = () => join(data, 'postgres/cluster/postmaster.pid');
const postgresPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);

/** Gone, or ended and only not yet collected by init. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return /\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

async function waitUntilGone(pid: number): Promise<void> {
  for (let waited = 0; !isGone(pid); waited += 50) {
    if (waited > 10_000) throw new Error(`process ${pid} still lives`);
    await sleep(50);
  }
}

/** What a killed server left running, and what root put outside the test's folder. */
async function removePostgres(): Promise<void> {
  const link = join(data, 'postgres');
  if (!existsSync(link)) return;
  if (existsSync(pidFile()) && !isGone(postgresPid()) && postgresPid() !== process.pid) {
    const pid = postgresPid();
    process.kill(pid, 'SIGQUIT');
    await waitUntilGone(pid);
  }
  const place = realpathSync(link);
  if (!place.startsWith(folder)) await rm(place, { recursive: true });
}

async function isWell({ url }: HuiyinProcess): Promise<boolean> {
  return (await fetch(`${url}/healthz`)).status === 200;
}

/** Puts something into the database, over the API, with the code printed at start. */
async function makeAdministrator(huiyin: HuiyinProcess): Promise<void> {
  const code = /初始化口令 ([0-9a-f]+)/.exec(huiyin.printed())?.[1] ?? '';
  const answer = await post(
    huiyin.url,
    `mutation ($code: String!) { createFirstAdministrator(code: $code, username: "keeper", displayName: "管理员",
      password: "correct horse battery") { id } }`,
    { code },
  );
  expect(answer.errors).toBeUndefined();
}

const administratorCanSignIn = (huiyin: HuiyinProcess) => signIn(huiyin.url, 'keeper', 'correct horse battery');

function canMount(): boolean {
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'huiyin-test', '/mnt']).status === 0;
  if (made) spawnSync('umount', ['/mnt']);
  return made;
}

async function mountData(size: string): Promise<void> {
  await mkdir(data, { mode: 0o711 });
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0711`, 'huiyin-test', data]).status).toBe(0);
}

describe('start and stop', () => {
  test('SIGTERM: everything ends in ten seconds, live streams and PostgreSQL too, and the data is there again', async () => {
    const huiyin = await start();
    await makeAdministrator(huiyin);
    const caller = await administratorCanSignIn(huiyin);
    const postgres = postgresPid();
    const stream = caller
      .fetch(`${huiyin.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: 'subscription { liveCounts { open } }' }),
      })
      .then((response) => response.text())
      .catch(() => 'cut');
    await sleep(300);
    const from = performance.now();
    expect(await huiyin.stop('SIGTERM')).toBe(0);
    expect(performance.now() - from).toBeLessThan(10_000);
    await stream;
    expect(isGone(postgres)).toBe(true);
    expect(existsSync(pidFile())).toBe(false);
    const again = await start();
    expect(again.printed()).not.toContain('初始化口令');
    await administratorCanSignIn(again);
  });

  test('kill -9: the PostgreSQL left running is adopted, nothing is lost, and the chain is whole', async () => {
    const first = await start();
    await makeAdministrator(first);
    const postgres = postgresPid();
    await first.stop('SIGKILL');
    expect(isGone(postgres)).toBe(false);
    const second = await start();
    expect(second.printed()).toContain('接管');
    expect(postgresPid()).toBe(postgres);
    await administratorCanSignIn(second);
    expect(await run(cli, {}, ['verify'])).toMatchObject({ code: 0 });
    expect(await run(cli, {}, ['verify', 'cases', '--rebuild'])).toMatchObject({ code: 0 });
    expect(await second.stop('SIGTERM')).toBe(0);
    await waitUntilGone(postgres);
  });

  test('power cut: PostgreSQL recovers, also when its old number now belongs to another program', async () => {
    const first = await start();
    await makeAdministrator(first);
    const postgres = postgresPid();
    await first.stop('SIGKILL');
    process.kill(postgres, 'SIGKILL');
    await waitUntilGone(postgres);
    const second = await start();
    await administratorCanSignIn(second);
    const next = postgresPid();
    await second.stop('SIGKILL');
    process.kill(next, 'SIGKILL');
    await waitUntilGone(next);
    const [, ...rest] = readFileSync(pidFile(), 'utf8').split('\n');
    await writeFile(pidFile(), [String(process.pid), ...rest].join('\n'));
    await administratorCanSignIn(await start());
  });

  test('PostgreSQL killed under a working server: started again, and the server goes on', async () => {
    const huiyin = await start();
    await makeAdministrator(huiyin);
    const postgres = postgresPid();
    process.kill(postgres, 'SIGKILL');
    await waitUntilGone(postgres);
    for (let waited = 0; waited < 20_000 && (postgresPid() === postgres || !(await isWell(huiyin))); waited += 200) {
      await sleep(200);
    }
    await administratorCanSignIn(huiyin);
    expect(await huiyin.stop()).toBe(0);
    expect(existsSync(pidFile())).toBe(false);
  });

  test('a first start says to whoever comes that it is starting; killed while it makes the database, it leaves nothing in the way of the next', async () => {
    const port = await freePort();
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, HUIYIN_DATA: data, HUIYIN_DEMO: 'off', PORT: String(port) },
      stdio: 'ignore',
    });
    for (let waited = 0; waited < 20_000; waited += 10) {
      const entries = await readdir(data).catch(() => []);
      if (entries.some((name) => name.startsWith('postgres.init-'))) break;
      await sleep(10);
    }
    const early = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST' });
    expect([early.status, (await early.json()).code]).toEqual([503, 'server-not-ready']);
    child.kill('SIGKILL');
    expect(await isWell(await start())).toBe(true);
    expect((await readdir(data)).sort()).toEqual(['files', 'postgres', 'secret.keys']);
  });

  test('SIGTERM while still starting: ends tidily, and nothing is left running', async () => {
    await (await start()).stop();
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, HUIYIN_DATA: data, HUIYIN_DEMO: 'off', PORT: String(await freePort()) },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise<number | null>((done) => child.on('exit', done));
    // It listens to signals from before its first line on; the file may still be that of the start before.
    await once(child.stdout, 'data');
    child.stdout.resume();
    for (let waited = 0; waited < 20_000 && !existsSync(pidFile()); waited += 10) await sleep(10);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(existsSync(pidFile())).toBe(false);
  });
});

describe('what stands in the way is told plainly', () => {
  test('the port is taken by another program: its number and the way out, and no data folder is made', async () => {
    const other = createServer((_request, response) => response.end('other'));
    const port = await freePort();
    await new Promise<void>((done) => other.listen(port, '127.0.0.1', done));
    const { code, output } = await run(main, { PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(output).toContain(`端口 ${port} 已被其他程序占用`);
    expect(output).toContain(`PORT=${port + 1}`);
    expect(existsSync(data)).toBe(false);
  });

  test('a second start on the same data says who runs, and the first does not notice', async () => {
    const first = await start();
    const samePort = await run(main, { PORT: String(first.port) });
    expect([samePort.code, samePort.output.includes('Huiyin 已在运行')]).toEqual([1, true]);
    const otherPort = await refusedStart();
    expect(otherPort.code).toBe(1);
    expect(otherPort.output).toContain(`pid ${first.child.pid}, ${first.url}`);
    expect(await isWell(first)).toBe(true);
  });

  test('two first starts at the same moment: one serves, one says so', async () => {
    const ends = await Promise.allSettled([start(), start()]);
    const served = ends.filter(({ status }) => status === 'fulfilled');
    const refusal = ends.find((end) => end.status === 'rejected');
    expect(served.length).toBe(1);
    expect(String(refusal?.reason)).toContain('已在运行');
  });

  test('a wrong variable, a file in place of the folder, a lost or incomplete database', async () => {
    expect(await refusedStart({ HUIYIN_DEMO: 'maybe' })).toMatchObject({ code: 2 });
    const file = join(folder, 'file');
    await writeFile(file, 'mine');
    expect((await refusedStart({ HUIYIN_DATA: file })).output).toContain('不是文件夹');
    expect((await refusedStart({ HUIYIN_DATA: join(file, 'below') })).output).toContain('不是文件夹');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    await mkdir(join(data, 'postgres/cluster'), { recursive: true });
    expect((await refusedStart()).output).toContain('不完整');
    await rm(join(data, 'postgres'), { recursive: true });
    await symlink(join(folder, 'nowhere'), join(data, 'postgres'));
    expect((await refusedStart()).output).toContain('那里没有数据库');
    await rm(join(data, 'postgres'));
  });

  test('a given database with a wrong password', async () => {
    const huiyin = await start();
    const port = readFileSync(pidFile(), 'utf8').split('\n')[3];
    const { code, output } = await refusedStart({ DATABASE_URL: `postgresql://huiyin:wrong@127.0.0.1:${port}/huiyin` });
    expect([code, output.includes('拒绝了连接')]).toEqual([1, true]);
    expect(output).not.toContain('wrong');
    expect(await isWell(huiyin)).toBe(true);
  });
});

describe('folders', () => {
  test.skipIf(!asRoot)(
    'as root under a home that others cannot enter: the database lives where its account can go',
    async () => {
      await chmod(folder, 0o700);
      const huiyin = await start();
      await makeAdministrator(huiyin);
      const place = realpathSync(join(data, 'postgres'));
      expect(place.startsWith(folder)).toBe(false);
      expect(place.startsWith(tmpdir())).toBe(false);
      expect(readFileSync(join(place, 'README.txt'), 'utf8')).toContain(data);
      expect((await stat(join(place, 'password'))).mode & 0o777).toBe(0o600);
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
      expect(await huiyin.stop()).toBe(0);
      await administratorCanSignIn(await start());
    },
  );

  test.skipIf(asRoot)('a folder that cannot be written to', async () => {
    await mkdir(data, { mode: 0o555 });
    const { code, output } = await refusedStart();
    expect([code, output.includes('不能写入')]).toEqual([1, true]);
  });

  test.skipIf(!mayMount)(
    'a disk gone read-only: told, nothing changed, and well again when it can be written',
    async () => {
      await mountData('700m');
      const first = await start();
      await makeAdministrator(first);
      await first.stop();
      spawnSync('mount', ['-o', 'remount,ro', data]);
      const { code, output } = await refusedStart();
      expect([code, output.includes('不能写入'), output.includes('未作任何改动')]).toEqual([1, true, true]);
      spawnSync('mount', ['-o', 'remount,rw', data]);
      const again = await start();
      await administratorCanSignIn(again);
      await again.stop();
    },
  );

  test.skipIf(!mayMount)(
    'a full disk: told with figures before anything is touched, and well again after',
    async () => {
      await mountData('20m');
      const tooSmall = await refusedStart();
      expect([tooSmall.code, tooSmall.output.includes('空间不足'), tooSmall.output.includes('256 MB')]).toEqual([
        1,
        true,
        true,
      ]);
      expect(await readdir(data)).toEqual([]);
      spawnSync('mount', ['-o', 'remount,size=700m', data]);
      const first = await start();
      await makeAdministrator(first);
      await first.stop();
      spawnSync('dd', ['if=/dev/zero', `of=${join(data, 'ballast')}`, 'bs=1M']);
      const full = await refusedStart();
      expect([full.code, full.output.includes('空间不足')]).toEqual([1, true]);
      await rm(join(data, 'ballast'));
      const again = await start();
      await administratorCanSignIn(again);
      await again.stop();
    },
  );
});
