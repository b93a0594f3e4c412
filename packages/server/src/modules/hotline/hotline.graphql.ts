import { openDateRequest } from '@huiyin/domain/cases';
import { builder } from '../../graphql/builder.ts';
import { scopeOf } from '../people/visibility.ts';
import { PetitionCaseType, requireViewer } from '../petition-cases/petition-cases.graphql.ts';
import { TurnType } from '../work-lists/list-row.graphql.ts';
import { listFacts, shownTurn } from '../work-lists/list-row.ts';
import { findOpenOrders, type OrderRow } from './hotline.repository.ts';

type ShownOrder = Omit<OrderRow, 'turn'> & { readonly turn: ReturnType<typeof shownTurn> };

const HotlineOrderType = builder.objectRef<ShownOrder>('HotlineOrder').implement({
  description: 'A 12345 order (交办单, R80) whose reply is owed.',
  fields: (t) => ({
    id: t.id({ description: 'Id of its case: one order is one case.', resolve: ({ state }) => state.id }),
    externalNumber: t.exposeString('externalNumber', { description: 'Its number at the centre.' }),
    urgent: t.exposeBoolean('urgent', { description: 'Goes by the date of the centre (紧急, R84).' }),
    extended: t.exposeBoolean('extended', { description: 'The centre agreed to another date (续报, R85).' }),
    dateRequested: t.boolean({
      description: 'Another date was asked for, and nobody has answered yet (续报申请, R85).',
      resolve: ({ state }) => openDateRequest(state) !== undefined,
    }),
    dueOn: t.field({ type: 'Date', description: 'Until when the reply is owed.', resolve: ({ dueOn }) => dueOn }),
    turn: t.expose('turn', { type: TurnType, nullable: true, description: 'Whose turn it is; null when nobody’s.' }),
    case: t.field({ type: PetitionCaseType, description: 'Its case.', resolve: (row) => row }),
  }),
});

builder.queryField('hotlineOrders', (t) =>
  t.field({
    type: [HotlineOrderType],
    authScopes: { readsCases: true },
    description: 'The 12345 orders whose reply is owed, as far as the viewer sees them, by due date; at most 200.',
    resolve: async (_root, _args, context) => {
      const viewer = requireViewer(context);
      const [rows, facts] = await Promise.all([
        findOpenOrders(context.database.prisma, scopeOf(viewer)),
        listFacts(context, viewer),
      ]);
      return rows.map((row) => ({ ...row, turn: shownTurn(row, facts) }));
    },
  }),
);
