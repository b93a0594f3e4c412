import PizZip from 'pizzip';
import { zipBytes } from './zip-bytes.ts';

// Writes the .docx of the templates that come with the system: no more of OOXML than these pages need.

/** Fonts by the name that stands on every official's workstation; elsewhere Word and WPS choose the nearest. */
type FontName = '仿宋_GB2312' | '楷体_GB2312' | '黑体' | '宋体' | '方正小标宋简体';

/** Text in one look; sizes in half points: 32 三号, 44 二号, 28 四号, 24 小四. */
interface Look {
  readonly size?: number;
  readonly font?: FontName;
  readonly bold?: boolean;
  /** Six hexadecimal digits. */
  readonly colour?: string;
}

interface ParagraphLook extends Look {
  readonly align?: 'left' | 'center' | 'right' | 'both';
  /** Characters of indent: of the first line, from the left (below nought: the first line hangs out), from the right. */
  readonly firstLine?: number;
  readonly left?: number;
  readonly right?: number;
  /** Points before and after. */
  readonly before?: number;
  readonly after?: number;
  readonly keepNext?: boolean;
  /** Set on the page at this distance from its top and left edge, so wide (millimetres), whatever the margins are. */
  readonly frame?: { readonly top: number; readonly left: number; readonly width: number };
  readonly pageBreakBefore?: boolean;
  /** Line below or above, as the letter format wants it (武文线). */
  readonly rule?: {
    readonly side: 'top' | 'bottom';
    readonly style: 'thinThick' | 'thickThin' | 'single';
    readonly colour?: string;
    /** Points between it and the text; 4 where nothing is said. */
    readonly space?: number;
  };
  /** Points of each line; 28.95 where nothing is said (22 lines a page). */
  readonly line?: number;
}

/** A paragraph (with {tags} of a template), or a table. */
export type Block = { readonly text: string; readonly look: ParagraphLook } | { readonly table: TableShape };

/** Something drawn, with parts of its own (a chart). Lengths in EMU; the first part is the one that the drawing refers to. */
export interface EmbeddedPart {
  readonly width: number;
  readonly height: number;
  /** What it is, for whoever cannot see it. */
  readonly title: string;
  readonly graphic: (relationId: string) => string;
  readonly relation: string;
  readonly parts: (
    n: number,
  ) => readonly { readonly path: string; readonly type?: string; readonly content: string | Buffer }[];
}

/**
 * Column widths in twips, and rows of cells. `lines`: all around and inside, none, or as 版记 has them (0.35 mm above and below,
 * 0.25 mm between, GB/T 9704-2012, 7.4.1). `atFoot`: at the foot of the type area of the page that it falls on.
 */
export interface TableShape {
  readonly widths: readonly number[];
  readonly rows: readonly TableRow[];
  readonly lines?: 'all' | 'none' | 'imprint';
  readonly atFoot?: boolean;
}
/** `height`: the least, in twips. `header`: said again on each page; `whole`: not parted by the end of a page. */
interface TableRow {
  readonly height?: number;
  readonly cells: readonly Cell[];
  readonly header?: boolean;
  readonly whole?: boolean;
}
interface Cell {
  readonly blocks: readonly Block[];
  readonly span?: number;
}

/** A paragraph in 三号仿宋, first line indented by two characters unless said otherwise. */
export const p = (text: string, look: ParagraphLook = {}): Block => ({ text, look: { firstLine: 2, ...look } });
/** A paragraph without indent. */
export const line = (text: string, look: ParagraphLook = {}): Block => ({ text, look });
/** A table. */
export const table = (shape: TableShape): Block => ({ table: shape });

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function runProps({ size = 32, font = '仿宋_GB2312', bold, colour }: Look): string {
  return [
    `<w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}" w:cs="${font}"/>`,
    bold ? '<w:b/>' : '',
    colour ? `<w:color w:val="${colour}"/>` : '',
    // 28 characters a line are 15.75 points each; a grid of characters is counted otherwise by each office program
    '<w:spacing w:val="-5"/>',
    `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`,
  ].join('');
}

const ruleStyles = {
  thinThick: ['thinThickSmallGap', 24],
  thickThin: ['thickThinSmallGap', 24],
  single: ['single', 8],
} as const;

function paragraphProps(look: ParagraphLook): string {
  const { align, firstLine = 0, left = 0, right = 0, before = 0, after = 0, rule, size = 32 } = look;
  // A character's width is its size: half points × 10 = twips.
  const twips = (characters: number) => Math.round(characters * size * 10);
  const [style, width] = rule ? ruleStyles[rule.style] : ['single', 8];
  return [
    look.keepNext ? '<w:keepNext/>' : '',
    look.frame ? frameXml(look.frame) : '',
    look.pageBreakBefore ? '<w:pageBreakBefore/>' : '',
    rule
      ? `<w:pBdr><w:${rule.side} w:val="${style}" w:sz="${width}" w:space="${rule.space ?? 4}" w:color="${rule.colour ?? '000000'}"/></w:pBdr>`
      : '',
    `<w:spacing w:before="${before * 20}" w:after="${after * 20}" w:line="${Math.round((look.line ?? 28.95) * 20)}" w:lineRule="exact"/>`,
    firstLine || left || right
      ? `<w:ind w:left="${twips(left)}" w:right="${twips(right)}" w:${firstLine < 0 ? 'hanging' : 'firstLine'}="${twips(Math.abs(firstLine))}"/>`
      : '',
    align ? `<w:jc w:val="${align}"/>` : '',
  ].join('');
}

