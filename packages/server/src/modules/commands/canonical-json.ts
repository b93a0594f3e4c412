/**
 * JSON with keys in order and undefined left out: two values that mean the same have the same text, and so the same hash,
 * before and after they were stored as jsonb.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

const deepest = 32;

/**
 * Where a JSON value holds what PostgreSQL cannot keep (U+0000, half a surrogate pair, a number that is not finite) or is
 * nested deeper than any form; undefined when it can be kept.
 */
export function unstorablePath(value: unknown, path = '', depth = 0): string | undefined {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000') ? undefined : path;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : path;
  if (value === null || typeof value !== 'object') return undefined;
  if (depth >= deepest) return path;
  for (const [key, item] of Object.entries(value)) {
    const inside = path === '' ? key : `${path}.${key}`;
    const found = unstorablePath(key, inside, depth) ?? unstorablePath(item, inside, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
