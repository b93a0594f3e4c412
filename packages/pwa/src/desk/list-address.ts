import { contentKinds, type DueState, type PlainDate, parsePlainDate } from '@huiyin/domain';
import {
  type CaseFlag,
  type CaseSort,
  caseFlags,
  caseSorts,
  caseStatuses,
  channels,
  implementationStates,
  openStatuses,
  receiptStates,
  usualCaseSort,
} from '@huiyin/domain/cases';
import { type ListAddress, openValue, readRate } from '../ui/case-address.ts';
import type { CaseFilter, ListAsked } from './case-list.ts';

/** Columns that can be taken away or put there; number, matter and due date always stand. */
export const listColumns = ['petitioner', 'unit', 'status', 'turn', 'kind', 'updated'] as const;
export type ListColumn = (typeof listColumns)[number];
export const usualColumns: readonly ListColumn[] = ['petitioner', 'unit', 'status', 'turn'];

/** One of `choices`, or undefined when the address holds something else. */
export function oneOf<T extends string>(choices: readonly T[], given: string | undefined): T | undefined {
  return choices.find((choice) => choice === given);
}

/** Those of `choices` that the address names, parted by points, in the order of the choices; undefined when it names none. */
function someOf<T extends string>(choices: readonly T[], given: string | undefined): T[] | undefined {
  const named = given?.split('.') ?? [];
  const known = choices.filter((choice) => named.includes(choice));
  return known.length > 0 ? known : undefined;
}

/** The columns that the address names, in the table's order; the usual ones when it names none. */
export function columnsOf({ cols }: ListAddress): readonly ListColumn[] {
  if (cols === undefined) return usualColumns;
  const named = cols.split('.');
  return listColumns.filter((column) => named.includes(column));
}

/** A day, or undefined when the address holds no day that exists. */
function dayOf(given: string | undefined): PlainDate | undefined {
  const parsed = parsePlainDate(given);
  return parsed.ok ? parsed.value : undefined;
}

function filterOf(address: ListAddress): CaseFilter {
  const { q, unit, mine, topic } = address;
  const due = oneOf<DueState>(['overdue', 'dueSoon', 'onTime', 'none'], address.due);
  const status = address.status === openValue ? openStatuses : someOf(caseStatuses, address.status);
  const channel = someOf(channels, address.channel);
  const contentKind = someOf(contentKinds, address.kind);
  const flags = someOf<CaseFlag>(caseFlags, address.flag);
  const [receivedFrom, receivedTo] = [dayOf(address.from), dayOf(address.to)];
  const [closedFrom, closedTo] = [dayOf(address.closedFrom), dayOf(address.closedTo)];
  const rate = readRate(address.rate);
  const registeredOn = dayOf(address.registered);
  const implementation = someOf(implementationStates, address.carried);
  const receipts = someOf(receiptStates, address.receipt);
  return {
    ...(q !== undefined && { search: q }),
    ...(due !== undefined && { due }),
    ...(status !== undefined && { status: [...status] }),
    ...(channel !== undefined && { channel }),
    ...(contentKind !== undefined && { contentKind }),
    ...(unit !== undefined && { unitId: unit }),
    ...(unit !== undefined && address.alone === '1' && { unitAlone: true }),
    ...(registeredOn !== undefined && { registeredOn }),
    ...(flags !== undefined && { flags }),
    ...(implementation !== undefined && { implementation }),
    ...(receipts !== undefined && { receipts }),
    ...(address.archived !== undefined && { archived: address.archived === '1' }),
    ...(mine === '1' && { mine: true }),
    ...(receivedFrom !== undefined && { receivedFrom }),
    ...(receivedTo !== undefined && { receivedTo }),
    ...(closedFrom !== undefined && { closedFrom }),
    ...(closedTo !== undefined && { closedTo }),
    ...(rate !== undefined && { rate }),
    ...(topic !== undefined && { topic }),
    ...(address.import !== undefined && { importId: address.import }),
  };
}

/** The order of a list: the one that is chosen, else the usual one for what it is narrowed to. */
export function sortOf(address: ListAddress): CaseSort {
  return oneOf(caseSorts, address.sort) ?? usualCaseSort(filterOf(address));
}

/** What the server is asked for by an address; anything in it that is no choice counts for nothing. */
export function askedBy(address: ListAddress): ListAsked {
  const sort = sortOf(address);
  return { filter: filterOf(address), sort, descending: (sort !== 'due') !== (address.back === '1') };
}
