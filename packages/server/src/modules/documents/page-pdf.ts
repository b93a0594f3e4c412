import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PlainDate } from '@huiyin/domain';
import { type Mark, printedTones, type Tone } from '@huiyin/domain/charts';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import {
  type CellBlock,
  cellEdges,
  type DrawingBlock,
  type FontFamily,
  type LaidDocument,
  type PageBlock,
  type PageShape,
  type ParagraphBlock,
  type RowBlock,
  type Rule,
  type Run,
  type TableBlock,
} from './blocks.ts';

/** The official faces first, where this machine has them; then free ones; the last comes with the system. */
const faces: Readonly<Record<FontFamily, readonly string[]>> = {
  fangsong: ['FangSong_GB2312', 'FangSong', 'STFangsong', 'FZFangSong-Z02', 'Noto Serif CJK SC', 'Noto Serif SC'],
  kai: ['KaiTi_GB2312', 'KaiTi', 'STKaiti', 'FZKai-Z03', 'LXGW WenKai', 'Noto Serif CJK SC', 'Noto Serif SC'],
  hei: ['SimHei', 'STHeiti', 'Noto Sans CJK SC', 'Noto Sans SC', 'Noto Serif CJK SC', 'Noto Serif SC'],
  song: ['SimSun', 'STSong', 'Noto Serif CJK SC', 'Noto Serif SC'],
  title: ['FZXiaoBiaoSong-B05S', 'FZXiaoBiaoSong-B05', 'STZhongsong', 'Noto Serif CJK SC', 'Noto Serif SC'],
};

/** The faces that need to be bold where a real 黑体 or 小标宋 may be missing. */
const heavy: readonly FontFamily[] = ['hei', 'title'];

/** A PDF, or the characters that no font of this machine has: they would be printed as boxes. */
export type PdfResult =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly missing: string };

let compiler: NodeCompiler | undefined;

/** Made once, at the first PDF: it looks through the machine's fonts. Its folder is empty, so that it can read no file. */
function typesetter(): NodeCompiler {
  compiler ??= NodeCompiler.create({
    workspace: mkdtempSync(join(tmpdir(), 'huiyin-typeset-')),
    fontArgs: [{ fontPaths: bundledFonts() }],
  });
  return compiler;
}

/** The free 宋体 that comes with the system, unless it was left out at installation. */
function bundledFonts(): string[] {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
    return ['400Regular', '700Bold'].map((weight) => join(folder, weight, `NotoSerifSC_${weight}.ttf`));
  } catch {
    return [];
  }
}

/**
 * Typesets a document as PDF/A-2u (for the archive: fonts embedded, every character known as text). The same document gives the
 * same bytes on the same fonts. `day` is what the file says of its own date; `mark` is written across each page.
 */
export function pagePdf(document: LaidDocument, title: string, day: PlainDate, mark?: string): PdfResult {
  const source = sourceOf(document, title, day, mark);
  try {
    const bytes = typesetter().pdf({ mainFileContent: source }, { pdfStandard: 'a-2u' });
    return { ok: true, bytes };
  } catch (error) {
    const missing = [...String(error).matchAll(/the text `\\*"(.+?)\\*"` could not be displayed/g)].map(
      ([, sign = '']) =>
        // what the compiler does not hold for printable it spells out
        sign.replace(/\\+u\{([0-9a-f]+)\}/g, (_spelt, code: string) => String.fromCodePoint(Number.parseInt(code, 16))),
    );
    if (missing.length === 0) throw error;
    return { ok: false, missing: [...new Set(missing)].join('') };
  } finally {
    compiler?.evictCache(10);
  }
}

const pt = (points: number): string => `${Math.round(points * 1000) / 1000}pt`;
/**
 * Text is never markup: it travels as a string, and in ASCII only. The compiler keeps its last source and takes over what is the
 * same in the next one byte by byte: between 求 (E6 B1 82) and 。 (E3 80 82) it once parted a character and printed the wrong one.
 */
const quoted = (text: string): string =>
  `"${text.replace(/[\\"]|[^ -~]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)}"`;

function sourceOf({ page, blocks }: LaidDocument, title: string, day: PlainDate, mark: string | undefined): string {
  const [year, month, date] = day.split('-').map(Number);
  return [
    `#set document(title: ${quoted(title)}, date: datetime(year: ${year}, month: ${month}, day: ${date}))`,
    pageSource(page),
    ...(mark === undefined ? [] : [`#set page(foreground: ${acrossSource(mark)})`]),
    `#set text(lang: "zh", region: "cn", cjk-latin-spacing: none, top-edge: 0.88em, bottom-edge: -0.12em)`,
    '#set par(justify: true, spacing: 0pt)',
    '#set block(spacing: 0pt)',
    ...blocks.map((block, at) => blockSource(withFoot(block, blocks[at + 1]), page)),
  ].join('\n');
}

/**
 * The number at the right of odd pages, at the left of even ones, one character in (GB/T 9704-2012, 7.5); on a first page with a
 * foot of its own none, but the line that it has there.
 */
