import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/**
 * What the road between phone and server does. `loseReplies`: the request arrives, the line breaks before its answer.
 * `silent`: the request arrives, its answer never comes, and the line stays as if nothing were wrong.
 */
type Road = 'open' | 'closed' | 'loseReplies' | 'silent';

/** A TCP road to `port` that can be cut and mended while it is used: a real loss of signal, not an emulated one. */
export interface Proxy {
  readonly port: number;
  readonly url: string;
  /** Sets the road; with `to`, only answers to requests that contain this text are lost. */
  set(road: Road, to?: string): void;
  /** How fast the phone's words travel, in bytes a second; undefined for as fast as they come. */
  slow(bytesASecond: number | undefined): void;
  close(): Promise<void>;
}

export async function startProxy(port: number): Promise<Proxy> {
  let road: Road = 'open';
  let marker = '';
  let pace: number | undefined;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (road === 'closed') {
      client.destroy();
      return;
    }
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    let asked = '';
    client.on('data', (bytes: Buffer) => {
      asked = bytes.toString('latin1');
      upstream.write(bytes);
      if (pace === undefined) return;
      client.pause();
      setTimeout(() => client.resume(), (bytes.length / pace) * 1000);
    });
    upstream.on('data', (bytes: Buffer) => {
      const meant = asked.includes(marker);
      if (road === 'loseReplies' && meant) client.destroy();
      else if (road !== 'silent' || !meant) client.write(bytes);
    });
    upstream.on('end', () => client.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = (server.address() as AddressInfo).port; // A TCP server's address is never a string.
  return {
    port: own,
    url: `http://127.0.0.1:${own}`,
    set(next, to = '') {
      road = next;
      marker = to;
      if (next === 'closed') for (const socket of sockets) socket.destroy();
    },
    slow(bytesASecond) {
      pace = bytesASecond;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
