import type { PlainDate } from '../date.ts';
import type { Addressing } from '../documents/issued.ts';
import type { CaseFlags, DeliveryManner, InstructionDecision, IntakeStep, ReplyContents } from './facets.ts';
import type { OnCase } from './on-case.ts';
import type { SideCommand } from './side-commands.ts';
import type { CompletionOutcome } from './types.ts';

export type { OnCase };

/** One step of a letter's intake (R69). `abstract` with 摘编; `leaderId`, where the portfolio map names none, with the submission. */
export interface RecordIntakeStep extends OnCase {
  readonly type: 'recordIntakeStep';
  readonly step: IntakeStep;
  readonly doneOn: PlainDate;
  readonly abstract?: string;
  readonly leaderId?: string;
}

/** 初审 by the General Office (R44, R45). */
export interface PreScreenCase extends OnCase {
  readonly type: 'preScreenCase';
  readonly screenedOn: PlainDate;
  readonly matter: string;
  readonly documents: string;
  readonly manner: string;
  readonly opinion: 'accept' | 'notAccept';
  readonly reportedTo: string;
}

/** Sets or takes back flags (重要、复杂法律问题、重大、紧急; R50, R75, R76, R82, R84), with the reason. */
export interface SetCaseFlags extends OnCase {
  readonly type: 'setCaseFlags';
  readonly flags: CaseFlags;
  readonly reason: string;
}

/** 批示 / 签批 by a leader (R51, R54–R56, R70). A reception says both facts of R51 and R54. */
export interface GiveInstruction extends OnCase {
  readonly type: 'giveInstruction';
  readonly decision: InstructionDecision;
  readonly text: string;
  readonly instructedOn: PlainDate;
  readonly asksReexamination?: boolean;
  readonly raisedBefore?: boolean;
}

/**
 * Issues the written notice of acceptance or non-acceptance (R71, Art 23). A refusal needs reason, law and competent
 * body (R31).
 */
export interface IssueAcceptanceNotice extends OnCase, Addressing {
  readonly type: 'issueAcceptanceNotice';
  readonly decision: 'accept' | 'refuse';
  readonly issuedOn: PlainDate;
  readonly reason?: string;
  readonly lawExplanation?: string;
  readonly competentBody?: string;
}

/** 交办 to a unit that reports the result (R70). `receivedOn`: the unit's day of receipt, the day of assignment when missing. */
export interface AssignCase extends OnCase {
  readonly type: 'assignCase';
  /** Not given: the unit that is named for the case (登记的承办单位). */
  readonly unitId?: string;
  readonly assignedOn: PlainDate;
  readonly receivedOn?: PlainDate;
  readonly handlerId?: string;
}

/** 退回 to the office by a department that it was assigned to. */
export interface ReturnAssignment extends OnCase {
  readonly type: 'returnAssignment';
  readonly reason: string;
  readonly returnedOn: PlainDate;
}

/** 转送 to the unit with authority (R26, R27, R54, Art 23). */
export interface TransferCase extends OnCase {
  readonly type: 'transferCase';
  readonly unitId: string;
  readonly reason: string;
  readonly transferredOn: PlainDate;
  readonly receivedOn?: PlainDate;
}

/** 告知去向 (Art 23): told in writing where the matter went. */
export interface IssueDestinationNotice extends OnCase, Addressing {
  readonly type: 'issueDestinationNotice';
  readonly toldOn: PlainDate;
}

/** 异议 against a misdirected transfer, with detailed reasons, within 5 working days (Art 23). */
export interface ObjectToTransfer extends OnCase {
  readonly type: 'objectToTransfer';
  readonly reason: string;
  readonly objectedOn: PlainDate;
}

/** The sender's answer to an objection: goes back only when `agreed` (Art 23). */
export interface SettleObjection extends OnCase {
  readonly type: 'settleObjection';
  readonly agreed: boolean;
  readonly reason: string;
  readonly settledOn: PlainDate;
}

/** 回避 (Art 28): `personId` takes no further part in this case, as `approverId` has decided. */
export interface RecordRecusal extends OnCase {
  readonly type: 'recordRecusal';
  readonly personId: string;
  readonly reason: string;
  readonly approverId: string;
  readonly decidedOn: PlainDate;
}

/** 拟稿 by the handling unit (R72, R81; contents Art 32). */
export interface DraftReply extends OnCase, ReplyContents {
  readonly type: 'draftReply';
  readonly draftedOn: PlainDate;
}

/** 听取法律顾问意见 (R76). */
export interface HearCounsel extends OnCase {
  readonly type: 'hearCounsel';
  readonly counsel: string;
  readonly opinion: string;
  readonly heardOn: PlainDate;
}

/** 处室负责人审核 (R66, R81): agreed, or sent back with the reason. */
export interface ReviewReply extends OnCase {
  readonly type: 'reviewReply';
  readonly agreed: boolean;
  readonly reason?: string;
  readonly reviewedOn: PlainDate;
}

/** 分管领导审核 (R73, R82): agreed, or sent back with the reason. */
export interface ApproveReply extends OnCase {
  readonly type: 'approveReply';
  readonly agreed: boolean;
  readonly reason?: string;
  readonly approvedOn: PlainDate;
}

/** 出具 by the General Office (R53, R73). */
export interface IssueReply extends OnCase, Addressing {
  readonly type: 'issueReply';
  readonly issuedOn: PlainDate;
  readonly documentNumber?: string;
}

/** 送达 (R74, R75). Where signing is refused, `witnesses` (待核). */
export interface DeliverReply extends OnCase {
  readonly type: 'deliverReply';
  readonly manner: DeliveryManner;
  readonly deliveredOn: PlainDate;
  readonly mailNumber?: string;
  readonly signedBy?: string;
  readonly witnesses?: readonly string[];
}

/** Completes a case (办结). `repliedOn` may be missing in the shape so that R12 can refuse it with its article. */
export interface CompleteCase extends OnCase {
  readonly type: 'completeCase';
  readonly cause: string;
  readonly resolution: string;
  readonly repliedOn?: PlainDate;
  readonly outcome: CompletionOutcome;
}

/** Puts a case under a leader's contract (包案, R20); without `leaderId` the contract ends. */
export interface ContractCase extends OnCase {
  readonly type: 'contractCase';
  readonly leaderId?: string;
}

/** The main line, in the order in which a case goes. */
export type MainCommand =
  | RecordIntakeStep
  | PreScreenCase
  | SetCaseFlags
  | GiveInstruction
  | IssueAcceptanceNotice
  | AssignCase
  | ReturnAssignment
  | TransferCase
  | IssueDestinationNotice
  | ObjectToTransfer
  | SettleObjection
  | RecordRecusal
  | DraftReply
  | HearCounsel
  | ReviewReply
  | ApproveReply
  | IssueReply
  | DeliverReply
  | CompleteCase
  | ContractCase;
export const mainCommandTypes = [
  'recordIntakeStep',
  'preScreenCase',
  'setCaseFlags',
  'giveInstruction',
  'issueAcceptanceNotice',
  'assignCase',
  'returnAssignment',
  'transferCase',
  'issueDestinationNotice',
  'objectToTransfer',
  'settleObjection',
  'recordRecusal',
  'draftReply',
  'hearCounsel',
  'reviewReply',
  'approveReply',
  'issueReply',
  'deliverReply',
  'completeCase',
  'contractCase',
] as const satisfies readonly MainCommand['type'][];

/** Every command on one case that exists already. */
export type CaseCommand = MainCommand | SideCommand;
