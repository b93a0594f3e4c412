import type { CaseSort } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import { literal } from '../../infra/read.ts';
import { caseCondition } from './case-condition.ts';
import type { CaseOrder, CaseQuery } from './case-filter.ts';

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
export function orderColumns({ by }: CaseOrder): Prisma.Sql {
  return by === 'registered' ? Prisma.sql`c.ordinal` : Prisma.sql`c.ordinal, ${columnOf[by].sql}`;
}

export function way({ descending }: CaseOrder): Prisma.Sql {
  return descending ? Prisma.sql`desc` : Prisma.sql`asc`;
}

/** SQL on alias `c`: and … comes after a place. */
export function afterSql({ by, descending }: CaseOrder, place: ListPlace | undefined): Prisma.Sql {
  if (!place) return Prisma.empty;
  const sign = descending ? Prisma.sql`<` : Prisma.sql`>`;
  if (by === 'registered') return Prisma.sql`and c.ordinal ${sign} ${place.ordinal}::bigint`;
  const { sql, type } = columnOf[by];
  return Prisma.sql`and (${sql}, c.ordinal) ${sign} (${place.value}::${type}, ${place.ordinal}::bigint)`;
}

/** What of a query is wanted: how many cases, after which place, under which further conditions (and …). */
export interface Wanted {
  readonly limit: number;
  readonly after: ListPlace | undefined;
  readonly more?: Prisma.Sql;
}

/** What the conditions lead to, then its order: OFFSET 0 keeps PostgreSQL from going along the order to it. */
export function pickedFirst(
  query: CaseQuery,
  order: CaseOrder,
  { limit, after, more = Prisma.empty }: Wanted,
  { place = Prisma.sql`c.ctid`, condition = caseCondition(query) } = {},
): Prisma.Sql {
  return Prisma.sql`select c.place from (select ${place} as place, ${orderColumns(order)} from petition_case c
    where ${condition} ${more} ${afterSql(order, after)} offset 0) c ${orderSql(order)} limit ${literal(limit)}`;
}
