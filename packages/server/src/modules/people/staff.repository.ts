import { caseRoles } from '@huiyin/domain';
import type { UnitStaff } from '@huiyin/domain/cases';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';

/** 主要负责人, 分管负责人, 专人, 审核受托人 (R66, R67, R81); 分管局领导, 协调领导 (R33). */
const unitPosts = ['head', 'deputy', 'clerk', 'reviewer', 'portfolioLeader', 'coordinator'] as const;
type UnitPost = (typeof unitPosts)[number];

/** One person in one post. */
export interface PostHolder {
  readonly unitId: string;
  readonly post: UnitPost;
  readonly personId: string;
}

/**
 * Whether a person may hold a post, on aliases `p` (person), `u` (unit) and the post: an open account; the unit's own people
 * its posts, a leader the portfolio, and of the bureau itself a leader the head (一把手, R33). Who has left holds no more.
 */
function mayHold(post: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`p.disabled_at is null and (
    case when ${post} in ('portfolioLeader', 'coordinator') or (u.parent_id is null and ${post} = 'head')
      then p.role = 'leader'
      else p.unit_id = u.id and p.role = any(${[...caseRoles]}) end)`;
}

const holding = (bureauId: string, unit: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select s.unit_id as "unitId", s.post, s.person_id as "personId" from unit_post s
  join unit u on u.bureau_id = s.bureau_id and u.id = s.unit_id
  join person p on p.bureau_id = s.bureau_id and p.id = s.person_id
  where s.bureau_id = ${bureauId} and ${unit} and ${mayHold(Prisma.sql`s.post`)} order by s.unit_id, p.display_name, p.id`;

/** Who answers for each unit (R33, R66, R67), as far as somebody is recorded who may. */
export async function listStaff(db: PrismaClient, bureauId: string): Promise<ReadonlyMap<string, UnitStaff>> {
  const holders = await db.$queryRaw<PostHolder[]>(holding(bureauId, Prisma.sql`true`));
  return new Map([...Map.groupBy(holders, ({ unitId }) => unitId)].map(([unitId, some]) => [unitId, staffOf(some)]));
}

/** The same of one unit, within a transaction. */
export async function readStaff(tx: Transaction, bureauId: string, unitId: string): Promise<UnitStaff> {
  return staffOf(await tx.query<PostHolder>(holding(bureauId, Prisma.sql`s.unit_id = ${unitId}`)));
}

function staffOf(holders: readonly PostHolder[]): UnitStaff {
  const all = (post: UnitPost) => holders.filter((one) => one.post === post).map(({ personId }) => personId);
  const [[headId], [deputyId], [clerkId], [portfolioLeaderId]] = [
    all('head'),
    all('deputy'),
    all('clerk'),
    all('portfolioLeader'),
  ];
  return {
    ...(headId !== undefined && { headId }),
    ...(deputyId !== undefined && { deputyId }),
    ...(clerkId !== undefined && { clerkId }),
    ...(portfolioLeaderId !== undefined && { portfolioLeaderId }),
    reviewerIds: all('reviewer'),
    coordinatorIds: all('coordinator'),
  };
}

/** The same the other way round: rows of a unit's staff. */
export function holdersOf(unitId: string, staff: UnitStaff): readonly PostHolder[] {
  const of = (post: UnitPost, ids: readonly (string | undefined)[]) =>
    ids.flatMap((personId) => (personId === undefined ? [] : [{ unitId, post, personId }]));
  return [
    ...of('head', [staff.headId]),
    ...of('deputy', [staff.deputyId]),
    ...of('clerk', [staff.clerkId]),
    ...of('portfolioLeader', [staff.portfolioLeaderId]),
    ...of('reviewer', staff.reviewerIds ?? []),
    ...of('coordinator', staff.coordinatorIds ?? []),
  ];
}

/** The first of these posts whose person may not hold it. */
export async function firstUnfit(
  tx: Transaction,
  bureauId: string,
  holders: readonly PostHolder[],
): Promise<PostHolder | undefined> {
  const fit = await tx.query<PostHolder>(Prisma.sql`
    select h."unitId", h.post, h."personId"
    from jsonb_to_recordset(${JSON.stringify(holders)}::jsonb) as h("unitId" text, post text, "personId" text)
    join unit u on u.bureau_id = ${bureauId} and u.id = h."unitId"
    join person p on p.bureau_id = ${bureauId} and p.id = h."personId" where ${mayHold(Prisma.sql`h.post`)}`);
  return holders.find((one) => !fit.some(({ post, personId }) => post === one.post && personId === one.personId));
}

/** Replaces all posts of a unit; gives those that stood. */
export async function replacePosts(
  tx: Transaction,
  bureauId: string,
  unitId: string,
  holders: readonly PostHolder[],
): Promise<readonly PostHolder[]> {
  const before = await tx.query<PostHolder>(Prisma.sql`
    delete from unit_post where bureau_id = ${bureauId} and unit_id = ${unitId}
    returning unit_id as "unitId", post, person_id as "personId"`);
  await tx.query(Prisma.sql`
    insert into unit_post (bureau_id, unit_id, post, person_id)
    select ${bureauId}, h.* from jsonb_to_recordset(${JSON.stringify(holders)}::jsonb)
      as h("unitId" text, post text, "personId" text)`);
  return before;
}
