import type { ClockId } from '@huiyin/domain';
import { clockName, receptionKindName } from '@huiyin/domain/messages';
import { type ChangedDay, unusualMakeUps } from '@huiyin/domain/office';
import { receiverOf } from '@huiyin/domain/receptions';
import { builder } from '../../graphql/builder.ts';
import { CitationType, described } from '../../graphql/common.graphql.ts';
import { readFirst } from '../../graphql/paging.ts';
import { citationForApi, orRefuse, refusalError } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { enumWords } from '../../messages/enums.ts';
import { isUuid } from '../commands/shapes.ts';
import { CalendarYearType, DayKindEnum } from './calendar.graphql.ts';
import { calendarFor } from './calendar.ts';
import { type CalendarImport, listImports } from './notices.repository.ts';
import {
  awaitedYear,
  confirmNotice,
  type NoticePreview,
  previewImport,
  previewNotice,
  proposeNotice,
  type RedatedCase,
  type RedatedCases,
  type RedatedGroup,
  redatedCases,
  type TakenSession,
  withdrawNotice,
} from './notices.usecases.ts';

// The yearly notice of days off: put in by one administrator, confirmed by another.

const administrators = { authScopes: { administers: true } } as const;

const NoticeStateEnum = builder.enumType('CalendarNoticeState', {
  description: 'Where a notice stands: waits for its second person (待复核), counts (已生效), taken back (已撤回).',
  values: described(enumWords.calendarNoticeState),
});

const ChangedDayType = builder.objectRef<ChangedDay>('ChangedDay').implement({
  description: 'A day that a notice makes another kind of day.',
  fields: (t) => ({
    date: t.field({ type: 'Date', description: 'The day.', resolve: ({ date }) => date }),
    before: t.field({
      type: DayKindEnum,
      nullable: true,
      description: 'What it was; null when its year was not known.',
      resolve: ({ before }) => before ?? null,
    }),
    after: t.field({ type: DayKindEnum, description: 'What it becomes.', resolve: ({ after }) => after }),
    festival: t.string({ nullable: true, description: 'Its festival.', resolve: ({ festival }) => festival ?? null }),
  }),
});

const DueDatesType = builder.objectRef<RedatedGroup['before']>('DueDates').implement({
  description: 'A pair of due dates.',
  fields: (t) => ({
    legalDue: t.field({ type: 'Date', description: 'Last lawful day.', resolve: ({ legalDue }) => legalDue }),
    targetDue: t.field({ type: 'Date', description: 'Day to aim at.', resolve: ({ targetDue }) => targetDue }),
    provisional: t.exposeBoolean('provisional', { description: 'Leans on a year whose notice is not yet in.' }),
  }),
});

const RedatedGroupType = builder.objectRef<RedatedGroup>('RedatedGroup').implement({
  description: 'Open cases whose dates change alike.',
  fields: (t) => ({
    clock: t.exposeID('clock', { description: 'Id of the clock.' }),
    clockName: t.string({
      description: 'Chinese name of the clock.',
      resolve: ({ clock }: { readonly clock: ClockId }) => clockName(clock),
    }),
    before: t.field({ type: DueDatesType, description: 'As they stand.', resolve: ({ before }) => before }),
    after: t.field({ type: DueDatesType, description: 'As they would be.', resolve: ({ after }) => after }),
    cases: t.exposeInt('cases', { description: 'How many.' }),
  }),
});

const RedatedCaseType = builder.objectRef<RedatedCase>('RedatedCase').implement({
  description: 'A clock of an open case that a notice would date anew: never whose case, nor about what.',
  fields: (t) => ({
    number: t.exposeString('number', { nullable: true, description: 'Number of the case; null of an accusation.' }),
    unit: t.exposeString('unit', { nullable: true, description: 'Who handles it; null of an accusation.' }),
    clockName: t.string({
      description: 'Chinese name of the clock.',
      resolve: ({ redating }) => clockName(redating.clock),
    }),
    before: t.field({ type: DueDatesType, description: 'As they stand.', resolve: ({ redating }) => redating.before }),
    after: t.field({ type: DueDatesType, description: 'As they would be.', resolve: ({ redating }) => redating }),
    citation: t.field({
      type: CitationType,
      description: 'The article of the limit.',
      resolve: ({ redating }) => citationForApi(redating.citation),
    }),
  }),
});

