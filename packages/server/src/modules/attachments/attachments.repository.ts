import type { ReceptionSessionState } from '@huiyin/domain/receptions';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import { forRows, type Statement, type Transaction } from '../../infra/transaction.ts';
import type { Viewer } from '../people/viewer.ts';
import { mayReadCases, visibleSessions, visibleVisits } from '../people/visibility.ts';

/** A photo, signature, voice note or scan as it was announced by the device that took it. */
export interface AttachmentReservation {
  readonly id: string;
  readonly ownerId: string;
  readonly kind: 'photo' | 'signature' | 'voice' | 'scan';
  readonly mime: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A stored attachment. */
export interface AttachmentRow extends AttachmentReservation {
  readonly state: 'reserved' | 'complete';
  readonly visitId: string | null;
  readonly caseId: string | null;
  readonly sessionId: string | null;
}

/** Bytes that one person may have announced and not yet sent: a long visit's photos, and far less than a disk. */
const unfinishedLimit = 600 * 1024 * 1024;
/** Bytes of one person in all: a thousand visits with ten photos each. */
const personalQuota = 5 * 1024 * 1024 * 1024;

/**
 * Announces an upload. The same announcement again (a resumed or repeated upload) answers the row as it stands. Refused are
 * the same id with another content, kind or owner, more unfinished bytes than one person may have, and more than their
 * quota in all.
 */
export async function reserveAttachment(
  db: PrismaClient,
  bureauId: string,
  given: AttachmentReservation,
  at: Date,
  quota = personalQuota,
): Promise<AttachmentRow | 'attachment-id-reused' | 'too-many-unfinished-uploads' | 'attachment-quota-full'> {
  const { id, ownerId, kind, mime, size, sha256 } = given;
  await db.$executeRaw`
    insert into attachment (bureau_id, id, owner_id, kind, mime, size, sha256, state, created_at)
    select ${bureauId}, ${id}, ${ownerId}, ${kind}, ${mime}, ${size}, ${sha256}, 'reserved', ${at}
    from (select coalesce(sum(size), 0) as used, coalesce(sum(size) filter (where state = 'reserved'), 0) as unfinished
      from attachment where bureau_id = ${bureauId} and owner_id = ${ownerId}) mine
    where ${size} + mine.unfinished <= ${unfinishedLimit} and ${size} + mine.used <= ${quota}
    on conflict (bureau_id, id) do nothing`;
  const row = await findAttachment(db, bureauId, id);
  if (!row) {
    const full = size + (await attachmentBytesOf(db, bureauId, ownerId)) > quota;
    return full ? 'attachment-quota-full' : 'too-many-unfinished-uploads';
  }
  const same = row.ownerId === ownerId && row.kind === kind && row.size === size && row.sha256 === sha256;
  return same ? row : 'attachment-id-reused';
}

/** Bytes that one person has sent or announced. */
async function attachmentBytesOf(db: PrismaClient, bureauId: string, ownerId: string): Promise<number> {
  const rows = await db.$queryRaw<{ used: bigint }[]>`
    select coalesce(sum(size), 0)::bigint as used from attachment
    where bureau_id = ${bureauId} and owner_id = ${ownerId}`;
  return Number(rows[0]?.used ?? 0);
}

/** Uploads announced before an instant and not complete. */
export async function staleReservations(
  db: PrismaClient,
  before: Date,
): Promise<readonly { readonly bureauId: string; readonly id: string }[]> {
  return db.$queryRaw`
    select bureau_id as "bureauId", id from attachment
    where bureau_id in (select id from bureau) and state = 'reserved' and created_at < ${before}`;
}

/** Forgets an announced upload; false when it has been completed meanwhile. */
export async function forgetReservation(db: PrismaClient, bureauId: string, id: string): Promise<boolean> {
  const count = await db.$executeRaw`
    delete from attachment where bureau_id = ${bureauId} and id = ${id} and state = 'reserved'`;
  return count > 0;
}

/** All bytes have been received and their SHA-256 is the announced one. Doing it twice is harmless. */
export async function completeAttachment(db: PrismaClient, bureauId: string, id: string, at: Date): Promise<void> {
  await db.$executeRaw`
    update attachment set state = 'complete', completed_at = ${at}
    where bureau_id = ${bureauId} and id = ${id} and state = 'reserved'`;
}

/** One attachment whoever asks; undefined when it was never announced. */
export async function findAttachment(
  db: PrismaClient,
  bureauId: string,
  id: string,
): Promise<AttachmentRow | undefined> {
  const rows = await db.$queryRaw<AttachmentRow[]>`
    select id, owner_id as "ownerId", kind, mime, size, sha256, state, visit_id as "visitId",
      case_id as "caseId", reception_session_id as "sessionId"
    from attachment where bureau_id = ${bureauId} and id = ${id}`;
  return rows[0];
}

/**
 * A complete attachment that this person may read: their own, or one of a visit or reception that they see, or of a case whose files
 * they may have.
 */
export async function findReadableAttachment(
  db: PrismaClient,
  viewer: Viewer,
  id: string,
  mayHaveFilesOf: (caseId: string) => Promise<boolean>,
): Promise<AttachmentRow | undefined> {
  const row = await findAttachment(db, viewer.bureauId, id);
  if (row?.state !== 'complete') return undefined;
  if (row.ownerId === viewer.id) return row;
  if (!mayReadCases(viewer)) return undefined;
  if (row.caseId !== null) return (await mayHaveFilesOf(row.caseId)) ? row : undefined;
  if (row.sessionId !== null && viewer.role !== 'departmentClerk') {
    const seen = await db.$queryRaw<unknown[]>`
      select 1 from reception_session s where ${visibleSessions(viewer)} and s.id = ${row.sessionId}`;
    return seen.length > 0 ? row : undefined;
  }
  if (row.visitId === null) return undefined;
  const visible = await db.$queryRaw<unknown[]>`
    select 1 from outreach_visit v where ${visibleVisits(viewer)} and v.id = ${row.visitId}`;
  return visible.length > 0 ? row : undefined;
}

/** The first of these attachments that has not been completely received, with this size and digest, from this person. */
export async function firstMissingAttachment(
  tx: Transaction,
  bureauId: string,
  ownerId: string,
  named: readonly { readonly id: string; readonly sha256: string; readonly size: number }[],
): Promise<string | undefined> {
  if (named.length === 0) return undefined;
  const rows = await tx.query<{ id: string; sha256: string; size: number }>(Prisma.sql`
    select id, sha256, size from attachment
    where bureau_id = ${bureauId} and owner_id = ${ownerId} and state = 'complete'
      and id = any(${named.map(({ id }) => id)})`);
  const whole = new Map(rows.map((row) => [row.id, row]));
  return named.find(({ id, sha256, size }) => whole.get(id)?.sha256 !== sha256 || whole.get(id)?.size !== size)?.id;
}

const ownerColumns = {
  visit: Prisma.sql`visit_id`,
  case: Prisma.sql`case_id`,
  session: Prisma.sql`reception_session_id`,
};

/** What ties files to the visits, cases or sessions that name them; one that another has named first stays with that one. */
export function tieStatements(
  bureauId: string,
  owner: keyof typeof ownerColumns,
  named: readonly { readonly id: string; readonly files: readonly { readonly id: string }[] }[],
): Statement[] {
  const pairs = named.flatMap(({ id, files }) => files.map((file) => ({ owner: id, id: file.id })));
  return forRows(
    pairs,
    (json) => Prisma.sql`
    update attachment a set ${ownerColumns[owner]} = r.owner
    from jsonb_to_recordset(${json}::jsonb) as r(owner text, id text)
    where a.bureau_id = ${bureauId} and a.id = r.id
      and a.visit_id is null and a.case_id is null and a.reception_session_id is null`,
  );
}

/** The signatures under a session's records. */
export function signaturesOf({ visitors }: ReceptionSessionState): readonly { readonly id: string }[] {
  return visitors.flatMap(({ record }) => record?.signature.attachment ?? []);
}
