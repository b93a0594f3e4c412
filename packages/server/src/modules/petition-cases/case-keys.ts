import { Prisma } from '../../generated/prisma/client.ts';
import type { CaseFilter, CaseQuery } from './case-filter.ts';
import { searchWords, soughtPieces } from './search.ts';

/*
 * One inverted index of words and marks (petition_case_keys_idx, decision 019): what is asked for together meets inside it, so
 * that no case is read for a word when its status, unit or year is not the one that is asked for.
 */

/** SQL on alias `c`: all that the index holds of a case, in the very words of the index. */
export const caseKeys = Prisma.sql`petition_case_keys(c.bigrams, c.flags, c.status, c.channel, c.handling_unit_id,
  c.ordinal, c.received_on, c.updated_at, c.closed_on, c.turn_due)`;

/** The pieces of all words that are looked for. */
const piecesIn = ({ search, topic }: CaseFilter): readonly string[] =>
  soughtPieces([...searchWords(search ?? ''), ...(topic ? [topic] : [])]);

/** Whether that index is how a query's cases are found: by words, or by the flags (重要 …) that few cases have. */
export function byKeys(query: Pick<CaseQuery, 'filter'>): boolean {
  return piecesIn(query.filter).length > 0 || ((query.filter.flags?.length ?? 0) > 0 && !byMarkedDays(query));
}

/** Whether cases with flags are looked for among those received from some day on: those have an index of their own, few as they are. */
export function byMarkedDays({ filter }: Pick<CaseQuery, 'filter'>): boolean {
  return filter.flags != null && filter.receivedFrom != null && piecesIn(filter).length === 0;
}

/**
 * SQL on alias `c`: what a query asks for, as far as the index knows it; nothing when it is of no use. These conditions only lead to
 * the rows: the columns are asked themselves as well (case-filter.ts). `first`: a condition of keys that stands before all others,
 * since the index goes by the first and looks for the others only where it leads.
 */
export function keyConditions(query: CaseQuery, first?: Prisma.Sql): readonly Prisma.Sql[] {
  if (!byKeys(query)) return [];
  const { scope, filter, day } = query;
  const { status, channel, flags, unitId, unitAlone, receivedFrom, receivedTo } = filter;
  const marked = (mark: string, values: readonly string[] | null | undefined) =>
    values?.map((value) => `${mark}:${value}`);
  const choices = [
    flags,
    // what most cases are in the end leads nowhere
    marked('s', status?.includes('completed') ? undefined : status),
    marked('c', channel),
    marked('u', unitId && unitAlone ? [unitId] : undefined),
    marked('y', receivedFrom ? years(receivedFrom, receivedTo ?? day.today) : undefined),
  ].filter((choice) => choice != null);
  // A choice of one is as good as a word: all those are met in one look.
  const all = [...piecesIn(filter), ...choices.filter(({ length }) => length === 1).flat()];
  const houses = [
    ...(unitId && !unitAlone ? [unitKeys(query, Prisma.sql`top.id = ${unitId}`)] : []),
    ...(scope.subtree === null ? [] : [unitKeys(query, Prisma.sql`top.path = ${scope.subtree}`)]),
  ];
  const alone = houses.map((units) => Prisma.sql` || case when cardinality(${units}) = 1 then ${units} else '{}' end`);
  return [
    ...(first ? [first] : []),
    ...(all.length + alone.length > 0
      ? [Prisma.sql`${caseKeys} @> (${all}::text[]${Prisma.join([Prisma.empty, ...alone], '')})`]
      : []),
    ...choices.filter(({ length }) => length !== 1).map((choice) => Prisma.sql`${caseKeys} && ${[...choice]}::text[]`),
    ...houses.map((units) => Prisma.sql`${caseKeys} && ${units}`),
  ];
}

/** SQL: the keys of a unit and all below it. */
function unitKeys({ scope: { bureauId } }: CaseQuery, top: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`array(select 'u:' || below.id from unit top
    join unit below on below.bureau_id = top.bureau_id and starts_with(below.path, top.path)
    where top.bureau_id = ${bureauId} and ${top})`;
}

/** The years of a range of days. */
function years(from: string, to: string): string[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => String(first + at));
}
