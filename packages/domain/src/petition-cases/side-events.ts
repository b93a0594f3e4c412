import type { Citation } from '../citation.ts';
import type { ClockChange } from '../clocks/changes.ts';
import type { ClockId } from '../clocks/clocks.ts';
import type { PlainDate } from '../date.ts';
import type { Issuing } from '../documents/issued.ts';
import type { DocumentKind } from '../documents/kinds.ts';
import type { Holder } from '../reception/first-asked.ts';
import type { RouteDecision } from '../routing/routing.ts';
import type { CaseChanges } from './case-changes.ts';
import type { By } from './facets.ts';
import type { OfCase } from './on-case.ts';
import type { PressingEvent } from './pressing-events.ts';
import type { RetractableAct } from './retract-limits.ts';
import type {
  Archive,
  CaseLink,
  Conclusion,
  Entrustment,
  Evaluation,
  FiledCopy,
  FiledDocument,
  HotlineDateRequest,
  Implementation,
  ImplementationCheck,
  Improvement,
  Merger,
  Reconsideration,
  Rectification,
  ReexaminationApproval,
  ReexaminationReport,
  Reopening,
  SenderReport,
  SimpleHandling,
  Voided,
  Withdrawal,
} from './side-facets.ts';
import type { CaseClock, Compartment } from './types.ts';

/** A running clock was extended (延长), paused for a hearing, resumed, or given an agreed date; with its dates after it. */
export interface ClockChanged extends OfCase, Issuing {
  readonly type: 'clockChanged';
  readonly clock: ClockId;
  readonly change: ClockChange;
  readonly legalDue: PlainDate;
  readonly targetDue: PlainDate;
  readonly provisional: boolean;
  readonly citations: readonly Citation[];
}

/** 并入另一件. The clocks that it had stand in its earlier events. */
export interface CaseMerged extends OfCase, Omit<Merger, 'clocks' | 'resultOn'> {
  readonly type: 'caseMerged';
}
/** Another case was merged into this one. */
export interface CaseJoined extends OfCase {
  readonly type: 'caseJoined';
  readonly caseId: string;
  readonly mergedOn: PlainDate;
}
/** What came of the file into which this case was merged, since when; without a day nothing is known any more. */
export interface ResultCarried extends OfCase {
  readonly type: 'resultCarried';
  readonly fromId: string;
  readonly resultOn?: PlainDate;
}
/** 撤销并案. */
export interface CaseUnmerged extends OfCase {
  readonly type: 'caseUnmerged';
  readonly fromId: string;
  readonly reason: string;
  readonly unmergedOn: PlainDate;
  readonly by: By;
}
/** The other side of a merger taken back. */
export interface CaseParted extends OfCase {
  readonly type: 'caseParted';
  readonly caseId: string;
  readonly unmergedOn: PlainDate;
}
/** 关联; written on both cases. */
export interface CaseLinked extends OfCase, CaseLink {
  readonly type: 'caseLinked';
}

/** 重新办理. What had been reached stands in the earlier events. */
export interface CaseReopened extends OfCase, Omit<Reopening, 'before'> {
  readonly type: 'caseReopened';
}

/** 撤回. */
export interface CaseWithdrawn extends OfCase, Withdrawal {
  readonly type: 'caseWithdrawn';
}

/** 作废登记. The clocks that it had stand in its earlier events. */
export interface CaseVoided extends OfCase, Omit<Voided, 'clocks'> {
  readonly type: 'caseVoided';
}
/** 恢复登记. */
export interface CaseRestored extends OfCase {
  readonly type: 'caseRestored';
  readonly reason: string;
  readonly restoredOn: PlainDate;
  readonly by: By;
}

type Requested = Pick<
  Reconsideration,
  'requestedOn' | 'body' | 'request' | 'lateReason' | 'replyReceivedOn' | 'stopped'
>;
type Decided = Required<Pick<Reconsideration, 'decidedOn' | 'result' | 'opinion' | 'approvedBy' | 'deliveredOn'>>;

