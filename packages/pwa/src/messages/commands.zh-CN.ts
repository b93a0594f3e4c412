import type { CaseCommand } from '@huiyin/domain/cases';
import { commandName } from '@huiyin/domain/messages';

/** The words of the forms that give a command on a case. */
export const commandFormMessages = {
  yes: '是',
  no: '否',
  accept: '建议受理',
  notAccept: '建议不予受理',
  decisions: { accept: '受理', refuse: '不予受理' },
  done: (name: string) => (name.endsWith('登记') ? `已${name}。` : `${name}：已登记。`),
  newEntry: '新的一条',
  datedAnew: (name: string): string => `${name}（已签收，更正日期）`,
  proposed: (name: string, ground: string): string => `${name}（建议：${ground}）`,
  caseSearch: '输入编号、姓名或事项，再选一件',
  caseFound: '找到的事项',
  caseLikely: '可能是同一件或者同一人的',
  caseNone: '没有找到，请换一个编号或词。',
  chosen: (number: string) => `已选：${number}`,
  draftedAnew: '这份稿子已经审核。重新拟稿以后，须重新审核。',
  willBe: '提交后',
  willBeHint: '按同一套规则先算给您看，以服务器的记录为准。',
  missing: (kind: string): string =>
    kind === 'date'
      ? '请选择日期。'
      : kind === 'number'
        ? '请填写数字。'
        : kind === 'unit'
          ? '请选择单位。'
          : kind === 'person'
            ? '请选择人员。'
            : '请选择一项。',
} as const;

interface FieldWords {
  readonly label: string;
  readonly hint?: string;
}
type Given = string | FieldWords;

/** Fields that are called the same in every form. */
const common: Readonly<Record<string, Given>> = {
  reason: '理由',
  text: '内容',
  opinion: '意见',
  approvedBy: { label: '批准人', hint: '写明批准的单位负责人或者局领导。' },
  approverId: { label: '批准人', hint: '局内处室的事项选局领导，区县、学校的选本单位负责人。' },
  owner: '责任人',
  request: '诉求',
  unitId: '单位',
  leaderId: '领导',
  personId: '人员',
  decidedOn: '作出日期',
  agreed: '同意吗',
  status: '进展',
  statusOn: '日期',
  dueOn: '完成期限',
  doneOn: '办理日期',
  id: '哪一条',
  copyTo: { label: '抄送', hint: '印在文书末页，一行一个单位。已按规定列出应当抄送的。' },
  enclosures: { label: '附件', hint: '随文送出的材料，一行一份，印在正文之后。' },
};

