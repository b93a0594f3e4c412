import { type CaseSort, channels, isOpen, type ReceiptState } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import { literal } from '../../infra/read.ts';
import { caseCondition, ownCondition, readsTexts } from './case-condition.ts';
import type { CaseFilter, CaseOrder, CaseQuery } from './case-filter.ts';
import { byKeys, byMarkedDays, byRareKeys, caseKeys, keyConditions, liesFar } from './case-keys.ts';

/** A place in an order: the value and the ordinal of the row there. */
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

/** SQL on alias `c`: the columns that an order goes by. */
function orderColumns({ by }: CaseOrder): Prisma.Sql {
  return by === 'registered' ? Prisma.sql`c.ordinal` : Prisma.sql`c.ordinal, ${columnOf[by].sql}`;
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

/** What of a query is wanted: how many cases, after which place, under which further conditions (and …). */
interface Wanted {
  readonly limit: number;
  readonly after: ListPlace | undefined;
  readonly more?: Prisma.Sql;
}

/**
 * How the cases of a list are come by: `marked`, from the index of flags and days; `picked`, by what leads to few by itself, then put
 * in order; `inHand`, from the index of what is in hand; `keys`, by the index of words and marks (decision 019); `plain`, along the
 * index of the order.
 */
export type CaseWay = 'marked' | 'picked' | 'inHand' | 'keys' | 'plain';

/** How a list is come by in an order. */
export function wayOf(query: CaseQuery, order: CaseOrder): CaseWay {
  if (byMarkedDays(query)) return 'marked';
  if (leadsToFew(query, order)) return 'picked';
  // no key says how a date stands
  if (byKeys(query)) return allRunning(query) ? 'picked' : 'keys';
  if (allOpen(query) || allRunning(query)) return 'inHand';
  return liesFar(query, order) ? 'keys' : 'plain';
}

/** Where the cases of a list lie. */
export interface FoundPlaces {
  /** SQL: their places, each as `place`, in order. */
  readonly sql: Prisma.Sql;
  /** SQL on aliases `c` and `found`: the case lies at that place. */
  readonly at: Prisma.Sql;
}

const byRow: Prisma.Sql = Prisma.sql`c.ctid = found.place`;
const byOrdinal = ({ scope }: CaseQuery): Prisma.Sql =>
  Prisma.sql`c.bureau_id = ${scope.bureauId} and c.ordinal = found.place`;

/**
 * Where the first cases of a query lie after a place: more can be counted than are read. Undefined along the index of an order, where
 * they are read at once. Places hold within one statement.
 */
export function placesInOrder(query: CaseQuery, order: CaseOrder, wanted: Wanted): FoundPlaces | undefined {
  const { by } = order;
  const way = wayOf(query, order);
  switch (way) {
    case 'marked':
      return { sql: amongMarked(query, order, wanted), at: byOrdinal(query) };
    case 'picked':
      return { sql: pickedFirst(query, order, wanted), at: byRow };
    case 'inHand':
      return amongInHand(query, order, wanted);
    case 'keys':
      return {
        sql: by === 'number' ? byChannel(query, order, wanted) : inParts({ query, order: { ...order, by }, wanted }),
        at: byRow,
      };
    case 'plain':
      return undefined;
  }
}

/** SQL: these columns of the first cases of a query after a place, in order. */
export function casesInOrder(
  query: CaseQuery,
  order: CaseOrder,
  { columns, ...wanted }: Wanted & { readonly columns: Prisma.Sql },
): Prisma.Sql {
  const places = placesInOrder(query, order, wanted);
  return places
    ? Prisma.sql`select ${columns} from (${places.sql}) found join petition_case c on ${places.at} ${orderSql(order)}`
    : plainly(query, order, wanted, columns);
}

/**
 * Whether one condition leads to few cases through an index of its own: an import, a visit, a day of registration, what is still to be
 * acknowledged (签收) or carried out (落实). What waits for the viewer, which is not much and mostly new, when it is narrowed
 * further or does not stand where the order begins.
 */
function leadsToFew({ filter }: CaseQuery, { by, descending }: CaseOrder): boolean {
  const { importId, visitId, registeredOn, receipts, implementation, mine, ...others } = filter;
  if (importId || visitId || registeredOn) return true;
  if (receipts?.every((state) => owedReceipts.includes(state))) return true;
  if (implementation?.every((state) => state === 'owed' || state === 'reported')) return true;
  const first = by === 'due' || (by === 'closed' ? !descending : descending);
  return mine === true && !(first && Object.values(others).every((other) => other == null));
}

const owedReceipts: readonly ReceiptState[] = ['urgingOwed', 'supervisionOwed', 'criticismOwed'];

/** SQL: what is found by keys in the order of numbers: at once if it is little, else channel by channel as registered. */
function byChannel(query: CaseQuery, order: CaseOrder, wanted: Wanted): Prisma.Sql {
  const { after, more = Prisma.empty } = wanted;
  const ofChannel = {
    ...wanted,
    after: undefined,
    more: Prisma.sql`${more} and ${caseKeys} @> array['c:' || one.channel] and c.channel = one.channel ${afterSql(order, after)}`,
  };
  const oneByOne = Prisma.sql`select c.place from
    (select channel from unnest(${query.filter.channel ?? channels}::text[]) channel order by channel ${way(order)}) one
    cross join lateral (${inParts({ query, order: { ...order, by: 'registered' }, wanted: ofChannel })}) c limit ${literal(wanted.limit)}`;
  if (!byRareKeys(query)) return oneByOne;
  const search = { query, order, wanted };
  return Prisma.sql`select c.place from (${placesIn(search, undefined, mostOfRare)}) found
    cross join lateral (${readOr(oneByOne, search)}) c limit ${literal(wanted.limit)}`;
}

function plainly(
  query: CaseQuery,
  order: CaseOrder,
  { limit, after, more = Prisma.empty }: Wanted,
  columns: Prisma.Sql,
): Prisma.Sql {
  return Prisma.sql`select ${columns} from petition_case c
    where ${caseCondition(query)} ${more} ${afterSql(order, after)} ${orderSql(order)} limit ${literal(limit)}`;
}

/** Whether less than the whole bureau is listed. */
const ofUnits = ({ scope, filter }: CaseQuery): boolean => scope.subtree !== null || filter.unitId != null;

/**
 * Whether all that is asked for are cases that are open, or have a date running: what is in hand (在办), little however long the archive.
 * Along an order all that is done lies between, once what is asked for is rare.
 */
const allOpen = ({ filter: { status } }: CaseQuery): boolean =>
  status != null && status.length > 0 && status.every(isOpen);
const allRunning = ({ filter: { due } }: CaseQuery): boolean => due != null && due !== 'none';

/** What the index of what is in hand (petition_case_in_hand_idx) knows of what a list is narrowed to. */
const toldByInHand: readonly (keyof CaseFilter)[] = [
  'receivedFrom',
  'receivedTo',
  'closedFrom',
  'closedTo',
  'status',
  'channel',
  'contentKind',
  'due',
  'unitId',
  'unitAlone',
];

/** Whether an index that knows this much knows all that a query asks for, so that it alone tells which cases. */
const told = ({ filter }: CaseQuery, known: readonly (keyof CaseFilter)[]): boolean =>
  Object.entries(filter).every(([key, value]) => value == null || known.includes(key as keyof CaseFilter));

/** What the conditions lead to, then its order: OFFSET 0 keeps PostgreSQL from going along the order to it. */
function pickedFirst(
  query: CaseQuery,
  order: CaseOrder,
  { limit, after, more = Prisma.empty }: Wanted,
  { place = Prisma.sql`c.ctid`, condition = caseCondition(query) } = {},
): Prisma.Sql {
  return Prisma.sql`select c.place from (select ${place} as place, ${orderColumns(order)} from petition_case c
    where ${condition} ${more} ${afterSql(order, after)} offset 0) c ${orderSql(order)} limit ${literal(limit)}`;
}

/** What is marked with flags, of some days: picked from its index alone. */
function amongMarked(query: CaseQuery, order: CaseOrder, wanted: Wanted): Prisma.Sql {
  const more = Prisma.sql`${wanted.more ?? Prisma.empty} and c.flags <> '{}'`;
  return plainly(query, order, { ...wanted, more }, Prisma.sql`c.ordinal as place`);
}

/** What is in hand: put in order in its index alone when it knows all that is asked for. */
function amongInHand(query: CaseQuery, order: CaseOrder, wanted: Wanted): FoundPlaces {
  // in the words of petition_case_in_hand_idx; a date that runs says so itself
  const open = allOpen(query) ? Prisma.sql`and c.closed_on = '-infinity'` : Prisma.empty;
  const inHandOnly = { ...wanted, more: Prisma.sql`${wanted.more ?? Prisma.empty} ${open}` };
  return told(query, toldByInHand)
    ? { sql: pickedFirst(query, order, inHandOnly, { place: Prisma.sql`c.ordinal` }), at: byOrdinal(query) }
    : { sql: pickedFirst(query, order, inHandOnly), at: byRow };
}

/** How an order is gone along: each case stands in a step of it, so many steps make a block, so many blocks a stretch. */
interface Steps {
  /** What the keys of steps begin with; those of blocks (1) and stretches (2) have their level after it. */
  readonly mark: string;
  /** The number of the step in which a case stands. */
  readonly sql: Prisma.Sql;
  /** A block has two to the power of so many steps, a stretch as many blocks. */
  readonly bits: number;
}

/**
 * About 250 cases to a step of ordinals, a day or a few to one of dates: thousands to a block, tens of thousands to a stretch. What is
 * done is never due, and goes by ordinals again.
 */
const steps: Readonly<Record<Exclude<CaseSort, 'number'>, Steps>> = {
  registered: { mark: 'o', sql: Prisma.sql`case_step(c.ordinal)`, bits: 4 },
  received: { mark: 'r', sql: Prisma.sql`case_step(c.received_on)`, bits: 3 },
  updated: { mark: 'm', sql: Prisma.sql`case_step(c.updated_at)`, bits: 4 },
  closed: { mark: 'e', sql: Prisma.sql`case_step(c.closed_on)`, bits: 3 },
  due: { mark: 't', sql: Prisma.sql`case_step(c.turn_due, c.ordinal)`, bits: 4 },
};

type SteppedOrder = CaseOrder & { readonly by: keyof typeof steps };

/** So many blocks are looked through before anything else; for a unit so many stretches. */
const firstParts = { 1: 3, 2: 2 };

/** So many blocks come next, before whole stretches: what a page still lacks is seldom further away. */
const nextBlocks = 3;

/** So many cases are put in order at once; a block or a stretch that has more is gone through part by part. */
const mostRead = 700;

/** Of what fewer cases have in the parts that are looked at first, so many are put in order at once, wherever they are. */
const fewInFirst = 12;
const mostOfRare = 1_500;

/** What is looked for by keys, and the order that it is gone along. */
interface Search<Order extends CaseOrder = SteppedOrder> {
  readonly query: CaseQuery;
  readonly order: Order;
  readonly wanted: Wanted;
}

/**
 * SQL: what is found by keys. What everybody writes about is found in the first blocks. Of what hardly anybody does there is little
 * in all the others together, and it is taken at once. What many wrote about once is looked for stretch by stretch, and found where it
 * begins. None grows with the archive. A unit has too little in a block to tell which of these a word is: for a unit, stretches come
 * first. The joins take part after part, each in order, and end with the limit.
 */
function inParts(search: Search): Prisma.Sql {
  const { query, order, wanted } = search;
  const { mark, sql, bits } = steps[order.by];
  const level = ofUnits(query) ? 2 : 1;
  const partOf = (step: Prisma.Sql) => Prisma.sql`(${step} >> ${literal(bits * level)})`;
  const part = Prisma.sql`looked.part`;
  const inPart = Prisma.sql`${caseKeys} @> array[${`${mark}${level}:`}::text || part]`;
  const on = onwards(order);
  const first: Looked = {
    parts: Prisma.sql`select part, found.* from generate_series(ends.first, ends.next - ${on}, ${on}) part
      cross join lateral (${placesIn(search, inPart, mostRead)}) found`,
    through: level === 1 ? stepByStep(search, part) : blockByBlock(search, partsOf(part, order)),
    beyond: onFrom(partOf(sql), Prisma.sql`ends.next`, order),
  };
  const rest = level === 1 ? fromBlockOn(search) : inStretches(search, Prisma.sql`ends.next`, Prisma.sql`ends.last`);
  return Prisma.sql`select c.place from
    (select ${partOf(Prisma.sql`near.step`)} as first, ${partOf(Prisma.sql`near.step`)} + ${on} * ${literal(firstParts[level])} as next,
        ${partOf(Prisma.sql`far.step`)} as last
      from ${endOf(query, order, wanted.after)} near, ${endOf(query, { ...order, descending: !order.descending })} far) ends
    cross join lateral (${firstThen(search, first, rest)}) c limit ${literal(wanted.limit)}`;
}

/** What is looked at before it is known how to go on. */
interface Looked {
  /** The parts of the order, in order, each with what {@link placesIn} says of it. */
  readonly parts: Prisma.Sql;
  /** What is found in such a part (`looked`) when it has more places than are put in order at once. */
  readonly through: Prisma.Sql;
  /** A case (`c`) lies beyond these parts. */
  readonly beyond: Prisma.Sql;
}

/** SQL: what is found in the first parts; then all that lies beyond at once, if few were there, and are beyond; else what `rest` finds. */
function firstThen(search: Search, { parts, through, beyond }: Looked, rest: Prisma.Sql): Prisma.Sql {
  const { query, wanted } = search;
  const { more = Prisma.empty } = wanted;
  const others = { ...search, wanted: { ...wanted, more: Prisma.sql`${more} and ${beyond}` } };
  // what only its days or the archive tell is many: their places are not gathered
  const atOnce = byRareKeys(query)
    ? placesIn(others, undefined, mostOfRare, Prisma.sql`looked.count < ${literal(fewInFirst)}`)
    : Prisma.sql`select null::tid[] as places`;
  return Prisma.sql`with looked as materialized (${parts})
    (select c.place from looked cross join lateral (select looked.places) found
      cross join lateral (${readOr(through, search)}) c)
    union all (select c.place from (select sum(count) as count from looked) looked
      cross join lateral (${atOnce}) found
      cross join lateral (${readOr(rest, others)}) c)`;
}

/** SQL on a step, a block or a stretch: it is `from`, or comes after it. */
function onFrom(part: Prisma.Sql, from: Prisma.Sql, { descending }: CaseOrder): Prisma.Sql {
  return Prisma.sql`${part} ${Prisma.raw(descending ? '<=' : '>=')} ${from}`;
}

/** SQL: the step in which an order begins, or goes on after a place. */
function endOf({ scope }: CaseQuery, order: SteppedOrder, after?: ListPlace): Prisma.Sql {
  return Prisma.sql`(select ${steps[order.by].sql} as step from petition_case c where c.bureau_id = ${scope.bureauId}
    ${afterSql(order, after)} ${orderSql(order)} limit 1)`;
}

/**
 * SQL: what is found from the block `ends.next` on: in a few blocks and what is left of the stretch after them, then in the stretches
 * that follow. What everybody writes about just now, and hardly anybody did before, filled the first blocks: these tell.
 */
function fromBlockOn(search: Search): Prisma.Sql {
  const { order } = search;
  const { mark, sql, bits } = steps[order.by];
  const on = onwards(order);
  const after = Prisma.sql`(ends.next + ${on} * ${literal(nextBlocks)})`;
  const [, last] = partsOf(Prisma.sql`(${after} >> ${literal(bits)})`, order);
  const keys = Prisma.sql`array(select ${`${mark}1:`}::text || block from generate_series(first, last, ${on}) block)`;
  const next = Prisma.sql`((${after} >> ${literal(bits)}) + ${on})`;
  const looked: Looked = {
    parts: Prisma.sql`select part.*, found.* from (values (ends.next, ${after} - ${on}), (${after}, ${last})) part (first, last)
      cross join lateral (${placesIn(search, Prisma.sql`${caseKeys} && ${keys}`, mostRead)}) found`,
    through: blockByBlock(search, [Prisma.sql`looked.first`, Prisma.sql`looked.last`]),
    beyond: onFrom(Prisma.sql`(${sql} >> ${literal(bits * 2)})`, next, order),
  };
  return firstThen(search, looked, inStretches(search, next, Prisma.sql`(ends.last >> ${literal(bits)})`));
}

/** SQL: what is found stretch by stretch, from one to another. */
function inStretches(search: Search, from: Prisma.Sql, to: Prisma.Sql): Prisma.Sql {
  const { order } = search;
  const inStretch = Prisma.sql`${caseKeys} @> array[${`${steps[order.by].mark}2:`}::text || stretch]`;
  return Prisma.sql`select c.place from generate_series(${from}, ${to}, ${onwards(order)}) stretch
    cross join lateral (${placesIn(search, inStretch, mostRead)}) found
    cross join lateral (${readOr(blockByBlock(search, partsOf(Prisma.sql`stretch`, order)), search)}) c`;
}

/** SQL: what is found from a block to another. */
function blockByBlock(search: Search, [first, last]: readonly [Prisma.Sql, Prisma.Sql]): Prisma.Sql {
  const { order } = search;
  const inBlock = Prisma.sql`${caseKeys} @> array[${`${steps[order.by].mark}1:`}::text || block]`;
  return Prisma.sql`select c.place from generate_series(${first}, ${last}, ${onwards(order)}) block
    cross join lateral (${placesIn(search, inBlock, mostRead)}) found
    cross join lateral (${readOr(stepByStep(search, Prisma.sql`block`), search)}) c`;
}

/** SQL: what is found in the steps of a block. */
function stepByStep({ query, order, wanted }: Search, block: Prisma.Sql): Prisma.Sql {
  const [first, last] = partsOf(block, order);
  const inStep = Prisma.sql`${caseKeys} @> array[${`${steps[order.by].mark}:`}::text || step]`;
  return Prisma.sql`select c.place from generate_series(${first}, ${last}, ${onwards(order)}) step
    cross join lateral (${pickedFirst(query, order, wanted, { condition: caseCondition(query, inStep) })}) c`;
}

/** SQL: from one part of an order to the next. */
function onwards({ descending }: CaseOrder): Prisma.Sql {
  return literal(descending ? -1 : 1);
}

/** SQL: the first and the last of the parts of a block, or of a stretch. */
function partsOf(whole: Prisma.Sql, { by, descending }: SteppedOrder): readonly [Prisma.Sql, Prisma.Sql] {
  const bits = literal(steps[by].bits);
  const [low, high] = [Prisma.sql`${whole} << ${bits}`, Prisma.sql`((${whole} + 1) << ${bits}) - 1`];
  return descending ? [high, low] : [low, high];
}

/**
 * SQL: one row of `count`, to how many rows the keys lead, one more than `most` at most; and `places`, where they lie, in order, null
 * when they are more. Without those that are not asked for where the row itself says so (see readOr). None when not `needed`.
 */
function placesIn(
  { query, order, wanted }: Search<CaseOrder>,
  part: Prisma.Sql | undefined,
  most: number,
  needed = Prisma.sql`true`,
): Prisma.Sql {
  const asked = readsTexts(query) ? Prisma.sql`true` : ownCondition(query);
  return Prisma.sql`select count(*) as count, case when ${needed} and count(*) <= ${literal(most)}
      then coalesce(array_agg(c.place ${orderSql(order)}) filter (where c.asked), '{}') end as places
    from (select c.ctid as place, ${orderColumns(order)}, (${asked}) as asked from petition_case c
      where ${needed} and ${Prisma.join(keyConditions(query, part), ' and ')} ${wanted.more ?? Prisma.empty} ${afterSql(order, wanted.after)}
      limit ${literal(most + 1)}) c`;
}

/** SQL: what `found.places` hold that is asked for; what `many` finds when they are null. Texts are read one by one, until there are enough. */
function readOr(many: Prisma.Sql, { query, wanted: { limit } }: Search<CaseOrder>): Prisma.Sql {
  const asked = readsTexts(query)
    ? Prisma.sql`cross join lateral (select from petition_case c where c.ctid = place and ${ownCondition(query)} offset 0) c`
    : Prisma.empty;
  return Prisma.sql`(select place from unnest(found.places) place ${asked} limit ${literal(limit)})
    union all (select c.place from (${many}) c where found.places is null)`;
}
