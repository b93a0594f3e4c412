// Very many live streams from one process, as bare sockets: the measuring side costs as little as it can.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Streams that are held open, and what has come over them. */
export interface Crowd {
  readonly size: number;
  /** Waits until every stream has had one more message; answers when (process.hrtime) the last byte of the last came. */
  nextMessage(): Promise<bigint>;
  close(): void;
}

type Open = (socket: Socket) => void;

const httpEnd = Buffer.from('\n\n\r\n');

/** Opens `size` event streams with one request text, some hundreds at a time, and waits for the first message of each. */
export function openEventStreams(port: number, size: number, request: string): Promise<Crowd> {
  return openCrowd(port, size, (socket, arrived) => {
    let begun = false;
    socket.on('data', (bytes: Buffer) => {
      // A message ends with its chunk; what a heartbeat ends is no message.
      begun ||= bytes.includes('event: next');
      if (!begun || !bytes.subarray(-4).equals(httpEnd)) return;
      begun = false;
      arrived();
    });
    socket.write(request);
  });
}

/** The same over WebSockets that speak graphql-transport-ws. `cookie`: of a signed-in person, where one is needed. */
export function openSocketStreams(port: number, size: number, query: string, cookie = ''): Promise<Crowd> {
  return openCrowd(port, size, (socket, arrived) => {
    let open = false;
    let waiting: Buffer = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
      if (!open) {
        const end = waiting.indexOf('\r\n\r\n');
        if (end < 0) return;
        open = true;
        waiting = waiting.subarray(end + 4);
        socket.write(frame('{"type":"connection_init"}'));
      }
      for (let text = read(); text !== undefined; text = read()) {
        const { type } = JSON.parse(text.toString()) as { type: string };
        if (type === 'connection_ack') {
          socket.write(frame(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } })));
        }
        if (type === 'next') arrived();
      }
    });
    const read = (): Buffer | undefined => {
      if (waiting.length < 2) return undefined;
      const short = (waiting[1] ?? 0) & 127;
      if (short === 126 && waiting.length < 4) return undefined;
      const [head, length] = short === 126 ? [4, waiting.readUInt16BE(2)] : [2, short];
      if (waiting.length < head + length) return undefined;
      const [text, payload] = [((waiting[0] ?? 0) & 15) === 1, waiting.subarray(head, head + length)];
      waiting = waiting.subarray(head + length);
      // A ping of a server that was kept waiting is no message.
      return text ? payload : read();
    };
    socket.write(
      'GET /graphql HTTP/1.1\r\nhost: bench\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n' +
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n' +
        `cookie: ${cookie}\r\n\r\n`,
    );
  });
}

/** A masked text frame (the mask is all zeros), as clients must send them. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([129, 128 | payload.length])
      : Buffer.from([129, 254, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

const atOnce = 200;

async function openCrowd(
  port: number,
  size: number,
  begin: (socket: Socket, arrived: () => void) => void,
): Promise<Crowd> {
  let [count, last] = [0, 0n];
  let reached: { readonly goal: number; readonly done: (at: bigint) => void } | undefined;
  const arrived = (): void => {
    count += 1;
    last = process.hrtime.bigint();
    if (reached && count >= reached.goal) reached.done(last);
  };
  let expected = 0;
  const nextMessage = (): Promise<bigint> => {
    expected += size;
    if (count >= expected) return Promise.resolve(last);
    return new Promise((done) => {
      reached = { goal: expected, done };
    });
  };
  const first = nextMessage();
  const sockets: Socket[] = [];
  const open: Open = (socket) => {
    socket.on('error', () => undefined);
    begin(socket, arrived);
  };
  while (sockets.length < size) {
    const some = Array.from({ length: Math.min(atOnce, size - sockets.length) }, () => connect(port, '127.0.0.1'));
    await Promise.all(some.map((socket) => once(socket, 'connect')));
    for (const socket of some) open(socket);
    sockets.push(...some);
  }
  await first;
  return {
    size,
    nextMessage,
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
