import type { OutreachVisitState } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import { forRows, type Statement } from '../../infra/transaction.ts';
import { type Head, type Provenance, streamKey } from '../commands/event-store.repository.ts';

/** A visit as a command leaves it, when, and where its chain now ends. */
interface WrittenVisit {
  readonly visit: OutreachVisitState;
  readonly from: Pick<Provenance, 'bureauId' | 'occurredAt' | 'receivedAt'>;
  readonly heads: ReadonlyMap<string, Head>;
}

/**
 * What writes the rows of visits and of their follow-ups. A visit that is there already is changed but for the times of its logging;
 * one that another transaction has just logged fails by the primary key of its first event.
 */
export function visitStatements(visits: readonly WrittenVisit[]): Statement[] {
  const followUps = visits.flatMap(({ visit, from }) =>
    visitFollowUps(visit).map((one) => ({ ...one, bureau_id: from.bureauId, visit_id: visit.id })),
  );
  return [
    ...forRows(
      visits.map(visitRow),
      (json) => Prisma.sql`
        insert into outreach_visit (bureau_id, id, visited_on, mode, place_unit_id, leader_id, leader_name,
          leader_unit_id, occurred_at, received_at, version, head_hash, state)
        select * from jsonb_to_recordset(${json}::jsonb) as r(bureau_id text, id text,
          visited_on date, mode text, place_unit_id text, leader_id text, leader_name text, leader_unit_id text,
          occurred_at timestamptz, received_at timestamptz, version int, head_hash text, state jsonb)
        on conflict (bureau_id, id) do update set visited_on = excluded.visited_on, mode = excluded.mode,
          place_unit_id = excluded.place_unit_id, leader_id = excluded.leader_id, leader_name = excluded.leader_name,
          leader_unit_id = excluded.leader_unit_id, version = excluded.version, head_hash = excluded.head_hash,
          state = excluded.state`,
    ),
    ...forRows(
      visits.map(({ visit: { id, followUps: kept }, from }) => ({
        bureau_id: from.bureauId,
        id,
        kept: kept.map((one) => one.id),
      })),
      (json) => Prisma.sql`
        delete from visit_follow_up f
        using jsonb_to_recordset(${json}::jsonb) as r(bureau_id text, id text, kept text[])
        where f.bureau_id = r.bureau_id and f.visit_id = r.id and f.id <> all (r.kept)`,
    ),
    ...forRows(
      followUps,
      (json) => Prisma.sql`
        insert into visit_follow_up (bureau_id, visit_id, id, due_on, settled_on, owner_unit_id, owner_person_id)
        select r.* from jsonb_to_recordset(${json}::jsonb) as r(bureau_id text, visit_id text,
          id text, due_on date, settled_on date, owner_unit_id text, owner_person_id text)
        on conflict (bureau_id, visit_id, id) do update set due_on = excluded.due_on, settled_on = excluded.settled_on,
          owner_unit_id = excluded.owner_unit_id, owner_person_id = excluded.owner_person_id`,
    ),
  ];
}

function visitRow({ visit, from, heads }: WrittenVisit) {
  return {
    ...visitColumns(visit),
    bureau_id: from.bureauId,
    occurred_at: from.occurredAt,
    received_at: from.receivedAt,
    head_hash: heads.get(streamKey({ kind: 'outreachVisit', id: visit.id }))?.hash,
    state: visit,
  };
}

/** The columns of a visit's row that follow from its state. Dates are YYYY-MM-DD. */
export function visitColumns(visit: OutreachVisitState) {
  return {
    id: visit.id,
    visited_on: visit.visitedOn,
    mode: visit.mode,
    place_unit_id: visit.placeUnitId,
    leader_id: visit.leader.id,
    leader_name: visit.leader.name,
    leader_unit_id: visit.leader.unitId,
    version: visit.version,
  };
}

/** The rows of what is to be done after a visit (R22), as its state has them. */
export function visitFollowUps({ followUps }: OutreachVisitState) {
  return followUps.map((one) => ({
    id: one.id,
    due_on: one.dueOn,
    settled_on: one.settled?.on ?? null,
    owner_unit_id: one.ownerUnitId ?? null,
    owner_person_id: one.ownerPersonId ?? null,
  }));
}
