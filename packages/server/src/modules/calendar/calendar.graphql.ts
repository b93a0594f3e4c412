import {
  addDays,
  type Calendar,
  type CalendarNotice,
  type CalendarYear,
  type Clock,
  type ClockLimit,
  calendarYearOf,
  clocks,
  type DayUnit,
  type Deadline,
  type DeadlineCandidate,
  type DeadlineStep,
  deadline,
  type Holiday,
  isWorkingDay,
  plainDate,
} from '@huiyin/domain';
import { clockName, explainDeadline, stepLabel, triggerName } from '@huiyin/domain/messages';
import { builder } from '../../graphql/builder.ts';
import { CitationType, described, LimitLevelEnum } from '../../graphql/common.graphql.ts';
import { limitedWhenSignedOut } from '../../graphql/public-field.ts';
import { citationForApi, orRefuse } from '../../graphql/refusal.ts';
import { enumWords } from '../../messages/enums.ts';
import { provinceOf, settingsFor } from '../settings/settings.ts';
import { calendarFor } from './calendar.ts';

const DayUnitEnum = builder.enumType('DayUnit', {
  description: 'How the days of a limit are counted, as its article says.',
  values: described(enumWords.dayUnit),
});
const StepReasonEnum = builder.enumType('StepReason', {
  description: 'Why a day counts or does not; a make-up working day (调休上班) counts.',
  values: described(enumWords.stepReason),
});
/** Also in the preview of a notice. */
export const DayKindEnum = builder.enumType('DayKind', {
  description: 'What a day is: working day, weekend, festival, or make-up working day (调休上班).',
  values: described(enumWords.dayKind),
});
const CalendarStandingEnum = builder.enumType('CalendarStanding', {
  description: "Whether the State Council's notice for the year is in, or only the statutory days are known.",
  values: described(enumWords.calendarStanding),
});

const ClockLimitType = builder.objectRef<ClockLimit>('ClockLimit').implement({
  description: 'One dated limit of a clock, with its article.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id of the row.' }),
    level: t.field({ type: LimitLevelEnum, description: 'Whose limit it is.', resolve: (limit) => limit.level }),
    amount: t.exposeInt('amount', { description: 'Number of days.' }),
    unit: t.field({ type: DayUnitEnum, description: 'Working or calendar days.', resolve: (limit) => limit.unit }),
    citation: t.field({
      type: CitationType,
      description: 'The article.',
      resolve: (limit) => citationForApi(limit.citation),
    }),
    validFrom: t.field({ type: 'Date', description: 'First day in force.', resolve: (limit) => limit.validFrom }),
    validTo: t.field({
      type: 'Date',
      nullable: true,
      description: 'Last day in force; null while it is.',
      resolve: (limit) => limit.validTo ?? null,
    }),
  }),
});

const ClockType = builder.objectRef<Clock>('Clock').implement({
  description: 'A duty with a time limit (期限).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Kebab-case id, e.g. acceptance-notice.' }),
    name: t.string({ description: 'Chinese name.', resolve: (clock) => clockName(clock.id) }),
    trigger: t.exposeString('trigger', { description: 'Id of what sets it running.' }),
    triggerName: t.string({
      description: 'What sets it running, in Chinese.',
      resolve: (clock) => triggerName(clock.trigger),
    }),
    owedBy: t.exposeString('owedBy', { description: 'Who owes it.' }),
    limits: t.field({
      type: [ClockLimitType],
      description: "The bureau's, the province's and the nation's limits.",
      resolve: (clock) => clock.limits,
    }),
  }),
});

/** A step with the unit of its limit, which its wording needs. */
type Step = DeadlineStep & { readonly unit: DayUnit };
const stepsOf = ({ steps, limit }: DeadlineCandidate): Step[] => steps.map((step) => ({ ...step, unit: limit.unit }));

