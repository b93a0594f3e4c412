import type { PlainDate } from '../date.ts';

/** A person of a unit who holds a visitor's matter. */
export interface Holder {
  readonly unitId: string;
  readonly person: string;
}

/** One hand-over: offered, then accepted or declined by the one it was offered to; until then it waits. */
export interface HandOver {
  readonly to: Holder;
  readonly reason: string;
  readonly offeredOn: PlainDate;
  readonly acceptedOn?: PlainDate;
  readonly declined?: { readonly reason: string; readonly declinedOn: PlainDate };
}

/** First-asked responsibility (首问负责制, R23): who was asked first, and every hand-over since, oldest first. */
export interface FirstAsked {
  readonly first: Holder;
  readonly handOvers: readonly HandOver[];
}

/** Who owns the matter now: the first asked, until a hand-over was accepted; an offer alone changes nothing (R23). */
export function firstAskedOwner(asked: FirstAsked): Holder {
  return asked.handOvers.findLast(({ acceptedOn }) => acceptedOn !== undefined)?.to ?? asked.first;
}

/** The hand-over that waits for an answer, if any: there is at most one, and it is the newest. */
export function openHandOver(asked: FirstAsked): HandOver | undefined {
  const last = asked.handOvers.at(-1);
  return last?.acceptedOn === undefined && last?.declined === undefined ? last : undefined;
}
