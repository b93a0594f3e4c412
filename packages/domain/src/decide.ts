import type { Aggregates, Command, DomainEvent } from './commands.ts';
import type { World } from './identity/units.ts';
import { amendOutreachVisit, settleFollowUp } from './outreach/change-visit.ts';
import { logOutreachVisit } from './outreach/log-visit.ts';
import { issueAcceptanceNotice } from './petition-cases/acceptance.ts';
import { completeCase } from './petition-cases/completion.ts';
import { contractCase } from './petition-cases/contract.ts';
import { decideSide } from './petition-cases/decide-side.ts';
import { recordIntakeStep } from './petition-cases/intake.ts';
import { registerCase } from './petition-cases/register.ts';
import type { Result } from './result.ts';

/**
 * The one door of every rule: what happens when `command` is given in this state of the world. Pure; the server calls
 * it inside its transaction, the phone on its cached copy. Events, or a refusal with its code, field and articles; a
 * stale `expectedVersion` is refused with `version-conflict`.
 */
export function decide(state: Aggregates, command: Command, world: World): Result<readonly DomainEvent[]> {
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
    case 'contractCase':
      return contractCase(state, command, world);
    default:
      return decideSide(state, command, world);
  }
}
