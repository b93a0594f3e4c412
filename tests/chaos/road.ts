import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.ts';

/**
 * What can befall one request.
 * dropRequest: never arrives · stall: never arrives, and the line stays as if nothing were wrong · dropReply: is carried out, its answer is lost · silence: carried out, the line hangs ·
 * cutRequest, cutReply: half of it arrives, then the line breaks · shortReply: half an answer that claims to be whole ·
 * late: held up, so that later ones overtake it · twice: carried out two times at once · stumble: 500, 502, 503 or 429,
 * before or after it was carried out · portal: the login page of a hotel's wifi · spoil: one byte of a photo is changed.
 */
const blows = [
  'dropRequest',
  'stall',
  'dropReply',
  'silence',
  'cutRequest',
  'cutReply',
  'shortReply',
  'late',
  'twice',
  'stumble',
  'portal',
  'spoil',
] as const;
type Blow = (typeof blows)[number];

/** How likely each blow is now, 0 to 1. What is left out does not happen. */
export type Weather = Partial<Readonly<Record<Blow, number>>>;

/** The road between phones and server, as bad as its weather. */
export interface Road {
  readonly url: string;
  readonly port: number;
  /** How often each blow has fallen. */
  readonly tally: Readonly<Record<Blow | 'cut', number>>;
  /** Sets the weather; `closed` refuses every line. */
  set(weather: Weather | 'closed'): void;
  /** Breaks every line there is now. */
  cut(): void;
  close(): Promise<void>;
}

/** Opens a road to a port of this machine, whatever listens there at the time. */
export async function openRoad(to: number, chance: Chance): Promise<Road> {
  let weather: Weather | 'closed' = {};
  const tally = Object.fromEntries([...blows, 'cut'].map((name) => [name, 0])) as Record<Blow | 'cut', number>; // all of them
  const lines = new Set<Socket>();
  const agent = new Agent({ keepAlive: true });
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    outgoing.on('error', () => undefined);
    const blow = weather === 'closed' ? 'dropRequest' : drawn(weather, chance, incoming);
    if (blow !== undefined) tally[blow] += 1;
    travel({ to, agent, chance }, blow, incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  server.on('connection', (line: Socket) => {
    if (weather === 'closed') line.destroy();
    lines.add(line);
    line.on('close', () => lines.delete(line));
  });
  server.on('clientError', (_error, line) => line.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  const cut = () => {
    tally.cut += lines.size;
    for (const line of lines) line.destroy();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    tally,
    set(next) {
      weather = next;
      if (next === 'closed') cut();
    },
    cut,
    async close() {
      agent.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}

function drawn(weather: Weather, chance: Chance, { method, url }: IncomingMessage): Blow | undefined {
  let left = chance.next();
  for (const blow of blows) {
    left -= weather[blow] ?? 0;
    if (left < 0) return blow === 'spoil' && !(method === 'PATCH' && url?.startsWith('/files')) ? undefined : blow;
  }
  return undefined;
}

interface Way {
  readonly to: number;
  readonly agent: Agent;
  readonly chance: Chance;
}

async function travel(way: Way, blow: Blow | undefined, incoming: IncomingMessage, outgoing: ServerResponse) {
  const { chance } = way;
  if (blow === 'dropRequest') return void incoming.socket.destroy();
  if (blow === 'stall') return void incoming.resume();
  const body = await bodyOf(incoming);
  if (blow === 'portal') return portal(chance, incoming, outgoing);
  if (blow === 'stumble' && chance.hits(0.5)) return stumble(chance, outgoing);
  if (blow === 'late') await sleep(chance.between(50, 1_500));
  if (blow === 'spoil' && body.length > 0) body[Math.floor(chance.next() * body.length)] = chance.between(0, 255);
  if (blow === 'cutRequest') {
    await sendHalf(way, incoming, body);
    return void incoming.socket.destroy();
  }
  if (blow === 'twice')
    void send(way, incoming, body).then(
      (reply) => reply.resume(),
      () => undefined,
    );
  const reply = await send(way, incoming, body);
  switch (blow) {
    case 'dropReply':
      reply.resume();
      return void incoming.socket.destroy();
    case 'silence':
      return void reply.resume();
    case 'stumble':
      reply.resume();
      return stumble(chance, outgoing);
    case 'cutReply':
    case 'shortReply': {
      const whole = await bodyOf(reply);
      const half = whole.subarray(0, Math.floor(whole.length * chance.next()));
      const length = blow === 'shortReply' ? half.length : whole.length;
      outgoing.writeHead(reply.statusCode ?? 502, { ...reply.headers, 'content-length': length });
      outgoing.write(half, () => (blow === 'shortReply' ? outgoing.end() : incoming.socket.destroy()));
      return;
    }
    default:
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.on('error', () => incoming.socket.destroy());
      reply.pipe(outgoing);
  }
}

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer); // no encoding is set: bytes
  return Buffer.concat(parts);
}

function asked({ to, agent }: Way, { method, url, headers }: IncomingMessage) {
  return request({ host: '127.0.0.1', port: to, method, path: url, headers, agent });
}

function send(way: Way, incoming: IncomingMessage, body: Buffer, outgoing?: ServerResponse): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const onward = asked(way, incoming);
    onward.on('response', resolve);
    onward.on('error', reject);
    // A client that has gone away ends its live stream too.
    outgoing?.once('close', () => {
      if (!outgoing.writableFinished) onward.destroy();
    });
    onward.end(body);
  });
}

function sendHalf(way: Way, incoming: IncomingMessage, body: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const onward = asked(way, incoming);
    onward.on('error', () => resolve());
    onward.on('close', () => resolve());
    onward.write(body.subarray(0, Math.floor(body.length / 2)), () => onward.destroy());
  });
}

function stumble(chance: Chance, outgoing: ServerResponse): void {
  const status = chance.pick([500, 502, 503, 429]);
  const headers = { 'content-type': 'text/html', ...(status === 429 ? { 'retry-after': '1' } : {}) };
  outgoing.writeHead(status, headers).end(`<html><body><h1>${status}</h1></body></html>`);
}

/** Sign in to this network: as a page in place of the answer, as a redirect, or as JSON that is not ours. */
function portal(chance: Chance, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const page =
    '<!doctype html><html><title>Wi-Fi</title><form action="/login">欢迎使用无线网络，请先登录</form></html>';
  switch (chance.pick(['page', 'redirect', 'json', 'required'] as const)) {
    case 'page':
      outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
      break;
    case 'redirect':
      outgoing.writeHead(302, { location: `http://${incoming.headers.host}/portal-login` }).end();
      break;
    case 'json':
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"login":"required"}');
      break;
    case 'required':
      outgoing.writeHead(511, { 'content-type': 'text/html' }).end(page);
  }
}
