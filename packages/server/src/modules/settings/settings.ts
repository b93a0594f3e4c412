import type { PlainDate, Province } from '@huiyin/domain';
import { type BureauSettings, settingsOn } from '@huiyin/domain/settings';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Transaction } from '../../infra/transaction.ts';
import { findBureauId } from '../people/people.repository.ts';
import type { Viewer } from '../people/viewer.ts';
import { type KeptVersion, type Query, readSettings, readSettingsVersion } from './settings.repository.ts';

// The bureau's switches, as this process knows them: read once, and again when their newest change has another number.

interface Kept {
  readonly version: number;
  readonly versions: readonly KeptVersion[];
  readonly at: number;
}

const kept = new WeakMap<Database, Map<string, Kept>>();
const freshMs = 5_000;

/**
 * The settings inside a transaction that holds the calendar's lock (calendarIn), exactly: none can be changed before its
 * end, so that whatever it writes was decided by the settings of its commit.
 */
export async function settingsIn(
  tx: Transaction,
  database: Database,
  { bureauId, today }: { readonly bureauId: string; readonly today: PlainDate },
): Promise<BureauSettings> {
  const version = await readSettingsVersion(tx.query, bureauId);
  return settingsOn(await refreshed(tx.query, database, bureauId, version), today);
}

/** The settings for reading, at most five seconds old: of the viewer's bureau, or of the one this database serves. */
export async function settingsFor(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  viewer?: Pick<Viewer, 'bureauId'>,
): Promise<BureauSettings> {
  const bureauId = viewer?.bureauId ?? (await findBureauId(database.prisma));
  return settingsOn(bureauId === undefined ? [] : await versionsFor(database, bureauId), clock.today());
}

/** Every value that was ever set, at most five seconds old. */
export async function versionsFor(database: Database, bureauId: string): Promise<readonly KeptVersion[]> {
  const known = kept.get(database)?.get(bureauId);
  if (known && performance.now() - known.at < freshMs) return known.versions;
  const query: Query = (sql) => database.prisma.$queryRaw(sql);
  return refreshed(query, database, bureauId, await readSettingsVersion(query, bureauId));
}

/** Forgets what this process keeps: after it has changed a setting. */
export function forgetSettings(database: Database): void {
  kept.delete(database);
}

/** The province whose limits are switched on. */
export function provinceOf({ province }: BureauSettings): Province | undefined {
  return province === 'zhejiang' ? province : undefined;
}

async function refreshed(
  query: Query,
  database: Database,
  bureauId: string,
  version: number,
): Promise<readonly KeptVersion[]> {
  const ofDatabase = kept.get(database) ?? new Map<string, Kept>();
  kept.set(database, ofDatabase);
  const known = ofDatabase.get(bureauId);
  const versions =
    known?.version === version ? known.versions : version === 0 ? [] : await readSettings(query, bureauId);
  ofDatabase.set(bureauId, { version, versions, at: performance.now() });
  return versions;
}
