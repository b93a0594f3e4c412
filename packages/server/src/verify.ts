import {
  type DomainEvent,
  evolveOutreachVisit,
  evolvePetitionCase,
  type PetitionCaseState,
  type TurnWorld,
} from '@huiyin/domain/cases';
import { evolveReceptionSession, isReceptionEvent } from '@huiyin/domain/receptions';
import { Prisma, type PrismaClient } from './generated/prisma/client.ts';
import { systemClock } from './infra/clock.ts';
import type { Database } from './infra/database.ts';
import { inTransaction, sendAll } from './infra/transaction.ts';
import { cliLines } from './messages/cli.ts';
import { builtInCalendar } from './modules/calendar/calendar.ts';
import { canonicalJson } from './modules/commands/canonical-json.ts';
import { caseColumns } from './modules/commands/case-columns.ts';
import {
  brokenAmong,
  readEventsOf,
  type StoredEvent,
  type Stream,
  streamKey,
} from './modules/commands/event-store.repository.ts';
import { caseStatements, feedStatements, seenBefore } from './modules/commands/projections.repository.ts';
import { orderStatements } from './modules/hotline/hotline.repository.ts';
import { rebuildCounts, recountCounts, type WrongCount } from './modules/live/recount.ts';
import { unitTree } from './modules/people/units.ts';
import { wrongFigures } from './modules/reports/verify-figures.ts';
import { noDate, unknownTurn } from './modules/work-lists/turns.ts';

/** What a check of the whole database found. */
export interface Verification {
  readonly streams: number;
  readonly events: number;
  /** One Chinese sentence for each thing that differs; empty when all is well. */
  readonly findings: readonly string[];
}

interface Chain {
  readonly bureauId: string;
  readonly kind: Stream['kind'];
  readonly id: string;
}

/** What is looked at now; `done` of `total` streams. */
export type Progress =
  | { readonly part: 'streams'; readonly done: number; readonly total: number }
  | { readonly part: 'counts' | 'figures' };

const words = cliLines.verify;
const kinds = ['petitionCase', 'outreachVisit', 'receptionSession', 'administration'] as const;
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
  const worlds = worldsOf(database);
  const total = await countStreams(database);
  let [streams, events] = [0, 0];
  for (const { id: bureauId } of await database.prisma.bureau.findMany({
    select: { id: true },
    orderBy: { id: 'asc' },
  })) {
    for (const kind of kinds) {
      for (let ids = await nextIds(database, bureauId, kind, ''); ids.length > 0; ) {
        const page = await verifyPage(database, { bureauId, kind, ids }, worlds);
        findings.push(...page.findings.map(({ told }) => told));
        streams += ids.length;
        events += page.events;
        onProgress({ part: 'streams', done: streams, total });
        ids = await nextIds(database, bureauId, kind, ids.at(-1) ?? '');
      }
    }
  }
  onProgress({ part: 'counts' });
  findings.push(...wrongCountLines((await recountCounts(database, today)).wrong));
  onProgress({ part: 'figures' });
  findings.push(...(await wrongFigures(database)).map(({ kind, key }) => words.figure(kind, key)));
  return { streams, events, findings };
}

