import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';
import type { TokenScope } from '../people/viewer.ts';

/** An access token (访问令牌) as pages show it; its secret is kept nowhere. */
export interface AccessTokenRow {
  readonly id: string;
  readonly name: string;
  readonly personId: string;
  readonly personName: string;
  readonly scopes: readonly TokenScope[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

const columns = Prisma.sql`t.id, t.name, t.person_id as "personId", p.display_name as "personName", t.scopes,
  coalesce(c.display_name, '') as "createdBy", t.created_at as "createdAt", t.expires_at as "expiresAt",
  t.last_used_at as "lastUsedAt", t.revoked_at as "revokedAt"`;
const tables = Prisma.sql`access_token t
  join person p on p.bureau_id = t.bureau_id and p.id = t.person_id
  left join person c on c.bureau_id = t.bureau_id and c.id = t.created_by`;

/** Tokens, those that still open something first, the newest first: of one person, or all of the bureau. */
export function listTokens(
  db: PrismaClient,
  bureauId: string,
  { personId, now }: { readonly personId?: string; readonly now: number },
): Promise<AccessTokenRow[]> {
  const whose = personId === undefined ? Prisma.empty : Prisma.sql`and t.person_id = ${personId}`;
  return db.$queryRaw<AccessTokenRow[]>`
    select ${columns} from ${tables} where t.bureau_id = ${bureauId} ${whose}
    order by t.revoked_at is null and t.expires_at > ${new Date(now)} desc, t.created_at desc, t.id`;
}

/** One token, locked until the transaction ends. */
export async function lockToken(tx: Transaction, bureauId: string, id: string): Promise<AccessTokenRow | undefined> {
  const [row] = await tx.query<AccessTokenRow>(Prisma.sql`
    select ${columns} from ${tables} where t.bureau_id = ${bureauId} and t.id = ${id} for update of t`);
  return row;
}

/** How many of a person's tokens still open something. */
export async function countGoodTokens(
  tx: Transaction,
  bureauId: string,
  personId: string,
  at: string,
): Promise<number> {
  const [row] = await tx.query<{ count: number }>(Prisma.sql`
    select count(*)::int as count from access_token
    where bureau_id = ${bureauId} and person_id = ${personId} and revoked_at is null and expires_at > ${at}::timestamptz`);
  return row?.count ?? 0;
}

/** A token to be kept. */
export interface NewToken {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly hash: string;
  readonly scopes: readonly TokenScope[];
  readonly createdBy: string;
  /** ISO instants. */
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** Keeps a new token. */
export async function insertToken(tx: Transaction, bureauId: string, token: NewToken): Promise<void> {
  await tx.query(Prisma.sql`
    insert into access_token (bureau_id, id, person_id, name, token_hash, scopes, created_by, created_at, expires_at)
    values (${bureauId}, ${token.id}, ${token.personId}, ${token.name}, ${token.hash}, ${[...token.scopes]},
      ${token.createdBy}, ${token.createdAt}::timestamptz, ${token.expiresAt}::timestamptz)`);
}

/** From now on the token opens nothing. */
export async function markRevoked(tx: Transaction, bureauId: string, id: string, at: string): Promise<void> {
  await tx.query(Prisma.sql`
    update access_token set revoked_at = ${at}::timestamptz where bureau_id = ${bureauId} and id = ${id}`);
}
