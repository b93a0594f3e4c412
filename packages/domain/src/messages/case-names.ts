import type { Command, DomainEvent } from '../commands.ts';
import type { MainCommand } from '../petition-cases/case-commands.ts';
import type {
  CaseFlag,
  DeliveryManner,
  InstructionDecision,
  IntakeStep,
  OpinionConclusion,
  ReplyDocument,
} from '../petition-cases/facets.ts';
import type { MainEvent } from '../petition-cases/main-events.ts';
import type { JointPetition } from '../petition-cases/registration.ts';
import type { CaseStatus } from '../petition-cases/statuses.ts';
import { receptionCommandNames, receptionEventNames } from './reception-day.ts';
import { sideCommandNames, sideEventNames } from './side-words.ts';

const statuses: Readonly<Record<CaseStatus, string>> = {
  registered: '已登记',
  preScreened: '已初审',
  instructed: '已批示',
  accepted: '已受理',
  refused: '不予受理',
  transferred: '已转送',
  objected: '异议中',
  returned: '已退还',
  assigned: '已交办',
  drafted: '已拟稿',
  reviewed: '已审核',
  issued: '已出具意见',
  delivered: '已送达',
  completed: '已办结',
  inReexamination: '复查中',
  reexamined: '已复查',
  inFinalReview: '复核中',
  finallyReviewed: '已复核',
  concluded: '已终结',
  merged: '已并案',
  withdrawn: '已撤回',
  voided: '已作废',
};
/** Where a case stands (办理状态). */
export const statusName = (status: CaseStatus): string => statuses[status];

const steps: Readonly<Record<IntakeStep, string>> = {
  opened: '拆信',
  stamped: '盖章',
  numbered: '编号',
  registered: '登记',
  abstracted: '摘编',
  submitted: '提交签批',
};
/** A step of a letter's intake (R69). */
export const intakeStepName = (step: IntakeStep): string => steps[step];

const flags: Readonly<Record<CaseFlag, string>> = {
  important: '重要信访',
  complexLegal: '复杂法律问题',
  major: '重大事宜',
  urgent: '紧急',
};
export const caseFlagName = (flag: CaseFlag): string => flags[flag];

const decisions: Readonly<Record<InstructionDecision, string>> = {
  handle: '予以受理，交处室办理',
  handOver: '转有权处理的单位办理',
  press: '督促办理',
  implement: '督促落实',
  refuse: '不予受理',
  discipline: '按检举控告办理',
};
/** What a leader signs (批示). */
export const instructionDecisionName = (decision: InstructionDecision): string => decisions[decision];

const conclusions: Readonly<Record<OpinionConclusion, string>> = {
  supported: '予以支持',
  noLegalBasis: '请求合理但缺乏法律依据，予以解释说明',
  notSupported: '不予支持',
};
/** What an opinion says to the request (Art 32). */
export const opinionConclusionName = (conclusion: OpinionConclusion): string => conclusions[conclusion];

const replyDocuments: Readonly<Record<ReplyDocument, string>> = { handlingOpinion: '信访处理意见书', reply: '答复' };
export const replyDocumentName = (document: ReplyDocument): string => replyDocuments[document];

const manners: Readonly<Record<DeliveryManner, string>> = {
  registeredMail: '挂号邮寄',
  inPerson: '直接送达',
  sameChannel: '按来件渠道答复',
};
/** How a reply reached the petitioner (R74). */
export const deliveryMannerName = (manner: DeliveryManner): string => manners[manner];

/** Commands of the main line, as buttons say them. */
const mainCommandNames: Readonly<Record<MainCommand['type'], string>> = {
  recordIntakeStep: '来信办理步骤',
  preScreenCase: '初审',
  setCaseFlags: '标注',
  giveInstruction: '批示',
  issueAcceptanceNotice: '出具受理告知',
  assignCase: '交办',
  returnAssignment: '退回',
  transferCase: '转送',
  issueDestinationNotice: '告知去向',
  objectToTransfer: '提出异议',
  settleObjection: '答复异议',
  recordRecusal: '回避',
  draftReply: '拟稿',
  hearCounsel: '听取法律顾问意见',
  reviewReply: '负责人审核',
  approveReply: '分管领导审核',
  issueReply: '出具意见',
  deliverReply: '送达',
  completeCase: '办结',
  contractCase: '包案',
};

/** Events of the main line, as a timeline says them. */
const mainEventNames: Readonly<Record<MainEvent['type'], string>> = {
  intakeStepRecorded: '来信办理',
  casePreScreened: '初审',
  caseFlagsSet: '标注',
  instructionGiven: '批示',
  caseAssigned: '交办',
  assignmentReturned: '退回',
  caseTransferred: '转送',
  destinationNoticeIssued: '告知去向',
  transferObjected: '提出异议',
  objectionSettled: '异议处理',
  recusalRecorded: '回避',
  replyDrafted: '拟稿',
  counselHeard: '听取法律顾问意见',
  replyReviewed: '处室审核',
  replyApproved: '分管领导审核',
  replySentBack: '退回重拟',
  replyIssued: '出具意见',
  replyDelivered: '送达',
};

const commandNames: Readonly<Record<Command['type'], string>> = {
  registerCase: '登记信访事项',
  logOutreachVisit: '记下访',
  amendOutreachVisit: '更正下访记录',
  settleFollowUp: '落实后续',
  ...mainCommandNames,
  ...sideCommandNames,
  ...receptionCommandNames,
};
/** What a button that gives a command says. */
export const commandName = (type: Command['type']): string => commandNames[type];

const eventNames: Readonly<Record<DomainEvent['type'], string>> = {
  caseRegistered: '登记',
  clockStarted: '开始计时',
  clockMet: '已办到',
  clockStopped: '停止计时',
  clockRedated: '重算期限',
  caseNumbered: '编号',
  acceptanceNoticeIssued: '出具告知单',
  caseCompleted: '办结',
  caseContracted: '包案',
  outreachVisitLogged: '记录下访',
  outreachVisitAmended: '更正下访记录',
  followUpSettled: '落实后续',
  caseVisited: '下访到场',
  caseReceived: '领导接访',
  ...mainEventNames,
  ...sideEventNames,
  ...receptionEventNames,
};
/** The title of an event in a timeline. */
export const eventName = (type: DomainEvent['type']): string => eventNames[type];

/** Who asks, by the name of the first: 罗秀英等8人 where several ask together (联名信访). */
export const petitionerText = (name: string, joint: JointPetition | undefined): string =>
  joint === undefined ? name : `${name}等${joint.persons}人`;

/** The unit that a case is meant for, while the office has not handed it on (拟交). */
export const meantForName = (unit: string): string => `拟交 ${unit}`;
