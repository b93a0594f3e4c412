import { builder } from '../../graphql/builder.ts';
import { CitationType, described } from '../../graphql/common.graphql.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { enumWords } from '../../messages/enums.ts';
import { sentenceOf } from '../../messages/refusals.ts';
import { type BulkActionRow, type BulkItemRow, listBulks } from './bulk-actions.repository.ts';
import { itemsOf, own, resumeBulk, startBulk, stopBulk } from './bulk-actions.usecases.ts';

const BulkTypeEnum = builder.enumType('BulkType', {
  description: 'What can be given to many cases at once.',
  values: described(enumWords.bulkType),
});
const BulkStateEnum = builder.enumType('BulkState', {
  description: 'How far an action on many cases is.',
  values: described(enumWords.bulkState),
});
const BulkItemStateEnum = builder.enumType('BulkItemState', {
  description: 'What became of one case.',
  values: described(enumWords.bulkItemState),
});

const BulkActionType = builder.objectRef<BulkActionRow>('BulkAction').implement({
  description: 'One action on many cases (批量办理), carried out by a job, and how far it is.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'As its author named it.' }),
    type: t.field({ type: BulkTypeEnum, description: 'What each case is given.', resolve: ({ type }) => type }),
    payload: t.field({
      type: 'JSON',
      description: 'The command’s fields but the case.',
      resolve: ({ payload }) => payload,
    }),
    state: t.field({ type: BulkStateEnum, description: 'How far it is.', resolve: ({ state }) => state }),
    total: t.exposeInt('total', { description: 'Cases in all.' }),
    done: t.exposeInt('done', { description: 'Cases that it was done to.' }),
    refused: t.exposeInt('refused', { description: 'Cases that it was refused for: they stay as they were.' }),
    askedAt: t.field({ type: 'DateTime', description: 'When it was asked for.', resolve: ({ askedAt }) => askedAt }),
    endedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was done or stopped.',
      resolve: ({ endedAt }) => endedAt,
    }),
    problem: t.string({
      nullable: true,
      description: 'Why the server stopped it.',
      resolve: ({ problem }) => problem && sentenceOf(problem),
    }),
  }),
});

const BulkItemType = builder.objectRef<BulkItemRow>('BulkItem').implement({
  description: 'One case of a bulk action, and what became of it.',
  fields: (t) => ({
    caseId: t.exposeID('caseId', { description: 'The case.' }),
    number: t.exposeString('number', { nullable: true, description: 'Its number; null when it may not be opened.' }),
    title: t.exposeString('title', { nullable: true, description: 'Its matter; null when it may not be opened.' }),
    state: t.field({ type: BulkItemStateEnum, description: 'What became of it.', resolve: ({ state }) => state }),
    code: t.exposeString('code', { nullable: true, description: 'Code of the refusal.' }),
    message: t.exposeString('message', { nullable: true, description: 'Why not, on which basis, and what to do.' }),
    citations: t.field({
      type: [CitationType],
      description: 'The articles of the refusal.',
      resolve: ({ citations }) => [...citations],
    }),
  }),
});

const BulkCaseInput = builder.inputType('BulkCaseInput', {
  description: 'A case that was chosen.',
  fields: (t) => ({
    caseId: t.id({ required: true, description: 'Which.' }),
    expectedVersion: t.int({ required: true, description: 'Its version when it was chosen.' }),
  }),
});

const idArg = 'As its author named it.';

builder.queryFields((t) => ({
  bulkActions: t.field({
    type: [BulkActionType],
    authScopes: { readsCases: true },
    description: 'The viewer’s newest 20.',
    resolve: (_root, _args, context) => listBulks(context.database.prisma, requireViewer(context)),
  }),
  bulkAction: t.field({
    type: BulkActionType,
    authScopes: { readsCases: true },
    description: 'One of the viewer’s own. Refuses unknown-bulk.',
    args: { id: t.arg.id({ required: true, description: idArg }) },
    resolve: async (_root, { id }, context) => orRefuse(await own(context.database, requireViewer(context), id)),
  }),
  bulkItems: t.field({
    type: [BulkItemType],
    authScopes: { readsCases: true },
    description: 'The cases of one of the viewer’s own, what was not done first. Refuses unknown-bulk.',
    args: { id: t.arg.id({ required: true, description: idArg }) },
    resolve: async (_root, { id }, context) => orRefuse(await itemsOf(context, requireViewer(context), id)),
  }),
}));

builder.mutationFields((t) => ({
  startBulkAction: t.field({
    type: BulkActionType,
    authScopes: { readsCases: true },
    description:
      'Gives one command to each of many cases; a job carries it out, each case on its own. Sent again under the same id, what is under way is answered. Refuses bulk-size, invalid-command.',
    args: {
      id: t.arg.id({ required: true, description: 'UUID made by the client.' }),
      type: t.arg({ type: BulkTypeEnum, required: true, description: 'The command.' }),
      payload: t.arg({ type: 'JSON', required: true, description: 'Its fields but caseId and expectedVersion.' }),
      cases: t.arg({ type: [BulkCaseInput], required: true, description: 'At most 1,000.' }),
    },
    resolve: async (_root, asked, context) => orRefuse(await startBulk(context, requireViewer(context), asked)),
  }),
  stopBulkAction: t.field({
    type: BulkActionType,
    authScopes: { readsCases: true },
    description: 'Stops it after the cases that are being done at this moment. Refuses unknown-bulk.',
    args: { id: t.arg.id({ required: true, description: idArg }) },
    resolve: async (_root, { id }, context) => orRefuse(await stopBulk(context, requireViewer(context), id)),
  }),
  resumeBulkAction: t.field({
    type: BulkActionType,
    authScopes: { readsCases: true },
    description: 'Lets a stopped one do the rest. Refuses unknown-bulk.',
    args: { id: t.arg.id({ required: true, description: idArg }) },
    resolve: async (_root, { id }, context) => orRefuse(await resumeBulk(context, requireViewer(context), id)),
  }),
}));