const DeadlineStepType = builder.objectRef<Step>('DeadlineStep').implement({
  description: 'One day of the workings: counted, or why not.',
  fields: (t) => ({
    date: t.field({ type: 'Date', description: 'The day.', resolve: (step) => step.date }),
    reason: t.field({ type: StepReasonEnum, description: 'Why it counts or not.', resolve: (step) => step.reason }),
    festival: t.string({
      nullable: true,
      description: 'Name of the festival.',
      resolve: (step) => step.festival ?? null,
    }),
    counted: t.int({
      nullable: true,
      description: 'Which day of the limit it is.',
      resolve: (step) => step.counted ?? null,
    }),
    label: t.string({ description: 'In Chinese.', resolve: (step) => stepLabel(step, step.unit) }),
  }),
});

/** A candidate that knows whether it binds. */
type Candidate = DeadlineCandidate & { readonly binds: boolean };

const DeadlineCandidateType = builder.objectRef<Candidate>('DeadlineCandidate').implement({
  description: 'One limit that was weighed.',
  fields: (t) => ({
    limit: t.field({ type: ClockLimitType, description: 'The limit.', resolve: (candidate) => candidate.limit }),
    legalDue: t.field({
      type: 'Date',
      description: 'Last lawful day, rolled off rest days.',
      resolve: (c) => c.legalDue,
    }),
    targetDue: t.field({
      type: 'Date',
      description: 'Last working day on or before the unrolled day.',
      resolve: (c) => c.targetDue,
    }),
    unrolled: t.field({ type: 'Date', description: 'The last counted day itself.', resolve: (c) => c.unrolled }),
    binds: t.exposeBoolean('binds', { description: 'Whether this is the limit that ends first.' }),
    provisional: t.exposeBoolean('provisional', { description: 'Leans on a year whose notice is not yet in.' }),
    citation: t.field({
      type: CitationType,
      description: 'The article.',
      resolve: (c) => citationForApi(c.limit.citation),
    }),
    steps: t.field({ type: [DeadlineStepType], description: 'Day by day.', resolve: stepsOf }),
  }),
});

/** Also shown on a case's clock: why this date. */
export const DeadlineType = builder.objectRef<Deadline>('Deadline').implement({
  description: 'When a duty is due, and why (为什么是这一天).',
  fields: (t) => ({
    clock: t.exposeID('clock', { description: 'Id of the clock.' }),
    clockName: t.string({ description: 'Chinese name of the clock.', resolve: (d) => clockName(d.clock) }),
    from: t.field({ type: 'Date', description: 'Day of the triggering event; not counted.', resolve: (d) => d.from }),
    legalDue: t.field({ type: 'Date', description: 'Last lawful day (法定期限).', resolve: (d) => d.legalDue }),
    targetDue: t.field({
      type: 'Date',
      description: 'Day to aim at: a working day never after the unrolled one.',
      resolve: (d) => d.targetDue,
    }),
    unrolled: t.field({
      type: 'Date',
      description: 'Last counted day before rolling off rest days.',
      resolve: (d) => d.binding.unrolled,
    }),
    binding: t.field({
      type: LimitLevelEnum,
      description: 'Whose limit binds.',
      resolve: (d) => d.binding.limit.level,
    }),
    citation: t.field({
      type: CitationType,
      description: 'Article of the binding limit.',
      resolve: (d) => citationForApi(d.citation),
    }),
    provisional: t.exposeBoolean('provisional', { description: 'Leans on a year whose notice is not yet in.' }),
    explanation: t.string({ description: 'The sentence an official reads aloud.', resolve: (d) => explainDeadline(d) }),
    steps: t.field({
      type: [DeadlineStepType],
      description: 'Workings of the binding limit.',
      resolve: (d) => stepsOf(d.binding),
    }),
    candidates: t.field({
      type: [DeadlineCandidateType],
      description: 'Every limit that was weighed.',
      resolve: (d) => d.candidates.map((c) => ({ ...c, binds: c.limit.id === d.binding.limit.id })),
    }),
  }),
});

const HolidayType = builder.objectRef<Holiday>('Holiday').implement({
  description: 'A stretch of days off.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name as the notice prints it.' }),
    from: t.field({ type: 'Date', description: 'First day.', resolve: (holiday) => holiday.from }),
    to: t.field({ type: 'Date', description: 'Last day.', resolve: (holiday) => holiday.to }),
  }),
});

