import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import { isReachable, post, type Sent } from '../../infra/outgoing.ts';

/** Is this an address that a webhook may have: http or https, a host, no user, no password? */
export function isWebhookUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '' || hash !== '') return false;
  return isIP(host) === 0 || isReachable(host);
}

/** `t=<seconds>,v1=<HMAC-SHA-256 of "<seconds>.<body>" in hex>`: who has the secret can tell that we sent it, and when. */
export function signature(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Posts JSON to a webhook. */
export function postJson(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Sent> {
  if (!isWebhookUrl(url)) return Promise.resolve({ error: 'ERR_ADDRESS_NOT_ALLOWED' });
  return post(url, body, { 'content-type': 'application/json', ...headers }, isReachable);
}
