import type { ClockId } from '../clocks/clocks.ts';
import type { ReviewBody } from '../petition-cases/hierarchy.ts';
import type { sideRefusalCodes } from '../petition-cases/refusal-codes.ts';
import type { SideCommand } from '../petition-cases/side-commands.ts';
import type { SideEvent } from '../petition-cases/side-events.ts';
import type {
  ConclusionGround,
  FiledDocument,
  ImprovementStatus,
  LinkRelation,
  ReopenReason,
  ReviewResult,
  SuggestionKind,
  SupervisionTrigger,
} from '../petition-cases/side-facets.ts';
import type { CaseStatus } from '../petition-cases/statuses.ts';
import type { Channel } from '../petition-cases/types.ts';
import type { PetitionSource } from '../routing/sources.ts';
import { statusName } from './case-names.ts';
import { channelName, clockName } from './names.ts';
import { petitionSourceName } from './reception.ts';
import { named, text, type Wording } from './wording.ts';

type TypeOf<T> = T extends { readonly type: infer Type extends string } ? Type : never;

/** Commands beside and after the main line, as buttons say them. */
export const sideCommandNames: Readonly<Record<TypeOf<SideCommand>, string>> = {
  extendHandling: '延长办理期限',
  pauseClock: '听证，中止计时',
  resumeClock: '听证结束，恢复计时',
  agreeHotlineDate: '商定新的答复日期',
  urgeCase: '催办',
  superviseCase: '督办',
  answerSupervision: '反馈督办情况',
  circulateCriticism: '通报',
  mergeCases: '并案',
  unmergeCase: '撤销并案',
  linkCases: '关联',
  withdrawCase: '登记撤回',
  requestReexamination: '登记复查申请',
  decideReexamination: '登记复查意见',
  requestFinalReview: '登记复核申请',
  decideFinalReview: '登记复核意见',
  concludeCase: '终结',
  reopenCase: '重新办理',
  recordEvaluation: '登记评价',
  recordImprovement: '改进建议',
  recordRectification: '整改',
  handOverFirstAsked: '首问移交',
  acceptHandOver: '接受移交',
  fileCopy: '备案',
};

