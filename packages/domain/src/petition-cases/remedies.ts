import type { Command } from '../commands.ts';
import type { CaseCommand } from './case-commands.ts';
import { type RetractableAct, type RetractLimit, retractableActs, retractLimits } from './retract-limits.ts';

/** Every act: on a case, a visit, a session of reception. */
export type MendedAct = Command['type'];

/**
 * How an act is put right once it is done (撤回与更正). `until`: it can be taken back by whoever did it, up to there; `again`: the
 * same act once more stands in its place; `by`: the acts that mend it.
 */
export interface Remedy {
  readonly until?: RetractLimit;
  readonly again?: true;
  readonly by: readonly MendedAct[];
}

const again = { again: true, by: [] } as const;
const by = (...acts: Remedy['by']): Remedy => ({ by: acts });

/** What mends an act where taking it back is not, or is no longer, the way. */
const mending: Readonly<Record<MendedAct, Remedy>> = {
  registerCase: by('amendCase', 'mergeCases', 'withdrawCase', 'voidCase'),
  logOutreachVisit: by('amendOutreachVisit'),
  amendOutreachVisit: again,
  settleFollowUp: by('amendOutreachVisit'),
  recordIntakeStep: by('giveInstruction'),
  preScreenCase: again,
  setCaseFlags: again,
  giveInstruction: again,
  // a notice that went out is replaced by a corrected paper; a refusal falls when the case is taken up again
  issueAcceptanceNotice: by('voidDocument', 'reopenCase'),
  assignCase: by('returnAssignment', 'objectToTransfer'),
  returnAssignment: by('assignCase'),
  transferCase: by('objectToTransfer'),
  issueDestinationNotice: by('voidDocument'),
  objectToTransfer: by('settleObjection'),
  settleObjection: by('assignCase', 'transferCase'),
  recordRecusal: by('reopenCase'),
  draftReply: again,
  hearCounsel: again,
  reviewReply: by('draftReply', 'approveReply'),
  approveReply: by('draftReply'),
  issueReply: by('voidDocument', 'reopenCase'),
  deliverReply: by('reopenCase'),
  completeCase: by('reopenCase'),
  contractCase: again,
  extendHandling: by('issueReply'),
  pauseClock: by('resumeClock'),
  resumeClock: by('pauseClock'),
  requestHotlineDate: by('agreeHotlineDate', 'refuseHotlineDate'),
  agreeHotlineDate: by('completeCase'),
  // it is asked for once more
  refuseHotlineDate: by('requestHotlineDate'),
  urgeCase: by('voidDocument', 'urgeCase'),
  superviseCase: by('answerSupervision', 'voidDocument'),
  // it was received: only the day may be wrong
  acknowledgePressing: again,
  answerSupervision: by('superviseCase'),
  circulateCriticism: by('answerSupervision', 'voidDocument'),
  mergeCases: by('unmergeCase'),
  unmergeCase: by('mergeCases'),
  linkCases: by('unlinkCases'),
  unlinkCases: by('linkCases'),
  reopenCase: by('completeCase', 'issueAcceptanceNotice', 'withdrawCase'),
  withdrawCase: by('reopenCase'),
  voidCase: by('restoreCase'),
  restoreCase: by('voidCase'),
  requestReexamination: by('decideReexamination'),
  entrustReexamination: again,
  reportReexamination: again,
  approveReexamination: again,
  decideReexamination: by('requestFinalReview', 'reopenCase'),
  requestFinalReview: by('decideFinalReview'),
  decideFinalReview: by('reopenCase'),
  concludeCase: by('reopenCase'),
  recordImplementation: again,
  checkImplementation: again,
  archiveCase: { again: true, by: ['reopenCase'] },
  recordEvaluation: by('reopenCase'),
  reportToSender: by('voidDocument', 'reopenCase'),
  recordImprovement: again,
  recordRectification: again,
  handOverFirstAsked: by('declineHandOver', 'acceptHandOver'),
  acceptHandOver: by('handOverFirstAsked'),
  declineHandOver: by('handOverFirstAsked'),
  requestLeader: by('arrangeLeader'),
  arrangeLeader: again,
  recordLeaderAttendance: by('requestLeader'),
  fileCopy: again,
  applySimpleHandling: by('endSimpleHandling'),
  endSimpleHandling: by('applySimpleHandling'),
  amendCase: again,
  // the number is gone for good (作废); the same act's paper is made anew with it
  voidDocument: by('amendCase'),
  // what was taken back is simply done again
  retractAct: by(...retractableActs),

  // the reception day: an entry of the line moves on, and what it made is mended on its case
  planSessions: { again: true, by: ['swapDuty', 'arrangeSubstitute', 'cancelSession'] },
  addSession: by('cancelSession'),
  acceptDuty: by('arrangeSubstitute', 'swapDuty'),
  arrangeSubstitute: { again: true, by: ['planSessions'] },
  swapDuty: { again: true, by: ['planSessions'] },
  cancelSession: by('planSessions', 'addSession'),
  nameAttendees: again,
  setEmergency: again,
  bookReception: by('withdrawBooking'),
  withdrawBooking: by('bookReception', 'registerWalkIn'),
  preScreenBooking: again,
  giveBookingOpinion: again,
  notifyAttendee: again,
  acknowledgeNotice: by('notifyAttendee'),
  setQueueOrder: again,
  checkIn: by('recordNoShow'),
  registerWalkIn: by('recordNoShow'),
  callVisitor: by('recordNoShow', 'recordReception'),
  recordNoShow: by('checkIn', 'registerWalkIn'),
  recordReception: by('amendCase', 'giveInstruction', 'withdrawCase'),
  signRecord: by('giveInstruction'),
  // who comes after the end is registered as a visit of an ordinary day (R87)
  closeSession: by('registerCase'),
  urgeReception: again,
  // what was not carried out after all is supervised (R27, Art 40)
  settleReception: by('superviseCase', 'checkImplementation'),
};

const isRetractable = (act: MendedAct): act is RetractableAct => Object.hasOwn(retractLimits, act);

/** How that act is put right: the one table behind the screens and the tests. */
export function remedyOf(act: MendedAct): Remedy {
  return isRetractable(act) ? { ...mending[act], until: retractLimits[act] } : mending[act];
}

/**
 * Acts that reach out of the house or end a duty, and cannot simply be taken back: before them a person is asked once more
 * (不可撤回的操作).
 */
export const weightyActs: readonly CaseCommand['type'][] = [
  'withdrawCase',
  'voidCase',
  'concludeCase',
  'circulateCriticism',
  'voidDocument',
];
