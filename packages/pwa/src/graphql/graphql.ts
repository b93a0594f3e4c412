import type { PlainDate } from '@huiyin/domain';
import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './generated/graphql-env.d.ts';

/**
 * Writes a typed GraphQL document. The types are derived from packages/server/schema.graphql by
 * `gql-tada generate-output` (run in packages/pwa, before the type check) into ./generated, which is never committed.
 */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { Date: PlainDate; DateTime: string; JSON: unknown };
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
