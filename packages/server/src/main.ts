// The server process, from settings to the line "Huiyin ready". Progress goes to standard output, the log to standard error.
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from './app.ts';
import { ensureDemo, isDemo } from './demo/demo.ts';
import { demoPassword, demoPeople } from './demo/people.ts';
import { type Env, readEnv } from './env.ts';
import { systemClock } from './infra/clock.ts';
import { type Database, migrate, openDatabase, waitForDatabase } from './infra/database.ts';
import { hasEmbeddedPostgres, startEmbeddedPostgres } from './infra/embedded-postgres.ts';
import { createLogger, type Logger } from './infra/logger.ts';
import { openSecretKeys, readSecretKeys, type SecretKeys } from './infra/secret-keys.ts';
import { StartProblem } from './infra/start-problem.ts';
import { serveStatic } from './infra/static.ts';
import { listen } from './infra/web-server.ts';
import { accountTable, startLines, startProblemMessage } from './messages/start.ts';
import { keepSweeping } from './modules/attachments/sweep.ts';
import { attachmentUploads } from './modules/attachments/uploads.ts';
import { setupNeeded } from './modules/people/people.usecases.ts';
import { sealPushKeys } from './modules/push/push-keys.ts';
import { fillCaseKeys } from './modules/repeats/case-keys.ts';
import { sealWebhookSecrets } from './modules/webhooks/webhook-secrets.ts';
import { fillHolders, holdersToFill } from './modules/work-lists/fill-holders.ts';
import { fillTurns } from './modules/work-lists/fill-turns.ts';

const appFolder = resolve(import.meta.dirname, '../../pwa/dist');
/** A stop that takes longer is broken off: PostgreSQL goes on by itself, and the next start adopts it. */
const STOP_TIME = 9_500;
/** npm passes a terminal's Ctrl-C on a second time at once: only a later one is a person insisting. */
const INSISTING = 800;
/** From so many cases on a change of the database's structure takes long enough to be told of. */
const manyCases = 20_000;

/** What has been started, oldest first: stopped in the opposite order. */
const running: (() => Promise<void>)[] = [];
/** Aborted when a stop is asked for while the server is still starting. */
const interruption = new AbortController();
const clock = systemClock;

async function start(env: Env, logger: Logger): Promise<void> {
  const place = { host: env.host, port: env.port, https: env.secureCookies };
  const web = await listen(place, (error, id) => logger.error({ err: error, id }, 'request failed'));
  running.push(() => web.close());
  const files = serveStatic(appFolder);
  if (!files) throw new StartProblem('app-not-built', { folder: appFolder });
  const address = `http://${shownHost(env.host)}:${web.port}`;
  const database = await startDatabase(env, address, logger);
  interruption.signal.throwIfAborted();
  console.log(startLines.migrate);
  // Of a large database a structure is changed in minutes: whoever waits sees at what.
  const applied = await migrate(database.url, (name, cases) => {
    if (cases >= manyCases) console.log(startLines.migrating(name, cases));
  });
  if (applied.length > 0) console.log(startLines.migrated(applied.length));
  const meant = await holdersToFill(database);
  if (meant >= manyCases) console.log(startLines.holders(meant));
  await fillHolders(database, clock.today());
  await fillTurns(database, clock.today());
  const secretKeys = env.secretKeys ?? (await readSecretKeys(env.dataFolder));
  const keys = openSecretKeys(secretKeys);
  await sealWebhookSecrets({ database, keys, logger });
  await sealPushKeys({ database, keys });
  if (env.demo) await makeDemo(database, keys);
  interruption.signal.throwIfAborted();
  console.log(startLines.app);
  const setupCode = randomBytes(6).toString('hex');
  const folder = join(env.dataFolder, 'files');
  const { secureCookies, trustProxy, redisUrl, metricsToken, pushServices, pushContact } = env;
  const common = { secureCookies, trustProxy, redisUrl, metricsToken, secretKeys, pushServices, pushContact };
  const settings = { ...common, production: true, setupCode, jobs: true, filesFolder: folder };
  const app = createApp({ database, clock, logger, settings });
  running.push(() => app.close());
  const uploads = await attachmentUploads({ database, clock, logger }, { folder, trustProxy });
  const filling = new AbortController();
  const filled = fillCaseKeys(database, filling.signal).catch((err: unknown) => logger.error({ err }, 'case keys'));
  running.push(async () => {
    filling.abort();
    await filled;
  });
  const stopSweeping = keepSweeping({ database, clock, folder }, logger);
  running.push(async () => stopSweeping());
  console.log(startLines.listen);
  web.serve([app.handle, uploads, files], app.upgrade);
  // In one piece: whoever waits for the first line has the rest as well.
  console.log([`Huiyin ready: ${address}`, ...(await accountLines(database, address, setupCode))].join('\n'));
}

