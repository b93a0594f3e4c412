import { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';

/** Hangs a unit under another one; the paths of all below it begin anew. */
export async function moveSubtree(
  tx: Transaction,
  bureauId: string,
  {
    id,
    parentId,
    from,
    to,
  }: { readonly id: string; readonly parentId: string; readonly from: string; readonly to: string },
): Promise<void> {
  await tx.query(Prisma.sql`
    update unit set path = ${to} || substr(path, length(${from}) + 1),
      parent_id = case when id = ${id} then ${parentId} else parent_id end
    where bureau_id = ${bureauId} and starts_with(path, ${from})`);
}

/** Gives a unit another 联系方式; null: none. What was issued says what it said. */
export async function updateContact(
  tx: Transaction,
  bureauId: string,
  id: string,
  contact: string | null,
): Promise<void> {
  await tx.query(Prisma.sql`update unit set contact = ${contact} where bureau_id = ${bureauId} and id = ${id}`);
}

/** Ends the sessions of everybody of the units below a path; gives their hashes. */
export async function revokeSubtree(
  tx: Transaction,
  bureauId: string,
  path: string,
  at: string,
): Promise<readonly string[]> {
  const rows = await tx.query<{ idHash: string }>(Prisma.sql`
    update session s set revoked_at = ${at}::timestamptz from person p join unit u on u.bureau_id = p.bureau_id and u.id = p.unit_id
    where s.bureau_id = ${bureauId} and p.bureau_id = s.bureau_id and p.id = s.person_id and s.revoked_at is null
      and starts_with(u.path, ${path})
    returning s.id_hash as "idHash"`);
  return rows.map(({ idHash }) => idHash);
}

/** Closes (with an instant) or opens (with null) a unit. */
export async function updateClosed(
  tx: Transaction,
  bureauId: string,
  id: string,
  closedAt: string | null,
): Promise<void> {
  await tx.query(Prisma.sql`
    update unit set closed_at = ${closedAt}::timestamptz where bureau_id = ${bureauId} and id = ${id}`);
}

/** What a unit still holds: open units right below it, open accounts, open cases that it has or that are meant for it. */
export async function countHeld(
  tx: Transaction,
  bureauId: string,
  { id, statuses }: { readonly id: string; readonly statuses: readonly string[] },
): Promise<{ readonly units: number; readonly people: number; readonly cases: number }> {
  const [row] = await tx.query<{ units: number; people: number; cases: number }>(Prisma.sql`
    select (select count(*)::int from unit where bureau_id = ${bureauId} and parent_id = ${id} and closed_at is null) as units,
      (select count(*)::int from person where bureau_id = ${bureauId} and unit_id = ${id} and disabled_at is null) as people,
      (select count(*)::int from petition_case where bureau_id = ${bureauId} and (handling_unit_id = ${id} or meant_unit_id = ${id})
        and status = any(${[...statuses]})) as cases`);
  return row ?? { units: 0, people: 0, cases: 0 };
}
