/** What a list of cases can be ordered by: registration, what binds first, receipt, closing, the last thing that happened, channel and number. */
export const caseSorts = ['registered', 'due', 'received', 'closed', 'updated', 'number'] as const;
export type CaseSort = (typeof caseSorts)[number];

/** Conditions that say what order a list has when nobody chose one. */
interface Narrowed {
  readonly receivedFrom?: unknown;
  readonly receivedTo?: unknown;
  readonly closedFrom?: unknown;
  readonly closedTo?: unknown;
  readonly archived?: boolean | null | undefined;
}

/**
 * The order of a list when nobody chose one: a list of some days goes by those days, which is also how their cases lie together
 * however many there are before and after; archived ones go by receipt; all others by registration.
 */
export function usualCaseSort({ receivedFrom, receivedTo, closedFrom, closedTo, archived }: Narrowed): CaseSort {
  if (receivedFrom != null || receivedTo != null) return 'received';
  if (closedFrom != null || closedTo != null) return 'closed';
  return archived ? 'received' : 'registered';
}
