import {
  caseFlags,
  implementationOf,
  meantUnitId,
  nextDue,
  type PetitionCaseState,
  receiptsOf,
  unitBesideId,
} from '@huiyin/domain/cases';
import { closedOn, firstAskedOwner, openHandOver } from '@huiyin/domain/office';
import { holderId } from '../people/units.ts';
import type { RowWorld } from '../people/world.ts';
import { recusedTurns, turnColumns } from '../work-lists/turns.ts';

/**
 * The columns of a case's row that follow from its state, and from who answers for the units: what lists find, narrow and order it
 * by. `huiyin verify` holds every row to them. Dates are YYYY-MM-DD.
 */
export function caseColumns(state: PetitionCaseState, world: RowWorld) {
  const { matter } = state;
  const { petitioner } = matter;
  const due = nextDue(state);
  return {
    id: state.id,
    number: state.number,
    title: matter.title,
    demand: matter.demand,
    status: state.status,
    channel: state.channel,
    content_kind: matter.facts.contentKind,
    compartment: state.compartment,
    received_on: state.receivedOn,
    petitioner_kind: petitioner.kind,
    petitioner_name: petitioner.name,
    petitioner_anonymous: petitioner.anonymous,
    handling_unit_id: holderId(state, world.rootId),
    meant_unit_id: meantUnitId(state) ?? null,
    accused_unit_id: matter.accusedUnitId ?? null,
    visit_id: state.visitId ?? null,
    contract_leader_id: state.contract?.leaderId ?? null,
    asked_unit_id: state.firstAsked ? firstAskedOwner(state.firstAsked).unitId : null,
    offered_unit_id: state.firstAsked ? (openHandOver(state.firstAsked)?.to.unitId ?? null) : null,
    reexamining_unit_id: unitBesideId(state) ?? null,
    next_legal_due: due?.legalDue ?? null,
    next_target_due: due?.targetDue ?? null,
    next_clock: due?.clock ?? null,
    ...turnColumns(state, world),
    implementation: implementationOf(state),
    closed_on: closedOn(state) ?? '-infinity',
    flags: caseFlags.filter((flag) => state.flags?.[flag] === true),
    receipts: [...receiptsOf(state)],
    recused: recusedTurns(state),
    version: state.version,
  };
}
