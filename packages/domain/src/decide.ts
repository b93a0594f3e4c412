import type { Aggregates, Command, DomainEvent } from './commands.ts';
import type { World } from './identity/units.ts';
import { amendOutreachVisit, settleFollowUp } from './outreach/change-visit.ts';
import { logOutreachVisit } from './outreach/log-visit.ts';
import { issueAcceptanceNotice } from './petition-cases/acceptance.ts';
import { assignCase, recordRecusal, returnAssignment } from './petition-cases/assignment.ts';
import { carriedResults } from './petition-cases/carried-result.ts';
import { completeCase } from './petition-cases/completion.ts';
import { contractCase } from './petition-cases/contract.ts';
import { decideSide } from './petition-cases/decide-side.ts';
import { setCaseFlags } from './petition-cases/flags.ts';
import { giveInstruction } from './petition-cases/instruction.ts';
import { recordIntakeStep } from './petition-cases/intake.ts';
import { deliverReply, issueReply } from './petition-cases/issue.ts';
import { preScreenCase } from './petition-cases/pre-screening.ts';
import { registerCase } from './petition-cases/register.ts';
import { approveReply, draftReply, hearCounsel, reviewReply } from './petition-cases/reply.ts';
import { issueDestinationNotice, objectToTransfer, settleObjection, transferCase } from './petition-cases/transfer.ts';
import type { ReceptionCommand } from './reception/session-commands.ts';
import { ok, type Result } from './result.ts';
import { allAsWritten } from './written.ts';

/**
 * The one door of every rule of cases and visits (those of the reception day: decideReception): what happens when a command is given in this state of the world. Pure; the server calls
 * it inside its transaction, the phone on its cached copy. Events, or a refusal with its code, field and articles; a
 * stale `expectedVersion` is refused with `version-conflict`.
 */
export function decide(
  state: Aggregates,
  given: Exclude<Command, ReceptionCommand>,
  world: World,
): Result<readonly DomainEvent[]> {
  const decided = decideAlone(state, allAsWritten(given), world);
  return decided.ok ? ok([...decided.value, ...carriedResults(state, decided.value)]) : decided;
}

function decideAlone(
  state: Aggregates,
  command: Exclude<Command, ReceptionCommand>,
  world: World,
): Result<readonly DomainEvent[]> {
  switch (command.type) {
    case 'registerCase':
      return registerCase(state, command, world);
    case 'logOutreachVisit':
      return logOutreachVisit(state, command, world);
    case 'amendOutreachVisit':
      return amendOutreachVisit(state, command, world);
    case 'settleFollowUp':
      return settleFollowUp(state, command, world);
    case 'recordIntakeStep':
      return recordIntakeStep(state, command, world);
    case 'issueAcceptanceNotice':
      return issueAcceptanceNotice(state, command, world);
    case 'completeCase':
      return completeCase(state, command, world);
    case 'preScreenCase':
      return preScreenCase(state, command, world);
    case 'setCaseFlags':
      return setCaseFlags(state, command, world);
    case 'giveInstruction':
      return giveInstruction(state, command, world);
    case 'assignCase':
      return assignCase(state, command, world);
    case 'returnAssignment':
      return returnAssignment(state, command, world);
    case 'transferCase':
      return transferCase(state, command, world);
    case 'issueDestinationNotice':
      return issueDestinationNotice(state, command, world);
    case 'objectToTransfer':
      return objectToTransfer(state, command, world);
    case 'settleObjection':
      return settleObjection(state, command, world);
    case 'recordRecusal':
      return recordRecusal(state, command, world);
    case 'draftReply':
      return draftReply(state, command, world);
    case 'hearCounsel':
      return hearCounsel(state, command, world);
    case 'reviewReply':
      return reviewReply(state, command, world);
    case 'approveReply':
      return approveReply(state, command, world);
    case 'issueReply':
      return issueReply(state, command, world);
    case 'deliverReply':
      return deliverReply(state, command, world);
    case 'contractCase':
      return contractCase(state, command, world);
    default:
      return decideSide(state, command, world);
  }
}
