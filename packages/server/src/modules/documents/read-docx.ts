import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';
import PizZip from 'pizzip';
import {
  type CellBlock,
  cellEdges,
  type Frame,
  type LaidDocument,
  type PageBlock,
  type PageShape,
  type ParagraphBlock,
  type Run,
  type TableBlock,
  type TableLines,
  type Unlaid,
} from './blocks.ts';
import { attribute, chain, inside, isOn, last, lineOf, lookOf, ruleOf, twips } from './docx-look.ts';
import { childOf, childrenOf, nameOf, numberOf, saidOf } from './word-xml.ts';

/** Formatting that has been said so far: the defaults, the styles, then the paragraph's and the run's own. */
interface Props {
  readonly run: readonly Element[];
  readonly paragraph: readonly Element[];
}

/** What is read of a document while its pages are laid out. */
interface Reading {
  readonly styles: ReadonlyMap<string, Element>;
  readonly defaults: Props;
  readonly normal: string | undefined;
  /** Points that the page's grid adds to the width of each character, so that as many stand in a line as it says. */
  readonly grid: number;
  readonly unlaid: Set<Unlaid>;
}

/** The root of an XML text. Throws ParseError for what is none. */
export const parseXml = (xml: string): Element | null =>
  new DOMParser({ onError: onErrorStopParsing }).parseFromString(xml, 'text/xml').documentElement;

/**
 * Reads a .docx as it will be printed: paragraphs and tables with their look, styles resolved. What the layout cannot show is
 * named in `unlaid`. Throws for bytes that are no .docx: templates are checked before they are kept.
 */
export function readDocx(bytes: Uint8Array): LaidDocument {
  const zip = new PizZip(Buffer.from(bytes));
  const body = childOf(parseXml(zip.file('word/document.xml')?.asText() ?? ''), 'body');
  if (!body) throw new TypeError('no .docx');
  const section = childOf(body, 'sectPr');
  const reading = { ...readStyles(zip), grid: gridOf(section) };
  const numbered = readMargins(zip, reading);
  const page = pageOf(section, reading, numbered);
  const firstFoot = firstFootOf(zip, section, page);
  const blocks = blocksOf(body, reading);
  const last = blocks.findLastIndex((block) => block.kind !== 'paragraph' || block.runs.length > 0);
  return {
    // nothing is printed of empty paragraphs at the end: every .docx has at least one after a table
    blocks: blocks.slice(0, last + 1),
    page: firstFoot ? { ...page, firstFoot } : page,
    unlaid: [...reading.unlaid],
  };
}

function readStyles(zip: PizZip): Omit<Reading, 'grid'> {
  const root = parseXml(zip.file('word/styles.xml')?.asText() || '<styles/>');
  const styles = new Map(childrenOf(root, 'style').map((style) => [style.getAttribute('w:styleId') ?? '', style]));
  const defaults = childOf(root, 'docDefaults');
  const of = (outer: string, inner: string) =>
    [childOf(childOf(defaults, outer), inner)].filter((one) => one !== undefined);
  const normal = [...styles].find(
    ([, style]) => style.getAttribute('w:type') === 'paragraph' && style.getAttribute('w:default') === '1',
  )?.[0];
  return {
    styles,
    normal,
    defaults: { run: of('rPrDefault', 'rPr'), paragraph: of('pPrDefault', 'pPr') },
    unlaid: new Set(),
  };
}

/** Whether the pages are numbered. A number is all that our margins can hold: other words there are reported. */
function readMargins(zip: PizZip, { unlaid }: Reading): boolean {
  let numbered = false;
  for (const { name } of zip.file(/^word\/(header|footer)\d*\.xml$/)) {
    const root = parseXml(zip.file(name)?.asText() ?? '');
    const fields = root
      ? [...root.getElementsByTagName('w:instrText'), ...root.getElementsByTagName('w:fldSimple')]
      : [];
    const page = fields.some((field) => /\bPAGE\b/.test(`${field.textContent} ${field.getAttribute('w:instr')}`));
    numbered ||= page;
    const words = [...(root?.getElementsByTagName('w:t') ?? [])].map((one) => one.textContent).join('');
    if (/[\p{L}]/u.test(words.replace(/[第共页]/g, ''))) unlaid.add('headerText');
  }
  return numbered;
}

