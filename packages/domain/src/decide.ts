import type { Aggregates, Command, DomainEvent } from './commands.ts';
import { voidDocument } from './documents/void.ts';
import type { World } from './identity/units.ts';
import { amendOutreachVisit, settleFollowUp } from './outreach/change-visit.ts';
import { logOutreachVisit } from './outreach/log-visit.ts';
import { issueAcceptanceNotice } from './petition-cases/acceptance.ts';
import { acknowledgePressing } from './petition-cases/acknowledgement.ts';
import { amendCase } from './petition-cases/amendment.ts';
import { archiveCase } from './petition-cases/archiving.ts';
import { assignCase, recordRecusal, returnAssignment } from './petition-cases/assignment.ts';
import { carriedResults } from './petition-cases/carried-result.ts';
import { extendHandling, pauseClock, resumeClock } from './petition-cases/clock-changes.ts';
import { concludeCase, withdrawCase } from './petition-cases/closing.ts';
import { completeCase } from './petition-cases/completion.ts';
import { contractCase } from './petition-cases/contract.ts';
import { approveReexamination, entrustReexamination, reportReexamination } from './petition-cases/entrustment.ts';
import { acceptHandOver, declineHandOver, handOverFirstAsked } from './petition-cases/first-asked.ts';
import { setCaseFlags } from './petition-cases/flags.ts';
import { agreeHotlineDate, refuseHotlineDate, requestHotlineDate } from './petition-cases/hotline-date.ts';
import { checkImplementation, recordImplementation } from './petition-cases/implementation.ts';
import { giveInstruction } from './petition-cases/instruction.ts';
import { recordIntakeStep } from './petition-cases/intake.ts';
import { deliverReply, issueReply } from './petition-cases/issue.ts';
import { arrangeLeader, recordLeaderAttendance, requestLeader } from './petition-cases/leader-request.ts';
import { linkCases, mergeCases, unlinkCases, unmergeCase } from './petition-cases/merging.ts';
import { preScreenCase } from './petition-cases/pre-screening.ts';
import {
  decideFinalReview,
  decideReexamination,
  requestFinalReview,
  requestReexamination,
} from './petition-cases/reconsideration.ts';
import { fileCopy, recordEvaluation, recordImprovement, recordRectification } from './petition-cases/records.ts';
import { registerCase } from './petition-cases/register.ts';
import { reopenCase } from './petition-cases/reopening.ts';
import { approveReply, draftReply, hearCounsel, reviewReply } from './petition-cases/reply.ts';
import { retractAct } from './petition-cases/retraction.ts';
import { reportToSender } from './petition-cases/sender-report.ts';
import { applySimpleHandling, endSimpleHandling } from './petition-cases/simple-handling.ts';
import { answerSupervision, circulateCriticism, superviseCase, urgeCase } from './petition-cases/supervision.ts';
import { issueDestinationNotice, objectToTransfer, settleObjection, transferCase } from './petition-cases/transfer.ts';
import { restoreCase, voidCase } from './petition-cases/void-case.ts';
import type { ReceptionCommand } from './reception/session-commands.ts';
import { ok, type Result } from './result.ts';
import { allAsWritten } from './written.ts';

type Given = Exclude<Command, ReceptionCommand>;
type Decide<C> = (state: Aggregates, command: C, world: World) => Result<readonly DomainEvent[]>;

/** Total over the commands, so that a new one cannot be forgotten. */
const decisions: { readonly [T in Given['type']]: Decide<Extract<Given, { readonly type: T }>> } = {
  registerCase,
  logOutreachVisit,
  amendOutreachVisit,
  settleFollowUp,
  recordIntakeStep,
  issueAcceptanceNotice,
  completeCase,
  preScreenCase,
  setCaseFlags,
  giveInstruction,
  assignCase,
  returnAssignment,
  transferCase,
  issueDestinationNotice,
  objectToTransfer,
  settleObjection,
  recordRecusal,
  draftReply,
  hearCounsel,
  reviewReply,
  approveReply,
  issueReply,
  deliverReply,
  contractCase,
  extendHandling,
  pauseClock,
  resumeClock,
  requestHotlineDate,
  agreeHotlineDate,
  refuseHotlineDate,
  urgeCase,
  superviseCase,
  acknowledgePressing,
  answerSupervision,
  circulateCriticism,
  mergeCases,
  unmergeCase,
  linkCases,
  reopenCase,
  withdrawCase,
  voidCase,
  restoreCase,
  requestReexamination,
  entrustReexamination,
  reportReexamination,
  approveReexamination,
  decideReexamination,
  requestFinalReview,
  decideFinalReview,
  concludeCase,
  recordImplementation,
  checkImplementation,
  archiveCase,
  recordEvaluation,
  reportToSender,
  recordImprovement,
  recordRectification,
  handOverFirstAsked,
  acceptHandOver,
  declineHandOver,
  requestLeader,
  arrangeLeader,
  recordLeaderAttendance,
  fileCopy,
  applySimpleHandling,
  endSimpleHandling,
  amendCase,
  voidDocument,
  retractAct,
  unlinkCases,
};

/**
 * The one door of every rule of cases and visits (those of the reception day: decideReception): what happens when a command
 * is given in this state of the world. Pure; the server calls it inside its transaction, the phone on its cached copy.
 * Events, or a refusal with its code, field and articles; a stale `expectedVersion` is refused with `version-conflict`.
 */
export function decide(state: Aggregates, given: Given, world: World): Result<readonly DomainEvent[]> {
  const command = allAsWritten(given);
  const decideIt = decisions[command.type] as Decide<Given>; // the row of its own type
  const decided = decideIt(state, command, world);
  return decided.ok ? ok([...decided.value, ...carriedResults(state, decided.value)]) : decided;
}
