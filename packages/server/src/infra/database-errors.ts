// Prisma wraps what PostgreSQL said; the SQLSTATE stands at different depths for a query of its own and for raw SQL.

/** Serialisation failure, deadlock, or a key that another transaction has just taken: trying again settles it. */
export function isPassingConflict(error: unknown): boolean {
  return anyCode(error, (code) => passingCodes.has(code));
}

/** The database cannot be reached, or is stopping or starting. */
export function isDatabaseAway(error: unknown): boolean {
  return anyCode(error, (code) => awayCodes.has(code) || code.startsWith('08'));
}

const passingCodes = new Set(['40001', '40P01', '23505', 'P2002', 'P2034']);
const awayCodes = new Set([
  ...['57P01', '57P02', '57P03', '53300', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'ENOENT'],
]);

const deepest = 6;

function anyCode(error: unknown, wanted: (code: string) => boolean, depth = 0): boolean {
  if (error === null || typeof error !== 'object' || depth > deepest) return false;
  for (const [key, value] of Object.entries(error)) {
    if ((key === 'code' || key === 'originalCode') && typeof value === 'string' && wanted(value)) return true;
  }
  const inner = [
    'meta' in error ? error.meta : undefined,
    'driverAdapterError' in error ? error.driverAdapterError : undefined,
    'cause' in error ? error.cause : undefined,
    'errors' in error && Array.isArray(error.errors) ? error.errors[0] : undefined,
  ];
  return inner.some((part) => anyCode(part, wanted, depth + 1));
}
