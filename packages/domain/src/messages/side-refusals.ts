import type { ClockId } from '../clocks/clocks.ts';
import type { ReviewBody } from '../identity/units.ts';
import type { sideRefusalCodes } from '../petition-cases/refusal-codes.ts';
import { retractableActs } from '../petition-cases/retract-limits.ts';
import type { ConclusionGround, ReopenReason, SupervisionTrigger } from '../petition-cases/side-facets.ts';
import type { CaseStatus } from '../petition-cases/statuses.ts';
import type { Channel } from '../petition-cases/types.ts';
import type { PetitionSource } from '../routing/sources.ts';
import { commandName, statusName } from './case-names.ts';
import { channelName, clockName } from './names.ts';
import { petitionSourceName } from './reception.ts';
import {
  conclusionGroundName,
  reopenReasonName,
  retractLimitName,
  reviewBodyName,
  supervisionTriggerName,
} from './side-words.ts';
import { named, text, type Wording } from './wording.ts';

const bodyList = (given: string): string =>
  given
    .split(',')
    .map((body) => named<ReviewBody>(reviewBodyName, body))
    .join('或者');

/** Why simple handling is closed to a matter. */
const exclusions: Readonly<Record<string, string>> = {
  accusation: '检举控告有专门的程序',
  raisedBefore: '此事项不是初次提出',
  notAccepted: '此事项可能不予受理，或者已由其他单位办理',
  weighty: '此件重要、重大或者涉及复杂法律问题',
};

/** What has to be entered before a file is archived. */
const unfinished: Readonly<Record<string, { readonly what: string; readonly mend: string }>> = {
  report: { what: '办理结果还没有反馈来文机关', mend: '请先“反馈来文机关”。' },
  clock: { what: '还有期限在计时', mend: '请先办完或者反馈。' },
  rectification: { what: '整改还没有完成', mend: '请先登记整改结果。' },
  revoked: { what: '意见已被撤销，须重新处理', mend: '请先重新办理。' },
  implementation: { what: '落实情况还没有登记，或者核实未落实', mend: '请先登记落实情况。' },
  copy: { what: '区、县（市）的备案件还没有收到', mend: '请先备案。' },
};

/** Where a request for 复查 or 复核 is not too early, but out of place. */
const beyond: Readonly<Record<string, { readonly what: string; readonly mend: string }>> = {
  inReexamination: { what: '此件正在复查，还没有决定。', mend: '请先登记复查意见。' },
  reexamined: { what: '此件已经复查过。', mend: '不服复查意见的，请登记复核申请。' },
  inFinalReview: { what: '此件正在复核，还没有决定。', mend: '请先登记复核意见。' },
  finallyReviewed: { what: '此件已经复核。', mend: '确需再办的，请局办公室或者局领导“重新办理”。' },
  concluded: { what: '此件已终结。', mend: '确需再办的，请局领导“重新办理”。' },
};
const requested = ({ contentKind, status }: Readonly<Record<string, unknown>>) =>
  contentKind === 'appeal'
    ? beyond[String(status)]
    : { what: '复查、复核只针对申诉求决的处理意见。', mend: '检举控告、建议意见请按各自的程序答复。' };

/** When a clock may be changed. */
const clockChanges: Readonly<Record<string, string>> = {
  handling: '申诉求决事项受理之后、答复之前才可以延期；未受理的请先出具受理告知单。',
  'final-review': '复核由本局办理、正在计时的才可以中止，已经中止的才可以恢复；请先登记复核申请。',
  'hotline-reply': '交办之后、答复之前才可以商定新的日期。',
};

/** What takes away that which keeps a registration from being voided, where it is another act than 撤回操作. */
const beforeVoiding: Readonly<Record<string, string>> = {
  mergeCases: '请先“撤销并案”。',
  linkCases: '请先“解除关联”。',
  applySimpleHandling: '请先“转普通程序”。',
  contractCase: '请先解除包案。',
};
const isRetractable = (act: string): boolean => retractableActs.some((one) => one === act);

