import type { Topic } from '@huiyin/domain/office';
import { builder } from '../../graphql/builder.ts';
import { CitationType } from '../../graphql/common.graphql.ts';
import { citationForApi } from '../../graphql/refusal.ts';
import { scopeOf } from '../people/visibility.ts';
import { countsReader } from '../wall-screens/wall-screens.usecases.ts';
import type { Flow, Morning } from './figures.repository.ts';
import {
  type NamedOpenRow,
  type PeriodSummary,
  type RateRow,
  type RecentTopics,
  type WallFigures,
  wallFigures,
} from './figures.usecases.ts';

const FlowType = builder.objectRef<Flow>('Flow').implement({
  description: 'Cases received and closed on one day, or in one month.',
  fields: (t) => ({
    day: t.field({ type: 'Date', description: 'The day, or the first of the month.', resolve: ({ day }) => day }),
    received: t.exposeInt('received', { description: 'Received (收).' }),
    closed: t.exposeInt('closed', { description: 'Closed: answered, refused, withdrawn, merged or returned (结).' }),
  }),
});

const OpenRowType = builder.objectRef<NamedOpenRow>('OpenRow').implement({
  description: 'Open cases of one age (件龄) or class (类别).',
  fields: (t) => ({
    key: t.exposeID('key', { description: 'Place of the age from 0, or id of the class.' }),
    name: t.exposeString('name', { description: 'Its Chinese name.' }),
    open: t.exposeInt('open', { description: 'Something is still owed (在办).' }),
    overdue: t.exposeInt('overdue', { description: 'Of these, past the legal due date (超期).' }),
  }),
});

const RateRowType = builder.objectRef<RateRow>('RateRow').implement({
  description: 'A rate with what it is made of.',
  fields: (t) => ({
    key: t.exposeID('key', { description: 'Stable id, e.g. onTimeReply.' }),
    name: t.exposeString('name', { description: 'Chinese name, e.g. 按期答复率.' }),
    made: t.exposeString('made', { description: 'Numerator ÷ denominator in words.' }),
    numerator: t.exposeInt('numerator', { description: 'Cases above the line.' }),
    denominator: t.exposeInt('denominator', { description: 'Cases below the line.' }),
    value: t.float({
      nullable: true,
      description: 'Between 0 and 1; null when there is nothing to divide by.',
      resolve: ({ value }) => value ?? null,
    }),
    notYetDue: t.exposeInt('notYetDue', {
      description: 'Left out of both: not yet due (未到期), or still to be rated.',
    }),
  }),
});

const TopicType = builder.objectRef<Topic>('Topic').implement({
  description: 'A phrase that people use, never a name.',
  fields: (t) => ({
    phrase: t.exposeString('phrase', { description: 'The phrase.' }),
    cases: t.exposeInt('cases', {
      description: 'Cases in whose title or demand it stands, as the list of that topic counts them.',
    }),
  }),
});

const RecentTopicsType = builder.objectRef<RecentTopics>('RecentTopics').implement({
  description: 'What people spoke of lately (热点), accusations left out.',
  fields: (t) => ({
    since: t.field({ type: 'Date', description: 'First day of receipt.', resolve: ({ since }) => since }),
    cases: t.exposeInt('cases', { description: 'Cases received since then.' }),
    read: t.exposeInt('read', { description: 'The newest of them, whose texts the phrases were looked for in.' }),
    topics: t.field({ type: [TopicType], description: 'Most cases first.', resolve: ({ topics }) => [...topics] }),
  }),
});

const MorningType = builder.objectRef<Morning>('MorningCounts').implement({
  description: 'How the counts stood when the day began.',
  fields: (t) => ({
    takenAt: t.field({
      type: 'DateTime',
      description: 'When they were taken: midnight, or the first moment after it at which the server ran.',
      resolve: ({ takenAt }) => new Date(takenAt),
    }),
    open: t.exposeInt('open', { description: 'Open then.' }),
    overdue: t.exposeInt('overdue', { description: 'Overdue then.' }),
    dueSoon: t.exposeInt('dueSoon', { description: 'Due soon then.' }),
  }),
});

