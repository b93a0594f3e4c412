import {
  type DomainEvent,
  evolveOutreachVisit,
  evolvePetitionCase,
  type PetitionCaseState,
  type TurnWorld,
} from '@huiyin/domain/cases';
import { evolveReceptionSession, isReceptionEvent } from '@huiyin/domain/receptions';
import type { PrismaClient } from './generated/prisma/client.ts';
import { systemClock } from './infra/clock.ts';
import type { Database } from './infra/database.ts';
import { cliLines } from './messages/cli.ts';
import { builtInCalendar } from './modules/calendar/calendar.ts';
import { canonicalJson } from './modules/commands/canonical-json.ts';
import { caseColumns } from './modules/commands/case-columns.ts';
import { brokenLink, readEvents, type Stream } from './modules/commands/event-store.repository.ts';
import { recountCounts, type WrongCount } from './modules/live/recount.ts';
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
  readonly events: number;
}

const words = cliLines.verify;

/**
 * Recomputes the hash chain of every stream, the state and the columns that its events lead to, the kept counts and the kept figures.
 * May run beside a working server: chains only grow, a row that changed in between is looked at again, counts are compared at
 * one moment.
 * @param today the day in Shanghai; without it the counts of registrations by day, of which old ones are let go, are not compared
 */
export async function verifyDatabase(database: Database, today?: string): Promise<Verification> {
  const streams = await listStreams(database);
  const findings: string[] = [];
  const worlds = worldsOf(database);
  for (const stream of streams) {
    const broken = await brokenLink(database.prisma, stream.bureauId, stream);
    if (broken !== undefined) findings.push(words.chain(stream.kind, stream.id, broken));
    // The audit of administration is its own record: no state is kept of it.
    if (stream.kind === 'administration') continue;
    if (stream.events === 0) findings.push(words.gone(stream.kind, stream.id));
    else if (await differing(database, stream, worlds)) {
      const still = await differing(database, stream, worlds);
      if (still) findings.push(still);
    }
  }
  findings.push(...wrongCountLines((await recountCounts(database, today)).wrong));
  findings.push(...(await wrongFigures(database)).map(({ kind, key }) => words.figure(kind, key)));
  return { streams: streams.length, events: streams.reduce((sum, { events }) => sum + events, 0), findings };
}

function listStreams({ prisma }: Database): Promise<Chain[]> {
  return prisma.$queryRaw<Chain[]>`
    with rows as (
      select bureau_id, 'petitionCase' as stream_kind, id as stream_id from petition_case
      union all select bureau_id, 'outreachVisit', id from outreach_visit
      union all select bureau_id, 'receptionSession', id from reception_session
    ), chains as (
      select bureau_id, stream_kind, stream_id, count(*)::int as events from event group by 1, 2, 3
    )
    select bureau_id as "bureauId", stream_kind as kind, stream_id as id, coalesce(events, 0) as events
    from rows full join chains using (bureau_id, stream_kind, stream_id) order by 1, 2, 3`;
}

/** What of a row is not as the stream's events say, as a sentence; undefined when all of it is. */
async function differing(database: Database, stream: Chain, worlds: Worlds): Promise<string | undefined> {
  const { bureauId, kind, id } = stream;
  const { prisma } = database;
  const where = { bureauId_id: { bureauId, id } };
  const select = { state: true };
  const row = await {
    petitionCase: () => readCaseRow(prisma, bureauId, id),
    outreachVisit: () => prisma.outreachVisit.findUnique({ where, select }),
    receptionSession: () => prisma.receptionSession.findUnique({ where, select }),
    administration: () => null,
  }[kind]();
  const stored = await readEvents(prisma, bureauId, stream);
  // what was stored is what the domain's own events were; a foreign shape shows itself as a different state
  const events = stored.map(({ type, data }) => ({ ...data, type, stream: { kind, id } }) as unknown as DomainEvent);
  const state = fold(kind, events);
  if (!row || canonicalJson(row.state) !== canonicalJson(state)) return words.state(kind, id);
  if (!('columns' in row)) return undefined;
  const { columns } = row;
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
const filled = new Set(['turn', 'turn_due', 'next_action', 'next_clock', 'flags']);

async function readCaseRow(prisma: PrismaClient, bureauId: string, id: string) {
  const [row] = await prisma.$queryRaw<{ state: unknown; columns: Readonly<Record<string, unknown>> }[]>`
    select state, to_jsonb(c) - '{state,bigrams}'::text[] as columns from petition_case c
    where bureau_id = ${bureauId} and id = ${id}`;
  return row;
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

function fold(kind: Stream['kind'], events: readonly DomainEvent[]): unknown {
  let petitionCase: Parameters<typeof evolvePetitionCase>[0];
  let visit: Parameters<typeof evolveOutreachVisit>[0];
  let session: Parameters<typeof evolveReceptionSession>[0];
  for (const event of events) {
    if (kind === 'petitionCase') petitionCase = evolvePetitionCase(petitionCase, event);
    else if (isReceptionEvent(event)) session = evolveReceptionSession(session, event);
    else visit = evolveOutreachVisit(visit, event);
  }
  return petitionCase ?? visit ?? session;
}

/** One Chinese sentence for each number that is kept wrong. */
export function wrongCountLines(wrong: readonly WrongCount[]): string[] {
  return wrong.map(({ cell: { unitId, compartment, status, channel, contentKind, legalDue, day }, kept, actual }) => {
    const parts = [unitId, compartment, status, channel, contentKind, legalDue, day];
    return words.count(parts.filter((part) => part !== '' && part !== noDate).join(' / '), kept, actual);
  });
}
