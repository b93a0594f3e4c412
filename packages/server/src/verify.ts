import { Prisma, type PrismaClient } from './generated/prisma/client.ts';
import { systemClock } from './infra/clock.ts';
import type { Database } from './infra/database.ts';
import { inTransaction, sendAll } from './infra/transaction.ts';
import { cliLines } from './messages/cli.ts';
import { builtInCalendar } from './modules/calendar/calendar.ts';
import { canonicalJson } from './modules/commands/canonical-json.ts';
import { brokenAmong, readEventsOf, type StoredEvent, type Stream } from './modules/commands/event-store.repository.ts';
import { keptRows } from './modules/commands/kept-rows.ts';
import { rebuildCounts, recountCounts, type WrongCount } from './modules/live/recount.ts';
import { unitTree } from './modules/people/units.ts';
import { type RowWorld, rowWorldOf } from './modules/people/world.ts';
import { wrongFigures } from './modules/reports/verify-figures.ts';
import { noDate, unknownTurn } from './modules/work-lists/turns.ts';

/** What a check of the whole database found. */
export interface Verification {
  readonly streams: number;
  readonly events: number;
  /** One Chinese sentence for each thing that differs; empty when all is well. */
  readonly findings: readonly string[];
}

/** What a comparison of the rows of cases, visits and sessions with their events found, and put right. */
export interface RebuiltRows {
  readonly rows: number;
  readonly findings: readonly string[];
  /** Of those findings, so many rows are now what their events lead to. */
  readonly rebuilt: number;
}

/** What is looked at now; `done` of `total` streams. */
export type Progress =
  | { readonly part: 'streams'; readonly done: number; readonly total: number }
  | { readonly part: 'counts' | 'figures' };

const words = cliLines.verify;
const keptKinds = ['petitionCase', 'outreachVisit', 'receptionSession'] as const;
type KeptKind = (typeof keptKinds)[number];
/** Streams in memory at a time. */
const pageSize = 250;

/**
 * Recomputes the hash chain of every stream, the state and the columns that its events lead to, the kept counts and the kept figures.
 * May run beside a working server: chains only grow, a row that changed in between is looked at again, counts are compared at
 * one moment. Goes page by page: its memory does not grow with the database.
 * @param today the day in Shanghai; without it the counts of registrations by day, of which old ones are let go, are not compared
 */
