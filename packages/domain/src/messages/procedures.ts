import type { DeliveryFault, Notified, PreScreeningPart, ReceptionPaper } from '../reception/file.ts';
import type { AbsenceFault } from '../reception/rota.ts';
import type { AppealRoute, DisputeOutcome, ReceivedOutcome } from '../routing/received.ts';
import type { ReceptionOutcome, VisitLevel } from '../routing/reception.ts';

const received: Readonly<Record<ReceivedOutcome, string>> = {
  acceptAndTell: '告知收到情况和办理途径、程序',
  passOnAndTell: '转送、交办有权处理的单位并告知去向',
  tellCompetentBody: '告知有权处理的机关、单位',
  objectToTransfer: '提出异议并详细说明理由，经核实同意后退还',
  ownRules: '按照检举控告的规定告知',
};
/** What Art 23 asks on receipt. */
export const receivedOutcomeName = (outcome: ReceivedOutcome): string => received[outcome];

const disputes: Readonly<Record<DisputeOutcome, string>> = {
  agreedUnit: '由协商确定的单位受理',
  commonSuperior: '由共同的上一级机关、单位决定',
  jointConference: '由信访工作联席会议协调处理',
};
/** Who decides in a dispute about who accepts (Art 24). */
export const disputeOutcomeName = (outcome: DisputeOutcome): string => disputes[outcome];

const appeals: Readonly<Record<AppealRoute, string>> = {
  1: '涉法涉诉，按照诉讼、检察、公安程序处理',
  2: '通过仲裁解决',
  3: '按照党员申诉、申请复议程序处理',
  4: '通过行政复议、行政裁决、行政确认、行政许可、行政处罚等行政程序解决',
  5: '按照有关法律、法规履行或者答复',
  6: '听取陈述、调查核实，出具信访处理意见书',
};
/** The six routes of Art 31. */
export const appealRouteName = (route: AppealRoute): string => appeals[route];

const reception: Readonly<Record<ReceptionOutcome, string>> = {
  instructAcceptance: '批示予以受理',
  instructReexamination: '批示予以受理（复查）',
  referReexamination: '告知向有权复查的机关申请复查',
  instructTransfer: '批示转有权处理的单位受理',
  instructPressing: '批示督促办理',
  instructImplementation: '批示督促落实',
  notAcceptConcluded: '终结，原则上不再受理',
  notAcceptNotEducation: '不予受理，告知去向',
  disciplineChannel: '检举控告，保密转送',
};
/** What a receiving leader decides (R51–R57). */
export const receptionOutcomeName = (outcome: ReceptionOutcome): string => reception[outcome];

const visitLevels: Readonly<Record<VisitLevel, string>> = {
  ownLevel: '在有权处理的机关走访',
  oneLevelUp: '在上一级机关走访',
  skipLevel: '越级走访',
};
/** How a visit stands to the unit with authority (Art 20). */
export const visitLevelName = (level: VisitLevel): string => visitLevels[level];

const absences: Readonly<Record<AbsenceFault, string>> = {
  substituteMissing: '没有安排替班领导',
  substituteNotInTeam: '替班的不是领导班子成员',
  substituteIsAbsent: '替班领导当天也不在',
};
/** What is wrong with an absence from the rota (R93). */
export const absenceFaultName = (fault: AbsenceFault): string => absences[fault];

const papers: Readonly<Record<ReceptionPaper, string>> = {
  registration: '登记单',
  assignment: '交办单',
  supervision: '督办单',
  completion: '办结单',
  receptionRecord: '接谈记录',
};
/** A paper of the reception file (R32). */
export const receptionPaperName = (paper: ReceptionPaper): string => papers[paper];

const screening: Readonly<Record<PreScreeningPart, string>> = {
  matter: '约访事项',
  documents: '证件材料',
  manner: '接受约访的方式',
  opinion: '是否受理意见',
  leaderTold: '报接访领导参考',
};
/** A part of the pre-screening (R44, R45). */
export const preScreeningPartName = (part: PreScreeningPart): string => screening[part];

const notified: Readonly<Record<Notified, string>> = { departmentHead: '处室负责人', legalCounsel: '法律顾问' };
/** Who is called to a booked matter (R49, R50). */
export const notifiedName = (who: Notified): string => notified[who];

const deliveries: Readonly<Record<DeliveryFault, string>> = {
  mailNumberMissing: '没有填写挂号信号码',
  signatureMissing: '信访人没有签收',
  mustBeInPerson: '重要信访须直接送达并由信访人签收',
};
/** What is wrong with a delivery (R74, R75). */
export const deliveryFaultName = (fault: DeliveryFault): string => deliveries[fault];
