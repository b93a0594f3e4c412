import { type ReceptionSessionState, receiverOf } from '@huiyin/domain/receptions';
import { Prisma } from '../../generated/prisma/client.ts';
import { forRows, type Statement } from '../../infra/transaction.ts';
import { type Head, type Provenance, streamKey } from '../commands/event-store.repository.ts';

/** A session as a command leaves it, by whom, and where its chain now ends. */
interface WrittenSession {
  readonly session: ReceptionSessionState;
  readonly from: Provenance;
  readonly heads: ReadonlyMap<string, Head>;
}

/** What writes the rows of sessions and of what is pressed after them. */
export function sessionStatements(sessions: readonly WrittenSession[]): Statement[] {
  const followUps = sessions.flatMap(({ session, from }) =>
    session.followUps.map((one) => ({
      bureau_id: from.bureauId,
      session_id: session.id,
      case_id: one.caseId,
      decided_on: one.decidedOn,
      settled_on: one.settled?.on ?? null,
      receiver_id: receiverOf(session).id,
    })),
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
      on conflict (bureau_id, id) do update set status = excluded.status, leader_id = excluded.leader_id,
        receiver_id = excluded.receiver_id, called_ids = excluded.called_ids, version = excluded.version,
        head_hash = excluded.head_hash, state = excluded.state
      where reception_session.version < excluded.version`,
    ),
    ...forRows(
      followUps,
      (json) => Prisma.sql`
        insert into reception_follow_up (bureau_id, session_id, case_id, decided_on, settled_on, receiver_id)
        select * from jsonb_to_recordset(${json}::jsonb) as r(bureau_id text, session_id text,
          case_id text, decided_on date, settled_on date, receiver_id text)
        on conflict (bureau_id, session_id, case_id) do update set settled_on = excluded.settled_on`,
    ),
  ];
}

function sessionRow({ session, from, heads }: WrittenSession) {
  return {
    bureau_id: from.bureauId,
    id: session.id,
    kind: session.kind,
    status: session.status,
    date: session.date,
    leader_id: session.holder.id,
    receiver_id: receiverOf(session).id,
    unit_id: session.unitId ?? null,
    called_ids: calledTo(session),
    version: session.version,
    head_hash: heads.get(streamKey({ kind: 'receptionSession', id: session.id }))?.hash,
    state: session,
  };
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
