import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { dateInShanghai } from '@huiyin/domain';
import { inject } from 'vitest';
import { type HuiyinProcess, startHuiyin } from './process.ts';

/**
 * A Huiyin on a demo bureau of its own, all in `folder`. To make a bureau takes as long as most files run, so the first that asks makes
 * one, and each has a copy of the whole folder, database and all.
 */
export async function startDemo(folder: string, env: Readonly<Record<string, string>> = {}): Promise<HuiyinProcess> {
  await promisify(execFile)('cp', ['-a', `${await demoOfToday()}/.`, folder]);
  return startHuiyin({ ...env, HUIYIN_DATA: folder, HUIYIN_DEMO: 'on' });
}

/** The folder of a bureau that has stopped. A run that goes on past midnight has another: the demo ends on the day it is made. */
async function demoOfToday(): Promise<string> {
  const folder = join(inject('demoFolder'), dateInShanghai(Date.now()));
  const whole = `${folder}.whole`;
  while (!existsSync(whole)) {
    if (await isFirst(folder)) await makeDemo(folder, whole);
    else await sleep(200);
  }
  return folder;
}

/** Whether the folder was not there: who makes it makes the bureau in it. */
async function isFirst(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Makes the bureau, and marks it `whole`. When that fails the folder goes, and the next to ask tries, with an error of its own. */
async function makeDemo(folder: string, whole: string): Promise<void> {
  try {
    const huiyin = await startHuiyin({ HUIYIN_DATA: folder, HUIYIN_DEMO: 'on' });
    await huiyin.stop();
    // PostgreSQL would take the port of its last start, each copy the same one
    await rm(join(folder, 'postgres/cluster/postmaster.opts'), { force: true });
    await writeFile(whole, '');
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
