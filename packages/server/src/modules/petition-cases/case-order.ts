import { addDays } from '@huiyin/domain';
import { type CaseSort, channels } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import { literal } from '../../infra/read.ts';
import { caseCondition, ownCondition } from './case-condition.ts';
import type { CaseFilter, CaseQuery } from './case-filter.ts';
import { byKeys, byMarkedDays, caseKeys, keyConditions } from './case-keys.ts';

/**
 * An order of cases, each an index with the order of registration after it, and its direction. By what binds first, what is done
 * comes last; by closing, what is open; numbers are given in the order of registration.
 */
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

/** SQL: order by …, on alias `c`. */
export function orderSql(order: CaseOrder): Prisma.Sql {
  if (order.by === 'registered') return Prisma.sql`order by c.ordinal ${way(order)}`;
  return Prisma.sql`order by ${columnOf[order.by].sql} ${way(order)}, c.ordinal ${way(order)}`;
}

function way({ descending }: CaseOrder): Prisma.Sql {
  return descending ? Prisma.sql`desc` : Prisma.sql`asc`;
}

/** SQL on alias `c`: and … comes after a place. */
function afterSql({ by, descending }: CaseOrder, place: ListPlace | undefined): Prisma.Sql {
  if (!place) return Prisma.empty;
  const sign = descending ? Prisma.sql`<` : Prisma.sql`>`;
  if (by === 'registered') return Prisma.sql`and c.ordinal ${sign} ${place.ordinal}::bigint`;
  const { sql, type } = columnOf[by];
  return Prisma.sql`and (${sql}, c.ordinal) ${sign} (${place.value}::${type}, ${place.ordinal}::bigint)`;
}

/** What of a query is wanted: which columns, of how many cases, after which place, under which further conditions (and …). */
interface Wanted {
  readonly columns: Prisma.Sql;
  readonly limit: number;
  readonly after: ListPlace | undefined;
  readonly more?: Prisma.Sql;
}

/**
 * SQL: the first cases of a query after a place, in order. By an index of that order; but words and rare flags by the index of
 * keys, in strides along the order.
 */
export function casesInOrder(query: CaseQuery, order: CaseOrder, wanted: Wanted): Prisma.Sql {
  if (byMarkedDays(query)) return amongMarked(query, order, wanted);
  if (query.filter.importId) return pickedFirst(query, order, wanted);
  if (!byKeys(query)) {
    if (order.by === 'received') return plainly(query, order, wanted);
    if (longAgo(query, mostDaysOfIndex) && daysTell(query, wanted)) return amongDays(query, order, wanted);
    return (longAgo(query, mostDaysRead) ? pickedFirst : plainly)(query, order, wanted);
  }
  const { by } = order;
  if (by !== 'number') return inStrides(query, { ...order, by }, wanted);
  const { after, more = Prisma.empty } = wanted;
  const ofChannel = {
    ...wanted,
    after: undefined,
    more: Prisma.sql`${more} and ${caseKeys} @> array['c:' || one.channel] and c.channel = one.channel ${afterSql(order, after)}`,
  };
  return Prisma.sql`select c.* from
    (select channel from unnest(${query.filter.channel ?? channels}::text[]) channel order by channel ${way(order)}) one
    cross join lateral (${inStrides(query, { ...order, by: 'registered' }, ofChannel)}) c limit ${literal(wanted.limit)}`;
}

function plainly(
  query: CaseQuery,
  order: CaseOrder,
  { columns, limit, after, more = Prisma.empty }: Wanted,
): Prisma.Sql {
  return Prisma.sql`select ${columns} from petition_case c
    where ${caseCondition(query)} ${more} ${afterSql(order, after)} ${orderSql(order)} limit ${literal(limit)}`;
}

/** Of how many days cases are put in order themselves: half a year of them is read, three years are gone through in an index. */
const mostDaysRead = 184;
const mostDaysOfIndex = 1_100;

/** Whether only some days long ago are asked for: in any order but that of receipt very many other cases lie before those. */
function longAgo({ filter: { receivedFrom, receivedTo }, day: { today } }: CaseQuery, mostDays: number): boolean {
  if (receivedFrom == null || receivedTo == null) return false;
  return receivedTo < addDays(today, -90) && receivedFrom > addDays(receivedTo, -mostDays);
}

/** What the index of days of receipt (petition_case_days_idx) knows of what a list is narrowed to. */
const toldByDays: ReadonlySet<string> = new Set<keyof CaseFilter>([
  'receivedFrom',
  'receivedTo',
  'closedFrom',
  'closedTo',
  'status',
  'channel',
  'contentKind',
  'due',
]);

