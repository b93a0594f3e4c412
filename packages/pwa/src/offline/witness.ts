/**
 * Beside the store, and outside it: that a person's vault is here and how much of theirs waits. A browser that finds its
 * database damaged throws it away without a word and begins an empty one; so it cannot happen unseen. Ids and numbers only.
 */
export interface Kept {
  readonly unsent: number;
  /** Epoch ms. */
  readonly at: number;
}

const keyOf = (personId: string) => `huiyin.kept.${personId}`;

/** Notes how much of a person's work waits on this phone now. */
export function noteKept(personId: string, unsent: number, at: number): void {
  try {
    localStorage.setItem(keyOf(personId), JSON.stringify({ unsent, at } satisfies Kept));
  } catch {
    // A browser that keeps nothing has nothing to witness either.
  }
}

/** What was here when it was last noted; to be asked when no vault is found. */
export function keptBefore(personId: string): Kept | undefined {
  try {
    const text = localStorage.getItem(keyOf(personId));
    // Written only by noteKept.
    return text === null ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}

/** The phone gives this person's vault up of its own accord (停用): nothing is missing then. */
export function forgetKept(personId: string): void {
  localStorage.removeItem(keyOf(personId));
}

/** Where a new store keeps what went with the one before it, until its owner has seen to it. */
export const LOSS = 'loss';
