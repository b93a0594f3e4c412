import { checkReason } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { World } from '../identity/units.ts';
import { ok, type Result } from '../result.ts';
import { answersForUnit } from './approver.ts';
import type { PetitionCaseEvent } from './events.ts';
import { byActor, carryOut, lawfulProcedure, type Procedure, streamOf } from './procedure.ts';
import { redateCase } from './redate.ts';
import type { MendedAct } from './remedies.ts';
import type { RestoreCase, VoidCase } from './side-commands.ts';
import { restored } from './side-evolve.ts';
import type { CaseFacets } from './statuses.ts';
import type { PetitionCaseState } from './types.ts';

/** Each petition is registered, and each registration numbered (Art 22, R69): what was none, or was registered twice, is marked, never taken out. */
const basis = [cite('petitionRegulation2022', '第二十二条'), cite('petitionSystem', '第五条', 'R69'), lawfulProcedure];
/** The General Office answers for what is registered (R65). */
const officeBasis = [cite('petitionSystem', '第三条', 'R65'), lawfulProcedure];

type BuiltPart = keyof CaseFacets | 'contract' | 'receptions';

/**
 * By which act each part of a case came to be, so that it is no mere registration any more, the last ones first: they are taken back first.
 * Undefined for what belongs to registering it and for notes of the office's own. Total, so that a new part cannot be forgotten.
 */
const builtBy: Readonly<Record<BuiltPart, MendedAct | undefined>> = {
  archive: 'archiveCase',
  conclusion: 'concludeCase',
  withdrawal: 'withdrawCase',
  merger: 'mergeCases',
  mergedFrom: 'mergeCases',
  finalReview: 'requestFinalReview',
  reexamination: 'requestReexamination',
  reopenings: 'reopenCase',
  senderReport: 'reportToSender',
  evaluation: 'recordEvaluation',
  implementations: 'recordImplementation',
  improvements: 'recordImprovement',
  rectifications: 'recordRectification',
  copies: 'fileCopy',
  completion: 'completeCase',
  delivery: 'deliverReply',
  issued: 'issueReply',
  approval: 'approveReply',
  review: 'reviewReply',
  counsel: 'hearCounsel',
  draft: 'draftReply',
  supervisions: 'superviseCase',
  urgings: 'urgeCase',
  dateRequests: 'requestHotlineDate',
  leaderRequests: 'requestLeader',
  firstAsked: 'handOverFirstAsked',
  simple: 'applySimpleHandling',
  returnedOn: 'settleObjection',
  objection: 'objectToTransfer',
  destination: 'issueDestinationNotice',
  notice: 'issueAcceptanceNotice',
  handedBackOn: 'returnAssignment',
  transfer: 'transferCase',
  assignment: 'assignCase',
  recusals: 'recordRecusal',
  contract: 'contractCase',
  links: 'linkCases',
  receptions: 'recordReception',
  instructions: 'giveInstruction',
  intake: 'recordIntakeStep',
  preScreening: undefined,
  flags: undefined,
  voided: undefined,
};
const builtParts = Object.keys(builtBy) as readonly BuiltPart[]; // its own keys

/** Whether that part holds more than registration left there. */
function holds(state: PetitionCaseState, part: BuiltPart): boolean {
  switch (part) {
    // up to 摘编 a letter has not left the office
    case 'intake':
      return (state.intake ?? []).some(({ step }) => step === 'submitted');
    case 'firstAsked':
      return (state.firstAsked?.handOvers ?? []).length > 0;
    case 'simple':
      return state.simple !== undefined && state.simple.ended === undefined;
    default: {
      const held = state[part];
      return Array.isArray(held) ? held.length > 0 : held !== undefined;
    }
  }
}

/** The act by which more has become of a case than a registration; undefined while it is nothing else. */
function begunBy(state: PetitionCaseState): MendedAct | undefined {
  const part = builtParts.find((one) => builtBy[one] !== undefined && holds(state, one));
  return part && builtBy[part];
}

/** Who answers for the office's registrations: its head or deputy, or a leader; whoever works there where neither is recorded. */
const answersForOffice = ({ actor, staff }: World): boolean =>
  actor.role === 'leader' || answersForUnit(actor.id, staff(actor.unitId) ?? {}, true);

/**
 * 作废登记: of what was no petition, or was registered twice, by mistake, and is a registration still. Two people know of it: who
 * registered it does not void it.
 */
export const caseVoiding = {
  command: 'voidCase',
  by: ['leader', 'clerk'],
  needs: [
    {
      holds: (state) => begunBy(state) === undefined,
      code: 'void-begun',
      params: (state) => ({ act: begunBy(state) ?? '' }),
      citations: basis,
    },
    { holds: (_state, world) => answersForOffice(world), code: 'void-not-head', citations: officeBasis },
    {
      holds: ({ registeredBy }, { actor }) => registeredBy?.id !== actor.id,
      code: 'void-own-registration',
      citations: officeBasis,
    },
  ],
  citations: basis,
} as const satisfies Procedure;

/** 恢复登记. */
export const caseRestoring = {
  command: 'restoreCase',
  by: ['leader', 'clerk'],
  needs: [
    { holds: ({ voided }) => voided !== undefined, code: 'not-voided', citations: basis },
    { holds: (_state, world) => answersForOffice(world), code: 'void-not-head', citations: officeBasis },
  ],
  citations: basis,
} as const satisfies Procedure;

/**
 * Voids a registration (作废登记), with the reason: its number stays used and the row stays readable, nothing is owed any more. Refuses
 * void-begun, void-not-head, void-own-registration and reason-missing.
 */
export function voidCase(
  aggregates: Aggregates,
  command: VoidCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(caseVoiding, aggregates, command, world, (state) => {
    const { reason } = command;
    return (
      checkReason(reason, basis) ??
      ok([{ type: 'caseVoided', stream: streamOf(state), reason, voidedOn: world.today, by: byActor(world) }])
    );
  });
}

/** Takes a voiding back (恢复登记): the legal days have run on from the day of receipt as if it had never been voided. */
export function restoreCase(
  aggregates: Aggregates,
  command: RestoreCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(caseRestoring, aggregates, command, world, (state) => {
    const { reason } = command;
    const refusal = checkReason(reason, basis);
    if (refusal) return refusal;
    // a notice that came in the meantime found these clocks at rest
    const redated = redateCase(restored(state), world.calendar);
    if (!redated.ok) return redated;
    const why = { reason, restoredOn: world.today, by: byActor(world) };
    return ok([{ type: 'caseRestored', stream: streamOf(state), ...why }, ...redated.value]);
  });
}
