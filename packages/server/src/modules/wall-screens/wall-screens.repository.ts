import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';

/** A screen that opens by a link of its own. */
export interface WallScreenRow {
  readonly bureauId: string;
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly createdByName: string;
  readonly lastSeenAt: Date | null;
  readonly revokedAt: Date | null;
}

const columns = Prisma.sql`bureau_id as "bureauId", id, name, created_at as "createdAt", created_by_name as "createdByName",
  last_seen_at as "lastSeenAt", revoked_at as "revokedAt"`;

/** All of a bureau's screens: those that stand first, the newest first. */
export function listScreens(db: PrismaClient, bureauId: string): Promise<WallScreenRow[]> {
  return db.$queryRaw`
    select ${columns} from wall_screen where bureau_id = ${bureauId} order by revoked_at is not null, created_at desc, id`;
}

/** The screen that stands behind a token. */
export async function findScreen(db: PrismaClient, tokenHash: string): Promise<WallScreenRow | undefined> {
  const rows = await db.$queryRaw<WallScreenRow[]>`
    select ${columns} from wall_screen
    where bureau_id in (select id from bureau) and token_hash = ${tokenHash} and revoked_at is null`;
  return rows[0];
}

export async function insertScreen(
  tx: Transaction,
  { bureauId, id, name, createdAt, createdByName }: WallScreenRow,
  tokenHash: string,
): Promise<void> {
  await tx.query(Prisma.sql`
    insert into wall_screen (bureau_id, id, name, token_hash, created_at, created_by_name)
    values (${bureauId}, ${id}, ${name}, ${tokenHash}, ${createdAt}, ${createdByName})`);
}

/** Ends a screen's link; answers it with its token's hash, undefined when there is none that stands. */
export async function revokeScreenRow(
  tx: Transaction,
  bureauId: string,
  { id, at }: { readonly id: string; readonly at: string },
): Promise<(WallScreenRow & { readonly tokenHash: string }) | undefined> {
  const rows = await tx.query<WallScreenRow & { readonly tokenHash: string }>(Prisma.sql`
    update wall_screen set revoked_at = ${at}::timestamptz
    where bureau_id = ${bureauId} and id = ${id} and revoked_at is null
    returning ${columns}, token_hash as "tokenHash"`);
  return rows[0];
}

export async function touchScreen(db: PrismaClient, { bureauId, id }: WallScreenRow, at: Date): Promise<void> {
  await db.wallScreen.updateMany({ where: { bureauId, id }, data: { lastSeenAt: at } });
}
