import type { ReceptionPaper } from '../reception/file.ts';
import type { AppealRoute, DisputeOutcome, ReceivedOutcome } from '../routing/received.ts';
import type { ReceptionOutcome } from '../routing/reception.ts';

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

const papers: Readonly<Record<ReceptionPaper, string>> = {
  registration: '登记单',
  assignment: '交办单',
  supervision: '督办单',
  completion: '办结单',
  receptionRecord: '接谈记录',
};
/** A paper of the reception file (R32). */
export const receptionPaperName = (paper: ReceptionPaper): string => papers[paper];
