import { builder } from '../../graphql/builder.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { enumWords } from '../../messages/enums.ts';
import type { TokenScope } from '../people/viewer.ts';
import type { AccessTokenRow } from './access-tokens.repository.ts';
import { makeToken, revokeToken, type TokenWithSecret, visibleTokens } from './access-tokens.usecases.ts';

const scopeIds = { countsRead: 'counts:read', casesRead: 'cases:read' } as const satisfies Record<string, TokenScope>;

const TokenScopeEnum = builder.enumType('TokenScope', {
  description: 'What an access token opens.',
  values: {
    countsRead: { value: scopeIds.countsRead, description: enumWords.tokenScope.countsRead },
    casesRead: { value: scopeIds.casesRead, description: enumWords.tokenScope.casesRead },
  },
});

const AccessTokenType = builder.objectRef<AccessTokenRow>('AccessToken').implement({
  description: 'A key by which another program reads with the rights of a person (访问令牌).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id; not the secret.' }),
    name: t.exposeString('name', { description: 'What it is for.' }),
    personId: t.exposeID('personId', { description: 'With whose rights it reads.' }),
    personName: t.exposeString('personName', { description: 'The same by name.' }),
    createdBy: t.exposeString('createdBy', { description: 'Name of who made it.' }),
    scopes: t.field({ type: [TokenScopeEnum], description: 'What it opens.', resolve: ({ scopes }) => scopes }),
    createdAt: t.field({ type: 'DateTime', description: 'Since when.', resolve: (token) => token.createdAt }),
    expiresAt: t.field({ type: 'DateTime', description: 'Until when.', resolve: (token) => token.expiresAt }),
    lastUsedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used, to the minute; null while it never was.',
      resolve: (token) => token.lastUsedAt,
    }),
    revokedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when it opens nothing any more; null while it does.',
      resolve: (token) => token.revokedAt,
    }),
  }),
});

const TokenWithSecretType = builder.objectRef<TokenWithSecret>('NewAccessToken').implement({
  description: 'A token that has just been made.',
  fields: (t) => ({
    token: t.field({ type: AccessTokenType, description: 'The token.', resolve: ({ token }) => token }),
    secret: t.exposeString('secret', {
      description: 'To be shown in the header Authorization: Bearer …; it cannot be seen again.',
    }),
  }),
});

builder.queryField('accessTokens', (t) =>
  t.field({
    type: [AccessTokenType],
    description: 'One’s own access tokens; for administrators all of the bureau.',
    resolve: (_root, _args, context) => visibleTokens(context, requireViewer(context)),
  }),
);

builder.mutationFields((t) => ({
  makeAccessToken: t.field({
    type: TokenWithSecretType,
    description: 'Makes an access token: of one’s own rights, or (administrators) for a dashboard’s account.',
    args: {
      name: t.arg.string({ required: true, description: 'What it is for, 2 to 60 characters.' }),
      scopes: t.arg({ type: [TokenScopeEnum], required: true, description: 'What it opens; at least one.' }),
      days: t.arg.int({ required: true, description: 'How many days it is good for, 1 to 366.' }),
      personId: t.arg.id({ description: 'Whose rights; one’s own when left out.' }),
    },
    resolve: async (_root, { personId, ...wish }, context) =>
      orRefuse(await makeToken(context, requireViewer(context), { ...wish, personId: personId ?? undefined })),
  }),
  revokeAccessToken: t.field({
    type: AccessTokenType,
    description: 'Takes an access token back. Its streams end at once.',
    args: { id: t.arg.id({ required: true, description: 'Id of the token.' }) },
    resolve: async (_root, { id }, context) => orRefuse(await revokeToken(context, requireViewer(context), id)),
  }),
}));
