/**
 * Every paper of the work (文书): 登记单, 交办单, 督办单, 办结单, 接谈记录 (四单一记录, R32); 受理告知书, 不予受理告知书, 告知去向,
 * 延期告知书, 处理意见书（答复意见书）; 催办函, 督办函, 通报; 送达回证; 复查意见书, 复核意见书;
 * 办结报告.
 */
export const documentKinds = [
  'registrationForm',
  'assignmentForm',
  'supervisionForm',
  'completionForm',
  'receptionRecord',
  'acceptanceNotice',
  'nonAcceptanceNotice',
  'destinationNotice',
  'extensionNotice',
  'handlingOpinion',
  'urgingLetter',
  'supervisionLetter',
  'circularNotice',
  'deliveryReceipt',
  'reexaminationOpinion',
  'finalReviewOpinion',
  'completionReport',
] as const;
export type DocumentKind = (typeof documentKinds)[number];