async function countStreams({ prisma }: Database): Promise<number> {
  const counts = await Promise.all([
    prisma.petitionCase.count(),
    prisma.outreachVisit.count(),
    prisma.receptionSession.count(),
    prisma.bureau.count(),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Where the state that a stream's events lead to is kept. */
const tables: Readonly<Record<Stream['kind'], Prisma.Sql | undefined>> = {
  petitionCase: Prisma.sql`petition_case`,
  outreachVisit: Prisma.sql`outreach_visit`,
  receptionSession: Prisma.sql`reception_session`,
  // the audit of administration is its own record: no state is kept of it
  administration: undefined,
};

/** The next streams of a kind, by events or by a state without any. */
async function nextIds({ prisma }: Database, bureauId: string, kind: Stream['kind'], after: string) {
  const table = tables[kind];
  const kept = Prisma.sql`select id from ${table ?? Prisma.empty} where bureau_id = ${bureauId} and id > ${after}`;
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    select id from (
      (select stream_id as id from event where bureau_id = ${bureauId} and stream_kind = ${kind} and stream_id > ${after}
        group by stream_id order by stream_id limit ${pageSize})
      ${table ? Prisma.sql`union (${kept} order by id limit ${pageSize})` : Prisma.empty}
    ) either order by id limit ${pageSize}`;
  return rows.map(({ id }) => id);
}

interface Page {
  readonly bureauId: string;
  readonly kind: Stream['kind'];
  readonly ids: readonly string[];
}

/** What is wrong with a stream, as a sentence; `stale`: its row alone, which its events would make right. */
interface Finding {
  readonly id: string;
  readonly told: string;
  readonly stale: boolean;
}

async function verifyPage(database: Database, { bureauId, kind, ids }: Page, worlds: Worlds) {
  const found = await readEventsOf(database.prisma, bureauId, kind, ids);
  const rows = await readRows(database.prisma, bureauId, kind, ids);
  const findings: Finding[] = [];
  let count = 0;
  for (const id of ids) {
    const stream = { bureauId, kind, id };
    const events = found.get(id) ?? [];
    count += events.length;
    const broken = brokenAmong(events, bureauId, stream);
    const stale = broken === undefined;
    if (broken !== undefined) findings.push({ id, told: words.chain(kind, id, broken), stale });
    if (kind === 'administration') continue;
    if (events.length === 0) findings.push({ id, told: words.gone(kind, id), stale: false });
    else if (await differing(stream, events, rows.get(id), worlds)) {
      // written in between, perhaps: both are read again
      const again = await readEventsOf(database.prisma, bureauId, kind, [id]);
      const row = (await readRows(database.prisma, bureauId, kind, [id])).get(id);
      const still = await differing(stream, again.get(id) ?? [], row, worlds);
      if (still) findings.push({ id, told: still, stale });
    }
  }
  return { findings, events: count };
}

/** What of a row is not as the stream's events say, as a sentence; undefined when all of it is. */
async function differing(
  { bureauId, kind, id }: Chain,
  stored: readonly StoredEvent[],
  row: KeptRow | undefined,
  worlds: Worlds,
): Promise<string | undefined> {
  const state = fold({ kind, id }, stored);
  if (!row || canonicalJson(row.state) !== canonicalJson(state)) return words.state(kind, id);
  const { columns } = row;
  if (!columns) return undefined;
  // a case's own events lead to the state of a case
  const expected = {
    ...caseColumns(state as PetitionCaseState, await worlds(bureauId)),
    head_hash: stored.at(-1)?.hash,
  };
  const wrong = Object.entries(expected).filter(([name, value]) => {
    // marked when it changed who answers for the unit: the next fill works these out
    if (columns.turn === unknownTurn && filled.has(name)) return false;
    return canonicalJson(columns[name]) !== canonicalJson(value);
  });
  return wrong.length === 0 ? undefined : words.columns(id, wrong.map(([name]) => name).join(', '));
}

/** The columns that {@link fillTurns} works out. */
const filled = new Set(['turn', 'turn_due', 'next_action', 'next_clock', 'flags', 'receipts']);

interface KeptRow {
  readonly id: string;
  readonly state: unknown;
  /** Of a case: what lists read. */
  readonly columns?: Readonly<Record<string, unknown>>;
}

async function readRows(
  prisma: PrismaClient,
  bureauId: string,
  kind: Stream['kind'],
  ids: readonly string[],
): Promise<ReadonlyMap<string, KeptRow>> {
  const table = tables[kind];
  if (!table) return new Map();
  const columns =
    kind === 'petitionCase' ? Prisma.sql`, to_jsonb(r) - '{state,bigrams}'::text[] as columns` : Prisma.empty;
  const rows = await prisma.$queryRaw<KeptRow[]>`
    select id, state ${columns} from ${table} r where bureau_id = ${bureauId} and id = any(${[...ids]})`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Who answers for the units of a bureau: whose turn it is hangs on it, never on the day or the calendar. */
type Worlds = (bureauId: string) => Promise<TurnWorld>;

function worldsOf({ prisma }: Database): Worlds {
  const today = systemClock.today();
  return async (bureauId) => {
    const units = await unitTree(prisma, bureauId);
    return { calendar: builtInCalendar, today, unit: units.get, staff: units.staff };
  };
}

function fold(stream: Stream, stored: readonly StoredEvent[]): unknown {
  let petitionCase: Parameters<typeof evolvePetitionCase>[0];
  let visit: Parameters<typeof evolveOutreachVisit>[0];
  let session: Parameters<typeof evolveReceptionSession>[0];
  for (const { type, data } of stored) {
    // what was stored is what the domain's own events were; a foreign shape shows itself as a different state
    const event = { ...data, type, stream } as unknown as DomainEvent;
    if (stream.kind === 'petitionCase') petitionCase = evolvePetitionCase(petitionCase, event);
    else if (isReceptionEvent(event)) session = evolveReceptionSession(session, event);
    else visit = evolveOutreachVisit(visit, event);
  }
  return petitionCase ?? visit ?? session;
}

/** What a comparison of the cases with their events found, and put right. */
export interface RebuiltCases {
  readonly cases: number;
  readonly findings: readonly string[];
  /** Of those findings, so many cases have now what their events lead to. */
  readonly rebuilt: number;
}

/**
 * Compares every case with its events, and with `rebuild` gives those that differ the state and the columns that the events lead to by
 * the rules of today: after an upgrade that reads old events otherwise. Events are never written. Page by page, each locked for its own
 * moment, while others work; lists, counts, figures and phones follow as after any change. A broken chain is told and left as it is.
 */
export async function verifyCases(
  database: Database,
  {
    rebuild,
    onProgress = () => undefined,
  }: { readonly rebuild: boolean; readonly onProgress?: (progress: Progress) => void },
): Promise<RebuiltCases> {
  const worlds = worldsOf(database);
  const total = await database.prisma.petitionCase.count();
  const findings: string[] = [];
  let [cases, rebuilt] = [0, 0];
  for (const { id: bureauId } of await database.prisma.bureau.findMany({ select: { id: true } })) {
    for (let ids = await nextIds(database, bureauId, 'petitionCase', ''); ids.length > 0; ) {
      const page = await verifyPage(database, { bureauId, kind: 'petitionCase', ids }, worlds);
      findings.push(...page.findings.map(({ told }) => told));
      const stale = page.findings.filter((one) => one.stale).map(({ id }) => id);
      if (rebuild && stale.length > 0)
        rebuilt += await refold(database, { bureauId, ids: stale }, await worlds(bureauId));
      cases += ids.length;
      onProgress({ part: 'streams', done: cases, total });
      ids = await nextIds(database, bureauId, 'petitionCase', ids.at(-1) ?? '');
    }
  }
  if (rebuilt > 0) await rebuildCounts(database, systemClock.today());
  return { cases, findings, rebuilt };
}

/** Writes what the events of these cases lead to: the rows are locked first, so no event can come in between. Answers how many. */
function refold(
  database: Database,
  { bureauId, ids }: Pick<Page, 'bureauId' | 'ids'>,
  world: TurnWorld,
): Promise<number> {
  return inTransaction(database.pool, async (tx) => {
    const rows = await tx.query<{ id: string; state: PetitionCaseState; updatedAt: Date }>(Prisma.sql`
      select id, state, updated_at as "updatedAt" from petition_case
      where bureau_id = ${bureauId} and id = any(${[...ids]}) order by id for update`);
    const stored = await readEventsOf(database.prisma, bureauId, 'petitionCase', ids);
    const changes = rows.flatMap(({ id, state: before, updatedAt }) => {
      const stream = { kind: 'petitionCase', id } as const;
      const events = stored.get(id) ?? [];
      const last = events.at(-1);
      if (!last) return [];
      // a case's own events lead to the state of a case
      const after = fold(stream, events) as PetitionCaseState;
      const from = { bureauId, receivedAt: updatedAt.toISOString() };
      return [{ before, after, from, heads: new Map([[streamKey(stream), last]]) }];
    });
    await sendAll(tx, [
      ...caseStatements(world, changes),
      ...orderStatements(bureauId, changes),
      ...feedStatements(
        bureauId,
        changes.map((change) => {
          const { id, handlingUnitId: unitId } = change.after;
          return { kind: 'petitionCase', id, unitId, before: seenBefore(change, world) };
        }),
      ),
    ]);
    return changes.length;
  });
}

/** One Chinese sentence for each number that is kept wrong. */
export function wrongCountLines(wrong: readonly WrongCount[]): string[] {
  return wrong.map(({ cell: { unitId, compartment, status, channel, contentKind, legalDue, day }, kept, actual }) => {
    const parts = [unitId, compartment, status, channel, contentKind, legalDue, day];
    return words.count(parts.filter((part) => part !== '' && part !== noDate).join(' / '), kept, actual);
  });
}
