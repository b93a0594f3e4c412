import type { ClockId } from '../clocks/clocks.ts';
import type { PlainDate } from '../date.ts';
import type { EvaluationGrade } from '../figures/grades.ts';
import type { ReviewBody } from '../identity/units.ts';
import type { FirstAsked } from '../reception/first-asked.ts';
import type { LeaderRequest } from '../reception/walk-in.ts';
import type { CaseClock, CompletionState, NoticeState } from './case-parts.ts';
import type { By, MainFacets, Responsible } from './facets.ts';
import type { CaseScan } from './registration.ts';

/** 催办: a reminder before or after the time is over. */
export interface Urging {
  /** Whom it presses, where it is not the handling unit: the department that reexamines (R52). */
  readonly unitId?: string;
  readonly urgedOn: PlainDate;
  readonly text: string;
  readonly by: By;
  readonly acknowledged?: Acknowledgement;
}

/** 签收: the unit has it in its hands. */
export interface Acknowledgement {
  readonly acknowledgedOn: PlainDate;
  readonly by: By;
}

/** What a unit acknowledges (签收): 催办, 督办, 通报. */
export const pressedBy = ['urging', 'supervision', 'criticism'] as const;
export type PressedBy = (typeof pressedBy)[number];

/**
 * Why a case is supervised (督办情形): the six of the text of 2005 (Art 36 there), still the practical checklist of Art 40,
 * and fraud (弄虚作假), which Art 40 adds.
 */
export const supervisionTriggers = [
  'notCompletedInTime',
  'resultNotReported',
  'procedureNotFollowed',
  'shirking',
  'opinionNotCarriedOut',
  'fraud',
  'other',
] as const;
export type SupervisionTrigger = (typeof supervisionTriggers)[number];

/** 三项建议 (Art 40): 改进工作, 完善政策, 追究责任. */
export const suggestionKinds = ['improveWork', 'improvePolicy', 'accountability'] as const;
export type SuggestionKind = (typeof suggestionKinds)[number];

/** 督办 and its answer; `circulated`: the criticism made known (通报) when no answer came in time. */
export interface Supervision {
  /** As of {@link Urging}. */
  readonly unitId?: string;
  readonly trigger: SupervisionTrigger;
  readonly requirement: string;
  readonly suggestions: readonly SuggestionKind[];
  readonly supervisedOn: PlainDate;
  readonly by: By;
  readonly acknowledged?: Acknowledgement;
  readonly answer?: {
    readonly answer: string;
    readonly adopted?: boolean;
    readonly reason?: string;
    readonly answeredOn: PlainDate;
    readonly by: By;
  };
  readonly circulated?: {
    readonly text: string;
    readonly approvedBy: string;
    readonly circulatedOn: PlainDate;
    readonly by: By;
    readonly acknowledged?: Acknowledgement;
  };
}

/** 并案: lives on in another case. `clocks` are those it had, so that parting gives back exactly what was. */
export interface Merger {
  readonly intoId: string;
  readonly reason: string;
  readonly mergedOn: PlainDate;
  readonly by: By;
  readonly clocks: readonly CaseClock[];
  /** Since when the result of the other case is known. */
  readonly resultOn?: PlainDate;
}

/** How two cases belong together: 重复信访 (the same petitioner with the same matter), 同一事项, 同一信访人, 相关. */
export const linkRelations = ['repeat', 'sameMatter', 'samePetitioner', 'related'] as const;
export type LinkRelation = (typeof linkRelations)[number];
export interface CaseLink {
  readonly caseId: string;
  readonly relation: LinkRelation;
}

/** 撤回 by the petitioner. */
export interface Withdrawal {
  readonly reason: string;
  readonly withdrawnOn: PlainDate;
  readonly by: By;
}

/** 作废登记: no petition, or one that was registered twice. `clocks` are those it had, so that 恢复登记 gives back exactly what was. */
export interface Voided {
  readonly reason: string;
  readonly voidedOn: PlainDate;
  readonly by: By;
  readonly clocks: readonly CaseClock[];
}

/** What 复查 or 复核 came to: 维持, 变更, 撤销并责令重新处理. */
export const reviewResults = ['upheld', 'changed', 'revoked'] as const;
export type ReviewResult = (typeof reviewResults)[number];

