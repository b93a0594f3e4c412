import PizZip from 'pizzip';

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
  /** Characters of indent: of the first line, from the left, from the right. */
  readonly firstLine?: number;
  readonly left?: number;
  readonly right?: number;
  /** Points before and after. */
  readonly before?: number;
  readonly after?: number;
  readonly keepNext?: boolean;
  /** Line below or above, as the letter format wants it (武文线). */
  readonly rule?: {
    readonly side: 'top' | 'bottom';
    readonly style: 'thinThick' | 'thickThin' | 'single';
    readonly colour?: string;
  };
  /** Points of each line; 28.95 where nothing is said (22 lines a page). */
  readonly line?: number;
}

/** A paragraph (with {tags} of a template), or a table. */
export type Block = { readonly text: string; readonly look: ParagraphLook } | { readonly table: TableShape };

/** Column widths in twips, and rows of cells. */
interface TableShape {
  readonly widths: readonly number[];
  readonly rows: readonly { readonly height?: number; readonly cells: readonly Cell[] }[];
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
    rule
      ? `<w:pBdr><w:${rule.side} w:val="${style}" w:sz="${width}" w:space="4" w:color="${rule.colour ?? '000000'}"/></w:pBdr>`
      : '',
    `<w:spacing w:before="${before * 20}" w:after="${after * 20}" w:line="${Math.round((look.line ?? 28.95) * 20)}" w:lineRule="exact"/>`,
    firstLine || left || right
      ? `<w:ind w:left="${twips(left)}" w:right="${twips(right)}" w:firstLine="${twips(firstLine)}"/>`
      : '',
    align ? `<w:jc w:val="${align}"/>` : '',
  ].join('');
}

function paragraph(text: string, look: ParagraphLook): string {
  const props = runProps(look);
  const run = text === '' ? '' : `<w:r><w:rPr>${props}</w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
  return `<w:p><w:pPr>${paragraphProps(look)}<w:rPr>${props}</w:rPr></w:pPr>${run}</w:p>`;
}

const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];

function tableXml({ widths, rows }: TableShape): string {
  const borders = edges.map((edge) => `<w:${edge} w:val="single" w:sz="6" w:space="0" w:color="000000"/>`).join('');
  const rowXml = rows.map(({ height = 620, cells }) => {
    let column = 0;
    const cellXml = cells.map(({ blocks, span = 1 }) => {
      const width = widths.slice(column, column + span).reduce((sum, one) => sum + one, 0);
      column += span;
      const merged = span > 1 ? `<w:gridSpan w:val="${span}"/>` : '';
      return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${merged}<w:vAlign w:val="center"/></w:tcPr>${blocks.map(blockXml).join('')}</w:tc>`;
    });
    return `<w:tr><w:trPr><w:trHeight w:val="${height}" w:hRule="atLeast"/></w:trPr>${cellXml.join('')}</w:tr>`;
  });
  const total = widths.reduce((sum, one) => sum + one, 0);
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  return `<w:tbl><w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rowXml.join('')}</w:tbl>`;
}

const blockXml = (block: Block): string =>
  'table' in block ? tableXml(block.table) : paragraph(block.text, block.look);

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const wordMl = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** — 1 — in 四号宋体, one character in from the edge: at the right of odd pages, at the left of even ones (GB/T 9704-2012, 7.5). */
function footer(side: 'left' | 'right'): string {
  const look = `<w:rPr>${runProps({ size: 28, font: '宋体' })}</w:rPr>`;
  const field = (type: string) => `<w:r>${look}<w:fldChar w:fldCharType="${type}"/></w:r>`;
  const text = (words: string) => `<w:r>${look}<w:t xml:space="preserve">${words}</w:t></w:r>`;
  return `${head}<w:ftr ${wordMl}><w:p><w:pPr><w:ind w:left="280" w:right="280"/><w:jc w:val="${side}"/></w:pPr>${text('— ')}${field('begin')}<w:r>${look}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>${field('separate')}${text('1')}${field('end')}${text(' —')}</w:p></w:ftr>`;
}

/** A4; type area 156 × 225 mm (37, 35, 28 and 26 mm around it); 22 lines of 28 characters (GB/T 9704-2012, 5.2). */
const section = `<w:sectPr xmlns:r="${relationships}"><w:footerReference w:type="default" r:id="rId2"/><w:footerReference w:type="even" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/><w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/></w:sectPr>`;

const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="${word}.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="${word}.footer+xml"/><Override PartName="/word/footer2.xml" ContentType="${word}.footer+xml"/></Types>`,
  '_rels/.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="word/document.xml"/></Relationships>`,
  'word/_rels/document.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationships}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${relationships}/footer" Target="footer1.xml"/><Relationship Id="rId3" Type="${relationships}/footer" Target="footer2.xml"/><Relationship Id="rId4" Type="${relationships}/settings" Target="settings.xml"/></Relationships>`,
  'word/settings.xml': `${head}<w:settings ${wordMl}><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/></w:settings>`,
  'word/styles.xml': `${head}<w:styles ${wordMl}><w:docDefaults><w:rPrDefault><w:rPr>${runProps({})}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/></w:style></w:styles>`,
  'word/footer1.xml': footer('right'),
  'word/footer2.xml': footer('left'),
};

/** The same blocks give the same bytes, wherever and whenever. */
export function writeDocx(blocks: readonly Block[]): Buffer {
  const zip = new PizZip();
  const body = blocks.map(blockXml).join('');
  const document = `${head}<w:document ${wordMl}><w:body>${body}${section}</w:body></w:document>`;
  for (const [path, content] of Object.entries({ ...parts, 'word/document.xml': document })) {
    zip.file(path, content, { createFolders: false });
  }
  return zipBytes(zip);
}

/** The archive as bytes, the same for the same content: no entry keeps when it was written. */
export function zipBytes(zip: PizZip): Buffer {
  // Zip keeps the time on the wall, so this is made of local parts: the same bytes everywhere.
  const date = new Date(1980, 0, 1);
  for (const file of Object.values(zip.files)) file.date = date;
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE', platform: 'DOS' });
}
