import type { ChangeFeed } from '../../infra/change-feed.ts';
import type { Database } from '../../infra/database.ts';
import type { Logger } from '../../infra/logger.ts';
import type { SecretKeys } from '../../infra/secret-keys.ts';
import { postJson, signature } from './send.ts';
import { openWebhookSecret } from './webhook-secrets.ts';
import { settleAttempt, sweepDeliveries, type TakenDelivery, takeDue } from './webhooks.repository.ts';

/** Sends what stands in the outbox. */
export interface Dispatcher {
  /** Looks now. */
  wake(): void;
  /** Takes nothing more and waits for what is under way. */
  close(): Promise<void>;
}

const batch = 16;
const leaseSeconds = 60;
const pollMs = 5_000;
const sweepMs = 3_600_000;
const keptDays = 30;

/** Waits between the attempts, in seconds: some for a restart, more for a night; after a good day it is left as failed. */
const waits = [10, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 28_800] as const;

/** How long to wait after so many attempts; null when it is enough. */
function waitAfter(attempts: number): number | null {
  return waits[attempts - 1] ?? null;
}

/**
 * Starts sending, at each change and every few seconds. Any number of processes may do so: a delivery is taken by one. It is
 * made at least once (a process may die between the sending and the noting), in no order.
 */
export function openDispatcher(deps: {
  database: Database;
  logger: Logger;
  feed: ChangeFeed;
  keys: SecretKeys;
}): Dispatcher {
  const { prisma } = deps.database;
  let closed = false;
  let running: Promise<void> | undefined;
  let again = false;

  async function work(): Promise<void> {
    do {
      again = false;
      const taken = await takeDue(prisma, batch, leaseSeconds);
      await Promise.all(taken.map((one) => deliver(deps, one)));
      if (taken.length > 0) again = true;
    } while (again && !closed);
  }

  function wake(): void {
    if (closed) return;
    again = true;
    running ??= work()
      .catch((error: unknown) => deps.logger.warn({ err: error }, 'webhooks could not be sent'))
      .finally(() => {
        running = undefined;
      });
  }

  const stopListening = deps.feed.onChange(wake);
  const poll = setInterval(wake, pollMs);
  const sweep = setInterval(() => {
    sweepDeliveries(prisma, keptDays).catch((error: unknown) => deps.logger.warn({ err: error }, 'sweep failed'));
  }, sweepMs);
  for (const timer of [poll, sweep]) timer.unref();
  return {
    wake,
    async close() {
      closed = true;
      stopListening();
      for (const timer of [poll, sweep]) clearInterval(timer);
      await running;
    },
  };
}

async function deliver(
  { database: { prisma }, keys }: { database: Database; keys: SecretKeys },
  delivery: TakenDelivery,
): Promise<void> {
  const { bureauId, id, event, entityId, revision, createdAt, attempts, webhookId, url } = delivery;
  const secret = openWebhookSecret(keys, { bureauId, id: webhookId }, delivery.sealed);
  if (secret === undefined) {
    const failed = { delivered: false, status: null, error: 'ERR_SECRET_SEALED', again: waitAfter(attempts) };
    return settleAttempt(prisma, delivery, failed);
  }
  const body = JSON.stringify({ id, event, entityId, revision, at: createdAt.toISOString() });
  const sent = await postJson(url, body, {
    'user-agent': 'Huiyin',
    'huiyin-delivery': id,
    'huiyin-signature': signature(secret, Math.floor(Date.now() / 1000), body),
  });
  const status = 'status' in sent ? sent.status : null;
  const delivered = status !== null && status >= 200 && status < 300;
  const error = 'error' in sent ? sent.error : null;
  await settleAttempt(prisma, delivery, { delivered, status, error, again: delivered ? null : waitAfter(attempts) });
}
