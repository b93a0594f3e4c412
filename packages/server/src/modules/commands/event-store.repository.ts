import type { DomainEvent, OutreachVisitState, PetitionCaseState, StreamRef } from '@huiyin/domain/cases';
import type { ReceptionSessionState } from '@huiyin/domain/receptions';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import { type Reader, readPrepared } from '../../infra/read.ts';
import { sha256 } from '../../infra/sha256.ts';
import { forRows, type Statement, type Transaction } from '../../infra/transaction.ts';
import type { Viewer } from '../people/viewer.ts';
import { openCases, scopeOf, visibleSessions, visibleVisits } from '../people/visibility.ts';
import { canonicalJson } from './canonical-json.ts';

/** Who did it, by which command, and when by the device's clock and by ours. */
export interface Provenance {
  readonly bureauId: string;
  readonly actor: { readonly id: string; readonly name: string; readonly unitId: string };
  readonly commandId: string;
  /** ISO instants. */
  readonly occurredAt: string;
  readonly receivedAt: string;
  /** The device's clock disagreed with ours by more than five minutes. */
  readonly skewed: boolean;
}

/** One stored event. */
export interface StoredEvent {
  readonly seq: number;
  readonly type: DomainEvent['type'];
  readonly data: Record<string, unknown>;
  readonly actorId: string;
  readonly actorName: string;
  readonly actorUnitId: string;
  readonly commandId: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly skewed: boolean;
  readonly prevHash: string;
  readonly hash: string;
}

/** The end of a stream's chain: number and hash of its last event. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** State of the streams a command touches, with the ends of their chains by {@link streamKey}. */
export interface LoadedStreams {
  readonly cases: ReadonlyMap<string, PetitionCaseState>;
  readonly visits: ReadonlyMap<string, OutreachVisitState>;
  readonly sessions: ReadonlyMap<string, ReceptionSessionState>;
  readonly heads: ReadonlyMap<string, Head>;
  /** Cases that were merged into these (并案): apart, since the actor may not see them. */
  readonly joined: ReadonlyMap<string, PetitionCaseState>;
}

/** What a chain can hold: the domain's events, and what else is kept as one (the audit of administration). */
export interface ChainedEvent {
  readonly type: string;
  readonly stream: Stream;
}

/** Which chain: of a case, of a visit, or the one of a bureau's administration (by the bureau's id). */
export interface Stream {
  readonly kind: StreamRef['kind'] | 'administration';
  readonly id: string;
}

interface StateRow<S> {
  readonly state: S;
  readonly hash: string;
}

/**
 * Locks and loads what the given streams are now, in the order of their ids so that two commands never wait for each other
 * crosswise. Streams that a command begins are looked for in the whole bureau, so that a taken id is found; all others
 * only where the actor sees them: elsewhere they are unknown.
 */
export async function loadStreams(
  tx: Transaction,
  actor: Viewer,
  streams: readonly StreamRef[],
): Promise<LoadedStreams> {
  const [sessions, visits, cases] = await Promise.all([
    load<ReceptionSessionState>(tx, Prisma.sql`reception_session s`, Prisma.sql`s`, {
      ...idsOf(streams, 'receptionSession'),
      bureauId: actor.bureauId,
      visible: visibleSessions(actor),
    }),
    load<OutreachVisitState>(tx, Prisma.sql`outreach_visit v`, Prisma.sql`v`, {
      ...idsOf(streams, 'outreachVisit'),
      bureauId: actor.bureauId,
      visible: visibleVisits(actor),
    }),
    load<PetitionCaseState>(tx, Prisma.sql`petition_case c`, Prisma.sql`c`, {
      ...idsOf(streams, 'petitionCase'),
      bureauId: actor.bureauId,
      visible: openCases(scopeOf(actor)),
    }),
  ]);
  const joined = await loadJoined(tx, actor, cases);
  return {
    joined: new Map(joined.map(({ state }) => [state.id, state])),
    cases: new Map(cases.map(({ state }) => [state.id, state])),
    visits: new Map(visits.map(({ state }) => [state.id, state])),
    sessions: new Map(sessions.map(({ state }) => [state.id, state])),
    // a state's version is the number of its events
    heads: new Map([
      ...headsOf('receptionSession', sessions),
      ...headsOf('outreachVisit', visits),
      ...headsOf('petitionCase', cases),
      ...headsOf('petitionCase', joined),
    ]),
  };
}

