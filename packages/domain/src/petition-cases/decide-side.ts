import type { Aggregates } from '../commands.ts';
import { voidDocument } from '../documents/void.ts';
import type { World } from '../identity/units.ts';
import type { Result } from '../result.ts';
import { acknowledgePressing } from './acknowledgement.ts';
import { amendCase } from './amendment.ts';
import { archiveCase } from './archiving.ts';
import { extendHandling, pauseClock, resumeClock } from './clock-changes.ts';
import { concludeCase, withdrawCase } from './closing.ts';
import type { PetitionCaseEvent } from './events.ts';
import { acceptHandOver, declineHandOver, handOverFirstAsked } from './first-asked.ts';
import { agreeHotlineDate, refuseHotlineDate, requestHotlineDate } from './hotline-date.ts';
import { checkImplementation, recordImplementation } from './implementation.ts';
import { arrangeLeader, recordLeaderAttendance, requestLeader } from './leader-request.ts';
import { linkCases, mergeCases, unlinkCases, unmergeCase } from './merging.ts';
import { decideFinalReview, decideReexamination, requestFinalReview, requestReexamination } from './reconsideration.ts';
import { fileCopy, recordEvaluation, recordImprovement, recordRectification } from './records.ts';
import { reopenCase } from './reopening.ts';
import { retractAct } from './retraction.ts';
import { reportToSender } from './sender-report.ts';
import type { SideCommand } from './side-commands.ts';
import { applySimpleHandling, endSimpleHandling } from './simple-handling.ts';
import { answerSupervision, circulateCriticism, superviseCase, urgeCase } from './supervision.ts';

/** The commands beside and after the main line; see `decide`. */
export function decideSide(
  state: Aggregates,
  command: SideCommand,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  switch (command.type) {
    case 'extendHandling':
      return extendHandling(state, command, world);
    case 'pauseClock':
      return pauseClock(state, command, world);
    case 'resumeClock':
      return resumeClock(state, command, world);
    case 'requestHotlineDate':
      return requestHotlineDate(state, command, world);
    case 'refuseHotlineDate':
      return refuseHotlineDate(state, command, world);
    case 'agreeHotlineDate':
      return agreeHotlineDate(state, command, world);
    case 'urgeCase':
      return urgeCase(state, command, world);
    case 'superviseCase':
      return superviseCase(state, command, world);
    case 'acknowledgePressing':
      return acknowledgePressing(state, command, world);
    case 'answerSupervision':
      return answerSupervision(state, command, world);
    case 'circulateCriticism':
      return circulateCriticism(state, command, world);
    case 'mergeCases':
      return mergeCases(state, command, world);
    case 'unmergeCase':
      return unmergeCase(state, command, world);
    case 'linkCases':
      return linkCases(state, command, world);
    case 'withdrawCase':
      return withdrawCase(state, command, world);
    case 'requestReexamination':
      return requestReexamination(state, command, world);
    case 'decideReexamination':
      return decideReexamination(state, command, world);
    case 'requestFinalReview':
      return requestFinalReview(state, command, world);
    case 'decideFinalReview':
      return decideFinalReview(state, command, world);
    case 'requestLeader':
      return requestLeader(state, command, world);
    case 'arrangeLeader':
      return arrangeLeader(state, command, world);
    case 'recordLeaderAttendance':
      return recordLeaderAttendance(state, command, world);
    case 'concludeCase':
      return concludeCase(state, command, world);
    case 'archiveCase':
      return archiveCase(state, command, world);
    default:
      return decideRecord(state, command, world);
  }
}

type RecordCommand = Extract<
  SideCommand,
  {
    type:
      | 'reopenCase'
      | 'recordEvaluation'
      | 'reportToSender'
      | 'recordImprovement'
      | 'recordRectification'
      | 'handOverFirstAsked'
      | 'acceptHandOver'
      | 'declineHandOver'
      | 'fileCopy'
      | 'recordImplementation'
      | 'checkImplementation'
      | 'applySimpleHandling'
      | 'endSimpleHandling'
      | 'amendCase'
      | 'voidDocument'
      | 'retractAct'
      | 'unlinkCases';
  }
>;

function decideRecord(state: Aggregates, command: RecordCommand, world: World): Result<readonly PetitionCaseEvent[]> {
  switch (command.type) {
    case 'reopenCase':
      return reopenCase(state, command, world);
    case 'recordEvaluation':
      return recordEvaluation(state, command, world);
    case 'reportToSender':
      return reportToSender(state, command, world);
    case 'recordImprovement':
      return recordImprovement(state, command, world);
    case 'recordRectification':
      return recordRectification(state, command, world);
    case 'handOverFirstAsked':
      return handOverFirstAsked(state, command, world);
    case 'acceptHandOver':
      return acceptHandOver(state, command, world);
    case 'declineHandOver':
      return declineHandOver(state, command, world);
    case 'recordImplementation':
      return recordImplementation(state, command, world);
    case 'checkImplementation':
      return checkImplementation(state, command, world);
    case 'fileCopy':
      return fileCopy(state, command, world);
    case 'applySimpleHandling':
      return applySimpleHandling(state, command, world);
    case 'endSimpleHandling':
      return endSimpleHandling(state, command, world);
    case 'amendCase':
      return amendCase(state, command, world);
    case 'voidDocument':
      return voidDocument(state, command, world);
    case 'retractAct':
      return retractAct(state, command, world);
    case 'unlinkCases':
      return unlinkCases(state, command, world);
  }
}