/** The words of their refusals. */
export const sideWordings: Readonly<Record<(typeof sideRefusalCodes)[number], Wording>> = {
  'text-missing': { what: '没有填写。', mend: '请写明后再提交。' },
  'owner-missing': { what: '没有写明责任人。', mend: '请填写由谁负责。' },
  'clock-not-running': {
    what: (p) =>
      `“${named<ClockId>(clockName, text(p, 'clock'))}”现在没有${p.wanted === 'paused' ? '中止' : '计时'}，不能变更。`,
    mend: (p) => clockChanges[text(p, 'clock')] ?? '请核对此件的期限。',
  },
  'clock-paused': { what: '听证期间计时中止，不能作出复核意见。', mend: '请先登记听证结束。' },
  'supervision-open': { what: '上一次督办还没有反馈。', mend: '请先催要反馈；逾期未反馈的，可以通报。' },
  'nothing-to-acknowledge': {
    what: '没有等待签收的催办、督办或通报，也没有本单位签收过的。',
    mend: '请刷新查看，可能已由其他单位签收。',
  },
  'supervision-not-open': { what: '没有等待反馈的督办。', mend: '请先督办。' },
  'supervision-in-time': {
    what: (p) => `督办反馈期限${text(p, 'legalDue')}还没有过。`,
    mend: '逾期未反馈的才可以通报。',
  },
  'adoption-unsaid': { what: '没有说明是否采纳督办提出的建议。', mend: '请选择采纳或者不采纳；不采纳的，写明理由。' },
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
    mend: '请分别办理；已经并案的，请先撤销并案。',
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
  'link-other-compartment': {
    what: '检举控告不能与其他事项关联。',
    mend: '检举控告材料须单独保管；已经关联的，请先解除关联。',
  },
  'already-linked': { what: (p) => `已与“${text(p, 'other')}”关联。`, mend: '不必重复关联。' },
  'withdraw-accusation': { what: '检举控告不因撤回而终止。', mend: '请由有权处理的机关决定。' },
  'case-voided': {
    what: (p) => `此件的登记已于${text(p, 'voidedOn')}作废，不再办理。`,
    mend: '作废错了的，先“恢复登记”。',
  },
  'void-begun': {
    what: (p) => `此件已有“${named(commandName, text(p, 'act'))}”，不只是登记了，不能作废登记。`,
    mend: (p) =>
      beforeVoiding[text(p, 'act')] ??
      (isRetractable(text(p, 'act'))
        ? '请先“撤回操作”收回这一步；已经撤不回的，照程序办下去。'
        : '已经进入办理，请照程序办下去；与另一件是同一事项的，可以“并案”。'),
  },
  'void-not-head': {
    what: '作废登记、恢复登记由局办公室负责人或者局领导办理。',
    mend: '请报告办公室负责人；负责人还没有登记的，请管理员在单位中登记。',
  },
  'void-own-registration': {
    what: '此件是您登记的，不能由您作废。',
    mend: '请由局领导或者办公室的另一位负责人核对后作废。',
  },
  'not-voided': { what: '此件的登记没有作废。', mend: '请刷新后再看。' },
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
    what: (p) => requested(p)?.what ?? '还没有可以申请复查、复核的书面意见。',
    mend: (p) => requested(p)?.mend ?? '复查针对已送达的处理意见，复核针对已送达的复查意见。',
  },
  'request-late': {
    what: (p) => `申请期限是${text(p, 'legalDue')}，${text(p, 'requestedOn')}提出已经逾期。`,
    mend: '确有正当理由的，请由局领导写明理由后登记。',
  },
  'reply-day-missing': {
    what: '没有写明信访人哪天收到下级的答复。',
    mend: '申请复查的三十日从那天起算，请问明后填写。',
  },
  'wrong-body': {
    what: (p) => `不能向${named<ReviewBody>(reviewBodyName, text(p, 'body'))}申请。`,
    mend: (p) =>
      text(p, 'bodies') === '' ? '此意见之上没有可以申请的机关。' : `请向${bodyList(text(p, 'bodies'))}申请。`,
  },
  'nothing-requested': { what: '没有正在办理的复查或者复核申请。', mend: '请先登记申请。' },
  'reexamined-elsewhere': {
    what: (p) => `此件向${named<ReviewBody>(reviewBodyName, text(p, 'body'))}申请复查，不由本局处室复查。`,
    mend: '请等该机关作出意见后，“登记复查意见”。',
  },
  'reexamination-not-entrusted': { what: '还没有交由处室复查。', mend: '请局办公室按领导批示“交由处室复查”。' },
  'reexamination-reported': {
    what: '处室已经报告复查结果，不能改交其他处室。',
    mend: '领导不同意的，退回该处室重新报告；确需改交的，请先撤回报告。',
  },
  'reexamination-not-reported': {
    what: '处室还没有报告复查结果，或者报告已被退回。',
    mend: '请处室“报告复查结果”；处室书面报告的，由局办公室代为登记。',
  },
  'other-leader-instructed': {
    what: (p) => `此件由${text(p, 'leader')}批示复查。`,
    mend: '请由该领导或者主要领导审定。',
  },
  'not-rated': { what: '检举控告和匿名信访不作满意度评价。', mend: '无须登记评价。' },
  'already-rated': { what: '此件已经评价过。', mend: '每次答复只评价一次。' },
  'not-passed-on': {
    what: '此件不是上级转交的，没有来文机关。',
    mend: '无须反馈；12345 交办单照常拟稿答复，并案以后才由此答复 12345 中心；渠道登记有误的，请核对登记。',
  },
  'result-unknown': {
    what: '此件还没有办理结果，不能反馈来文机关。',
    mend: '请先办结；不予受理、信访人撤回的，登记之后即可反馈；并入另一件的，等那一件有了结果。',
  },
  'sender-told': {
    what: '此件的办理结果已经反馈来文机关。',
    mend: '反馈有误的，请先撤回操作，再重新反馈。',
  },
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
  'date-requested': { what: '已经申请了续报，还没有答复。', mend: '请先登记 12345 中心的答复。' },
  'date-not-requested': { what: '没有等待答复的续报申请。', mend: '请先登记续报申请。' },
  'date-not-later': {
    what: (p) => `${text(p, 'dueOn')}不晚于现在的期限${text(p, 'legalDue')}。`,
    mend: '请填写期限之后的日期；能够按期答复的，不必续报。',
  },
  'leader-requested': { what: '已经申请了领导到场，还没有到场记录。', mend: '请先登记到场协调的情况。' },
  'leader-not-requested': { what: '没有领导到场的申请。', mend: '请先由首问处室申请领导到场。' },
  'leader-not-arranged': { what: '局办公室还没有安排领导到场。', mend: '请先由局办公室审批、安排。' },
  'other-leader-arranged': {
    what: '安排到场的是另一位领导。',
    mend: '请由安排到场的领导登记，或者由局办公室改为安排您到场。',
  },
  'coordination-missing': { what: '没有写明协调处理的情况。', mend: '请写明领导到场后如何协调处理。' },
  'no-hand-over': { what: '没有等待接受的移交。', mend: '请先由首问责任人移交。' },
  'source-mismatch': {
    what: (p) =>
      `“${named<Channel>(channelName, text(p, 'channel'))}”不会是“${named<PetitionSource>(petitionSourceName, text(p, 'source'))}”的信访事项。`,
    mend: '请核对信访渠道和来源。',
  },
  'simple-handling-excluded': {
    what: (p) => `${exclusions[text(p, 'why')] ?? ''}，不适用简易办理。`,
    mend: '请按普通程序办理。',
  },
  'simple-handling-on': { what: '此件已经适用简易办理。', mend: '不必重复登记；不再适用的请转普通程序。' },
  'simple-handling-off': { what: '此件没有适用简易办理。', mend: '此件本来就按普通程序办理。' },
  'simple-handling-too-far': { what: '此件已经拟稿、答复或者不予受理。', mend: '请按普通程序办完。' },
  'simple-handling-late': {
    what: (p) =>
      `简易办理须在${text(p, 'legalDue')}以前${p.clock === 'simple-handling' ? '出具意见' : '决定受理'}，已经过期。`,
    mend: '请按普通程序办理，原来的期限不变。',
  },
  'implementation-not-owed': {
    what: (p) => `此件${named<CaseStatus>(statusName, text(p, 'status'))}，没有需要落实的事项。`,
    mend: '已答复“已解决”或者“列入研究”的，才登记落实情况；检举控告另按规定办理。',
  },
  'implementation-confirmed': {
    what: (p) => `落实情况已于${text(p, 'on')}核实，不再改动。`,
    mend: '发现没有落实的，请局办公室登记核实情况。',
  },
  'implementation-not-reported': { what: '还没有登记落实情况。', mend: '请先登记落实情况，再核实。' },
  'implementation-checked': { what: '已经登记过同样的核实结果。', mend: '结果有变化的才需要再次登记。' },
  'finding-missing': { what: '没有写明没有落实的是什么。', mend: '请写明核实发现的情况和要求。' },
  'not-archivable': {
    what: (p) => `此件${named<CaseStatus>(statusName, text(p, 'status'))}，不能归档。`,
    mend: '办结、终结、撤回或者不予受理之后归档；已并案的随并入的一件归档。',
  },
  'archive-unfinished': {
    what: (p) => `${unfinished[text(p, 'what')]?.what ?? ''}，不能归档。`,
    mend: (p) => unfinished[text(p, 'what')]?.mend ?? '',
  },
  'archive-time-to-ask': {
    what: (p) => `信访人在${text(p, 'legalDue')}以前仍可以申请复查、复核，不能归档。`,
    mend: '请等申请期限届满。',
  },
  'case-archived': {
    what: (p) => `此件已于${text(p, 'archivedOn')}归档，只供查阅。`,
    mend: '归档的案卷和文书不再改动。确有错误或者需要再办的，先“重新办理”取出，改正后再归档。',
  },
  'amend-office-only': {
    what: '收到日期、性质、责任和去向由局办公室或者局领导更正。',
    mend: '请只更正文字，其余请局办公室更正。',
  },
  'amend-too-late': {
    what: (p) => `已经${named(commandName, text(p, 'step'))}，不能再更正性质和去向。`,
    mend: '请先按程序退回、提出异议或者转普通程序；只有批示的，可以由领导更正；属检举控告的，可以随时改为检举控告。',
  },
  'received-after-step': {
    what: (p) => `收到日期${text(p, 'receivedOn')}晚于已经办理的步骤（${text(p, 'first')}）。`,
    mend: '请核对收到日期；收到在前，办理在后。',
  },
  'document-missing': { what: '没有这份文书。', mend: '请刷新后从本件的文书中选择。' },
  'document-voided-already': { what: (p) => `${text(p, 'number')}已经作废。`, mend: '不必重复作废。' },
  'document-not-newest': {
    what: (p) =>
      p.number === undefined
        ? '出具这件文书的办理已经撤回、退回或者重新办理，本件中没有可以照此重新出具的内容。'
        : `这件文书之后，同类文书又出具了${text(p, 'number')}；按现在的内容重新出具，写出来的会是后一件的内容。`,
    mend: '请只作废这件，不重新出具；内容有误的，按办理步骤另行出具。',
  },
  'matter-unanswered': {
    what: (p) => `请求共${text(p, 'of')}项，第${text(p, 'index')}项“${text(p, 'matter')}”没有对应的答复。`,
    mend: '请在处理意见中按同样的编号逐项答复。',
  },
  'hand-over-to-owner': { what: '对方就是现在的首问责任人。', mend: '请选择另一人。' },
  'nothing-to-retract': {
    what: '没有您可以撤回的操作。',
    mend: '需要改正的，请用更正登记、退回、重新办理等办法。',
  },
  'retract-too-late': {
    what: (p) => `“${named(commandName, text(p, 'act'))}”只能在${named(retractLimitName, text(p, 'until'))}撤回。`,
    mend: '后面的手续已经以它为准，请用相应的改正办法。',
  },
  'retract-not-yours': {
    what: (p) => `“${named(commandName, text(p, 'act'))}”不是您办的。`,
    mend: '请由原经办人或者原经办单位撤回。',
  },
  'not-linked': { what: '这两件没有关联。', mend: '请刷新后再看。' },
};
