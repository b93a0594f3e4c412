import { maskName, type PlainDate } from '@huiyin/domain';
import { isSideEvent, type MainEvent, type SideEvent } from '@huiyin/domain/cases';
import {
  caseFlagName,
  deliveryMannerName,
  instructionDecisionName,
  intakeStepName,
  opinionConclusionName,
  replyDocumentName,
} from '@huiyin/domain/messages';
import { type Named, sideEventDetail } from './side-timeline.ts';

type Say = (day: PlainDate) => string;

/** One line about a step of the main line (登记之后、办结之前), in Chinese; null when the title says all. */
export function caseEventDetail(event: MainEvent | SideEvent, date: Say, named: Named): string | null {
  if (isSideEvent(event)) return sideEventDetail(event, date, named);
  switch (event.type) {
    case 'intakeStepRecorded':
      return `${intakeStepName(event.step)}，${date(event.doneOn)}${event.abstract ? `：${event.abstract}` : ''}`;
    case 'casePreScreened':
      return `${event.opinion === 'accept' ? '建议受理' : '建议不予受理'}，${date(event.screenedOn)}报${event.reportedTo}`;
    case 'caseFlagsSet':
      return flagsDetail(event);
    case 'instructionGiven':
      return `${event.by.name}，${date(event.instructedOn)}：${instructionDecisionName(event.decision)}。${event.text}`;
    case 'recusalRecorded':
      return `${named.person(event.personId)}，${date(event.decidedOn)}${event.approver ? `由${event.approver.name}决定` : ''}：${event.reason}`;
    case 'caseAssigned':
    case 'assignmentReturned':
    case 'caseTransferred':
    case 'destinationNoticeIssued':
    case 'transferObjected':
    case 'objectionSettled':
      return handlingDetail(event, date, named);
    default:
      return replyDetail(event, date);
  }
}

type Of<T extends MainEvent['type']> = Extract<MainEvent, { type: T }>;

function flagsDetail({ flags, reason }: Of<'caseFlagsSet'>): string {
  const set = (['important', 'complexLegal', 'major', 'urgent'] as const).flatMap((flag) =>
    flags[flag] === undefined ? [] : `${flags[flag] ? '' : '取消'}${caseFlagName(flag)}`,
  );
  return `${set.join('、')}：${reason}`;
}

function handlingDetail(
  event: Of<
    | 'caseAssigned'
    | 'assignmentReturned'
    | 'caseTransferred'
    | 'destinationNoticeIssued'
    | 'transferObjected'
    | 'objectionSettled'
  >,
  date: Say,
  { unit }: Named,
): string {
  switch (event.type) {
    case 'caseAssigned':
      return `${unit(event.unitId)}，${date(event.assignedOn)}交办，${date(event.receivedOn)}收到`;
    case 'assignmentReturned':
      return `${date(event.returnedOn)}：${event.reason}`;
    case 'caseTransferred':
      return `${unit(event.unitId)}，${date(event.transferredOn)}转送，${date(event.receivedOn)}收到：${event.reason}`;
    case 'destinationNoticeIssued':
      return `${date(event.toldOn)}书面告知`;
    case 'transferObjected':
      return `${date(event.objectedOn)}：${event.reason}`;
    case 'objectionSettled':
      return `${event.agreed ? '同意退还' : '不同意退还'}，${date(event.settledOn)}：${event.reason}`;
  }
}

function replyDetail(
  event: Of<
    | 'replyDrafted'
    | 'counselHeard'
    | 'replyReviewed'
    | 'replyApproved'
    | 'replySentBack'
    | 'replyIssued'
    | 'replyDelivered'
  >,
  date: Say,
): string {
  switch (event.type) {
    case 'replyDrafted':
      return `${event.by.name}，${date(event.draftedOn)}${event.conclusion ? `：${opinionConclusionName(event.conclusion)}` : ''}`;
    case 'counselHeard':
      return `${event.counsel}，${date(event.heardOn)}：${event.opinion}`;
    case 'replyReviewed':
      return `${event.by.name}，${date(event.reviewedOn)}`;
    case 'replyApproved':
      return `${event.by.name}，${date(event.approvedOn)}`;
    case 'replySentBack':
      return `${event.by.name}，${date(event.on)}：${event.reason}`;
    case 'replyIssued':
      return `${replyDocumentName(event.document)}${event.documentNumber ? ` ${event.documentNumber}` : ''}，${date(event.issuedOn)}`;
    case 'replyDelivered':
      return deliveryDetail(event, date);
  }
}

/** How it was delivered and what proves it: the number of the mail, or who signed. */
function deliveryDetail(
  { manner, deliveredOn, mailNumber, signedBy, witnesses }: Of<'replyDelivered'>,
  date: Say,
): string {
  const proof = [
    mailNumber && `挂号信号码${mailNumber}`,
    signedBy && `${maskName(signedBy)}签收`,
    witnesses && '拒绝签收，见证人在场',
  ];
  return [deliveryMannerName(manner), date(deliveredOn), ...proof].filter(Boolean).join('，');
}
