import { type CaseSort, channels } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import { literal } from '../../infra/read.ts';
import { caseCondition, ownCondition, readsTexts } from './case-condition.ts';
import type { CaseOrder, CaseQuery } from './case-filter.ts';
import { byRareKeys, caseKeys, keyConditions } from './case-keys.ts';
import { afterSql, type ListPlace, orderColumns, orderSql, pickedFirst, type Wanted, way } from './case-order.ts';

// A search goes along an order by the index of keys: step by step, by blocks of steps, by stretches of blocks. See decision 019.

/** SQL: where the first cases of a query lie that are found by keys, in order, each as `place` (ctid). */
export function foundByKeys(query: CaseQuery, order: CaseOrder, wanted: Wanted): Prisma.Sql {
  const { by } = order;
  return by === 'number' ? byChannel(query, order, wanted) : inParts({ query, order: { ...order, by }, wanted });
}

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

/** Whether less than the whole bureau is listed. */
const ofUnits = ({ scope, filter }: CaseQuery): boolean => scope.subtree !== null || filter.unitId != null;

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
