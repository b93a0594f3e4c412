import type { DueState } from '@huiyin/domain';

/** What a number on the wall counts, as the desk's list filters it. */
export interface DeskFilter {
  readonly due?: DueState;
  readonly unit?: string;
  readonly channel?: string;
  readonly q?: string;
}

/** The desk's list of exactly the cases behind a number: one definition of the filters, so that list and number agree. */
export function deskLink(filter: DeskFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return `/desk/cases?${new URLSearchParams(given)}`;
}
