import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { prepareDataFolder } from './data-folder.ts';
import { canReach, type PostgresAccount, postgresAccount, postgresBinaries, systemFolder } from './postgres-account.ts';
import { isAlive } from './postmaster.ts';
import { errorCode, StartProblem } from './start-problem.ts';

/** Owner of the embedded database. */
export const postgresUser = 'huiyin';

/** Whether this data folder has a database yet. */
export async function hasEmbeddedPostgres(dataFolder: string): Promise<boolean> {
  return (await lstat(join(dataFolder, 'postgres')).catch(() => undefined)) !== undefined;
}

/** Follows the link and checks that a whole database is there: a lost one is never quietly replaced by an empty one. */
export async function resolveCluster(link: string): Promise<string> {
  let folder: string;
  try {
    folder = await realpath(link);
  } catch {
    throw new StartProblem('postgres-folder-missing', { folder: link, target: await readlink(link).catch(() => link) });
  }
  for (const part of ['cluster/PG_VERSION', 'password']) {
    await stat(join(folder, part)).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') throw new StartProblem('postgres-folder-incomplete', { folder });
      if (errorCode(error) === 'EACCES') throw new StartProblem('data-folder-not-writable', { folder });
      throw error;
    });
  }
  return folder;
}

/** Makes a database in a temporary folder and moves it into place whole, so that an interrupted start leaves nothing half. */
export async function createCluster(link: string): Promise<void> {
  const dataFolder = dirname(link);
  const account = await postgresAccount(undefined);
  const within = await letThrough(account, dataFolder);
  const parent = within ? dataFolder : systemFolder;
  if (!within) {
    await mkdir(systemFolder, { recursive: true, mode: 0o755 });
    await prepareDataFolder(systemFolder, 'create');
  }
  await removeAbandoned(parent);
  const temporary = join(parent, `postgres.init-${process.pid}`);
  try {
    await initialise(temporary, account);
    if (within) {
      await rename(temporary, link);
    } else {
      const folder = join(systemFolder, randomUUID());
      await writeFile(join(temporary, 'README.txt'), `Database of ${dataFolder}\n`);
      await rename(temporary, folder);
      await symlink(folder, link).catch(async (error: unknown) => {
        await rm(folder, { recursive: true, force: true });
        throw error;
      });
    }
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Another start made the database in the meantime: that one is used.
    if (!['EEXIST', 'ENOTEMPTY'].includes(errorCode(error) ?? '')) throw error;
  }
}

/**
 * Whether the account can reach the data folder. One that only lacks its own pass-through bit (made by hand, or as a
 * temporary folder) is given it, as one of our making has it; folders above it are not ours to open.
 */
async function letThrough(account: PostgresAccount | undefined, dataFolder: string): Promise<boolean> {
  if (canReach(account, dataFolder)) return true;
  if (!canReach(account, dirname(dataFolder))) return false;
  await chmod(dataFolder, ((await stat(dataFolder)).mode & 0o777) | 0o011);
  return canReach(account, dataFolder);
}

/** Removes what starts that were killed during initdb left behind. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const entry of await readdir(parent)) {
    const pid = /^postgres\.init-(\d+)$/.exec(entry)?.[1];
    if (pid && (Number(pid) === process.pid || !isAlive(Number(pid)))) {
      await rm(join(parent, entry), { recursive: true, force: true });
    }
  }
}

async function initialise(folder: string, account: PostgresAccount | undefined): Promise<void> {
  const { initdb } = await postgresBinaries(account);
  const cluster = join(folder, 'cluster');
  const passwordFile = join(cluster, '..', 'password');
  const password = randomBytes(24).toString('base64url');
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  await chmod(folder, account ? 0o711 : 0o700);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) {
    await chown(cluster, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  // Names sort by pinyin under the ICU locale (检索与列表按拼音排序).
  const args = ['--pgdata', cluster, '--username', postgresUser, '--pwfile', passwordFile, '--auth', 'scram-sha-256'];
  args.push('--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'icu', '--icu-locale', 'zh-Hans-CN');
  const child = spawn(initdb, args, {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    ...childOptions(account),
  });
  let detail = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    detail += chunk.toString();
  });
  const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  if (code !== 0) throw new StartProblem('postgres-init-failed', { detail: lastLines(detail) });
  if (account) await chown(passwordFile, 0, 0);
}

/** A clean environment, and a working folder that every account may stand in. */
export function childOptions(account: PostgresAccount | undefined) {
  const environment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };
  return {
    ...(process.platform !== 'win32' && { env: environment }),
    ...(account && { uid: account.uid, gid: account.gid }),
  };
}

export function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join(' ').slice(-600);
}