/** Whether that index knows all that a query asks for, so that it alone tells which cases. */
function daysTell({ scope, filter }: CaseQuery, { more }: Wanted): boolean {
  const told = Object.entries(filter).every(([key, value]) => value == null || toldByDays.has(key));
  return !more && scope.subtree === null && told;
}

/** What the conditions lead to, then its order: OFFSET 0 keeps PostgreSQL from going along the order to it. */
function pickedFirst(
  query: CaseQuery,
  order: CaseOrder,
  { columns, limit, after, more = Prisma.empty }: Wanted,
  condition = caseCondition(query),
): Prisma.Sql {
  return Prisma.sql`select c.* from (select ${columns} from petition_case c
    where ${condition} ${more} ${afterSql(order, after)} offset 0) c ${orderSql(order)} limit ${literal(limit)}`;
}

/** What is marked with flags, of some days: picked from its index alone, and only what is picked is read. */
function amongMarked(query: CaseQuery, order: CaseOrder, wanted: Wanted): Prisma.Sql {
  const { more = Prisma.empty } = wanted;
  return readPicked(
    query,
    order,
    wanted,
    plainly(query, order, { ...wanted, columns: Prisma.sql`c.ordinal`, more: Prisma.sql`${more} and c.flags <> '{}'` }),
  );
}

/** The cases of some days: put in order in the index of these days alone, and only the page is read. */
function amongDays(query: CaseQuery, order: CaseOrder, wanted: Wanted): Prisma.Sql {
  const columns = Prisma.sql`c.ordinal, c.turn_due, c.updated_at, c.closed_on, c.channel`;
  return readPicked(query, order, wanted, pickedFirst(query, order, { ...wanted, columns }));
}

/** Reads the cases whose ordinals were picked. */
function readPicked(query: CaseQuery, order: CaseOrder, { columns }: Wanted, picked: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`select ${columns} from (${picked}) picked
    join petition_case c on c.bureau_id = ${query.scope.bureauId} and c.ordinal = picked.ordinal ${orderSql(order)}`;
}

/** How an order is gone along: each case stands in a step of it, each step in a stretch, and the index of keys marks both. */
interface Steps {
  /** What the keys of steps begin with; those of stretches with the same letter as a capital. */
  readonly mark: string;
  /** The number of the step in which a case stands. */
  readonly sql: Prisma.Sql;
  /** A stretch is so many times two steps: tens of thousands of cases. */
  readonly doublings: number;
}

/** About 250 cases to a step of ordinals, a day or a few to one of dates; what is done is never due, and goes by ordinals again. */
const steps: Readonly<Record<Exclude<CaseSort, 'number'>, Steps>> = {
  registered: { mark: 'o:', sql: Prisma.sql`case_step(c.ordinal)`, doublings: 8 },
  received: { mark: 'r:', sql: Prisma.sql`case_step(c.received_on)`, doublings: 6 },
  updated: { mark: 'm:', sql: Prisma.sql`case_step(c.updated_at)`, doublings: 8 },
  closed: { mark: 'e:', sql: Prisma.sql`case_step(c.closed_on)`, doublings: 6 },
  due: { mark: 't:', sql: Prisma.sql`case_step(c.turn_due, c.ordinal)`, doublings: 8 },
};

type SteppedOrder = CaseOrder & { readonly by: keyof typeof steps };

/**
 * How many steps are looked through at once, one time after the other; what is left after them goes by stretches. The index
 * goes through a stride comparing all its steps at each row: sixteen at once cost far less than sixty-four.
 */
const strides = [1, 4, 16, 16, 16, 16, 16];

/** So many cases are read at once and put in order; a stretch that has more is gone through in so many strides. */
const mostRead = 200;
const stridesOfStretch = 16;

/**
 * SQL: what is found by keys, from where the order begins in strides that grow, then stretch by stretch, until there is enough: what
 * everybody writes about is found in the first, of what hardly anybody does there is little in all of them together, and what
 * everybody wrote about once is found where it begins. None grows with the archive.
 * The join takes stride after stride, each in order, and ends with the limit.
 */
function inStrides(query: CaseQuery, order: SteppedOrder, wanted: Wanted): Prisma.Sql {
  const { more = Prisma.empty } = wanted;
  const { bounds, rest } = boundsOf(order);
  const left = { ...wanted, more: Prisma.sql`${more} and ${steps[order.by].sql} ${rest}` };
  return Prisma.sql`(select c.* from ${endOf(query, order, wanted.after)} start
      cross join lateral (values ${Prisma.join(bounds)}) bounds(low, high)
      cross join lateral (${inStride(query, order, wanted)}) c)
    union all (select c.* from ${endOf(query, order, wanted.after)} start
      cross join lateral (${inStretches(query, order, left)}) c)
    limit ${literal(wanted.limit)}`;
}

