/** Of many things that are worked out one after another without waiting for anything, so many are done in one go. */
export const inOneGo = 100;

/** Lets others have the process for a moment, in the middle of such work. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What each item becomes, in order; others have the process between two goes. */
export async function mapInGoes<T, R>(items: readonly T[], work: (item: T) => R): Promise<R[]> {
  const made: R[] = [];
  for (const item of items) {
    if (made.length > 0 && made.length % inOneGo === 0) await breathe();
    made.push(work(item));
  }
  return made;
}
