import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Refusal } from '../messages/refusals.ts';
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

/** The operation that a request holds, in its body or its address; undefined when it is not of the right shape. */
export function readParams(url: string, body: Buffer | undefined) {
  const search = new URL(url, 'http://huiyin').searchParams;
  const given = body ? readJson(body.toString()) : Object.fromEntries(search);
  const { query, operationName, variables } = given ?? {};
  const read = typeof variables === 'string' ? readJson(variables) : (variables ?? {});
  if (typeof query !== 'string' || !isRecord(read)) return undefined;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return undefined;
  return { text: query, operationName: operationName ?? undefined, variables: read };
}

function readJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Answers with a refusal in the form of a GraphQL result, so that a client reads it like any other. */
export function sendRefusal(response: ServerResponse, status: number, refusal: Refusal): void {
  const { message, extensions } = new RefusalError(refusal);
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