/** What becomes of a file is told to those merged into it; few files have any. */
function loadJoined(tx: Transaction, { bureauId }: Viewer, cases: readonly StateRow<PetitionCaseState>[]) {
  const loaded = new Set(cases.map(({ state }) => state.id));
  const begun = cases.flatMap(({ state }) => state.mergedFrom ?? []).filter((id) => !loaded.has(id));
  const wanted = { bureauId, begun, existing: [], visible: Prisma.sql`false` };
  return load<PetitionCaseState>(tx, Prisma.sql`petition_case c`, Prisma.sql`c`, wanted);
}

function idsOf(streams: readonly StreamRef[], kind: StreamRef['kind']) {
  const of = streams.filter((stream) => stream.kind === kind);
  const ids = (begins: boolean) => of.filter((one) => (one.begins ?? false) === begins).map(({ id }) => id);
  return { begun: ids(true), existing: ids(false) };
}

async function load<S>(
  tx: Transaction,
  table: Prisma.Sql,
  row: Prisma.Sql,
  wanted: { bureauId: string; begun: readonly string[]; existing: readonly string[]; visible: Prisma.Sql },
): Promise<StateRow<S>[]> {
  const { bureauId, begun, existing, visible } = wanted;
  const conditions = [
    ...(begun.length === 0 ? [] : [Prisma.sql`(${row}.bureau_id = ${bureauId} and ${row}.id = any(${begun}))`]),
    ...(existing.length === 0 ? [] : [Prisma.sql`(${visible} and ${row}.id = any(${existing}))`]),
  ];
  if (conditions.length === 0) return [];
  return tx.query<StateRow<S>>(Prisma.sql`
    select ${row}.state, ${row}.head_hash as hash from ${table} where ${Prisma.join(conditions, ' or ')}
    order by ${row}.id for update of ${row}`);
}

function headsOf(
  kind: StreamRef['kind'],
  rows: readonly StateRow<{ readonly id: string; readonly version: number }>[],
): [string, Head][] {
  return rows.map(({ state, hash }) => [streamKey({ kind, id: state.id }), { seq: state.version, hash }]);
}

/** A visit and a case may bear the same id: only kind and id together name a stream. */
export function streamKey({ kind, id }: Stream): string {
  return `${kind}/${id}`;
}

/** Hash of the event before the first one of a stream. */
const chainStart = '0'.repeat(64);

/** One line of the table `event`; hashed without its own hash. */
type EventRow = ReturnType<typeof eventRow> & { readonly hash: string };

function eventRow({ stream, type, ...data }: ChainedEvent, from: Provenance, before: Head) {
  return {
    bureau_id: from.bureauId,
    stream_kind: stream.kind,
    stream_id: stream.id,
    seq: before.seq + 1,
    type,
    data,
    actor_id: from.actor.id,
    actor_name: from.actor.name,
    actor_unit_id: from.actor.unitId,
    command_id: from.commandId,
    occurred_at: from.occurredAt,
    received_at: from.receivedAt,
    skewed: from.skewed,
    prev_hash: before.hash,
  };
}

/** Events ready to be appended, and where they leave the chains of their streams. */
export interface Chained {
  readonly rows: readonly EventRow[];
  readonly heads: ReadonlyMap<string, Head>;
}

