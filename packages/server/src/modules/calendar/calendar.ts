import { buildCalendar, builtInYears, type Calendar, type CalendarYear } from '@huiyin/domain';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../../infra/database.ts';
import type { Transaction } from '../../infra/transaction.ts';
import { findBureauId } from '../people/people.repository.ts';
import type { Viewer } from '../people/viewer.ts';

// The working-day calendar (工作日历) by which this server decides: the years that come with it, and over them the notices
// that two administrators have put in. It changes about once a year, so each process keeps it.

interface Kept {
  /** Number of the last notice that was confirmed; 0 before the first. */
  readonly version: number;
  readonly calendar: Calendar;
}

/** The years that come with the system, before any notice was put in. */
export const builtInCalendar = buildCalendar(builtInYears);
const builtIn: Kept = { version: 0, calendar: builtInCalendar };
const kept = new WeakMap<Database, Map<string, Kept & { readonly at: number }>>();
const freshMs = 5_000;
/** Looks that are on their way, by bureau: every field of every row of a list waits for the same one. */
const looks = new WeakMap<Database, Map<string, Promise<Calendar>>>();

type Query = <T>(sql: Prisma.Sql) => Promise<T[]>;

/**
 * The bureau's calendar inside a transaction, exactly: from here to its end no notice can be confirmed, so whatever is
 * dated in it is dated by the calendar of its commit. Two statements, since the second one's snapshot must be taken with
 * the lock held.
 */
export async function calendarIn(tx: Transaction, database: Database, bureauId: string): Promise<Calendar> {
  const locked = tx.query(Prisma.sql`select pg_advisory_xact_lock_shared(${lockKey(bureauId)})`);
  const [, version] = await Promise.all([locked, readVersion(tx.query, bureauId)]);
  return (await refreshed(tx.query, database, bureauId, version)).calendar;
}

/** Waits for every transaction that dates by the present calendar, and holds back those that come. */
export async function lockCalendar(tx: Transaction, bureauId: string): Promise<void> {
  await tx.query(Prisma.sql`select pg_advisory_xact_lock(${lockKey(bureauId)})`);
}

/** The calendar for reading, at most five seconds old: of the viewer's bureau, or of the one this database serves. */
export async function calendarFor(database: Database, viewer?: Pick<Viewer, 'bureauId'>): Promise<Calendar> {
  const bureauId = viewer?.bureauId ?? (await findBureauId(database.prisma));
  if (bureauId === undefined) return builtIn.calendar;
  const known = kept.get(database)?.get(bureauId);
  if (known && performance.now() - known.at < freshMs) return known.calendar;
  const onTheirWay = looks.get(database) ?? new Map<string, Promise<Calendar>>();
  looks.set(database, onTheirWay);
  const look = onTheirWay.get(bureauId) ?? lookAt(database, bureauId).finally(() => onTheirWay.delete(bureauId));
  onTheirWay.set(bureauId, look);
  return look;
}

async function lookAt(database: Database, bureauId: string): Promise<Calendar> {
  const query: Query = (sql) => database.prisma.$queryRaw(sql);
  return (await refreshed(query, database, bureauId, await readVersion(query, bureauId))).calendar;
}

/** Forgets what this process keeps: after it has confirmed a notice. */
export function forgetCalendar(database: Database): void {
  kept.delete(database);
}

/** The years of a bureau, the latest confirmed notice of each over the built-in one. */
export async function readYears(query: Query, bureauId: string): Promise<readonly CalendarYear[]> {
  const rows = await query<{ data: CalendarYear }>(Prisma.sql`
    select distinct on (year) data from calendar_import
    where bureau_id = ${bureauId} and confirmed_order is not null order by year, confirmed_order desc`);
  const imported = new Map(rows.map(({ data }) => [data.year, data]));
  const years = builtInYears.map((year) => imported.get(year.year) ?? year);
  const further = [...imported.values()].filter(({ year }) => !builtInYears.some((known) => known.year === year));
  return [...years, ...further].sort((a, b) => a.year - b.year);
}

function lockKey(bureauId: string): Prisma.Sql {
  return Prisma.sql`hashtextextended('calendar/' || ${bureauId}, 0)`;
}

async function readVersion(query: Query, bureauId: string): Promise<number> {
  const [row] = await query<{ version: number | null }>(
    Prisma.sql`select max(confirmed_order) as version from calendar_import where bureau_id = ${bureauId}`,
  );
  return row?.version ?? 0;
}

async function refreshed(query: Query, database: Database, bureauId: string, version: number): Promise<Kept> {
  const ofDatabase = kept.get(database) ?? new Map<string, Kept & { readonly at: number }>();
  kept.set(database, ofDatabase);
  const known = ofDatabase.get(bureauId);
  const found =
    version === 0
      ? builtIn
      : known?.version === version
        ? known
        : { version, calendar: buildCalendar(await readYears(query, bureauId)) };
  ofDatabase.set(bureauId, { version, calendar: found.calendar, at: performance.now() });
  return found;
}
