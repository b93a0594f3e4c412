import { builder } from '../../graphql/builder.ts';
import { scopeOf } from '../people/visibility.ts';
import { PetitionCaseType, requireViewer } from '../petition-cases/petition-cases.graphql.ts';
import { findOpenOrders, type OrderRow } from './hotline.repository.ts';

const HotlineOrderType = builder.objectRef<OrderRow>('HotlineOrder').implement({
  description: 'A 12345 order (交办单, R80) whose reply is owed.',
  fields: (t) => ({
    externalNumber: t.exposeString('externalNumber', { description: 'Its number at the centre.' }),
    urgent: t.exposeBoolean('urgent', { description: 'Goes by the date of the centre (紧急, R84).' }),
    extended: t.exposeBoolean('extended', { description: 'The centre agreed to another date (续报, R85).' }),
    dueOn: t.field({ type: 'Date', description: 'Until when the reply is owed.', resolve: ({ dueOn }) => dueOn }),
    case: t.field({ type: PetitionCaseType, description: 'Its case.', resolve: (row) => row }),
  }),
});

builder.queryField('hotlineOrders', (t) =>
  t.field({
    type: [HotlineOrderType],
    authScopes: { readsCases: true },
    description: 'The 12345 orders whose reply is owed, as far as the viewer sees them, by due date; at most 200.',
    resolve: (_root, _args, context) => findOpenOrders(context.database.prisma, scopeOf(requireViewer(context))),
  }),
);
