import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A TCP door to several servers, as a load balancer without stickiness: each new connection goes to the next one. */
export interface Balancer {
  readonly url: string;
  close(): Promise<void>;
}

/** Opens the door; a server that refuses the connection is passed over. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  let turn = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const tryNext = (left: number): void => {
      const upstream = connect(ports[turn++ % ports.length] ?? 0, '127.0.0.1');
      for (const socket of [client, upstream]) sockets.add(socket);
      upstream.once('connect', () => {
        client.pipe(upstream).pipe(client);
        upstream.once('close', () => client.destroy());
      });
      upstream.on('error', () => {
        sockets.delete(upstream);
        if (upstream.connecting && left > 1) tryNext(left - 1);
        else client.destroy();
      });
      client.on('close', () => upstream.destroy());
    };
    client.on('error', () => client.destroy());
    tryNext(ports.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // A TCP server's address is never a string.
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
