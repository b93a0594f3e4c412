import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';
import type { Viewer } from '../people/viewer.ts';

/** A phone of one person (本机): one row for each person on a shared phone. */
export interface DeviceRow {
  readonly bureauId: string;
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly name: string;
  readonly registeredAt: Date;
  readonly lastContactAt: Date;
  /** Items that it said it still had, at its last contact. */
  readonly unsent: number;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
  readonly handedOverAt: Date | null;
  readonly wipedAt: Date | null;
}

/** Something that a revoked phone handed over and that could not simply be received. */
export interface MaterialRow {
  readonly deviceId: string;
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly kind: 'command' | 'draft' | 'damaged';
  readonly title: string;
  readonly content: unknown;
  /** Why it was not received: code and sentence. Null for drafts. */
  readonly code: string | null;
  readonly message: string | null;
  readonly handedOverAt: Date;
}

/** What came of a handed-over row. pending: opened, not yet carried out. */
export interface NewMaterial {
  readonly id: string;
  readonly ordinal: number;
  readonly kind: MaterialRow['kind'];
  readonly state: 'pending' | 'kept';
  readonly title: string;
  readonly content: unknown;
  readonly accusation: boolean;
  readonly code: string | null;
  readonly message: string | null;
}

const columns = Prisma.sql`d.bureau_id as "bureauId", d.id, d.person_id as "personId", p.display_name as "personName", d.name,
  d.registered_at as "registeredAt", d.last_contact_at as "lastContactAt", d.unsent, d.revoked_at as "revokedAt",
  d.revoked_by as "revokedBy", d.handed_over_at as "handedOverAt", d.wiped_at as "wipedAt"`;
const joined = Prisma.sql`from device d join person p on p.bureau_id = d.bureau_id and p.id = d.person_id`;

/** Adds a phone. `tokenHash`: SHA-256 of its token in hex. */
export async function insertDevice(
  db: PrismaClient,
  viewer: Viewer,
  device: { id: string; name: string; tokenHash: string; recoveryKey: Uint8Array<ArrayBuffer>; at: Date },
): Promise<void> {
  const { id, name, tokenHash, recoveryKey, at } = device;
  await db.device.create({
    data: {
      ...{ bureauId: viewer.bureauId, id, personId: viewer.id, name, tokenHash, recoveryKey },
      ...{ registeredAt: at, lastContactAt: at },
    },
  });
}

/** The phone that holds this token. */
export async function findDevice(db: PrismaClient, tokenHash: string): Promise<DeviceRow | undefined> {
  const [row] = await db.$queryRaw<DeviceRow[]>`
    select ${columns} ${joined} where d.bureau_id in (select id from bureau) and d.token_hash = ${tokenHash}`;
  return row;
}

/** All phones, those still trusted first, by the person's name. */
export function listDevices(db: PrismaClient, bureauId: string): Promise<DeviceRow[]> {
  return db.$queryRaw<DeviceRow[]>`select ${columns} ${joined} where d.bureau_id = ${bureauId}
    order by d.revoked_at is not null, p.display_name, d.registered_at desc`;
}

/** One phone, locked until the end of the transaction. */
export async function lockDevice(tx: Transaction, bureauId: string, id: string): Promise<DeviceRow | undefined> {
  const [row] = await tx.query<DeviceRow>(
    Prisma.sql`select ${columns} ${joined} where d.bureau_id = ${bureauId} and d.id = ${id} for update of d`,
  );
  return row;
}

/** The key by which the server can open what a phone has sealed; asked for by recovery and hand-over only. */
export async function recoveryKeyOf(db: PrismaClient, device: DeviceRow): Promise<Uint8Array<ArrayBuffer>> {
  const where = { bureauId_id: { bureauId: device.bureauId, id: device.id } };
  const { recoveryKey } = await db.device.findUniqueOrThrow({ where, select: { recoveryKey: true } });
  return Uint8Array.from(recoveryKey);
}

/** Notes a contact, what the phone still has, and that this session is this phone's. */
export async function noteContact(
  db: PrismaClient,
  device: DeviceRow,
  contact: { readonly unsent: number; readonly at: Date; readonly sessionHash: string | undefined },
): Promise<void> {
  const { bureauId, id } = device;
  await db.device.update({
    where: { bureauId_id: { bureauId, id } },
    data: { lastContactAt: contact.at, unsent: contact.unsent },
  });
  if (contact.sessionHash !== undefined)
    await db.session.updateMany({ where: { bureauId, idHash: contact.sessionHash }, data: { deviceId: id } });
}

