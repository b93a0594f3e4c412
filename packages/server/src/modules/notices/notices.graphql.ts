import { clockName, noticeStepName } from '@huiyin/domain/messages';
import { builder } from '../../graphql/builder.ts';
import { UnitType, unitOrBug } from '../people/people.graphql.ts';
import { requireViewer } from '../petition-cases/petition-cases.graphql.ts';
import { countUnread, listNotices, markRead, type NoticeRow } from './notices.repository.ts';

// Reminders in the app (通知): one's own only.

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

builder.queryFields((t) => ({
  notices: t.field({
    type: [NoticeType],
    authScopes: { readsCases: true },
    description: 'What stands for the viewer: unread first, then by date; at most 200.',
    resolve: (_root, _args, context) => listNotices(context.database.prisma, requireViewer(context)),
  }),
  unreadNotices: t.int({
    authScopes: { readsCases: true },
    description: 'How many of them are unread.',
    resolve: (_root, _args, context) => countUnread(context.database.prisma, requireViewer(context)),
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
      await markRead(context.database.prisma, viewer, { ids: ids ?? undefined, at });
      return countUnread(context.database.prisma, viewer);
    },
  }),
);
