import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentNode } from 'graphql';
import type { RequestContext, Services, Settings } from './context.ts';
import { openShortWay, type ShortWay } from './graphql/compiled.ts';
import { openDocuments } from './graphql/documents.ts';
import { type Asked, largestBody, readAsked, readBody, sendRefusal, sendResponse } from './graphql/http.ts';
import { malformed } from './graphql/mistakes.ts';
import { RefusalError } from './graphql/refusal.ts';
import { schema } from './graphql/schema.ts';
import { openSockets, type StreamApi } from './graphql/sockets.ts';
import { createGraphql } from './graphql/yoga.ts';
import { openChangeFeed } from './infra/change-feed.ts';
import type { Clock } from './infra/clock.ts';
import type { Database } from './infra/database.ts';
import { openHints } from './infra/hints.ts';
import { openJobs } from './infra/jobs.ts';
import type { Logger } from './infra/logger.ts';
import { type Metrics, openMetrics } from './infra/metrics.ts';
import { fromOwnOrigin } from './infra/own-origin.ts';
import { newSecretKey, openSecretKeys } from './infra/secret-keys.ts';
import { jobsOf } from './jobs.ts';
import { requestFaults } from './messages/malformed.ts';
import { serverRefusal } from './messages/refusals.ts';
import { answerDocuments } from './modules/documents/documents.http.ts';
import { eventReceiver, openCountStreams } from './modules/live/count-streams.ts';
import { openLiveCounts } from './modules/live/live-counts.usecases.ts';
import { bearerOf, sameSecret } from './modules/people/access-tokens.ts';
import { createRateLimits } from './modules/people/rate-limits.ts';
import { watchSessions } from './modules/people/session-watch.ts';
import { answerCalendarFeed } from './modules/reception/calendar-feed.ts';
import { keepFigures } from './modules/reports/kept-figures.ts';
import { answerReports } from './modules/reports/reports.http.ts';
import { openDispatcher } from './modules/webhooks/dispatch.ts';
import { answerExports } from './modules/work-lists/exports.http.ts';
import { contextOf, rememberedContext } from './request-context.ts';

/** What the app is made of. */
export interface AppDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: Settings;
}

