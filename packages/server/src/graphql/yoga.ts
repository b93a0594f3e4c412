import { randomUUID } from 'node:crypto';
import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { GraphQLError } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';
import { isDatabaseAway, isUnstorableText } from '../infra/database-errors.ts';
import type { Logger } from '../infra/logger.ts';
import { requestFaults } from '../messages/malformed.ts';
import { serverRefusal } from '../messages/refusals.ts';
import type { Asked } from './http.ts';
import { asClientMistake, clientMistake } from './mistakes.ts';
import { RefusalError } from './refusal.ts';
import { schema } from './schema.ts';

/** Yoga, as {@link createGraphql} sets it up. */
export type Graphql = ReturnType<typeof createGraphql>;

/** What a request brings along: who asks, and what, read already. */
interface Served {
  readonly context: RequestContext;
  readonly asked: Asked;
}

/** GraphQL over HTTP and SSE on /graphql, hardened: bounded queries, no suggestions, no stack traces, no GET mutations. */
export function createGraphql(logger: Logger) {
  return createYoga<Served>({
    schema,
    graphqlEndpoint: '/graphql',
    context: ({ context }) => context,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    logging: false,
    maskedErrors: { errorMessage: '', maskError: (error) => shown(error, logger) },
    plugins: [
      readAlready,
      maskValidation,
      // Deep enough for a case with every due date's workings, 100 rows of it; far below what would hurt.
      EnvelopArmorPlugin({
        // its own removal of suggestions would come after our masking: see withoutSuggestion
        blockFieldSuggestion: { enabled: false },
        maxDepth: { n: 12 },
        maxAliases: { n: 30 },
        maxDirectives: { n: 20 },
        maxTokens: { n: 4_000 },
        costLimit: { maxCost: 100_000, objectCost: 2, scalarCost: 1, depthCostFactor: 1.5 },
      }) as Plugin, // envelop plugins are Yoga plugins; the types differ in the context parameter only
    ],
  });
}

/** A body is read once, before it is known that Yoga has to answer. */
const readAlready: Plugin<object, Served> = {
  onRequestParse({ serverContext, setRequestParser }) {
    setRequestParser(() => serverContext.asked.given);
  },
};

/** Yoga hands validation errors out unmasked. */
const maskValidation: Plugin = {
  onResultProcess({ result, setResult }) {
    if (!('errors' in result) || !result.errors) return;
    const unmasked = (error: GraphQLError): boolean => error.extensions.code === 'GRAPHQL_VALIDATION_FAILED';
    setResult({ ...result, errors: result.errors.map((error) => (unmasked(error) ? asClientMistake(error) : error)) });
  },
};

/** The error as the client may see it: refusals and the client's own mistakes as they are, everything else masked. */
function shown(error: unknown, logger: Logger): GraphQLError {
  if (error instanceof GraphQLError) {
    const refusal = refusalIn(error);
    if (refusal) return located(refusal, error);
    if (!error.originalError || error.originalError instanceof GraphQLError) return asClientMistake(error);
  }
  const cause = error instanceof GraphQLError ? error.originalError : error;
  // The parser and the validation rules go as deep as the query does.
  const at = error instanceof GraphQLError ? error : undefined;
  if (isUnstorableText(cause)) return clientMistake(requestFaults.unstorable, at);
  if (cause instanceof RangeError) return clientMistake(requestFaults.tooDeep, at);
  const id = randomUUID();
  logger.error({ err: cause, id }, 'request failed');
  const away = isDatabaseAway(cause);
  const masked = new RefusalError(serverRefusal(away ? 'database-unavailable' : 'internal-error', away ? {} : { id }));
  return at ? located(masked, at) : masked;
}

/** A refusal may be wrapped by the reading of variables ("Variable $from got invalid value …"). */
function refusalIn(error: unknown): RefusalError | undefined {
  if (error instanceof RefusalError) return error;
  return error instanceof GraphQLError ? refusalIn(error.originalError) : undefined;
}

function located(refusal: RefusalError, { nodes, path }: GraphQLError): GraphQLError {
  return new GraphQLError(refusal.message, {
    nodes: nodes ?? null,
    path: path ?? null,
    extensions: refusal.extensions,
  });
}
