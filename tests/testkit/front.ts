import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What somebody between phone and server answers in the server's place. `half`: the server answers, half of it arrives as if whole. */
export type Strange =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'half';

/** A gateway, wifi or proxy between phone and server that answers some requests itself. */
export interface Front {
  readonly url: string;
  /** How many requests were answered strangely since the last `set`. */
  readonly met: () => number;
  /** From now on requests of this kind are answered so; undefined: everything goes through. */
  set(strange?: { readonly to: (request: IncomingMessage) => boolean; readonly answer: Strange }): void;
  close(): void;
}

/** Opens a front before a server's port. */
export async function openFront(port: number): Promise<Front> {
  let strange: Parameters<Front['set']>[0];
  let met = 0;
  const server = createServer(async (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const now = strange?.to(incoming) ? strange.answer : undefined;
    if (now !== undefined) met += 1;
    if (now !== undefined && now !== 'half') {
      incoming.resume();
      await once(incoming, 'end').catch(() => undefined);
      outgoing
        .writeHead(now.status, { 'content-type': 'text/html; charset=utf-8', ...now.headers })
        .end(now.body ?? '');
      return;
    }
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers });
    onward.on('error', () => outgoing.destroy());
    onward.on('response', async (reply) => {
      const parts: Buffer[] = [];
      for await (const part of reply) parts.push(part as Buffer); // no encoding is set: bytes
      const body = Buffer.concat(parts);
      const sent = now === 'half' ? body.subarray(0, Math.floor(body.length / 2)) : body;
      const { 'transfer-encoding': _whole, ...rest } = reply.headers;
      outgoing.writeHead(reply.statusCode ?? 502, {
        ...rest,
        ...(method === 'HEAD' ? {} : { 'content-length': sent.length }),
      });
      outgoing.end(sent);
    });
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo; // a TCP server's address is never a string
  return {
    url: `http://127.0.0.1:${own}`,
    met: () => met,
    set(next) {
      strange = next;
      met = 0;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