export async function verifyDatabase(
  database: Database,
  today?: string,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Verification> {
  const findings: string[] = [];
  let [streams, events] = [0, 0];
  // the audit of administration is its own record: no state is kept of it
  for await (const page of pagesOf(database, [...keptKinds, 'administration'], onProgress)) {
    const found = await verifyPage(database, page);
    findings.push(...found.findings.map(({ told }) => told));
    streams += page.ids.length;
    events += found.events;
  }
  onProgress({ part: 'counts' });
  findings.push(...wrongCountLines((await recountCounts(database, today)).wrong));
  onProgress({ part: 'figures' });
  findings.push(...(await wrongFigures(database)).map(({ kind, key }) => words.figure(kind, key)));
  return { streams, events, findings };
}

/**
 * Compares every case, visit and session with its events, and with `rebuild` gives those that differ the state, the columns and the
 * follow-ups that the events lead to by the rules of today: after an upgrade that reads old events otherwise. Events are never written.
 * Page by page, each locked for its own moment, while others work; lists, counts, figures and phones follow as after any change. A
 * broken chain is told and left as it is.
 */
export async function verifyRows(
  database: Database,
  {
    rebuild,
    onProgress,
  }: { readonly rebuild: boolean; readonly onProgress?: ((progress: Progress) => void) | undefined },
): Promise<RebuiltRows> {
  const findings: string[] = [];
  let [rows, rebuilt] = [0, 0];
  for await (const page of pagesOf(database, keptKinds, onProgress)) {
    const found = await verifyPage(database, page);
    findings.push(...found.findings.map(({ told }) => told));
    const ids = found.findings.filter((one) => one.stale).map(({ id }) => id);
    if (rebuild && ids.length > 0) rebuilt += await refold(database, { ...page, ids });
    rows += page.ids.length;
  }
  if (rebuilt > 0) await rebuildCounts(database, systemClock.today());
  return { rows, findings, rebuilt };
}

/** Some streams of one kind, and who answers for the units of their bureau. */
interface Page<K extends Stream['kind']> {
  readonly bureauId: string;
  readonly kind: K;
  readonly ids: readonly string[];
  readonly world: RowWorld;
}

/** All streams of these kinds, a page at a time. */
async function* pagesOf<K extends Stream['kind']>(
  database: Database,
  kinds: readonly K[],
  onProgress: (progress: Progress) => void = () => undefined,
): AsyncGenerator<Page<K>> {
  const total = await countStreams(database, kinds);
  let done = 0;
  for (const { id: bureauId } of await database.prisma.bureau.findMany({
    select: { id: true },
    orderBy: { id: 'asc' },
  })) {
    for (const kind of kinds) {
      for (let ids = await nextIds(database, bureauId, kind, ''); ids.length > 0; ) {
        yield { bureauId, kind, ids, world: await worldOf(database, bureauId) };
        done += ids.length;
        onProgress({ part: 'streams', done, total });
        ids = await nextIds(database, bureauId, kind, ids.at(-1) ?? '');
      }
    }
  }
}

async function countStreams({ prisma }: Database, kinds: readonly Stream['kind'][]): Promise<number> {
  const count = {
    petitionCase: () => prisma.petitionCase.count(),
    outreachVisit: () => prisma.outreachVisit.count(),
    receptionSession: () => prisma.receptionSession.count(),
    administration: () => prisma.bureau.count(),
  };
  const counts = await Promise.all(kinds.map((kind) => count[kind]()));
  return counts.reduce((sum, some) => sum + some, 0);
}

/** The next streams of a kind, by events or by a state without any. */
async function nextIds({ prisma }: Database, bureauId: string, kind: Stream['kind'], after: string) {
  const table = isKept(kind) ? keptRows[kind].table : undefined;
  const kept = Prisma.sql`select id from ${table ?? Prisma.empty} where bureau_id = ${bureauId} and id > ${after}`;
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    select id from (
      (select stream_id as id from event where bureau_id = ${bureauId} and stream_kind = ${kind} and stream_id > ${after}
        group by stream_id order by stream_id limit ${pageSize})
      ${table ? Prisma.sql`union (${kept} order by id limit ${pageSize})` : Prisma.empty}
    ) either order by id limit ${pageSize}`;
  return rows.map(({ id }) => id);
}

const isKept = (kind: Stream['kind']): kind is KeptKind => kind !== 'administration';

/** Who answers for the units of a bureau: whose turn it is hangs on it, never on the day or the calendar. */
async function worldOf({ prisma }: Database, bureauId: string): Promise<RowWorld> {
  const units = await unitTree(prisma, bureauId);
  return rowWorldOf({ calendar: builtInCalendar, today: systemClock.today(), units });
}

/** What is wrong with a stream, as a sentence; `stale`: its row alone, which its events would make right. */
interface Finding {
  readonly id: string;
  readonly told: string;
  readonly stale: boolean;
}

async function verifyPage(database: Database, page: Page<Stream['kind']>) {
  const { prisma } = database;
  const { bureauId, kind, ids } = page;
  const found = await readEventsOf(database, bureauId, kind, ids);
  const rows = isKept(kind) ? await readRows(prisma, { ...page, kind }) : undefined;
  const findings: Finding[] = [];
  let count = 0;
  for (const id of ids) {
    const events = found.get(id) ?? [];
    count += events.length;
    const broken = brokenAmong(events, bureauId, { kind, id });
    const stale = broken === undefined;
    if (broken !== undefined) findings.push({ id, told: words.chain(kind, id, broken), stale });
    if (!isKept(kind)) continue;
    if (events.length === 0) findings.push({ id, told: words.gone(kind, id), stale: false });
    else if (differing({ ...page, kind, id }, events, rows?.get(id))) {
      // written in between, perhaps: both are read again
      const one = { ...page, kind, ids: [id] };
      const again = await readEventsOf(database, bureauId, kind, one.ids);
      const still = differing({ ...one, id }, again.get(id) ?? events, (await readRows(prisma, one)).get(id));
      if (still) findings.push({ id, told: still, stale });
    }
  }
  return { findings, events: count };
}

/** What of a row is not as the stream's events say, as a sentence; undefined when all of it is. */
function differing(
  { kind, id, world }: { readonly kind: KeptKind; readonly id: string; readonly world: RowWorld },
  stored: readonly StoredEvent[],
  row: ReadRow | undefined,
): string | undefined {
  const expected = keptRows[kind].fold(id, stored, world);
  if (!row || canonicalJson(row.state) !== canonicalJson(expected.state)) return words.state(kind, id);
  const { columns } = row;
  const wrong = Object.entries(expected.columns).filter(([name, value]) => {
    // marked when it changed who answers for the unit: the next fill works these out
    if (columns.turn === unknownTurn && filled.has(name)) return false;
    return canonicalJson(columns[name]) !== canonicalJson(value);
  });
  return wrong.length === 0 ? undefined : words.columns(kind, id, wrong.map(([name]) => name).join(', '));
}

/** The columns of a case that {@link fillTurns} works out. */
const filled = new Set(['turn', 'turn_due', 'next_action', 'next_clock', 'flags', 'receipts']);

interface ReadRow {
  readonly id: string;
  readonly state: unknown;
  readonly columns: Readonly<Record<string, unknown>>;
}

async function readRows(
  prisma: PrismaClient,
  { bureauId, kind, ids }: Pick<Page<KeptKind>, 'bureauId' | 'kind' | 'ids'>,
): Promise<ReadonlyMap<string, ReadRow>> {
  const { table, columns } = keptRows[kind];
  const rows = await prisma.$queryRaw<ReadRow[]>`
    select id, state, ${columns} as columns from ${table} r where bureau_id = ${bureauId} and id = any(${[...ids]})`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Writes what the events of these streams lead to: the rows are locked first, so no event can come in between. Answers how many. */
function refold(database: Database, { bureauId, kind, ids, world }: Page<KeptKind>): Promise<number> {
  const { table, rewrite } = keptRows[kind];
  return inTransaction(database.pool, async (tx) => {
    const rows = await tx.query<{ id: string; state: unknown }>(Prisma.sql`
      select id, state from ${table}
      where bureau_id = ${bureauId} and id = any(${[...ids]}) order by id for update`);
    const stored = await readEventsOf(database, bureauId, kind, ids);
    const streams = rows.map((row) => ({ ...row, events: stored.get(row.id) ?? [] }));
    await sendAll(tx, rewrite(bureauId, streams, world));
    return streams.length;
  });
}

/** One Chinese sentence for each number that is kept wrong. */
export function wrongCountLines(wrong: readonly WrongCount[]): string[] {
  return wrong.map(({ cell: { unitId, compartment, status, channel, contentKind, legalDue, day }, kept, actual }) => {
    const parts = [unitId, compartment, status, channel, contentKind, legalDue, day];
    return words.count(parts.filter((part) => part !== '' && part !== noDate).join(' / '), kept, actual);
  });
}
