import { type ReceptionSessionState, receiverOf } from '@huiyin/domain/receptions';
import { Prisma } from '../../generated/prisma/client.ts';
import { forRows, type Statement } from '../../infra/transaction.ts';
import { type Head, type Provenance, streamKey } from '../commands/event-store.repository.ts';

/** A session as a command leaves it, and where its chain now ends. */
interface WrittenSession {
  readonly session: ReceptionSessionState;
  readonly from: Pick<Provenance, 'bureauId'>;
  readonly heads: ReadonlyMap<string, Head>;
}

/**
 * What writes the rows of sessions and of what is pressed after them. A session that is there already is changed; one that another
 * transaction has just planned fails by the primary key of its first event.
 */
export function sessionStatements(sessions: readonly WrittenSession[]): Statement[] {
  const followUps = sessions.flatMap(({ session, from }) =>
    sessionFollowUps(session).map((one) => ({ ...one, bureau_id: from.bureauId, session_id: session.id })),
  );
  return [
    ...forRows(
      sessions.map(sessionRow),
      (json) => Prisma.sql`
      insert into reception_session (bureau_id, id, kind, status, date, leader_id, receiver_id, unit_id, called_ids,
        version, head_hash, state)
      select * from jsonb_to_recordset(${json}::jsonb) as r(bureau_id text, id text,
        kind text, status text, date date, leader_id text, receiver_id text, unit_id text, called_ids text[],
        version int, head_hash text, state jsonb)
      on conflict (bureau_id, id) do update set kind = excluded.kind, status = excluded.status, date = excluded.date,
        leader_id = excluded.leader_id, receiver_id = excluded.receiver_id, unit_id = excluded.unit_id,
        called_ids = excluded.called_ids, version = excluded.version, head_hash = excluded.head_hash,
        state = excluded.state`,
    ),
    ...forRows(
      sessions.map(({ session: { id, followUps: kept }, from }) => ({
        bureau_id: from.bureauId,
        id,
        kept: kept.map(({ caseId }) => caseId),
      })),
      (json) => Prisma.sql`
        delete from reception_follow_up f
        using jsonb_to_recordset(${json}::jsonb) as r(bureau_id text, id text, kept text[])
        where f.bureau_id = r.bureau_id and f.session_id = r.id and f.case_id <> all (r.kept)`,
    ),
    ...forRows(
      followUps,
      (json) => Prisma.sql`
        insert into reception_follow_up (bureau_id, session_id, case_id, decided_on, settled_on, receiver_id)
        select * from jsonb_to_recordset(${json}::jsonb) as r(bureau_id text, session_id text,
          case_id text, decided_on date, settled_on date, receiver_id text)
        on conflict (bureau_id, session_id, case_id) do update set decided_on = excluded.decided_on,
          settled_on = excluded.settled_on, receiver_id = excluded.receiver_id`,
    ),
  ];
}

function sessionRow({ session, from, heads }: WrittenSession) {
  return {
    ...sessionColumns(session),
    bureau_id: from.bureauId,
    head_hash: heads.get(streamKey({ kind: 'receptionSession', id: session.id }))?.hash,
    state: session,
  };
}

/** The columns of a session's row that follow from its state. Dates are YYYY-MM-DD. */
export function sessionColumns(session: ReceptionSessionState) {
  return {
    id: session.id,
    kind: session.kind,
    status: session.status,
    date: session.date,
    leader_id: session.holder.id,
    receiver_id: receiverOf(session).id,
    unit_id: session.unitId ?? null,
    called_ids: calledTo(session),
    version: session.version,
  };
}

/** The rows of what the General Office presses after a session (R48), as its state has them. */
export function sessionFollowUps(session: ReceptionSessionState) {
  return session.followUps.map((one) => ({
    case_id: one.caseId,
    decided_on: one.decidedOn,
    settled_on: one.settled?.on ?? null,
    receiver_id: receiverOf(session).id,
  }));
}

/** Everybody who was called to a matter or takes part. */
function calledTo({ visitors, attendees, recorder }: ReceptionSessionState): readonly string[] {
  const ids = [
    ...visitors.flatMap(({ notices }) => notices.map(({ person }) => person.id)),
    ...attendees.map(({ id }) => id),
    ...(recorder ? [recorder.id] : []),
  ];
  return [...new Set(ids)].filter((id) => id !== '');
}