/** The API as one part of an HTTP server. */
export interface App {
  /** Answers a WebSocket on /graphql; refuses every other upgrade. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Answers /graphql, /healthz and calendar feeds and says true; leaves every other path to the next part. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  close(): Promise<void>;
}

const healthMs = 2_000;

/** What answers on /graphql. */
interface Api extends StreamApi {
  readonly shortWay: ShortWay;
}

/** Puts the API together over an open, migrated database. */
export function createApp(deps: AppDeps): App {
  const { settings, logger } = deps;
  const hints = openHints({ ...deps, redisUrl: settings.redisUrl });
  const feed = openChangeFeed({ ...deps, hints });
  const sessions = watchSessions({ ...deps, hints });
  const keys = openSecretKeys(settings.secretKeys ?? [newSecretKey()]);
  const { streamsPerPerson = 200, heartbeatMs = 5_000, coalesceMs = 250 } = settings;
  const streams = { streamsPerPerson, heartbeatMs, coalesceMs };
  const services: Services = {
    ...deps,
    feed,
    sessions,
    limits: createRateLimits(settings.publicRequestsPerMinute ?? 120),
    liveCounts: openLiveCounts({ ...deps, feed, sessions, ...streams }),
    figures: keepFigures({ ...deps, feed }),
    webhooks: openDispatcher({ ...deps, feed, keys }),
    metrics: openMetrics(deps.database),
    keys,
  };
  const jobs = deps.settings.jobs ? openJobs(deps, jobsOf(services)) : undefined;
  const graphql = createGraphql(logger);
  const checks = () => {
    const { parse, validate } = graphql.getEnveloped({});
    return { parse, validate: (document: DocumentNode) => validate(schema, document) };
  };
  const api: Api = {
    services,
    graphql,
    documents: openDocuments(checks),
    checks,
    countStreams: openCountStreams(schema),
    shortWay: openShortWay(schema),
  };
  const sockets = openSockets(api);
  const { metrics, liveCounts } = services;
  metrics.gauge('huiyin_live_streams', 'Live streams open now.', () => liveCounts.slots.count());
  return {
    upgrade: sockets.upgrade,
    async handle(request, response) {
      const path = request.url?.split('?')[0] ?? '';
      measure(metrics, path, response);
      if (path === '/healthz') await health(deps, response);
      else if (path === '/metrics') await answerMetrics(services, request, response);
      else if (await answerCalendarFeed(services, request, response)) return true;
      else if (path === '/graphql') await answerGraphql(api, request, response);
      else if (await answerReports(services, request, response)) return true;
      else if (await answerExports(services, request, response)) return true;
      else return answerDocuments(services, request, response);
      return true;
    },
    async close() {
      sockets.close();
      await jobs?.close();
      sessions.close();
      services.liveCounts.close();
      await services.webhooks.close();
      await services.figures.close();
      feed.close();
      await hints.close();
    },
  };
}

/** Few labels, whatever paths are asked for. */
function measure(metrics: Metrics, path: string, response: ServerResponse): void {
  const began = performance.now();
  const route = ['/graphql', '/healthz', '/metrics'].find((known) => known === path) ?? 'other';
  response.once('close', () => metrics.request(route, response.statusCode, (performance.now() - began) / 1000));
}

/** On this machine, not through a proxy, or with the operator's token. */
async function answerMetrics(
  { settings, metrics }: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { headers, socket } = request;
  const near = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '');
  const proxied = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  const { metricsToken } = settings;
  const shown = bearerOf(headers.authorization) ?? '';
  const allowed = metricsToken === undefined ? near && !proxied : sameSecret(shown, metricsToken);
  if (!allowed) return sendRefusal(response, 403, serverRefusal('forbidden'));
  const { type, body } = await metrics.text();
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}

async function health({ database }: AppDeps, response: ServerResponse): Promise<void> {
  const asked = database.pool.query('select 1').then(
    () => true,
    () => false,
  );
  const well = await Promise.race([asked, sleep(healthMs, false, { ref: false })]);
  response.writeHead(well ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ status: well ? 'ok' : 'database-unavailable' }));
}

async function answerGraphql(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { services } = api;
  const post = request.method === 'POST';
  // Nothing of a petitioner is kept on the way, or in the browser's own files (docs/decisions/009).
  response.setHeader('cache-control', 'no-store');
  if (!post && request.method !== 'GET') {
    response.setHeader('allow', 'GET, POST');
    return sendRefusal(response, 405, malformed(requestFaults.method));
  }
  if (!acceptable.test(request.headers.accept ?? '*/*')) {
    return sendRefusal(response, 406, malformed(requestFaults.accept));
  }
  if (post && !fromOwnOrigin(request, services.settings.trustProxy))
    return sendRefusal(response, 403, serverRefusal('wrong-origin'));
  if (post && !/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return sendRefusal(response, 415, serverRefusal('unsupported-media-type'));
  }
  try {
    await answerOperation(api, request, response);
  } catch (error) {
    if (!(error instanceof RefusalError) || response.headersSent) throw error;
    sendRefusal(response, 400, error);
  }
}

/** Some form in which there are answers, by its whole name or by a star. */
const acceptable =
  /\*\/\*|application\/(\*|json|graphql-response\+json)|text\/(\*|event-stream)|multipart\/(\*|mixed)/i;

