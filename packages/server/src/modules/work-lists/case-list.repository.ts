import { Prisma } from '../../generated/prisma/client.ts';
import { literal, type Reader, read, readPrepared } from '../../infra/read.ts';
import type { SessionProof } from '../people/sessions.ts';
import { type CaseQuery, caseCondition } from '../petition-cases/case-filter.ts';
import { bigramsOf, searchWords } from '../petition-cases/search.ts';
import { type ListRow, listColumns, rowsOf, type ShownRow } from './list-row.ts';

/**
 * What a list of cases can be ordered by, each an index with the order of registration after it: registration; what binds
 * first, with what is done at the end; receipt; closing, with what is open at the end; the last thing that happened; channel and
 * number (numbers are given in the order of registration).
 */
export type CaseSort = 'registered' | 'due' | 'received' | 'closed' | 'updated' | 'number';

/** An order and its direction. */
export interface CaseOrder {
  readonly by: CaseSort;
  readonly descending: boolean;
}

/** A place in such an order: the value and the ordinal of the row there. */
export interface ListPlace {
  readonly value: string;
  readonly ordinal: number;
}

const columnOf: Readonly<
  Record<Exclude<CaseSort, 'registered'>, { readonly sql: Prisma.Sql; readonly type: Prisma.Sql }>
> = {
  due: { sql: Prisma.sql`c.turn_due`, type: Prisma.sql`date` },
  received: { sql: Prisma.sql`c.received_on`, type: Prisma.sql`date` },
  closed: { sql: Prisma.sql`c.closed_on`, type: Prisma.sql`date` },
  updated: { sql: Prisma.sql`c.updated_at`, type: Prisma.sql`timestamptz` },
  number: { sql: Prisma.sql`c.channel`, type: Prisma.sql`text` },
};

/** What a row's place in an order is read from. */
const placeParts: Readonly<Record<CaseSort, readonly (keyof ListRow)[]>> = {
  registered: ['ordinal'],
  due: ['ordinal', 'turnDue'],
  received: ['ordinal', 'received'],
  closed: ['ordinal', 'closed'],
  updated: ['ordinal', 'updated'],
  number: ['ordinal', 'channel'],
};

/** Where a row stands in an order. */
export function placeOf({ by }: CaseOrder, row: ListRow): ListPlace {
  const values: Readonly<Record<CaseSort, () => string>> = {
    registered: () => '',
    due: () => row.turnDue,
    received: () => row.received,
    closed: () => row.closed,
    updated: () => new Date(row.updated).toISOString(),
    number: () => row.channel,
  };
  return { value: values[by](), ordinal: row.ordinal };
}

function orderSql({ by, descending }: CaseOrder): Prisma.Sql {
  const way = descending ? Prisma.sql`desc` : Prisma.sql`asc`;
  if (by === 'registered') return Prisma.sql`order by c.ordinal ${way}`;
  return Prisma.sql`order by ${columnOf[by].sql} ${way}, c.ordinal ${way}`;
}

function afterSql({ by, descending }: CaseOrder, place: ListPlace | undefined): Prisma.Sql {
  if (!place) return Prisma.empty;
  const sign = descending ? Prisma.sql`<` : Prisma.sql`>`;
  if (by === 'registered') return Prisma.sql`and c.ordinal ${sign} ${place.ordinal}::bigint`;
  const { sql, type } = columnOf[by];
  return Prisma.sql`and (${sql}, c.ordinal) ${sign} (${place.value}::${type}, ${place.ordinal}::bigint)`;
}

/** The unit at the top of what is listed: the one asked for, or the top of what the viewer sees; undefined for the whole bureau. */
function topOf({ scope, filter }: CaseQuery): Prisma.Sql | undefined {
  if (filter.unitId) return Prisma.sql`top.id = ${filter.unitId}`;
  return scope.subtree === null ? undefined : Prisma.sql`top.path = ${scope.subtree}`;
}

/** Whether what is best hangs on the values: how often a word or a mark occurs. */
function varied({
  filter: { search, flags, contentKind, status, channel, implementation, rate, topic },
}: CaseQuery): boolean {
  return (
    rate != null ||
    [topic, search, flags, contentKind, status, channel, implementation].some((one) => one != null && one.length > 0)
  );
}