const CalendarNoticeType = builder.objectRef<CalendarNotice>('CalendarNotice').implement({
  description: "The text that fixes a year's days off (放假安排的通知).",
  fields: (t) => ({
    title: t.exposeString('title', { description: 'Title.' }),
    number: t.string({ nullable: true, description: 'Document number (发文字号).', resolve: (n) => n.number ?? null }),
    issuedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Date of issue.',
      resolve: (n) => n.issuedOn ?? null,
    }),
    url: t.string({ nullable: true, description: 'Where it is published.', resolve: (n) => n.url ?? null }),
  }),
});

/** Days off and make-up working days of one year. */
export const CalendarYearType = builder.objectRef<CalendarYear>('CalendarYear').implement({
  description: 'Days off and make-up working days of one year.',
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'The year.' }),
    standing: t.field({
      type: CalendarStandingEnum,
      description: 'Official or provisional.',
      resolve: (y) => y.standing,
    }),
    notice: t.field({ type: CalendarNoticeType, description: 'Its notice.', resolve: (y) => y.notice }),
    holidays: t.field({ type: [HolidayType], description: 'Days off (节假日).', resolve: (y) => y.holidays }),
    makeUpWorkdays: t.field({
      type: ['Date'],
      description: 'Weekend days worked (调休上班).',
      resolve: (y) => y.makeUpWorkdays,
    }),
    workingDays: t.int({
      nullable: true,
      description: 'Number of working days by the calendar that counts now; null while the year is not in it.',
      resolve: async ({ year }, _args, { database, viewer }) =>
        workingDaysIn(await calendarFor(database, viewer), year),
    }),
  }),
});

function workingDaysIn(calendar: Calendar, year: number): number | null {
  let count = 0;
  for (let day = plainDate(`${year}-01-01`); day <= `${year}-12-31`; day = addDays(day, 1)) {
    const works = isWorkingDay(calendar, day);
    if (!works.ok) return null;
    if (works.value) count += 1;
  }
  return count;
}

builder.queryFields((t) => ({
  clocks: t.field({
    type: [ClockType],
    skipTypeScopes: true,
    description: 'Every duty with a time limit. Public.',
    resolve: async (_root, _args, context) => {
      await limitedWhenSignedOut(context);
      return clocks;
    },
  }),
  deadline: t.field({
    type: DeadlineType,
    nullable: true,
    skipTypeScopes: true,
    description:
      'When a duty is due, with its workings. Public. Refuses unknown-clock, invalid-date, calendar-missing.',
    args: {
      clock: t.arg.id({ required: true, description: 'Id of the clock, e.g. acceptance-notice.' }),
      from: t.arg({ type: 'Date', required: true, description: 'Day of the triggering event.' }),
    },
    resolve: async (_root, { clock, from }, context) => {
      await limitedWhenSignedOut(context);
      const { database, viewer } = context;
      const province = provinceOf(await settingsFor(context, viewer));
      return orRefuse(deadline(await calendarFor(database, viewer), clock, from, province ? { province } : {}));
    },
  }),
  calendarYear: t.field({
    type: CalendarYearType,
    nullable: true,
    skipTypeScopes: true,
    description: 'Days off of one year with the notice that fixed them. Public. Refuses calendar-missing.',
    args: { year: t.arg.int({ required: true, description: 'The year, e.g. 2026.' }) },
    resolve: async (_root, { year }, context) => {
      await limitedWhenSignedOut(context);
      return orRefuse(calendarYearOf(await calendarFor(context.database, context.viewer), year));
    },
  }),
  calendarYears: t.field({
    type: [CalendarYearType],
    skipTypeScopes: true,
    description: 'Every year of the calendar that counts now, oldest first. Public.',
    resolve: async (_root, _args, context) => {
      await limitedWhenSignedOut(context);
      return (await calendarFor(context.database, context.viewer)).runs.flatMap((run) => run.years);
    },
  }),
  today: t.field({
    type: 'Date',
    skipTypeScopes: true,
    extensions: { short: true },
    description: "The server's date in Asia/Shanghai. Public.",
    resolve: (_root, _args, { clock }) => clock.today(),
  }),
}));
