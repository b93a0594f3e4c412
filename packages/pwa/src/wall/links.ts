import { addDays, type PlainDate, plainDate } from '@huiyin/domain';
import type { CountedRate, RatePart } from '@huiyin/domain/office';
import { type ListAddress, openValue, rateValue, viewOf } from '../ui/case-address.ts';

// Every number on the wall that counts cases leads to the desk's list of exactly these. What a number counts is said here once,
// for the chart, its table and the tests; the server counts the list by the same figure that the number came from.

/** What a number on the wall counts, as the address of the desk's list has it. */
export type DeskFilter = Omit<ListAddress, 'flag' | 'mine' | 'back' | 'cols' | 'q'>;

/** The desk's list of exactly the cases behind a number. */
export const deskLink = (filter: DeskFilter): string => `/desk/cases?${viewOf(filter)}`;

/** Still open (在办), of those that a filter finds. */
export const openOf = (filter: DeskFilter): DeskFilter => ({ ...filter, status: openValue });

/** Open and past the legal due date (超期). */
export const overdueOf = (filter: DeskFilter): DeskFilter => ({ ...openOf(filter), due: 'overdue' });

/** A line of days, both ends included. */
interface Days {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** The days of the month that begins on a day. */
export function monthDays(first: PlainDate): Days {
  // the 32nd day from the first of a month lies in the next one
  const next = plainDate(`${addDays(first, 31).slice(0, 7)}-01`);
  return { from: first, to: addDays(next, -1) };
}

/** The days of a calendar year. */
export const yearDays = (year: number): Days => ({ from: plainDate(`${year}-01-01`), to: plainDate(`${year}-12-31`) });

/** Received (收) in these days. */
export const receivedIn = ({ from, to }: Days): DeskFilter => ({ from, to, sort: 'received' });

/** Closed (结) in these days. */
export const closedIn = ({ from, to }: Days): DeskFilter => ({ closedFrom: from, closedTo: to, sort: 'closed' });

/** A part of a rate, of the cases received since a day. */
export const partOfRate = (since: PlainDate, rate: CountedRate, part: RatePart): DeskFilter => ({
  from: since,
  rate: rateValue(rate, part),
});

/** 12345 orders of a calendar year: those above the line of the extension rate (续报, R86), or all. */
export const hotlineYear = (year: number, part: RatePart, reading?: string): DeskFilter => ({
  ...partOfRate(yearDays(year).from, reading === 'requested' ? 'extensionRequested' : 'extended', part),
  to: yearDays(year).to,
  channel: 'hotline',
});

/** In whose title or demand a phrase stands (热点), of the cases received since a day. */
export const topicSince = (since: PlainDate, topic: string): DeskFilter => ({ from: since, topic });