/** Which part of a list is asked for. */
interface Page {
  readonly limit: number;
  readonly after: ListPlace | undefined;
  /** Also count what there is from the place on, to this number at most. */
  readonly countTo?: number | undefined;
  /** What the rows are wanted for. */
  readonly fields: readonly (keyof ShownRow)[];
  /** Carried along, see SessionProof. */
  readonly proof?: SessionProof | undefined;
}

/** One row of PostgreSQL. */
interface Answer {
  readonly rows: string;
  readonly counted: number;
  readonly session: string | null;
}

/** The rows, with those parts only that the fields and the place in an order need; and the count, when it was asked for. */
interface FoundCases {
  readonly found: readonly ListRow[];
  readonly counted: number | undefined;
}

/** Of so many of the newest cases … */
const probed = 1_000;
/** … so many hold all words where going along a list's order soon meets enough of them. */
const dense = 25;

/**
 * Whether several words together are rare. PostgreSQL takes words for independent of each other, and would look along the order
 * of the list through tens of thousands of cases for two that seldom meet; so a few of the newest are asked first.
 */
async function meetSeldom(database: Reader, { scope: { bureauId }, filter }: CaseQuery): Promise<boolean> {
  const words = searchWords(filter.search ?? '');
  if (words.length < 2) return false;
  const [row] = await readPrepared<{ count: number }>(
    database,
    Prisma.sql`select count(*)::int as count from (select c.bigrams from petition_case c
      where c.bureau_id = ${bureauId} order by c.ordinal desc limit ${literal(probed)}) c where c.bigrams @> ${bigramsOf(words)}`,
  );
  return (row?.count ?? 0) < dense;
}

/**
 * One page of a list in an order, from a place on; asks for one row more to know whether others follow. Along an index in any
 * case: of the whole bureau, or of each unit that is seen, so that a department with three cases among a million reads three.
 */
export async function findCaseList(
  database: Reader,
  query: CaseQuery,
  order: CaseOrder,
  { limit, after, countTo, fields, proof }: Page,
): Promise<FoundCases> {
  const ordered = orderSql(order);
  const most = Math.max(limit, countTo ?? 0);
  // What is rare is found by its words alone and then put in order: OFFSET 0 keeps PostgreSQL from going along the order.
  const rare = await meetSeldom(database, query);
  const one = (more: Prisma.Sql) => {
    const cases = Prisma.sql`select ${listColumns} from petition_case c
      where ${caseCondition(query)} ${more} ${afterSql(order, after)}`;
    return Prisma.sql`${rare ? Prisma.sql`select * from (${cases} offset 0) c` : cases} ${ordered} limit ${literal(most)}`;
  };
  const top = topOf(query);
  // Words are looked up once for all units, not once for each.
  const below =
    query.filter.unitAlone && query.filter.unitId
      ? Prisma.sql`u.id = top.id`
      : Prisma.sql`starts_with(u.path, top.path)`;
  const byUnit = top !== undefined && searchWords(query.filter.search ?? '').length === 0;
  const rows = byUnit
    ? Prisma.sql`select c.* from unit top join unit u on u.bureau_id = top.bureau_id and ${below}
        cross join lateral (${one(Prisma.sql`and c.handling_unit_id = u.id`)}) c
        where top.bureau_id = ${query.scope.bureauId} and ${top} ${ordered} limit ${literal(most)}`
    : one(Prisma.empty);
  const codec = rowsOf(fields, placeParts[order.by]);
  const json = codec.sql(ordered);
  const session = proof?.sql ?? Prisma.sql`null`;
  const statement =
    countTo === undefined
      ? Prisma.sql`select ${json} as rows, 0 as counted, ${session} as session from (${rows}) c`
      : Prisma.sql`with found as materialized (${rows})
          select (select ${json} from (select * from found c ${ordered} limit ${literal(limit)}) c) as rows,
            (select count(*)::int from found) as counted, ${session} as session`;
  const [row] = await (varied(query) ? read : readPrepared)<Answer>(database, statement);
  if (row) proof?.take(row.session);
  const found = codec.read(row?.rows ?? '[]');
  return { found, counted: countTo === undefined ? undefined : row?.counted };
}
