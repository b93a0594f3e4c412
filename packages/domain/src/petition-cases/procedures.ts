import type { Citation } from '../citation.ts';
import type { World } from '../identity/units.ts';
import type { Refused } from '../result.ts';
import { acceptanceNotice } from './acceptance.ts';
import { assignment, recusal, returning } from './assignment.ts';
import type { CaseCommand } from './case-commands.ts';
import { completion } from './completion.ts';
import { contracting } from './contract.ts';
import { flagging } from './flags.ts';
import { instruction } from './instruction.ts';
import { intake } from './intake.ts';
import { delivering, issuing } from './issue.ts';
import { preScreening } from './pre-screening.ts';
import { guard, type Procedure } from './procedure.ts';
import { approving, drafting, hearing, reviewing } from './reply.ts';
import { sideProcedures } from './side-procedures.ts';
import { destination, objection, settlement, transfer } from './transfer.ts';
import type { PetitionCaseState } from './types.ts';

/**
 * The procedure of a case (法定程序, R5), one row a command, in the order in which a case goes. The same rows stand behind
 * `decide` and `allowedActions`.
 */
export const procedures: Readonly<{ [T in CaseCommand['type']]: Procedure & { readonly command: T } }> = {
  recordIntakeStep: intake,
  preScreenCase: preScreening,
  setCaseFlags: flagging,
  giveInstruction: instruction,
  issueAcceptanceNotice: acceptanceNotice,
  assignCase: assignment,
  returnAssignment: returning,
  transferCase: transfer,
  issueDestinationNotice: destination,
  objectToTransfer: objection,
  settleObjection: settlement,
  recordRecusal: recusal,
  draftReply: drafting,
  hearCounsel: hearing,
  reviewReply: reviewing,
  approveReply: approving,
  issueReply: issuing,
  deliverReply: delivering,
  completeCase: completion,
  contractCase: contracting,
  ...sideProcedures,
};

/** An action on a case: allowed, or with the refusal that says why not; in both cases the articles it stands on. */
export interface CaseAction {
  readonly action: CaseCommand['type'];
  readonly citations: readonly Citation[];
  readonly refusal?: Refused;
}

/** What can be done with a case by this actor today: every action, in the order of the procedure. */
export function allowedActions(state: PetitionCaseState, world: World): readonly CaseAction[] {
  return Object.values(procedures).map((procedure: Procedure) => {
    const { command: action, citations } = procedure;
    const refusal = guard(procedure, state, world);
    return refusal === undefined ? { action, citations } : { action, citations, refusal };
  });
}