/** 申请复查. */
export interface ReexaminationRequested extends OfCase, Requested {
  readonly type: 'reexaminationRequested';
}
/** 交由处室复查. */
export interface ReexaminationEntrusted extends OfCase, Issuing, Entrustment {
  readonly type: 'reexaminationEntrusted';
}
/** 复查结果. */
export interface ReexaminationReported extends OfCase, Omit<ReexaminationReport, 'approval'> {
  readonly type: 'reexaminationReported';
}
/** 审定复查结果. */
export interface ReexaminationApproved extends OfCase, ReexaminationApproval {
  readonly type: 'reexaminationApproved';
}
/** 复查意见. */
export interface ReexaminationDecided extends OfCase, Issuing, Decided {
  readonly type: 'reexaminationDecided';
}
/** 申请复核. */
export interface FinalReviewRequested extends OfCase, Requested {
  readonly type: 'finalReviewRequested';
}
/** 复核意见. */
export interface FinalReviewDecided extends OfCase, Issuing, Decided {
  readonly type: 'finalReviewDecided';
}

/** 终结. `citations` are the articles by which the same facts and reasons are no longer accepted. */
export interface CaseConcluded extends OfCase, Conclusion {
  readonly type: 'caseConcluded';
  readonly citations: readonly Citation[];
}

/** 落实情况. */
export interface ImplementationRecorded extends OfCase, Omit<Implementation, 'check'> {
  readonly type: 'implementationRecorded';
}
/** 核实: of the newest report. */
export interface ImplementationChecked extends OfCase, ImplementationCheck {
  readonly type: 'implementationChecked';
}

/** 归档. */
export interface CaseArchived extends OfCase, Archive {
  readonly type: 'caseArchived';
}

/** 满意度评价. */
export interface EvaluationRecorded extends OfCase, Evaluation {
  readonly type: 'evaluationRecorded';
}
/** 反馈来文机关. */
export interface SenderReported extends OfCase, Issuing, SenderReport {
  readonly type: 'senderReported';
}
/** 改进建议, or how far it is. */
export interface ImprovementRecorded extends OfCase, Improvement {
  readonly type: 'improvementRecorded';
}
/** 整改, or what came of it. */
export interface RectificationRecorded extends OfCase, Rectification {
  readonly type: 'rectificationRecorded';
}

/** 首问移交: offered. `from` owns it until it is accepted. */
export interface HandOverOffered extends OfCase {
  readonly type: 'handOverOffered';
  readonly from: Holder;
  readonly to: Holder;
  readonly reason: string;
  readonly offeredOn: PlainDate;
}
/** 接受移交. */
export interface HandOverAccepted extends OfCase {
  readonly type: 'handOverAccepted';
  readonly acceptedOn: PlainDate;
  readonly by: By;
}

/** 不接受移交: `from` owns it still. */
export interface HandOverDeclined extends OfCase {
  readonly type: 'handOverDeclined';
  readonly reason: string;
  readonly declinedOn: PlainDate;
  readonly by: By;
}

/** 申请续报 (R85). */
export interface HotlineDateRequested extends OfCase, Omit<HotlineDateRequest, 'answer' | 'by'> {
  readonly type: 'hotlineDateRequested';
  readonly by: By;
}
/** 续报未获准; that it was granted is a change of the clock. */
export interface HotlineDateRefused extends OfCase {
  readonly type: 'hotlineDateRefused';
  readonly reason: string;
  readonly refusedBy: string;
  readonly decidedOn: PlainDate;
  readonly by: By;
}

/** 申请领导到场 (R24). */
export interface LeaderRequested extends OfCase {
  readonly type: 'leaderRequested';
  readonly reason: string;
  readonly requestedOn: PlainDate;
  readonly by: By;
}
/** 安排领导到场: who comes, with the name as it then was. */
export interface LeaderArranged extends OfCase {
  readonly type: 'leaderArranged';
  readonly leaderId: string;
  readonly leaderName: string;
  readonly arrangedOn: PlainDate;
  readonly by: By;
}
/** 到场协调: the leader who was to come was there. */
export interface LeaderAttended extends OfCase {
  readonly type: 'leaderAttended';
  readonly coordination: string;
  readonly attendedOn: PlainDate;
  readonly by: By;
}

