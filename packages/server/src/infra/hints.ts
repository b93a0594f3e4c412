import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { Database } from './database.ts';
import type { Logger } from './logger.ts';

/** What a hint is about: the change feed has grown · a session, an access token or a right has ended. */
type HintTopic = 'changes' | 'sessions';

/**
 * Words between the server processes of one database: "look again". They carry nothing, many become one, and nobody relies
 * on them: whoever listens also looks by itself, only later.
 */
export interface Hints {
  /** Tells this process at once and the others within moments. Call it after the commit. */
  send(topic: HintTopic): void;
  /** Calls back on hints from here and elsewhere, and whenever some may have been missed. */
  on(topic: HintTopic, listener: () => void): () => void;
  close(): Promise<void>;
}

/** The way to the other processes. */
interface Transport {
  publish(topic: HintTopic): Promise<unknown>;
  close(): Promise<void>;
}

const topics: readonly HintTopic[] = ['changes', 'sessions'];
const channelOf = (topic: HintTopic): string => `huiyin_${topic}`;
const coalesceMs = 25;
const reconnectMs = 1_000;

/** Opens the hints of one process: by LISTEN/NOTIFY, or by Redis when it has an address for one. */
export function openHints(deps: {
  readonly database: Database;
  readonly logger: Logger;
  readonly redisUrl?: string | undefined;
}): Hints {
  const listeners = new Map<HintTopic, Set<() => void>>(topics.map((topic) => [topic, new Set()]));
  const waiting = new Map<HintTopic, NodeJS.Timeout>();
  let closed = false;
  const tell = (topic: HintTopic): void => {
    for (const listener of listeners.get(topic) ?? []) listener();
  };
  const transport =
    deps.redisUrl === undefined ? byPostgres(deps, tell) : byRedis(deps.redisUrl, deps.database.url, deps.logger, tell);

  return {
    send(topic) {
      if (closed) return;
      tell(topic);
      if (waiting.has(topic)) return;
      const publish = (): void => {
        waiting.delete(topic);
        transport.publish(topic).catch((error: unknown) => deps.logger.warn({ err: error }, 'hint not sent'));
      };
      waiting.set(topic, setTimeout(publish, coalesceMs));
    },
    on(topic, listener) {
      listeners.get(topic)?.add(listener);
      return () => listeners.get(topic)?.delete(listener);
    },
    async close() {
      closed = true;
      for (const timer of waiting.values()) clearTimeout(timer);
      await transport.close();
    },
  };
}

type Tell = (topic: HintTopic) => void;

/** NOTIFY in its own statement after the commit: inside the write it would take a lock that all commits wait for. */
function byPostgres({ database, logger }: { database: Database; logger: Logger }, tell: Tell): Transport {
  const closing = new AbortController();
  const listening = listen(database.url, tell, logger, closing.signal);
  return {
    publish: (topic) => database.pool.query(`notify ${channelOf(topic)}`),
    async close() {
      closing.abort();
      await listening;
    },
  };
}

async function listen(url: string, tell: Tell, logger: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const client = new Client({ connectionString: url, application_name: 'huiyin hints', keepAlive: true });
    const lost = new Promise<void>((resolve) => {
      client.once('error', () => resolve());
      client.once('end', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    client.on('error', () => undefined);
    client.on('notification', ({ channel }) => {
      for (const topic of topics) if (channelOf(topic) === channel) tell(topic);
    });
    try {
      await client.connect();
      for (const topic of topics) await client.query(`listen ${channelOf(topic)}`);
      for (const topic of topics) tell(topic);
      await lost;
    } catch (error) {
      logger.warn({ err: error }, 'cannot listen for hints; looking by itself meanwhile');
    }
    await client.end().catch(() => undefined);
    if (!signal.aborted) await sleep(reconnectMs, undefined, { signal }).catch(() => undefined);
  }
}

/** One Redis may serve several databases: the channel's name holds which one. */
function byRedis(url: string, databaseUrl: string, logger: Logger, tell: Tell): Transport {
  const { host, pathname } = new URL(databaseUrl);
  const nameOf = (topic: HintTopic): string => `${channelOf(topic)}@${host}${pathname}`;
  const options = { enableOfflineQueue: false, maxRetriesPerRequest: 0, lazyConnect: false };
  const [sending, receiving] = [new Redis(url, options), new Redis(url, options)];
  for (const client of [sending, receiving]) {
    client.on('error', (error: Error) => logger.warn({ err: error }, 'Redis is away; looking by itself meanwhile'));
  }
  receiving.on('ready', () => {
    receiving.subscribe(...topics.map(nameOf)).then(
      () => topics.forEach(tell),
      (error: unknown) => logger.warn({ err: error }, 'cannot subscribe to Redis'),
    );
  });
  receiving.on('message', (channel: string) => {
    for (const topic of topics) if (nameOf(topic) === channel) tell(topic);
  });
  return {
    publish: (topic) => sending.publish(nameOf(topic), ''),
    async close() {
      for (const client of [sending, receiving]) client.disconnect();
    },
  };
}