const RedatedCasesType = builder.objectRef<RedatedCases>('RedatedCases').implement({
  description: 'Some of the cases that a notice would date anew.',
  fields: (t) => ({
    rows: t.field({ type: [RedatedCaseType], description: 'A row a clock.', resolve: ({ rows }) => [...rows] }),
    endCursor: t.string({
      nullable: true,
      description: 'Give it as `after` to look on, also where no row came; null: these were the last.',
      resolve: ({ end }) => end,
    }),
  }),
});

const TakenSessionType = builder.objectRef<TakenSession>('TakenSession').implement({
  description: 'A planned reception session that would fall on a day off (R39): not held, and cancelled by the office.',
  fields: (t) => ({
    date: t.field({ type: 'Date', description: 'Its day.', resolve: ({ session }) => session.date }),
    festival: t.exposeString('festival', { description: 'The festival that takes it.' }),
    kindName: t.string({ description: 'In Chinese.', resolve: ({ session }) => receptionKindName(session.kind) }),
    receiver: t.string({ description: 'Who receives.', resolve: ({ session }) => receiverOf(session).name }),
    booked: t.int({
      description: 'Appointments: people who must be told.',
      resolve: ({ session }) => session.visitors.filter(({ stage }) => stage === 'booked').length,
    }),
  }),
});

const NoticePreviewType = builder.objectRef<NoticePreview>('CalendarNoticePreview').implement({
  description: 'What a notice would change if it were confirmed now.',
  fields: (t) => ({
    year: t.field({ type: CalendarYearType, description: 'The year as read.', resolve: ({ year }) => year }),
    days: t.field({ type: [ChangedDayType], description: 'Days that change.', resolve: ({ days }) => days }),
    unusual: t.field({
      type: ['Date'],
      description: 'Make-up days that no earlier notice would lead one to expect: to be held against the text.',
      resolve: ({ year }) => unusualMakeUps(year),
    }),
    sessions: t.field({
      type: [TakenSessionType],
      description: 'Planned reception sessions that would fall on a day off.',
      resolve: ({ sessions }) => sessions,
    }),
    redated: t.exposeInt('redated', { description: 'Open cases that would be given other dates.' }),
    settled: t.exposeInt('settled', { description: 'Open cases whose dates stay and are no longer provisional.' }),
    groups: t.field({
      type: [RedatedGroupType],
      description: 'The changed dates, the most frequent first, at most 50.',
      resolve: ({ groups }) => groups,
    }),
  }),
});

/** A notice with its bureau, which its preview needs. */
type Import = CalendarImport & { readonly bureauId: string };

const CalendarImportType = builder.objectRef<Import>('CalendarImport').implement({
  description: 'A notice of days off as it was put in (放假安排导入).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id.' }),
    year: t.field({ type: CalendarYearType, description: 'The year as read.', resolve: ({ data }) => data }),
    text: t.exposeString('text', { description: "The notice's own words." }),
    state: t.field({
      type: NoticeStateEnum,
      description: 'Where it stands.',
      resolve: ({ waiting, confirmed }) => (waiting ? 'waiting' : confirmed ? 'confirmed' : 'withdrawn'),
    }),
    proposedBy: t.exposeString('proposedByName', { description: 'Who put it in.' }),
    proposedAt: t.field({ type: 'DateTime', description: 'When.', resolve: ({ proposedAt }) => proposedAt }),
    own: t.boolean({
      description: 'Whether the viewer put it in, and so may not confirm it.',
      resolve: ({ proposedBy }, _args, context) => requireViewer(context).id === proposedBy,
    }),
    settledBy: t.string({
      nullable: true,
      description: 'Who confirmed it or took it back.',
      resolve: ({ settledByName }) => settledByName,
    }),
    settledAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When.',
      resolve: ({ settledAt }) => settledAt,
    }),
    redated: t.int({
      nullable: true,
      description: 'Cases that were given other dates.',
      resolve: ({ redated }) => redated,
    }),
    preview: t.field({
      type: NoticePreviewType,
      nullable: true,
      description:
        'What it would change now, while it waits; null afterwards, and where it contradicts a year confirmed since: it can only be taken back.',
      resolve: async ({ bureauId, id, waiting }, _args, context) => {
        const preview = waiting ? await previewImport(context, bureauId, id) : undefined;
        return preview?.ok === false && preview.code === 'notice-against-calendar'
          ? null
          : preview && orRefuse(preview);
      },
    }),
  }),
});