/** 交由处室复查 (R51, R52): the department that looks at the matter again, and the leader who instructed it. */
export interface Entrustment {
  readonly unitId: string;
  readonly leaderId: string;
  readonly leaderName: string;
  readonly instruction: string;
  readonly entrustedOn: PlainDate;
  /** Who answers for it in the department (R66, R67); what was entrusted before 2026-11-30 does not say. */
  readonly responsible?: Responsible;
  readonly by: By;
}
/** 审定: the leader agreed, or sent the report back with the reason. */
export interface ReexaminationApproval {
  readonly agreed: boolean;
  readonly reason?: string;
  readonly approvedOn: PlainDate;
  readonly by: By;
}
/** 复查结果 (R52): what the department found, and the result that it proposes. */
export interface ReexaminationReport {
  readonly result: ReviewResult;
  readonly opinion: string;
  readonly reportedOn: PlainDate;
  readonly by: By;
  readonly approval?: ReexaminationApproval;
}

/** 复查 (Art 35) or 复核 (Art 36) under way or decided. `lateReason`: a leader admitted it after the time. */
export interface Reconsideration {
  readonly requestedOn: PlainDate;
  readonly body: ReviewBody;
  readonly request: string;
  readonly lateReason?: string;
  /** When the petitioner had the answer, where it was not given in this case or came later than it was delivered. */
  readonly replyReceivedOn?: PlainDate;
  /** Duties of an answer that fell away with it; they run again where the request is taken back. */
  readonly stopped?: readonly ClockId[];
  /** Of 复查 by the bureau itself. */
  readonly entrusted?: Entrustment;
  readonly report?: ReexaminationReport;
  readonly decidedOn?: PlainDate;
  readonly result?: ReviewResult;
  readonly opinion?: string;
  readonly approvedBy?: string;
  /** The petitioner received the opinion: the time to ask for 复核 runs from here. */
  readonly deliveredOn?: PlainDate;
}

/** Why a case is concluded (终结): 复核终结; the time to ask for 复查 or 复核 went by. */
export const conclusionGrounds = ['finallyReviewed', 'reexaminationNotRequested', 'finalReviewNotRequested'] as const;
export type ConclusionGround = (typeof conclusionGrounds)[number];
export interface Conclusion {
  readonly ground: ConclusionGround;
  readonly concludedOn: PlainDate;
  /** The opinion was carried out by that day (R29, R30). */
  readonly implementedOn: PlainDate;
  readonly by: By;
}

/** What the office finds of a report: 已落实, 未落实. */
export const implementationResults = ['confirmed', 'refuted'] as const;
export type ImplementationResult = (typeof implementationResults)[number];
/** 核实. `finding`: what was found; empty where there was nothing to add. */
export interface ImplementationCheck {
  readonly result: ImplementationResult;
  readonly finding: string;
  readonly checkedOn: PlainDate;
  readonly by: By;
}
/** 落实情况 (R12, R37): what was carried out of what the reply promised. */
export interface Implementation {
  readonly measures: string;
  readonly implementedOn: PlainDate;
  readonly recordedOn: PlainDate;
  readonly evidence?: readonly CaseScan[];
  readonly by: By;
  readonly check?: ImplementationCheck;
}

/** 保管期限: 永久, 30年, 10年, 不归档. */
export const retentions = ['permanent', 'thirtyYears', 'tenYears', 'none'] as const;
export type Retention = (typeof retentions)[number];
/** Which of a file's facts decides its retention. */
export type RetentionGround =
  | 'important'
  | 'finallyReviewed'
  | 'answered'
  | 'sensitive'
  | 'notAnswered'
  | 'nothingHandled';
/** 归档: what the facts proposed, what was decided. `reason`: where the two differ, or an earlier decision is replaced. */
export interface Archive {
  readonly retention: Retention;
  readonly proposed: Retention;
  readonly ground: RetentionGround;
  readonly archivedOn: PlainDate;
  readonly fileNumber?: string;
  readonly reason?: string;
  readonly by: By;
}

/** Why a closed case is taken up again: 新的事实和理由, 意见未落实, 复查复核撤销, 办结有误, 撤回后再提出. */
export const reopenReasons = [
  'newFacts',
  'opinionNotCarriedOut',
  'revokedOnReview',
  'wronglyClosed',
  'raisedAgain',
] as const;
export type ReopenReason = (typeof reopenReasons)[number];

/** What had been reached when a case was reopened; nothing of it is lost. */
export interface ClosedStage
  extends Pick<MainFacets, 'draft' | 'counsel' | 'review' | 'approval' | 'issued' | 'delivery'> {
  readonly notice?: NoticeState;
  readonly completion?: CompletionState;
  readonly withdrawal?: Withdrawal;
  readonly reexamination?: Reconsideration;
  readonly finalReview?: Reconsideration;
  readonly conclusion?: Conclusion;
  readonly archive?: Archive;
  readonly implementations?: readonly Implementation[];
  readonly evaluation?: Evaluation;
  readonly senderReport?: SenderReport;
  readonly simple?: SimpleHandling;
}
export interface Reopening {
  readonly reason: ReopenReason;
  readonly explanation: string;
  readonly reopenedOn: PlainDate;
  readonly by: By;
  readonly before: ClosedStage;
}