/** Millimetres in twips. */
const twipsOf = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);

const frameXml = ({ top, left, width }: NonNullable<ParagraphLook['frame']>): string =>
  `<w:framePr w:w="${twipsOf(width)}" w:wrap="notBeside" w:vAnchor="page" w:hAnchor="page" w:x="${twipsOf(left)}" w:y="${twipsOf(top)}"/>`;

function paragraph(text: string, look: ParagraphLook): string {
  const props = runProps(look);
  const run = text === '' ? '' : `<w:r><w:rPr>${props}</w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
  return `<w:p><w:pPr>${paragraphProps(look)}<w:rPr>${props}</w:rPr></w:pPr>${run}</w:p>`;
}

const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'] as const;
/** Eighths of a point; 0 is no line. */
const lineWidths: Readonly<Record<NonNullable<TableShape['lines']>, Readonly<Record<(typeof edges)[number], number>>>> =
  {
    all: { top: 6, left: 6, bottom: 6, right: 6, insideH: 6, insideV: 6 },
    none: { top: 0, left: 0, bottom: 0, right: 0, insideH: 0, insideV: 0 },
    imprint: { top: 8, left: 0, bottom: 8, right: 0, insideH: 6, insideV: 0 },
  };

function tableXml({ widths, rows, lines = 'all', atFoot = false }: TableShape): string {
  const borders = edges
    .map((edge) => {
      const width = lineWidths[lines][edge];
      return `<w:${edge} w:val="${width > 0 ? 'single' : 'nil'}" w:sz="${width}" w:space="0" w:color="000000"/>`;
    })
    .join('');
  const place = atFoot
    ? '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="center" w:tblpYSpec="bottom"/>'
    : '';
  const rowXml = rows.map(({ height = 580, cells, header = false, whole = false }) => {
    let column = 0;
    const cellXml = cells.map(({ blocks, span = 1 }) => {
      const width = widths.slice(column, column + span).reduce((sum, one) => sum + one, 0);
      column += span;
      const merged = span > 1 ? `<w:gridSpan w:val="${span}"/>` : '';
      return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${merged}<w:vAlign w:val="center"/></w:tcPr>${blocks.map(blockXml).join('')}</w:tc>`;
    });
    const kept = `${whole ? '<w:cantSplit/>' : ''}<w:trHeight w:val="${height}" w:hRule="atLeast"/>${header ? '<w:tblHeader/>' : ''}`;
    return `<w:tr><w:trPr>${kept}</w:trPr>${cellXml.join('')}</w:tr>`;
  });
  const total = widths.reduce((sum, one) => sum + one, 0);
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  return `<w:tbl><w:tblPr>${place}<w:tblW w:w="${total}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rowXml.join('')}</w:tbl>`;
}

const blockXml = (block: Block): string =>
  'table' in block ? tableXml(block.table) : paragraph(block.text, block.look);

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const wordMl = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/**
 * — 1 — in 四号宋体, one character in from the edge: at the right of odd pages, at the left of even ones (GB/T 9704-2012, 7.5).
 * The line stands as far above the page's lower edge as the numbers want it, 7 mm under the type area.
 */
function footer(side: 'left' | 'right'): string {
  const look = `<w:rPr>${runProps({ size: 28, font: '宋体' })}</w:rPr>`;
  const field = (type: string) => `<w:r>${look}<w:fldChar w:fldCharType="${type}"/></w:r>`;
  const text = (words: string) => `<w:r>${look}<w:t xml:space="preserve">${words}</w:t></w:r>`;
  const after = numberFromBottom - ruleFromBottom;
  return footerXml(
    `<w:p><w:pPr><w:spacing w:after="${after}" w:line="240" w:lineRule="auto"/><w:ind w:left="280" w:right="280"/><w:jc w:val="${side}"/></w:pPr>${text('— ')}${field('begin')}<w:r>${look}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>${field('separate')}${text('1')}${field('end')}${text(' —')}</w:p>`,
  );
}
const footerXml = (content: string): string => `${head}<w:ftr ${wordMl}>${content}</w:ftr>`;

/** Twips from the lower edge of the page: the second red line of a letter stands 20 mm above it (10.1). */
const ruleFromBottom = twipsOf(20);
const numberFromBottom = 1400;

