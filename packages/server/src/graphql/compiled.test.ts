import { buildSchema, execute, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { expect, test } from 'vitest';
import type { RequestContext } from '../context.ts';
import { openShortWay } from './compiled.ts';

// The short way against graphql-js itself: the same answer, or none, so that the ordinary door answers.

const schema: GraphQLSchema = buildSchema(`
  interface Named { name: String! }
  enum Kind { LETTER VISIT }
  type Unit { id: ID! name: String! above: Unit kinds: [Kind!] }
  type Plain { name: String! other: String }
  type Case { id: ID! title(short: Boolean = false, most: Int): String! unit: Unit units: [Unit!]! later: [Unit]
    broken: String brokenList: [String!] plain: Plain any: Named place: String! never: String! }
  type Query { case(id: ID!): Case other: Case twice: Case fails: Case! }
`);

const unit = (id: number, above?: object) => ({
  id,
  name: async () => `处室 ${id}`,
  above,
  kinds: ['LETTER', 'VISIT'],
});
const one = (id: string): object => ({
  id,
  title: ({ short, most }: { short: boolean; most?: number }) => `${short ? '短' : '长'} ${most ?? ''} ${id}`,
  unit: async () => unit(1, async () => unit(0)),
  units: [unit(1), Promise.resolve(unit(2)), unit(3)],
  later: async () => [unit(4), null, Promise.resolve(null)],
  broken: () => {
    throw new Error('broken');
  },
  brokenList: ['a', Promise.resolve(null)],
  plain: { name: '平', other: undefined },
  any: { __typename: 'Plain', name: '某' },
  place: (_args: object, _context: object, { path }: { path: { key: string; prev?: { key: string } } }) =>
    `${path.prev?.key}.${path.key}`,
  never: async () => null,
});

const query = schema.getQueryType();
if (query) {
  for (const field of Object.values(query.getFields())) {
    field.extensions = { short: field.name !== 'other' };
    field.resolve = async (_source, { id = '7' }) => {
      if (field.name === 'fails') throw new Error('fails');
      return id === 'none' ? null : one(id);
    };
  }
}
const plain = schema.getType('Plain');
if (isObjectType(plain)) plain.extensions = { plain: true };

async function bothWays(text: string, variables = {}) {
  const document = parse(text);
  const [operation] = document.definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error('the operation stands first');
  const context = {} as RequestContext; // no resolver here looks at it
  const short = await openShortWay(schema)({ document, operation }, variables, context);
  const ordinary = await execute({ schema, document, variableValues: variables, contextValue: context });
  return { short, ordinary: JSON.stringify(ordinary) };
}

test.each([
  ['{ case(id: "7") { id title } }', {}],
  ['query ($id: ID!) { a: case(id: $id) { title(short: true) more: title(most: 3) } twice { id } }', { id: '8' }],
  ['query ($most: Int = 4) { twice { title(most: $most) unit { name above { name above { id } } kinds } } }', {}],
  ['{ twice { units { id name __typename } later { id } place here: place unit { id } unit { name } } }', {}],
  ['{ twice { ...All } } fragment All on Case { id ... on Case { unit { ...U } } } fragment U on Unit { name }', {}],
  ['{ case(id: "none") { id } }', {}],
  ['{ twice { plain { name other __typename } } }', {}],
])('%s is answered as ever', async (text, variables) => {
  const { short, ordinary } = await bothWays(text, variables);
  expect(short).toBe(ordinary);
});

test.each([
  ['a field that throws', '{ twice { id broken units { name } } }'],
  ['a list with nothing where something must be', '{ twice { brokenList } }'],
  ['nothing where something must be, later', '{ twice { never units { name } } }'],
  ['a root that throws', '{ fails { id } twice { units { name } } }'],
  ['a root that may not be asked twice', '{ other { id } }'],
  ['an abstract type', '{ twice { any { name } } }'],
  ['a directive', '{ twice { id @include(if: true) } }'],
  ['a variable that is missing', 'query ($id: ID!) { case(id: $id) { id } }'],
])('%s is left to the ordinary door, and nothing is left unheard', async (_name, text) => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => void unheard.push(reason);
  process.on('unhandledRejection', hear);
  expect((await bothWays(text)).short).toBeUndefined();
  await new Promise((done) => setTimeout(done, 5));
  process.off('unhandledRejection', hear);
  expect(unheard).toEqual([]);
});
