import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';
import { sessionStillOpen } from '../people/sessions.ts';
import type { Viewer } from '../people/viewer.ts';

/** A browser that one has allowed to show reminders. */
export interface PushDeviceRow {
  readonly id: string;
  readonly deviceName: string;
  readonly sessionHash: string;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  /** Why the last message was not taken; null when it was. */
  readonly lastError: string | null;
}

/** What a message is sent with. */
export interface PushAddress {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

const shown = Prisma.sql`d.id, d.device_name as "deviceName", d.session_hash as "sessionHash", d.created_at as "createdAt",
  d.sent_at as "sentAt", d.last_error as "lastError"`;
/** With the sign-in ends what it has allowed, whatever ended it: nobody has to think of it. */
const signedIn = Prisma.sql`push_subscription d
  join session s on s.bureau_id = d.bureau_id and s.id_hash = d.session_hash
  join person p on p.bureau_id = d.bureau_id and p.id = d.person_id and p.disabled_at is null`;

/** One's own devices, the newest first. */
export function listPushDevices(db: PrismaClient, { bureauId, id }: Viewer, now: number): Promise<PushDeviceRow[]> {
  return db.$queryRaw<PushDeviceRow[]>`
    select ${shown} from ${signedIn}
    where d.bureau_id = ${bureauId} and d.person_id = ${id} and ${sessionStillOpen(now)} order by d.created_at desc, d.id`;
}

/** Keeps a device in place of the one that this sign-in, or this browser, had before; false when the person has `most` others. */
export async function savePushDevice(
  tx: Transaction,
  viewer: Viewer,
  given: PushAddress & { readonly id: string; readonly deviceName: string; readonly at: string; readonly most: number },
): Promise<boolean> {
  const { bureauId, id: personId, sessionHash } = viewer;
  const { id, deviceName, endpoint, p256dh, auth, at, most } = given;
  // A double tap comes twice at once.
  await tx.query(Prisma.sql`select pg_advisory_xact_lock(hashtextextended(${`push ${bureauId} ${personId}`}, 0))`);
  await tx.query(Prisma.sql`
    delete from push_subscription
    where bureau_id = ${bureauId} and (session_hash = ${sessionHash} or endpoint = ${endpoint})`);
  const others = await tx.query(Prisma.sql`
    select from ${signedIn}
    where d.bureau_id = ${bureauId} and d.person_id = ${personId} and ${sessionStillOpen(Date.parse(at))}`);
  if (others.length >= most) return false;
  await tx.query(Prisma.sql`
    insert into push_subscription (bureau_id, id, person_id, session_hash, device_name, endpoint, p256dh, auth, created_at,
      told_through, next_try_at)
    values (${bureauId}, ${id}, ${personId}, ${sessionHash}, ${deviceName}, ${endpoint}, ${p256dh}, ${auth},
      ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz)`);
  return true;
}

/** Takes one's own device away; false when there is none. */
export async function deletePushDevice(
  db: PrismaClient,
  { bureauId, personId, id }: { readonly bureauId: string; readonly personId: string; readonly id: string },
): Promise<boolean> {
  const { count } = await db.pushSubscription.deleteMany({ where: { bureauId, personId, id } });
  return count > 0;
}

/** A device and whose it is, with the rights of this moment. */
export interface PushTarget extends PushAddress {
  readonly id: string;
  readonly toldThrough: Date;
  readonly failures: number;
  readonly viewer: Viewer;
}

type TargetRow = Omit<PushTarget, 'viewer'> & { readonly viewer: Omit<Viewer, 'token'> };

/** A device whose sign-in still stands; undefined when it has ended. */
export async function findPushTarget(
  db: PrismaClient,
  { bureauId, id, now }: { readonly bureauId: string; readonly id: string; readonly now: number },
): Promise<PushTarget | undefined> {
  const [row] = await db.$queryRaw<TargetRow[]>`
    select d.id, d.endpoint, d.p256dh, d.auth, d.told_through as "toldThrough", d.failures,
      jsonb_build_object('bureauId', d.bureau_id, 'sessionHash', d.session_hash, 'id', p.id, 'username', p.username,
        'displayName', p.display_name, 'role', p.role, 'unitId', p.unit_id, 'unitPath', u.path,
        'mayReadAccusations', p.may_read_accusations) as viewer
    from ${signedIn} join unit u on u.bureau_id = p.bureau_id and u.id = p.unit_id
    where d.bureau_id = ${bureauId} and d.id = ${id} and ${sessionStillOpen(now)}`;
  return row;
}

/** The devices that have something unread to be told of what was made up to `through`, and whose next attempt is due. */
export function duePushDevices(
  tx: Transaction,
  bureauId: string,
  { through, now }: { readonly through: string; readonly now: number },
): Promise<readonly { readonly id: string }[]> {
  const unread = Prisma.sql`n.bureau_id = d.bureau_id and n.person_id = d.person_id and n.read_at is null
    and n.made_at > d.told_through and n.made_at <= ${through}::timestamptz`;
  return tx.query<{ id: string }>(Prisma.sql`
    select d.id from ${signedIn}
    where d.bureau_id = ${bureauId} and ${sessionStillOpen(now)} and d.next_try_at <= ${new Date(now)}
      and (exists (select 1 from notice n where ${unread}) or exists (select 1 from reception_notice n where ${unread}))
    order by d.id`);
}

/** Removes the devices whose sign-in has ended. */
export async function sweepPushDevices(tx: Transaction, bureauId: string, now: number): Promise<void> {
  await tx.query(Prisma.sql`
    delete from push_subscription d using session s
    where d.bureau_id = ${bureauId} and s.bureau_id = d.bureau_id and s.id_hash = d.session_hash
      and not (${sessionStillOpen(now)})`);
}

interface Which {
  readonly bureauId: string;
  readonly id: string;
}

/** A message was taken by the push service. */
export async function markPushed(db: PrismaClient, { bureauId, id }: Which, at: Date): Promise<void> {
  const data = { sentAt: at, failures: 0, lastError: null, nextTryAt: at };
  await db.pushSubscription.updateMany({ where: { bureauId, id }, data });
}

/** Everything made up to `through` has been told, or needs no telling any more. */
export async function markTold(db: PrismaClient, { bureauId, id }: Which, through: Date): Promise<void> {
  const where = { bureauId, id, toldThrough: { lt: through } };
  await db.pushSubscription.updateMany({ where, data: { toldThrough: through } });
}

/** A message was not taken; the next attempt is made no sooner than `nextTryAt`. */
export async function markPushFailed(
  db: PrismaClient,
  { bureauId, id }: Which,
  { error, nextTryAt }: { readonly error: string; readonly nextTryAt: Date },
): Promise<void> {
  await db.pushSubscription.updateMany({
    where: { bureauId, id },
    data: { failures: { increment: 1 }, lastError: error, nextTryAt },
  });
}
