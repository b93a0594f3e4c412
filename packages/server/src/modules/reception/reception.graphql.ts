import { addDays } from '@huiyin/domain';
import { builder } from '../../graphql/builder.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../petition-cases/petition-cases.graphql.ts';
import { listSessions, type ReceptionSessionRow } from './reception.repository.ts';
import { planReceptionRota } from './reception.usecases.ts';

export const ReceptionSessionType = builder.objectRef<ReceptionSessionRow>('ReceptionSession').implement({
  description: 'One session of the leaders’ reception duty (领导接访日值班, R89).',
  fields: (t) => ({
    date: t.field({ type: 'Date', description: 'Its day.', resolve: ({ date }) => date }),
    leaderName: t.exposeString('leaderName', { description: 'Who has the duty.' }),
    substituteName: t.exposeString('substituteName', { nullable: true, description: 'Who stands in (替班领导).' }),
    mine: t.boolean({
      description: 'The viewer holds it: as substitute, or as leader without one.',
      resolve: ({ leaderId, substituteId }, _args, context) => (substituteId ?? leaderId) === requireViewer(context).id,
    }),
  }),
});

builder.queryField('receptionSessions', (t) =>
  t.field({
    type: [ReceptionSessionType],
    authScopes: { readsCases: true },
    description: 'The duty rota of these days; by default from today for 60 days.',
    args: {
      from: t.arg({ type: 'Date', description: 'First day.' }),
      to: t.arg({ type: 'Date', description: 'Last day.' }),
    },
    resolve: (_root, args, context) => {
      const from = args.from ?? context.clock.today();
      const period = { from, to: args.to ?? addDays(from, 60) };
      return listSessions(context.database.prisma, requireViewer(context).bureauId, period);
    },
  }),
);

builder.mutationField('planRota', (t) =>
  t.field({
    type: [ReceptionSessionType],
    description: 'Plans the duty rota of every reception day (R39, R89), fairly; General Office or administrator.',
    args: {
      from: t.arg({ type: 'Date', required: true, description: 'First day, today or later.' }),
      to: t.arg({ type: 'Date', required: true, description: 'Last day, at most 400 later.' }),
      leaderIds: t.arg.idList({ required: true, description: 'The leaders, in their order.' }),
    },
    resolve: async (_root, { from, to, leaderIds }, context) => {
      const viewer = requireViewer(context);
      orRefuse(await planReceptionRota(context, viewer, { from, to, leaderIds }));
      return listSessions(context.database.prisma, viewer.bureauId, { from, to });
    },
  }),
);