async function makeDemo(database: Database, keys: SecretKeys): Promise<void> {
  console.log(startLines.demo);
  const from = performance.now();
  const { commands, left } = await ensureDemo({ database, clock, keys, signal: interruption.signal });
  if (commands > 0) console.log(startLines.demoWritten(commands, ((performance.now() - from) / 1000).toFixed(1)));
  if (left > 0) console.log(startLines.demoLeft(left));
}

/** The demo accounts, or the code that makes the first administrator; nothing once the bureau is somebody's own. */
async function accountLines(database: Database, address: string, setupCode: string): Promise<readonly string[]> {
  if (await isDemo(database)) return [accountTable(demoPassword, demoPeople)];
  return (await setupNeeded({ database, clock })) ? [startLines.setupCode(address, setupCode)] : [];
}

async function startDatabase(env: Env, address: string, logger: Logger): Promise<Database> {
  let url = env.databaseUrl;
  if (url === undefined) {
    const exists = await hasEmbeddedPostgres(env.dataFolder);
    console.log(exists ? startLines.database.embedded : startLines.database.embeddedFirst);
    const postgres = await startEmbeddedPostgres(env.dataFolder, `pid ${process.pid}, ${address}`, (problem) =>
      logger.error(
        { err: problem },
        problem === undefined ? 'PostgreSQL had ended; started again' : 'PostgreSQL is away',
      ),
    );
    running.push(() => postgres.stop());
    if (postgres.adopted) console.log(startLines.adopted);
    url = postgres.url;
  } else {
    console.log(startLines.database.given);
    await waitForDatabase(url, (where, attempt) => console.log(startLines.waiting(where, attempt)));
  }
  const database = openDatabase(url, (error) => logger.error({ err: error }, 'database connection lost'));
  running.push(() => database.close());
  return database;
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

let stoppingSince: number | undefined;
let starting: Promise<void> | undefined;

/** Stops everything in order; each part knows its own time, and all of it together has ten seconds. */
async function stop(code: number, logger: Logger): Promise<never> {
  stoppingSince = Date.now();
  interruption.abort();
  const all = (async () => {
    // A start under way comes to its next halt first, so that nothing is left running unknown to us.
    await starting?.catch(() => undefined);
    for (const part of running.toReversed()) {
      await part().catch((error: unknown) => logger.error({ err: error }, 'stop failed'));
    }
    return true;
  })();
  const whole = await Promise.race([all, sleep(STOP_TIME, false)]);
  if (code === 0) console.log(whole ? startLines.stopped : startLines.forced);
  process.exit(code);
}

function stopOnSignals(logger: Logger): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stoppingSince === undefined) {
        console.log(startLines.stopping);
        void stop(0, logger);
      } else if (Date.now() - stoppingSince > INSISTING) {
        console.log(startLines.forced);
        process.exit(1);
      }
    });
  }
}

async function main(): Promise<void> {
  const settings = readEnv();
  if (!settings.ok) {
    for (const { message } of settings.problems) console.error(message);
    process.exit(2);
  }
  const logger = createLogger(settings.env.logLevel);
  stopOnSignals(logger);
  starting = start(settings.env, logger);
  const problem: unknown = await starting.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (problem === undefined || interruption.signal.aborted) return;
  if (problem instanceof StartProblem) console.error(startProblemMessage(problem));
  else console.error(startLines.unexpected, problem);
  await stop(1, logger);
}

await main();
