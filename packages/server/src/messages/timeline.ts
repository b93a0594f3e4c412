import { type Citation, cite, type PlainDate } from '@huiyin/domain';
import { type CaseCommand, type DomainEvent, flagCitations, procedures } from '@huiyin/domain/cases';
import {
  channelName,
  clockName,
  completionOutcomeName,
  contentKindName,
  datedByName,
  dateText,
  modeName,
  receptionOutcomeName,
  routeOutcomeName,
} from '@huiyin/domain/messages';
import { isReceptionEvent } from '@huiyin/domain/receptions';
import { caseEventDetail } from './case-timeline.ts';
import type { Named } from './side-timeline.ts';

/** Name shown for a petitioner who gave none. */
export const anonymousName = '匿名';

/** The other case that an event speaks of (并案、关联). */
export function otherCaseOf(event: DomainEvent): string | undefined {
  if (event.type === 'caseMerged') return event.intoId;
  if (event.type === 'caseUnmerged' || event.type === 'resultCarried') return event.fromId;
  const two = ['caseJoined', 'caseParted', 'caseLinked', 'caseUnlinked'];
  return two.includes(event.type) && 'caseId' in event ? event.caseId : undefined;
}

/** One line about an event in a case's timeline, in Chinese; null when its title says all. */
export function eventDetail(event: DomainEvent, today: PlainDate, named: Named): string | null {
  const date = (day: PlainDate): string => dateText(day, today);
  switch (event.type) {
    case 'caseRegistered':
      return `${channelName(event.channel)} · ${contentKindName(event.matter.facts.contentKind)} · ${routeOutcomeName(event.route.outcome)}`;
    case 'clockStarted':
      return `${clockName(event.clock)}：自${date(event.from)}起，${date(event.legalDue)}前（${datedByName(event)}）${event.provisional ? '，暂定' : ''}`;
    case 'clockMet':
      return `${clockName(event.clock)}：${date(event.metOn)}${named.late ? `，超过法定期限${date(named.late)}` : ''}`;
    case 'clockStopped':
      return `${clockName(event.clock)}：${date(event.stoppedOn)}`;
    case 'clockRedated':
      return redatedDetail(event, date);
    case 'caseNumbered':
      return event.number;
    case 'acceptanceNoticeIssued':
      return noticeDetail(event, date);
    case 'caseCompleted':
      return `${completionOutcomeName(event.outcome)}，${date(event.repliedOn)}答复。${event.resolution}`;
    case 'caseContracted':
      return event.leader?.leaderName ?? '不再包案';
    case 'outreachVisitLogged':
      return modeName(event.mode);
    case 'outreachVisitAmended':
      return event.reason;
    case 'followUpSettled':
      return `${date(event.settledOn)}：${event.result}`;
    case 'caseVisited':
      return visitedDetail(event, date);
    case 'caseReceived':
      return `${event.receiver.name}，${date(event.receivedOn)}接访：${receptionOutcomeName(event.outcome)}。${event.instruction}`;
    default:
      if (isReceptionEvent(event)) return null;
      return caseEventDetail(event, date, named);
  }
}

function visitedDetail(event: Extract<DomainEvent, { type: 'caseVisited' }>, date: (day: PlainDate) => string): string {
  const asked = event.requirements.map(({ what, dueOn }) => `要求：${what}（${date(dueOn)}前）`);
  const amended = event.amended ? '（更正）' : '';
  return [`${modeName(event.mode)}${amended}，${date(event.visitedOn)}到场。${event.words}`, ...asked].join('\n');
}

/** Old date and new, or that the date has been confirmed. */
function redatedDetail(
  { clock, before, legalDue, provisional, notice }: Extract<DomainEvent, { type: 'clockRedated' }>,
  date: (day: PlainDate) => string,
): string {
  const moved =
    before.legalDue === legalDue
      ? `${date(legalDue)}不变${before.provisional && !provisional ? '，不再是暂定' : ''}`
      : `${date(before.legalDue)}改为${date(legalDue)}`;
  return `${clockName(clock)}：${moved}。${notice === undefined ? '' : `${notice.year}年`}放假安排已更新`;
}

function noticeDetail(
  event: Extract<DomainEvent, { type: 'acceptanceNoticeIssued' }>,
  date: (day: PlainDate) => string,
): string {
  const decision = event.decision === 'accept' ? '予以受理' : '不予受理';
  const reason = event.reason ? `：${event.reason}` : '';
  const body = event.competentBody ? `；请向${event.competentBody}提出` : '';
  return `${decision}，${date(event.issuedOn)}出具${reason}${body}`;
}

