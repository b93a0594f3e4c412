import { builder } from '../../graphql/builder.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { findViews, type SavedView } from './saved-views.repository.ts';
import { deleteView, saveView } from './saved-views.usecases.ts';

const SavedViewType = builder.objectRef<SavedView>('SavedView').implement({
  description: 'A list of cases under a name (视图): one’s own, or shared by the General Office.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id, made by the client.' }),
    name: t.exposeString('name', { description: 'What its tab says.' }),
    shared: t.exposeBoolean('shared', { description: 'Everybody who reads cases has it.' }),
    query: t.exposeString('query', {
      description: 'Search, conditions, order and columns, as the list’s address has them.',
    }),
    mine: t.exposeBoolean('mine', { description: 'The viewer made it, and may change it.' }),
  }),
});

builder.queryField('savedViews', (t) =>
  t.field({
    type: [SavedViewType],
    authScopes: { readsCases: true },
    description: 'The viewer’s views and the shared ones.',
    resolve: (_root, _args, context) => findViews(context.database, requireViewer(context)),
  }),
);

builder.mutationFields((t) => ({
  saveView: t.field({
    type: [SavedViewType],
    authScopes: { readsCases: true },
    description:
      'Keeps a view, or changes one of the viewer’s; answers all of them. Refuses invalid-view, view-not-yours.',
    args: {
      id: t.arg.id({ required: true, description: 'UUID made by the client.' }),
      name: t.arg.string({ required: true, description: 'One to twenty characters.' }),
      query: t.arg.string({ required: true, description: 'As the list’s address has it.' }),
      shared: t.arg.boolean({ required: true, description: 'For everybody; by the General Office only.' }),
    },
    resolve: async (_root, view, context) => orRefuse(await saveView(context, requireViewer(context), view)),
  }),
  deleteView: t.field({
    type: [SavedViewType],
    authScopes: { readsCases: true },
    description: 'Takes one of the viewer’s views away; answers the others. Refuses view-not-yours.',
    args: { id: t.arg.id({ required: true, description: 'Which.' }) },
    resolve: async (_root, { id }, context) => orRefuse(await deleteView(context, requireViewer(context), id)),
  }),
}));
