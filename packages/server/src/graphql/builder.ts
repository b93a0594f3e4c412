import { type PlainDate, parsePlainDate } from '@huiyin/domain';
import SchemaBuilder from '@pothos/core';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { GraphQLError, Kind, type ValueNode } from 'graphql';
import type { RequestContext } from '../context.ts';
import { mayReadCases, mayReadCounts, mayRegister } from '../modules/people/visibility.ts';
import { orRefuse, refusalError } from './refusal.ts';

interface SchemaTypes {
  Context: RequestContext;
  DefaultFieldNullability: false;
  AuthScopes: {
    signedIn: boolean;
    readsCases: boolean;
    readsCounts: boolean;
    registersCases: boolean;
    administers: boolean;
  };
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: PlainDate; Output: string };
    DateTime: { Input: Date; Output: Date | string };
    JSON: { Input: unknown; Output: unknown };
  };
}

/**
 * The one schema builder. Root types ask for a session, so a new field is guarded unless it says skipTypeScopes: only
 * the public calculator, the viewer, signing in and what a screen (大屏) may read do.
 */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ScopeAuthPlugin],
  defaultFieldNullability: false,
  scopeAuth: {
    authorizeOnSubscribe: true,
    authScopes: ({ viewer, screen }) => ({
      // A program with an access token reads only where a field says so by `programs`.
      signedIn: viewer !== undefined && viewer.token === undefined,
      readsCases: viewer !== undefined && mayReadCases(viewer),
      readsCounts: viewer ? mayReadCounts(viewer) : screen !== undefined,
      registersCases: viewer !== undefined && mayRegister(viewer),
      administers: viewer?.role === 'administrator' && viewer.token === undefined,
    }),
    unauthorizedError: (_parent, { viewer }) => refusalError(viewer ? 'forbidden' : 'unauthenticated'),
  },
});

/** Opens a root field to access tokens too: it then needs authScopes of its own, which look at the token's. */
export const programs = { skipTypeScopes: true } as const;

builder.queryType({ description: 'Everything that can be read.', authScopes: { signedIn: true } });
builder.mutationType({
  description: 'Signing in and out, and the one door for writes: commands.',
  authScopes: { signedIn: true },
});
builder.subscriptionType({ description: 'Everything that can be watched live.', authScopes: { signedIn: true } });

builder.scalarType('Date', {
  description: 'Calendar date in Asia/Shanghai, YYYY-MM-DD; a date that does not exist is refused (invalid-date).',
  serialize: (value) => value,
  parseValue: (value) => orRefuse(parsePlainDate(value)),
});

builder.scalarType('DateTime', {
  description: 'Instant in ISO 8601 with zone, e.g. 2026-11-22T01:00:00.000Z.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : value),
  parseValue: (value) => {
    const at = typeof value === 'string' ? readInstant(value) : undefined;
    if (at === undefined) throw new GraphQLError('not an instant with zone (ISO 8601)');
    return at;
  },
});

/** Date would turn 30 February into 2 March; and PostgreSQL knows no year 0, nor our API one with five digits. */
function readInstant(text: string): Date | undefined {
  if (!instantPattern.test(text) || !parsePlainDate(text.slice(0, 10)).ok) return undefined;
  const at = new Date(text);
  return at.getTime() >= earliest && at.getTime() <= latest ? at : undefined;
}
const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(9999, 11, 31);
const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => jsonFromLiteral(node, variables ?? {}),
});

function jsonFromLiteral(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.LIST:
      return node.values.map((item) => jsonFromLiteral(item, variables));
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map((field) => [field.name.value, jsonFromLiteral(field.value, variables)]),
      );
    case Kind.VARIABLE:
      return variables[node.name.value];
    default:
      return node.value;
  }
}
