import { checkReason, firstRefusal } from '../checks.ts';
import { cite } from '../citation.ts';
import { deadline } from '../clocks/deadline.ts';
import type { Aggregates } from '../commands.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { checkInstructed, dayBefore, routedMatter } from './assignment.ts';
import { endClocks, meetClocks, restartClocks } from './case-clocks.ts';
import type { IssueDestinationNotice, ObjectToTransfer, SettleObjection, TransferCase } from './case-commands.ts';
import type { PetitionCaseEvent } from './events.ts';
import type { Objection } from './facets.ts';
import {
  handedOver,
  heldByDepartment,
  instructed,
  noObjection,
  notHandedOver,
  notToReexamine,
  unanswered,
} from './needs.ts';
import {
  byActor,
  carryOut,
  caseOpen,
  checkDay,
  handedOn,
  latestOf,
  type Procedure,
  streamOf,
  takenUpOn,
} from './procedure.ts';
import { checkHandlingUnit } from './register.ts';
import type { PetitionCaseState } from './types.ts';

const art23 = cite('petitionRegulation2022', '第二十三条');
const basis = [
  art23,
  cite('receptionSystem', '五（一）1', 'R26'),
  cite('receptionSystem', '五（一）2', 'R27'),
  cite('receptionPlan', '四（二）', 'R54'),
];

/** 转送: what a subordinate has to handle; what the bureau has accepted is the bureau's. */
export const transfer = {
  command: 'transferCase',
  by: ['clerk'],
  needs: [
    caseOpen,
    noObjection,
    notHandedOver,
    ...unanswered,
    { holds: (state) => state.notice === undefined, code: 'accepted-already', citations: [art23] },
    instructed,
    notToReexamine,
  ],
  citations: basis,
} as const satisfies Procedure;

/** 告知去向, within the 15 days of the notice. */
export const destination = {
  command: 'issueDestinationNotice',
  by: ['clerk'],
  needs: [
    caseOpen,
    handedOver,
    { holds: (state, world) => !heldByDepartment(state, world), code: 'own-matter', citations: [art23] },
    { holds: (state) => state.destination === undefined, code: 'destination-told', citations: [art23] },
  ],
  citations: [art23],
} as const satisfies Procedure;

/** Against whom an objection would go: the bureau that handed it down, or the superior that sent it here. */
function objectsTo(state: PetitionCaseState, world: World): Objection['against'] | undefined {
  const down = state.assignment !== undefined || state.transfer !== undefined;
  if (down && !heldByDepartment(state, world)) return 'bureau';
  return state.channel === 'transferred' && !down ? 'superior' : undefined;
}

/** 异议: once, before the matter is accepted. */
export const objection = {
  command: 'objectToTransfer',
  by: ['clerk', 'departmentClerk'],
  needs: [
    caseOpen,
    {
      holds: (state, world) => objectsTo(state, world) !== undefined,
      code: 'not-transferred-here',
      citations: [art23],
    },
    {
      // the office cannot object to what it sent itself, nor a department in the bureau's name
      holds: (state, world) => (world.actor.role === 'clerk') === (objectsTo(state, world) === 'superior'),
      code: 'objection-not-yours',
      citations: [art23],
    },
    {
      // each that receives it has five days of its own: what the superior has answered binds nobody below
      holds: (state, world) =>
        state.objection === undefined ||
        (state.objection.settled !== undefined && state.objection.against !== objectsTo(state, world)),
      code: 'already-objected',
      citations: [art23],
    },
    { holds: (state) => state.notice === undefined, code: 'accepted-already', citations: [art23] },
    ...unanswered,
  ],
  citations: [art23],
} as const satisfies Procedure;

/** The sender's answer, entered by the office. */
export const settlement = {
  command: 'settleObjection',
  by: ['clerk'],
  needs: [
    caseOpen,
    {
      holds: (state) => state.objection !== undefined && state.objection.settled === undefined,
      code: 'no-objection',
      citations: [art23],
    },
  ],
  citations: [art23],
} as const satisfies Procedure;

function checkTransfer(state: PetitionCaseState, command: TransferCase, world: World): Refused | undefined {
  const { unitId, reason, transferredOn, receivedOn } = command;
  const own = [cite('receptionSystem', '五（一）1', 'R25'), art23];
  const day = { world, citations: basis };
  return firstRefusal(
    () => (world.unit(unitId)?.kind === 'department' ? refused('own-matter', {}, own, 'unitId') : undefined),
    () => checkHandlingUnit(routedMatter(state), unitId, world, 'unitId'),
    () => checkInstructed(state, unitId, world),
    () => checkReason(reason, [art23]),
    () => checkDay(transferredOn, { ...day, after: dayBefore(state), path: 'transferredOn' }),
    () => checkDay(receivedOn ?? transferredOn, { ...day, after: transferredOn, path: 'receivedOn' }),
  );
}