/** How a report reaches the sender: 直接报送, 邮寄, 信访信息系统 (Art 21). */
export const reportManners = ['inPerson', 'mail', 'system'] as const;
export type ReportManner = (typeof reportManners)[number];
/** 反馈来文机关 (办结报告, R65, Art 22): what whoever passed the matter on was told of its result. */
export interface SenderReport {
  readonly manner: ReportManner;
  readonly result: string;
  readonly reportedOn: PlainDate;
  readonly by: By;
}

/** 满意度评价 (R15): of the petition office and of the handling unit, kept apart. */
export interface Evaluation {
  readonly office: EvaluationGrade;
  readonly unit: EvaluationGrade;
  readonly comment: string;
  readonly ratedOn: PlainDate;
}

/** How far an improvement is: 已提出, 已采纳, 未采纳, 已完成. */
export const improvementStatuses = ['proposed', 'adopted', 'notAdopted', 'done'] as const;
export type ImprovementStatus = (typeof improvementStatuses)[number];

/** 改进建议 (R14): a weak link or a gap in rules, found in this case; who sees to it, and how far it is. */
export interface Improvement {
  readonly id: string;
  readonly kind: SuggestionKind;
  readonly suggestion: string;
  readonly owner: string;
  readonly status: ImprovementStatus;
  readonly statusOn: PlainDate;
  readonly reason?: string;
}

/** 整改 (R16): a fault of work style, who mends it by when, and what came of it. */
export interface Rectification {
  readonly id: string;
  readonly problem: string;
  readonly owner: string;
  readonly dueOn: PlainDate;
  readonly doneOn?: PlainDate;
  readonly result?: string;
}

/** The two filing slots of a district's case (备案, R79): 告知单, 答复意见书. */
export const filedDocuments = ['notice', 'reply'] as const;
export type FiledDocument = (typeof filedDocuments)[number];
export interface FiledCopy {
  readonly documentOn: PlainDate;
  readonly filedOn: PlainDate;
}

/**
 * When simple handling (简易办理, 待核) applies: 事实清楚、责任明确、争议不大、易于解决的; 咨询、意见建议等可以即时答复的; 时限性强、需要快速处理
 * 的; 已有明确承诺或者结论的.
 */
export const simpleGrounds = ['clear', 'answeredAtOnce', 'timeSensitive', 'promised'] as const;
export type SimpleGround = (typeof simpleGrounds)[number];
/** 简易办理; `ended`: back in the ordinary procedure, and why. */
export interface SimpleHandling {
  readonly ground: SimpleGround;
  readonly appliedOn: PlainDate;
  readonly by: By;
  readonly ended?: { readonly reason: string; readonly endedOn: PlainDate; readonly by: By };
}

/** 续报申请 (R85): until when, why, and what the 12345 centre answered through the office. */
export interface HotlineDateRequest {
  readonly dueOn: PlainDate;
  readonly reason: string;
  readonly requestedOn: PlainDate;
  /** Who asked; missing where it was agreed at once. */
  readonly by?: By;
  readonly answer?: {
    readonly agreed: boolean;
    /** Who agreed or refused, as the office wrote it down. */
    readonly answeredBy: string;
    readonly on: PlainDate;
    /** The new date, or why there is none. */
    readonly dueOn?: PlainDate;
    readonly reason?: string;
  };
}

/** What happens beside and after the main line, each there once it has happened; lists in their order. */
export interface SideFacets {
  readonly urgings?: readonly Urging[];
  readonly supervisions?: readonly Supervision[];
  readonly merger?: Merger;
  /** Cases that were merged into this one. */
  readonly mergedFrom?: readonly string[];
  readonly links?: readonly CaseLink[];
  readonly withdrawal?: Withdrawal;
  readonly voided?: Voided;
  readonly reopenings?: readonly Reopening[];
  readonly reexamination?: Reconsideration;
  readonly finalReview?: Reconsideration;
  readonly conclusion?: Conclusion;
  readonly archive?: Archive;
  /** Reports in their order; the last one on the opinion that stands counts. */
  readonly implementations?: readonly Implementation[];
  readonly evaluation?: Evaluation;
  readonly senderReport?: SenderReport;
  readonly improvements?: readonly Improvement[];
  readonly rectifications?: readonly Rectification[];
  readonly firstAsked?: FirstAsked;
  /** 续报申请, in their order. */
  readonly dateRequests?: readonly HotlineDateRequest[];
  readonly leaderRequests?: readonly LeaderRequest[];
  readonly simple?: SimpleHandling;
  readonly copies?: Readonly<Partial<Record<FiledDocument, FiledCopy>>>;
}
