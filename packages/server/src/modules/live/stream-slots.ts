import { refusalError } from '../../graphql/refusal.ts';

/** How many live streams each person has open in one process. */
export interface StreamSlots {
  /** Takes a place and answers how to give it back, once. Throws too-many-streams. */
  take(personId: string): () => void;
  /** Streams open now, of all people. */
  count(): number;
}

/** @param limit streams that one person may have open at once */
export function openStreamSlots(limit: number): StreamSlots {
  const open = new Map<string, number>();
  return {
    take(personId) {
      const count = open.get(personId) ?? 0;
      if (count >= limit) throw refusalError('too-many-streams', { limit });
      open.set(personId, count + 1);
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
