import type { PlainDate } from '../date.ts';
import type { Issuing } from '../documents/issued.ts';
import type {
  Approval,
  Assignment,
  By,
  CaseFlags,
  CounselOpinion,
  DeliveryRecord,
  DestinationNotice,
  Draft,
  Instruction,
  IntakeRecord,
  IssuedReply,
  Objection,
  PreScreeningRecord,
  Recusal,
  Review,
  Transfer,
} from './facets.ts';
import type { OfCase } from './on-case.ts';

/** 拆信、盖章、摘编、提交签批 (R69). */
export interface IntakeStepRecorded extends OfCase, IntakeRecord {
  readonly type: 'intakeStepRecorded';
}

/** 初审 (R44, R45). */
export interface CasePreScreened extends OfCase, PreScreeningRecord {
  readonly type: 'casePreScreened';
}

/** Only the flags that changed, with the reason (A13: each change is on record). */
export interface CaseFlagsSet extends OfCase {
  readonly type: 'caseFlagsSet';
  readonly flags: CaseFlags;
  readonly reason: string;
  readonly by: By;
}

/** 批示 (R51, R54–R56, R70). */
export interface InstructionGiven extends OfCase, Instruction {
  readonly type: 'instructionGiven';
}

/** 交办. */
export interface CaseAssigned extends OfCase, Issuing, Assignment {
  readonly type: 'caseAssigned';
}

/** 退回: the case is the office's again. */
export interface AssignmentReturned extends OfCase {
  readonly type: 'assignmentReturned';
  readonly reason: string;
  readonly returnedOn: PlainDate;
  readonly toUnitId: string;
  readonly by: By;
}

/** 转送. */
export interface CaseTransferred extends OfCase, Issuing, Transfer {
  readonly type: 'caseTransferred';
}

/** 告知去向. */
export interface DestinationNoticeIssued extends OfCase, Issuing, DestinationNotice {
  readonly type: 'destinationNoticeIssued';
}

/** 异议. */
export interface TransferObjected extends OfCase, Omit<Objection, 'settled'> {
  readonly type: 'transferObjected';
}

/** The sender's answer; when agreed, `toUnitId` is the office that takes it back, missing when it left the bureau. */
export interface ObjectionSettled extends OfCase {
  readonly type: 'objectionSettled';
  readonly agreed: boolean;
  readonly reason: string;
  readonly settledOn: PlainDate;
  readonly toUnitId?: string;
  readonly by: By;
}

/** 回避. */
export interface RecusalRecorded extends OfCase, Recusal {
  readonly type: 'recusalRecorded';
}

/** 拟稿. */
export interface ReplyDrafted extends OfCase, Omit<Draft, 'sentBack'> {
  readonly type: 'replyDrafted';
}

/** 听取法律顾问意见. */
export interface CounselHeard extends OfCase, CounselOpinion {
  readonly type: 'counselHeard';
}

/** 处室负责人审核同意. */
export interface ReplyReviewed extends OfCase, Review {
  readonly type: 'replyReviewed';
}

/** 分管领导审核同意. */
export interface ReplyApproved extends OfCase, Approval {
  readonly type: 'replyApproved';
}

/** 退回重拟, by the reviewer or the leader. */
export interface ReplySentBack extends OfCase {
  readonly type: 'replySentBack';
  readonly stage: 'review' | 'approval';
  readonly reason: string;
  readonly on: PlainDate;
  readonly by: By;
}

/** 出具. */
export interface ReplyIssued extends OfCase, Issuing, IssuedReply {
  readonly type: 'replyIssued';
}

/** 送达. */
export interface ReplyDelivered extends OfCase, DeliveryRecord {
  readonly type: 'replyDelivered';
}

/** The steps of the main line between registration and completion. */
export type MainEvent =
  | IntakeStepRecorded
  | CasePreScreened
  | CaseFlagsSet
  | InstructionGiven
  | CaseAssigned
  | AssignmentReturned
  | CaseTransferred
  | DestinationNoticeIssued
  | TransferObjected
  | ObjectionSettled
  | RecusalRecorded
  | ReplyDrafted
  | CounselHeard
  | ReplyReviewed
  | ReplyApproved
  | ReplySentBack
  | ReplyIssued
  | ReplyDelivered;
