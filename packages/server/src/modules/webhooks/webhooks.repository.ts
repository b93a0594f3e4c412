import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';

/** What a webhook may be told of: that something of this kind has changed. */
export type WebhookEvent = 'petitionCase' | 'outreachVisit';

/** An address of another program (回调地址), without its secret. */
export interface WebhookRow {
  readonly bureauId: string;
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly createdAt: Date;
  readonly pausedAt: Date | null;
}

/** One telling, done or to be done. */
export interface DeliveryRow {
  readonly id: string;
  /** A {@link WebhookEvent}, or `test`. */
  readonly event: string;
  readonly entityId: string;
  readonly state: 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly createdAt: Date;
  readonly nextAt: Date;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly settledAt: Date | null;
}

const columns = Prisma.sql`bureau_id as "bureauId", id, name, url, events, created_at as "createdAt", paused_at as "pausedAt"`;

/** All webhooks of a bureau, by name. */
export function listWebhooks(db: PrismaClient, bureauId: string): Promise<WebhookRow[]> {
  return db.$queryRaw<WebhookRow[]>`select ${columns} from webhook where bureau_id = ${bureauId} order by name, id`;
}

const deliveriesShown = 20;

/** The newest deliveries of each of these webhooks, by webhook. */
export async function latestDeliveries(
  db: PrismaClient,
  bureauId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly DeliveryRow[]>> {
  const rows = await db.$queryRaw<(DeliveryRow & { webhookId: string })[]>`
    select d.* from unnest(${[...ids]}::text[]) as w(id), lateral (
      select webhook_id as "webhookId", id::text, event, entity_id as "entityId", state, attempts, created_at as "createdAt",
        next_at as "nextAt", last_status as "lastStatus", last_error as "lastError", settled_at as "settledAt"
      from webhook_delivery where bureau_id = ${bureauId} and webhook_id = w.id order by webhook_delivery.id desc
      limit ${deliveriesShown}::int) d`;
  return Map.groupBy(rows, ({ webhookId }) => webhookId);
}

/** One webhook, locked until the transaction ends. */
export async function lockWebhook(tx: Transaction, bureauId: string, id: string): Promise<WebhookRow | undefined> {
  const [row] = await tx.query<WebhookRow>(
    Prisma.sql`select ${columns} from webhook where bureau_id = ${bureauId} and id = ${id} for update`,
  );
  return row;
}

/** Adds a webhook. */
export async function insertWebhook(
  tx: Transaction,
  { bureauId, id, name, url, events }: Omit<WebhookRow, 'createdAt' | 'pausedAt'>,
  made: { readonly sealed: string; readonly by: string; readonly at: string },
): Promise<void> {
  await tx.query(Prisma.sql`
    insert into webhook (bureau_id, id, name, url, secret, events, created_by, created_at)
    values (${bureauId}, ${id}, ${name}, ${url}, ${made.sealed}, ${[...events]}, ${made.by}, ${made.at}::timestamptz)`);
}

/** Pauses a webhook (an ISO instant) or lets it go on (null). While it is paused nothing is put down for it. */
export async function setPaused(tx: Transaction, bureauId: string, id: string, at: string | null): Promise<void> {
  await tx.query(
    Prisma.sql`update webhook set paused_at = ${at}::timestamptz where bureau_id = ${bureauId} and id = ${id}`,
  );
}

/** Takes a webhook away, with what it was still to be told. */
export async function deleteWebhook(tx: Transaction, bureauId: string, id: string): Promise<void> {
  await tx.query(Prisma.sql`delete from webhook_delivery where bureau_id = ${bureauId} and webhook_id = ${id}`);
  await tx.query(Prisma.sql`delete from webhook where bureau_id = ${bureauId} and id = ${id}`);
}

/** Puts down a telling that nothing but the administrator asked for. */
export async function insertTest(tx: Transaction, bureauId: string, webhookId: string): Promise<void> {
  await tx.query(Prisma.sql`
    insert into webhook_delivery (bureau_id, webhook_id, event, entity_id)
    values (${bureauId}, ${webhookId}, 'test', '')`);
}

/** Makes a delivery wait anew, from its first attempt; false when there is none. */
export async function resend(tx: Transaction, bureauId: string, id: string): Promise<boolean> {
  if (!/^\d{1,18}$/.test(id)) return false;
  const rows = await tx.query<{ id: string }>(Prisma.sql`
    update webhook_delivery set state = 'waiting', attempts = 0, next_at = now(), settled_at = null
    where bureau_id = ${bureauId} and id = ${id}::bigint returning id::text`);
  return rows.length > 0;
}

/** A delivery that this process has taken. */
export interface TakenDelivery {
  readonly bureauId: string;
  readonly id: string;
  readonly event: string;
  readonly entityId: string;
  readonly revision: string;
  readonly createdAt: Date;
  readonly attempts: number;
  readonly webhookId: string;
  readonly url: string;
  /** Sealed: see webhook-secrets.ts. */
  readonly sealed: string;
}

/**
 * Takes deliveries that are due, oldest first, for `leaseSeconds`: no other process takes them meanwhile, and should this
 * one die, they are due again afterwards.
 */
export function takeDue(db: PrismaClient, limit: number, leaseSeconds: number): Promise<TakenDelivery[]> {
  return db.$queryRaw<TakenDelivery[]>`
    with due as (
      select d.bureau_id, d.id from webhook_delivery d
      where d.bureau_id in (select id from bureau) and d.state = 'waiting' and d.next_at <= now()
      order by d.next_at limit ${limit}::int for update skip locked
    )
    update webhook_delivery d set attempts = d.attempts + 1, next_at = now() + make_interval(secs => ${leaseSeconds}::int)
    from due, webhook w
    where d.bureau_id = due.bureau_id and d.id = due.id and w.bureau_id = d.bureau_id and w.id = d.webhook_id
    returning d.bureau_id as "bureauId", d.id::text, d.event, d.entity_id as "entityId", d.revision::text,
      d.created_at as "createdAt", d.attempts, w.id as "webhookId", w.url, w.secret as sealed`;
}

/** How one attempt ended. `again`: seconds until the next; null when there is none. */
export interface Attempt {
  readonly delivered: boolean;
  readonly status: number | null;
  readonly error: string | null;
  readonly again: number | null;
}

/** Notes an attempt. */
export async function settleAttempt(
  db: PrismaClient,
  { bureauId, id }: Pick<TakenDelivery, 'bureauId' | 'id'>,
  { delivered, status, error, again }: Attempt,
): Promise<void> {
  const state = delivered ? 'delivered' : again === null ? 'failed' : 'waiting';
  await db.$executeRaw`
    update webhook_delivery set state = ${state}, last_status = ${status}::int, last_error = ${error},
      next_at = now() + make_interval(secs => ${again ?? 0}::int),
      settled_at = case when ${state} = 'waiting' then null else now() end
    where bureau_id = ${bureauId} and id = ${id}::bigint`;
}

/** Lets go of what was settled long ago. */
export async function sweepDeliveries(db: PrismaClient, days: number): Promise<void> {
  await db.$executeRaw`
    delete from webhook_delivery where bureau_id in (select id from bureau) and state <> 'waiting'
      and settled_at < now() - make_interval(days => ${days}::int)`;
}
