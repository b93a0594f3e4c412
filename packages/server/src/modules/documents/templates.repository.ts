import type { DocumentKind } from '@huiyin/domain/documents';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';

/** SHA-256 of the bureau's own templates that are in use, by kind; where one is missing, the one that comes with the system is. */
export async function templatesInUse(
  tx: Transaction,
  bureauId: string,
  kinds: readonly DocumentKind[],
): Promise<ReadonlyMap<DocumentKind, string>> {
  const rows = await tx.query<{ kind: DocumentKind; sha256: string }>(Prisma.sql`
    select kind, sha256 from document_template
    where bureau_id = ${bureauId} and in_use and kind = any(${[...kinds]})`);
  return new Map(rows.map(({ kind, sha256 }) => [kind, sha256]));
}

/** The bytes of a template. */
export async function findTemplateFile(
  db: PrismaClient,
  bureauId: string,
  sha256: string,
): Promise<Uint8Array | undefined> {
  const [row] = await db.$queryRaw<{ bytes: Uint8Array }[]>`
    select bytes from document_template_file where bureau_id = ${bureauId} and sha256 = ${sha256}`;
  return row?.bytes;
}

/** Keeps the bytes of a template under their SHA-256. */
export async function keepTemplateFile(
  tx: Transaction,
  bureauId: string,
  { sha256, bytes }: { readonly sha256: string; readonly bytes: Uint8Array },
): Promise<void> {
  await tx.query(Prisma.sql`
    insert into document_template_file (bureau_id, sha256, bytes) values (${bureauId}, ${sha256}, ${Buffer.from(bytes)})
    on conflict do nothing`);
}