/**
 * 转送 (R26, R27, R54, Art 23): the unit with authority holds the case; its clocks run from its receipt. The petitioner
 * is told where it went by {@link issueDestinationNotice}, and until then the notice stays owed.
 */
export function transferCase(
  aggregates: Aggregates,
  command: TransferCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(transfer, aggregates, command, world, (state) => {
    const { unitId, reason, transferredOn, receivedOn = transferredOn } = command;
    const refusal = checkTransfer(state, command, world);
    if (refusal) return refusal;
    const clocks = restartClocks(world, state, unitId, receivedOn);
    if (!clocks.ok) return clocks;
    const transferred: PetitionCaseEvent = {
      type: 'caseTransferred',
      stream: streamOf(state),
      unitId,
      reason,
      transferredOn,
      receivedOn,
      officeUnitId: world.actor.unitId,
      supervised: state.route.supervise,
      by: byActor(world),
    };
    return ok([transferred, ...clocks.value]);
  });
}

/** 告知去向 (Art 23): meets the duty to tell the petitioner in writing. */
export function issueDestinationNotice(
  aggregates: Aggregates,
  command: IssueDestinationNotice,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(destination, aggregates, command, world, (state) => {
    const { toldOn } = command;
    const after = latestOf(takenUpOn(state), state.transfer?.transferredOn ?? state.assignment?.assignedOn);
    const { handlingUnitId: unitId } = state;
    return (
      checkDay(toldOn, { world, after, citations: [art23], path: 'toldOn' }) ??
      ok([
        { type: 'destinationNoticeIssued', stream: streamOf(state), unitId, toldOn },
        ...meetClocks(state, ['acceptance-notice'], toldOn),
      ])
    );
  });
}

/** Detailed reasons, within 5 working days of receipt (Art 23). */
function checkObjection(state: PetitionCaseState, command: ObjectToTransfer, world: World): Refused | undefined {
  const { objectedOn, reason } = command;
  const from = handedOn(state);
  const due = deadline(world.calendar, 'transfer-objection', from);
  return firstRefusal(
    () => checkReason(reason, [art23]),
    () => checkDay(objectedOn, { world, after: from, citations: [art23], path: 'objectedOn' }),
    () => (due.ok ? undefined : due),
    () =>
      due.ok && objectedOn > due.value.legalDue
        ? refused('objection-late', { due: due.value.legalDue }, [due.value.citation], 'objectedOn')
        : undefined,
  );
}

/** 异议 (Art 23): the case stays where it is until the sender has answered. */
export function objectToTransfer(
  aggregates: Aggregates,
  command: ObjectToTransfer,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(objection, aggregates, command, world, (state) => {
    const { reason, objectedOn } = command;
    const against = objectsTo(state, world) ?? 'bureau'; // the table has looked: there is somebody to object to
    return (
      checkObjection(state, command, world) ??
      ok([
        { type: 'transferObjected', stream: streamOf(state), reason, objectedOn, against, by: byActor(world) },
        ...meetClocks(state, ['transfer-objection'], objectedOn),
      ])
    );
  });
}

/**
 * The sender has verified the objection (Art 23). Agreed: what the bureau handed down is its office's again; what a
 * superior sent leaves the bureau, and its clocks end. Not agreed: the case stays, and its clocks have run all along.
 */
export function settleObjection(
  aggregates: Aggregates,
  command: SettleObjection,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(settlement, aggregates, command, world, (state) => {
    const { agreed, reason, settledOn } = command;
    const after = state.objection?.objectedOn ?? state.receivedOn;
    const down = state.objection?.against === 'bureau';
    const office = (state.transfer ?? state.assignment)?.officeUnitId;
    const carriesOthers = agreed && !down && (state.mergedFrom ?? []).length > 0;
    const refusal = firstRefusal(
      // others' matters (并案) do not leave with it: those part first
      () => (carriesOthers ? refused('merge-has-merged', {}, [art23], 'agreed') : undefined),
      () => checkReason(reason, [art23]),
      () => checkDay(settledOn, { world, after, citations: [art23], path: 'settledOn' }),
    );
    if (refusal) return refusal;
    const settled: PetitionCaseEvent = {
      type: 'objectionSettled',
      stream: streamOf(state),
      agreed,
      reason,
      settledOn,
      by: byActor(world),
      ...(agreed && down && office !== undefined && { toUnitId: office }),
    };
    if (!agreed || down) return ok([settled]);
    // who has it back hears no more of it: not even the report to the sender is left
    return ok([settled, ...endClocks(state, settledOn, {})]);
  });
}
