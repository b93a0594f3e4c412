import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';

/** The marks that units have of their own, by unit. */
export async function ownMarks(tx: Transaction, bureauId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; mark: string }>(Prisma.sql`
    select id, organ_mark as mark from unit where bureau_id = ${bureauId} and organ_mark is not null`);
  return new Map(rows.map(({ id, mark }) => [id, mark]));
}

/** Gives a unit a mark of its own; null: the one proposed from its name. What was issued keeps its number. */
export async function updateMark(tx: Transaction, bureauId: string, id: string, mark: string | null): Promise<void> {
  await tx.query(Prisma.sql`update unit set organ_mark = ${mark} where bureau_id = ${bureauId} and id = ${id}`);
}

/** Another issuer whose papers already bear numbers with this mark: the same number must never be given twice. */
export async function issuerWithNumbers(
  tx: Transaction,
  bureauId: string,
  { unitId, openings }: { readonly unitId: string; readonly openings: readonly string[] },
): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(Prisma.sql`
    select issuer_unit_id as id from document
    where bureau_id = ${bureauId} and issuer_unit_id <> ${unitId} and series is not null
      and substr(number, 1, strpos(number, '〔') - 1) = any(${[...openings]})
    limit 1`);
  return row?.id;
}

/** The last number that a unit gave in each series of a year. */
export async function lastNumbers(
  prisma: PrismaClient,
  bureauId: string,
  { unitId, year }: { readonly unitId: string; readonly year: number },
): Promise<ReadonlyMap<string, number>> {
  const rows = await prisma.$queryRaw<{ series: string; last: number }[]>`
    select series, last from document_sequence
    where bureau_id = ${bureauId} and issuer_unit_id = ${unitId} and year = ${year}::int`;
  return new Map(rows.map(({ series, last }) => [series, last]));
}
