import { timingSafeEqual } from 'node:crypto';
import type { Role } from '@huiyin/domain';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { sha256 } from '../../infra/sha256.ts';
import type { TokenScope, Viewer } from './viewer.ts';

/** Every access token begins with this, so that one that has leaked is known for what it is. */
export const tokenPrefix = 'huiyin_';

/** last_used_at is written at most this often. */
const touchMs = 60_000;

/** The secret in a header `Authorization: Bearer …`; undefined when there is none. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
}

/** Compares two secrets without telling by its time how much of them is alike. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(one)), Buffer.from(sha256(other)));
}

/** SQL condition on table alias `t` (access_token): neither revoked nor expired. */
export function stillGood(now: number): Prisma.Sql {
  return Prisma.sql`t.revoked_at is null and t.expires_at > ${new Date(now)}`;
}

type Row = Omit<Viewer, 'token' | 'sessionHash'> & {
  readonly tokenId: string;
  readonly scopes: TokenScope[];
  readonly lastUsedAt: Date | null;
  readonly role: Role;
};

/** The person behind an access token, with what the token may read; undefined when it is unknown, revoked, expired, or the account closed. */
export async function viewerFromToken(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  secret: string,
): Promise<Viewer | undefined> {
  if (!secret.startsWith(tokenPrefix)) return undefined;
  const now = clock.now();
  const hash = sha256(secret);
  const rows = await database.prisma.$queryRaw<Row[]>`
    select t.bureau_id as "bureauId", t.id as "tokenId", t.scopes, t.last_used_at as "lastUsedAt", p.id, p.username,
      p.display_name as "displayName", p.role, p.unit_id as "unitId", u.path as "unitPath",
      p.may_read_accusations as "mayReadAccusations"
    from access_token t
    join person p on p.bureau_id = t.bureau_id and p.id = t.person_id
    join unit u on u.bureau_id = p.bureau_id and u.id = p.unit_id
    where t.bureau_id in (select id from bureau) and t.token_hash = ${hash} and ${stillGood(now)} and p.disabled_at is null`;
  const row = rows[0];
  if (!row) return undefined;
  const { tokenId, scopes, lastUsedAt, ...person } = row;
  if (now - (lastUsedAt?.getTime() ?? 0) > touchMs) {
    await database.prisma.accessToken.update({
      where: { bureauId_id: { bureauId: person.bureauId, id: tokenId } },
      data: { lastUsedAt: new Date(now) },
    });
  }
  return { ...person, sessionHash: hash, token: { scopes } };
}