const noticeArgs = {
  year: { required: true, description: 'The year that the notice is about.' },
  text: { required: true, description: 'The whole text as published, or its clauses.' },
  url: { description: 'Where it is published, on a site of the government.' },
} as const;

const pageArgs = {
  first: { description: 'Rows, 1 to 100; 50 when not given.' },
  after: { description: 'Cursor of the last page.' },
} as const;

/** Throws invalid-cursor. */
function readPage({ first, after }: { first?: number | null | undefined; after?: string | null | undefined }) {
  if (after != null && !isUuid(after)) throw refusalError('invalid-cursor');
  return { first: readFirst(first), after: after ?? '' };
}

builder.queryFields((t) => ({
  calendarImports: t.field({
    ...administrators,
    type: [CalendarImportType],
    description: 'Every notice that was put in, the newest first. Administrators only.',
    resolve: async (_root, _args, context) => {
      const { bureauId } = requireViewer(context);
      return (await listImports(context.database.prisma, bureauId)).map((row) => ({ ...row, bureauId }));
    },
  }),
  awaitedCalendarYear: t.int({
    ...administrators,
    nullable: true,
    description: 'The year whose notice is due or overdue by now; null when none is. Administrators only.',
    resolve: async (_root, _args, { clock, database, viewer }) =>
      awaitedYear(await calendarFor(database, viewer), clock.today()) ?? null,
  }),
  calendarNoticeCases: t.field({
    ...administrators,
    type: RedatedCasesType,
    description:
      'Which open cases a waiting notice would date anew, page by page. Refuses unknown-calendar-notice, calendar-notice-settled. Administrators only.',
    args: {
      id: t.arg.id({ required: true, description: 'The notice.' }),
      first: t.arg.int(pageArgs.first),
      after: t.arg.string(pageArgs.after),
    },
    resolve: async (_root, { id, ...page }, context) =>
      orRefuse(await redatedCases(context, requireViewer(context), { id }, readPage(page))),
  }),
  previewCalendarNoticeCases: t.field({
    ...administrators,
    type: RedatedCasesType,
    description:
      'Which open cases a pasted notice would date anew, page by page. Refuses notice-…, with the clause at fault. Administrators only.',
    args: {
      year: t.arg.int(noticeArgs.year),
      text: t.arg.string(noticeArgs.text),
      first: t.arg.int(pageArgs.first),
      after: t.arg.string(pageArgs.after),
    },
    resolve: async (_root, { year, text, ...page }, context) =>
      orRefuse(await redatedCases(context, requireViewer(context), { year, text }, readPage(page))),
  }),
  previewCalendarNotice: t.field({
    ...administrators,
    type: NoticePreviewType,
    description: 'What a notice would change. Refuses notice-…, with the clause at fault. Administrators only.',
    args: {
      year: t.arg.int(noticeArgs.year),
      text: t.arg.string(noticeArgs.text),
      url: t.arg.string(noticeArgs.url),
    },
    resolve: async (_root, { year, text, url }, context) =>
      orRefuse(await previewNotice(context, requireViewer(context), { year, text, ...(url ? { url } : {}) })),
  }),
}));

builder.mutationFields((t) => ({
  proposeCalendarNotice: t.id({
    ...administrators,
    description: 'Puts a notice in, for a second administrator to confirm. Refuses notice-…, calendar-notice-waiting.',
    args: {
      year: t.arg.int(noticeArgs.year),
      text: t.arg.string(noticeArgs.text),
      url: t.arg.string(noticeArgs.url),
    },
    resolve: async (_root, { year, text, url }, context) =>
      orRefuse(await proposeNotice(context, requireViewer(context), { year, text, ...(url ? { url } : {}) })),
  }),
  confirmCalendarNotice: t.id({
    ...administrators,
    description: 'Confirms a notice as the second person and dates every open case anew. Refuses calendar-notice-own.',
    args: { id: t.arg.id({ required: true, description: 'The notice.' }) },
    resolve: async (_root, { id }, context) => orRefuse(await confirmNotice(context, requireViewer(context), id)),
  }),
  withdrawCalendarNotice: t.id({
    ...administrators,
    description: 'Takes a waiting notice back.',
    args: { id: t.arg.id({ required: true, description: 'The notice.' }) },
    resolve: async (_root, { id }, context) => orRefuse(await withdrawNotice(context, requireViewer(context), id)),
  }),
}));
