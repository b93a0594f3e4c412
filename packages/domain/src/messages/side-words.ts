import type { ReviewBody } from '../identity/units.ts';
import type { ReceiptState } from '../petition-cases/acknowledgement.ts';
import type { ImplementationState } from '../petition-cases/implementation.ts';
import type { RetractLimit } from '../petition-cases/retract-limits.ts';
import type { SideCommand } from '../petition-cases/side-commands.ts';
import type { SideEvent } from '../petition-cases/side-events.ts';
import type {
  ConclusionGround,
  FiledDocument,
  ImprovementStatus,
  LinkRelation,
  PressedBy,
  ReopenReason,
  ReportManner,
  Retention,
  RetentionGround,
  ReviewResult,
  SimpleGround,
  SuggestionKind,
  SupervisionTrigger,
} from '../petition-cases/side-facets.ts';

type TypeOf<T> = T extends { readonly type: infer Type extends string } ? Type : never;

/** Commands beside and after the main line, as buttons say them. */
export const sideCommandNames: Readonly<Record<TypeOf<SideCommand>, string>> = {
  extendHandling: '延长办理期限',
  pauseClock: '听证，中止计时',
  resumeClock: '听证结束，恢复计时',
  requestHotlineDate: '申请续报',
  agreeHotlineDate: '续报获准，改期限',
  refuseHotlineDate: '续报未获准',
  urgeCase: '催办',
  superviseCase: '督办',
  acknowledgePressing: '签收',
  answerSupervision: '反馈督办情况',
  circulateCriticism: '通报',
  mergeCases: '并案',
  unmergeCase: '撤销并案',
  linkCases: '关联',
  withdrawCase: '登记撤回',
  voidCase: '作废登记',
  restoreCase: '恢复登记',
  requestReexamination: '登记复查申请',
  entrustReexamination: '交由处室复查',
  reportReexamination: '报告复查结果',
  approveReexamination: '审定复查结果',
  decideReexamination: '登记复查意见',
  requestFinalReview: '登记复核申请',
  decideFinalReview: '登记复核意见',
  concludeCase: '终结',
  recordImplementation: '登记落实情况',
  checkImplementation: '核实落实情况',
  archiveCase: '归档',
  reopenCase: '重新办理',
  recordEvaluation: '登记评价',
  reportToSender: '反馈来文机关',
  recordImprovement: '改进建议',
  recordRectification: '整改',
  handOverFirstAsked: '首问移交',
  acceptHandOver: '接受移交',
  declineHandOver: '不接受移交',
  requestLeader: '申请领导到场',
  arrangeLeader: '安排领导到场',
  recordLeaderAttendance: '登记领导到场',
  fileCopy: '备案',
  applySimpleHandling: '适用简易办理',
  endSimpleHandling: '转普通程序',
  amendCase: '更正登记',
  voidDocument: '作废文书',
  retractAct: '撤回操作',
  unlinkCases: '解除关联',
};

/** Events beside and after the main line, as a timeline says them. */
export const sideEventNames: Readonly<Record<TypeOf<SideEvent>, string>> = {
  clockChanged: '期限变更',
  caseUrged: '催办',
  caseSupervised: '督办',
  pressingAcknowledged: '签收',
  supervisionAnswered: '反馈督办情况',
  criticismCirculated: '通报',
  caseMerged: '并入另一件',
  caseJoined: '另一件并入',
  resultCarried: '并入的一件有了结果',
  caseUnmerged: '撤销并案',
  caseParted: '并入的一件分出',
  caseLinked: '关联',
  caseReopened: '重新办理',
  caseWithdrawn: '撤回',
  caseVoided: '作废登记',
  caseRestored: '恢复登记',
  reexaminationRequested: '申请复查',
  reexaminationEntrusted: '交由处室复查',
  reexaminationReported: '报告复查结果',
  reexaminationApproved: '审定复查结果',
  reexaminationDecided: '复查意见',
  finalReviewRequested: '申请复核',
  finalReviewDecided: '复核意见',
  caseConcluded: '终结',
  implementationRecorded: '落实情况',
  implementationChecked: '核实落实情况',
  caseArchived: '归档',
  evaluationRecorded: '评价',
  senderReported: '反馈来文机关',
  improvementRecorded: '改进建议',
  rectificationRecorded: '整改',
  handOverOffered: '首问移交',
  handOverAccepted: '接受移交',
  handOverDeclined: '不接受移交',
  hotlineDateRequested: '申请续报',
  hotlineDateRefused: '续报未获准',
  leaderRequested: '申请领导到场',
  leaderArranged: '安排领导到场',
  leaderAttended: '领导到场协调',
  copyFiled: '备案',
  simpleHandlingApplied: '适用简易办理',
  simpleHandlingEnded: '转普通程序',
  caseAmended: '更正登记',
  documentVoided: '文书作废',
  documentReissued: '重新出具文书',
  actRetracted: '撤回操作',
  caseUnlinked: '解除关联',
};

const triggers: Readonly<Record<SupervisionTrigger, string>> = {
  notCompletedInTime: '无正当理由未按期办结',
  resultNotReported: '未按规定反馈办理结果',
  procedureNotFollowed: '未按规定程序办理',
  shirking: '推诿、敷衍、拖延',
  opinionNotCarriedOut: '不执行处理意见',
  fraud: '弄虚作假',
  other: '其他需要督办的情形',
};
/** Why a case is supervised (Art 40). */
export const supervisionTriggerName = (trigger: SupervisionTrigger): string => triggers[trigger];

const suggestions: Readonly<Record<SuggestionKind, string>> = {
  improveWork: '改进工作',
  improvePolicy: '完善政策',
  accountability: '追究责任',
};
/** 三项建议 (Art 40). */
export const suggestionKindName = (kind: SuggestionKind): string => suggestions[kind];

