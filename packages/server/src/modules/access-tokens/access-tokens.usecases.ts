import { randomBytes, randomUUID } from 'node:crypto';
import { ok, trimmed } from '@huiyin/domain';
import type { RequestContext } from '../../context.ts';
import { sha256 } from '../../infra/sha256.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import { type AdministeredPerson, readPerson } from '../administration/administration.repository.ts';
import { type AdministeringContext, administer } from '../administration/administration.usecases.ts';
import { tokenPrefix } from '../people/access-tokens.ts';
import type { Outcome } from '../people/people.usecases.ts';
import type { TokenScope, Viewer } from '../people/viewer.ts';
import { mayReadCases, mayReadCounts } from '../people/visibility.ts';
import {
  type AccessTokenRow,
  countGoodTokens,
  insertToken,
  listTokens,
  lockToken,
  markRevoked,
} from './access-tokens.repository.ts';

const longestName = 60;
const longestDays = 366;
const mostTokens = 20;
const dayMs = 86_400_000;

/** What is asked for. */
export interface TokenWish {
  /** What it is for. */
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly days: number;
  /** Whose rights it reads with; one's own when left out. */
  readonly personId?: string | undefined;
}

/** A new token, and its secret, which is shown this once. */
export interface TokenWithSecret {
  readonly token: AccessTokenRow;
  readonly secret: string;
}

/** The tokens that a person may see: one's own, and for an administrator all of the bureau. */
export function visibleTokens({ database, clock }: RequestContext, viewer: Viewer): Promise<AccessTokenRow[]> {
  const own = viewer.role === 'administrator' ? {} : { personId: viewer.id };
  return listTokens(database.prisma, viewer.bureauId, { ...own, now: clock.now() });
}

/**
 * Makes a token: of one's own rights, or (administrators) of a dashboard's account, which sees numbers only: an administrator
 * reads no cases, and cannot come to it by a token either. Refuses invalid-token-name, token-scopes, token-days,
 * too-many-tokens, no-such-person, token-for-another.
 */
export async function makeToken(
  context: AdministeringContext,
  viewer: Viewer,
  wish: TokenWish,
): Promise<Outcome<TokenWithSecret>> {
  const secret = `${tokenPrefix}${randomBytes(32).toString('base64url')}`;
  const made = await administer(context, viewer, async ({ tx, bureauId, at }) => {
    const personId = wish.personId ?? viewer.id;
    const person = await readPerson(tx, bureauId, { id: personId });
    if (!person || person.disabledAt !== null) return serverRefusal('no-such-person', {}, 'personId');
    const problem = wishProblem(wish, viewer, person);
    if (problem) return problem;
    if ((await countGoodTokens(tx, bureauId, personId, at)) >= mostTokens) {
      return serverRefusal('too-many-tokens', { maximum: mostTokens });
    }
    const [id, name] = [randomUUID(), trimmed(wish.name)];
    const scopes = [...new Set(wish.scopes)].sort();
    const expiresAt = new Date(Date.parse(at) + wish.days * dayMs).toISOString();
    const hash = sha256(secret);
    await insertToken(tx, bureauId, {
      id,
      personId,
      name,
      hash,
      scopes,
      createdBy: viewer.id,
      createdAt: at,
      expiresAt,
    });
    const entry = { type: 'accessTokenMade', tokenId: id, personId, name, scopes, expiresAt } as const;
    const token = await lockToken(tx, bureauId, id);
    if (!token) throw new Error('a token was not kept');
    return ok({ value: token, entry });
  });
  return made.ok ? ok({ token: made.value, secret }) : made;
}

function wishProblem(
  { name, scopes, days }: TokenWish,
  viewer: Viewer,
  person: AdministeredPerson,
): Refusal | undefined {
  const length = trimmed(name).length;
  if (length < 2 || length > longestName || !/^[^\p{Cc}\p{Cn}\p{Cs}]*$/u.test(name)) {
    return serverRefusal('invalid-token-name', { maximum: longestName }, 'name');
  }
  if (!Number.isInteger(days) || days < 1 || days > longestDays) {
    return serverRefusal('token-days', { maximum: longestDays }, 'days');
  }
  if (person.id !== viewer.id && (viewer.role !== 'administrator' || person.role !== 'dashboard')) {
    return serverRefusal('token-for-another', {}, 'personId');
  }
  const may = (scope: TokenScope) => (scope === 'counts:read' ? mayReadCounts(person) : mayReadCases(person));
  return scopes.length > 0 && scopes.every(may) ? undefined : serverRefusal('token-scopes', {}, 'scopes');
}

/** Takes a token back: its streams end at once, everywhere. One's own; an administrator any. Refuses unknown-token. */
export function revokeToken(
  context: AdministeringContext,
  viewer: Viewer,
  id: string,
): Promise<Outcome<AccessTokenRow>> {
  return administer(context, viewer, async ({ tx, bureauId, at }) => {
    const token = await lockToken(tx, bureauId, id);
    const mine = token && (token.personId === viewer.id || viewer.role === 'administrator');
    if (!mine) return serverRefusal('unknown-token', {}, 'id');
    if (token.revokedAt !== null) return ok({ value: token });
    await markRevoked(tx, bureauId, id, at);
    const entry = { type: 'accessTokenRevoked', tokenId: id, personId: token.personId, name: token.name } as const;
    return ok({ value: { ...token, revokedAt: new Date(at) }, entry });
  });
}
