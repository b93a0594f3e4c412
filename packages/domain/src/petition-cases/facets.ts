import type { PlainDate } from '../date.ts';
import type { Actor } from '../identity/units.ts';

/** Who did it, as it was then. */
export type By = Pick<Actor, 'id' | 'name' | 'unitId'>;

/** Who decided in their post (批准人), by name as it was then. */
export type Approver = Pick<By, 'id' | 'name'>;

/** The six steps of a letter's intake, in order (拆信、盖章、编号、登记、摘编、提交签批, R69). */
export const intakeSteps = ['opened', 'stamped', 'numbered', 'registered', 'abstracted', 'submitted'] as const;
export type IntakeStep = (typeof intakeSteps)[number];

/** One step done. `abstract` with 摘编, `leaderId` with the submission for instruction. */
export interface IntakeRecord {
  readonly step: IntakeStep;
  readonly doneOn: PlainDate;
  readonly by: By;
  readonly abstract?: string;
  readonly leaderId?: string;
}

/** 初审 (R44, R45): what was looked at, the office's opinion, and the leader whom it was reported to. */
export interface PreScreeningRecord {
  readonly matter: string;
  readonly documents: string;
  readonly manner: string;
  readonly opinion: 'accept' | 'notAccept';
  readonly reportedTo: string;
  readonly screenedOn: PlainDate;
  readonly by: By;
}

/** 重要信访 (R75), 复杂法律问题 (R50, R76), 重大事宜 (R82), 紧急 (R84). */
export const caseFlags = ['important', 'complexLegal', 'major', 'urgent'] as const;
export type CaseFlag = (typeof caseFlags)[number];
export type CaseFlags = Readonly<Partial<Record<CaseFlag, boolean>>>;

/** What a leader signs (批示): handle ourselves, hand to the unit with authority, press, carry out, refuse, discipline. */
export const instructionDecisions = ['handle', 'handOver', 'press', 'implement', 'refuse', 'discipline'] as const;
export type InstructionDecision = (typeof instructionDecisions)[number];

/** 批示 / 签批 (R51, R54–R56, R70). `raisedBefore`: had the petitioner been at the unit with authority before (R54). */
export interface Instruction {
  readonly decision: InstructionDecision;
  readonly text: string;
  readonly instructedOn: PlainDate;
  readonly by: By;
  readonly asksReexamination?: boolean;
  readonly raisedBefore?: boolean;
}

/** Who answers for an assigned case (R33, R66, R67), as it was on that day. */
export interface Responsible {
  readonly headId: string;
  readonly deputyId: string;
  readonly clerkId: string;
  readonly chiefLeaderId: string;
  readonly portfolioLeaderId: string;
  readonly coordinatorIds: readonly string[];
}

/** 交办: handed to a unit that reports the result. `officeUnitId` is who takes it back. */
export interface Assignment {
  readonly unitId: string;
  readonly assignedOn: PlainDate;
  /** The unit's day of receipt: its clocks run from here. */
  readonly receivedOn: PlainDate;
  readonly handlerId?: string;
  readonly officeUnitId: string;
  readonly responsible?: Responsible;
  readonly by: By;
}

/** 转送: handed to the unit with authority. `toldOn`: the petitioner was told where it went (告知去向, Art 23). */
export interface Transfer {
  readonly unitId: string;
  readonly reason: string;
  readonly transferredOn: PlainDate;
  readonly receivedOn: PlainDate;
  readonly officeUnitId: string;
  readonly supervised: boolean;
  readonly by: By;
}

/** 告知去向 (Art 23): the petitioner was told in writing where the matter went. */
export interface DestinationNotice {
  readonly unitId: string;
  readonly toldOn: PlainDate;
}

/** 异议 against a misdirected transfer (Art 23): goes back only when the sender agrees. */
export interface Objection {
  readonly reason: string;
  readonly objectedOn: PlainDate;
  /** To whom: the superior that sent it to the bureau, or the bureau that sent it down. */
  readonly against: 'superior' | 'bureau';
  readonly by: By;
  readonly settled?: { readonly agreed: boolean; readonly settledOn: PlainDate; readonly reason: string };
}

