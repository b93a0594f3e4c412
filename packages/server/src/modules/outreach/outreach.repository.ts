import type { OutreachVisitState } from '@huiyin/domain/cases';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Viewer } from '../people/viewer.ts';
import { visibleVisits } from '../people/visibility.ts';

/** A visit as lists and pages read it. */
export interface VisitRow {
  readonly bureauId: string;
  readonly ordinal: bigint;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly state: OutreachVisitState;
}

const columns = Prisma.sql`v.bureau_id as "bureauId", v.ordinal, v.occurred_at as "occurredAt", v.received_at as "receivedAt", v.state`;

/** One page of visits, newest first; one row more than the page, to know whether others follow. */
export async function findVisits(
  db: PrismaClient,
  viewer: Viewer,
  { first, after }: { first: number; after: bigint | undefined },
): Promise<VisitRow[]> {
  const from = after === undefined ? Prisma.empty : Prisma.sql`and v.ordinal < ${after}`;
  return db.$queryRaw<VisitRow[]>`
    select ${columns} from outreach_visit v where ${visibleVisits(viewer)} ${from}
    order by v.ordinal desc limit ${first + 1}`;
}

/** How many visits the viewer sees. */
export async function countVisits(db: PrismaClient, viewer: Viewer): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from outreach_visit v where ${visibleVisits(viewer)}`;
  return rows[0]?.count ?? 0;
}

/** Of these visits the ones that the viewer sees, in no order. */
export async function findVisitsById(db: PrismaClient, viewer: Viewer, ids: readonly string[]): Promise<VisitRow[]> {
  return db.$queryRaw<VisitRow[]>`
    select ${columns} from outreach_visit v where ${visibleVisits(viewer)} and v.id = any(${[...ids]})`;
}
