import type { OutreachVisitState } from '@huiyin/domain/cases';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Viewer } from '../people/viewer.ts';
import { ownFollowUps, visibleVisits } from '../people/visibility.ts';

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

/** A follow-up in its list: which of which visit, and its place in the order of due dates. */
export interface FollowUpPlace {
  readonly visitId: string;
  readonly id: string;
  readonly ordinal: bigint;
}

/** Which follow-ups: those still to be done, or those that are settled; all that the viewer sees, or only their own. */
export interface FollowUpFilter {
  readonly settled: boolean;
  readonly mine: boolean;
}

/** Places by due date, those of one day in the order in which they were made. */
const place = Prisma.sql`((f.due_on - date '0001-01-01')::bigint * 1000000000 + f.ordinal)`;

function listed(viewer: Viewer, { settled, mine }: FollowUpFilter): Prisma.Sql {
  return Prisma.sql`from visit_follow_up f join outreach_visit v on v.bureau_id = f.bureau_id and v.id = f.visit_id
    where f.bureau_id = ${viewer.bureauId} and ${visibleVisits(viewer)}
      and f.settled_on is ${settled ? Prisma.sql`not null` : Prisma.sql`null`}
      ${mine ? Prisma.sql`and ${ownFollowUps(viewer)}` : Prisma.empty}`;
}

/** One page of follow-ups: to be done, the next due first; settled, the last due first. One row more than the page. */
export async function findFollowUps(
  db: PrismaClient,
  viewer: Viewer,
  filter: FollowUpFilter,
  { first, after }: { first: number; after: bigint | undefined },
): Promise<FollowUpPlace[]> {
  const [beyond, order] = filter.settled ? [Prisma.sql`<`, Prisma.sql`desc`] : [Prisma.sql`>`, Prisma.sql`asc`];
  const from = after === undefined ? Prisma.empty : Prisma.sql`and ${place} ${beyond} ${after}`;
  return db.$queryRaw<FollowUpPlace[]>`
    select f.visit_id as "visitId", f.id, ${place} as ordinal ${listed(viewer, filter)} ${from}
    order by ${place} ${order} limit ${first + 1}`;
}

/** How many follow-ups there are of a kind. */
export async function countFollowUps(db: PrismaClient, viewer: Viewer, filter: FollowUpFilter): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`select count(*)::int as count ${listed(viewer, filter)}`;
  return rows[0]?.count ?? 0;
}