const limits: Readonly<Record<RetractLimit, string>> = {
  instructed: '领导批示之前',
  sameDay: '出具当天',
  unitBegan: '承办单位拟稿、告知或者提出异议之前',
  settled: '对方答复之前',
  approved: '分管领导审核之前',
  issued: '出具意见之前',
  delivered: '送达之前',
  beforeFirstDate: '原定期限届满之前',
  acknowledged: '对方签收之前',
  entrusted: '交由处室复查、出具受理告知、作出决定之前',
  reported: '处室报告复查结果之前',
  decided: '作出决定之前',
  accepted: '对方接受之前',
  answered: '中心答复之前',
  arranged: '安排领导之前',
  archived: '归档之前',
  closed: '此件办结之前',
};
/** Until when an act can be taken back (撤回). */
export const retractLimitName = (limit: RetractLimit): string => limits[limit];

const relations: Readonly<Record<LinkRelation, string>> = {
  repeat: '重复信访',
  sameMatter: '同一事项',
  samePetitioner: '同一信访人',
  related: '相关事项',
};
export const linkRelationName = (relation: LinkRelation): string => relations[relation];

const bodies: Readonly<Record<ReviewBody, string>> = {
  districtAuthority: '区、县（市）教育局',
  districtGovernment: '区、县（市）人民政府',
  bureau: '市教育局',
  municipalGovernment: '市人民政府',
  provincialDepartment: '省教育厅',
  provincialGovernment: '省人民政府',
};
/** To whom 复查 and 复核 are requested. */
export const reviewBodyName = (body: ReviewBody): string => bodies[body];
/** Any one of them: 市人民政府或者省教育厅. */
export const reviewBodiesText = (any: readonly ReviewBody[]): string => any.map(reviewBodyName).join('或者');

const results: Readonly<Record<ReviewResult, string>> = {
  upheld: '维持',
  changed: '变更',
  revoked: '撤销，责令重新处理',
};
export const reviewResultName = (result: ReviewResult): string => results[result];

const grounds: Readonly<Record<ConclusionGround, string>> = {
  finallyReviewed: '已经复核',
  reexaminationNotRequested: '逾期未申请复查',
  finalReviewNotRequested: '逾期未申请复核',
};
/** Why a case is concluded. */
export const conclusionGroundName = (ground: ConclusionGround): string => grounds[ground];

const implementationStateNames: Readonly<Record<ImplementationState, string>> = {
  none: '无需落实',
  owed: '落实未报',
  reported: '已报落实',
  confirmed: '已核实落实',
  refuted: '核实未落实',
};
/** 落实情况. */
export const implementationStateName = (state: ImplementationState): string => implementationStateNames[state];

const retentions: Readonly<Record<Retention, string>> = {
  permanent: '永久',
  thirtyYears: '30年',
  tenYears: '10年',
  none: '不归档',
};
/** 保管期限. */
export const retentionName = (retention: Retention): string => retentions[retention];

const retentionGrounds: Readonly<Record<RetentionGround, string>> = {
  important: '重要或者重大事项，有处理结果',
  finallyReviewed: '经过复核',
  answered: '有处理结果',
  sensitive: '检举控告、集体访、重要事项或者经过复查',
  notAnswered: '没有处理结果',
  nothingHandled: '不需要办理',
};
/** Which of a file's facts decides its retention. */
export const retentionGroundName = (ground: RetentionGround): string => retentionGrounds[ground];

const reportManners: Readonly<Record<ReportManner, string>> = {
  inPerson: '直接报送',
  mail: '邮寄',
  system: '信访信息系统',
};
/** How a report reaches the sender. */
export const reportMannerName = (manner: ReportManner): string => reportManners[manner];

const reasons: Readonly<Record<ReopenReason, string>> = {
  newFacts: '有新的事实和理由',
  opinionNotCarriedOut: '意见未落实',
  revokedOnReview: '复查、复核撤销原意见',
  wronglyClosed: '办结有误',
  raisedAgain: '撤回后再次提出',
};
/** Why a closed case is taken up again. */
export const reopenReasonName = (reason: ReopenReason): string => reasons[reason];

const improvements: Readonly<Record<ImprovementStatus, string>> = {
  proposed: '已提出',
  adopted: '已采纳',
  notAdopted: '未采纳',
  done: '已完成',
};
export const improvementStatusName = (status: ImprovementStatus): string => improvements[status];

const simpleGrounds: Readonly<Record<SimpleGround, string>> = {
  clear: '事实清楚、责任明确、争议不大、易于解决',
  answeredAtOnce: '咨询、意见建议等，可以即时答复',
  timeSensitive: '时限性强，需要快速处理',
  promised: '已有明确承诺或者结论',
};
/** Why simple handling applies. */
export const simpleGroundName = (ground: SimpleGround): string => simpleGrounds[ground];

const copies: Readonly<Record<FiledDocument, string>> = { notice: '受理或者不予受理告知单', reply: '答复意见书' };
/** The two documents whose copies are filed (R79). */
export const filedDocumentName = (document: FiledDocument): string => copies[document];

const pressed: Readonly<Record<PressedBy, string>> = { urging: '催办', supervision: '督办', criticism: '通报' };
/** What is acknowledged (签收). */
export const pressedByName = (of: PressedBy): string => pressed[of];

const receipts: Readonly<Record<ReceiptState, string>> = {
  criticismOwed: '通报待签收',
  criticismSigned: '通报已签收',
  supervisionOwed: '督办待签收',
  supervisionSigned: '督办已签收',
  urgingOwed: '催办待签收',
  urgingSigned: '催办已签收',
};
/** How what presses a unit stands (签收情况). */
export const receiptStateName = (receipt: ReceiptState): string => receipts[receipt];
