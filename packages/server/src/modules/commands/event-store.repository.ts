import type { DomainEvent, OutreachVisitState, PetitionCaseState, StreamRef } from '@huiyin/domain';
import type { Prisma, PrismaClient } from '../../generated/prisma/client.ts';
import { type Scope, visibleCases } from '../people/visibility.ts';
import { canonicalJson, sha256 } from './canonical-json.ts';

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

/** State of the streams a command touches. */
export interface LoadedStreams {
  readonly cases: ReadonlyMap<string, PetitionCaseState>;
  readonly visits: ReadonlyMap<string, OutreachVisitState>;
}

/**
 * Locks and loads what the given streams are now, in the order of their ids so that two commands never wait for each other
 * crosswise. With a scope, cases outside it are left out: they are unknown to the actor.
 */
export async function loadStreams(
  tx: Prisma.TransactionClient,
  bureauId: string,
  streams: readonly StreamRef[],
  scope?: Scope,
): Promise<LoadedStreams> {
  const idsOf = (kind: StreamRef['kind']) =>
    streams.filter((stream) => stream.kind === kind).map((stream) => stream.id);
  const visitIds = idsOf('outreachVisit');
  const visits =
    visitIds.length === 0
      ? []
      : await tx.$queryRaw<{ state: OutreachVisitState }[]>`
          select state from outreach_visit where bureau_id = ${bureauId} and id = any(${visitIds})
          order by id for update`;
  const caseIds = idsOf('petitionCase');
  const cases =
    caseIds.length === 0
      ? []
      : scope
        ? await tx.$queryRaw<{ state: PetitionCaseState }[]>`
            select c.state from petition_case c where ${visibleCases(scope)} and c.id = any(${caseIds})
            order by c.id for update of c`
        : await tx.$queryRaw<{ state: PetitionCaseState }[]>`
            select state from petition_case where bureau_id = ${bureauId} and id = any(${caseIds})
            order by id for update`;
  return {
    cases: new Map(cases.map(({ state }) => [state.id, state])),
    visits: new Map(visits.map(({ state }) => [state.id, state])),
  };
}

/** Hash of the event before the first one of a stream. */
const chainStart = '0'.repeat(64);

/**
 * Appends events to their streams, each carrying the hash of the one before. The streams must be locked (or new: the
 * primary key then lets only one writer through).
 */
export async function appendEvents(
  tx: Prisma.TransactionClient,
  from: Provenance,
  events: readonly DomainEvent[],
): Promise<void> {
  const heads = await chainHeads(tx, from.bureauId, [...new Set(events.map((event) => event.stream.id))]);
  const rows = events.map(({ stream, type, ...data }) => {
    const key = `${stream.kind}/${stream.id}`;
    const head = heads.get(key) ?? { seq: 0, hash: chainStart };
    const seq = head.seq + 1;
    const row = {
      bureau_id: from.bureauId,
      stream_kind: stream.kind,
      stream_id: stream.id,
      seq,
      type,
      data,
      actor_id: from.actor.id,
      actor_name: from.actor.name,
      actor_unit_id: from.actor.unitId,
      command_id: from.commandId,
      occurred_at: from.occurredAt,
      received_at: from.receivedAt,
      skewed: from.skewed,
      prev_hash: head.hash,
    };
    const hash = sha256(canonicalJson(row));
    heads.set(key, { seq, hash });
    return { ...row, hash };
  });
  await tx.$executeRaw`
    insert into event (bureau_id, stream_kind, stream_id, seq, type, data, actor_id, actor_name, actor_unit_id,
      command_id, occurred_at, received_at, skewed, prev_hash, hash)
    select bureau_id, stream_kind, stream_id, seq, type, data, actor_id, actor_name, actor_unit_id,
      command_id, occurred_at, received_at, skewed, prev_hash, hash
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(bureau_id text, stream_kind text, stream_id text,
      seq int, type text, data jsonb, actor_id text, actor_name text, actor_unit_id text, command_id text,
      occurred_at timestamptz, received_at timestamptz, skewed boolean, prev_hash text, hash text)`;
}

interface Head {
  readonly seq: number;
  readonly hash: string;
}

async function chainHeads(
  tx: Prisma.TransactionClient,
  bureauId: string,
  streamIds: readonly string[],
): Promise<Map<string, Head>> {
  const rows = await tx.$queryRaw<(Head & { key: string })[]>`
    select distinct on (stream_kind, stream_id) stream_kind || '/' || stream_id as key, seq, hash
    from event where bureau_id = ${bureauId} and stream_kind in ('petitionCase', 'outreachVisit')
      and stream_id = any(${[...streamIds]})
    order by stream_kind, stream_id, seq desc`;
  return new Map(rows.map(({ key, seq, hash }) => [key, { seq, hash }]));
}

/** The events of one stream, oldest first. */
export async function readEvents(db: PrismaClient, bureauId: string, stream: StreamRef): Promise<StoredEvent[]> {
  return db.$queryRaw<StoredEvent[]>`
    select seq, type, data, actor_id as "actorId", actor_name as "actorName", actor_unit_id as "actorUnitId",
      command_id as "commandId", occurred_at as "occurredAt", received_at as "receivedAt", skewed,
      prev_hash as "prevHash", hash
    from event where bureau_id = ${bureauId} and stream_kind = ${stream.kind} and stream_id = ${stream.id}
    order by seq`;
}

/** The first event whose hash or link is wrong, or undefined when the chain of the stream is whole. */
export async function brokenLink(db: PrismaClient, bureauId: string, stream: StreamRef): Promise<number | undefined> {
  let prevHash = chainStart;
  for (const event of await readEvents(db, bureauId, stream)) {
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
