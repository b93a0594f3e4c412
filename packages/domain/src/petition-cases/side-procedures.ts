import { voiding } from '../documents/void.ts';
import { acknowledgement } from './acknowledgement.ts';
import { amendment } from './amendment.ts';
import { archiving } from './archiving.ts';
import { extension, pause, resumption } from './clock-changes.ts';
import { conclusion, withdrawal } from './closing.ts';
import { approving, entrusting, reporting } from './entrustment.ts';
import { handOver, handOverAcceptance, handOverRefusal } from './first-asked.ts';
import { agreedDate, dateRequest, refusedDate } from './hotline-date.ts';
import { implementation, implementationCheck } from './implementation.ts';
import { leaderArrangement, leaderAttendance, leaderRequest } from './leader-request.ts';
import { linking, merger, parting, unlinking } from './merging.ts';
import type { Procedure } from './procedure.ts';
import {
  finalReviewDecision,
  finalReviewRequest,
  reexaminationDecision,
  reexaminationRequest,
} from './reconsideration.ts';
import { evaluation, filing, improvement, rectification } from './records.ts';
import { reopening } from './reopening.ts';
import { retraction } from './retraction.ts';
import { senderReport } from './sender-report.ts';
import type { SideCommand } from './side-commands.ts';
import { ordinaryHandling, simpleHandling } from './simple-handling.ts';
import { criticism, supervision, supervisionAnswer, urging } from './supervision.ts';
import { caseRestoring, caseVoiding } from './void-case.ts';

/** The rows of the procedure table beside and after the main line. */
export const sideProcedures: Readonly<{ [T in SideCommand['type']]: Procedure & { readonly command: T } }> = {
  extendHandling: extension,
  pauseClock: pause,
  resumeClock: resumption,
  requestHotlineDate: dateRequest,
  agreeHotlineDate: agreedDate,
  refuseHotlineDate: refusedDate,
  urgeCase: urging,
  superviseCase: supervision,
  acknowledgePressing: acknowledgement,
  answerSupervision: supervisionAnswer,
  circulateCriticism: criticism,
  mergeCases: merger,
  unmergeCase: parting,
  linkCases: linking,
  withdrawCase: withdrawal,
  voidCase: caseVoiding,
  restoreCase: caseRestoring,
  requestReexamination: reexaminationRequest,
  entrustReexamination: entrusting,
  reportReexamination: reporting,
  approveReexamination: approving,
  decideReexamination: reexaminationDecision,
  requestFinalReview: finalReviewRequest,
  decideFinalReview: finalReviewDecision,
  concludeCase: conclusion,
  recordImplementation: implementation,
  checkImplementation: implementationCheck,
  archiveCase: archiving,
  reopenCase: reopening,
  recordEvaluation: evaluation,
  reportToSender: senderReport,
  recordImprovement: improvement,
  recordRectification: rectification,
  handOverFirstAsked: handOver,
  acceptHandOver: handOverAcceptance,
  declineHandOver: handOverRefusal,
  requestLeader: leaderRequest,
  arrangeLeader: leaderArrangement,
  recordLeaderAttendance: leaderAttendance,
  fileCopy: filing,
  applySimpleHandling: simpleHandling,
  endSimpleHandling: ordinaryHandling,
  amendCase: amendment,
  voidDocument: voiding,
  retractAct: retraction,
  unlinkCases: unlinking,
};
