/** Chance with a seed: the same seed plays the same blows (the machine's own timing still differs). */
export interface Chance {
  /** 0 ≤ x < 1. */
  next(): number;
  /** Whether something of this probability happens. */
  hits(probability: number): boolean;
  /** A number between the two. */
  between(low: number, high: number): number;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** A chance of its own for one actor, so that their order of turns does not matter. */
  child(name: string): Chance;
}

/** mulberry32. */
export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    hits: (probability) => next() < probability,
    between: (low, high) => low + next() * (high - low),
    pick(list) {
      const one = list[Math.floor(next() * list.length)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
    child(name) {
      let mixed = seed;
      for (const letter of name) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193);
      return seeded(mixed);
    },
  };
}
