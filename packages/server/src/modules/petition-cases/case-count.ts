import type { Services } from '../../context.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { read, readPrepared } from '../../infra/read.ts';
import { visibleCounts } from '../people/visibility.ts';
import { caseCondition } from './case-condition.ts';
import { type CaseQuery, narrowed, ofCounts, standing, uncounted } from './case-filter.ts';
import { figureCountSql } from './figure-count.ts';
import { searchWords } from './search.ts';

/** How many; `more`: there are more than were counted. */
export interface CaseCount {
  readonly count: number;
  readonly more: boolean;
}

/** Where no count is kept, cases are counted to this and no further: a list says "more than". */
export const mostCountedCases = 100;

/** What a count that went one further than {@link mostCountedCases} at most says. */
export function upToMost(count: number): CaseCount {
  return { count: Math.min(count, mostCountedCases), more: count > mostCountedCases };
}

/**
 * SQL: how many a list has by the kept counts; undefined where they do not say it. Of the day of registration they know today, and
 * nothing beside it but the unit.
 */
export function keptCountSql(query: CaseQuery): Prisma.Sql | undefined {
  const { scope, filter, day } = query;
  const { registeredOn, ...rest } = filter;
  if (searchWords(filter.search ?? '').length > 0) return undefined;
  if (uncounted({ ...query, filter: rest }).length > 0) return undefined;
  const { status, channel, contentKind, due } = filter;
  if (registeredOn && (registeredOn !== day.today || status || channel || contentKind || due)) return undefined;
  const measure = registeredOn
    ? Prisma.sql`k.measure = 'registered' and k.day = ${registeredOn}::date`
    : Prisma.sql`k.measure = 'cases'`;
  const conditions = [...narrowed(ofCounts, scope, rest, day), ...standing(ofCounts, rest)];
  const kept = Prisma.join([visibleCounts(scope), measure, ...conditions], ' and ');
  return Prisma.sql`
    select coalesce(sum(amount), 0)::int as count from (
      select k.amount from count_total k where ${kept} union all select k.amount from count_delta k where ${kept}
    ) both_parts`;
}

/** What counting needs of the server. */
export type CountDeps = Pick<Services, 'database' | 'figures'>;

/** How many a list has, from the kept counts or figures; undefined when neither says it, or the figures are being made anew. */
async function keptCount({ database, figures }: CountDeps, query: CaseQuery): Promise<number | undefined> {
  const counts = keptCountSql(query);
  const sums = counts ? undefined : figureCountSql(query);
  if (sums && !(await figures.catchUp(query.scope.bureauId))) return undefined;
  const sql = counts ?? sums;
  return sql && (await readPrepared<{ count: number }>(database, sql))[0]?.count;
}

/**
 * How many cases a list has in all: from what is kept, which costs the same at any number of cases, unless it is narrowed by what
 * is not; then at most {@link mostCountedCases}. A topic of some days is counted whole: its days hold it within bounds.
 */
export async function countCases(deps: CountDeps, query: CaseQuery): Promise<CaseCount> {
  const kept = await keptCount(deps, query);
  if (kept !== undefined) return { count: kept, more: false };
  const whole = query.filter.topic && query.filter.receivedFrom;
  const limit = whole ? Prisma.empty : Prisma.sql`limit ${mostCountedCases + 1}`;
  const [found] = await read<{ count: number }>(
    deps.database,
    Prisma.sql`
    select count(*)::int as count from (
      select 1 from petition_case c where ${caseCondition(query)} ${limit}) found`,
  );
  const count = found?.count ?? 0;
  return whole ? { count, more: false } : upToMost(count);
}