/** The foot of the first page where it has one of its own (首页不同): the line in it, if there is one. */
function firstFootOf(zip: PizZip, section: Element | undefined, page: PageShape): PageShape['firstFoot'] {
  if (!isOn(childOf(section, 'titlePg'))) return undefined;
  const fromBottom = numberOf(childOf(section, 'pgMar'), 'footer', 851) / 20;
  const reference = childrenOf(section, 'footerReference').find((one) => one.getAttribute('w:type') === 'first');
  const links = childrenOf(parseXml(zip.file('word/_rels/document.xml.rels')?.asText() || '<none/>'));
  const target = links
    .find((one) => one.getAttribute('Id') === reference?.getAttribute('r:id'))
    ?.getAttribute('Target');
  const root = target ? parseXml(zip.file(`word/${target}`)?.asText() || '<none/>') : null;
  const lined = childrenOf(root, 'p')
    .flatMap((one) => childOf(one, 'pPr') ?? [])
    .find((props) => ruleOf([props], 'bottom') !== undefined);
  const rule = lined && ruleOf([lined], 'bottom');
  const indent = childOf(lined, 'ind');
  const width = page.width - page.left - page.right - (numberOf(indent, 'left') + numberOf(indent, 'right')) / 20;
  return { width, fromBottom, ...(rule && { rule }) };
}

function blocksOf(parent: Element, reading: Reading): readonly PageBlock[] {
  return childrenOf(parent).flatMap((child): readonly PageBlock[] => {
    switch (nameOf(child)) {
      case 'p':
        return [paragraphOf(child, reading)];
      case 'tbl':
        return [tableOf(child, reading)];
      case 'sdt':
        return blocksOf(childOf(child, 'sdtContent') ?? child, reading);
      case 'ins':
      case 'del':
        reading.unlaid.add('revision');
        return blocksOf(child, reading);
      default:
        return [];
    }
  });
}

function paragraphOf(element: Element, reading: Reading): ParagraphBlock {
  const own = childOf(element, 'pPr');
  const styles = chain(reading.styles, saidOf(own, 'pStyle') ?? reading.normal);
  const props = [...reading.defaults.paragraph, ...inside(styles, 'pPr'), ...(own ? [own] : [])];
  const runBase = [...reading.defaults.run, ...inside(styles, 'rPr')];
  const numbering = last(props, 'numPr');
  if (numbering && saidOf(numbering, 'numId') !== '0') reading.unlaid.add('list');
  if (own && childOf(own, 'sectPr')) reading.unlaid.add('columns');
  const runs = runsOf(element, runBase, reading);
  const empty = lookOf(own ? [...runBase, ...inside([own], 'rPr')] : runBase, 0).size;
  const size = runs.length > 0 ? Math.max(...runs.map((run) => run.size)) : empty;
  const indent = (key: string) => {
    const characters = attribute(props, 'ind', `${key}Chars`);
    return characters && characters !== '0' ? (Number(characters) / 100) * size : twips(attribute(props, 'ind', key));
  };
  const frame = frameOf(own);
  const above = ruleOf(props, 'top');
  const below = ruleOf(props, 'bottom');
  return {
    kind: 'paragraph',
    runs,
    align: alignments[last(props, 'jc')?.getAttribute('w:val') ?? ''] ?? 'both',
    firstLine: indent('firstLine') || -indent('hanging'),
    left: indent('left') || indent('start'),
    right: indent('right') || indent('end'),
    before: twips(attribute(props, 'spacing', 'before')),
    after: twips(attribute(props, 'spacing', 'after')),
    line: lineOf(props, size),
    size,
    ...(above && { above }),
    ...(below && { below }),
    ...(frame && { frame }),
    keepNext: isOn(last(props, 'keepNext')),
    breakBefore: isOn(last(props, 'pageBreakBefore')) || runs.some(({ text }) => text.startsWith('\f')),
  };
}

