import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

// Requests of the server to addresses that people have entered or browsers have named.

/** How a request to another program ended: its status, or why there was none. */
export type Sent = { readonly status: number } | { readonly error: string };

/** Whether something may be sent to this address (an IP). */
export type AddressGuard = (address: string) => boolean;

const timeoutMs = 10_000;

const never = new BlockList();
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addSubnet('0.0.0.0', 8, 'ipv4');
never.addSubnet('224.0.0.0', 3, 'ipv4');
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('ff00::', 8, 'ipv6');
never.addAddress('::', 'ipv6');

const inside = new BlockList();
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
] as const)
  inside.addSubnet(net, prefix, 'ipv4');
inside.addAddress('::1', 'ipv6');
inside.addSubnet('fc00::', 7, 'ipv6');

const isIn = (list: BlockList, address: string): boolean => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * Where nothing is ever sent, whatever an administrator has typed or a name server answers: a cloud's metadata service and
 * other link-local addresses, "this host" by 0.0.0.0, and whole groups. Private networks are the bureau's own.
 */
export const isReachable: AddressGuard = (address) => !isIn(never, address);

/** On the open internet only: neither this machine nor any private network. */
export const isPublic: AddressGuard = (address) => isReachable(address) && !isIn(inside, address);

/** Posts to http or https. Follows no redirect, reads nothing of the answer, and looks at the address that it really connects to. */
export function post(
  url: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>>,
  mayReach: AddressGuard,
): Promise<Sent> {
  const { hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  // An address is connected to without a look-up.
  if (isIP(host) !== 0 && !mayReach(host)) return Promise.resolve(notAllowed);
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const all = { ...headers, 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(url, { method: 'POST', headers: all, lookup: guarded(mayReach), signal }, (response) => {
      resolve({ status: response.statusCode ?? 0 });
      response.destroy();
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ error: signal.aborted ? 'ETIMEDOUT' : (error.code ?? error.name) });
    });
    sent.end(body);
  });
}

const notAllowed = { error: 'ERR_ADDRESS_NOT_ALLOWED' } as const;

function guarded(mayReach: AddressGuard): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      const addresses = found.filter(({ address }) => mayReach(address));
      const [first] = addresses;
      if (!first) return done(Object.assign(new Error(host), { code: notAllowed.error }), '', 0);
      if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
