import { addDays, type PlainDate } from '@huiyin/domain';
import { isOpen } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import { onceEach } from '../../infra/once-each.ts';
import type { CaseFilter, CaseOrder, CaseQuery } from './case-filter.ts';
import { daysKeys } from './days-keys.ts';
import { commonPairs, commonPieces, initialOf, isYearOfNumbers, searchWords, soughtPieces } from './search.ts';

/*
 * One inverted index of words and marks (petition_case_keys_idx, decision 019): what is asked for together meets inside it, so
 * that no case is read for a word when its status, unit or day is not the one that is asked for.
 */

/** SQL on alias `c`: all that the index holds of a case, in the very words of the index. */
export const caseKeys = Prisma.sql`(petition_case_keys(c.bigrams, c.flags, c.status, c.channel, c.handling_unit_id,
  c.ordinal, c.received_on, c.updated_at, c.closed_on, c.turn_due, c.content_kind, c.petitioner_name, c.petitioner_anonymous,
  c.state -> 'archive' is not null) collate "C")`;

/** The pieces of all words that are looked for; of one character, the name that begins with it. */
const piecesIn = onceEach(({ search, topic }: CaseFilter): readonly string[] => {
  const words = searchWords(search ?? '');
  const initial = initialOf(words);
  return [...soughtPieces([...words, ...(topic ? [topic] : [])]), ...(initial ? [`n:${initial}`] : [])];
});

/** Whether that index is how a query's cases are found: by words, or by the flags (重要 …) that few cases have. */
export function byKeys(query: Pick<CaseQuery, 'filter'>): boolean {
  return piecesIn(query.filter).length > 0 || ((query.filter.flags?.length ?? 0) > 0 && !byMarkedDays(query));
}

/** Whether cases with flags are looked for among those received from some day on: those have an index of their own, few as they are. */
export function byMarkedDays({ filter }: Pick<CaseQuery, 'filter'>): boolean {
  return filter.flags != null && filter.receivedFrom != null && piecesIn(filter).length === 0;
}

/** What few cases are: another kind than most, or another state than what is open or done. */
function isRare({ status, contentKind }: CaseFilter): boolean {
  const seldom = status != null && status.length > 0 && !status.includes('completed') && !status.every(isOpen);
  return seldom || (contentKind != null && !contentKind.includes('appeal'));
}

/** Whether only what a year's numbers begin with is looked for (信〔2026〕): very many cases, and all in one place. */
function isOfYear({ search }: CaseFilter): boolean {
  const words = searchWords(search ?? '');
  return words.length > 0 && words.every(isYearOfNumbers);
}

/** Whether the keys that a query asks for are those of few cases, so that to take them all at once costs little. */
export function byRareKeys(query: Pick<CaseQuery, 'filter'>): boolean {
  return (byKeys(query) && !isOfYear(query.filter)) || isRare(query.filter);
}

/**
 * Whether what is asked for may lie far from where an order begins, all others before it: days that are not the order's own, the
 * archive (归档) or what is not in it, what few cases are. It is looked for by keys then.
 */
export function liesFar({ filter, day: { today } }: CaseQuery, { by, descending }: CaseOrder): boolean {
  const { receivedFrom, receivedTo, closedFrom, closedTo, archived, rate } = filter;
  // what a rate counts is for its days to tell
  if (rate) return false;
  const lately = (to: PlainDate | null | undefined) => to == null || to >= addDays(today, -90);
  // what is open stands first by what binds, and by closing from the first day on
  const newestFirst = descending || by === 'due' || by === 'closed';
  const received =
    (receivedFrom != null || receivedTo != null) && by !== 'received' && !(lately(receivedTo) && newestFirst);
  const closed = (closedFrom != null || closedTo != null) && by !== 'closed' && !(lately(closedTo) && descending);
  return received || closed || archived === true || (archived === false && !newestFirst) || isRare(filter);
}

/**
 * SQL on alias `c`: what a query asks for, as far as the index knows it. These conditions only lead to
 * the rows: the columns are asked themselves as well (case-filter.ts). `first`: a condition of keys that stands before all others,
 * since the index goes by the first and looks for the others only where it leads.
 */
export function keyConditions(query: CaseQuery, first?: Prisma.Sql): readonly Prisma.Sql[] {
  return first ? [first, ...askedOfKeys(query)] : askedOfKeys(query);
}

const askedOfKeys = onceEach((query: CaseQuery): readonly Prisma.Sql[] => {
  const { scope, filter, day } = query;
  const { status, channel, contentKind, flags, unitId, unitAlone, archived } = filter;
  const marked = (mark: string, values: readonly string[] | null | undefined) =>
    values?.map((value) => `${mark}:${value}`);
  const houses = [
    ...(unitId && !unitAlone ? [Prisma.sql`top.id = ${unitId}`] : []),
    ...(scope.subtree === null ? [] : [Prisma.sql`top.path = ${scope.subtree}`]),
  ];
  const pieces = piecesIn(filter);
  const common = pieces.filter((piece) => commonPieces.has(piece));
  // What everybody writes is looked for by keys that tell more: of a unit's cases with the unit, of all cases two words at once.
  const pairs = houses.length > 0 ? [] : commonPairs(common);
  const pairsOrUnits = pairs.length > 0 || houses.length > 0;
  const choices = [
    ...pairs.map((pair) => closedOrOpen(filter).map((closed) => `p:${pair}:${closed}`)),
    flags,
    // what most cases are in the end leads nowhere
    marked('s', status?.includes('completed') ? undefined : status),
    marked('c', channel),
    marked('k', contentKind?.includes('appeal') ? undefined : contentKind),
    marked('u', unitId && unitAlone ? [unitId] : undefined),
    // beside words, that most are not in the archive leads nowhere either
    marked('a', archived == null || (!archived && byKeys(query)) ? undefined : [String(archived)]),
    daysKeys('r', filter.receivedFrom, filter.receivedTo, day.today),
    daysKeys('e', filter.closedFrom, filter.closedTo, day.today),
  ].filter((choice) => choice != null);
  // A choice of one is as good as a word: all those are met in one look.
  const all = [
    ...pieces.filter((piece) => !(pairsOrUnits && commonPieces.has(piece))),
    ...choices.filter(({ length }) => length === 1).flat(),
  ];
  const marks = common.length > 0 ? common.map((piece) => `w:${piece}:`) : ['u:'];
  return [
    ...(all.length > 0 ? [Prisma.sql`${caseKeys} @> ${all}::text[]`] : []),
    ...choices.filter(({ length }) => length !== 1).map((choice) => Prisma.sql`${caseKeys} && ${[...choice]}::text[]`),
    ...marks.flatMap((mark) => houses.map((top) => Prisma.sql`${caseKeys} && ${unitKeys(query, mark, top)}`)),
  ];
});

/** Whether a case that is asked for is closed: yes, no, or either. */
function closedOrOpen({ status }: CaseFilter): readonly boolean[] {
  return [true, false].filter((closed) => !status || status.some((one) => isOpen(one) !== closed));
}

/** SQL: the keys that begin so, of a unit and all below it. */
function unitKeys({ scope: { bureauId } }: CaseQuery, mark: string, top: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`array(select ${mark}::text || below.id from unit top
    join unit below on below.bureau_id = top.bureau_id and starts_with(below.path, top.path)
    where top.bureau_id = ${bureauId} and ${top})`;
}
