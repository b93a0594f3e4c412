import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as a browser would have had it: opened with the browser's own keys. */
interface PushedMessage {
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
  /** What the sender claims (VAPID), after its signature was found to be that of `k`, in base64url. */
  readonly claims: { readonly aud: string; readonly exp: number; readonly sub: string };
  readonly k: string;
}

/** What PushManager.subscribe gives. */
export interface TestSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** A push service on this machine: it hands out subscriptions, and opens what is sent to them as their browser would. */
export interface PushService {
  readonly origin: string;
  readonly messages: PushedMessage[];
  /** What it answers; 201 at first. */
  status: number;
  /** How often it was called, whatever it answered. */
  calls: number;
  subscribe(): TestSubscription;
  close(): Promise<void>;
}

interface BrowserKeys {
  readonly ecdh: ReturnType<typeof createECDH>;
  readonly auth: Buffer;
}

/** Starts it on a free port of the loopback address. */
export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, BrowserKeys>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (bytes: Buffer) => chunks.push(bytes));
    request.on('end', () => {
      service.calls += 1;
      const browser = browsers.get(request.url ?? '');
      if (service.status === 201 && browser) {
        const text = open(Buffer.concat(chunks), browser);
        service.messages.push({ text, headers: request.headers, ...sender(request.headers.authorization ?? '') });
      }
      response.writeHead(browser ? service.status : 404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // A TCP server's address is never a string.
  const origin = `http://127.0.0.1:${port}`;
  const service: PushService = {
    origin,
    messages: [],
    status: 201,
    calls: 0,
    subscribe() {
      const ecdh = createECDH('prime256v1');
      ecdh.generateKeys();
      const [path, auth] = [`/push/${randomBytes(8).toString('hex')}`, randomBytes(16)];
      browsers.set(path, { ecdh, auth });
      return {
        endpoint: `${origin}${path}`,
        p256dh: ecdh.getPublicKey('base64url'),
        auth: auth.toString('base64url'),
      };
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return service;
}

const derive = (key: Buffer, salt: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length));

/** RFC 8291 over RFC 8188, written from the text and not with the library that encrypts. */
function open(body: Buffer, { ecdh, auth }: BrowserKeys): string {
  const [salt, length] = [body.subarray(0, 16), body[20] ?? 0];
  const [theirs, record] = [body.subarray(21, 21 + length), body.subarray(21 + length)];
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), theirs]);
  const secret = derive(ecdh.computeSecret(theirs), auth, about, 32);
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  // A two marks the end of the last record; zeros may follow it.
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}

/** RFC 8292: `vapid t=<JWT>, k=<public key>`. */
function sender(authorization: string): Pick<PushedMessage, 'claims' | 'k'> {
  const [, token = '', k = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(k, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const genuine = verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  if (!genuine) throw new Error('not signed by the key it names');
  return { claims: JSON.parse(Buffer.from(claims, 'base64url').toString()), k };
}