/** Art 32: supported, reasonable but without legal basis, not supported. */
export const opinionConclusions = ['supported', 'noLegalBasis', 'notSupported'] as const;
export type OpinionConclusion = (typeof opinionConclusions)[number];

/** What a reply says (Art 32): request, facts and reasons, opinion, basis, and where 复查 may be asked for. */
export interface ReplyContents {
  readonly request: string;
  readonly facts: string;
  readonly opinion: string;
  readonly basis: string;
  readonly conclusion?: OpinionConclusion;
  /** To whom 复查 is to be requested within 30 days (Art 35). */
  readonly reexaminationBody?: string;
}

/** 拟稿 (R72, R81). `sentBack`: the reviewer or the leader asks for another one. */
export interface Draft extends ReplyContents {
  readonly draftedOn: PlainDate;
  readonly by: By;
  readonly sentBack?: { readonly reason: string; readonly on: PlainDate; readonly by: By };
}

/** 听取法律顾问意见 (R76). */
export interface CounselOpinion {
  readonly counsel: string;
  readonly opinion: string;
  readonly heardOn: PlainDate;
}

/** 处室负责人审核 (R66, R81). */
export interface Review {
  readonly reviewedOn: PlainDate;
  readonly by: By;
}

/** 分管领导审核 (R73, R82). */
export interface Approval {
  readonly approvedOn: PlainDate;
  readonly by: By;
}

/** 信访处理意见书, 答复意见书, or a plain reply. */
export type ReplyDocument = 'handlingOpinion' | 'reply';

/** 出具 (R53, R73, Art 32): the document as it went out. */
export interface IssuedReply {
  readonly document: ReplyDocument;
  readonly issuedOn: PlainDate;
  readonly documentNumber?: string;
  readonly contents: ReplyContents;
  readonly by: By;
}

/** 挂号邮寄, 直接送达 (R74), or the way in which the petition came where no rule asks for paper. */
export const deliveryManners = ['registeredMail', 'inPerson', 'sameChannel'] as const;
export type DeliveryManner = (typeof deliveryManners)[number];

/** 送达 (R74, R75). `witnesses`: signing was refused, and who saw it (留置送达, 待核). */
export interface DeliveryRecord {
  readonly manner: DeliveryManner;
  readonly deliveredOn: PlainDate;
  readonly mailNumber?: string;
  readonly signedBy?: string;
  readonly witnesses?: readonly string[];
  readonly by: By;
}

/** 回避 (Art 28): this person takes no further part. */
export interface Recusal {
  readonly personId: string;
  readonly reason: string;
  /** Who decided it; missing where it was recorded before that was asked. */
  readonly approver?: Approver;
  readonly decidedOn: PlainDate;
  readonly by: By;
}

/** The steps of the main line, each there once it has happened. */
export interface MainFacets {
  readonly intake?: readonly IntakeRecord[];
  readonly preScreening?: PreScreeningRecord;
  readonly flags?: CaseFlags;
  /** In the order in which they were given; the last one stands. */
  readonly instructions?: readonly Instruction[];
  readonly assignment?: Assignment;
  readonly transfer?: Transfer;
  readonly destination?: DestinationNotice;
  readonly objection?: Objection;
  /** The office has it again since then: returned by the department, an objection was agreed to, or taken from the unit (Art 30). */
  readonly handedBackOn?: PlainDate;
  /** The superior that sent it took it back (退还). */
  readonly returnedOn?: PlainDate;
  readonly recusals?: readonly Recusal[];
  readonly draft?: Draft;
  readonly counsel?: CounselOpinion;
  readonly review?: Review;
  readonly approval?: Approval;
  readonly issued?: IssuedReply;
  readonly delivery?: DeliveryRecord;
}
