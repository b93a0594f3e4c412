import type { IncomingMessage } from 'node:http';

/**
 * A page of another site may not use the session's cookie, which proves nothing about who wrote the page. Programs send none of
 * these headers and pass; so do older browsers and plain HTTP, by their Origin.
 * @param trustProxy the host that was asked for is what our own proxy says
 */
export function fromOwnOrigin({ headers }: IncomingMessage, trustProxy: boolean): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin === undefined) return true;
  const host = (trustProxy ? headers['x-forwarded-host'] : undefined) ?? headers.host;
  return URL.canParse(origin) && new URL(origin).host === host;
}
