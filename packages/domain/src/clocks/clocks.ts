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
  | 'reply-delivery' // 送达
  | 'reexamination' // 复查
  | 'transfer-objection' // 对错转的异议
  | 'leader-reception-result' // 接访事项办理结果
  | 'reexamination-result' // 复查承办结果
  | 'reexamination-request' // 申请复查
  | 'final-review-request' // 申请复核
  | 'final-review' // 复核
  | 'simple-acceptance' // 简易办理：决定是否受理
  | 'simple-handling' // 简易办理：出具意见
  | 'filing-copy' // 抄送备案
  | 'supervision-report' // 督办反馈
  | 'sender-report'; // 反馈来文机关

/** Who set the limit: the bureau (local), the province, or the nation. */
export type LimitLevel = 'local' | 'provincial' | 'national';

/** Working days (工作日) or calendar days (日), read from the article and never assumed. */
export type DayUnit = 'workingDay' | 'calendarDay';

/**
 * What a figure rests on where its article does not plainly set it: worked out backwards from a lawful limit (derived),
 * practice where the text names no number (customary), or a text that was not at hand (unverified, 待核).
 */
export type LimitSource = 'derived' | 'customary' | 'unverified';

/** One time limit as one article sets it, for events from `validFrom` to `validTo` (both included). */
export interface ClockLimit {
  readonly id: string;
  readonly level: LimitLevel;
  readonly amount: number;
  readonly unit: DayUnit;
  readonly citation: Citation;
  readonly validFrom: PlainDate;
  readonly validTo?: PlainDate;
  /** Missing when the article itself sets the figure. */
  readonly source?: LimitSource;
  /** `backward`: a limit inside another, which may not roll past its rest days and eat the other's time. */
  readonly roll?: 'backward';
  /** Most calendar days by which it may be extended (延长); missing when the law knows no extension. */
  readonly extension?: { readonly maxDays: number; readonly citation: Citation };
  /** Time that is not counted (听证所需时间不计算在内); missing when there is none. */
  readonly pause?: { readonly cause: 'hearing'; readonly citation: Citation };
}

export type ClockOwner =
  | 'generalOffice'
  | 'department'
  | 'districtAuthority'
  | 'handlingUnit'
  | 'bureau'
  | 'petitioner'
  | 'reviewAuthority';

/** What sets a clock running: the event whose day is not counted. */
export type ClockTrigger =
  | 'petitionReceived'
  | 'assignmentReceived'
  | 'hotlineOrderReceived'
  | 'petitionAccepted'
  | 'reexaminationRequested'
  | 'transferReceived'
  | 'instructionReceived'
  | 'replyReceived'
  | 'reexaminationOpinionReceived'
  | 'finalReviewRequested'
  | 'documentIssued'
  | 'supervisionReceived';

/** A duty with all its limits. The earliest binds; the others stay visible. */
export interface Clock {
  readonly id: ClockId;
  readonly trigger: ClockTrigger;
  readonly owedBy: ClockOwner;
  readonly limits: readonly ClockLimit[];
}

/** 信访工作条例 took effect on this day (its Art 50); until the day before, 信访条例 of 2005 was in force. */
const nationalFrom = plainDate('2022-05-01');
const formerTo = plainDate('2022-04-30');
/** 信访条例 took effect on this day (its Art 51). */
const formerFrom = plainDate('2005-05-01');
/**
 * The bureau's text carries no date. It rests on 信访条例, so it cannot be older than that; taken as open from there.
 */
const localFrom = formerFrom;

const local = (id: string, amount: number, citation: Citation): ClockLimit => ({
  id,
  level: 'local',
  amount,
  unit: 'workingDay',
  citation,
  validFrom: localFrom,
});

type Extra = (of: (article: string) => Citation, article: string) => Partial<ClockLimit>;

/** A national limit in calendar days and its two editions: of 2005 (信访条例) and of 2022 (信访工作条例). */
function editions(
  id: string,
  amount: number,
  article2005: string,
  article2022: string,
  extra: Extra = () => ({}),
): readonly ClockLimit[] {
  const former = (article: string): Citation => cite('petitionRegulation2005', article);
  const present = (article: string): Citation => cite('petitionRegulation2022', article);
  const row = { level: 'national', amount, unit: 'calendarDay' } as const;
  return [
    {
      ...row,
      id: `${id}-2005`,
      citation: former(article2005),
      validFrom: formerFrom,
      validTo: formerTo,
      ...extra(former, article2005),
    },
    { ...row, id, citation: present(article2022), validFrom: nationalFrom, ...extra(present, article2022) },
  ];
}

