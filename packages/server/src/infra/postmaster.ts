import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './start-problem.ts';

/** What postmaster.pid says of the PostgreSQL that runs (or ran) on a cluster folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** PostgreSQL's own word: starting, ready, stopping, standby. */
  readonly status: string;
}

/** Reads postmaster.pid; undefined when there is none or it is still being written. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  let text: string;
  try {
    text = readFileSync(join(cluster, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 ? { pid, port: Number.isInteger(port) ? port : 0, status: lines[7] ?? '' } : undefined;
}

/** Whether a process lives, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/**
 * Whether the process of a postmaster.pid really is the PostgreSQL of this cluster, and not another program that was
 * given the same number after a crash or a reboot.
 */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      // A postmaster works in its cluster folder.
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    } catch {
      return false;
    }
  }
  if (process.platform === 'win32') return true; // No cheap way to ask; the connection check that follows decides.
  const run = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return run.stdout.includes(cluster);
}

/**
 * A pid file whose number now belongs to a stranger makes PostgreSQL refuse to start. Our own number, as that of its
 * parent, tells it that the file is stale, and leaves it the rest of the file to check for surviving children.
 */
export function disownStalePid(cluster: string): void {
  const path = join(cluster, 'postmaster.pid');
  const [, ...rest] = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, [String(process.pid), ...rest].join('\n'));
}

/**
 * Waits until the postmaster is gone; false when it still lives after the time, in milliseconds. One that has ended but
 * that nobody has collected (an adopted one, in a container without an init) counts as gone.
 */
export async function waitForEnd(pid: number, cluster: string, time: number): Promise<boolean> {
  for (const end = Date.now() + time; Date.now() < end; await sleep(20)) {
    if (!isPostmasterOf(pid, cluster)) return true;
  }
  return false;
}
