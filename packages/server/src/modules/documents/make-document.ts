import { ok, type PlainDate } from '@huiyin/domain';
import type { DocumentData, DocumentKind } from '@huiyin/domain/documents';
import { documentKindName } from '@huiyin/domain/messages';
import { unlaidName } from '../../messages/documents.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import type { Outcome } from '../people/people.usecases.ts';
import type { DocumentFormat } from './documents.repository.ts';
import { builtInTemplate } from './templates.ts';

/** A file ready to be handed out. */
export interface MadeDocument {
  readonly bytes: Uint8Array;
  readonly mime: string;
  /** Without folder, in Chinese: 受理告知书 教信受〔2026〕1号.docx. */
  readonly fileName: string;
}

/** What to make: a kind, what it says (fields of the kind, see `fieldsOf`), and how. */
export interface DocumentOrder {
  readonly kind: DocumentKind;
  readonly data: DocumentData;
  readonly format: DocumentFormat;
  /** The day that the PDF gives as its own. */
  readonly day: PlainDate;
  /** A checked .docx; the one that comes with the system when not given. */
  readonly template?: Uint8Array;
  /** Written across each page, on the screen and in the PDF: 拟稿 of what is not issued, 作废 of what was cancelled. */
  readonly mark?: string;
}

const mimes: Readonly<Record<DocumentFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
};

/**
 * Makes a paper (文书) of its data, for any part of the server: the filled template as .docx, as PDF/A with selectable text, or
 * as a page of HTML for the screen; PDF and HTML are laid out of the very .docx. Pure but for the fonts of the machine, and
 * loads its libraries when it is first called. Refuses document-not-laid (the template holds what a PDF of ours cannot show)
 * and document-glyphs-missing (no font has these characters: never boxes).
 */
export async function makeDocument(order: DocumentOrder): Promise<Outcome<MadeDocument>> {
  const { kind, data, format } = order;
  const { fillTemplate } = await import('./fill-template.ts');
  const template = order.template ?? (await builtInTemplate(kind)).bytes;
  const filled = fillTemplate(template, kind, data);
  return renderDocument(filled, { ...order, title: titleOf(kind, data), format });
}

/** 受理告知书 教信受〔2026〕1号; of a paper without number the case's. */
function titleOf(kind: DocumentKind, { number, caseNumber }: DocumentData): string {
  return `${documentKindName(kind)} ${number || caseNumber || ''}`.trim();
}

/** A filled .docx in another format: see {@link makeDocument}. */
export async function renderDocument(
  filled: Uint8Array,
  { title, format, day, mark }: Pick<DocumentOrder, 'format' | 'day' | 'mark'> & { readonly title: string },
): Promise<Outcome<MadeDocument>> {
  const made = (bytes: Uint8Array): Outcome<MadeDocument> =>
    ok({ bytes, mime: mimes[format], fileName: `${title}.${format}` });
  if (format === 'docx') return made(filled);
  const [{ readDocx }, { pageHtml }] = await Promise.all([import('./read-docx.ts'), import('./page-html.ts')]);
  const laid = readDocx(filled);
  if (format === 'html') return made(Buffer.from(pageHtml(laid, title, mark)));
  if (laid.unlaid.length > 0) {
    return serverRefusal('document-not-laid', { what: laid.unlaid.map(unlaidName).join('、') });
  }
  const { pagePdf } = await import('./page-pdf.ts');
  const pdf = pagePdf(laid, title, day, mark);
  if (pdf.ok) return made(pdf.bytes);
  const many = [...pdf.missing].length > 12;
  return many
    ? serverRefusal('document-font-missing')
    : serverRefusal('document-glyphs-missing', { characters: pdf.missing });
}
