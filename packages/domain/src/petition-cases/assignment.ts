import { checkReason, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import { staffFaults } from '../identity/staffing.ts';
import { isWithin, type World } from '../identity/units.ts';
import { slotFaults } from '../reception/responsibility.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { handlingFacts } from '../routing/classify.ts';
import { approverOf, decidesRecusal } from './approver.ts';
import { restartClocks } from './case-clocks.ts';
import type { AssignCase, RecordRecusal, ReturnAssignment } from './case-commands.ts';
import type { PetitionCaseEvent } from './events.ts';
import type { InstructionDecision, Responsible } from './facets.ts';
import {
  chiefLeaderId,
  heldByDepartment,
  instructed,
  noObjection,
  notHandedOver,
  notToReexamine,
  ownUnitId,
  unanswered,
} from './needs.ts';
import {
  byActor,
  carryOut,
  caseOpen,
  checkDay,
  isAccused,
  isRecused,
  latestOf,
  lawfulProcedure,
  type Procedure,
  streamOf,
  takenUpOn,
} from './procedure.ts';
import { checkHandlingUnit } from './register.ts';
import type { Matter, PetitionCaseState } from './types.ts';

const basis = [cite('petitionSystem', '第六条', 'R70'), cite('receptionSystem', '三（一）', 'R10')];
const handlerBasis = [cite('petitionSystem', '第四条', 'R67')];
const accusedBasis = [cite('petitionRegulation2022', '第三十条')];
const recusalBasis = [cite('petitionRegulation2022', '第二十八条')];

/** 交办: by the office, after the instruction where one is needed (R70); once, until it comes back. */
export const assignment = {
  command: 'assignCase',
  by: ['clerk'],
  needs: [caseOpen, noObjection, notHandedOver, ...unanswered, instructed, notToReexamine],
  citations: basis,
} as const satisfies Procedure;

/** 退回 by the department; what was handed down to a district or school goes back by objection (Art 23). */
export const returning = {
  command: 'returnAssignment',
  by: ['departmentClerk', 'clerk'],
  holderOnly: true,
  needs: [
    caseOpen,
    { holds: (state) => state.assignment !== undefined, code: 'not-handed-over', citations: basis },
    ...unanswered,
    {
      holds: heldByDepartment,
      code: 'object-instead',
      citations: [cite('petitionRegulation2022', '第二十三条')],
    },
  ],
  citations: [lawfulProcedure, cite('petitionSystem', '第三条（五）', 'R65')],
} as const satisfies Procedure;

/** 回避 (Art 28): of oneself, or as the office or a leader decides. */
export const recusal = {
  command: 'recordRecusal',
  by: ['leader', 'clerk', 'departmentClerk'],
  needs: [caseOpen],
  citations: recusalBasis,
} as const satisfies Procedure;

const departmentMay: readonly InstructionDecision[] = ['handle', 'press', 'implement', 'discipline'];
const othersMay: readonly InstructionDecision[] = ['handOver', 'press', 'implement', 'discipline'];

/** A case goes where the instruction that stands says, if there is one; one that had 复查 accepted says nothing of what comes after it. */
export function checkInstructed(state: PetitionCaseState, unitId: string, world: World): Refused | undefined {
  const last = state.instructions?.at(-1);
  const may = world.unit(unitId)?.kind === 'department' ? departmentMay : othersMay;
  return last === undefined || last.asksReexamination === true || may.includes(last.decision)
    ? undefined
    : refused('instruction-says-otherwise', { decision: last.decision }, basis, 'unitId');
}

/** The matter as its route sees it: what the bureau took up again is its own. */
export function routedMatter({ matter, route }: PetitionCaseState): Pick<Matter, 'facts' | 'accusedUnitId'> {
  return { ...matter, facts: handlingFacts(matter.facts, route.outcome) };
}

/** The last day of what an assignment or transfer follows. */
export const dayBefore = (state: PetitionCaseState): PlainDate =>
  latestOf(takenUpOn(state), state.instructions?.at(-1)?.instructedOn, state.handedBackOn);

/** A department takes work only when head, deputy and clerk are named (R67), and the three leaders' roles filled (R33). */
export function answerable(unitId: string, world: World): { readonly ok: true; readonly value: Responsible } | Refused {
  const staff = world.staff(unitId) ?? {};
  const unit = world.unit(unitId)?.name ?? '';
  const [unstaffed] = staffFaults(staff);
  if (unstaffed) return refused('unit-not-staffed', { unit, missing: unstaffed.fault }, unstaffed.citations, 'unitId');
  const overall = chiefLeaderId(world, unitId) ?? '';
  const inCharge = staff.portfolioLeaderId ?? '';
  const coordinating = staff.coordinatorIds ?? [];
  const [unled] = slotFaults({ overall, inCharge, coordinating });
  if (unled) return refused('leaders-not-named', { unit, missing: unled.fault }, unled.citations, 'unitId');
  const { headId = '', deputyId = '', clerkId = '' } = staff;
  return ok({
    headId,
    deputyId,
    clerkId,
    chiefLeaderId: overall,
    portfolioLeaderId: inCharge,
    coordinatorIds: coordinating,
  });
}

/** Nobody who would handle it may be the accused (Art 30) or have an interest in it (Art 28). */
export function checkPeople(
  state: PetitionCaseState,
  people: readonly (string | undefined)[],
  path: string,
): Refused | undefined {
  const known = people.filter((id) => id !== undefined);
  if (known.some((id) => isAccused(state, id))) return refused('accused-handler', {}, accusedBasis, path);
  return known.some((id) => isRecused(state, id)) ? refused('handler-recused', {}, recusalBasis, path) : undefined;
}

/** Whoever is named to handle it works where it goes (R67); a device that does not know the people leaves it to the server. */
function checkHandler(handlerId: string | undefined, unitId: string, { person, unit }: World): Refused | undefined {
  if (handlerId === undefined || person === undefined) return undefined;
  const own = person(handlerId)?.unitId ?? '';
  return isWithin(unit, own, unitId)
    ? undefined
    : refused('handler-of-other-unit', { unit: unit(unitId)?.name ?? '' }, handlerBasis, 'handlerId');
}

function checkAssignment(
  state: PetitionCaseState,
  unitId: string,
  { assignedOn, receivedOn, handlerId }: AssignCase,
  world: World,
): Refused | undefined {
  const staff = world.staff(unitId);
  const day = { world, citations: basis };
  return firstRefusal(
    () => checkHandlingUnit(routedMatter(state), unitId, world, 'unitId'),
    () => checkInstructed(state, unitId, world),
    () => checkPeople(state, [staff?.headId, staff?.clerkId], 'unitId'),
    () => checkText(handlerId, { path: 'handlerId', limit: textLimits.name }),
    () => checkPeople(state, [handlerId], 'handlerId'),
    () => checkHandler(handlerId, unitId, world),
    () => checkDay(assignedOn, { ...day, after: dayBefore(state), path: 'assignedOn' }),
    () => checkDay(receivedOn ?? assignedOn, { ...day, after: assignedOn, path: 'receivedOn' }),
  );
}

/**
 * 交办 (R10, R70): from now on the unit holds the case, and its clocks run from its receipt (R52, R72, R77, R78, R83); the
 * earlier dates stay on record. The notice is not waited for (A17). Who answers for it is kept as it is today (R33, R66, R67).
 */
export function assignCase(
  aggregates: Aggregates,
  command: AssignCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(assignment, aggregates, command, world, (state) => {
    const { unitId = ownUnitId(state) ?? '', assignedOn, receivedOn = assignedOn, handlerId } = command;
    const refusal = checkAssignment(state, unitId, command, world);
    if (refusal) return refusal;
    const answers = world.unit(unitId)?.kind === 'department' ? answerable(unitId, world) : undefined;
    if (answers?.ok === false) return answers;
    const clocks = restartClocks(world, state, unitId, receivedOn);
    if (!clocks.ok) return clocks;
    const assigned: PetitionCaseEvent = {
      type: 'caseAssigned',
      stream: streamOf(state),
      unitId,
      assignedOn,
      receivedOn,
      officeUnitId: world.actor.unitId,
      by: byActor(world),
      ...(handlerId !== undefined && { handlerId }),
      ...(answers && { responsible: answers.value }),
    };
    return ok([assigned, ...clocks.value]);
  });
}

/** 退回: the office has the case again, with the reason; its clocks run on, so that nobody loses sight of it. */
export function returnAssignment(
  aggregates: Aggregates,
  command: ReturnAssignment,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(returning, aggregates, command, world, (state) => {
    const { reason, returnedOn } = command;
    const { assignment: given } = state;
    const { citations } = returning;
    return (
      firstRefusal(
        () => checkReason(reason, citations),
        () =>
          checkDay(returnedOn, { world, after: given?.receivedOn ?? state.receivedOn, citations, path: 'returnedOn' }),
      ) ??
      ok([
        {
          type: 'assignmentReturned',
          stream: streamOf(state),
          reason,
          returnedOn,
          toUnitId: given?.officeUnitId ?? state.handlingUnitId,
          by: byActor(world),
        },
      ])
    );
  });
}

/**
 * 回避 (Art 28). A department's clerk says it of themselves; the office and leaders of anybody. It is decided by whoever answers for
 * the one who steps back. Refuses person-missing, role-not-allowed, already-recused, reason-missing, approver-missing, not-approver and a wrong day.
 */
export function recordRecusal(
  aggregates: Aggregates,
  command: RecordRecusal,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(recusal, aggregates, command, world, (state) => {
    const { personId, reason, approverId, decidedOn } = command;
    const { role, id } = world.actor;
    const citations = recusalBasis;
    const unitId = (world.person?.(personId) ?? world.leader?.(personId))?.unitId ?? state.handlingUnitId;
    const refusal = firstRefusal(
      () => checkText(personId, { path: 'personId', limit: textLimits.name, missing: 'person-missing', citations }),
      () =>
        role === 'departmentClerk' && personId !== id
          ? refused('role-not-allowed', { role, command: command.type, by: 'leader,clerk' }, citations, 'personId')
          : undefined,
      () => (isRecused(state, personId) ? refused('already-recused', {}, citations, 'personId') : undefined),
      () => checkReason(reason, citations),
      () => checkDay(decidedOn, { world, after: takenUpOn(state), citations, path: 'decidedOn' }),
    );
    if (refusal) return refusal;
    const may = (one: string) => decidesRecusal(one, { id: personId, unitId }, world);
    const approver = approverOf(approverId, world, { may, citations });
    if (!approver.ok) return approver;
    const recused = { personId, reason, approver: approver.value, decidedOn, by: byActor(world) };
    return ok([{ type: 'recusalRecorded', stream: streamOf(state), ...recused }]);
  });
}