/** Words of one form where they differ from the common ones. */
const own: Readonly<Record<string, Readonly<Record<string, Given>>>> = {
  recordIntakeStep: {
    step: { label: '步骤', hint: '依次为拆信、盖章、编号、登记、摘编、提交签批；编号和登记在登记时已完成。' },
    abstract: '摘编（来信要点）',
    leaderId: { label: '提交给哪位分管领导', hint: '不选时按承办单位的分管领导提交。' },
  },
  preScreenCase: {
    matter: '约访、反映的事项',
    documents: '证件材料',
    manner: '接受约访的方式',
    reportedTo: '报哪位接访领导参考',
    screenedOn: '初审日期',
  },
  setCaseFlags: {
    important: '重要信访（直接送达并签收）',
    complexLegal: '涉及复杂法律问题（须听取法律顾问意见）',
    major: '重大事宜（须分管领导审核）',
    urgent: '紧急（按 12345 中心时限）',
    reason: '变更的理由',
  },
  giveInstruction: {
    decision: '批示的办理方式',
    text: '批示内容',
    raisedBefore: '信访人此前向有权处理的单位提出过吗',
    asksReexamination: '信访人是要求复查下级的答复意见吗',
    instructedOn: '批示日期',
  },
  issueAcceptanceNotice: {
    decision: '决定',
    issuedOn: '出具日期',
    reason: '不予受理的理由',
    acceptReason: '受理的理由（新的事实或情况）',
    lawExplanation: { label: '法律政策说明', hint: '向信访人解释依据的法律法规政策。' },
    competentBody: { label: '有权处理的机关、单位', hint: '写明机关全称，告知信访人向它提出。' },
  },
  assignCase: {
    unitId: { label: '交给哪个单位', hint: '处室须先登记主要负责人、分管负责人和专人。' },
    handlerId: '指定经办人',
    assignedOn: '交办日期',
    receivedOn: { label: '单位收到日期', hint: '期限从这一天起算；不填时按交办日期。' },
  },
  returnAssignment: { reason: '退回的理由', returnedOn: '退回日期' },
  transferCase: {
    unitId: '转送哪个单位',
    reason: '转送的理由',
    transferredOn: '转送日期',
    receivedOn: { label: '单位收到日期', hint: '不填时按转送日期。' },
  },
  issueDestinationNotice: { toldOn: '书面告知信访人去向的日期' },
  objectToTransfer: { reason: '异议的详细理由', objectedOn: '提出日期' },
  settleObjection: { agreed: '同意退还吗', reason: '核实情况和理由', settledOn: '处理日期' },
  recordRecusal: {
    personId: '谁回避',
    reason: '回避的理由',
    approverId: { label: '由谁决定', hint: '所在单位的负责人，或者局领导。' },
    decidedOn: '决定日期',
  },
  draftReply: {
    request: '信访人的诉求',
    facts: '查明的事实和理由',
    opinion: '处理意见',
    conclusion: '对诉求',
    basis: '依据的法律法规政策',
    reexaminationBody: { label: '复查机关', hint: '告知信访人可以在三十日内向谁申请复查。' },
    draftedOn: '拟稿日期',
  },
  hearCounsel: { counsel: '法律顾问', opinion: '法律顾问的意见', heardOn: '听取日期' },
  reviewReply: { agreed: '同意这份答复吗', reason: '退回重拟的理由', reviewedOn: '审核日期' },
  approveReply: { agreed: '同意这份答复吗', reason: '退回重拟的理由', approvedOn: '审核日期' },
  issueReply: { documentNumber: '文号（留空则自动编号）', issuedOn: '出具日期' },
  deliverReply: {
    manner: '送达方式',
    mailNumber: '挂号信号码',
    signedBy: { label: '签收人', hint: '拒绝签收的不填，写明在场的见证人。' },
    witnesses: { label: '拒绝签收时的见证人', hint: '一行一人。' },
    deliveredOn: '送达日期',
  },
  completeCase: {
    cause: { label: '查明的原因', hint: '调查了什么，听取了谁的意见，原因是什么。' },
    resolution: '处理与化解办法',
    repliedOn: '答复信访人的日期',
    outcome: '结果',
  },
  contractCase: { leaderId: { label: '包案领导', hint: '不选时结束包案。' } },
  extendHandling: { days: '延长几日', reason: '延期的理由', decidedOn: '批准日期', toldOn: '告知信访人的日期' },
  pauseClock: { pausedOn: '听证开始日期' },
  resumeClock: { resumedOn: '听证结束后恢复计时的日期' },
  requestHotlineDate: {
    dueOn: { label: '希望延至', hint: '经局办公室报 12345 中心；获准以前，原期限照常计算。' },
    reason: '续报的理由',
    requestedOn: '申请日期',
  },
  agreeHotlineDate: {
    dueOn: '与 12345 中心商定的日期',
    reason: '续报的理由',
    approvedBy: '谁同意的',
    decidedOn: '商定日期',
  },
  refuseHotlineDate: {
    approvedBy: '谁答复的',
    reason: '不同意的理由',
    decidedOn: '答复日期',
  },
  urgeCase: { text: '催办内容', urgedOn: '催办日期' },
  superviseCase: { trigger: '督办情形', requirement: '督办要求', suggestions: '三项建议', supervisedOn: '督办日期' },
  acknowledgePressing: { of: '签收什么', acknowledgedOn: '签收日期', reason: '更正的理由' },
  answerSupervision: { answer: '办理情况', adopted: '采纳建议吗', reason: '不采纳的理由', answeredOn: '反馈日期' },
  circulateCriticism: { text: '通报内容', circulatedOn: '通报日期' },
  mergeCases: {
    intoId: { label: '并入哪一件', hint: '后收到的并入先收到的。' },
    reason: '并案的理由',
    mergedOn: '并案日期',
  },
  unmergeCase: { reason: '撤销并案的理由', unmergedOn: '撤销日期' },
  linkCases: { otherId: '与哪一件关联', relation: '什么关系' },
  reopenCase: { reason: '重新办理的情形', explanation: '说明', reopenedOn: '日期' },
  withdrawCase: { reason: '撤回的书面理由', withdrawnOn: '撤回日期' },
  voidCase: {
    reason: {
      label: '作废的理由',
      hint: '只用于不是信访件、或者同一件登记了两次。编号保留、不另给别的件，此件仍可按编号查到。',
    },
  },
  restoreCase: { reason: { label: '恢复的理由', hint: '期限仍从收到之日起算，作废期间照算。' } },
  requestReexamination: {
    body: {
      label: '向谁申请复查',
      hint: '由作出答复的机关、单位的上一级复查；答复由区、县（市）所属学校作出的，由该教育局复查。',
    },
    request: '复查的请求和理由',
    requestedOn: '收到申请的日期',
    lateReason: { label: '逾期申请的正当理由', hint: '逾期的由局领导登记。' },
    replyReceivedOn: { label: '信访人收到答复的日期', hint: '与送达日期不同时填写，以邮政记录为准。' },
  },
  entrustReexamination: {
    unitId: { label: '交由哪个处室复查', hint: '承办单位不变；该处室可以查看此件，并报告复查结果。' },
    leaderId: '批示受理的领导',
    instruction: '批示意见',
    entrustedOn: '处室收到批示的日期',
  },
  reportReexamination: {
    result: '建议的复查结果',
    opinion: { label: '复查情况和意见', hint: '报局办公室和批示的领导；由局办公室统一答复信访人。' },
    reportedOn: '报告日期',
  },
  approveReexamination: { agreed: '同意复查结果吗', reason: '退回重新复查的理由', approvedOn: '审定日期' },
  decideReexamination: {
    result: '复查结果',
    opinion: '复查意见',
    decidedOn: '作出日期',
    deliveredOn: '信访人收到日期',
  },
  requestFinalReview: {
    body: '向谁申请复核',
    request: '复核的请求和理由',
    requestedOn: '收到申请的日期',
    lateReason: { label: '逾期申请的正当理由', hint: '逾期的由局领导登记。' },
  },
  decideFinalReview: { result: '复核结果', opinion: '复核意见', decidedOn: '作出日期', deliveredOn: '信访人收到日期' },
  concludeCase: { ground: '终结理由', implementedOn: '意见落实的日期', concludedOn: '终结日期' },
  recordImplementation: {
    measures: {
      label: '落实了哪些措施',
      hint: '写明答复中承诺的事项做到什么程度；没有核实前可以再次登记，以最后一次为准。',
    },
    implementedOn: '落实日期',
    evidence: { label: '佐证材料', hint: '照片、通知、凭证等，可以不附。' },
  },
  checkImplementation: {
    result: { label: '核实结果', hint: '未落实的，此件转入督办，承办单位三十日内反馈，再重新登记落实情况。' },
    finding: { label: '核实情况', hint: '未落实的，写明发现的情况和要求。' },
    checkedOn: '核实日期',
  },
  archiveCase: {
    retention: { label: '保管期限', hint: '按此件的事实建议；选择其他期限的，请写明理由。' },
    reason: '与建议不同或者改划的理由',
    fileNumber: '档号',
    archivedOn: '归档日期',
  },
  recordEvaluation: { office: '对信访部门', unit: '对承办单位', comment: '信访人的话', ratedOn: '评价日期' },
  reportToSender: {
    manner: '反馈方式',
    result: {
      label: '办理情况',
      hint: '写进办结报告，报来文机关；信访人收到的答复可以列为附件。已并案的 12345 交办单，写明并入哪一件、办到哪一步，答复 12345 中心。',
    },
    reportedOn: '反馈日期',
  },
  recordImprovement: { kind: '建议类别', suggestion: '薄弱环节和建议', reason: '不采纳的理由' },
  recordRectification: {
    problem: '存在的问题',
    dueOn: '整改期限',
    doneOn: '整改完成日期',
    result: '整改结果',
  },
  handOverFirstAsked: { toUnitId: '移交给哪个单位', toPerson: '移交给谁', reason: '移交的理由', offeredOn: '移交日期' },
  acceptHandOver: { acceptedOn: '接受日期' },
  declineHandOver: {
    reason: { label: '不接受的理由', hint: '说明为什么不由本单位办理；首问责任仍在移交人。' },
    declinedOn: '日期',
  },
  requestLeader: { reason: '为什么需要分管领导到场', requestedOn: '申请日期' },
  arrangeLeader: { leaderId: '请哪位领导到场', arrangedOn: '安排日期' },
  recordLeaderAttendance: { coordination: '到场协调处理的情况', attendedOn: '到场日期' },
  fileCopy: { document: '文书', documentOn: '文书日期', filedOn: '收到备案件的日期' },
  applySimpleHandling: {
    ground: { label: '适用情形', hint: '收到起三个工作日内决定，受理起十个工作日内答复；普通程序的期限照常计算。' },
    appliedOn: '决定日期',
  },
  endSimpleHandling: { reason: '为什么不再适用' },
  retractAct: { act: '撤回哪一项', reason: '撤回的理由' },
  unlinkCases: { otherId: '解除与哪一件的关联', reason: '解除的理由' },
  voidDocument: {
    documentId: '作废哪一份',
    reason: '作废理由',
    voidedOn: '作废日期',
    reissue: '按现在的内容重新出具（另编新号）',
  },
};

/** What a form calls a field, and its hint. */
export function fieldWords(command: string, field: string): FieldWords {
  const given = own[command]?.[field] ?? common[field] ?? field;
  return typeof given === 'string' ? { label: given } : given;
}

/** What the button of a form says: the command's name, or the paper that goes out. */
export function submitWords(command: CaseCommand['type'], { decision }: Readonly<Record<string, unknown>>): string {
  if (command !== 'issueAcceptanceNotice') return commandName(command);
  return decision === 'refuse' ? '出具不予受理告知单' : '出具受理告知单';
}
