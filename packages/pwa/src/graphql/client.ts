import {
  type AnyVariables,
  Client,
  type CombinedError,
  cacheExchange,
  fetchExchange,
  type TypedDocumentNode,
} from '@urql/core';
import { createSignal } from 'solid-js';
import { problemMessages } from '../messages/zh-CN.ts';

/** Address of the API, on the page's own origin: the session cookie goes with every request. */
export const GRAPHQL_URL = '/graphql';

/** A request that has not answered by then is given up (milliseconds); the field's outbox has its own, longer patience. */
const PATIENCE_MS = 20_000;

/** Why a request gave no data: a stable code, a sentence a person can act on, and the articles it rests on. */
export interface Problem {
  /** The server's kebab-case code, or `unreachable` (no answer) or `unexpected` (an answer we cannot read). */
  readonly code: string;
  readonly message: string;
  readonly citations: readonly { readonly regulation: string; readonly article: string }[];
}

/** Data, or the problem instead of it; never both, never an exception. */
export type Answer<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly problem: Problem };

/** True from the moment the server says the session has ended until someone signs in again. */
export const [sessionLost, setSessionLost] = createSignal(false);

function patientFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS);
  init?.signal?.addEventListener('abort', () => giveUp.abort(), { once: true });
  return fetch(input, { ...init, signal: giveUp.signal }).finally(() => clearTimeout(timer));
}

function makeClient(): Client {
  return new Client({
    url: GRAPHQL_URL,
    exchanges: [cacheExchange, fetchExchange],
    preferGetMethod: false,
    fetch: patientFetch,
    fetchOptions: { credentials: 'same-origin' },
  });
}

let client = makeClient();

/** The one GraphQL client of this page. Ask for it each time: signing out replaces it, and its cache with it. */
export function graphqlClient(): Client {
  return client;
}

/** Forgets everything that was read: after signing out, or when another person signs in. */
export function forgetAnswers(): void {
  client = makeClient();
}

function citationsOf(value: unknown): Problem['citations'] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (item): item is { regulation: string; article: string } =>
      typeof item === 'object' &&
      item !== null &&
      typeof item.regulation === 'string' &&
      typeof item.article === 'string',
  );
}

/** Reads an error of the API. `unauthenticated` also raises `sessionLost`, so that one banner serves every page. */
export function problemOf(error: CombinedError): Problem {
  const refusal = error.graphQLErrors[0];
  if (refusal === undefined) {
    const status: unknown = error.response?.status;
    if (status === 429) return { code: 'rate-limited', message: problemMessages.rateLimited, citations: [] };
    return { code: 'unreachable', message: problemMessages.unreachable, citations: [] };
  }
  const code = typeof refusal.extensions.code === 'string' ? refusal.extensions.code : 'unexpected';
  if (code === 'unauthenticated') setSessionLost(true);
  return {
    code,
    message: refusal.message || problemMessages.unexpected,
    citations: citationsOf(refusal.extensions.citations),
  };
}

/** Asks a query, always of the server itself. */
export async function ask<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  const result = await client.query(document, variables, { requestPolicy: 'network-only' }).toPromise();
  if (result.error) return { ok: false, problem: problemOf(result.error) };
  if (result.data === undefined) return { ok: false, problem: unexpected() };
  return { ok: true, data: result.data };
}

/** Sends a mutation. A refusal inside the data (a command's outcome) is still `ok` here: the caller reads it. */
export async function tell<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  const result = await client.mutation(document, variables).toPromise();
  if (result.error) return { ok: false, problem: problemOf(result.error) };
  if (result.data === undefined) return { ok: false, problem: unexpected() };
  return { ok: true, data: result.data };
}

function unexpected(): Problem {
  return { code: 'unexpected', message: problemMessages.unexpected, citations: [] };
}
