import { type DomainEvent, evolveOutreachVisit, evolvePetitionCase } from '@huiyin/domain/cases';
import { evolveReceptionSession, isReceptionEvent } from '@huiyin/domain/receptions';
import type { Database } from './infra/database.ts';
import { cliLines } from './messages/cli.ts';
import { canonicalJson } from './modules/commands/canonical-json.ts';
import { brokenLink, readEvents, type Stream } from './modules/commands/event-store.repository.ts';
import { recountCounts, type WrongCount } from './modules/live/recount.ts';
import { wrongFigures } from './modules/reports/verify-figures.ts';
import { noDate } from './modules/work-lists/turns.ts';

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
 * Recomputes the hash chain of every stream, the state that its events lead to, the kept counts and the kept figures. May run beside a
 * working server: chains only grow, a state that changed in between is looked at again, counts are compared at one moment.
 * @param today the day in Shanghai; without it the counts of registrations by day, of which old ones are let go, are not compared
 */
export async function verifyDatabase(database: Database, today?: string): Promise<Verification> {
  const streams = await listStreams(database);
  const findings: string[] = [];
  for (const stream of streams) {
    const broken = await brokenLink(database.prisma, stream.bureauId, stream);
    if (broken !== undefined) findings.push(words.chain(stream.kind, stream.id, broken));
    // The audit of administration is its own record: no state is kept of it.
    if (stream.kind === 'administration') continue;
    if (stream.events === 0) findings.push(words.gone(stream.kind, stream.id));
    else if (!(await stateAgrees(database, stream)) && !(await stateAgrees(database, stream))) {
      findings.push(words.state(stream.kind, stream.id));
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

async function stateAgrees({ prisma }: Database, stream: Chain): Promise<boolean> {
  const where = { bureauId_id: { bureauId: stream.bureauId, id: stream.id } };
  const select = { state: true };
  const row = await {
    petitionCase: () => prisma.petitionCase.findUnique({ where, select }),
    outreachVisit: () => prisma.outreachVisit.findUnique({ where, select }),
    receptionSession: () => prisma.receptionSession.findUnique({ where, select }),
    administration: () => null,
  }[stream.kind]();
  const stored = await readEvents(prisma, stream.bureauId, stream);
  const { kind, id } = stream;
  // what was stored is what the domain's own events were; a foreign shape shows itself as a different state
  const events = stored.map(({ type, data }) => ({ ...data, type, stream: { kind, id } }) as unknown as DomainEvent);
  return row !== null && canonicalJson(row.state) === canonicalJson(fold(kind, events));
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
