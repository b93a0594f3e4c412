import { type CountedRate, countedRates, type RatePart, ratePartNames } from '@huiyin/domain/office';

// The address of the desk's list of cases: what links to it from elsewhere and the list itself share.

/**
 * What a list's address holds: all of it together is a view, whether it has a name or not. A list can be narrowed to several
 * statuses, channels, kinds, marks and states of carrying out at once: `status=accepted.handling`.
 */
export interface ListAddress {
  q?: string;
  due?: string;
  /** Statuses, or {@link openValue}. */
  status?: string;
  channel?: string;
  kind?: string;
  unit?: string;
  /** '1': of the unit alone, without those below it. */
  alone?: string;
  registered?: string;
  from?: string;
  to?: string;
  closedFrom?: string;
  closedTo?: string;
  /** A rate and one of its parts, e.g. onTimeReply.rest: see {@link rateValue}. */
  rate?: string;
  topic?: string;
  /** The import (批量导入) that registered them. */
  import?: string;
  flag?: string;
  mine?: string;
  /** How far what was answered is carried out (落实情况). */
  carried?: string;
  /** How a 催办, 督办 or 通报 of theirs stands (签收情况). */
  receipt?: string;
  /** In the archive (归档): 1, or not: 0. */
  archived?: string;
  sort?: string;
  back?: string;
  cols?: string;
}
export const addressKeys = [
  'q',
  'due',
  'status',
  'channel',
  'kind',
  'unit',
  'alone',
  'registered',
  'from',
  'to',
  'closedFrom',
  'closedTo',
  'rate',
  'topic',
  'import',
  'flag',
  'mine',
  'carried',
  'receipt',
  'archived',
  'sort',
  'back',
  'cols',
] as const satisfies readonly (keyof ListAddress)[];

/** All statuses in which something is still owed (在办), as one value. */
export const openValue = 'open';

/** A part of a rate as the address has it. */
export const rateValue = (rate: CountedRate, part: RatePart): string => `${rate}.${part}`;

/** The part of a rate that an address names; undefined when it names none. */
export function readRate(value: string | undefined): { of: CountedRate; part: RatePart } | undefined {
  const [rate, name] = value?.split('.') ?? [];
  const of = countedRates.find((one) => one === rate);
  const part = ratePartNames.find((one) => one === name);
  return of && part && { of, part };
}

/** What an address says of a list: what is empty, said twice or nothing of ours counts for nothing. */
export function readAddress(search: Readonly<Record<string, string | string[] | undefined>>): ListAddress {
  const set = addressKeys.flatMap((key): [string, string][] => {
    const value = search[key];
    return typeof value === 'string' && value !== '' ? [[key, value]] : [];
  });
  return Object.fromEntries(set);
}

/** The address as a view keeps it: only what is set, always in one order, so that the same view is the same text. */
export function viewOf(address: ListAddress): string {
  return new URLSearchParams(Object.entries(readAddress({ ...address }))).toString();
}
