import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, StartProblem } from './start-problem.ts';

const MEBIBYTE = 1024 * 1024;
/** Room for a new database with its log files, and for uploads to begin with. */
const ROOM_TO_CREATE = 256 * MEBIBYTE;
/** PostgreSQL stops hard when its disk fills: it is better not to start than to be stopped in the middle of a case. */
const ROOM_TO_RUN = 64 * MEBIBYTE;

/**
 * Makes sure that a folder can be written to and has room, before anything in it is touched.
 * As root it can be passed through (mode 0711) by the account that runs PostgreSQL; else it is private (0700).
 * @throws StartProblem data-folder-not-writable, data-folder-not-a-folder, data-folder-full
 */
export async function prepareDataFolder(folder: string, purpose: 'create' | 'run'): Promise<void> {
  const probe = join(folder, `.write-check-${process.pid}`);
  try {
    await mkdir(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    await requireRoom(folder, purpose === 'create' ? ROOM_TO_CREATE : ROOM_TO_RUN);
    const file = await open(probe, 'w', 0o600);
    try {
      await file.write(Buffer.alloc(4096));
      await file.sync();
    } finally {
      await file.close();
      await rm(probe, { force: true });
    }
  } catch (error) {
    throw folderProblem(error, folder);
  }
}

async function requireRoom(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < needed) {
    throw new StartProblem('data-folder-full', {
      folder,
      free: Math.floor(free / MEBIBYTE),
      needed: needed / MEBIBYTE,
    });
  }
}

function folderProblem(error: unknown, folder: string): unknown {
  const code = errorCode(error);
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return new StartProblem('data-folder-not-writable', { folder });
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') return new StartProblem('data-folder-not-a-folder', { folder });
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StartProblem('data-folder-full', { folder, free: 0, needed: ROOM_TO_RUN / MEBIBYTE });
  }
  return error;
}
