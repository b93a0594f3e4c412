import type { EvaluationGrade } from '../figures/grades.ts';
import type { StaffFault } from '../identity/staffing.ts';
import type { BookingFault, bookingChannels } from '../reception/booking.ts';
import type { EmergencyLevel } from '../reception/emergency.ts';
import type { SlotFault } from '../reception/responsibility.ts';
import type { AttendeeRole, FocusTag, RecordFault, SessionFault, VenueKind } from '../reception/session.ts';
import type { LeaderRequestStep } from '../reception/walk-in.ts';
import type { DisputeRisk } from '../routing/dispute-screening.ts';
import type { PetitionSource } from '../routing/sources.ts';

/** Everything that can be wanting around a reception, a unit's staff or a screening. */
export type ReceptionFault =
  | SessionFault
  | RecordFault
  | BookingFault
  | SlotFault
  | StaffFault
  | 'whatMissing'
  | 'measuresMissing';

const faults: Readonly<Record<ReceptionFault, string>> = {
  venueNotListed: '接访地点不在指定场所之列',
  venueNotPetitionRoom: '领导接访须在信访接待室进行',
  notArrangedByOffice: '须由局办公室统一安排',
  recorderMissing: '没有指定记录人',
  receivingLeaderMissing: '没有接访领导',
  generalOfficeMissing: '局办公室没有人员参加',
  policyRegulationMissing: '政策法规处没有人员参加',
  supervisionOfficeMissing: '监察室没有人员参加',
  departmentHeadMissing: '没有处室主要负责人参加',
  legalCounselMissing: '法律顾问没有参加',
  receiverMissing: '没有写明由谁接访',
  demandsMissing: '没有记录来访人的诉求',
  decisionMissing: '没有作出处理决定',
  explanationMissing: '没有向来访人说明情况',
  competentBodyMissing: '没有告知来访人向何处反映',
  channelUnknown: '不是本局公布的预约渠道',
  tooLate: '不足一周，按临时来访接待',
  matterMissing: '没有审核约访事项',
  documentsMissing: '没有审核证件材料',
  mannerMissing: '没有审核接受约访的方式',
  opinionMissing: '没有提出是否受理的意见',
  leaderToldMissing: '没有报接访领导参考',
  leaderToldTooLate: '接访之后才报接访领导',
  representativesNotTold: '没有告知只接待选出的三至五名代表',
  departmentHeadNotCalled: '没有通知处室负责人',
  legalCounselNotCalled: '没有通知法律顾问',
  overallMissing: '没有确定负总责的主要领导',
  inChargeMissing: '没有确定分管领导',
  coordinatingMissing: '没有确定协调抓的其他领导',
  headMissing: '没有登记处室主要负责人',
  deputyMissing: '没有明确答复工作的分管负责人',
  clerkMissing: '没有指定受理和分办的专人',
  whatMissing: '没有写明排查出的矛盾纠纷',
  measuresMissing: '没有写明措施',
};
/** What is wanting, in a few words. */
export const receptionFaultName = (fault: ReceptionFault): string => faults[fault];

const venues: Readonly<Record<VenueKind, string>> = { petitionRoom: '一楼信访接待室', departmentOffice: '处室办公室' };
/** Where receptions are held (R40, R88, R94). */
export const venueKindName = (kind: VenueKind): string => venues[kind];

const attendees: Readonly<Record<AttendeeRole, string>> = {
  receivingLeader: '接访领导',
  generalOffice: '局办公室',
  policyRegulation: '政策法规处',
  supervisionOffice: '监察室',
  departmentHead: '处室主要负责人',
  legalCounsel: '法律顾问',
};
/** Who takes part in a session (R41). */
export const attendeeRoleName = (role: AttendeeRole): string => attendees[role];

const focus: Readonly<Record<FocusTag, string>> = {
  tendency: '带倾向性的问题',
  historical: '历史遗留问题',
  widelyConcerning: '群众普遍关心的问题',
};
/** What a session is for above all (R90). */
export const focusTagName = (tag: FocusTag): string => focus[tag];

const channels: Readonly<Record<(typeof bookingChannels)[number], string>> = {
  telephone: '电话',
  email: '电子邮件',
  website: '门户网站',
  officialAccount: '公众号',
  writtenInPerson: '直接送达书面材料',
};
/** How an appointment is asked for (R42); a channel that the bureau added shows as it is. */
export const bookingChannelName = (channel: string): string =>
  Object.entries(channels).find(([id]) => id === channel)?.[1] ?? channel;

const levels: Readonly<Record<EmergencyLevel, string>> = { low: '一般', raised: '关注', high: '重点' };
/** How much is prepared for a session (R60). */
export const emergencyLevelName = (level: EmergencyLevel): string => levels[level];

const steps: Readonly<Record<LeaderRequestStep, string>> = {
  requested: '已申请',
  arranged: '已安排',
  attended: '已到场协调',
};
/** How far a request for the leader in charge is (R24). */
export const leaderRequestStepName = (step: LeaderRequestStep): string => steps[step];

const risks: Readonly<Record<DisputeRisk, string>> = { ordinary: '一般', watch: '关注', serious: '重大' };
export const disputeRiskName = (risk: DisputeRisk): string => risks[risk];

const sources: Readonly<Record<PetitionSource, string>> = {
  petitioner: '信访人直接提出',
  provincialDepartment: '省教育厅交办',
  petitionBureau: '市信访局交办、转送',
  sameLevelLeaders: '本级党委、政府、人大、政协领导交办',
  sameLevelDepartments: '本级党委、政府、人大、政协有关部门转办',
  petitionBureauImportant: '市信访局交办的重要信访事项',
};
/** From whom a matter came (R65). */
export const petitionSourceName = (source: PetitionSource): string => sources[source];

const grades: Readonly<Record<EvaluationGrade, string>> = {
  satisfied: '满意',
  basicallySatisfied: '基本满意',
  unsatisfied: '不满意',
};
export const evaluationGradeName = (grade: EvaluationGrade): string => grades[grade];