function pageSource(page: PageShape): string {
  const { width, height, top, right, bottom, left, numbered, firstFoot } = page;
  const number = `{ set text(font: ${list(faces.song)}, size: 14pt); align(if calc.odd(here().page()) { right } else { left }, pad(x: 14pt, "\\u{2014} " + str(here().page()) + " \\u{2014}")) }`;
  const footer = numbered
    ? `footer-descent: 20pt, footer: context { ${firstFoot ? `if here().page() > 1 ${number}` : number.slice(2, -2)} }`
    : 'footer: none';
  const foot = firstFoot?.rule
    ? `, background: context if here().page() == 1 { place(bottom + center, dy: -${pt(firstFoot.fromBottom)}, ${ruleSource(firstFoot.rule, firstFoot.width)}) }`
    : '';
  return `#set page(width: ${pt(width)}, height: ${pt(height)}, margin: (top: ${pt(top)}, right: ${pt(right)}, bottom: ${pt(bottom)}, left: ${pt(left)}), ${footer}${foot})`;
}

/** 拟稿, 作废: over the words, so faint that they are read through it. */
const acrossSource = (mark: string): string =>
  `rotate(-24deg, text(font: ${list(faces.hei)}, weight: "bold", size: 96pt, fill: rgb("#b3261e22"), ${quoted(mark)}))`;

const list = (names: readonly string[]): string => `(${names.map(quoted).join(', ')})`;

/** What goes to the foot of the last page (版记) never stands on a page alone. */
const withFoot = (block: PageBlock, next: PageBlock | undefined): PageBlock =>
  block.kind === 'paragraph' && next?.kind === 'table' && next.atFoot ? { ...block, keepNext: true } : block;

function blockSource(block: PageBlock, page?: PageShape): string {
  if (block.kind === 'drawing') return drawingSource(block);
  return block.kind === 'table' ? tableSource(block) : paragraphSource(block, page);
}

/** A drawing as vector paths and real text, never parted by the end of a page and never from what stands under it. */
function drawingSource({ drawing: { width, height, marks } }: DrawingBlock): string {
  return `#block(width: 100%, breakable: false, sticky: true, align(center, block(width: ${pt(width)}, height: ${pt(height)}, align(left + top)[\n${marks.map(markSource).join('\n')}\n])))`;
}

const placed = (x: number, y: number, what: string): string =>
  `#place(top + left, dx: ${pt(x)}, dy: ${pt(y)}, ${what})`;

function markSource(mark: Mark): string {
  const colour = (tone: Tone): string => `rgb(${quoted(printedTones[tone])})`;
  switch (mark.kind) {
    case 'box':
      return placed(
        mark.x,
        mark.y,
        `rect(width: ${pt(mark.width)}, height: ${pt(mark.height)}, fill: ${colour(mark.fill)}, stroke: ${mark.edge === undefined ? 'none' : `0.6pt + ${colour(mark.edge)}`})`,
      );
    case 'dot':
      return placed(mark.x - mark.r, mark.y - mark.r, `circle(radius: ${pt(mark.r)}, fill: ${colour(mark.fill)})`);
    case 'line': {
      const dash = mark.dash ? `, dash: (${mark.dash.map(pt).join(', ')})` : '';
      const [first, ...others] = mark.points.map(([x, y]) => `(${pt(x)}, ${pt(y)})`);
      const path = [`curve.move(${first})`, ...others.map((point) => `curve.line(${point})`)].join(', ');
      return placed(0, 0, `curve(stroke: (paint: ${colour(mark.tone)}, thickness: ${pt(mark.width)}${dash}), ${path})`);
    }
    case 'text': {
      const share = { start: 0, middle: 0.5, end: 1 }[mark.anchor];
      const words = `text(font: ${list(faces.song)}, size: ${pt(mark.size)}, tracking: 0pt, ${quoted(mark.text)})`;
      return `#context { let words = ${words}; let space = measure(words); place(top + left, dx: ${pt(mark.x)} - space.width * ${share}, dy: ${pt(mark.y)} - space.height / 2, words) }`;
    }
  }
}

/** One line, or a thick and a thin one with a little between them, so long. */
function ruleSource({ colour, points, style }: Rule, length: number | undefined): string {
  const thick = style === 'single' ? points : Math.max(points - 1.5, 1);
  const one = (width: number) =>
    `line(length: ${length === undefined ? '100%' : pt(length)}, stroke: ${pt(width)} + rgb(${quoted(colour)}))`;
  if (style === 'single') return one(thick);
  const [first, second] = style === 'thickThin' ? [thick, 0.75] : [0.75, thick];
  return `stack(spacing: ${pt(1.5 + thick / 2)}, ${one(first)}, ${one(second)})`;
}

