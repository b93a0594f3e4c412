import { openDateRequest } from '@huiyin/domain/cases';
import { builder } from '../../graphql/builder.ts';
import { DueStateEnum } from '../../graphql/common.graphql.ts';
import { placeCursor, readDateCursor, readFirst } from '../../graphql/paging.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { scopeOf } from '../people/visibility.ts';
import { PetitionCaseType } from '../petition-cases/petition-cases.graphql.ts';
import { TurnType } from '../work-lists/list-row.graphql.ts';
import { listFacts, shownTurn } from '../work-lists/list-row.ts';
import { countOpenOrders, findOpenOrders, type OrderCounts, type OrderRow } from './hotline.repository.ts';

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

interface OrderPage {
  readonly rows: readonly ShownOrder[];
  readonly endCursor: string | null;
  readonly counts: OrderCounts;
}

const OrderCountsType = builder.objectRef<OrderCounts>('OrderCounts').implement({
  description: 'How many orders wait for their reply, by the same condition as their rows.',
  fields: (t) => ({
    all: t.exposeInt('all', { description: 'All of them.' }),
    overdue: t.exposeInt('overdue', { description: '超期.' }),
    dueSoon: t.exposeInt('dueSoon', { description: '临近.' }),
    onTime: t.exposeInt('onTime', { description: '按期.' }),
  }),
});

const OrderPageType = builder.objectRef<OrderPage>('HotlineOrders').implement({
  description: 'A page of the 12345 orders whose reply is owed.',
  fields: (t) => ({
    rows: t.field({ type: [HotlineOrderType], description: 'By due date.', resolve: ({ rows }) => [...rows] }),
    endCursor: t.exposeString('endCursor', {
      nullable: true,
      description: 'Give it as `after` for the next page; null: these are all.',
    }),
    counts: t.expose('counts', { type: OrderCountsType, description: 'Of all pages, whatever `due` is asked for.' }),
  }),
});

builder.queryField('hotlineOrders', (t) =>
  t.field({
    type: OrderPageType,
    authScopes: { readsCases: true },
    description: 'The 12345 orders whose reply is owed, as far as the viewer sees them, by due date.',
    args: {
      due: t.arg({ type: DueStateEnum, description: 'Only in this state.' }),
      first: t.arg.int({ description: 'Page size, 1 to 100; 50 when not given.' }),
      after: t.arg.string({ description: 'Cursor of the last page.' }),
    },
    resolve: async (_root, { due, first, after }, context): Promise<OrderPage> => {
      const viewer = requireViewer(context);
      const [scope, size] = [scopeOf(viewer), readFirst(first)];
      const facts = await listFacts(context, viewer);
      const place = after == null ? undefined : readDateCursor(after, 'due');
      const { prisma } = context.database;
      const asked = { due: due ?? undefined, day: facts.day, after: place, limit: size + 1 };
      const [found, counts] = await Promise.all([
        findOpenOrders(prisma, scope, asked),
        countOpenOrders(prisma, scope, facts.day),
      ]);
      const rows = found.slice(0, size).map((row) => ({ ...row, turn: shownTurn(row, facts) }));
      const last = rows.at(-1);
      const endCursor = last && found.length > size ? placeCursor('due', last.dueOn, Number(last.ordinal)) : null;
      return { rows, endCursor, counts };
    },
  }),
);
