import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, type ExecutionResult, type GraphQLError, OperationTypeNode } from 'graphql';
import { CloseCode, MessageType, type ServerOptions } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { Repeater } from 'graphql-yoga';
import { type WebSocket, WebSocketServer } from 'ws';
import type { RequestContext, Services } from '../context.ts';
import { fromOwnOrigin } from '../infra/own-origin.ts';
import { requestFaults } from '../messages/malformed.ts';
import type { CountStreams, Receiver } from '../modules/live/count-streams.ts';
import { contextOf } from '../request-context.ts';
import { type Checks, faultsOf, type openDocuments } from './documents.ts';
import { malformed } from './mistakes.ts';
import { schema } from './schema.ts';
import type { Graphql } from './yoga.ts';

// graphql-ws on /graphql, for programs that want a WebSocket: subscriptions only, everything else goes by HTTP. Live counts
// are executed and serialised once for all here too: the library, which would serialise them for each client, hands out the
// begin and the end of such a stream, and the same bytes are put between each client's own id and the last brace.

/** What answers live streams on /graphql. */
export interface StreamApi {
  readonly services: Services;
  readonly graphql: Graphql;
  readonly documents: ReturnType<typeof openDocuments>;
  /** The rules that documents are held against. */
  readonly checks: () => Checks;
  readonly countStreams: CountStreams;
}

/** The WebSockets of one process. */
export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** What is kept of a connection between its operations. */
type Kept = Extra & { context?: RequestContext };

/** An operation ready to run: the rules have been asked already. */
type Ready = ExecutionArgs & { readonly run: () => AsyncIterable<ExecutionResult> };

const largestMessage = 64 * 1024;

/** Opens the door for WebSockets. */
export function openSockets(api: StreamApi): Sockets {
  const { services } = api;
  const server = new WebSocketServer({ noServer: true, maxPayload: largestMessage });
  const options: ServerOptions<Record<string, unknown>, Kept> = {
    schema,
    async onConnect({ connectionParams, extra }) {
      const { authorization } = connectionParams ?? {};
      // A browser cannot set the header of a WebSocket: its program gives the token here.
      if (typeof authorization === 'string') extra.request.headers.authorization = authorization;
      const context = await contextOf(services, extra.request, { appendHeader: noReply });
      const reader = context.viewer ?? context.screen;
      if (!reader) return false;
      extra.context = context;
      const unwatch = services.sessions.watch(reader, () => extra.socket.close(CloseCode.Forbidden, 'Forbidden'));
      extra.socket.once('close', unwatch);
      return true;
    },
    onSubscribe: ({ extra }, id, params) => ready(api, extra, id, params),
    // onSubscribe answers nothing else
    subscribe: (args) => (args as Ready).run() as AsyncIterableIterator<ExecutionResult>,
  };
  const opened = useServer<Record<string, unknown>, { context?: RequestContext }>(options, server);
  return {
    upgrade(request, socket, head) {
      const wanted = request.url?.split('?')[0] === '/graphql' && fromOwnOrigin(request, services.settings.trustProxy);
      if (!wanted) return void socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request));
    },
    close() {
      for (const client of server.clients) client.close(CloseCode.InternalServerError, 'Stopping');
      void opened.dispose();
    },
  };
}

const noReply = (): never => {
  throw new Error('a WebSocket has no reply whose headers could be set');
};

interface Params {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
  readonly extensions?: Record<string, unknown> | null | undefined;
}

/** The operation of a subscribe message, or what is wrong with it. */
async function ready(
  { graphql, documents, checks, countStreams }: StreamApi,
  { context, socket }: Kept,
  id: string,
  { query: text, operationName, variables, extensions }: Params,
): Promise<Ready | readonly GraphQLError[]> {
  if (!context) return [malformed(requestFaults.notConnected)];
  const sound = documents(text, operationName ?? undefined);
  if (!sound) return faultsOf(checks(), text);
  if (sound.operation.operation !== OperationTypeNode.SUBSCRIPTION) return [malformed(requestFaults.subscriptionsOnly)];
  const asked = { ...sound, text, operationName: operationName ?? undefined, variables: variables ?? {} };
  const args = { schema, document: sound.document, operationName, variableValues: variables, contextValue: context };
  const reader = countStreams.readerOf(asked, context);
  if (reader) {
    const free = context.liveCounts.slots.isFull(reader.id);
    if (free) return [free];
    const receiver = socketReceiver(socket, id);
    // As `Last-Event-ID` of server-sent events: what the client had before a break.
    const { lastEventId } = extensions ?? {};
    const had = typeof lastEventId === 'string' ? lastEventId : undefined;
    const begin = (end: () => void) => countStreams.subscribe(asked, context, reader, receiver(end), had);
    return { ...args, run: () => untilLeft(begin) };
  }
  const { subscribe } = graphql.getEnveloped({ context });
  const started = await subscribe(args);
  if ('errors' in started && started.errors) return started.errors;
  return { ...args, run: () => started as AsyncIterable<ExecutionResult> }; // not a result with errors: the stream
}

/** Gives the library nothing to send, and ends when the stream does, here or at the client. */
function untilLeft(begin: (end: () => void) => () => void) {
  return new Repeater<ExecutionResult>(async (_push, stop) => {
    const leave = begin(stop);
    await stop;
    leave();
  });
}

/**
 * Writes live counts into a WebSocket, each as a message of this subscription. A slow client gets the newest when it has taken
 * what it was sent; a heartbeat repeats the last one with the instant at which it still stood.
 */
function socketReceiver(socket: WebSocket, id: string): (end: () => void) => Receiver {
  const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"${MessageType.Next}","payload":`);
  const tail = Buffer.from('}');
  let sending = false;
  let missed: Buffer | undefined;
  const send = (json: Buffer): void => {
    sending = true;
    socket.send(Buffer.concat([head, json, tail]), { binary: false }, () => {
      sending = false;
      const newest = missed;
      missed = undefined;
      if (newest && socket.readyState === socket.OPEN) send(newest);
    });
  };
  return (end) => ({
    next({ json }) {
      if (sending) missed = json;
      else send(json);
    },
    still(heartbeat) {
      if (!sending) send(heartbeat.json());
    },
    end,
  });
}