/** Art 34 (2005: Art 33): complex matters, approved by the head of the unit, at most 30 days, the petitioner told why. */
const extendable: Extra = (of, article) => ({ extension: { maxDays: 30, citation: of(article) } });
/** Art 36 (2005: Art 35): the time that a hearing takes is not counted. */
const heard: Extra = (of, article) => ({ pause: { cause: 'hearing', citation: of(article) } });

const system = (article: string, rule: string): Citation => cite('petitionSystem', article, rule);
/** R52: the department reports to the General Office and the receiving leader in 20 working days. */
const receptionResult = cite('receptionPlan', '四（一）', 'R52');
/** 信访事项简易办理办法（试行）: issued 2016; figures known, article numbers not at hand. */
const simple = (id: string, amount: number): ClockLimit => ({
  id,
  level: 'national',
  amount,
  unit: 'workingDay',
  citation: cite('simpleHandling2016', '（条次待核）'),
  validFrom: plainDate('2016-07-01'),
  source: 'unverified',
});

/** Every clock of the system. A change of law is a new row with its dates, never an edit of an old one. */
export const clocks: readonly Clock[] = [
  {
    id: 'acceptance-notice',
    trigger: 'petitionReceived',
    owedBy: 'generalOffice',
    limits: [
      local('acceptance-notice-local', 15, system('第六条', 'R71')),
      ...editions('acceptance-notice-national', 15, '第二十二条', '第二十三条'),
    ],
  },
  {
    id: 'department-reply',
    trigger: 'assignmentReceived',
    owedBy: 'department',
    limits: [local('department-reply-local', 20, system('第七条', 'R72'))],
  },
  {
    id: 'district-notice',
    trigger: 'assignmentReceived',
    owedBy: 'districtAuthority',
    limits: [
      local('district-notice-local', 15, system('第八条', 'R77')),
      ...editions('district-notice-national', 15, '第二十一条', '第二十三条'),
    ],
  },
  {
    id: 'district-reply',
    trigger: 'assignmentReceived',
    owedBy: 'districtAuthority',
    limits: [local('district-reply-local', 30, system('第八条', 'R78'))],
  },
  {
    id: 'hotline-reply',
    trigger: 'hotlineOrderReceived',
    owedBy: 'department',
    limits: [local('hotline-reply-local', 5, system('第十一条', 'R83'))],
  },
  {
    id: 'handling',
    trigger: 'petitionAccepted',
    owedBy: 'handlingUnit',
    limits: editions('handling-national', 60, '第三十三条', '第三十四条', extendable),
  },
  {
    // R74 says "within the prescribed time" and no figure: what is issued must have reached the petitioner in the time
    // of Art 34 itself (A5), with what that was extended by
    id: 'reply-delivery',
    trigger: 'petitionAccepted',
    owedBy: 'generalOffice',
    limits: editions('reply-delivery-national', 60, '第三十三条', '第三十四条', (of, article) => ({
      ...extendable(of, article),
      source: 'derived',
    })),
  },
  {
    id: 'reexamination',
    trigger: 'reexaminationRequested',
    owedBy: 'bureau',
    limits: editions('reexamination-national', 30, '第三十四条', '第三十五条'),
  },
  {
    // the only limit of the statute in working days; the text of 2005 had none
    id: 'transfer-objection',
    trigger: 'transferReceived',
    owedBy: 'generalOffice',
    limits: [
      {
        id: 'transfer-objection-national',
        level: 'national',
        amount: 5,
        unit: 'workingDay',
        citation: cite('petitionRegulation2022', '第二十三条'),
        validFrom: nationalFrom,
      },
    ],
  },
  {
    id: 'leader-reception-result',
    trigger: 'instructionReceived',
    owedBy: 'department',
    limits: [local('leader-reception-result-local', 20, receptionResult)],
  },
  {
    // R52 says 20 working days, which can outlast the 30 days of the written opinion: by day 25 the office must have it,
    // so that it can draft. Both count from the bureau's receipt, which is never later than the department's.
    id: 'reexamination-result',
    trigger: 'reexaminationRequested',
    owedBy: 'department',
    limits: [
      local('reexamination-result-local', 20, receptionResult),
      ...editions('reexamination-result-inner', 25, '第三十四条', '第三十五条', () => ({
        level: 'local',
        source: 'derived',
        roll: 'backward',
      })),
    ],
  },
  {
    id: 'reexamination-request',
    trigger: 'replyReceived',
    owedBy: 'petitioner',
    limits: editions('reexamination-request-national', 30, '第三十四条', '第三十五条'),
  },
  {
    id: 'final-review-request',
    trigger: 'reexaminationOpinionReceived',
    owedBy: 'petitioner',
    limits: editions('final-review-request-national', 30, '第三十五条', '第三十六条'),
  },
  {
    id: 'final-review',
    trigger: 'finalReviewRequested',
    owedBy: 'reviewAuthority',
    limits: editions('final-review-national', 30, '第三十五条', '第三十六条', heard),
  },
  {
    id: 'simple-acceptance',
    trigger: 'petitionReceived',
    owedBy: 'generalOffice',
    limits: [simple('simple-acceptance-national', 3)],
  },
  {
    id: 'simple-handling',
    trigger: 'petitionAccepted',
    owedBy: 'handlingUnit',
    limits: [simple('simple-handling-national', 10)],
  },
  {
    // "at the same time" (同时): the day of the document itself, on a rest day the working day after it
    id: 'filing-copy',
    trigger: 'documentIssued',
    owedBy: 'districtAuthority',
    limits: [{ ...local('filing-copy-local', 0, system('第八条', 'R79')), unit: 'calendarDay' }],
  },
  {
    // the statute of 2022 asks for written feedback and names no number; the 30 days of 2005 are kept as practice
    id: 'supervision-report',
    trigger: 'supervisionReceived',
    owedBy: 'handlingUnit',
    limits: editions('supervision-report-national', 30, '第三十六条', '第四十条').map((limit) =>
      limit.validTo === undefined
        ? { ...limit, id: 'supervision-report-local', level: 'local', source: 'customary' }
        : limit,
    ),
  },
];

