import type { PlainDate } from '@huiyin/domain';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';

/** One entry of the bureau's chain of administration, as it was written. */
export interface AuditRow {
  readonly ordinal: bigint;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly actorName: string;
  readonly actorUnitId: string;
  readonly receivedAt: Date;
}

/** Which entries: of whom, of what kind, from one day of Shanghai to another (both included). */
export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly type?: string | undefined;
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
}

function wanted(bureauId: string, { actor, type, from, to }: AuditFilter): Prisma.Sql {
  const conditions = [
    Prisma.sql`bureau_id = ${bureauId} and stream_kind = 'administration' and stream_id = ${bureauId}`,
    ...(actor === undefined ? [] : [Prisma.sql`strpos(actor_name, ${actor}) > 0`]),
    ...(type === undefined ? [] : [Prisma.sql`type = ${type}`]),
    ...(from === undefined ? [] : [Prisma.sql`received_at >= (${from}::date)::timestamp at time zone 'Asia/Shanghai'`]),
    ...(to === undefined ? [] : [Prisma.sql`received_at < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`]),
  ];
  return Prisma.join(conditions, ' and ');
}

/** Entries, the newest first, after a place in the chain. */
export function listAudit(
  db: PrismaClient,
  bureauId: string,
  {
    filter,
    first,
    after,
  }: { readonly filter: AuditFilter; readonly first: number; readonly after: bigint | undefined },
): Promise<AuditRow[]> {
  return db.$queryRaw<AuditRow[]>`
    select seq::bigint as ordinal, type, data, actor_name as "actorName", actor_unit_id as "actorUnitId",
      received_at as "receivedAt"
    from event where ${wanted(bureauId, filter)} ${after === undefined ? Prisma.empty : Prisma.sql`and seq < ${after}`}
    order by seq desc limit ${first}`;
}

/** How many entries there are. */
export async function countAudit(db: PrismaClient, bureauId: string, filter: AuditFilter): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from event where ${wanted(bureauId, filter)}`;
  return row?.count ?? 0;
}

/** Names of everybody, also of those who have left. */
export async function readNames(db: PrismaClient, bureauId: string): Promise<ReadonlyMap<string, string>> {
  const people = await db.person.findMany({ where: { bureauId }, select: { id: true, displayName: true } });
  return new Map(people.map(({ id, displayName }) => [id, displayName]));
}
