import {
  commonFields,
  type DocumentField,
  type DocumentKind,
  documentRules,
  fieldsOf,
  type MustSay,
  ownFields,
  unsaid,
} from '@huiyin/domain/documents';
import { documentFieldName } from '@huiyin/domain/messages';
import type { Element } from '@xmldom/xmldom';
import Docxtemplater, { type DXT } from 'docxtemplater';
import inspectModule from 'docxtemplater/js/inspect-module.js';
import PizZip from 'pizzip';
import type { PageBlock, Unlaid } from './blocks.ts';
import { engineOptions } from './fill-template.ts';
import { parseXml, readDocx } from './read-docx.ts';
import { childrenOf } from './word-xml.ts';
import { unpack, type ZipPart } from './zip-guard.ts';

/** What is wrong with a template, with the words that its sentence needs. */
export type TemplateProblem =
  | { readonly code: 'template-too-large'; readonly kilobytes: number }
  | { readonly code: 'template-not-docx' | 'template-macros' | 'template-linked' | 'template-raw-tag' }
  | { readonly code: 'template-tag-broken'; readonly tag: string; readonly fault: TagFault }
  | { readonly code: 'template-field-unknown'; readonly tag: string; readonly nearest: string }
  | { readonly code: 'template-field-of-others' | 'template-field-missing'; readonly tag: string }
  | { readonly code: 'template-unsaid'; readonly unsaid: MustSay };
type TagFault = 'unclosed' | 'unopened' | 'unclosedSection' | 'unopenedSection' | 'fullWidth' | 'other';

/** What stands against a template; and, of a sound one, what its author should look at and what keeps it from being made into PDF. */
export interface TemplateCheck {
  readonly problems: readonly TemplateProblem[];
  /** What the articles would have it say, where it is a paper without. */
  readonly warnings: readonly MustSay[];
  readonly unlaid: readonly Unlaid[];
}

const largestTemplate = 512 * 1024;

/**
 * Checks a template of a kind before it is kept: a .docx without macros and without anything fetched from elsewhere, its tags
 * whole, its fields known (each unknown one with the nearest that is), every field used that the paper needs by law, and the
 * words in it that the articles ask of such a paper ({@link mustSay}).
 */
export function checkTemplate(kind: DocumentKind, bytes: Buffer): TemplateCheck {
  const refused = (problem: TemplateProblem): TemplateCheck => ({ problems: [problem], warnings: [], unlaid: [] });
  if (bytes.length > largestTemplate) return refused({ code: 'template-too-large', kilobytes: largestTemplate / 1024 });
  const parts = unpack(bytes);
  if (!parts || !isDocx(parts) || !isReadable(bytes, parts)) return refused({ code: 'template-not-docx' });
  if (parts.some(isMacro)) return refused({ code: 'template-macros' });
  if (parts.some(isLinked)) return refused({ code: 'template-linked' });
  const tags = tagsOf(bytes);
  if ('problems' in tags) return { ...tags, warnings: [], unlaid: [] };
  const laid = readDocx(bytes);
  const said = linesOf(laid.blocks).join('\n');
  const missing = unsaid(kind, said);
  const problems = [
    ...fullWidthTags(said),
    ...unknownFields(kind, tags.used),
    ...missingFields(kind, tags.used),
    ...missing.filter(({ binding }) => binding).map((one) => ({ code: 'template-unsaid', unsaid: one }) as const),
  ];
  if (problems.length > 0) return { problems, warnings: [], unlaid: [] };
  return { problems, warnings: missing.filter(({ binding }) => !binding), unlaid: laid.unlaid };
}

/** The words of a page, a line a paragraph, without the blanks that only place them. */
const linesOf = (blocks: readonly PageBlock[]): readonly string[] =>
  blocks.flatMap((block) =>
    block.kind === 'table'
      ? block.rows.flatMap(({ cells }) => cells.flatMap((cell) => linesOf(cell.blocks)))
      : block.kind === 'paragraph'
        ? [block.runs.map(({ text: words }) => words.replace(/\s/g, '')).join('')]
        : [],
  );

const text = ({ bytes }: ZipPart): string => bytes.toString('utf8');
const isXml = ({ name }: ZipPart): boolean => /\.(xml|rels)$/i.test(name);

const isDocx = (parts: readonly ZipPart[]): boolean =>
  parts.some((part) => part.name === 'word/document.xml' && /<w:body\b/.test(text(part))) &&
  parts.some((part) => part.name === contentTypes && /wordprocessingml\.(document|template)/.test(text(part))) &&
  // an entity of one's own making is no part of a letter
  !parts.some((part) => isXml(part) && /<!(DOCTYPE|ENTITY)/i.test(text(part)));

/**
 * Whether it is whole for those who will read it: the engine, which opens a part when it is asked for and throws what it likes, and the
 * reader of XML. A file that was damaged on its way often has its list of parts still.
 */
function isReadable(bytes: Buffer, parts: readonly ZipPart[]): boolean {
  try {
    const zip = new PizZip(bytes);
    for (const file of Object.values(zip.files)) file.asNodeBuffer();
    return parts.filter(isXml).every((part) => {
      const root = parseXml(text(part));
      return zip.file(part.name)?.asNodeBuffer().equals(part.bytes) && (part.name !== contentTypes || areTyped(root));
    });
  } catch {
    return false;
  }
}

