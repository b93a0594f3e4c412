const freshMs = 5_000;

/** A reading that this process keeps for five seconds. */
export interface KeptBriefly<Source extends object, T> {
  /** What was read of a bureau, at most five seconds old. */
  (source: Source, bureauId: string): Promise<T>;
  /** Forgets it, for all bureaus: after this process has changed what it is read from. */
  forget(source: Source): void;
}

/**
 * Keeps what every request needs and hardly anybody changes (units, posts, names). Whoever asks while it is read waits for the same
 * look; a look that fails is not kept.
 */
export function keptBriefly<Source extends object, T>(
  read: (source: Source, bureauId: string) => Promise<T>,
): KeptBriefly<Source, T> {
  const kept = new WeakMap<Source, Map<string, { readonly at: number; readonly value: Promise<T> }>>();
  const fresh = (source: Source, bureauId: string) => {
    const ofSource = kept.get(source) ?? new Map();
    kept.set(source, ofSource);
    const found = ofSource.get(bureauId);
    if (found && performance.now() - found.at < freshMs) return found.value;
    const value = read(source, bureauId);
    ofSource.set(bureauId, { at: performance.now(), value });
    value.catch(() => ofSource.delete(bureauId));
    return value;
  };
  return Object.assign(fresh, { forget: (source: Source) => void kept.delete(source) });
}
