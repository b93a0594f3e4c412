import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestContext, Services } from './context.ts';
import { deviceOfToken } from './modules/devices/devices.usecases.ts';
import { bearerOf, viewerFromToken } from './modules/people/access-tokens.ts';
import { rememberedSession, type SessionProof, sessionFromCookie, setCookieHeader } from './modules/people/sessions.ts';
import type { Viewer } from './modules/people/viewer.ts';
import { hasScreenCookie, screenCookieHeader, screenFromCookie } from './modules/wall-screens/wall-screens.usecases.ts';

/** Who asks, from where, and what their reply may set. */
export async function contextOf(
  services: Services,
  request: IncomingMessage,
  response: Reply,
): Promise<RequestContext> {
  return contextWith(services, request, response, {
    viewer: await viewerOf(services, request),
    device: await deviceOfToken(services.database, tokenOf(request)),
    screen: await screenFromCookie(services, request.headers.cookie),
  });
}

/**
 * The same by what is remembered of the session, without asking the database: for reads whose answer waits until the proof
 * stands. Undefined when there is more to be looked up than a session.
 */
export function rememberedContext(
  services: Services,
  request: IncomingMessage,
  response: Reply,
): (RequestContext & { readonly proof: SessionProof }) | undefined {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined || tokenOf(request) !== undefined || hasScreenCookie(cookie)) return undefined;
  const proof = rememberedSession(services, cookie);
  if (!proof) return undefined;
  const who = { viewer: proof.viewer, device: undefined, screen: undefined };
  return { ...contextWith(services, request, response, who), proof };
}

type Reply = Pick<ServerResponse, 'appendHeader'>;

function contextWith(
  services: Services,
  request: IncomingMessage,
  response: Reply,
  who: Pick<RequestContext, 'viewer' | 'device' | 'screen'>,
): RequestContext {
  return {
    ...services,
    ...who,
    address: addressOf(request, services.settings.trustProxy),
    setSessionCookie(sessionId) {
      response.appendHeader('set-cookie', setCookieHeader(sessionId, services.settings.secureCookies));
    },
    setScreenCookie(token) {
      response.appendHeader('set-cookie', screenCookieHeader(token, services.settings.secureCookies));
    },
  };
}

/** By an access token when one is shown, else by the session's cookie. */
function viewerOf(services: Services, { headers }: IncomingMessage): Promise<Viewer | undefined> {
  const secret = bearerOf(headers.authorization);
  return secret === undefined ? sessionFromCookie(services, headers.cookie) : viewerFromToken(services, secret);
}

function tokenOf({ headers }: IncomingMessage): string | undefined {
  const given = headers['x-huiyin-device'];
  return Array.isArray(given) ? given[0] : given;
}

/** Behind a proxy of our own the last address of X-Forwarded-For is the one it saw; those before can be invented. */
function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers['x-forwarded-for'] : undefined;
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : forwarded)?.split(',').at(-1)?.trim();
  return last || (request.socket.remoteAddress ?? 'unknown');
}
