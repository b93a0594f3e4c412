import { clockName, noticeStepName, sessionReminderName } from '@huiyin/domain/messages';
import { sessionWarnings } from '@huiyin/domain/receptions';
import type { RequestContext } from '../../context.ts';
import { builder } from '../../graphql/builder.ts';
import { described } from '../../graphql/common.graphql.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { enumWords } from '../../messages/enums.ts';
import { countUnreadWork, type LongWorkNotice, markWorkRead, workNotices } from '../long-work/long-work.ts';
import { UnitType, unitOrBug } from '../people/people.graphql.ts';
import type { Viewer } from '../people/viewer.ts';
import { ReceptionSessionType } from '../reception/reception.graphql.ts';
import { countUnread, listNotices, markRead, type NoticeRow } from './notices.repository.ts';
import { listSessionNotices, markSessionsRead, type SessionNoticeRow } from './session-notices.repository.ts';

// Reminders in the app (通知): one's own only.

const LongWorkKindEnum = builder.enumType('LongWorkKind', {
  description: 'What may outlive a look at a screen.',
  values: described(enumWords.longWorkKind),
});
const LongWorkStateEnum = builder.enumType('LongWorkState', {
  description: 'How it stands.',
  values: described(enumWords.longWorkState),
});

const NoticeType = builder.objectRef<NoticeRow>('Notice').implement({
  description:
    'A reminder of a running clock, or a proposed step of the ladder 催办 → 督办 → 通报; stands while its clock runs.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id.' }),
    step: t.exposeString('step', {
      description: 'soon, due or overdue of a clock; urge, supervise or criticise as a proposal.',
    }),
    stepName: t.string({ description: 'The step in Chinese.', resolve: ({ step }) => noticeStepName(step) }),
    clockName: t.string({ description: 'The duty in Chinese.', resolve: ({ clock }) => clockName(clock) }),
    dueOn: t.field({ type: 'Date', description: 'The date it tells of.', resolve: ({ dueOn }) => dueOn }),
    madeAt: t.field({ type: 'DateTime', description: 'When it was made.', resolve: ({ madeAt }) => madeAt }),
    readAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was read; null while unread.',
      resolve: ({ readAt }) => readAt,
    }),
    caseId: t.exposeID('caseId', { description: 'The case.' }),
    caseNumber: t.exposeString('number', { description: 'The case’s number.' }),
    caseTitle: t.exposeString('title', { description: 'The case’s title.' }),
    unit: t.field({
      type: UnitType,
      description: 'Who handles the case.',
      resolve: ({ unitId }, _args, context) => unitOrBug(context, requireViewer(context).bureauId, unitId),
    }),
  }),
});

const SessionNoticeType = builder.objectRef<SessionNoticeRow>('SessionNotice').implement({
  description: 'A reminder from the working day before a reception session (R93); stands while its cause does.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id.' }),
    reminder: t.exposeString('reminder', { description: 'dutyComing, or the code of what the session lacks.' }),
    reminderName: t.string({
      description: 'What it tells, in Chinese.',
      resolve: ({ reminder }) => sessionReminderName(reminder),
    }),
    violation: t.boolean({
      description: 'The regulation is broken as it stands.',
      resolve: ({ session, reminder }) =>
        sessionWarnings(session).some(({ warning, violation }) => warning === reminder && violation),
    }),
    madeAt: t.field({ type: 'DateTime', description: 'When it was made.', resolve: ({ madeAt }) => madeAt }),
    readAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was read; null while unread.',
      resolve: ({ readAt }) => readAt,
    }),
    session: t.field({ type: ReceptionSessionType, description: 'The session.', resolve: ({ session }) => session }),
  }),
});

const WorkNoticeType = builder.objectRef<LongWorkNotice>('WorkNotice').implement({
  description: 'How an import, a table or an action on many cases ended that the viewer had asked for.',
  fields: (t) => ({
    id: t.id({ description: 'Stable id.', resolve: ({ id }) => `work-${id}` }),
    work: t.exposeID('id', { description: 'The import, table or bulk action itself.' }),
    kind: t.field({ type: LongWorkKindEnum, description: 'What it was.', resolve: ({ kind }) => kind }),
    subject: t.exposeString('subject', {
      description: 'Name of the sheet, or the command that each case was given; empty of a table.',
    }),
    state: t.field({ type: LongWorkStateEnum, description: 'How it ended.', resolve: ({ state }) => state }),
    done: t.exposeInt('done', { description: 'Cases that were registered, are in the table, or that it was done to.' }),
    refused: t.exposeInt('refused', {
      description: 'What was found wrong in the sheet, or cases that it was refused for.',
    }),
    endedAt: t.field({ type: 'DateTime', description: 'When it ended.', resolve: ({ endedAt }) => endedAt }),
    readAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was read; null while unread.',
      resolve: ({ readAt }) => readAt,
    }),
  }),
});

/** How many reminders of cases and of sessions, and ends of long work, are unread. */
async function unreadOf(context: RequestContext, viewer: Viewer): Promise<number> {
  const { prisma } = context.database;
  const { clock } = context;
  const [work, cases, sessions] = await Promise.all([
    countUnreadWork(context, viewer),
    countUnread(prisma, viewer),
    listSessionNotices(prisma, viewer, clock.today()),
  ]);
  return work + cases + sessions.filter(({ readAt }) => readAt === null).length;
}

builder.queryFields((t) => ({
  notices: t.field({
    type: [NoticeType],
    authScopes: { readsCases: true },
    description: 'What stands for the viewer: unread first, then by date; at most 200.',
    resolve: (_root, _args, context) => listNotices(context.database.prisma, requireViewer(context)),
  }),
  sessionNotices: t.field({
    type: [SessionNoticeType],
    authScopes: { readsCases: true },
    description: 'What stands for the viewer about the reception sessions to come: unread first, then by day.',
    resolve: (_root, _args, context) =>
      listSessionNotices(context.database.prisma, requireViewer(context), context.clock.today()),
  }),
  workNotices: t.field({
    type: [WorkNoticeType],
    authScopes: { readsCases: true },
    description:
      'How the viewer’s imports, tables and bulk actions of the last week ended: unread first, then the newest; at most 20.',
    resolve: (_root, _args, context) => workNotices(context, requireViewer(context)),
  }),
  unreadNotices: t.int({
    authScopes: { readsCases: true },
    description: 'How many notices, of cases, of sessions and of long work, are unread.',
    resolve: (_root, _args, context) => unreadOf(context, requireViewer(context)),
  }),
}));

builder.mutationField('markNoticesRead', (t) =>
  t.int({
    authScopes: { readsCases: true },
    description: 'Marks one’s own notices as read; answers how many are still unread.',
    args: { ids: t.arg.idList({ description: 'Which; all when left out.' }) },
    resolve: async (_root, { ids }, context) => {
      const viewer = requireViewer(context);
      const at = new Date(context.clock.now()).toISOString();
      const which = { ids: ids ?? undefined, at };
      await markRead(context.database.prisma, viewer, which);
      await markSessionsRead(context.database.prisma, viewer, which);
      await markWorkRead(context, viewer, which.ids);
      return unreadOf(context, viewer);
    },
  }),
);
