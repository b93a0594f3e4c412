import {
  type DomainEvent,
  evolveOutreachVisit,
  evolvePetitionCase,
  type OutreachVisitState,
  type PetitionCaseState,
  type StreamRef,
} from '@huiyin/domain/cases';
import { evolveReceptionSession, isReceptionEvent, type ReceptionSessionState } from '@huiyin/domain/receptions';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Statement } from '../../infra/transaction.ts';
import { orderStatements } from '../hotline/hotline.repository.ts';
import { visitColumns, visitFollowUps, visitStatements } from '../outreach/visit-rows.repository.ts';
import type { RowWorld } from '../people/world.ts';
import { sessionColumns, sessionFollowUps, sessionStatements } from '../reception/session-rows.repository.ts';
import { caseColumns } from './case-columns.ts';
import { type Head, type Provenance, type StoredEvent, streamKey } from './event-store.repository.ts';
import { caseStatements, fed, feedStatements } from './projections.repository.ts';

/** A state, and by name the columns that follow from it. */
interface KeptRow {
  readonly state: unknown;
  readonly columns: Readonly<Record<string, unknown>>;
}

/** All events of a stream, oldest first and at least one, and the state that is kept of it. */
interface KeptStream {
  readonly id: string;
  readonly state: unknown;
  readonly events: readonly StoredEvent[];
}

/** What is kept of the streams of one kind beside their events: where it stands, what it ought to be, what makes it so. */
interface KeptRows {
  readonly table: Prisma.Sql;
  /** What is read of a row `r`, as one JSON object by column; follow-ups by their ids. */
  readonly columns: Prisma.Sql;
  readonly fold: (id: string, events: readonly StoredEvent[], world: RowWorld) => KeptRow;
  readonly rewrite: (bureauId: string, streams: readonly KeptStream[], world: RowWorld) => Statement[];
}

/** A state as it was kept and as its events lead to it, when the last of them came, and where their chain ends. */
interface Refolded<S> {
  readonly before: S;
  readonly after: S;
  readonly from: Pick<Provenance, 'bureauId' | 'occurredAt' | 'receivedAt'>;
  readonly heads: ReadonlyMap<string, Head>;
}

interface Kind<S> extends Pick<KeptRows, 'table' | 'columns'> {
  readonly evolve: (state: S | undefined, event: DomainEvent) => S;
  readonly columnsOf: (state: S, world: RowWorld) => Readonly<Record<string, unknown>>;
  readonly statements: (bureauId: string, streams: readonly Refolded<S>[], world: RowWorld) => Statement[];
}

/** The rows that `huiyin verify` holds to their events and makes anew from them. */
export const keptRows: Readonly<Record<StreamRef['kind'], KeptRows>> = {
  petitionCase: keptOf<PetitionCaseState>('petitionCase', {
    table: Prisma.sql`petition_case`,
    columns: Prisma.sql`to_jsonb(r) - '{state,bigrams}'::text[]`,
    evolve: evolvePetitionCase,
    columnsOf: caseColumns,
    statements: (bureauId, cases, world) => [
      ...caseStatements(world, cases),
      ...orderStatements(bureauId, cases),
      ...feedStatements(
        bureauId,
        cases.map((one) => fed.petitionCase(one, world)),
      ),
    ],
  }),
  outreachVisit: keptOf<OutreachVisitState>('outreachVisit', {
    table: Prisma.sql`outreach_visit`,
    columns: Prisma.sql`to_jsonb(r) - 'state' || jsonb_build_object('follow_ups', (
      select jsonb_object_agg(f.id, to_jsonb(f) - '{bureau_id,visit_id,ordinal}'::text[])
      from visit_follow_up f where f.bureau_id = r.bureau_id and f.visit_id = r.id))`,
    evolve: evolveOutreachVisit,
    columnsOf: (visit) => ({ ...visitColumns(visit), follow_ups: byId(visitFollowUps(visit), ({ id }) => id) }),
    statements: (bureauId, visits) => [
      ...visitStatements(visits.map(({ after: visit, ...written }) => ({ visit, ...written }))),
      ...feedStatements(
        bureauId,
        visits.map(({ after }) => fed.outreachVisit(after)),
      ),
    ],
  }),
  receptionSession: keptOf<ReceptionSessionState>('receptionSession', {
    table: Prisma.sql`reception_session`,
    columns: Prisma.sql`to_jsonb(r) - 'state' || jsonb_build_object('follow_ups', (
      select jsonb_object_agg(f.case_id, to_jsonb(f) - '{bureau_id,session_id}'::text[])
      from reception_follow_up f where f.bureau_id = r.bureau_id and f.session_id = r.id))`,
    evolve: (session, event) => {
      if (!isReceptionEvent(event)) throw new TypeError(`${event.type} in the stream of a session`);
      return evolveReceptionSession(session, event);
    },
    columnsOf: (session) => ({
      ...sessionColumns(session),
      follow_ups: byId(sessionFollowUps(session), ({ case_id }) => case_id),
    }),
    statements: (bureauId, sessions) => [
      ...sessionStatements(sessions.map(({ after: session, ...written }) => ({ session, ...written }))),
      ...feedStatements(
        bureauId,
        sessions.map(({ after }) => fed.receptionSession(after)),
      ),
    ],
  }),
};

/** As PostgreSQL puts rows together: null when there are none. */
function byId<R>(rows: readonly R[], idOf: (row: R) => string): Readonly<Record<string, R>> | null {
  return rows.length === 0 ? null : Object.fromEntries(rows.map((row) => [idOf(row), row]));
}

function keptOf<S>(kind: StreamRef['kind'], { table, columns, evolve, columnsOf, statements }: Kind<S>): KeptRows {
  const stateAfter = (id: string, events: readonly StoredEvent[]): S => {
    let state: S | undefined;
    for (const { type, data } of events) {
      // what was stored is what the domain's own events were; a foreign shape shows itself as a different state
      state = evolve(state, { ...data, type, stream: { kind, id } } as unknown as DomainEvent);
    }
    if (state === undefined) throw new Error(`a fold of no events: ${kind} ${id}`);
    return state;
  };
  return {
    table,
    columns,
    fold: (id, events, world) => {
      const state = stateAfter(id, events);
      return { state, columns: { ...columnsOf(state, world), head_hash: events.at(-1)?.hash } };
    },
    rewrite: (bureauId, streams, world) =>
      statements(
        bureauId,
        streams.flatMap(({ id, state, events }) => {
          const last = events.at(-1);
          if (!last) return [];
          const [occurredAt, receivedAt] = [last.occurredAt.toISOString(), last.receivedAt.toISOString()];
          return {
            before: state as S, // what is kept of a stream of this kind is a state of this kind
            after: stateAfter(id, events),
            from: { bureauId, occurredAt, receivedAt },
            heads: new Map([[streamKey({ kind, id }), last]]),
          };
        }),
        world,
      ),
  };
}
