import { type RefusalError, refusalError } from '../../graphql/refusal.ts';

/** How many live streams each person, and each link of a board, has open in one process. */
export interface StreamSlots {
  /** Takes a place and answers how to give it back, once. Throws too-many-streams. */
  take(personId: string): () => void;
  /** Why no further one may be opened; undefined when one may. */
  isFull(personId: string): RefusalError | undefined;
  /** Streams open now, of all people. */
  count(): number;
}

/** @param limit streams that one person may have open at once */
export function openStreamSlots(limit: number): StreamSlots {
  const open = new Map<string, number>();
  const isFull = (personId: string) =>
    (open.get(personId) ?? 0) >= limit ? refusalError('too-many-streams', { limit }) : undefined;
  return {
    isFull,
    take(personId) {
      const full = isFull(personId);
      if (full) throw full;
      open.set(personId, (open.get(personId) ?? 0) + 1);
      let taken = true;
      return () => {
        if (!taken) return;
        taken = false;
        const left = (open.get(personId) ?? 1) - 1;
        if (left > 0) open.set(personId, left);
        else open.delete(personId);
      };
    },
    count: () => [...open.values()].reduce((sum, one) => sum + one, 0),
  };
}
