import { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../../infra/database.ts';
import { read } from '../../infra/read.ts';
import { visibleCounts } from '../people/visibility.ts';
import { type CaseQuery, caseCondition, narrowed, ofCounts, uncounted } from './case-filter.ts';
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

/** Whether a list's count is kept, so that it costs the same at any number of cases. */
export function hasKeptCount({ filter, turns }: CaseQuery): boolean {
  return uncounted(filter, turns).length === 0 && searchWords(filter.search ?? '').length === 0;
}

/**
 * How many cases a list has in all: from the kept counts, which cost the same at any number of cases, unless it is narrowed
 * by what is not kept; then at most {@link mostCountedCases}.
 */
export async function countCases(database: Database, query: CaseQuery): Promise<CaseCount> {
  const { scope, filter, day } = query;
  const counted = !hasKeptCount(query);
  const kept = Prisma.join(
    [visibleCounts(scope), Prisma.sql`k.measure = 'cases'`, ...narrowed(ofCounts, scope, filter, day)],
    ' and ',
  );
  const rows = counted
    ? await read<{ count: number }>(
        database,
        Prisma.sql`
        select count(*)::int as count from (
          select 1 from petition_case c where ${caseCondition(query)} limit ${mostCountedCases + 1}) found`,
      )
    : await read<{ count: number }>(
        database,
        Prisma.sql`
        select coalesce(sum(amount), 0)::int as count from (
          select k.amount from count_total k where ${kept} union all select k.amount from count_delta k where ${kept}
        ) both_parts`,
      );
  const count = rows[0]?.count ?? 0;
  return counted ? upToMost(count) : { count, more: false };
}
