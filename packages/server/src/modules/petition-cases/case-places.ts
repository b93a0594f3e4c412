import { isOpen, type ReceiptState } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import { literal } from '../../infra/read.ts';
import { caseCondition } from './case-condition.ts';
import type { CaseFilter, CaseOrder, CaseQuery } from './case-filter.ts';
import { byKeys, byMarkedDays, liesFar } from './case-keys.ts';
import { afterSql, orderSql, pickedFirst, type Wanted } from './case-order.ts';
import { foundByKeys } from './key-search.ts';

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
  switch (wayOf(query, order)) {
    case 'marked':
      return { sql: amongMarked(query, order, wanted), at: byOrdinal(query) };
    case 'picked':
      return { sql: pickedFirst(query, order, wanted), at: byRow };
    case 'inHand':
      return amongInHand(query, order, wanted);
    case 'keys':
      return { sql: foundByKeys(query, order, wanted), at: byRow };
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

function plainly(
  query: CaseQuery,
  order: CaseOrder,
  { limit, after, more = Prisma.empty }: Wanted,
  columns: Prisma.Sql,
): Prisma.Sql {
  return Prisma.sql`select ${columns} from petition_case c
    where ${caseCondition(query)} ${more} ${afterSql(order, after)} ${orderSql(order)} limit ${literal(limit)}`;
}

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
