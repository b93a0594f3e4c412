import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PlainDate } from '@huiyin/domain';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type {
  FontFamily,
  LaidDocument,
  PageBlock,
  PageShape,
  ParagraphBlock,
  Rule,
  Run,
  TableBlock,
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
 * same bytes on the same fonts. `day` is what the file says of its own date.
 */
export function pagePdf(document: LaidDocument, title: string, day: PlainDate): PdfResult {
  const source = sourceOf(document, title, day);
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

function sourceOf({ page, blocks }: LaidDocument, title: string, day: PlainDate): string {
  const [year, month, date] = day.split('-').map(Number);
  return [
    `#set document(title: ${quoted(title)}, date: datetime(year: ${year}, month: ${month}, day: ${date}))`,
    pageSource(page),
    `#set text(lang: "zh", region: "cn", tracking: ${pt(page.tracking)}, cjk-latin-spacing: none, top-edge: 0.88em, bottom-edge: -0.12em)`,
    '#set par(justify: true, spacing: 0pt)',
    '#set block(spacing: 0pt)',
    ...blocks.map(blockSource),
  ].join('\n');
}

/** The number at the right of odd pages, at the left of even ones, one character in (GB/T 9704-2012, 7.5). */
function pageSource({ width, height, top, right, bottom, left, numbered }: PageShape): string {
  const footer = numbered
    ? `footer-descent: 20pt, footer: context { set text(font: ${list(faces.song)}, size: 14pt); align(if calc.odd(here().page()) { right } else { left }, pad(x: 14pt, "\\u{2014} " + str(here().page()) + " \\u{2014}")) }`
    : 'footer: none';
  return `#set page(width: ${pt(width)}, height: ${pt(height)}, margin: (top: ${pt(top)}, right: ${pt(right)}, bottom: ${pt(bottom)}, left: ${pt(left)}), ${footer})`;
}

const list = (names: readonly string[]): string => `(${names.map(quoted).join(', ')})`;

const blockSource = (block: PageBlock): string =>
  block.kind === 'table' ? tableSource(block) : paragraphSource(block);

const strokeOf = (rule: Rule): string =>
  `${pt(rule.double ? Math.max(rule.points - 1.5, 1) : rule.points)} + rgb(${quoted(rule.colour)})`;

/** The thin line beside the thick one of a double rule. */
const thinLine = (rule: Rule | undefined): string =>
  rule?.double
    ? `#block(above: 1.5pt, below: 0pt, line(length: 100%, stroke: 0.75pt + rgb(${quoted(rule.colour)})))`
    : '';

function paragraphSource(block: ParagraphBlock): string {
  const { align, firstLine, left, right, before, after, line, size, above, below } = block;
  // Half of what a line is higher than its type stands above it and half below: so the pitch goes on across paragraphs.
  const half = Math.max(0, (line - size) / 2);
  const strokes = [above && `top: ${strokeOf(above)}`, below && `bottom: ${strokeOf(below)}`]
    .filter(Boolean)
    .join(', ');
  const inset = `(top: ${pt(half)}, bottom: ${pt(half + (below ? 4 : 0))}, left: ${pt(left)}, right: ${pt(right)})`;
  const look = `leading: ${pt(Math.max(0, line - size))}, justify: ${align === 'both'}, first-line-indent: (amount: ${pt(Math.max(0, firstLine))}, all: true), hanging-indent: ${pt(Math.max(0, -firstLine))}`;
  const content =
    block.runs.length === 0
      ? `#v(${pt(size)})`
      : `#set align(${align === 'both' ? 'left' : align})\n#par(${look})[${block.runs.map(runSource).join('')}]`;
  return [
    block.breakBefore ? '#pagebreak(weak: true)' : '',
    before > 0 ? `#v(${pt(before)})` : '',
    `#block(width: 100%, sticky: ${block.keepNext}, inset: ${inset}, stroke: (${strokes || 'rest: none'}))[\n${content}\n]`,
    thinLine(below),
    after > 0 ? `#v(${pt(after)})` : '',
  ]
    .filter(Boolean)
    .join('\n');
}

function runSource({ text, family, size, bold, underline, colour }: Run): string {
  const look = `font: ${list(faces[family])}, size: ${pt(size)}, weight: ${bold || heavy.includes(family) ? '"bold"' : '"regular"'}, fill: rgb(${quoted(colour)})`;
  const pieces = text
    .replaceAll('\f', '')
    .split('\n')
    .map((piece) => `#text(${look}, ${quoted(piece.replaceAll('\t', '\u2003'))})`);
  const whole = pieces.join('#linebreak()');
  return underline ? `#underline[${whole}]` : whole;
}

const aligns = { top: 'top', middle: 'horizon', bottom: 'bottom' } as const;

function tableSource({ widths, rows, ruled }: TableBlock): string {
  const cells = rows.flatMap(({ height, cells: some }) =>
    some.map(({ blocks, columns, rows: down, align }, place) => {
      const content = `[${blocks.map(blockSource).join('\n')}]`;
      const at = `left + ${aligns[align]}`;
      // beside the first cell's content a strut of no width keeps the row as high as it was drawn
      const held = `[#grid(columns: (0pt, 1fr), align: ${at}, box(height: ${pt(height)}), ${content})]`;
      return `table.cell(colspan: ${columns}, rowspan: ${down}, align: ${at})${place === 0 && height > 0 ? held : content}`;
    }),
  );
  return `#align(center, table(columns: (${widths.map(pt).join(', ')},), stroke: ${ruled ? '0.75pt' : 'none'}, inset: (x: 4pt, y: 0pt), ${cells.join(', ')}))`;
}
