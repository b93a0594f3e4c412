import { yearOf } from '@huiyin/domain';
import {
  meantUnitId,
  type OutreachVisitState,
  type PetitionCaseState,
  provisionalNumber,
  type StreamRef,
} from '@huiyin/domain/cases';
import type { ReceptionSessionState } from '@huiyin/domain/receptions';
import { Prisma } from '../../generated/prisma/client.ts';
import { forRows, type Statement } from '../../infra/transaction.ts';
import { holderId } from '../people/units.ts';
import type { RowWorld } from '../people/world.ts';
import { piecesOf } from '../petition-cases/search.ts';
import { type phoneSteps, phoneTurn, recusedTurns } from '../work-lists/turns.ts';
import { caseColumns } from './case-columns.ts';
import type { CaseChange } from './count-deltas.ts';
import { type Head, type Provenance, streamKey } from './event-store.repository.ts';

/** A case that was changed, when, and where its chain ends now. */
interface WrittenCase extends CaseChange {
  readonly from: Pick<Provenance, 'bureauId' | 'receivedAt'>;
  readonly heads: ReadonlyMap<string, Head>;
}

/**
 * What writes the rows that lists and pages read. A new case that another transaction has just made fails by its primary key;
 * executeCommand then tries again and finds it.
 * @param world its day in Shanghai, the units and who answers for them: whose turn it is next hangs on them
 */
export function caseStatements(world: RowWorld, changes: readonly WrittenCase[]): Statement[] {
  const rowsOf = (some: typeof changes) => some.map((change) => caseRow(change, world));
  const made = changes.filter(({ before }) => before === undefined);
  const changed = changes.filter(({ before }) => before !== undefined);
  // What registration wrote is written again only when it was put right (更正登记).
  const amended = changed.filter(
    ({ before, after }) => before?.matter !== after.matter || before.receivedOn !== after.receivedOn,
  );
  return [
    ...forRows(
      rowsOf(made),
      (json) => Prisma.sql`
        insert into petition_case (bureau_id, id, number, title, demand, status, channel, content_kind, compartment,
          received_on, registered_at, registered_on, petitioner_kind, petitioner_name, petitioner_anonymous,
          handling_unit_id, meant_unit_id, accused_unit_id, visit_id, asked_unit_id, offered_unit_id, reexamining_unit_id, next_legal_due, next_target_due, next_clock, turn, turn_due, next_action,
          implementation, closed_on, flags, receipts, recused, updated_at, bigrams, version, head_hash, state)
        select * from jsonb_to_recordset(${json}::jsonb) as r(bureau_id text, id text, number text,
          title text, demand text, status text, channel text, content_kind text, compartment text,
          received_on date, registered_at timestamptz, registered_on date, petitioner_kind text, petitioner_name text,
          petitioner_anonymous boolean, handling_unit_id text, meant_unit_id text, accused_unit_id text, visit_id text,
          asked_unit_id text, offered_unit_id text, reexamining_unit_id text, next_legal_due date, next_target_due date, next_clock text, turn text, turn_due date, next_action text,
          implementation text, closed_on date, flags text[], receipts text[], recused text[], updated_at timestamptz, bigrams text[], version int, head_hash text, state jsonb)`,
    ),
    ...forRows(
      rowsOf(changed),
      (json) => Prisma.sql`
        update petition_case c set status = r.status, handling_unit_id = r.handling_unit_id, meant_unit_id = r.meant_unit_id,
          compartment = r.compartment, contract_leader_id = r.contract_leader_id,
          asked_unit_id = r.asked_unit_id, offered_unit_id = r.offered_unit_id, reexamining_unit_id = r.reexamining_unit_id, next_legal_due = r.next_legal_due,
          next_target_due = r.next_target_due, next_clock = r.next_clock, turn = r.turn, turn_due = r.turn_due,
          next_action = r.next_action, implementation = r.implementation, closed_on = r.closed_on, flags = r.flags, receipts = r.receipts, recused = r.recused, updated_at = r.updated_at, version = r.version, head_hash = r.head_hash, state = r.state
        from jsonb_to_recordset(${json}::jsonb) as r(bureau_id text, id text, status text,
          handling_unit_id text, meant_unit_id text, compartment text, contract_leader_id text, asked_unit_id text, offered_unit_id text, reexamining_unit_id text,
          next_legal_due date, next_target_due date, next_clock text, turn text, turn_due date, next_action text, implementation text, closed_on date, flags text[],
          receipts text[], recused text[], updated_at timestamptz, version int,
          head_hash text, state jsonb)
        where c.bureau_id = r.bureau_id and c.id = r.id`,
    ),
    ...forRows(
      rowsOf(amended),
      (json) => Prisma.sql`
        update petition_case c set title = r.title, demand = r.demand, content_kind = r.content_kind,
          received_on = r.received_on, petitioner_kind = r.petitioner_kind, petitioner_name = r.petitioner_name,
          petitioner_anonymous = r.petitioner_anonymous, accused_unit_id = r.accused_unit_id, bigrams = r.bigrams
        from jsonb_to_recordset(${json}::jsonb) as r(bureau_id text, id text, title text, demand text,
          content_kind text, received_on date, petitioner_kind text, petitioner_name text, petitioner_anonymous boolean,
          accused_unit_id text, bigrams text[])
        where c.bureau_id = r.bureau_id and c.id = r.id`,
    ),
  ];
}

