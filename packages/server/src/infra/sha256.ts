import { createHash } from 'node:crypto';

/** Lower-case hex SHA-256. Of a secret (a session, a token, a link) it is all that is kept. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
