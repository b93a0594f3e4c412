import { randomUUID } from 'node:crypto';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';
import type { Viewer } from '../people/viewer.ts';

/** One look at personal data unmasked (查看个人信息): who, when, which fields and why; never the data. */
export interface PersonalDataView {
  readonly id: string;
  readonly caseId: string;
  readonly personName: string;
  readonly unitId: string;
  readonly fields: readonly string[];
  readonly reason: string;
  readonly viewedAt: Date;
}

/** When this person's looks of the last hour were, the oldest first. */
export function recentViews(tx: Transaction, { bureauId, id }: Viewer, at: string): Promise<{ viewedAt: Date }[]> {
  return tx.query(Prisma.sql`
    select viewed_at as "viewedAt" from personal_data_view
    where bureau_id = ${bureauId} and person_id = ${id} and viewed_at > ${at}::timestamptz - interval '1 hour'
    order by viewed_at`);
}

/** Keeps one look. */
export async function insertView(
  tx: Transaction,
  { bureauId, id, displayName, unitId }: Viewer,
  { caseId, fields, reason, at }: Pick<PersonalDataView, 'caseId' | 'fields' | 'reason'> & { readonly at: string },
): Promise<void> {
  await tx.query(Prisma.sql`
    insert into personal_data_view (bureau_id, id, case_id, person_id, person_name, unit_id, fields, reason, viewed_at)
    values (${bureauId}, ${randomUUID()}, ${caseId}, ${id}, ${displayName}, ${unitId}, ${[...fields]}, ${reason},
      ${at}::timestamptz)`);
}

/** The looks at each of these cases, oldest first. */
export async function viewsOfCases(
  db: PrismaClient,
  bureauId: string,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PersonalDataView[]>> {
  const rows = await db.$queryRaw<PersonalDataView[]>`
    select id, case_id as "caseId", person_name as "personName", unit_id as "unitId", fields, reason,
      viewed_at as "viewedAt"
    from personal_data_view where bureau_id = ${bureauId} and case_id = any(${[...caseIds]})
    order by viewed_at, id`;
  return Map.groupBy(rows, ({ caseId }) => caseId);
}
