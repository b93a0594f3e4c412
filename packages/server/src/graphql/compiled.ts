import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { RequestContext } from '../context.ts';
import type { SoundOperation } from './documents.ts';

// Lists are asked for all day long, by the same few operations, and most of what such a request costs is not the database: it
// is parsing, checking and executing GraphQL field by field. A root field that answers plain data (extensions.plain, and every
// type below it too) needs none of that twice: an operation that has passed all checks (documents.ts) is compiled once to
// "resolve the root field, pick what was asked for", and whoever sends the same text goes straight to it.
// See docs/decisions/012-the-short-way-of-lists.md.

/** An operation, ready to run. Throws what the root field throws; the ordinary door then says it in its own way. */
type Plan = (variables: Readonly<Record<string, unknown>>, context: RequestContext) => Promise<object>;

/** Makes of a value of plain data what a selection asks for. */
type Pick = (value: unknown) => unknown;

/** Thrown where an operation is none of those; never leaves this module. */
const notPlain = new Error('not plain');

interface Compiling {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Fields of a selection by the key of their answer, fragments laid open; the same key twice asks for both its selections. */
function collect(compiling: Compiling, type: GraphQLObjectType, set: SelectionSetNode): Map<string, FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if ((node.directives ?? []).length > 0) throw notPlain;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        found.set(key, [...(found.get(key) ?? []), node]);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : compiling.fragments.get(node.name.value);
      if (!fragment || (fragment.typeCondition && fragment.typeCondition.name.value !== type.name)) throw notPlain;
      visit(fragment.selectionSet);
    }
  };
  visit(set);
  return found;
}

function mergedSets(nodes: readonly FieldNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections: nodes.flatMap((node) => node.selectionSet?.selections ?? []) };
}

function pickOf(compiling: Compiling, type: GraphQLOutputType, nodes: readonly FieldNode[]): Pick {
  if (isNonNullType(type)) return pickOf(compiling, type.ofType, nodes);
  if (isListType(type)) {
    const one = pickOf(compiling, type.ofType, nodes);
    return (value) => (Array.isArray(value) ? value.map(one) : null);
  }
  if (isLeafType(type)) return (value) => value ?? null;
  if (!isObjectType(type) || type.extensions.plain !== true) throw notPlain;
  const parts = [...collect(compiling, type, mergedSets(nodes))].map(([key, same]): [string, string, Pick] => {
    const name = same[0]?.name.value ?? '';
    if (name === '__typename') return [key, name, () => type.name];
    const field = type.getFields()[name];
    if (!field || field.args.length > 0) throw notPlain;
    return [key, name, pickOf(compiling, field.type, same)];
  });
  return (value) => {
    if (value === null || value === undefined) return null;
    const from = value as Readonly<Record<string, unknown>>; // a plain type is answered with an object by its resolver
    const picked: Record<string, unknown> = {};
    for (const [key, name, pick] of parts) picked[key] = pick(from[name]);
    return picked;
  };
}

interface Root {
  readonly key: string;
  readonly node: FieldNode;
  readonly field: GraphQLField<unknown, unknown>;
  readonly pick: Pick;
}

function rootsOf(compiling: Compiling, operation: OperationDefinitionNode): readonly Root[] {
  const query = compiling.schema.getQueryType();
  if (!query || operation.operation !== 'query' || (operation.directives ?? []).length > 0) throw notPlain;
  return [...collect(compiling, query, operation.selectionSet)].map(([key, nodes]): Root => {
    const [node] = nodes;
    const field = node && query.getFields()[node.name.value];
    if (!node || !field?.resolve || nodes.length > 1 || field.extensions.plain !== true) throw notPlain;
    return { key, node, field, pick: pickOf(compiling, field.type, nodes) };
  });
}

/** Compiles an operation that has passed every check; undefined when it asks for more than plain data. */
function compile(schema: GraphQLSchema, document: DocumentNode): Plan | undefined {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (!operation || operations.length > 1) return undefined;
  const named = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const fragments = new Map(named.map((one) => [one.name.value, one]));
  let roots: readonly Root[];
  try {
    roots = rootsOf({ schema, fragments }, operation);
  } catch (error) {
    if (error === notPlain) return undefined;
    throw error;
  }
  const infoOf = ({ key, node, field }: Root, variableValues: Record<string, unknown>): GraphQLResolveInfo => ({
    fieldName: node.name.value,
    fieldNodes: [node],
    returnType: field.type,
    // rootsOf has found it
    parentType: schema.getQueryType() as GraphQLObjectType,
    path: { prev: undefined, key, typename: 'Query' },
    schema,
    fragments: Object.fromEntries(fragments),
    rootValue: undefined,
    operation,
    variableValues,
  });
  return async (given, context) => {
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
    if (!coerced) throw errors?.[0] ?? notPlain;
    const answers = await Promise.all(
      roots.map((root) =>
        root.field.resolve?.(
          undefined,
          getArgumentValues(root.field, root.node, coerced),
          context,
          infoOf(root, coerced),
        ),
      ),
    );
    return Object.fromEntries(roots.map(({ key, pick }, at) => [key, pick(answers[at])]));
  };
}

/** The answer as JSON text; undefined when the ordinary door has to answer, for whatever reason. */
export type ShortWay = (
  asked: SoundOperation,
  variables: Readonly<Record<string, unknown>>,
  context: RequestContext,
) => Promise<string | undefined>;

/** Opens the short way beside a schema's ordinary door. */
export function openShortWay(schema: GraphQLSchema): ShortWay {
  const plans = new WeakMap<DocumentNode, { readonly plan: Plan | undefined }>();
  return async ({ document }, variables, context) => {
    const known = plans.get(document) ?? { plan: compile(schema, document) };
    plans.set(document, known);
    // A refusal, or a fault, is said by the ordinary door: a query may be asked twice.
    return known.plan?.(variables, context).then(
      (data) => JSON.stringify({ data }),
      () => undefined,
    );
  };
}