/** Of a paragraph that is set on the page: only a place given from the page's own edges is one that we can show. */
function frameOf(own: Element | undefined): Frame | undefined {
  const frame = childOf(own, 'framePr');
  if (frame?.getAttribute('w:vAnchor') !== 'page' || frame.getAttribute('w:hAnchor') !== 'page') return undefined;
  return { left: numberOf(frame, 'x') / 20, top: numberOf(frame, 'y') / 20, width: numberOf(frame, 'w') / 20 };
}

const alignments: Readonly<Record<string, ParagraphBlock['align']>> = {
  left: 'left',
  start: 'left',
  center: 'center',
  right: 'right',
  end: 'right',
  both: 'both',
  distribute: 'both',
};

/** Elements inside a paragraph that our layout has no room for. */
const strange: Readonly<Record<string, Unlaid>> = {
  drawing: 'picture',
  pict: 'picture',
  object: 'picture',
  txbxContent: 'textBox',
  footnoteReference: 'footnote',
  endnoteReference: 'footnote',
  oMath: 'equation',
  oMathPara: 'equation',
  ins: 'revision',
  del: 'revision',
};

function runsOf(parent: Element, base: readonly Element[], reading: Reading): readonly Run[] {
  return childrenOf(parent).flatMap((child): readonly Run[] => {
    const name = nameOf(child);
    const problem = strange[name];
    if (problem) reading.unlaid.add(problem);
    if (name === 'r') return runOf(child, base, reading);
    // hyperlinks, tags and content controls hold runs of their own
    return ['hyperlink', 'smartTag', 'sdt', 'sdtContent', 'ins', 'fldSimple'].includes(name)
      ? runsOf(child, base, reading)
      : [];
  });
}

function runOf(element: Element, base: readonly Element[], reading: Reading): readonly Run[] {
  const own = childOf(element, 'rPr');
  const style = chain(reading.styles, saidOf(own, 'rStyle'));
  const props = [...base, ...inside(style, 'rPr'), ...(own ? [own] : [])];
  if (isOn(last(props, 'vanish'))) return [];
  const text = childrenOf(element)
    .map((child) => textOf(child, reading))
    .join('');
  return text === '' ? [] : [{ text, ...lookOf(props, reading.grid) }];
}

function textOf(child: Element, { unlaid }: Reading): string {
  const name = nameOf(child);
  const problem = strange[name];
  if (problem) unlaid.add(problem);
  if (name === 'AlternateContent') unlaid.add('picture');
  if (name === 't') return child.textContent ?? '';
  if (name === 'tab') return '\t';
  if (name === 'br') return child.getAttribute('w:type') === 'page' ? '\f' : '\n';
  return name === 'noBreakHyphen' ? '-' : '';
}

function tableOf(element: Element, reading: Reading): TableBlock {
  const widths = childrenOf(childOf(element, 'tblGrid'), 'gridCol').map((column) =>
    twips(column.getAttribute('w:w') ?? ''),
  );
  const rows = childrenOf(element, 'tr');
  const places = rows.map(placesOf);
  const props = childOf(element, 'tblPr');
  const styles = inside(chain(reading.styles, saidOf(props, 'tblStyle')), 'tblPr');
  const said = [...styles, ...(props ? [props] : [])];
  return {
    kind: 'table',
    widths,
    lines: linesOf(said.map((one) => childOf(one, 'tblBorders'))),
    inset: insetOf(inside(said, 'tblCellMar')),
    // 版记: a table that floats at the foot of the type area
    atFoot: childOf(props, 'tblpPr')?.getAttribute('w:tblpYSpec') === 'bottom',
    rows: rows.map((row, place) => ({
      height: twips(childOf(childOf(row, 'trPr'), 'trHeight')?.getAttribute('w:val') ?? ''),
      header: isOn(childOf(childOf(row, 'trPr'), 'tblHeader')),
      whole: isOn(childOf(childOf(row, 'trPr'), 'cantSplit')),
      cells: (places[place] ?? [])
        .filter(({ merge }) => merge !== 'continue')
        .map((one): CellBlock => {
          let covers = 1;
          if (one.merge === 'restart')
            while (places[place + covers]?.some(({ from, merge }) => from === one.from && merge === 'continue'))
              covers += 1;
          const align = saidOf(childOf(one.cell, 'tcPr'), 'vAlign');
          return {
            blocks: blocksOf(one.cell, reading),
            columns: one.columns,
            rows: covers,
            align: align === 'center' ? 'middle' : align === 'bottom' ? 'bottom' : 'top',
            lines: ownLines(one.cell),
          };
        }),
    })),
  };
}

