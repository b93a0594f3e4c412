import { builder } from '../../graphql/builder.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { sentenceOf } from '../../messages/refusals.ts';
import { seenArg } from '../administration/seen.ts';
import { type OrganMark, organMark, setOrganMark } from './organ-marks.usecases.ts';

const OrganMarkType = builder.objectRef<OrganMark>('OrganMark').implement({
  description: 'What opens the numbers of a unit’s papers (机关代字), and what the next ones will be.',
  fields: (t) => ({
    mark: t.exposeString('mark', { description: 'The mark.' }),
    proposed: t.exposeString('proposed', { description: 'From the unit’s name, where it has none of its own.' }),
    own: t.exposeBoolean('own', { description: 'It was set, not proposed.' }),
    next: t.exposeStringList('next', { description: 'The next number of each series this year.' }),
    problem: t.string({
      nullable: true,
      description: 'What stands against it.',
      resolve: ({ problem }) => (problem ? sentenceOf(problem) : null),
    }),
  }),
});

builder.queryField('organMark', (t) =>
  t.field({
    type: OrganMarkType,
    authScopes: { administers: true },
    description: 'A unit’s mark as it is, or how its numbers would look with another.',
    args: {
      unitId: t.arg.id({ required: true, description: 'A district authority or school.' }),
      mark: t.arg.string({ description: 'Another mark; empty: the proposed one; left out: as it is.' }),
    },
    resolve: async (_root, { unitId, mark }, context) =>
      orRefuse(await organMark(context, requireViewer(context), { unitId, mark: mark ?? undefined })),
  }),
);

builder.mutationField('setOrganMark', (t) =>
  t.field({
    type: OrganMarkType,
    authScopes: { administers: true },
    description:
      'Gives a unit another mark; its numbers go on, what was issued keeps its own. Refuses organ-mark-shape, organ-mark-taken, changed-meanwhile.',
    args: {
      unitId: t.arg.id({ required: true, description: 'A district authority or school.' }),
      mark: t.arg.string({ required: true, description: 'Two to twelve Chinese characters; empty: the proposed one.' }),
      seen: t.arg(seenArg),
    },
    resolve: async (_root, given, context) => orRefuse(await setOrganMark(context, requireViewer(context), given)),
  }),
);
