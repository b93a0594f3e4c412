import { type AddressGuard, isPublic, isReachable } from '../../infra/outgoing.ts';

// A browser names the address to which its messages are sent. It comes from a client, so it is sent to only when it is a
// push service that we know, or one that the operator has named.

/** The services of Chrome (and all that build on it), Firefox, Edge and Safari. */
const known = [
  /^fcm\.googleapis\.com$/,
  /^updates\.push\.services\.mozilla\.com$/,
  /\.notify\.windows\.com$/,
  /\.push\.apple\.com$/,
];

const longestEndpoint = 2_000;

/**
 * Which addresses may be connected to for this endpoint; undefined when nothing may be sent there at all.
 * @param own origins of push services of the operator's own (HUIYIN_PUSH_SERVICES): these may be inside, and plain http
 */
export function pushServiceGuard(endpoint: string, own: readonly string[]): AddressGuard | undefined {
  if (endpoint.length > longestEndpoint || !URL.canParse(endpoint)) return undefined;
  const { origin, protocol, hostname, port, username, password } = new URL(endpoint);
  if (username !== '' || password !== '') return undefined;
  if (own.includes(origin)) return isReachable;
  const trusted = protocol === 'https:' && port === '' && known.some((host) => host.test(hostname));
  return trusted ? isPublic : undefined;
}