/** SQL: the step in which an order begins, or goes on after a place. */
function endOf({ scope }: CaseQuery, order: SteppedOrder, after?: ListPlace): Prisma.Sql {
  return Prisma.sql`(select ${steps[order.by].sql} as step from petition_case c where c.bureau_id = ${scope.bureauId}
    ${afterSql(order, after)} ${orderSql(order)} limit 1)`;
}

/** SQL: what is found in the steps from `bounds.low` to `bounds.high`. */
function inStride(query: CaseQuery, order: SteppedOrder, wanted: Wanted): Prisma.Sql {
  const { mark } = steps[order.by];
  return Prisma.sql`select c.* from
    (select array(select ${mark}::text || step from generate_series(bounds.low, bounds.high) step) as keys) stride
    cross join lateral (${pickedFirst(query, order, wanted, caseCondition(query, Prisma.sql`${caseKeys} && stride.keys`))}) c`;
}

/**
 * SQL: what is found beyond the strides from `start.step`, stretch by stretch to the last step. Of some units there may be few in all
 * of them together: then they are not gone through one by one.
 */
function inStretches(query: CaseQuery, order: SteppedOrder, wanted: Wanted): Prisma.Sql {
  const { mark, doublings } = steps[order.by];
  const { descending } = order;
  const [first, last] = descending ? [stridesOfStretch - 1, 0] : [0, stridesOfStretch - 1];
  const on = literal(descending ? -1 : 1);
  const bits = literal(doublings);
  const length = literal(2 ** doublings / stridesOfStretch);
  const oneByOne = Prisma.sql`select c.* from generate_series(${literal(first)}, ${literal(last)}, ${on}) nth
    cross join lateral (select (stretch << ${bits}) + nth * ${length} as low, (stretch << ${bits}) + (nth + 1) * ${length} - 1 as high) bounds
    cross join lateral (${inStride(query, order, wanted)}) c`;
  const stretch = Prisma.sql`${caseKeys} @> array[${mark.toUpperCase()}::text || stretch]`;
  const all = Prisma.sql`select c.* from ${endOf(query, { ...order, descending: !descending })} last
    cross join lateral generate_series(${boundsOf(order).next} >> ${bits}, last.step >> ${bits}, ${on}) stretch
    cross join lateral (${fewOr(oneByOne, { query, order, wanted, among: stretch })}) c`;
  const ofUnits = query.scope.subtree !== null || query.filter.unitId != null;
  return ofUnits ? fewOr(all, { query, order, wanted }) : all;
}

/** SQL: what is found, `among` what a condition of keys leads to, when that is little; else what `many` finds. */
function fewOr(
  many: Prisma.Sql,
  { query, order, wanted, among }: { query: CaseQuery; order: CaseOrder; wanted: Wanted; among?: Prisma.Sql },
): Prisma.Sql {
  const found = Prisma.sql`select c.ordinal from petition_case c
    where ${Prisma.join(keyConditions(query, among), ' and ')} ${wanted.more} limit ${literal(mostRead + 1)}`;
  const few = Prisma.sql`c.ordinal = any(found.ordinals) and ${ownCondition(query)}`;
  return Prisma.sql`select c.* from (select array(${found}) as ordinals offset 0) found
    cross join lateral (
      (select c.* from (${pickedFirst(query, order, wanted, few)}) c where cardinality(found.ordinals) <= ${literal(mostRead)})
      union all (select c.* from (${many}) c where cardinality(found.ordinals) > ${literal(mostRead)})) c`;
}

/** SQL: the lowest and the highest step of each stride from `start.step` on, which comes next, and which ones are left. */
function boundsOf({ descending }: CaseOrder) {
  const at = (step: number) => Prisma.sql`start.step + ${literal(descending ? -step : step)}`;
  let taken = 0;
  const bounds = strides.map((stride) => {
    const [near, far] = [at(taken), at(taken + stride - 1)];
    taken += stride;
    return descending ? Prisma.sql`(${far}, ${near})` : Prisma.sql`(${near}, ${far})`;
  });
  return { bounds, next: at(taken), rest: Prisma.sql`${Prisma.raw(descending ? '<=' : '>=')} ${at(taken)}` };
}
