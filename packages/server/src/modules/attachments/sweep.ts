import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Logger } from '../../infra/logger.ts';
import { forgetReservation, staleReservations } from './attachments.repository.ts';

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  /** Folder of the files. */
  readonly folder: string;
}

const day = 86_400_000;
/** An upload announced this long ago ... */
const announcedMs = 7 * day;
/** ... of which nothing has come for this long will not be gone on with; a phone that does begins anew. */
const silentMs = day;
const everyMs = 6 * 3_600_000;

/** Removes uploads that were begun and never finished, row and bytes. Answers how many. */
export async function sweepUnfinished({ database, clock, folder }: Deps): Promise<number> {
  const now = clock.now();
  let swept = 0;
  for (const { bureauId, id } of await staleReservations(database.prisma, new Date(now - announcedMs))) {
    const path = join(folder, id);
    const bytes = await stat(path).catch(() => undefined);
    if (bytes && now - bytes.mtimeMs < silentMs) continue;
    if (!(await forgetReservation(database.prisma, bureauId, id))) continue;
    await rm(path, { force: true });
    await rm(`${path}.json`, { force: true });
    swept += 1;
  }
  return swept;
}

/** Sweeps now and every six hours; the returned function ends it. */
export function keepSweeping(deps: Deps, logger: Logger): () => void {
  const sweep = (): void => {
    sweepUnfinished(deps).then(
      (count) => count > 0 && logger.info({ count }, 'unfinished uploads removed'),
      (error: unknown) => logger.warn({ err: error }, 'unfinished uploads could not be removed'),
    );
  };
  sweep();
  const timer = setInterval(sweep, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