type HotlineAllowance = NonNullable<WallFigures['hotline']>;
export const HotlineAllowanceType = builder.objectRef<HotlineAllowance>('HotlineAllowance').implement({
  description:
    '12345 全年续报率, at most 2 % (R86): orders extended, or for which it was asked, ÷ orders received in the calendar year.',
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'Calendar year.' }),
    received: t.int({ description: 'Orders received.', resolve: ({ denominator }) => denominator }),
    extended: t.exposeInt('extended', { description: 'Orders extended at least once (获准).' }),
    requested: t.exposeInt('requested', { description: 'Orders for which it was asked at least once (申请).' }),
    reading: t.exposeString('reading', {
      description: 'Which of the two the bureau counts (approved or requested): allowance and state go by it.',
    }),
    allowanceLeft: t.exposeInt('allowanceLeft', {
      description: 'How many more of those received may be extended; below zero when the limit is broken.',
    }),
    state: t.exposeString('state', {
      description: 'within, near (from 1.5 % unless the bureau warns elsewhere) or over.',
    }),
    otherState: t.exposeString('otherState', { description: 'How it would stand by the other reading.' }),
    citations: t.field({
      type: [CitationType],
      description: 'Where the limit stands.',
      resolve: ({ citations }) => citations.map(citationForApi),
    }),
  }),
});

const PeriodSummaryType = builder.objectRef<PeriodSummary>('PeriodSummary').implement({
  description: 'What came in a period: items, groups and persons (件次、批次、人次), never added to each other.',
  fields: (t) => ({
    key: t.exposeID('key', { description: 'month, lastMonth or year.' }),
    from: t.field({ type: 'Date', description: 'First day.', resolve: ({ from }) => from }),
    to: t.field({ type: 'Date', description: 'Last day, today at most.', resolve: ({ to }) => to }),
    items: t.exposeInt('items', { description: '件次: cases registered as received in it.' }),
    persons: t.exposeInt('persons', { description: '人次: persons who signed them or came.' }),
    groups: t.exposeInt('groups', { description: '来访批次: those brought in person (来访, 领导接访, 下访).' }),
    visitors: t.exposeInt('visitors', { description: '来访人次: persons who came in person.' }),
    collective: t.exposeInt('collective', { description: '集体访批次: groups of five or more.' }),
    collectiveVisitors: t.exposeInt('collectiveVisitors', { description: '集体访人次: persons in these.' }),
  }),
});

const WallFiguresType = builder.objectRef<WallFigures>('WallFigures').implement({
  description:
    'Trends, ages and rates beside the live counts: kept figures of what the viewer may count, never a name.',
  fields: (t) => ({
    revision: t.exposeString('revision', { description: 'Every change up to this revision is contained.' }),
    upToDate: t.exposeBoolean('upToDate', { description: 'False while the newest changes are still being added.' }),
    asOf: t.field({ type: 'DateTime', description: 'When they were read.', resolve: ({ asOf }) => asOf }),
    today: t.field({ type: 'Date', description: 'The day by which they are judged.', resolve: ({ today }) => today }),
    morning: t.field({
      type: MorningType,
      nullable: true,
      description: 'For the change since the morning; null before it was taken.',
      resolve: ({ morning }) => morning,
    }),
    days: t.field({ type: [FlowType], description: 'Thirty days up to today.', resolve: ({ days }) => [...days] }),
    months: t.field({
      type: [FlowType],
      description: 'Thirteen months up to this one: the same month of last year first.',
      resolve: ({ months }) => [...months],
    }),
    ages: t.field({ type: [OpenRowType], description: 'Open cases by age.', resolve: ({ ages }) => [...ages] }),
    kinds: t.field({ type: [OpenRowType], description: 'Open cases by class.', resolve: ({ kinds }) => [...kinds] }),
    ratesSince: t.field({
      type: 'Date',
      description: 'The rates are of cases received since then: twelve months with this one.',
      resolve: ({ ratesSince }) => ratesSince,
    }),
    summaries: t.field({
      type: [PeriodSummaryType],
      description: 'Items, groups and persons of this month, the month before and this year so far.',
      resolve: ({ summaries }) => [...summaries],
    }),
    rates: t.field({
      type: [RateRowType],
      description: 'The rates of the office.',
      resolve: ({ rates }) => [...rates],
    }),
    hotline: t.field({
      type: HotlineAllowanceType,
      nullable: true,
      description: 'Bureau-wide; null for whoever sees a part of the bureau.',
      resolve: ({ hotline }) => hotline,
    }),
    topics: t.field({ type: RecentTopicsType, description: 'Of the last 30 days.', resolve: ({ topics }) => topics }),
  }),
});

builder.queryField('wallFigures', (t) =>
  t.field({
    type: WallFiguresType,
    skipTypeScopes: true,
    authScopes: { readsCounts: true },
    description: 'The kept figures of the cases that the viewer may count, as they are now.',
    resolve: (_root, _args, context) => wallFigures(context, scopeOf(countsReader(context))),
  }),
);