/** 作废: the paper keeps its number. */
export interface DocumentVoided extends OfCase {
  readonly type: 'documentVoided';
  readonly documentId: string;
  readonly number: string;
  readonly reason: string;
  readonly voidedOn: PlainDate;
  readonly by: By;
}

/** 重新出具: the same act's paper again, filled anew, under a number of its own. */
export interface DocumentReissued extends OfCase, Issuing {
  readonly type: 'documentReissued';
  readonly kind: DocumentKind;
  readonly replaces: string;
  readonly issuedOn: PlainDate;
}

/** 备案. */
export interface CopyFiled extends OfCase, FiledCopy {
  readonly type: 'copyFiled';
  readonly document: FiledDocument;
}

/** 适用简易办理. */
export interface SimpleHandlingApplied extends OfCase, Omit<SimpleHandling, 'ended'> {
  readonly type: 'simpleHandlingApplied';
}
/** 转普通程序. */
export interface SimpleHandlingEnded extends OfCase {
  readonly type: 'simpleHandlingEnded';
  readonly reason: string;
  readonly endedOn: PlainDate;
  readonly by: By;
}

/**
 * 更正登记: what changed and what stood there; the new route and compartment when the facts changed. `takenOn`: since that day the
 * office has it again, taken from the unit that had it (Art 30). `instructionFalls`: what was signed (批示) stands no longer.
 */
export interface CaseAmended extends OfCase {
  readonly type: 'caseAmended';
  readonly changes: CaseChanges;
  readonly before: CaseChanges;
  readonly route?: RouteDecision;
  readonly compartment?: Compartment;
  readonly takenOn?: PlainDate;
  readonly instructionFalls?: true;
  readonly reason: string;
  readonly by: By;
}

/** 撤回操作. `again`: duties that the act had met; `ended`: duties that it had begun; `recounted`: the clock that it had changed. */
export interface ActRetracted extends OfCase {
  readonly type: 'actRetracted';
  readonly act: RetractableAct;
  readonly reason: string;
  readonly by: By;
  readonly again: readonly ClockId[];
  readonly ended: readonly ClockId[];
  readonly recounted?: Pick<CaseClock, 'clock' | 'legalDue' | 'targetDue' | 'provisional'>;
  /** The paper that it had brought forth, as it was last made anew. */
  readonly paperId?: string;
}

/** 解除关联, in both cases. */
export interface CaseUnlinked extends OfCase {
  readonly type: 'caseUnlinked';
  readonly caseId: string;
  readonly reason: string;
  readonly by: By;
}

/** Events beside and after the main line; their state in side-facets.ts, their fold in side-evolve.ts. */
export type SideEvent =
  | ClockChanged
  | PressingEvent
  | CaseMerged
  | CaseJoined
  | ResultCarried
  | CaseUnmerged
  | CaseParted
  | CaseLinked
  | CaseReopened
  | CaseWithdrawn
  | CaseVoided
  | CaseRestored
  | ReexaminationRequested
  | ReexaminationEntrusted
  | ReexaminationReported
  | ReexaminationApproved
  | ReexaminationDecided
  | FinalReviewRequested
  | FinalReviewDecided
  | CaseConcluded
  | ImplementationRecorded
  | ImplementationChecked
  | CaseArchived
  | EvaluationRecorded
  | SenderReported
  | ImprovementRecorded
  | RectificationRecorded
  | HandOverOffered
  | HandOverAccepted
  | HandOverDeclined
  | HotlineDateRequested
  | HotlineDateRefused
  | LeaderRequested
  | LeaderArranged
  | LeaderAttended
  | CopyFiled
  | SimpleHandlingApplied
  | SimpleHandlingEnded
  | CaseAmended
  | DocumentVoided
  | DocumentReissued
  | ActRetracted
  | CaseUnlinked;
