// Prisma wraps what PostgreSQL said; the SQLSTATE stands at different depths for a query of its own and for raw SQL.

/** Serialisation failure, deadlock, or a key that another transaction has just taken: trying again settles it. */
export function isPassingConflict(error: unknown): boolean {
  return anyCode(error, (code) => passingCodes.has(code));
}

/** The database cannot be reached or cannot take it now: stopping, starting, its disk full, or too slow. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof Error && awayWords.test(error.message)) return true;
  return anyCode(error, (code) => awayCodes.has(code) || /^(08|53)/.test(code));
}

/** What the driver says without a code, by itself or inside the words that Prisma puts around it. */
const awayWords =
  /(^|\n|`)(Connection terminated|timeout exceeded when trying to connect|Client (has encountered|was closed)|Cannot use a pool|Can't reach database server|Server has closed the connection)/;

/**
 * Text that PostgreSQL cannot take: U+0000, or half a character inside JSON, which is all that can be wrong with JSON of ours.
 * Whoever sent it made a mistake.
 */
export function isUnstorableText(error: unknown): boolean {
  return anyCode(
    error,
    (code, message) => code === '22021' || code === '22P05' || (code === '22P02' && message.includes('type json')),
  );
}

const passingCodes = new Set(['40001', '40P01', '23505', 'P2002', 'P2034']);
const awayCodes = new Set([
  ...[
    '57014',
    '57P01',
    '57P02',
    '57P03',
    '55P03',
    '25P03',
    '58030',
    'P1001',
    'P1002',
    'P1008',
    'P1017',
    'P2024',
    'P2037',
  ],
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'ENOENT'],
]);

const deepest = 6;

function anyCode(error: unknown, wanted: (code: string, message: string) => boolean, depth = 0): boolean {
  if (error === null || typeof error !== 'object' || depth > deepest) return false;
  const message = 'message' in error ? String(error.message) : '';
  for (const [key, value] of Object.entries(error)) {
    if ((key === 'code' || key === 'originalCode') && typeof value === 'string' && wanted(value, message)) return true;
  }
  const inner = [
    'meta' in error ? error.meta : undefined,
    'driverAdapterError' in error ? error.driverAdapterError : undefined,
    'cause' in error ? error.cause : undefined,
    'errors' in error && Array.isArray(error.errors) ? error.errors[0] : undefined,
  ];
  return inner.some((part) => anyCode(part, wanted, depth + 1));
}
