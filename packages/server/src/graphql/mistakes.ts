import { GraphQLError } from 'graphql';
import { faultInQuery } from '../messages/malformed.ts';
import { serverRefusal } from '../messages/refusals.ts';
import { RefusalError } from './refusal.ts';

/** A request that is not as the API wants it, with what is wrong in Chinese. */
export function malformed(detail: string): RefusalError {
  return new RefusalError(serverRefusal('malformed-request', { detail }));
}

/** A mistake of the client's in a query, as its errors show it: HTTP 400, or what the protocol asks for. */
export function clientMistake(detail: string, at: GraphQLError | undefined): GraphQLError {
  const { nodes = null, source = null, positions = null, path = null } = at ?? {};
  const { message, extensions } = malformed(detail);
  const http = { status: 400, ...protocolAnswer(at), spec: false };
  return new GraphQLError(message, { nodes, source, positions, path, extensions: { ...extensions, http } });
}

/** What GraphQL's parser, rules and values find wrong, told in Chinese with its place. */
export function asClientMistake(error: GraphQLError): GraphQLError {
  return clientMistake(faultInQuery(error.message, error.locations?.[0]), error);
}

function protocolAnswer(error: GraphQLError | undefined): object {
  const http = error?.extensions.http;
  return typeof http === 'object' && http !== null ? http : {};
}