/** Reads what is asked for and has it answered; throws what is wrong with its shape (malformed-request). */
async function answerOperation(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { services } = api;
  const post = request.method === 'POST';
  const read = (body: Buffer | undefined) => readAsked(request.url ?? '', body);
  // A small body is read at once; it may be all that is needed: a query for plain data goes by the rights that its session had when
  // it last came, and is shown only when the proof that was read with the rows stands.
  const small = post && Number(request.headers['content-length']) <= largestBody.public;
  const early = small ? await readBody(request, 'public') : undefined;
  const remembered = early && rememberedContext(services, request, response);
  const askedEarly = remembered && read(early);
  if (askedEarly && (await answersShortly(api, remembered, request, askedEarly, response))) return;
  const context = await contextOf(services, request, response).catch((error: unknown) => {
    services.logger.error({ err: error }, 'session look-up failed');
    return undefined;
  });
  if (!context) return sendRefusal(response, 503, serverRefusal('database-unavailable'));
  const from = context.viewer || context.device ? 'signedIn' : 'public';
  const body = early ?? (post ? await readBody(request, from) : undefined);
  if (post && !body) {
    // A phone whose session has expired must not take its whole batch for refused: it signs in and sends it again.
    if (!context.viewer) return sendRefusal(response, 401, serverRefusal('unauthenticated'));
    return sendRefusal(response, 413, serverRefusal('request-too-large'));
  }
  const asked = askedEarly ?? read(body);
  if (streamsCounts(api, context, request, asked, response)) return;
  if (post && (await answersShortly(api, context, request, asked, response))) return;
  await answerByYoga(api, { context, asked }, request, response);
}

async function answerByYoga(
  { services, graphql }: Api,
  served: { readonly context: RequestContext; readonly asked: Asked },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && !name.startsWith(':'))
      headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const gone = new AbortController();
  if (response.closed) gone.abort();
  else response.once('close', () => gone.abort());
  const init = { method: request.method ?? 'GET', headers, signal: gone.signal };
  try {
    const answer = await graphql.fetch(`http://huiyin${request.url ?? '/graphql'}`, init, served);
    if (answer.status === 406) return sendRefusal(response, 406, malformed(requestFaults.accept));
    await sendResponse(response, answer, services.settings.heartbeatMs ?? 5_000);
  } catch (error) {
    // Whoever has left gets no answer, and nothing has failed.
    if (!gone.signal.aborted) throw error;
  }
}

/** Answers a query for plain data; false for everything else, which Yoga answers. */
async function answersShortly(
  { documents, shortWay }: Api,
  context: RequestContext,
  request: IncomingMessage,
  asked: Asked,
  response: ServerResponse,
): Promise<boolean> {
  const type = plainType(request);
  const sound = type === undefined ? undefined : documents(asked.text, asked.operationName);
  const answer = sound && (await shortWay(sound, asked.variables, context));
  if (answer === undefined) return false;
  // Whatever goes wrong with the look-up is said where sessions are looked up always.
  if (context.proof && !(await context.proof.stands().catch(() => false))) return false;
  response.writeHead(200, { 'content-type': type });
  response.end(answer);
  return true;
}

/** The media type of a plain answer, as GraphQL over HTTP has it; undefined for who asks for a stream only. */
function plainType({ headers: { accept = '*/*' } }: IncomingMessage): string | undefined {
  if (accept.includes('application/graphql-response+json')) return 'application/graphql-response+json; charset=utf-8';
  return /application\/json|\*\/\*/.test(accept) ? 'application/json; charset=utf-8' : undefined;
}

/** Takes over a subscription to live counts; false for everything else, which Yoga answers. */
function streamsCounts(
  { documents, countStreams }: Api,
  context: RequestContext,
  request: IncomingMessage,
  { text, operationName, variables }: Asked,
  response: ServerResponse,
): boolean {
  if (!request.headers.accept?.includes('text/event-stream')) return false;
  const sound = documents(text, operationName);
  if (!sound) return false;
  const asked = { ...sound, text, operationName, variables };
  const reader = countStreams.readerOf(asked, context);
  if (!reader) return false;
  try {
    const receiver = eventReceiver(response);
    const had = request.headers['last-event-id'];
    const last = Array.isArray(had) ? had[0] : had;
    response.once('close', countStreams.subscribe(asked, context, reader, receiver, last));
    receiver.open();
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    return false;
  }
  return true;
}
