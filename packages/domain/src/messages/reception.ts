import type { EvaluationGrade } from '../figures/grades.ts';
import type { StaffFault } from '../identity/staffing.ts';
import type { bookingChannels } from '../reception/booking.ts';
import type { EmergencyLevel } from '../reception/emergency.ts';
import type { SlotFault } from '../reception/responsibility.ts';
import type { AttendeeRole, FocusTag } from '../reception/session.ts';
import type { LeaderRequestStep } from '../reception/walk-in.ts';
import type { PetitionSource } from '../routing/sources.ts';

const faults: Readonly<Record<StaffFault | SlotFault, string>> = {
  overallMissing: '没有确定负总责的主要领导',
  inChargeMissing: '没有确定分管领导',
  coordinatingMissing: '没有确定协调抓的其他领导',
  headMissing: '没有登记处室主要负责人',
  deputyMissing: '没有明确答复工作的分管负责人',
  clerkMissing: '没有指定受理和分办的专人',
};
/** Which post of a unit is not filled (R33, R66, R67), in a few words. */
export const staffFaultName = (fault: StaffFault | SlotFault): string => faults[fault];

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