/** Events beside and after the main line, as a timeline says them. */
export const sideEventNames: Readonly<Record<TypeOf<SideEvent>, string>> = {
  clockChanged: '期限变更',
  caseUrged: '催办',
  caseSupervised: '督办',
  supervisionAnswered: '反馈督办情况',
  criticismCirculated: '通报',
  caseMerged: '并入另一件',
  caseJoined: '另一件并入',
  caseUnmerged: '撤销并案',
  caseParted: '并入的一件分出',
  caseLinked: '关联',
  caseReopened: '重新办理',
  caseWithdrawn: '撤回',
  reexaminationRequested: '申请复查',
  reexaminationDecided: '复查意见',
  finalReviewRequested: '申请复核',
  finalReviewDecided: '复核意见',
  caseConcluded: '终结',
  evaluationRecorded: '评价',
  improvementRecorded: '改进建议',
  rectificationRecorded: '整改',
  handOverOffered: '首问移交',
  handOverAccepted: '接受移交',
  copyFiled: '备案',
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

const relations: Readonly<Record<LinkRelation, string>> = {
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

const copies: Readonly<Record<FiledDocument, string>> = { notice: '受理或者不予受理告知单', reply: '答复意见书' };
/** The two documents whose copies are filed (R79). */
export const filedDocumentName = (document: FiledDocument): string => copies[document];

const bodyList = (given: string): string =>
  given
    .split(',')
    .map((body) => named<ReviewBody>(reviewBodyName, body))
    .join('或者');

/** The words of their refusals. */
export const sideWordings: Readonly<Record<(typeof sideRefusalCodes)[number], Wording>> = {
  'text-missing': { what: '没有填写内容。', mend: '请写明后再提交。' },
  'owner-missing': { what: '没有写明责任人。', mend: '请填写由谁负责。' },
  'clock-not-running': {
    what: (p) => `“${named<ClockId>(clockName, text(p, 'clock'))}”现在没有计时，不能变更。`,
    mend: '请核对此件的期限。',
  },
  'clock-paused': { what: '听证期间计时中止，不能作出复核意见。', mend: '请先登记听证结束。' },
  'supervision-open': { what: '上一次督办还没有反馈。', mend: '请先催要反馈；逾期未反馈的，可以通报。' },
  'supervision-not-open': { what: '没有等待反馈的督办。', mend: '请先督办。' },
  'supervision-in-time': {
    what: (p) => `督办反馈期限${text(p, 'legalDue')}还没有过。`,
    mend: '逾期未反馈的才可以通报。',
  },
  'trigger-unfounded': {
    what: (p) => `此件没有“${named<SupervisionTrigger>(supervisionTriggerName, text(p, 'trigger'))}”的情形。`,
    mend: '请另选督办情形。',
  },
  'merge-same-case': { what: '不能与自己并案。', mend: '请选择另一件。' },
  'merge-target-closed': {
    what: (p) => `要并入的一件${named<CaseStatus>(statusName, text(p, 'status'))}，不再办理。`,
    mend: '请选择正在办理的一件。',
  },
  'merge-other-compartment': {
    what: '检举控告不能与其他事项并案，也不能并入由被检举、控告单位承办的一件。',
    mend: '请分别办理。',
  },
  'merge-into-later': {
    what: (p) => `“${text(p, 'into')}”收到于${text(p, 'receivedOn')}，比此件晚。`,
    mend: '请把后收到的并入先收到的，期限以先收到的为准。',
  },
  'merge-notice-owed': {
    what: '两件的信访人不同，此件的信访人还没有收到书面告知。',
    mend: '请先出具受理告知，再并案。',
  },
  'merge-has-merged': { what: '已有其他信访件并入此件。', mend: '请先撤销那些并案。' },
  'not-merged': { what: '此件没有并案。', mend: '请核对信访件。' },
  'link-same-case': { what: '不能与自己关联。', mend: '请选择另一件。' },
  'link-other-compartment': { what: '检举控告不能与其他事项关联。', mend: '检举控告材料须单独保管。' },
  'already-linked': { what: (p) => `已与“${text(p, 'other')}”关联。`, mend: '不必重复关联。' },
  'withdraw-accusation': { what: '检举控告不因撤回而终止。', mend: '请由有权处理的机关决定。' },
  'not-concludable': {
    what: (p) => `此件${named<CaseStatus>(statusName, text(p, 'status'))}，不能终结。`,
    mend: '请在办结，并且复查、复核有结论或者逾期未申请之后终结。',
  },
  'ground-unfounded': {
    what: (p) => `此件没有“${named<ConclusionGround>(conclusionGroundName, text(p, 'ground'))}”的情形。`,
    mend: '请另选终结理由。',
  },
  'time-to-ask': {
    what: (p) => `信访人在${text(p, 'legalDue')}以前仍可以申请，${text(p, 'concludedOn')}不能终结。`,
    mend: '请等申请期限届满。',
  },
  'opinion-not-implemented': { what: '处理意见还没有落实。', mend: '请由局领导批示督促落实，落实后填写日期。' },
  'not-closed': {
    what: (p) => `此件${named<CaseStatus>(statusName, text(p, 'status'))}，不需要重新办理。`,
    mend: '请继续办理；已并案的请撤销并案。',
  },
  'reopen-unfounded': {
    what: (p) => `此件没有“${named<ReopenReason>(reopenReasonName, text(p, 'reason'))}”的情形。`,
    mend: '请另选重新办理的理由。',
  },
  'no-opinion': {
    what: '还没有可以申请复查、复核的书面意见。',
    mend: '复查针对已送达的处理意见，复核针对已送达的复查意见。',
  },
  'request-late': {
    what: (p) => `申请期限是${text(p, 'legalDue')}，${text(p, 'requestedOn')}提出已经逾期。`,
    mend: '确有正当理由的，请由局领导写明理由后登记。',
  },
  'wrong-body': {
    what: (p) => `不能向${named<ReviewBody>(reviewBodyName, text(p, 'body'))}申请。`,
    mend: (p) =>
      text(p, 'bodies') === '' ? '此意见之上没有可以申请的机关。' : `请向${bodyList(text(p, 'bodies'))}申请。`,
  },
  'nothing-requested': { what: '没有正在办理的复查或者复核申请。', mend: '请先登记申请。' },
  'not-rated': { what: '检举控告和匿名信访不作满意度评价。', mend: '无须登记评价。' },
  'already-rated': { what: '此件已经评价过。', mend: '每次答复只评价一次。' },
  'rating-closed': {
    what: (p) => `评价截止于${text(p, 'closesOn')}，${text(p, 'ratedOn')}的评价不再登记。`,
    mend: '请核对评价的日期。',
  },
  'rectify-accusation': { what: '检举控告不在这里登记整改。', mend: '请按检举控告的规定保密办理。' },
  'rectification-result-missing': { what: '没有写明整改结果。', mend: '请写明结果，或者去掉完成日期。' },
  'copy-not-owed': { what: '此件不是由区、县（市）承办，没有备案件。', mend: '只有区、县（市）承办的信访件须备案。' },
  'copy-other-day': {
    what: (p) => `文书日期是${text(p, 'known')}，不是${text(p, 'given')}。`,
    mend: '请与文书核对。',
  },
  'hand-over-open': { what: '上一次移交还没有接受。', mend: '请等对方接受。' },
  'no-hand-over': { what: '没有等待接受的移交。', mend: '请先由首问责任人移交。' },
  'source-mismatch': {
    what: (p) =>
      `“${named<Channel>(channelName, text(p, 'channel'))}”不会是“${named<PetitionSource>(petitionSourceName, text(p, 'source'))}”的信访事项。`,
    mend: '请核对信访渠道和来源。',
  },
  'hand-over-to-owner': { what: '对方就是现在的首问责任人。', mend: '请选择另一人。' },
};
