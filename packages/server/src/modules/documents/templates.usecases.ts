import { ok, type PlainDate, trimmed } from '@huiyin/domain';
import { type DocumentKind, documentKinds, fieldsOf } from '@huiyin/domain/documents';
import type { RequestContext, Services } from '../../context.ts';
import { sha256 as sha256Of } from '../../infra/sha256.ts';
import { inTransaction } from '../../infra/transaction.ts';
import {
  sampleOf,
  templateFileName,
  templateProblemText,
  templateVersionName,
  templateWarningText,
  unlaidName,
} from '../../messages/documents.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import { administer } from '../administration/administration.usecases.ts';
import { changedMeanwhile } from '../administration/seen.ts';
import type { Outcome } from '../people/people.usecases.ts';
import type { Viewer } from '../people/viewer.ts';
import type { DocumentFormat } from './documents.repository.ts';
import { type MadeDocument, makeDocument } from './make-document.ts';
import {
  findTemplate,
  findTemplateFile,
  insertTemplate,
  keepTemplateFile,
  listTemplates,
  markInUse,
  type TemplateRow,
} from './templates.repository.ts';
import { builtInTemplate } from './templates.ts';

/** The templates of a kind: the bureau's own, the newest first. None in use: the one that comes with the system is. */
export interface TemplatesOfKind {
  readonly kind: DocumentKind;
  readonly versions: readonly TemplateRow[];
}

/** Every kind with the templates that the bureau has uploaded. */
export async function templatesOf({ database }: RequestContext, { bureauId }: Viewer): Promise<TemplatesOfKind[]> {
  const rows = await inTransaction(database.pool, (tx) => listTemplates(tx, bureauId));
  return documentKinds.map((kind) => ({ kind, versions: rows.filter((row) => row.kind === kind) }));
}

/** How an upload ended: kept as a version, or what stands against it. */
export interface TemplateUpload {
  readonly version: number | null;
  /** Each a sentence: what is wrong, and how to mend it. */
  readonly problems: readonly string[];
  /** What its articles would have it say beside; it is kept all the same. */
  readonly warnings: readonly string[];
  /** What keeps it from being made into PDF; the .docx is made all the same. */
  readonly unlaid: readonly string[];
}

const longestName = 120;
const longestNote = 200;

/**
 * Checks a template that the bureau has edited and, when it is sound, keeps it as the next version: it is not in use yet, so that
 * it can be looked at first. Audited. Refuses template-unchanged for the very file that is there already.
 */
export async function uploadTemplate(
  context: RequestContext,
  viewer: Viewer,
  given: { readonly kind: DocumentKind; readonly fileName: string; readonly note: string; readonly bytes: Buffer },
): Promise<Outcome<TemplateUpload>> {
  const { kind, bytes } = given;
  const { checkTemplate } = await import('./check-template.ts');
  const check = checkTemplate(kind, bytes);
  const unlaid = check.unlaid.map(unlaidName);
  const warnings = check.warnings.map(templateWarningText);
  if (check.problems.length > 0)
    return ok({ version: null, problems: check.problems.map(templateProblemText), warnings, unlaid });
  const sha256 = sha256Of(bytes);
  const builtIn = await builtInTemplate(kind);
  return administer(context, viewer, async ({ tx, bureauId, at }) => {
    const rows = await listTemplates(tx, bureauId, kind);
    const same = sha256 === builtIn.sha256 ? 0 : rows.find((row) => row.sha256 === sha256)?.version;
    if (same !== undefined) return serverRefusal('template-unchanged', { version: templateVersionName(same) });
    const version = Math.max(0, ...rows.map((row) => row.version)) + 1;
    await keepTemplateFile(tx, bureauId, { sha256, bytes });
    const fileName = given.fileName.slice(0, longestName);
    const row = { kind, version, sha256, fileName, note: trimmed(given.note).slice(0, longestNote) };
    await insertTemplate(tx, bureauId, row, { id: viewer.id, name: viewer.displayName, at });
    return ok({
      value: { version, problems: [], warnings, unlaid },
      entry: { type: 'documentTemplateAdded', kind, version, sha256, fileName },
    });
  });
}

/**
 * Puts a version in use, a newer or an older one; 0 is the one that comes with the system. Audited. Refuses unknown-template, and
 * changed-meanwhile where another than the one seen (`version`) is in use.
 */
export function useTemplate(
  context: RequestContext,
  viewer: Viewer,
  { kind, version, seen }: { readonly kind: DocumentKind; readonly version: number; readonly seen?: unknown },
): Promise<Outcome<TemplatesOfKind>> {
  return administer(context, viewer, async ({ tx, bureauId }) => {
    const rows = await listTemplates(tx, bureauId, kind);
    if (version !== 0 && !rows.some((row) => row.version === version))
      return serverRefusal('unknown-template', {}, 'version');
    const from = rows.find(({ inUse }) => inUse)?.version ?? 0;
    if (from === version) return ok({ value: { kind, versions: rows } });
    const meanwhile = changedMeanwhile(seen, { version: from });
    if (meanwhile) return meanwhile;
    await markInUse(tx, bureauId, { kind, version });
    const versions = rows.map((row) => ({ ...row, inUse: row.version === version }));
    return ok({ value: { kind, versions }, entry: { type: 'documentTemplateUsed', kind, from, to: version } });
  });
}

/**
 * A template as it is (.docx), or filled with a made-up case to be looked at (.html, .pdf). For administrators. Refuses
 * unknown-template, and what {@link makeDocument} refuses.
 */
export async function takeTemplate(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  viewer: Viewer,
  { kind, version, format }: { readonly kind: DocumentKind; readonly version: number; readonly format: DocumentFormat },
): Promise<Outcome<MadeDocument>> {
  if (viewer.role !== 'administrator') return serverRefusal('unknown-template');
  const template = await bytesOf(database.prisma, viewer.bureauId, kind, version);
  if (!template) return serverRefusal('unknown-template');
  const day: PlainDate = clock.today();
  const data = Object.fromEntries(fieldsOf(kind).map((field) => [field, sampleOf(field, kind)]));
  const made = await makeDocument({ kind, data, format, day, template });
  if (!made.ok) return made;
  const fileName = templateFileName(kind, version, format);
  return ok({ ...made.value, fileName, ...(format === 'docx' && { bytes: template }) });
}

async function bytesOf(
  prisma: Services['database']['prisma'],
  bureauId: string,
  kind: DocumentKind,
  version: number,
): Promise<Uint8Array | undefined> {
  if (version === 0) return (await builtInTemplate(kind)).bytes;
  const sha256 = await findTemplate(prisma, bureauId, { kind, version });
  return sha256 === undefined ? undefined : findTemplateFile(prisma, bureauId, sha256);
}
