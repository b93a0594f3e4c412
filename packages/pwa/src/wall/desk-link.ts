import { type ListAddress, viewOf } from '../ui/case-address.ts';

/** What a number on the wall counts, as the address of the desk's list has it. */
export type DeskFilter = Pick<
  ListAddress,
  'due' | 'status' | 'channel' | 'kind' | 'unit' | 'alone' | 'registered' | 'from' | 'to' | 'q'
>;

/** The desk's list of exactly the cases behind a number: one definition of the filters, so that list and number agree. */
export const deskLink = (filter: DeskFilter): string => `/desk/cases?${viewOf(filter)}`;