function paragraphSource(block: ParagraphBlock, page: PageShape | undefined): string {
  const { align, firstLine, before, after, line, size, above, below } = block;
  const { lead, left, right } = placeOf(block, page);
  // Half of what a line is higher than its type stands above it and half below: so the pitch goes on across paragraphs.
  const half = Math.max(0, (line - size) / 2);
  const inset = `(top: ${pt(half + (above?.space ?? 0))}, bottom: ${pt(half + (below?.space ?? 0))}, left: ${pt(left + Math.min(0, firstLine))}, right: ${pt(right)})`;
  const look = `leading: ${pt(Math.max(0, line - size))}, justify: ${align === 'both'}, first-line-indent: (amount: ${pt(Math.max(0, firstLine))}, all: true), hanging-indent: ${pt(Math.max(0, -firstLine))}`;
  const content =
    block.runs.length === 0
      ? `#v(${pt(size)})`
      : `#set align(${align === 'both' ? 'left' : align})\n#par(${look})[${block.runs.map(runSource).join('')}]`;
  const drawn = (rule: Rule | undefined) =>
    rule ? `#pad(left: ${pt(left)}, right: ${pt(right)}, ${ruleSource(rule, undefined)})` : '';
  return [
    block.breakBefore ? '#pagebreak(weak: true)' : '',
    lead + before !== 0 ? `#v(${pt(lead + before)})` : '',
    drawn(above),
    `#block(width: 100%, sticky: ${block.keepNext || below !== undefined}, inset: ${inset})[\n${content}\n]`,
    drawn(below),
    after > 0 ? `#v(${pt(after)})` : '',
  ]
    .filter(Boolean)
    .join('\n');
}

/** How far in a paragraph begins and ends; of one that is set on the page also how much higher or lower than the type area. */
function placeOf({ left, right, frame }: ParagraphBlock, page: PageShape | undefined) {
  if (!frame || !page) return { lead: 0, left, right };
  return {
    lead: frame.top - page.top,
    left: frame.left - page.left,
    right: page.width - page.right - frame.left - frame.width,
  };
}

function runSource({ text, family, size, bold, underline, colour, tracking }: Run): string {
  const look = `font: ${list(faces[family])}, size: ${pt(size)}, weight: ${bold || heavy.includes(family) ? '"bold"' : '"regular"'}, fill: rgb(${quoted(colour)}), tracking: ${pt(tracking)}`;
  const pieces = text
    .replaceAll('\f', '')
    .split('\n')
    .map((piece) => `#text(${look}, ${quoted(piece.replaceAll('\t', '\u2003'))})`);
  const whole = pieces.join('#linebreak()');
  return underline ? `#underline[${whole}]` : whole;
}

const aligns = { top: 'top', middle: 'horizon', bottom: 'bottom' } as const;

/** The lines of a cell's own; the table's stand where it says nothing. */
function ownStroke(own: CellBlock['lines']): string {
  const sides = cellEdges.flatMap((edge) => {
    const points = own[edge];
    return points === undefined ? [] : `${edge}: ${points > 0 ? pt(points) : 'none'}`;
  });
  return sides.length === 0 ? '' : `, stroke: (${sides.join(', ')})`;
}

function tableSource({ widths, rows, lines, inset, atFoot }: TableBlock): string {
  const rowSource = (row: RowBlock): string[] =>
    row.cells.map(({ blocks, columns, rows: down, align, lines: own }, place) => {
      const content = `[${blocks.map((block) => blockSource(block)).join('\n')}]`;
      const at = `left + ${aligns[align]}`;
      // beside the first cell's content a strut of no width keeps the row as high as it was drawn
      const held = `[#grid(columns: (0pt, 1fr), align: ${at}, box(height: ${pt(Math.max(0, row.height - 2 * inset.y))}), ${content})]`;
      return `table.cell(colspan: ${columns}, rowspan: ${down}, align: ${at}, breakable: ${!row.whole}${ownStroke(own)})${place === 0 && row.height > 0 ? held : content}`;
    });
  const first = rows.findIndex(({ header }) => !header);
  const repeated = rows.slice(0, Math.max(first, 0)).flatMap(rowSource);
  const cells = [
    ...(repeated.length > 0 ? [`table.header(repeat: true, ${repeated.join(', ')})`] : []),
    ...rows.slice(Math.max(first, 0)).flatMap(rowSource),
  ];
  const upright = (points: number) => (points > 0 ? pt(points) : 'none');
  const stroke = `(x, y) => (top: if y == 0 { ${upright(lines.top)} } else { ${upright(lines.across)} }, bottom: if y == ${rows.length - 1} { ${upright(lines.bottom)} } else { ${upright(lines.across)} }, left: if x == 0 { ${upright(lines.sides)} } else { ${upright(lines.upright)} }, right: if x == ${widths.length - 1} { ${upright(lines.sides)} } else { ${upright(lines.upright)} })`;
  const made = `align(center, table(columns: (${widths.map(pt).join(', ')},), stroke: ${stroke}, inset: (x: ${pt(inset.x)}, y: ${pt(inset.y)}), ${cells.join(', ')}))`;
  return atFoot ? `#v(14pt)\n#v(1fr)\n#block(width: 100%, breakable: false, ${made})` : `#${made}`;
}
