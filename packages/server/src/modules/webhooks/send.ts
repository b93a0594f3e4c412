import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** How a request to another program ended: its status, or why there was none. */
export type Sent = { readonly status: number } | { readonly error: string };

const timeoutMs = 10_000;

/**
 * Where nothing is ever sent, whatever an administrator has typed or a name server answers: a cloud's metadata service and
 * other link-local addresses, "this host" by 0.0.0.0, and whole groups. Private networks are the bureau's own.
 */
const forbidden = new BlockList();
forbidden.addSubnet('169.254.0.0', 16, 'ipv4');
forbidden.addSubnet('0.0.0.0', 8, 'ipv4');
forbidden.addSubnet('224.0.0.0', 3, 'ipv4');
forbidden.addSubnet('fe80::', 10, 'ipv6');
forbidden.addSubnet('ff00::', 8, 'ipv6');

/** May something be sent to this address (an IP)? */
function isAllowed(address: string): boolean {
  return !forbidden.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Is this an address that a webhook may have: http or https, a host, no user, no password? */
export function isWebhookUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '' || hash !== '') return false;
  return isIP(host) === 0 || isAllowed(host);
}

/** `t=<seconds>,v1=<HMAC-SHA-256 of "<seconds>.<body>" in hex>`: who has the secret can tell that we sent it, and when. */
export function signature(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Posts JSON. Follows no redirect, reads nothing of the answer, and looks at the address that it really connects to. */
export function postJson(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Sent> {
  if (!isWebhookUrl(url)) return Promise.resolve({ error: 'ERR_ADDRESS_NOT_ALLOWED' });
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const all = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers };
    const sent = request(url, { method: 'POST', headers: all, lookup: guardedLookup, signal }, (response) => {
      resolve({ status: response.statusCode ?? 0 });
      response.destroy();
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ error: signal.aborted ? 'ETIMEDOUT' : (error.code ?? error.name) });
    });
    sent.end(body);
  });
}

const guardedLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0);
    const addresses = found.filter(({ address }) => isAllowed(address));
    const [first] = addresses;
    if (!first) return done(Object.assign(new Error(host), { code: 'ERR_ADDRESS_NOT_ALLOWED' }), '', 0);
    if (options.all) done(null, addresses);
    else done(null, first.address, first.family);
  });
};
