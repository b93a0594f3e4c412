import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Refusal, sentenceOf } from '../messages/refusals.ts';

/** A refusal, or one that has its sentence already. */
type Told = Refusal | { readonly code: string; readonly message: string };

/**
 * Refuses a request outside GraphQL: for programs as JSON with code and sentence, for a browser that goes there as the sentence, or as
 * the page that `page` makes of it. Answers true, as a part of the server that has answered does.
 */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  told: Told,
  page?: (sentence: string) => string,
): true {
  const message = 'message' in told ? told.message : sentenceOf(told);
  const json = !/\btext\/html\b/.test(request.headers.accept ?? '');
  const type = json ? 'application/json' : page ? 'text/html' : 'text/plain';
  request.resume();
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
  response.end(json ? JSON.stringify({ code: told.code, message }) : (page?.(message) ?? `${message}\n`));
  return true;
}
