import type { PlainDate } from '../date.ts';
import type { Addressing } from '../documents/issued.ts';
import type { EvaluationGrade } from '../figures/grades.ts';
import type { ReviewBody } from '../identity/units.ts';
import type { CaseChanges } from './case-changes.ts';
import type {
  AgreeHotlineDate,
  ExtendHandling,
  PauseClock,
  RefuseHotlineDate,
  RequestHotlineDate,
  ResumeClock,
} from './clock-commands.ts';
import type { OnCase } from './on-case.ts';
import type {
  AcknowledgePressing,
  AnswerSupervision,
  CirculateCriticism,
  SuperviseCase,
  UrgeCase,
} from './pressing-commands.ts';
import type { CaseScan } from './registration.ts';
import type { RetractableAct } from './retract-limits.ts';
import type {
  ConclusionGround,
  FiledDocument,
  ImplementationResult,
  ImprovementStatus,
  LinkRelation,
  ReopenReason,
  ReportManner,
  Retention,
  ReviewResult,
  SimpleGround,
  SuggestionKind,
} from './side-facets.ts';

/** 并案: `caseId` lives on in `intoId`, as of the versions that the author saw of both. */
export interface MergeCases extends OnCase {
  readonly type: 'mergeCases';
  readonly intoId: string;
  readonly intoVersion: number;
  readonly reason: string;
  readonly mergedOn: PlainDate;
}

/** Takes a merger back; both cases are again what they were. */
export interface UnmergeCase extends OnCase {
  readonly type: 'unmergeCase';
  readonly intoId: string;
  readonly reason: string;
  readonly unmergedOn: PlainDate;
}

/** Joins two cases that belong together; both stay as they are. */
export interface LinkCases extends OnCase {
  readonly type: 'linkCases';
  readonly otherId: string;
  readonly relation: LinkRelation;
}

/** Takes a closed case up again. */
export interface ReopenCase extends OnCase {
  readonly type: 'reopenCase';
  readonly reason: ReopenReason;
  readonly explanation: string;
  readonly reopenedOn: PlainDate;
}

/** 撤回 by the petitioner, in writing. */
export interface WithdrawCase extends OnCase {
  readonly type: 'withdrawCase';
  readonly reason: string;
  readonly withdrawnOn: PlainDate;
}

/** 作废登记: what was no petition, or was registered twice, by mistake. */
export interface VoidCase extends OnCase {
  readonly type: 'voidCase';
  readonly reason: string;
}

/** 恢复登记: what was voided is a petition after all. */
export interface RestoreCase extends OnCase {
  readonly type: 'restoreCase';
  readonly reason: string;
}

/**
 * 申请复查 (Art 35), 申请复核 (Art 36): `requestedOn` is the day on which the body received it. `replyReceivedOn`: the day on
 * which the petitioner had the opinion, where it is known to be later than its delivery (postal record).
 */
export interface RequestReexamination extends OnCase {
  readonly type: 'requestReexamination';
  readonly body: ReviewBody;
  readonly request: string;
  readonly requestedOn: PlainDate;
  readonly replyReceivedOn?: PlainDate;
  readonly lateReason?: string;
}
export interface RequestFinalReview extends OnCase {
  readonly type: 'requestFinalReview';
  readonly body: ReviewBody;
  readonly request: string;
  readonly requestedOn: PlainDate;
  readonly lateReason?: string;
}

/** 交由处室复查 (R51, R52): `leaderId` has instructed it, with the words `instruction`. */
export interface EntrustReexamination extends OnCase {
  readonly type: 'entrustReexamination';
  readonly unitId: string;
  readonly leaderId: string;
  readonly instruction: string;
  readonly entrustedOn: PlainDate;
}
/** 报告复查结果 (R52): what the department found, and the result that it proposes. */
export interface ReportReexamination extends OnCase {
  readonly type: 'reportReexamination';
  readonly result: ReviewResult;
  readonly opinion: string;
  readonly reportedOn: PlainDate;
}
/** 审定复查结果: `reason` is needed where the leader sends the report back. */
export interface ApproveReexamination extends OnCase {
  readonly type: 'approveReexamination';
  readonly agreed: boolean;
  readonly reason?: string;
  readonly approvedOn: PlainDate;
}