/**
 * A duty that no text counts days for: it is due on the day that somebody outside has named. What was passed on is reported back
 * to its sender in the time that the sender has set (在指定办理期限内反馈结果, Art 22).
 */
export const datedOutside = {
  id: 'sender-report',
  trigger: 'transferReceived',
  owedBy: 'generalOffice',
} as const satisfies Omit<Clock, 'limits'>;

/** Who owes a clock. */
export const clockOwner = (clock: string): ClockOwner | undefined =>
  [...clocks, datedOutside].find(({ id }) => id === clock)?.owedBy;

/** Provinces whose own limits can be switched on. */
export const provinces = ['zhejiang'] as const;
export type Province = (typeof provinces)[number];

/** 浙江省信访条例 as revised, in force from 2016-08-01 and resting on the text of 2005; whether it still stands is 待核. */
const zhejiang = (id: string, amount: number, unit: DayUnit, article: string): ClockLimit => ({
  id,
  level: 'provincial',
  amount,
  unit,
  citation: cite('zhejiangRegulation2016', article),
  validFrom: plainDate('2016-08-01'),
  source: 'unverified',
});

/** 30 days from acceptance, and up to 60 more when they are extended. */
const answerZhejiang = (id: string): ClockLimit => ({
  ...zhejiang(id, 30, 'calendarDay', '第二十三条'),
  extension: { maxDays: 60, citation: cite('zhejiangRegulation2016', '第二十三条') },
});

/** What a province adds to the clocks when it is switched on: never a replacement, always one more row to weigh. */
export const provincialLimits: Readonly<Record<Province, Partial<Readonly<Record<ClockId, readonly ClockLimit[]>>>>> = {
  zhejiang: {
    'acceptance-notice': [zhejiang('acceptance-notice-zhejiang', 5, 'workingDay', '第二十条')],
    'district-notice': [zhejiang('district-notice-zhejiang', 5, 'workingDay', '第二十条')],
    handling: [answerZhejiang('handling-zhejiang')],
    'reply-delivery': [{ ...answerZhejiang('reply-delivery-zhejiang'), source: 'derived' }],
  },
};

/**
 * The limits of a clock that govern an event of that day: `validFrom` and `validTo` are both included. With a province,
 * its rows come last.
 */
export function limitsInForce(clock: Clock, on: PlainDate, province?: Province): readonly ClockLimit[] {
  const added = province === undefined ? [] : (provincialLimits[province][clock.id] ?? []);
  return [...clock.limits, ...added].filter(
    (limit) => limit.validFrom <= on && (limit.validTo === undefined || on <= limit.validTo),
  );
}
