import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverRefusal } from '../messages/refusals.ts';
import { isDatabaseAway } from './database-errors.ts';
import { refuse } from './refuse.ts';
import { errorCode, StartProblem } from './start-problem.ts';
import { securityHeaders } from './static.ts';

/** A part of the server: answers the request and says true, or leaves it to the next and says false. */
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** Takes a connection over that asks to become a WebSocket. */
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** The HTTP server of one process. */
export interface WebServer {
  readonly port: number;
  /** Until this is called every request is answered with 503 and the word that the server is starting. */
  serve(handlers: readonly Handler[], upgrade?: Upgrade): void;
  /** Takes no new connection, ends live streams, lets running requests finish for a moment, then closes the rest. */
  close(): Promise<void>;
}

/** Of the ten seconds a stop may take in all. */
const FINISH_TIME = 2_000;
const yearSeconds = 31_536_000;

/** Where a server listens. */
interface Listening {
  readonly host: string;
  readonly port: number;
  /** People reach it by HTTPS, through a proxy: browsers are told never to go there without. */
  readonly https: boolean;
}

/**
 * Takes the port before anything else is done, so that a second start fails before it touches the database. A request that breaks is
 * told to `onError` under the id that its answer names.
 * @throws StartProblem port-taken (owner=huiyin when another Huiyin answers there), port-forbidden, host-unknown
 */
export async function listen(
  { host, port, https }: Listening,
  onError: (error: unknown, id: string) => void,
): Promise<WebServer> {
  let handlers: readonly Handler[] | undefined;
  let upgrade: Upgrade | undefined;
  let closing = false;
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (https) response.setHeader('strict-transport-security', `max-age=${yearSeconds}`);
    response.setHeader('server', 'Huiyin');
    if (!handlers || closing) return unavailable(request, response);
    answer(handlers, request, response).catch((error: unknown) => {
      const id = randomUUID();
      onError(error, id);
      if (response.headersSent) response.destroy();
      else if (isDatabaseAway(error)) refuse(request, response, 503, serverRefusal('database-unavailable'));
      else refuse(request, response, 500, serverRefusal('internal-error', { id }));
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (upgrade && !closing) upgrade(request, socket, head);
    else socket.end('HTTP/1.1 503 Service Unavailable\r\nretry-after: 2\r\nconnection: close\r\n\r\n');
  });
  // Uploads over a weak signal may take minutes; a client that sends no complete header is let go after 30 s, and one that
  // neither sends nor takes anything after two minutes (live streams have their heartbeats).
  server.requestTimeout = 600_000;
  server.timeout = 120_000;
  server.headersTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  const address = await new Promise<number>((done, fail) => {
    server.once('error', fail);
    server.listen({ host, port, exclusive: true }, () => {
      const bound = server.address();
      done(typeof bound === 'object' && bound ? bound.port : port);
    });
  }).catch(async (error: unknown) => {
    throw await listenProblem(error, host, port);
  });
  return {
    port: address,
    serve(parts, takeOver) {
      handlers = parts;
      upgrade = takeOver;
    },
    async close() {
      closing = true;
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const response of open) if (isStream(response)) response.destroy();
      server.closeIdleConnections();
      await Promise.race([closed, sleep(FINISH_TIME, undefined, { ref: false })]);
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(handlers: readonly Handler[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const handler of handlers) if (await handler(request, response)) return;
  refuse(request, response, 404, serverRefusal('unknown-address'));
}

function unavailable(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('retry-after', '2').setHeader('connection', 'close');
  refuse(request, response, 503, serverRefusal('server-not-ready'));
}

function isStream(response: ServerResponse): boolean {
  return String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');
}

async function listenProblem(error: unknown, host: string, port: number): Promise<unknown> {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new StartProblem('port-taken', { port, owner: (await isHuiyin(host, port)) ? 'huiyin' : 'other' });
    case 'EACCES':
      return new StartProblem('port-forbidden', { port });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartProblem('host-unknown', { host });
    default:
      return error;
  }
}

async function isHuiyin(host: string, port: number): Promise<boolean> {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  try {
    const reply = await fetch(`http://${name}:${port}/healthz`, { signal: AbortSignal.timeout(1_500) });
    return reply.headers.get('server') === 'Huiyin';
  } catch {
    return false;
  }
}
