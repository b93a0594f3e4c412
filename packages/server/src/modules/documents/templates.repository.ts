import type { DocumentKind } from '@huiyin/domain/documents';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';

/** A template that the bureau has uploaded. Version 0 of every kind comes with the system and has no row. */
export interface TemplateRow {
  readonly kind: DocumentKind;
  readonly version: number;
  readonly inUse: boolean;
  readonly sha256: string;
  readonly fileName: string;
  readonly note: string;
  readonly addedByName: string;
  readonly addedAt: Date;
}

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

/** The bureau's own templates, of one kind or of all, the newest first. */
export async function listTemplates(tx: Transaction, bureauId: string, kind?: DocumentKind): Promise<TemplateRow[]> {
  return tx.query<TemplateRow>(Prisma.sql`
    select kind, version, in_use as "inUse", sha256, file_name as "fileName", note, added_by_name as "addedByName",
      added_at as "addedAt"
    from document_template
    where bureau_id = ${bureauId} and (${kind ?? null}::text is null or kind = ${kind ?? null})
    order by kind, version desc`);
}

/** The SHA-256 of one version. */
export async function findTemplate(
  db: PrismaClient,
  bureauId: string,
  { kind, version }: Pick<TemplateRow, 'kind' | 'version'>,
): Promise<string | undefined> {
  const [row] = await db.$queryRaw<{ sha256: string }[]>`
    select sha256 from document_template where bureau_id = ${bureauId} and kind = ${kind} and version = ${version}`;
  return row?.sha256;
}

/** Writes a new version; it is not in use yet. */
export async function insertTemplate(
  tx: Transaction,
  bureauId: string,
  { kind, version, sha256, fileName, note }: Omit<TemplateRow, 'inUse' | 'addedByName' | 'addedAt'>,
  by: { readonly id: string; readonly name: string; readonly at: string },
): Promise<void> {
  await tx.query(Prisma.sql`
    insert into document_template (bureau_id, kind, version, in_use, sha256, file_name, note, added_by, added_by_name, added_at)
    values (${bureauId}, ${kind}, ${version}::int, false, ${sha256}, ${fileName}, ${note}, ${by.id}, ${by.name},
      ${by.at}::timestamptz)`);
}

/** One version of a kind is in use from now on; 0: none of the bureau's own. */
export async function markInUse(
  tx: Transaction,
  bureauId: string,
  { kind, version }: Pick<TemplateRow, 'kind' | 'version'>,
): Promise<void> {
  await tx.query(Prisma.sql`
    update document_template set in_use = (version = ${version}::int) where bureau_id = ${bureauId} and kind = ${kind}`);
}
