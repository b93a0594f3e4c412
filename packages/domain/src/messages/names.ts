import type { CalendarStanding } from '../calendar/years.ts';
import type { RegulationId } from '../citation.ts';
import type { ClockId, ClockOwner, ClockTrigger, DayUnit, LimitLevel, LimitSource } from '../clocks/clocks.ts';
import type { DueState } from '../clocks/due-state.ts';
import type { Role, UnitKind } from '../identity/units.ts';
import type { OutreachMode } from '../outreach/types.ts';
import type { CaseClock, Channel, ClockState, CompletionOutcome, PetitionerKind } from '../petition-cases/types.ts';
import type {
  ContentKind,
  PriorHandling,
  Responsibility,
  RouteDocument,
  RouteDuty,
  RouteOutcome,
} from '../routing/routing.ts';

const regulations: Readonly<Record<RegulationId, string>> = {
  petitionRegulation2022: '信访工作条例',
  petitionRegulation2005: '信访条例',
  zhejiangRegulation2016: '浙江省信访条例',
  simpleHandling2016: '信访事项简易办理办法（试行）',
  receptionSystem: '领导干部定期接待群众来访制度',
  receptionPlan: '领导干部定点接访实施方案',
  petitionSystem: '信访工作制度',
  archivesRegulation2024: '档案法实施条例',
  archiveScope2006: '机关文件材料归档范围和文书档案保管期限规定',
  personalInformationLaw: '个人信息保护法',
  civilCode: '民法典',
  festivalMeasures: '全国年节及纪念日放假办法',
};
/** The name of a text, without the brackets. */
export const regulationName = (id: RegulationId): string => regulations[id];

const clockNames: Readonly<Record<ClockId, string>> = {
  'acceptance-notice': '受理告知',
  'department-reply': '处室答复',
  'district-notice': '区县受理告知',
  'district-reply': '区县答复',
  'hotline-reply': '12345 答复',
  handling: '办理期限',
  'reply-delivery': '送达',
  reexamination: '复查期限',
  'transfer-objection': '转送异议',
  'leader-reception-result': '接访事项办理结果',
  'reexamination-result': '复查承办结果',
  'reexamination-request': '申请复查',
  'final-review-request': '申请复核',
  'final-review': '复核期限',
  'simple-acceptance': '简易办理受理',
  'simple-handling': '简易办理答复',
  'filing-copy': '抄送备案',
  'supervision-report': '督办反馈',
  'sender-report': '反馈来文机关',
};
export const clockName = (id: ClockId): string => clockNames[id];

const triggers: Readonly<Record<ClockTrigger, string>> = {
  petitionReceived: '收到信访事项',
  assignmentReceived: '收到交办的信访件',
  hotlineOrderReceived: '收到 12345 交办单',
  petitionAccepted: '受理之日',
  reexaminationRequested: '收到复查申请',
  transferReceived: '收到转送、交办的信访事项',
  instructionReceived: '收到领导批示',
  replyReceived: '信访人收到书面答复',
  reexaminationOpinionReceived: '信访人收到复查意见',
  finalReviewRequested: '收到复核申请',
  documentIssued: '出具告知单或者答复意见书',
  supervisionReceived: '收到督办单',
};
/** What sets a clock running. */
export const triggerName = (id: ClockTrigger): string => triggers[id];

const owners: Readonly<Record<ClockOwner, string>> = {
  generalOffice: '局办公室',
  department: '承办处室',
  districtAuthority: '区县教育行政部门',
  handlingUnit: '承办单位',
  bureau: '本局',
  petitioner: '信访人',
  reviewAuthority: '复核机关、单位',
};
/** Who owes a duty. */
export const ownerName = (id: ClockOwner): string => owners[id];

const levels: Readonly<Record<LimitLevel, string>> = {
  local: '本局规定',
  provincial: '省级规定',
  national: '国家规定',
};
export const limitLevelName = (level: LimitLevel): string => levels[level];

const outside: Readonly<Record<string, string>> = { 'superior-body': '来文要求', 'hotline-centre': '12345 中心要求' };
/** By whose limit a clock is dated; of one that was set outside (R65, R84), by whose wish. */
export const datedByName = ({ limitId, binding }: Pick<CaseClock, 'limitId' | 'binding'>): string =>
  outside[limitId] ?? limitLevelName(binding);

const limitSources: Readonly<Record<LimitSource, string>> = {
  derived: '内部倒排，非条文所定',
  customary: '惯例，条文未定天数',
  unverified: '条文待核',
};
/** What a figure rests on where its article does not plainly set it. */
export const limitSourceName = (source: LimitSource): string => limitSources[source];

const dayUnits: Readonly<Record<DayUnit, string>> = { workingDay: '个工作日', calendarDay: '日' };
/** The counting word of a limit: 15个工作日, 60日. */
export const dayUnitName = (unit: DayUnit): string => dayUnits[unit];

