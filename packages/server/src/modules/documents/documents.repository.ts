import type { PlainDate } from '@huiyin/domain';
import type { DomainEvent } from '@huiyin/domain/cases';
import type { DocumentData, DocumentKind } from '@huiyin/domain/documents';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';

/** How a paper is handed out. The preview is made each time; the two others are kept. */
const documentFormats = ['docx', 'pdf', 'html'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** How a paper was taken (取用): as a file, looked at, or its PDF sent to a printer. */
export const documentTakings = [...documentFormats, 'print'] as const;
export type DocumentTaking = (typeof documentTakings)[number];
/** What is made for a taking. */
export const formatOf = (taking: DocumentTaking): DocumentFormat => (taking === 'print' ? 'pdf' : taking);

/** A paper with what it was filled with (文书). */
export interface DocumentRow {
  readonly bureauId: string;
  readonly id: string;
  readonly caseId: string;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly issuerUnitId: string;
  readonly series: string | null;
  readonly year: number | null;
  readonly sequence: number | null;
  readonly issuedOn: PlainDate;
  readonly issuedAt: string;
  readonly issuedByName: string;
  readonly templateSha256: string;
  readonly data: DocumentData;
}

/**
 * Takes the next number of a series (发文字号), gap-free: the row stays locked until the act's transaction ends. With it the mark
 * that the unit has of its own (机关代字).
 */
export async function takeDocumentNumber(
  tx: Transaction,
  bureauId: string,
  { issuerUnitId, series, year }: { readonly issuerUnitId: string; readonly series: string; readonly year: number },
): Promise<{ readonly last: number; readonly mark: string | null }> {
  const [row] = await tx.query<{ last: number; mark: string | null }>(Prisma.sql`
    insert into document_sequence (bureau_id, issuer_unit_id, series, year, last)
    values (${bureauId}, ${issuerUnitId}, ${series}, ${year}::int, 1)
    on conflict (bureau_id, issuer_unit_id, series, year) do update set last = document_sequence.last + 1
    returning last, (select organ_mark from unit where bureau_id = ${bureauId} and id = ${issuerUnitId}) as mark`);
  if (!row) throw new Error('no document number was given');
  return row;
}

/** Writes papers, in the transaction of the acts that brought them forth. */
export async function insertDocuments(tx: Transaction, rows: readonly DocumentRow[]): Promise<void> {
  await tx.query(Prisma.sql`
    insert into document (bureau_id, id, case_id, kind, issuer_unit_id, number, series, year, sequence, issued_on,
      issued_at, issued_by_name, template_sha256, data)
    select * from jsonb_to_recordset(${JSON.stringify(rows.map(documentRow))}::jsonb) as r(bureau_id text, id text,
      case_id text, kind text, issuer_unit_id text, number text, series text, year int, sequence int, issued_on date,
      issued_at timestamptz, issued_by_name text, template_sha256 text, data jsonb)`);
}

function documentRow(row: DocumentRow) {
  return {
    bureau_id: row.bureauId,
    id: row.id,
    case_id: row.caseId,
    kind: row.kind,
    issuer_unit_id: row.issuerUnitId,
    number: row.number,
    series: row.series,
    year: row.year,
    sequence: row.sequence,
    issued_on: row.issuedOn,
    issued_at: row.issuedAt,
    issued_by_name: row.issuedByName,
    template_sha256: row.templateSha256,
    data: row.data,
  };
}

/** Cancels a paper (作废); nothing else of it ever changes. */
export async function markVoided(tx: Transaction, bureauId: string, ids: readonly string[], at: string): Promise<void> {
  await tx.query(Prisma.sql`
    update document set voided_at = ${at}::timestamptz
    where bureau_id = ${bureauId} and id = any(${[...ids]}) and voided_at is null`);
}

/** Names of people, for what a paper says of them. */
export async function namesOfPeople(
  tx: Transaction,
  bureauId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; name: string }>(Prisma.sql`
    select id, display_name as name from person where bureau_id = ${bureauId} and id = any(${[...ids]})`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The paper, whoever may see it: ask for its case first. */
export async function findDocument(
  db: PrismaClient,
  bureauId: string,
  id: string,
): Promise<(DocumentRow & { readonly voided: boolean }) | undefined> {
  const [row] = await db.$queryRaw<(DocumentRow & { voided: boolean })[]>`
    select bureau_id as "bureauId", id, case_id as "caseId", kind, number, issuer_unit_id as "issuerUnitId", series, year,
      sequence, to_char(issued_on, 'YYYY-MM-DD') as "issuedOn", issued_at as "issuedAt", issued_by_name as "issuedByName",
      template_sha256 as "templateSha256", data, voided_at is not null as voided
    from document where bureau_id = ${bureauId} and id = ${id}`;
  return row;
}

/** The kept bytes of a paper. */
export async function findDocumentFile(
  db: PrismaClient,
  bureauId: string,
  documentId: string,
  format: DocumentFormat,
): Promise<{ readonly bytes: Uint8Array; readonly sha256: string } | undefined> {
  const [row] = await db.$queryRaw<{ bytes: Uint8Array; sha256: string }[]>`
    select bytes, sha256 from document_file
    where bureau_id = ${bureauId} and document_id = ${documentId} and format = ${format}`;
  return row;
}

/** Keeps the bytes as they were first made; answers those that are kept, should another have been quicker. */
export async function keepDocumentFile(
  db: PrismaClient,
  file: {
    readonly bureauId: string;
    readonly documentId: string;
    readonly format: DocumentFormat;
    readonly sha256: string;
    readonly bytes: Uint8Array;
    readonly at: Date;
  },
): Promise<Uint8Array> {
  const { bureauId, documentId, format, sha256, at } = file;
  await db.$executeRaw`
    insert into document_file (bureau_id, document_id, format, sha256, bytes, made_at)
    values (${bureauId}, ${documentId}, ${format}, ${sha256}, ${Buffer.from(file.bytes)}, ${at})
    on conflict do nothing`;
  return (await findDocumentFile(db, bureauId, documentId, format))?.bytes ?? file.bytes;
}

/** One line of who took what (取用记录). */
export interface DocumentAccessRow {
  readonly caseId: string;
  readonly documentId: string | null;
  readonly kind: DocumentKind;
  readonly format: DocumentTaking;
  readonly personName: string;
  readonly takenAt: Date;
}

/** Who did the newest act of that type in a case, and when it came in; undefined where there is none. */
export async function newestAct(
  db: PrismaClient,
  bureauId: string,
  caseId: string,
  type: DomainEvent['type'],
): Promise<{ readonly by: string; readonly at: Date } | undefined> {
  const [row] = await db.$queryRaw<{ by: string; at: Date }[]>`
    select actor_name as by, received_at as at from event
    where bureau_id = ${bureauId} and stream_kind = 'petitionCase' and stream_id = ${caseId} and type = ${type}
    order by seq desc limit 1`;
  return row;
}

/** Writes down that a paper with personal data was taken. */
export async function appendAccess(
  db: PrismaClient,
  bureauId: string,
  { caseId, documentId, kind, format, personName, takenAt }: DocumentAccessRow,
  personId: string,
): Promise<void> {
  await db.$executeRaw`
    insert into document_access (bureau_id, case_id, document_id, kind, format, person_id, person_name, taken_at)
    values (${bureauId}, ${caseId}, ${documentId}, ${kind}, ${format}, ${personId}, ${personName}, ${takenAt})`;
}

/** Who took papers of these cases, the last fifty of each, the newest first. */
export async function listAccesses(
  db: PrismaClient,
  bureauId: string,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, DocumentAccessRow[]>> {
  const rows = await db.$queryRaw<DocumentAccessRow[]>`
    select a.case_id as "caseId", a.document_id as "documentId", a.kind, a.format, a.person_name as "personName",
      a.taken_at as "takenAt"
    from unnest(${caseIds}::text[]) as wanted(id) cross join lateral (
      select * from document_access d where d.bureau_id = ${bureauId} and d.case_id = wanted.id order by d.id desc limit 50
    ) a order by a.id desc`;
  return Map.groupBy(rows, ({ caseId }) => caseId);
}