/** Chains events to the ends of their streams (a stream without one begins), each carrying the hash of the one before. */
export function chainEvents(
  loaded: ReadonlyMap<string, Head>,
  from: Provenance,
  events: readonly ChainedEvent[],
): Chained {
  const heads = new Map(loaded);
  const rows = events.map((event): EventRow => {
    const key = streamKey(event.stream);
    const row = eventRow(event, from, heads.get(key) ?? { seq: 0, hash: chainStart });
    const hash = sha256(canonicalJson(row));
    heads.set(key, { seq: row.seq, hash });
    return { ...row, hash };
  });
  return { rows, heads };
}

/** What appends chained events. Their streams are locked, or new: the primary key then lets only one writer through. */
export function eventStatements({ rows }: Pick<Chained, 'rows'>): Statement[] {
  return forRows(
    rows,
    (json) => Prisma.sql`
    insert into event (bureau_id, stream_kind, stream_id, seq, type, data, actor_id, actor_name, actor_unit_id,
      command_id, occurred_at, received_at, skewed, prev_hash, hash)
    select bureau_id, stream_kind, stream_id, seq, type, data, actor_id, actor_name, actor_unit_id,
      command_id, occurred_at, received_at, skewed, prev_hash, hash
    from jsonb_to_recordset(${json}::jsonb) as e(bureau_id text, stream_kind text, stream_id text,
      seq int, type text, data jsonb, actor_id text, actor_name text, actor_unit_id text, command_id text,
      occurred_at timestamptz, received_at timestamptz, skewed boolean, prev_hash text, hash text)`,
  );
}

const eventColumns = Prisma.sql`seq, type, data, actor_id as "actorId", actor_name as "actorName",
  actor_unit_id as "actorUnitId", command_id as "commandId", occurred_at as "occurredAt", received_at as "receivedAt",
  skewed, prev_hash as "prevHash", hash`;

/** The events of one stream, oldest first. */
async function readEvents(db: PrismaClient, bureauId: string, stream: Stream): Promise<StoredEvent[]> {
  return db.$queryRaw<StoredEvent[]>`
    select ${eventColumns}
    from event where bureau_id = ${bureauId} and stream_kind = ${stream.kind} and stream_id = ${stream.id}
    order by seq`;
}

/** The events of many streams of one kind, oldest first, by stream id. */
export async function readEventsOf(
  database: Reader,
  bureauId: string,
  kind: Stream['kind'],
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
  const rows = await readPrepared<StoredEvent & { readonly streamId: string }>(
    database,
    Prisma.sql`select stream_id as "streamId", ${eventColumns}
      from event where bureau_id = ${bureauId} and stream_kind = ${kind} and stream_id = any(${[...ids]})
      order by stream_id, seq`,
  );
  return Map.groupBy(rows, ({ streamId }) => streamId);
}

/** The first event whose hash or link is wrong, or undefined when the chain of the stream is whole. */
export async function brokenLink(db: PrismaClient, bureauId: string, stream: Stream): Promise<number | undefined> {
  return brokenAmong(await readEvents(db, bureauId, stream), bureauId, stream);
}

/** The same among the events of a stream, all of them, oldest first. */
export function brokenAmong(events: readonly StoredEvent[], bureauId: string, stream: Stream): number | undefined {
  let prevHash = chainStart;
  for (const event of events) {
    const row = {
      bureau_id: bureauId,
      stream_kind: stream.kind,
      stream_id: stream.id,
      seq: event.seq,
      type: event.type,
      data: event.data,
      actor_id: event.actorId,
      actor_name: event.actorName,
      actor_unit_id: event.actorUnitId,
      command_id: event.commandId,
      occurred_at: event.occurredAt.toISOString(),
      received_at: event.receivedAt.toISOString(),
      skewed: event.skewed,
      prev_hash: prevHash,
    };
    if (event.prevHash !== prevHash || event.hash !== sha256(canonicalJson(row))) return event.seq;
    prevHash = event.hash;
  }
  return undefined;
}
