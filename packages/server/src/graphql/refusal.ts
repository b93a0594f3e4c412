import type { Citation, RefusalCode } from '@huiyin/domain';
import { regulationName } from '@huiyin/domain/messages';
import { GraphQLError } from 'graphql';
import { type Refusal, type ServerRefusalCode, sentenceOf, serverRefusal } from '../messages/refusals.ts';

/**
 * A refusal of one field on its way to the client: the Chinese sentence as message, and in extensions the stable code,
 * the articles and the figures. Answered with HTTP 200: the request was understood and refused.
 */
export class RefusalError extends GraphQLError {
  constructor(refusal: Refusal) {
    super(sentenceOf(refusal), {
      extensions: {
        code: refusal.code,
        params: refusal.params,
        citations: refusal.citations.map(citationForApi),
        ...(refusal.path === undefined ? {} : { path: refusal.path }),
        http: { status: 200 },
      },
    });
    this.name = 'RefusalError';
  }
}

/** The value, or the refusal thrown towards the client. Resolvers only. */
export function orRefuse<T>(result: { readonly ok: true; readonly value: T } | Refusal): T {
  if (!result.ok) throw new RefusalError(result);
  return result.value;
}

/** A refusal of the server's own, ready to throw from a resolver. */
export function refusalError(
  code: RefusalCode | ServerRefusalCode,
  params: Readonly<Record<string, string | number>> = {},
): RefusalError {
  return new RefusalError(serverRefusal(code, params));
}

/** Citation as the API shows it: the regulation by its Chinese name. */
export interface ApiCitation {
  readonly regulation: string;
  readonly article: string;
  readonly rule: string | null;
}

/** @see ApiCitation */
export function citationForApi(citation: Citation): ApiCitation {
  return { regulation: regulationName(citation.regulation), article: citation.article, rule: citation.rule ?? null };
}
