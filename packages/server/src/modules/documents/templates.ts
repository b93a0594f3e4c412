import { actsOfPaper, type DocumentKind, documentKinds } from '@huiyin/domain/documents';
import type { Pool } from 'pg';
import { sha256 } from '../../infra/sha256.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { keepTemplateFile } from './templates.repository.ts';

/** A template's bytes and their name. */
export interface Template {
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

const built = new Map<DocumentKind, Template>();

/** The template that comes with the system, made when it is first needed: the engine is not loaded at the start. */
export async function builtInTemplate(kind: DocumentKind): Promise<Template> {
  const known = built.get(kind);
  if (known) return known;
  const { defaultTemplate } = await import('./default-templates.ts');
  const bytes = defaultTemplate(kind);
  const template = { bytes, sha256: sha256(bytes) };
  built.set(kind, template);
  return template;
}

const keptFor = new Map<string, Promise<void>>();

/**
 * Keeps, once a process and bureau, the templates that come with the system beside those of the bureau: a paper that was issued
 * by one is printed by it for ever, whatever a newer version of the system brings.
 */
export async function keepBuiltInTemplates(pool: Pool, bureauId: string): Promise<void> {
  const key = `${pool.options.connectionString ?? ''} ${bureauId}`;
  const kept =
    keptFor.get(key) ??
    inTransaction(pool, async (tx) => {
      for (const kind of documentKinds) {
        if (actsOfPaper(kind).length > 0) await keepTemplateFile(tx, bureauId, await builtInTemplate(kind));
      }
    });
  keptFor.set(key, kept);
  await kept.catch((error: unknown) => {
    keptFor.delete(key);
    throw error;
  });
}