const channelNames: Readonly<Record<Channel, string>> = {
  letter: '来信',
  visit: '来访',
  call: '来电',
  online: '网上信访',
  email: '电子邮件',
  fax: '传真',
  hotline: '12345 热线',
  leaderReception: '领导接访',
  outreach: '下访',
  transferred: '上级转交',
};
export const channelName = (channel: Channel): string => channelNames[channel];

const modes: Readonly<Record<OutreachMode, string>> = {
  contractedCase: '包案下访',
  accompaniedSupervision: '带案督办',
  discussionVisit: '座谈走访',
  survey: '调查研究',
};
export const modeName = (mode: OutreachMode): string => modes[mode];

const outcomes: Readonly<Record<RouteOutcome, string>> = {
  acceptMunicipal: '本局受理',
  acceptDistrict: '交区县受理',
  handToAffiliated: '交直属单位处理',
  pressHandling: '批示督促办理',
  notAcceptConcluded: '终结，不再受理',
  pressImplementation: '批示督促落实',
  notAcceptNotEducation: '不予受理，告知去向',
  disciplineChannel: '检举控告，保密转送',
};
export const routeOutcomeName = (outcome: RouteOutcome): string => outcomes[outcome];

const documents: Readonly<Record<RouteDocument, string>> = {
  acceptanceNotice: '受理告知单',
  destinationNotice: '去向告知单',
  nonAcceptanceNotice: '不予受理告知单',
  leaderInstruction: '领导批示',
  confidentialTransfer: '密件转送单',
  transferObjection: '转送异议书',
  handlingOpinion: '信访处理意见书',
};
export const documentName = (document: RouteDocument): string => documents[document];

const duties: Readonly<Record<RouteDuty, string>> = {
  explainLaw: '说明有关法律政策',
  nameCompetentBody: '告知有权处理的机关、单位',
  stateReexaminationRight: '告知可自收到书面答复之日起30日内申请复查',
  copyFiling: '告知单和答复意见书抄送本局备案',
  tellHandlingUnit: '书面告知信访人承办单位',
  stateReasons: '详细说明理由',
  performOrAnswer: '依法履行职责或者答复',
};
export const dutyText = (duty: RouteDuty): string => duties[duty];

const roleNames: Readonly<Record<Role, string>> = {
  leader: '局领导',
  clerk: '局办公室经办',
  departmentClerk: '处室（单位）经办',
  dashboard: '大屏',
  administrator: '系统管理员',
};
export const roleName = (role: Role): string => roleNames[role];

const unitKindNames: Readonly<Record<UnitKind, string>> = {
  bureau: '市教育局',
  department: '局内处室',
  districtAuthority: '区县教育行政部门',
  affiliatedSchool: '直属学校（单位）',
  municipalUniversity: '市属高校',
  districtSchool: '区县学校',
};
export const unitKindName = (kind: UnitKind): string => unitKindNames[kind];

const responsibilityNames: Readonly<Record<Responsibility, string>> = {
  municipal: '市本级职责',
  district: '区、县（市）职责',
  affiliated: '直属学校（单位）、市属高校职责',
  notEducation: '不属于教育行政部门',
};
export const responsibilityName = (responsibility: Responsibility): string => responsibilityNames[responsibility];

const contentKindNames: Readonly<Record<ContentKind, string>> = {
  suggestion: '建议意见',
  accusation: '检举控告',
  appeal: '申诉求决',
};
export const contentKindName = (kind: ContentKind): string => contentKindNames[kind];

const priorHandlingNames: Readonly<Record<PriorHandling, string>> = {
  none: '首次反映',
  inProgress: '有关单位正在处理',
  replied: '已有书面答复',
  concluded: '已复核终结',
};
export const priorHandlingName = (prior: PriorHandling): string => priorHandlingNames[prior];

const petitionerKindNames: Readonly<Record<PetitionerKind, string>> = {
  person: '公民',
  legalPerson: '法人',
  organisation: '其他组织',
};
export const petitionerKindName = (kind: PetitionerKind): string => petitionerKindNames[kind];

const completionOutcomeNames: Readonly<Record<CompletionOutcome, string>> = {
  solved: '已解决',
  explained: '已解释说明',
  underStudy: '列入研究',
  notSupported: '不予支持',
};
export const completionOutcomeName = (outcome: CompletionOutcome): string => completionOutcomeNames[outcome];

const dueStateNames: Readonly<Record<DueState, string>> = {
  overdue: '超期',
  dueSoon: '临近',
  onTime: '正常',
  none: '无期限',
};
export const dueStateName = (state: DueState): string => dueStateNames[state];

const clockStateNames: Readonly<Record<ClockState, string>> = {
  running: '计时中',
  paused: '中止计时',
  met: '已完成',
  stopped: '已终止',
};
export const clockStateName = (state: ClockState): string => clockStateNames[state];

const standings: Readonly<Record<CalendarStanding, string>> = { official: '正式', provisional: '暂定' };
export const calendarStandingName = (standing: CalendarStanding): string => standings[standing];
