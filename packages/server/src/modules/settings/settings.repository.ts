import type { PlainDate } from '@huiyin/domain';
import { isSettingKey, type SettingVersion } from '@huiyin/domain/settings';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';

/** Sends one statement, inside a transaction or outside. */
export type Query = <T>(sql: Prisma.Sql) => Promise<T[]>;

/** A value with who set it, when and why. */
export interface KeptVersion extends SettingVersion {
  readonly reason: string;
  readonly setByName: string;
  readonly setAt: Date;
}

/** Number of the newest change of a bureau's settings; 0 before the first. */
export async function readSettingsVersion(query: Query, bureauId: string): Promise<number> {
  const [row] = await query<{ version: number }>(
    Prisma.sql`select coalesce(max(ordinal), 0)::float8 as version from bureau_setting where bureau_id = ${bureauId}`,
  );
  return row?.version ?? 0;
}

/** Every value that was ever set, oldest first. Those of a later program's settings are left out. */
export async function readSettings(query: Query, bureauId: string): Promise<readonly KeptVersion[]> {
  const rows = await query<KeptVersion>(Prisma.sql`
    select key, value, valid_from::text as "validFrom", ordinal::float8 as "order", reason,
      set_by_name as "setByName", set_at as "setAt"
    from bureau_setting where bureau_id = ${bureauId} order by ordinal`);
  return rows.filter(({ key }) => isSettingKey(key));
}

/** Keeps one value. */
export async function insertSetting(
  tx: Transaction,
  bureauId: string,
  row: Pick<SettingVersion, 'key' | 'value'> & {
    readonly validFrom: PlainDate;
    readonly reason: string;
    readonly setBy: string;
    readonly setByName: string;
  },
  at: string,
): Promise<void> {
  await tx.query(Prisma.sql`
    insert into bureau_setting (bureau_id, key, value, valid_from, reason, set_by, set_by_name, set_at)
    values (${bureauId}, ${row.key}, ${row.value}, ${row.validFrom}::date, ${row.reason}, ${row.setBy}, ${row.setByName},
      ${at}::timestamptz)`);
}