/** The written opinion of 复查 (Art 35) or 复核 (Art 36), and the day on which the petitioner received it. */
export interface DecideReexamination extends OnCase, Addressing {
  readonly type: 'decideReexamination';
  readonly result: ReviewResult;
  readonly opinion: string;
  readonly approvedBy: string;
  readonly decidedOn: PlainDate;
  readonly deliveredOn: PlainDate;
}
export interface DecideFinalReview extends OnCase, Addressing {
  readonly type: 'decideFinalReview';
  readonly result: ReviewResult;
  readonly opinion: string;
  readonly approvedBy: string;
  readonly decidedOn: PlainDate;
  readonly deliveredOn: PlainDate;
}

/** 终结 (Art 36, R29); `implementedOn` may be missing in the shape so that R30 can refuse it. */
export interface ConcludeCase extends OnCase {
  readonly type: 'concludeCase';
  readonly ground: ConclusionGround;
  readonly concludedOn: PlainDate;
  readonly implementedOn?: PlainDate;
}

/** 满意度评价 (R15). */
export interface RecordEvaluation extends OnCase {
  readonly type: 'recordEvaluation';
  readonly office: EvaluationGrade;
  readonly unit: EvaluationGrade;
  readonly comment: string;
  readonly ratedOn: PlainDate;
}

/** 反馈来文机关 (R65, Art 22): reports the result to whoever passed the matter on. */
export interface ReportToSender extends OnCase, Addressing {
  readonly type: 'reportToSender';
  readonly manner: ReportManner;
  readonly result: string;
  readonly reportedOn: PlainDate;
}

/** 改进建议 (R14): the same id again says how far it is. */
export interface RecordImprovement extends OnCase {
  readonly type: 'recordImprovement';
  readonly id: string;
  readonly kind: SuggestionKind;
  readonly suggestion: string;
  readonly owner: string;
  readonly status: ImprovementStatus;
  readonly statusOn: PlainDate;
  readonly reason?: string;
}

/** 整改 (R16): the same id again says what came of it. */
export interface RecordRectification extends OnCase {
  readonly type: 'recordRectification';
  readonly id: string;
  readonly problem: string;
  readonly owner: string;
  readonly dueOn: PlainDate;
  readonly doneOn?: PlainDate;
  readonly result?: string;
}

/** 首问负责 (R23): offers the matter to somebody else, who owns it only after accepting. */
export interface HandOverFirstAsked extends OnCase {
  readonly type: 'handOverFirstAsked';
  readonly toUnitId: string;
  readonly toPerson: string;
  readonly reason: string;
  readonly offeredOn: PlainDate;
}

/** Takes over what was offered (R23). */
export interface AcceptHandOver extends OnCase {
  readonly type: 'acceptHandOver';
  readonly acceptedOn: PlainDate;
}

/** Does not take over what was offered (R23): who was asked first goes on owning it. */
export interface DeclineHandOver extends OnCase {
  readonly type: 'declineHandOver';
  readonly reason: string;
  readonly declinedOn: PlainDate;
}

/** 申请领导到场 (随机接访, R24): a matter raised in person needs the leader in charge. */
export interface RequestLeader extends OnCase {
  readonly type: 'requestLeader';
  readonly reason: string;
  readonly requestedOn: PlainDate;
}

/** 安排领导到场 (R24): the General Office approves, and says who comes. */
export interface ArrangeLeader extends OnCase {
  readonly type: 'arrangeLeader';
  readonly leaderId: string;
  readonly arrangedOn: PlainDate;
}

/** 到场协调 (R24): the leader came. */
export interface RecordLeaderAttendance extends OnCase {
  readonly type: 'recordLeaderAttendance';
  readonly coordination: string;
  readonly attendedOn: PlainDate;
}

/** 适用简易办理: for what is clear, undisputed and easy; the ordinary clocks go on beside its shorter ones. */
export interface ApplySimpleHandling extends OnCase {
  readonly type: 'applySimpleHandling';
  readonly ground: SimpleGround;
  readonly appliedOn: PlainDate;
}

/** 转普通程序: the matter is not simple after all. */
export interface EndSimpleHandling extends OnCase {
  readonly type: 'endSimpleHandling';
  readonly reason: string;
}

/** 备案 (R79): the bureau has the copy of a district's document. */
export interface FileCopy extends OnCase {
  readonly type: 'fileCopy';
  readonly document: FiledDocument;
  readonly documentOn: PlainDate;
  readonly filedOn: PlainDate;
}

