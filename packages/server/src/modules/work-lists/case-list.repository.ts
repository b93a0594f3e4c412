import type { CaseSort } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import { literal, type Reader, read, readByOnePlan, readPrepared } from '../../infra/read.ts';
import type { SessionProof } from '../people/sessions.ts';
import type { CaseOrder, CaseQuery } from '../petition-cases/case-filter.ts';
import { type ListPlace, orderSql, type Wanted } from '../petition-cases/case-order.ts';
import { type CaseWay, casesInOrder, placesInOrder, wayOf } from '../petition-cases/case-places.ts';
import { type ListRow, listColumns, rowsOf, type ShownRow } from './list-row.ts';

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

/** The unit at the top of what is listed: the one asked for, or the top of what the viewer sees; undefined for the whole bureau. */
function topOf({ scope, filter }: CaseQuery): Prisma.Sql | undefined {
  if (filter.unitId) return Prisma.sql`top.id = ${filter.unitId}`;
  return scope.subtree === null ? undefined : Prisma.sql`top.path = ${scope.subtree}`;
}

/** Whether what is best hangs on the values: how often a mark occurs that no index of rare ones knows. */
function varied({ filter: { status, channel, contentKind, implementation, rate } }: CaseQuery): boolean {
  return rate != null || [status, channel, contentKind, implementation].some((one) => one != null && one.length > 0);
}

/** How a statement that comes by its cases this way is best planned. */
function planned(way: CaseWay, query: CaseQuery): typeof read {
  if (way === 'keys' || way === 'inHand') return readByOnePlan;
  return way === 'picked' || varied(query) ? read : readPrepared;
}

/** Which part of a list is asked for. */
interface Page {
  readonly limit: number;
  readonly after: ListPlace | undefined;
  /** SQL that says how many there are, read along. */
  readonly kept?: Prisma.Sql | undefined;
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
  readonly counted: number | null;
  readonly session: string | null;
}

/** The rows, with those parts only that the fields and the place in an order need; and the count, when it was asked for. */
interface FoundCases {
  readonly found: readonly ListRow[];
  readonly counted: number | undefined;
}

/** SQL: what lists show of the first cases of a query. */
function listed(query: CaseQuery, order: CaseOrder, wanted: Wanted): Prisma.Sql {
  return casesInOrder(query, order, { ...wanted, columns: listColumns });
}

/** SQL: the same along the index of each unit from `top` down that is seen. */
function byUnits(
  query: CaseQuery,
  order: CaseOrder,
  { top, ...wanted }: Wanted & { readonly top: Prisma.Sql },
): Prisma.Sql {
  const { scope, filter } = query;
  const below =
    filter.unitId && filter.unitAlone ? Prisma.sql`u.id = top.id` : Prisma.sql`starts_with(u.path, top.path)`;
  // a unit of others has none to be looked for
  const seen = scope.subtree === null ? Prisma.empty : Prisma.sql`and starts_with(u.path, ${scope.subtree})`;
  return Prisma.sql`select c.* from unit top join unit u on u.bureau_id = top.bureau_id and ${below} ${seen}
    cross join lateral (${listed(query, order, { ...wanted, more: Prisma.sql`and c.handling_unit_id = u.id` })}) c
    where top.bureau_id = ${scope.bureauId} and ${top} ${orderSql(order)} limit ${literal(wanted.limit)}`;
}

/**
 * One page of a list in an order, from a place on; asks for one row more to know whether others follow. Along an index in any
 * case: of the whole bureau, or of each unit that is seen, so that a department with three cases among a million reads three.
 */
export async function findCaseList(
  database: Reader,
  query: CaseQuery,
  order: CaseOrder,
  { limit, after, kept, countTo, fields, proof }: Page,
): Promise<FoundCases> {
  const ordered = orderSql(order);
  const most = Math.max(limit, countTo ?? 0);
  const way = wayOf(query, order);
  const top = way === 'plain' || way === 'marked' ? topOf(query) : undefined;
  const codec = rowsOf(fields, placeParts[order.by]);
  const json = codec.sql(ordered);
  const session = proof?.sql ?? Prisma.sql`null`;
  const wanted = { limit: most, after };
  const rows = () => (top ? byUnits(query, order, { ...wanted, top }) : listed(query, order, wanted));
  const page = literal(limit);
  const counted = () => {
    const places = top ? undefined : placesInOrder(query, order, wanted);
    // what is found is counted, and only the page is read
    const [found, shown] = places
      ? [places.sql, Prisma.sql`(select place from found limit ${page}) found join petition_case c on ${places.at}`]
      : [rows(), Prisma.sql`(select * from found c ${ordered} limit ${page}) c`];
    return Prisma.sql`with found as materialized (${found})
      select (select ${json} from ${shown}) as rows, (select count(*)::int from found) as counted, ${session} as session`;
  };
  const statement =
    countTo === undefined
      ? Prisma.sql`select ${json} as rows, (${kept ?? Prisma.sql`null`}) as counted, ${session} as session from (${rows()}) c`
      : counted();
  const [row] = await planned(way, query)<Answer>(database, statement);
  if (row) proof?.take(row.session);
  return { found: codec.read(row?.rows ?? '[]'), counted: row?.counted ?? undefined };
}