/** Takes the trust away and ends the sessions of the phone. Gives the hashes of the ended sessions. */
export async function revoke(
  tx: Transaction,
  device: DeviceRow,
  by: { readonly personId: string; readonly at: string },
): Promise<readonly string[]> {
  const { bureauId, id } = device;
  await tx.query(Prisma.sql`update device set revoked_at = ${by.at}::timestamptz, revoked_by = ${by.personId}
    where bureau_id = ${bureauId} and id = ${id}`);
  const rows = await tx.query<{ idHash: string }>(Prisma.sql`
    update session set revoked_at = ${by.at}::timestamptz
    where bureau_id = ${bureauId} and device_id = ${id} and revoked_at is null returning id_hash as "idHash"`);
  return rows.map(({ idHash }) => idHash);
}

/** Notes that everything has been handed over, or that the phone has wiped itself; the first time counts. */
export async function noteEnd(
  db: PrismaClient,
  device: DeviceRow,
  what: 'handedOver' | 'wiped',
  at: Date,
): Promise<void> {
  const { bureauId, id } = device;
  if (what === 'handedOver')
    await db.device.updateMany({ where: { bureauId, id, handedOverAt: null }, data: { handedOverAt: at, unsent: 0 } });
  else await db.device.updateMany({ where: { bureauId, id, wipedAt: null }, data: { wipedAt: at } });
}

/** Keeps what was handed over; the same row again is kept once. */
export async function insertMaterial(db: PrismaClient, device: DeviceRow, one: NewMaterial, at: Date): Promise<void> {
  const { bureauId, id: deviceId, personId } = device;
  await db.$executeRaw`
    insert into device_material (bureau_id, device_id, id, ordinal, person_id, kind, state, title, content, accusation,
      code, message, handed_over_at)
    values (${bureauId}, ${deviceId}, ${one.id}, ${one.ordinal}, ${personId}, ${one.kind}, ${one.state}, ${one.title},
      ${JSON.stringify(one.content)}::jsonb, ${one.accusation}, ${one.code}, ${one.message}, ${at})
    on conflict (bureau_id, device_id, id) do nothing`;
}

/** Handed-over commands that have not been carried out yet, in the order in which they were saved. */
export async function pendingMaterial(
  db: PrismaClient,
  device: DeviceRow,
): Promise<readonly { readonly id: string; readonly content: unknown }[]> {
  return db.$queryRaw`select id, content from device_material where bureau_id = ${device.bureauId}
    and device_id = ${device.id} and state = 'pending' order by ordinal, id`;
}

/** What the server made of a pending command: received (then only its receipt counts), or kept with the refusal. */
export async function settleMaterial(
  db: PrismaClient,
  device: DeviceRow,
  id: string,
  end: 'received' | { readonly code: string; readonly message: string },
): Promise<void> {
  const where = { bureauId: device.bureauId, deviceId: device.id, id };
  if (end === 'received') await db.deviceMaterial.deleteMany({ where });
  else await db.deviceMaterial.updateMany({ where, data: { state: 'kept', ...end } });
}

/**
 * 移交的未报送材料 that this person may read: one's own, and for the General Office (局办公室) all; those that tell of an
 * accusation only with the right to read accusations, and never by anybody of the accused unit (Art 30).
 */
export async function listMaterials(db: PrismaClient, viewer: Viewer): Promise<MaterialRow[]> {
  const own = viewer.unitPath.split('/').filter((id) => id !== '');
  const accusations = viewer.mayReadAccusations
    ? Prisma.sql`not exists (select 1 from jsonb_array_elements(case jsonb_typeof(m.content->'payload'->'matters')
        when 'array' then m.content->'payload'->'matters' else '[]'::jsonb end) a
        where a->>'accusedUnitId' = any(${own}))`
    : Prisma.sql`not m.accusation`;
  return db.$queryRaw<MaterialRow[]>`
    select m.device_id as "deviceId", m.id, m.person_id as "personId", p.display_name as "personName", m.kind, m.title,
      m.content, m.code, m.message, m.handed_over_at as "handedOverAt"
    from device_material m join person p on p.bureau_id = m.bureau_id and p.id = m.person_id
    where m.bureau_id = ${viewer.bureauId} and m.state = 'kept'
      and (m.person_id = ${viewer.id} or (${viewer.role === 'clerk'} and ${accusations}))
    order by m.handed_over_at desc, m.ordinal, m.id limit 200`;
}

/** Seen to: kept, and no longer listed. */
export async function markSettled(
  tx: Transaction,
  { bureauId, deviceId, id }: { readonly bureauId: string; readonly deviceId: string; readonly id: string },
): Promise<void> {
  await tx.query(Prisma.sql`update device_material set state = 'settled'
    where bureau_id = ${bureauId} and device_id = ${deviceId} and id = ${id} and state = 'kept'`);
}
