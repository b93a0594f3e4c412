// Up to where each act can be taken back (decision 018).

/** Until when: an instruction was given, the unit began, the other side answered … */
export type RetractLimit =
  | 'instructed'
  | 'sameDay'
  | 'unitBegan'
  | 'settled'
  | 'approved'
  | 'issued'
  | 'delivered'
  | 'beforeFirstDate'
  | 'acknowledged'
  | 'entrusted'
  | 'reported'
  | 'decided'
  | 'accepted'
  | 'answered'
  | 'arranged'
  | 'archived'
  | 'closed';

/** What can be taken back (撤回) by whoever did it, and up to where. */
export const retractLimits = {
  recordIntakeStep: 'instructed',
  issueAcceptanceNotice: 'sameDay',
  assignCase: 'unitBegan',
  transferCase: 'unitBegan',
  issueDestinationNotice: 'sameDay',
  objectToTransfer: 'settled',
  settleObjection: 'unitBegan',
  recordRecusal: 'closed',
  reviewReply: 'approved',
  approveReply: 'issued',
  issueReply: 'delivered',
  deliverReply: 'closed',
  extendHandling: 'beforeFirstDate',
  requestHotlineDate: 'answered',
  agreeHotlineDate: 'beforeFirstDate',
  refuseHotlineDate: 'beforeFirstDate',
  pauseClock: 'beforeFirstDate',
  resumeClock: 'beforeFirstDate',
  urgeCase: 'acknowledged',
  superviseCase: 'acknowledged',
  answerSupervision: 'archived',
  circulateCriticism: 'acknowledged',
  requestReexamination: 'entrusted',
  entrustReexamination: 'reported',
  reportReexamination: 'decided',
  approveReexamination: 'decided',
  decideReexamination: 'sameDay',
  requestFinalReview: 'decided',
  decideFinalReview: 'sameDay',
  recordEvaluation: 'archived',
  reportToSender: 'archived',
  handOverFirstAsked: 'accepted',
  requestLeader: 'arranged',
  recordLeaderAttendance: 'closed',
} as const satisfies Readonly<Partial<Record<string, RetractLimit>>>;
export type RetractableAct = keyof typeof retractLimits;
export const retractableActs = Object.keys(retractLimits) as readonly RetractableAct[]; // its own keys