/** 更正登记: puts right what was taken down wrong, with the reason; what stood there before is kept. */
export interface AmendCase extends OnCase {
  readonly type: 'amendCase';
  readonly changes: CaseChanges;
  readonly reason: string;
}

/** 作废 (the number is kept): a paper that went wrong. `reissue`: the same act's paper again, of what now stands in the case. */
export interface VoidDocument extends OnCase {
  readonly type: 'voidDocument';
  readonly documentId: string;
  readonly reason: string;
  readonly voidedOn: PlainDate;
  readonly reissue: boolean;
}

/** 撤回操作: what this person or unit did last of that kind counts as not done. */
export interface RetractAct extends OnCase {
  readonly type: 'retractAct';
  readonly act: RetractableAct;
  readonly reason: string;
}

/** 解除关联: the link with `otherId` was made by mistake. */
export interface UnlinkCases extends OnCase {
  readonly type: 'unlinkCases';
  readonly otherId: string;
  readonly reason: string;
}

/** 归档: `reason` where the retention is not the one that the file's facts propose, or replaces an earlier one. */
export interface ArchiveCase extends OnCase {
  readonly type: 'archiveCase';
  readonly retention: Retention;
  readonly archivedOn: PlainDate;
  /** 档号, where the archive has given one. */
  readonly fileNumber?: string;
  readonly reason?: string;
}

/** 登记落实: what the reply promised was carried out; `evidence`: files that were sent before. */
export interface RecordImplementation extends OnCase {
  readonly type: 'recordImplementation';
  readonly measures: string;
  readonly implementedOn: PlainDate;
  readonly evidence?: readonly CaseScan[];
}
/** 核实落实: `finding` is needed where it was not carried out. */
export interface CheckImplementation extends OnCase {
  readonly type: 'checkImplementation';
  readonly result: ImplementationResult;
  readonly finding: string;
  readonly checkedOn: PlainDate;
}

/** What happens beside and after the main line. */
export type SideCommand =
  | ExtendHandling
  | PauseClock
  | ResumeClock
  | RequestHotlineDate
  | AgreeHotlineDate
  | RefuseHotlineDate
  | UrgeCase
  | SuperviseCase
  | AcknowledgePressing
  | AnswerSupervision
  | CirculateCriticism
  | MergeCases
  | UnmergeCase
  | LinkCases
  | ReopenCase
  | WithdrawCase
  | VoidCase
  | RestoreCase
  | RequestReexamination
  | EntrustReexamination
  | ReportReexamination
  | ApproveReexamination
  | DecideReexamination
  | RequestFinalReview
  | DecideFinalReview
  | ConcludeCase
  | RecordImplementation
  | CheckImplementation
  | ArchiveCase
  | RecordEvaluation
  | ReportToSender
  | RecordImprovement
  | RecordRectification
  | HandOverFirstAsked
  | AcceptHandOver
  | DeclineHandOver
  | RequestLeader
  | ArrangeLeader
  | RecordLeaderAttendance
  | FileCopy
  | ApplySimpleHandling
  | EndSimpleHandling
  | AmendCase
  | VoidDocument
  | RetractAct
  | UnlinkCases;
export const sideCommandTypes = [
  'extendHandling',
  'pauseClock',
  'resumeClock',
  'requestHotlineDate',
  'agreeHotlineDate',
  'refuseHotlineDate',
  'urgeCase',
  'superviseCase',
  'acknowledgePressing',
  'answerSupervision',
  'circulateCriticism',
  'mergeCases',
  'unmergeCase',
  'linkCases',
  'reopenCase',
  'withdrawCase',
  'voidCase',
  'restoreCase',
  'requestReexamination',
  'entrustReexamination',
  'reportReexamination',
  'approveReexamination',
  'decideReexamination',
  'requestFinalReview',
  'decideFinalReview',
  'concludeCase',
  'recordImplementation',
  'checkImplementation',
  'archiveCase',
  'recordEvaluation',
  'reportToSender',
  'recordImprovement',
  'recordRectification',
  'handOverFirstAsked',
  'acceptHandOver',
  'declineHandOver',
  'requestLeader',
  'arrangeLeader',
  'recordLeaderAttendance',
  'fileCopy',
  'applySimpleHandling',
  'endSimpleHandling',
  'amendCase',
  'voidDocument',
  'retractAct',
  'unlinkCases',
] as const satisfies readonly SideCommand['type'][];
