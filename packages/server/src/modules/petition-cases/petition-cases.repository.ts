import type { CaseStatus, Channel, DueState, PetitionCaseState } from '@huiyin/domain';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import { type Scope, visibleCases } from '../people/visibility.ts';
import { type DueDay, dueSoonSql, onTimeSql, overdueSql } from './due.ts';
import { bigramsOf, searchWords } from './search.ts';

/** A case as lists and pages read it: the domain's state and what only the server knows. */
export interface CaseRow {
  readonly bureauId: string;
  readonly ordinal: bigint;
  readonly registeredAt: Date;
  readonly state: PetitionCaseState;
}

/** What a case list is narrowed to; all given conditions hold together. */
export interface CaseFilter {
  readonly search?: string | null | undefined;
  readonly status?: readonly CaseStatus[] | null | undefined;
  readonly channel?: readonly Channel[] | null | undefined;
  /** The unit or one below it. */
  readonly unitId?: string | null | undefined;
  readonly due?: DueState | null | undefined;
  readonly visitId?: string | null | undefined;
}

const columns = Prisma.sql`c.bureau_id as "bureauId", c.ordinal, c.registered_at as "registeredAt", c.state`;

/** The condition that a list and its badge share. */
export function caseCondition(scope: Scope, filter: CaseFilter, day: DueDay): Prisma.Sql {
  const parts = [visibleCases(scope)];
  if (filter.status) parts.push(Prisma.sql`c.status = any(${[...filter.status]})`);
  if (filter.channel) parts.push(Prisma.sql`c.channel = any(${[...filter.channel]})`);
  if (filter.visitId) parts.push(Prisma.sql`c.visit_id = ${filter.visitId}`);
  if (filter.due) parts.push(dueCondition(filter.due, day));
  if (filter.unitId) {
    parts.push(Prisma.sql`c.handling_unit_id in (
      select below.id from unit top join unit below on below.bureau_id = top.bureau_id and starts_with(below.path, top.path)
      where top.bureau_id = ${scope.bureauId} and top.id = ${filter.unitId})`);
  }
  for (const word of searchWords(filter.search ?? '')) parts.push(holds(word));
  return Prisma.join(parts, ' and ');
}

function dueCondition(due: DueState, day: DueDay): Prisma.Sql {
  const [legal, target] = [Prisma.sql`c.next_legal_due`, Prisma.sql`c.next_target_due`];
  switch (due) {
    case 'overdue':
      return overdueSql(legal, day);
    case 'dueSoon':
      return dueSoonSql(legal, target, day);
    case 'onTime':
      return onTimeSql(legal, target, day);
    case 'none':
      return Prisma.sql`${legal} is null`;
  }
}

/**
 * Bigrams find the few rows by index; the exact text then decides, and is the only test for a single character. Names of
 * anonymous petitioners are not searched.
 */
function holds(word: string): Prisma.Sql {
  const text = Prisma.sql`lower(normalize(c.number || ' ' || c.title || ' ' || c.demand || ' ' ||
    case when c.petitioner_anonymous then '' else c.petitioner_name end, NFKC))`;
  const exact = Prisma.sql`strpos(${text}, ${word}) > 0`;
  const bigrams = bigramsOf([word]);
  return bigrams.length === 0 ? exact : Prisma.sql`c.bigrams @> ${bigrams} and ${exact}`;
}

/** One page, newest first; asks for one row more than the page to know whether others follow. */
export async function findCases(
  db: PrismaClient,
  condition: Prisma.Sql,
  { first, after }: { first: number; after: bigint | undefined },
): Promise<CaseRow[]> {
  const from = after === undefined ? Prisma.empty : Prisma.sql`and c.ordinal < ${after}`;
  return db.$queryRaw<CaseRow[]>`
    select ${columns} from petition_case c where ${condition} ${from} order by c.ordinal desc limit ${first + 1}`;
}

/** How many cases a list has in all. */
export async function countCases(db: PrismaClient, condition: Prisma.Sql): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from petition_case c where ${condition}`;
  return rows[0]?.count ?? 0;
}

/** One case, if the scope sees it. */
export async function findCase(db: PrismaClient, scope: Scope, id: string): Promise<CaseRow | undefined> {
  const rows = await db.$queryRaw<CaseRow[]>`
    select ${columns} from petition_case c where ${visibleCases(scope)} and c.id = ${id}`;
  return rows[0];
}

/** The cases that visits raised, as far as the scope sees them, in the order of their numbers. */
export async function findCasesOfVisits(
  db: PrismaClient,
  scope: Scope,
  visitIds: readonly string[],
): Promise<CaseRow[]> {
  return db.$queryRaw<CaseRow[]>`
    select ${columns} from petition_case c where ${visibleCases(scope)} and c.visit_id = any(${[...visitIds]})
    order by c.ordinal`;
}
