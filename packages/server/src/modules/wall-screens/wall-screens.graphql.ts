import { builder } from '../../graphql/builder.ts';
import { limitedWhenSignedOut } from '../../graphql/public-field.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { listScreens, type WallScreenRow } from './wall-screens.repository.ts';
import { addScreen, type NewScreen, openScreen, revokeScreen } from './wall-screens.usecases.ts';

const administrators = { authScopes: { administers: true } } as const;

const WallScreenType = builder.objectRef<WallScreenRow>('WallScreen').implement({
  description: 'A hall’s screen (大屏) that opens by a link of its own: numbers only, and nothing else.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id.' }),
    name: t.exposeString('name', { description: 'Where it hangs.' }),
    createdAt: t.field({ type: 'DateTime', description: 'Since when.', resolve: ({ createdAt }) => createdAt }),
    createdByName: t.exposeString('createdByName', { description: 'Who made the link.' }),
    lastSeenAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it last asked, to the minute.',
      resolve: ({ lastSeenAt }) => lastSeenAt,
    }),
    revokedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when the link is dead (停用).',
      resolve: ({ revokedAt }) => revokedAt,
    }),
  }),
});

const NewWallScreenType = builder.objectRef<NewScreen>('NewWallScreen').implement({
  description: 'A screen and the token of its link, which is shown this once and kept nowhere.',
  fields: (t) => ({
    screen: t.field({ type: WallScreenType, description: 'The screen.', resolve: ({ screen }) => screen }),
    token: t.exposeString('token', { description: 'Stands in the link after /wall/screen#.' }),
  }),
});

builder.queryField('wallScreens', (t) =>
  t.field({
    ...administrators,
    type: [WallScreenType],
    description: 'The screens that have a link, dead ones last. Administrators only.',
    resolve: (_root, _args, context) => listScreens(context.database.prisma, requireViewer(context).bureauId),
  }),
);

builder.mutationFields((t) => ({
  addWallScreen: t.field({
    ...administrators,
    type: NewWallScreenType,
    description: 'Makes a link for one screen.',
    args: { name: t.arg.string({ required: true, description: 'Where it hangs: 1 to 40 characters.' }) },
    resolve: async (_root, { name }, context) => orRefuse(await addScreen(context, requireViewer(context), name)),
  }),
  revokeWallScreen: t.field({
    ...administrators,
    type: WallScreenType,
    description: 'Ends a link; its screen goes dark at once.',
    args: { id: t.arg.id({ required: true, description: 'The screen.' }) },
    resolve: async (_root, { id }, context) => orRefuse(await revokeScreen(context, requireViewer(context), id)),
  }),
  openWallScreen: t.boolean({
    skipTypeScopes: true,
    description: 'Lets this browser read counts as the screen of a link, by a cookie. Public.',
    args: { token: t.arg.string({ required: true, description: 'Of the link.' }) },
    resolve: async (_root, { token }, context) => {
      await limitedWhenSignedOut(context);
      orRefuse(await openScreen(context, token));
      return true;
    },
  }),
}));
