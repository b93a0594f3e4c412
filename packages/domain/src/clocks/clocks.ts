import { type Citation, cite } from '../citation.ts';
import { type PlainDate, plainDate } from '../date.ts';

/** The duties that run against time (办理期限), one id each. */
export type ClockId =
  | 'acceptance-notice' // 受理告知
  | 'department-reply' // 处室拟稿
  | 'district-notice' // 区县受理告知
  | 'district-reply' // 区县答复
  | 'hotline-reply' // 12345 答复
  | 'handling' // 办理（出具处理意见）
  | 'reexamination'; // 复查

/** Who set the limit: the bureau (local), the province, or the nation. */
export type LimitLevel = 'local' | 'provincial' | 'national';

/** Working days (工作日) or calendar days (日), read from the article and never assumed. */
export type DayUnit = 'workingDay' | 'calendarDay';

/** One time limit as one article sets it, for events from `validFrom` to `validTo` (both included). */
export interface ClockLimit {
  readonly id: string;
  readonly level: LimitLevel;
  readonly amount: number;
  readonly unit: DayUnit;
  readonly citation: Citation;
  readonly validFrom: PlainDate;
  readonly validTo?: PlainDate;
}

export type ClockOwner = 'generalOffice' | 'department' | 'districtAuthority' | 'handlingUnit' | 'bureau';

/** What sets a clock running: the event whose day is not counted. */
export type ClockTrigger =
  | 'petitionReceived'
  | 'assignmentReceived'
  | 'hotlineOrderReceived'
  | 'petitionAccepted'
  | 'reexaminationRequested';

/** A duty with all its limits. The earliest binds; the others stay visible. */
export interface Clock {
  readonly id: ClockId;
  readonly trigger: ClockTrigger;
  readonly owedBy: ClockOwner;
  readonly limits: readonly ClockLimit[];
}

/** 信访工作条例 took effect on this day (its Art 50). */
const nationalFrom = plainDate('2022-05-01');
/**
 * The bureau's text carries no date. It rests on the State Council's 信访条例, in force 2005-05-01, so it cannot be
 * older than that; taken as open from there.
 */
const localFrom = plainDate('2005-05-01');

const local = (id: string, amount: number, article: string, rule: string): ClockLimit => ({
  id,
  level: 'local',
  amount,
  unit: 'workingDay',
  citation: cite('petitionSystem', article, rule),
  validFrom: localFrom,
});
const national = (id: string, amount: number, article: string): ClockLimit => ({
  id,
  level: 'national',
  amount,
  unit: 'calendarDay',
  citation: cite('petitionRegulation2022', article),
  validFrom: nationalFrom,
});

/** Every clock of the system. A change of law is a new row with its dates, never an edit of an old one. */
export const clocks: readonly Clock[] = [
  {
    id: 'acceptance-notice',
    trigger: 'petitionReceived',
    owedBy: 'generalOffice',
    limits: [
      local('acceptance-notice-local', 15, '第六条', 'R71'),
      national('acceptance-notice-national', 15, '第二十三条'),
    ],
  },
  {
    id: 'department-reply',
    trigger: 'assignmentReceived',
    owedBy: 'department',
    limits: [local('department-reply-local', 20, '第七条', 'R72')],
  },
  {
    id: 'district-notice',
    trigger: 'assignmentReceived',
    owedBy: 'districtAuthority',
    limits: [
      local('district-notice-local', 15, '第八条', 'R77'),
      national('district-notice-national', 15, '第二十三条'),
    ],
  },
  {
    id: 'district-reply',
    trigger: 'assignmentReceived',
    owedBy: 'districtAuthority',
    limits: [local('district-reply-local', 30, '第八条', 'R78')],
  },
  {
    id: 'hotline-reply',
    trigger: 'hotlineOrderReceived',
    owedBy: 'department',
    limits: [local('hotline-reply-local', 5, '第十一条', 'R83')],
  },
  {
    id: 'handling',
    trigger: 'petitionAccepted',
    owedBy: 'handlingUnit',
    limits: [national('handling-national', 60, '第三十四条')],
  },
  {
    id: 'reexamination',
    trigger: 'reexaminationRequested',
    owedBy: 'bureau',
    limits: [national('reexamination-national', 30, '第三十五条')],
  },
];

/** The limits of a clock that govern an event of that day: `validFrom` and `validTo` are both included. */
export function limitsInForce(clock: Clock, on: PlainDate): readonly ClockLimit[] {
  return clock.limits.filter((limit) => limit.validFrom <= on && (limit.validTo === undefined || on <= limit.validTo));
}