/** 接待时作出处理决定 (R47). */
const receptionBasis = cite('receptionPlan', '三（二）', 'R47');
/** 结合下访督促解决突出问题: a visit about a case (R20). */
const visitBasis = cite('receptionSystem', '四（二）', 'R20');

/** The articles that an event stands on. */
export function eventCitations(event: DomainEvent): readonly Citation[] {
  switch (event.type) {
    case 'caseRegistered':
      return event.route.citations;
    case 'clockStarted':
    case 'clockRedated':
      return [event.citation];
    case 'acceptanceNoticeIssued':
    case 'clockChanged':
    case 'caseConcluded':
      return event.citations;
    case 'caseFlagsSet':
      return flagCitations(event.flags);
    case 'caseVisited':
      return [visitBasis];
    case 'caseReceived':
      return [receptionBasis];
    case 'replySentBack':
      return procedures[event.stage === 'review' ? 'reviewReply' : 'approveReply'].citations;
    case 'caseLinked':
      return procedures.linkCases.citations;
    default: {
      const command = commandBehind[event.type];
      return command === undefined ? [] : procedures[command].citations;
    }
  }
}

/** What happens by one command alone stands on the articles of its row in the procedure table. */
const commandBehind: Readonly<Partial<Record<DomainEvent['type'], CaseCommand['type']>>> = {
  intakeStepRecorded: 'recordIntakeStep',
  casePreScreened: 'preScreenCase',
  instructionGiven: 'giveInstruction',
  caseAssigned: 'assignCase',
  assignmentReturned: 'returnAssignment',
  caseTransferred: 'transferCase',
  destinationNoticeIssued: 'issueDestinationNotice',
  transferObjected: 'objectToTransfer',
  objectionSettled: 'settleObjection',
  recusalRecorded: 'recordRecusal',
  replyDrafted: 'draftReply',
  counselHeard: 'hearCounsel',
  replyReviewed: 'reviewReply',
  replyApproved: 'approveReply',
  replyIssued: 'issueReply',
  replyDelivered: 'deliverReply',
  caseCompleted: 'completeCase',
  caseContracted: 'contractCase',
  caseAmended: 'amendCase',
  caseUrged: 'urgeCase',
  caseSupervised: 'superviseCase',
  pressingAcknowledged: 'acknowledgePressing',
  supervisionAnswered: 'answerSupervision',
  criticismCirculated: 'circulateCriticism',
  caseMerged: 'mergeCases',
  caseJoined: 'mergeCases',
  caseParted: 'unmergeCase',
  caseUnmerged: 'unmergeCase',
  implementationRecorded: 'recordImplementation',
  implementationChecked: 'checkImplementation',
  caseArchived: 'archiveCase',
  caseReopened: 'reopenCase',
  caseWithdrawn: 'withdrawCase',
  caseVoided: 'voidCase',
  caseRestored: 'restoreCase',
  reexaminationRequested: 'requestReexamination',
  reexaminationEntrusted: 'entrustReexamination',
  reexaminationReported: 'reportReexamination',
  reexaminationApproved: 'approveReexamination',
  reexaminationDecided: 'decideReexamination',
  finalReviewRequested: 'requestFinalReview',
  finalReviewDecided: 'decideFinalReview',
  evaluationRecorded: 'recordEvaluation',
  improvementRecorded: 'recordImprovement',
  rectificationRecorded: 'recordRectification',
  handOverOffered: 'handOverFirstAsked',
  handOverAccepted: 'acceptHandOver',
  handOverDeclined: 'declineHandOver',
  hotlineDateRequested: 'requestHotlineDate',
  hotlineDateRefused: 'refuseHotlineDate',
  leaderRequested: 'requestLeader',
  leaderArranged: 'arrangeLeader',
  leaderAttended: 'recordLeaderAttendance',
  copyFiled: 'fileCopy',
  senderReported: 'reportToSender',
  simpleHandlingApplied: 'applySimpleHandling',
  simpleHandlingEnded: 'endSimpleHandling',
  documentVoided: 'voidDocument',
  documentReissued: 'voidDocument',
  actRetracted: 'retractAct',
  caseUnlinked: 'unlinkCases',
};