/** The foot of a letter's first page (信函格式, 10.1): no number, a red double line 170 mm long, the thin one above. */
const letterFoot = footerXml(
  `<w:p><w:pPr>${paragraphProps({ rule: { side: 'bottom', style: 'thinThick', colour: 'C00000' }, line: 6 })}<w:ind w:left="-${twipsOf(8)}" w:right="-${twipsOf(6)}"/></w:pPr></w:p>`,
);

/** How the pages of a paper are: a letter (信函格式), or an ordinary official paper or form with a number on every page. */
export type PageStyle = 'letter' | 'numbered';

/** A4; type area 156 × 225 mm (37, 35, 28 and 26 mm around it); 22 lines of 28 characters (GB/T 9704-2012, 5.2). */
const section = (style: PageStyle): string => {
  const feet = ['default', 'even', ...(style === 'letter' ? ['first'] : [])].map(
    (type) => `<w:footerReference w:type="${type}" r:id="${footIds[type]}"/>`,
  );
  const title = style === 'letter' ? '<w:titlePg/>' : '';
  return `<w:sectPr xmlns:r="${relationships}">${feet.join('')}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="${ruleFromBottom}" w:gutter="0"/>${title}<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>`;
};
const footIds: Readonly<Record<string, string>> = { default: 'rId2', even: 'rId3', first: 'rId5' };

const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="${word}.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="${word}.footer+xml"/><Override PartName="/word/footer2.xml" ContentType="${word}.footer+xml"/><Override PartName="/word/footer3.xml" ContentType="${word}.footer+xml"/></Types>`,
  '_rels/.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="word/document.xml"/></Relationships>`,
  'word/_rels/document.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationships}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${relationships}/footer" Target="footer1.xml"/><Relationship Id="rId3" Type="${relationships}/footer" Target="footer2.xml"/><Relationship Id="rId4" Type="${relationships}/settings" Target="settings.xml"/><Relationship Id="rId5" Type="${relationships}/footer" Target="footer3.xml"/></Relationships>`,
  'word/settings.xml': `${head}<w:settings ${wordMl}><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/></w:settings>`,
  'word/styles.xml': `${head}<w:styles ${wordMl}><w:docDefaults><w:rPrDefault><w:rPr>${runProps({})}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/><w:spacing w:line="579" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/></w:style></w:styles>`,
  'word/footer1.xml': footer('right'),
  'word/footer2.xml': footer('left'),
  'word/footer3.xml': letterFoot,
};

/** A drawing in a paragraph of its own: with the parts that it refers to, numbered in their order in the document. */
const drawingXml = ({ width, height, title, graphic }: EmbeddedPart, n: number): string =>
  `<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${width}" cy="${height}"/><wp:docPr id="${n}" name="${escaped(title)}" descr="${escaped(title)}"/><wp:cNvGraphicFramePr/>${graphic(partId(n))}</wp:inline></w:drawing></w:r></w:p>`;

const partId = (n: number): string => `rIdPart${n}`;

/** The parts of a document with what its drawings bring along, each known by its type and its relation. */
function withParts(embedded: readonly EmbeddedPart[]): Readonly<Record<string, string | Buffer>> {
  const added = embedded.map((one, at) => ({ one, own: one.parts(at + 1), id: partId(at + 1) }));
  const types = added.flatMap(({ own }) =>
    own.flatMap(({ path, type }) =>
      type === undefined ? [] : `<Override PartName="/${path}" ContentType="${type}"/>`,
    ),
  );
  const relations = added.map(
    ({ one, own, id }) =>
      `<Relationship Id="${id}" Type="${one.relation}" Target="${own[0]?.path.replace('word/', '')}"/>`,
  );
  const grown = (path: string, end: string, more: readonly string[]) => ({
    [path]: (parts[path] ?? '').replace(end, `${more.join('')}${end}`),
  });
  return {
    ...parts,
    ...grown('[Content_Types].xml', '</Types>', types),
    ...grown('word/_rels/document.xml.rels', '</Relationships>', relations),
    ...Object.fromEntries(added.flatMap(({ own }) => own.map(({ path, content }) => [path, content]))),
  };
}

/** A document ends with a paragraph; a table at the foot of the page (版记) stands on the page of the one after it. */
const end = paragraph('', { size: 2, line: 1 });

/** The same blocks give the same bytes, wherever and whenever. */
export function writeDocx(
  blocks: readonly (Block | { readonly embedded: EmbeddedPart })[],
  style: PageStyle = 'numbered',
): Buffer {
  const zip = new PizZip();
  const embedded = blocks.flatMap((block) => ('embedded' in block ? [block.embedded] : []));
  const body = blocks.map((block) =>
    'embedded' in block ? drawingXml(block.embedded, embedded.indexOf(block.embedded) + 1) : blockXml(block),
  );
  const document = `${head}<w:document ${wordMl}><w:body>${body.join('')}${end}${section(style)}</w:body></w:document>`;
  for (const [path, content] of Object.entries({ ...withParts(embedded), 'word/document.xml': document })) {
    zip.file(path, content, { createFolders: false });
  }
  return zipBytes(zip);
}
