import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestFaults } from '../messages/malformed.ts';
import type { Refusal } from '../messages/refusals.ts';
import { malformed } from './mistakes.ts';
import { RefusalError } from './refusal.ts';

// Node's request and response on one side, the Fetch ones that Yoga speaks on the other.

/** 50 commands of 256 KB, and some air; who is not signed in asks for a due date or signs in. */
export const largestBody = { signedIn: 16 * 1024 * 1024, public: 64 * 1024 };

/** The whole body; undefined when it is larger than any honest request. */
export async function readBody(request: IncomingMessage, from: keyof typeof largestBody): Promise<Buffer | undefined> {
  const largest = largestBody[from];
  if (Number(request.headers['content-length'] ?? 0) > largest) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    // an IncomingMessage without setEncoding gives Buffers
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > largest) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** What a request asks for: one operation of the right shape. */
export interface Asked {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** As it was sent: what Yoga is given. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** Reads what a request asks for, in its body or its address; throws what is wrong with its shape (malformed-request). */
export function readAsked(url: string, body: Buffer | undefined): Asked {
  const given = body ? readJson(body.toString()) : readSearch(url);
  if (Array.isArray(given)) throw malformed(requestFaults.batch);
  if (!isRecord(given)) throw malformed(requestFaults.notAnObject);
  const { query, operationName, variables, extensions, ...others } = given;
  const [other] = Object.keys(others);
  if (other !== undefined) throw malformed(requestFaults.unknown(other));
  if (typeof query !== 'string' || query === '') throw malformed(requestFaults.noQuery);
  const name = operationName ?? undefined;
  if (name !== undefined && typeof name !== 'string') throw malformed(requestFaults.operationName);
  const read = variables ?? {};
  if (!isRecord(read)) throw malformed(requestFaults.variables);
  if (!isRecord(extensions ?? {})) throw malformed(requestFaults.extensions);
  return { text: query, operationName: name, variables: read, given };
}

/** An address holds variables and extensions as JSON. */
function readSearch(url: string): Readonly<Record<string, unknown>> {
  const { variables, extensions, ...given } = Object.fromEntries(new URL(url, 'http://huiyin').searchParams);
  return {
    ...given,
    ...(variables === undefined ? {} : { variables: readJson(variables) }),
    ...(extensions === undefined ? {} : { extensions: readJson(extensions) }),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    if (said.startsWith('Unexpected end')) throw malformed(requestFaults.cutOff);
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(said) ?? [];
    throw malformed(line && column ? requestFaults.notJsonAt(line, column) : requestFaults.notJson);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Answers with a refusal in the form of a GraphQL result, so that a client reads it like any other. */
export function sendRefusal(response: ServerResponse, status: number, refusal: Refusal | RefusalError): void {
  const { message, extensions } = refusal instanceof RefusalError ? refusal : new RefusalError(refusal);
  const { http: _http, ...shown } = extensions;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', connection: 'close' });
  response.end(JSON.stringify({ errors: [{ message, extensions: shown }] }));
}

/**
 * Writes a Fetch response out. An event stream gets a real `heartbeat` event every heartbeatMs (comment pings never reach
 * the page's code), only between whole events and only while the client takes what it is sent.
 */
export async function sendResponse(response: ServerResponse, answer: Response, heartbeatMs: number): Promise<void> {
  const headers = Object.fromEntries(answer.headers);
  const streaming = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (streaming) Object.assign(headers, { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' });
  response.writeHead(answer.status, headers);
  if (!answer.body) {
    response.end();
    return;
  }
  const reader = answer.body.getReader();
  let betweenEvents = true;
  const heartbeat = setInterval(() => {
    if (!streaming || !betweenEvents || response.writableNeedDrain || response.closed) return;
    response.write(`event: heartbeat\ndata: {"at":"${new Date().toISOString()}"}\n\n`);
  }, heartbeatMs);
  const gone = new Promise<void>((resolve) => response.once('close', resolve));
  void gone.then(() => reader.cancel().catch(() => undefined));
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || response.closed) break;
      betweenEvents = value.at(-1) === newline && value.at(-2) === newline;
      if (!response.write(value)) await Promise.race([gone, new Promise((resolve) => response.once('drain', resolve))]);
    }
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}

const newline = 10;