const contentTypes = '[Content_Types].xml';
const areTyped = (root: Element | null): boolean =>
  childrenOf(root).every(
    (one) => one.getAttribute('ContentType') && (one.getAttribute('PartName') ?? one.getAttribute('Extension')),
  );

/** Programs: VBA, ActiveX, embedded objects, fields that start something (DDE). */
const isMacro = (part: ZipPart): boolean =>
  /vbaProject|activeX|\/embeddings\//i.test(part.name) ||
  (part.name === contentTypes && /macroEnabled|vbaProject/i.test(text(part))) ||
  (isXml(part) && /<w:instrText[^>]*>\s*(DDE|DDEAUTO|MACROBUTTON|INCLUDETEXT|INCLUDEPICTURE)\b/i.test(text(part)));

/** Anything fetched from outside when the file is opened; a hyperlink is only followed by who clicks it. */
const isLinked = (part: ZipPart): boolean =>
  part.name.endsWith('.rels') &&
  [...text(part).matchAll(/<Relationship\b[^>]*>/g)].some(
    ([one]) => /TargetMode="External"/i.test(one) && !/\/hyperlink"/i.test(one),
  );

/** A tag as the engine reads it: a section has its own inside. */
interface Tag {
  readonly value: string;
  readonly subparsed?: readonly Tag[];
}
type Inspector = DXT.Module & { getAllStructuredTags(): readonly Tag[] };
// The package's types tell of a class behind `default`; what is there when it runs is the factory itself.
const inspect = inspectModule as unknown as () => Inspector;

interface EngineFault {
  readonly id?: string;
  readonly properties?: { readonly id?: string; readonly xtag?: string };
}

const faults: Readonly<Record<string, TagFault>> = {
  unclosed_tag: 'unclosed',
  duplicate_open_tag: 'unclosed',
  unopened_tag: 'unopened',
  duplicate_close_tag: 'unopened',
  unclosed_loop: 'unclosedSection',
  unopened_loop: 'unopenedSection',
  closing_tag_does_not_match_opening_tag: 'unclosedSection',
};

function tagsOf(bytes: Buffer): { readonly used: ReadonlySet<string> } | Pick<TemplateCheck, 'problems'> {
  const inspector = inspect();
  try {
    new Docxtemplater(new PizZip(bytes), { ...engineOptions, modules: [inspector] });
  } catch (error) {
    const found = engineFaults(error);
    if (found.length === 0) throw error;
    const problems = found.map(({ properties: { id = '', xtag = '' } = {} }): TemplateProblem => {
      return { code: 'template-tag-broken', tag: xtag.slice(0, 40), fault: faults[id] ?? 'other' };
    });
    return { problems: [...new Map(problems.map((one) => [JSON.stringify(one), one])).values()] };
  }
  // {@…} would set the data in as Word's own language.
  if (JSON.stringify(inspector.getAllStructuredTags()).includes('"rawxml"'))
    return { problems: [{ code: 'template-raw-tag' }] };
  return { used: new Set(namesIn(inspector.getAllStructuredTags())) };
}

/** The engine throws one error with all faults in it. */
function engineFaults(error: unknown): readonly EngineFault[] {
  const { properties } = (error ?? {}) as { properties?: { errors?: readonly EngineFault[]; id?: string } }; // its own shape
  if (properties?.errors) return properties.errors;
  return properties?.id ? [{ properties }] : [];
}

/** All names in a tree of tags. */
const namesIn = (tags: readonly Tag[]): readonly string[] =>
  tags.flatMap(({ value, subparsed = [] }) => [value, ...namesIn(subparsed)]);

/** ｛信访人｝ as a Chinese keyboard types it: no tag, so that it would be printed as it stands. */
const fullWidthTags = (said: string): readonly TemplateProblem[] =>
  [...said.matchAll(/｛[#^/]?([^｛｝]*)｝/g)]
    .filter(([, name = '']) => everyName.includes(name))
    .map(([, tag = '']) => ({ code: 'template-tag-broken', tag, fault: 'fullWidth' }));

const everyName: readonly string[] = [...commonFields, ...ownFields].map(documentFieldName);

function unknownFields(kind: DocumentKind, used: ReadonlySet<string>): readonly TemplateProblem[] {
  const names = fieldsOf(kind).map(documentFieldName);
  return [...used]
    .filter((tag) => !names.includes(tag))
    .map((tag) =>
      everyName.includes(tag)
        ? { code: 'template-field-of-others', tag }
        : { code: 'template-field-unknown', tag: tag.slice(0, 40), nearest: nearestOf(tag, names) },
    );
}

function missingFields(kind: DocumentKind, used: ReadonlySet<string>): readonly TemplateProblem[] {
  return documentRules[kind].required
    .map((field: DocumentField) => documentFieldName(field))
    .filter((name) => !used.has(name))
    .map((tag) => ({ code: 'template-field-missing', tag }));
}

/** The known name that needs the fewest changes of a character; of equal ones the one with more characters in common. */
function nearestOf(tag: string, names: readonly string[]): string {
  const shared = (name: string) => [...name].filter((sign) => tag.includes(sign)).length;
  return names.toSorted((a, b) => distance(tag, a) - shared(a) - (distance(tag, b) - shared(b))).at(0) ?? '';
}

/** Levenshtein. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (const [i, sign] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (sign === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
