import { randomUUID } from 'node:crypto';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';
import type { Viewer } from '../people/viewer.ts';

/** Of whom they are: of a case, or of a visitor of a reception session. */
export interface ViewSubject {
  readonly kind: 'case' | 'visitor';
  readonly id: string;
}

/** One look at personal data unmasked (查看个人信息): who, when, which fields and why; never the data. */
export interface PersonalDataView {
  readonly id: string;
  readonly subject: ViewSubject;
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
  { subject, fields, reason, at }: Pick<PersonalDataView, 'subject' | 'fields' | 'reason'> & { readonly at: string },
): Promise<void> {
  await tx.query(Prisma.sql`
    insert into personal_data_view (bureau_id, id, subject_kind, subject_id, person_id, person_name, unit_id, fields,
      reason, viewed_at)
    values (${bureauId}, ${randomUUID()}, ${subject.kind}, ${subject.id}, ${id}, ${displayName}, ${unitId},
      ${[...fields]}, ${reason}, ${at}::timestamptz)`);
}

/** The looks at each of these cases, oldest first. */
export async function viewsOfCases(
  db: PrismaClient,
  bureauId: string,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PersonalDataView[]>> {
  const rows = await db.$queryRaw<PersonalDataView[]>`
    select id, jsonb_build_object('kind', subject_kind, 'id', subject_id) as subject, person_name as "personName", unit_id as "unitId", fields, reason,
      viewed_at as "viewedAt"
    from personal_data_view where bureau_id = ${bureauId} and subject_kind = 'case' and subject_id = any(${[...caseIds]})
    order by viewed_at, id`;
  return Map.groupBy(rows, ({ subject }) => subject.id);
}
