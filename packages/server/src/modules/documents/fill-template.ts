import { type DocumentData, type DocumentKind, fieldsOf } from '@huiyin/domain/documents';
import { documentFieldName } from '@huiyin/domain/messages';
import { DOMParser, type Document, type Element, type Node, XMLSerializer } from '@xmldom/xmldom';
import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { lineEnd } from './organ-title.ts';
import { childOf, childrenOf, nameOf } from './word-xml.ts';
import { zipBytes } from './zip-bytes.ts';

/** Options of the template engine: {字段}, and {#字段}…{/字段} around what stands only where the field is not empty. */
export const engineOptions = {
  paragraphLoop: true,
  errorLogging: false,
  // Words that a keyboard cannot type and XML cannot hold are no reason to refuse a letter.
  stripInvalidXMLChars: true,
  nullGetter: () => '',
} as const;

/** Parts the paragraphs of a text on their way through the engine: no character, so that none is taken for it. */
const parting = '\uFDD0';

/**
 * Fills a checked template. The same template and data give the same bytes. Each line of a text becomes a paragraph of its own,
 * in the look of the one it stands in; a paragraph that held only empty fields goes.
 */
export function fillTemplate(template: Uint8Array, kind: DocumentKind, data: DocumentData): Buffer {
  const words = Object.fromEntries(
    fieldsOf(kind).map((field) => [
      documentFieldName(field),
      (data[field] ?? '')
        // two of them the engine leaves in
        .replaceAll(/[\ufffe\uffff]/g, '')
        .trim()
        .split(/\r?\n+/)
        .join(parting),
    ]),
  );
  const engine = new Docxtemplater(new PizZip(Buffer.from(template)), engineOptions);
  engine.render(words);
  const zip = engine.getZip();
  const path = 'word/document.xml';
  zip.file(path, tidied(zip.file(path)?.asText() ?? ''));
  return zipBytes(zip);
}

function tidied(xml: string): string {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  for (const paragraph of [...document.getElementsByTagName('w:p')]) {
    const text = paragraph.textContent ?? '';
    if (text.includes(lineEnd)) breakLines(document, paragraph);
    if (text.includes(parting)) split(paragraph);
    else if (text === '' && paragraph.getElementsByTagName('w:t').length > 0 && !isAlone(paragraph)) {
      paragraph.parentNode?.removeChild(paragraph);
    }
  }
  return new XMLSerializer().serializeToString(document);
}

/** Breaks a line inside its paragraph. */
function breakLines(document: Document, paragraph: Element): void {
  for (const text of [...paragraph.getElementsByTagName('w:t')]) {
    for (const [place, line] of (text.textContent ?? '').split(lineEnd).entries()) {
      if (place > 0) text.parentNode?.insertBefore(document.createElement('w:br'), text);
      const copy = emptyCopy(text);
      copy.textContent = line;
      text.parentNode?.insertBefore(copy, text);
    }
    text.parentNode?.removeChild(text);
  }
}

/** The only paragraph of its cell: a cell cannot be without. */
const isAlone = ({ parentNode }: Element): boolean =>
  // a paragraph's parent is an element of the body
  childrenOf(parentNode as Element | null, 'p').length < 2;

/** One paragraph for each line, with the same properties. */
function split(paragraph: Element): void {
  const add = (node: Node): void => {
    made.at(-1)?.appendChild(node);
  };
  const begin = (): Element => {
    const next = emptyCopy(paragraph);
    const props = childOf(paragraph, 'pPr');
    if (props) next.appendChild(props.cloneNode(true));
    return next;
  };
  const made: Element[] = [begin()];
  for (const child of childrenOf(paragraph)) {
    if (nameOf(child) === 'pPr') continue;
    const [text] = childrenOf(child, 't').filter((one) => one.textContent?.includes(parting));
    if (!text) {
      add(child.cloneNode(true));
      continue;
    }
    for (const [place, line] of (text.textContent ?? '').split(parting).entries()) {
      if (place > 0) made.push(begin());
      add(runWith(child, line));
    }
  }
  for (const one of made) paragraph.parentNode?.insertBefore(one, paragraph);
  paragraph.parentNode?.removeChild(paragraph);
}

/** The run with another text, in the same look. */
function runWith(run: Element, line: string): Element {
  const next = emptyCopy(run);
  const props = childOf(run, 'rPr');
  if (props) next.appendChild(props.cloneNode(true));
  const [text] = childrenOf(run, 't');
  if (text) {
    const copy = emptyCopy(text);
    copy.setAttribute('xml:space', 'preserve');
    copy.textContent = line;
    next.appendChild(copy);
  }
  return next;
}

/** The element with its attributes, without what is in it. */
const emptyCopy = (element: Element): Element => element.cloneNode(false) as Element; // a copy is of the same kind
