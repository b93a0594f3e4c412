import {
  type DocumentNode,
  defaultFieldResolver,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNonNull,
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
import type { Path } from 'graphql/jsutils/Path.js';
import type { RequestContext } from '../context.ts';
import { onceEach } from '../infra/once-each.ts';
import type { SoundOperation } from './documents.ts';

// Lists and cases are opened all day long, by the same few operations, and most of what such a request costs is not the database: it
// is parsing, checking and executing GraphQL field by field. A root field that may be asked twice (extensions.short) needs none of that
// twice: an operation that has passed all checks (documents.ts) is compiled once, and whoever sends the same text goes straight to it.
// Where a type is plain data (extensions.plain, and every type below it too), what was asked for is picked from it; elsewhere resolvers
// answer, and only what they make wait is waited for. See docs/decisions/012-the-short-way-of-lists.md.

/** An operation, ready to run. Throws where anything goes wrong; the ordinary door then says it in its own way. */
type Plan = (variables: Readonly<Record<string, unknown>>, context: RequestContext) => Promise<unknown>;

/** One run of a plan. */
interface Run {
  readonly context: RequestContext;
  readonly variables: Record<string, unknown>;
}

/** Makes of what a resolver answered what a selection asks for; a promise only where something below it is one. */
type Complete = (value: unknown, run: Run, path: Path | undefined) => unknown;

/** Makes the same of a value of plain data. */
type Pick = (value: unknown) => unknown;

/** Thrown where an operation cannot be compiled; never leaves this module. */
const notShort = new Error('not short');

/** What must be answered was not: a run ends, and the ordinary door says where. */
const unanswered = new Error('unanswered');

interface Compiling {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/** Fields of a selection by the key of their answer, fragments laid open; the same key twice asks for both its selections. */
function collect(compiling: Compiling, type: GraphQLObjectType, set: SelectionSetNode): Map<string, FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if ((node.directives ?? []).length > 0) throw notShort;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        found.set(key, [...(found.get(key) ?? []), node]);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : compiling.fragments[node.name.value];
      if (!fragment || (fragment.typeCondition && fragment.typeCondition.name.value !== type.name)) throw notShort;
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
  if (!isObjectType(type) || type.extensions.plain !== true) throw notShort;
  const parts = [...collect(compiling, type, mergedSets(nodes))].map(([key, same]): [string, string, Pick] => {
    const name = same[0]?.name.value ?? '';
    if (name === '__typename') return [key, name, () => type.name];
    const field = type.getFields()[name];
    if (!field || field.args.length > 0) throw notShort;
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

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** Goes on with a value, at once if it is there; what is thrown on the way is a rejection, so that what else began is not left alone. */
function then<T>(value: T | Promise<T>, next: (value: T) => unknown): unknown {
  if (isPromise(value)) return value.then(next);
  try {
    return next(value);
  } catch (error) {
    return Promise.reject(error);
  }
}

function completeOf(compiling: Compiling, type: GraphQLOutputType, nodes: readonly FieldNode[]): Complete {
  if (isNonNullType(type)) {
    const one = completeOf(compiling, type.ofType, nodes);
    return (value, run, path) =>
      then(one(value, run, path), (given) => {
        if (given === null) throw unanswered;
        return given;
      });
  }
  const there = completeThere(compiling, type, nodes);
  return (value, run, path) => {
    if (value instanceof Error) throw value;
    return value === null || value === undefined ? null : there(value, run, path);
  };
}

/** The same of a value that is there. */
function completeThere(
  compiling: Compiling,
  type: Exclude<GraphQLOutputType, GraphQLNonNull<never>>,
  nodes: readonly FieldNode[],
): Complete {
  if (isLeafType(type)) return (value) => type.serialize(value) ?? null;
  if (isListType(type)) {
    const one = completeOf(compiling, type.ofType, nodes);
    return (value, run, prev) => {
      if (!Array.isArray(value)) throw unanswered;
      const items = value.map((item, key) =>
        then(item, (there) => one(there, run, { prev, key, typename: undefined })),
      );
      return items.some(isPromise) ? Promise.all(items) : items;
    };
  }
  if (!isObjectType(type) || type.isTypeOf) throw notShort;
  return type.extensions.plain === true
    ? pickOf(compiling, type, nodes)
    : resolvedOf(compiling, type, mergedSets(nodes));
}

/** Asks the resolvers of an object's fields. */
function resolvedOf(compiling: Compiling, parentType: GraphQLObjectType, set: SelectionSetNode): Complete {
  const { name: typename } = parentType;
  const parts = [...collect(compiling, parentType, set)].map(([key, fieldNodes]) => {
    const [node] = fieldNodes;
    if (!node) throw notShort;
    if (node.name.value === '__typename') return { key, answer: () => typename };
    const field = parentType.getFields()[node.name.value];
    if (!field) throw notShort;
    return { key, answer: answerOf(compiling, { parentType, field, fieldNodes, node, key }) };
  });
  return (source, run, path) => {
    const answers: Record<string, unknown> = {};
    const later: Promise<void>[] = [];
    for (const { key, answer } of parts) {
      const given = answer(source, run, path);
      answers[key] = given; // keeps its place in the order of the selection
      if (isPromise(given)) {
        later.push(
          given.then((value) => {
            answers[key] = value;
          }),
        );
      }
    }
    return later.length > 0 ? Promise.all(later).then(() => answers) : answers;
  };
}

interface AskedField {
  readonly parentType: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly fieldNodes: readonly FieldNode[];
  readonly node: FieldNode;
  readonly key: string;
}

/** One field of an object: its resolver, and what is asked for of its answer. */
function answerOf(compiling: Compiling, { parentType, field, fieldNodes, node, key }: AskedField) {
  const complete = completeOf(compiling, field.type, fieldNodes);
  const { resolve = defaultFieldResolver } = field;
  const known = { fieldName: field.name, fieldNodes, returnType: field.type, parentType, ...compiling };
  return (source: unknown, { context, variables }: Run, prev: Path | undefined): unknown => {
    const path = { prev, key, typename: parentType.name };
    const info: GraphQLResolveInfo = { ...known, path, rootValue: undefined, variableValues: variables };
    const answered = then(undefined, () =>
      resolve(source, field.args.length === 0 ? {} : getArgumentValues(field, node, variables), context, info),
    );
    return then(answered, (value) => complete(value, { context, variables }, path));
  };
}

/** Compiles an operation that has passed every check; undefined when it cannot go the short way. */
function compile(schema: GraphQLSchema, document: DocumentNode): Plan | undefined {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  const query = schema.getQueryType();
  if (!operation || operations.length > 1 || operation.operation !== 'query' || !query) return undefined;
  if ((operation.directives ?? []).length > 0) return undefined;
  const named = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const compiling = { schema, operation, fragments: Object.fromEntries(named.map((one) => [one.name.value, one])) };
  try {
    const roots = [...collect(compiling, query, operation.selectionSet).values()].flat();
    const short = roots.every(({ name }) => query.getFields()[name.value]?.extensions.short === true);
    if (!short) return undefined;
    const resolved = resolvedOf(compiling, query, operation.selectionSet);
    return async (given, context) => {
      const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
      if (!coerced) throw errors?.[0] ?? unanswered;
      return resolved(undefined, { context, variables: coerced }, undefined);
    };
  } catch (error) {
    if (error === notShort) return undefined;
    throw error;
  }
}

/** The answer as JSON text; undefined when the ordinary door has to answer, for whatever reason. */
export type ShortWay = (
  asked: SoundOperation,
  variables: Readonly<Record<string, unknown>>,
  context: RequestContext,
) => Promise<string | undefined>;

/** Opens the short way beside a schema's ordinary door. */
export function openShortWay(schema: GraphQLSchema): ShortWay {
  const planOf = onceEach((document: DocumentNode) => compile(schema, document));
  return async ({ document }, variables, context) => {
    // A refusal, or a fault, is said by the ordinary door: a query may be asked twice.
    return planOf(document)?.(variables, context).then(
      (data) => JSON.stringify({ data }),
      () => undefined,
    );
  };
}