function caseRow({ after: state, from, heads }: WrittenCase, world: RowWorld) {
  const { title, demand, petitioner } = state.matter;
  return {
    ...caseColumns(state, world),
    bureau_id: from.bureauId,
    registered_at: from.receivedAt,
    registered_on: world.today,
    updated_at: from.receivedAt,
    bigrams: piecesOf([
      state.number ?? '',
      // Whoever was given it at the spot calls with it.
      state.visitId === undefined ? '' : provisionalNumber(state.channel, yearOf(state.receivedOn), state.id),
      // By which others ask after it: the hotline's centre, the body that sent it.
      state.hotline?.externalNumber ?? '',
      state.incoming?.number ?? '',
      title,
      demand,
      ...(petitioner.anonymous ? [] : [petitioner.name, ...(state.joint?.members ?? []).map(({ name }) => name)]),
    ]),
    head_hash: heads.get(streamKey({ kind: 'petitionCase', id: state.id }))?.hash,
    state,
  };
}

/** The columns of a case that its visibility hangs on. */
export interface SeenBy {
  readonly handling_unit_id: string;
  readonly meant_unit_id: string | null;
  readonly compartment: string;
  readonly accused_unit_id: string | null;
  readonly contract_leader_id: string | null;
  readonly visit_id: string | null;
  /** Whose signature it waited for: it was on that leader's phone. */
  readonly turn: string | null;
  readonly next_action: (typeof phoneSteps)[number] | null;
  /** See recusedTurns. */
  readonly recused: readonly string[];
}

export function seenBy(state: PetitionCaseState, world: RowWorld): SeenBy {
  const waits = phoneTurn(state, world);
  return {
    handling_unit_id: holderId(state, world.rootId),
    meant_unit_id: meantUnitId(state) ?? null,
    compartment: state.compartment,
    accused_unit_id: state.matter.accusedUnitId ?? null,
    contract_leader_id: state.contract?.leaderId ?? null,
    visit_id: state.visitId ?? null,
    turn: waits?.turn ?? null,
    next_action: waits?.step ?? null,
    recused: recusedTurns(state),
  };
}

/** What a case was seen by before a change that may have taken it out of somebody's sight; undefined when it cannot have. */
function seenBefore({ before, after }: CaseChange, world: RowWorld): SeenBy | undefined {
  if (before === undefined) return undefined;
  const was = seenBy(before, world);
  return JSON.stringify(was) === JSON.stringify(seenBy(after, world)) ? undefined : was;
}

/** One line of the change feed. Ids only: readers re-read under their own rights. */
interface Fed {
  readonly kind: StreamRef['kind'];
  readonly id: string;
  readonly unitId: string;
  readonly before?: SeenBy | undefined;
}

/** What the change feed is told of a case, a visit or a session that was written. */
export const fed = {
  petitionCase: (change: CaseChange, world: RowWorld): Fed => {
    const { id } = change.after;
    const unitId = holderId(change.after, world.rootId);
    return { kind: 'petitionCase', id, unitId, before: seenBefore(change, world) };
  },
  outreachVisit: ({ id, placeUnitId: unitId }: OutreachVisitState): Fed => ({ kind: 'outreachVisit', id, unitId }),
  receptionSession: ({ id, unitId = '' }: ReceptionSessionState): Fed => ({ kind: 'receptionSession', id, unitId }),
} as const;

/** What writes the change feed, and into the outbox what webhooks are to be told. */
export function feedStatements(bureauId: string, changes: readonly Fed[]): Statement[] {
  return forRows(
    changes,
    (json) => Prisma.sql`
    with changes as (
      select * from jsonb_to_recordset(${json}::jsonb) as r(kind text, id text, "unitId" text, before jsonb)
    ), fed as (
      insert into change_feed (bureau_id, kind, entity_id, unit_id, before) select ${bureauId}, changes.* from changes
    )
    insert into webhook_delivery (bureau_id, webhook_id, event, entity_id)
    select w.bureau_id, w.id, c.kind, c.id
    from webhook w join (select distinct kind, id from changes) c on c.kind = any(w.events)
    where w.bureau_id = ${bureauId} and w.paused_at is null`,
  );
}