/** How thick a line is in points; 0 where there is none. */
function thickness(edge: Element | undefined): number {
  const none = ['none', 'nil'].includes(edge?.getAttribute('w:val') ?? 'none');
  return none ? 0 : numberOf(edge, 'sz', 4) / 8;
}

/** The lines of a cell itself: some office programs say those of a whole table so. */
function ownLines(cell: Element): CellBlock['lines'] {
  const borders = childOf(childOf(cell, 'tcPr'), 'tcBorders');
  const said = cellEdges.flatMap((edge) => {
    const one = childOf(borders, edge) ?? childOf(borders, { left: 'start', right: 'end', top: '', bottom: '' }[edge]);
    return one ? [[edge, thickness(one)] as const] : [];
  });
  return Object.fromEntries(said);
}

/** The lines of a table, of the style and then of its own. */
function linesOf(borders: readonly (Element | undefined)[]): TableLines {
  const said = (edge: string): number =>
    thickness(borders.map((some) => childOf(some, edge)).findLast((found) => found !== undefined));
  const sides = Math.max(said('left'), said('start'));
  return {
    top: said('top'),
    bottom: said('bottom'),
    sides,
    across: said('insideH'),
    upright: said('insideV'),
  };
}

/** What a table leaves free in its cells; at the sides 5.4 points where nothing is said, as Word has it. */
function insetOf(margins: readonly Element[]): TableBlock['inset'] {
  const said = (edge: string, none: number): number =>
    numberOf(
      margins.map((one) => childOf(one, edge)).findLast((found) => found !== undefined),
      'w',
      none,
    ) / 20;
  return { x: said('left', 108), y: said('top', 0) };
}

/** A cell with the column at which it begins, and whether it goes on from the row above. */
interface Place {
  readonly cell: Element;
  readonly from: number;
  readonly columns: number;
  readonly merge: 'restart' | 'continue' | undefined;
}

function placesOf(row: Element): readonly Place[] {
  let from = 0;
  return childrenOf(row, 'tc').map((cell) => {
    const props = childOf(cell, 'tcPr');
    const columns = Number(saidOf(props, 'gridSpan') ?? 1);
    const merged = childOf(props, 'vMerge');
    const merge = merged && (merged.getAttribute('w:val') === 'restart' ? ('restart' as const) : ('continue' as const));
    const place = { cell, from, columns, merge };
    from += columns;
    return place;
  });
}

function pageOf(section: Element | undefined, { unlaid }: Reading, numbered: boolean): PageShape {
  const size = childOf(section, 'pgSz');
  const margin = childOf(section, 'pgMar');
  if (numberOf(childOf(section, 'cols'), 'num') > 1) unlaid.add('columns');
  return {
    width: numberOf(size, 'w', 11906) / 20,
    height: numberOf(size, 'h', 16838) / 20,
    top: numberOf(margin, 'top', 1440) / 20,
    right: numberOf(margin, 'right', 1800) / 20,
    bottom: numberOf(margin, 'bottom', 1440) / 20,
    left: numberOf(margin, 'left', 1800) / 20,
    numbered,
  };
}

function gridOf(section: Element | undefined): number {
  const grid = childOf(section, 'docGrid');
  const ofCharacters = ['linesAndChars', 'snapToChars'].includes(grid?.getAttribute('w:type') ?? '');
  return ofCharacters ? numberOf(grid, 'charSpace') / 4096 : 0;
}
