import { type Block, line, type PageStyle, p, type TableShape, table } from './docx-writer.ts';

// What the papers of default-templates.ts are put together from, by GB/T 9704-2012: what goes to petitioners and units are letters
// (信函格式, 10.1), the circulated criticism is an ordinary official paper (文件格式, 7), forms are tables without a red head.

const red = 'C00000';
export const heading = (text: string): Block => p(text, { font: '黑体', keepNext: true });

/** The width of the type area in twips. */
const typeArea = 8844;

/** 发文机关标志 in its size, one whose name is too long for that a size smaller and in as many lines as it needs ({@link longMark}). */
const marked = (mark: (name: string, size: number) => Block): readonly Block[] => [
  line('{^长标志}', {}),
  mark('{发文机关}', 52),
  line('{/长标志}', {}),
  line('{#长标志}', {}),
  mark('{长标志}', 44),
  line('{/长标志}', {}),
];

/** 发文机关标志 with its upper edge 30 mm from the page's, a red double line 170 mm long 4 mm under it (信函格式, 10.1). */
const letterMark = marked((name, size) =>
  line(name, {
    align: 'center',
    size,
    font: '方正小标宋简体',
    colour: red,
    line: size / 2 + 11,
    frame: { top: 28, left: 20, width: 170 },
    rule: { side: 'bottom', style: 'thickThin', colour: red, space: 6 },
  }),
);

/** Title two lines under what stands above it, then 主送机关 (7.3.1, 7.3.2). */
const titled = (title: string, to: string): readonly Block[] => [
  line(title, { align: 'center', size: 44, font: '方正小标宋简体', line: 34, before: 58, after: 29, keepNext: true }),
  line(`${to}：`),
];

/** 发文字号 at the right, 7/8 of a character under the red line; an urgent paper says so at the left of it (10.1). */
const numbered = (urgent: boolean): readonly Block[] => {
  const number = line('{文号}', { align: 'right', before: 7.5 });
  if (!urgent) return [number];
  const cell = (block: Block) => ({ blocks: [block] });
  return [
    // some office programs lose a frame that a table follows
    line('', { size: 2, line: 1 }),
    table({
      // the longest number of the longest mark (机关代字) stays in one line
      widths: [1200, typeArea - 1200],
      lines: 'none',
      rows: [{ height: 730, cells: [cell(line('{紧急程度}', { font: '黑体', before: 7.5 })), cell(number)] }],
    }),
  ];
};

/** 附件说明: a name that goes on in a second line goes on under its own first character (7.3.4), with a number before it or without. */
const enclosed: readonly Block[] = [
  line('{#多个附件}', {}),
  line('{附件}', { left: 6, firstLine: -4, keepNext: true }),
  line('{/多个附件}', {}),
  line('{^多个附件}', {}),
  line('{附件}', { left: 5, firstLine: -3, keepNext: true }),
  line('{/多个附件}', {}),
];

/**
 * 附件说明; then 署名 and 成文日期, the date four characters in from the right and the issuer over the middle of it, two lines left
 * for the upper half of a seal (7.3.4, 7.3.5.1: 骑年盖月); a name too long for that goes up to the right edge, in its one line. Then who
 * can be asked (附注). None of it is parted from the words before, nor from 版记.
 */
const signed: readonly Block[] = [
  line('{#附件}', {}),
  line('', { keepNext: true }),
  line('{/附件}', {}),
  ...enclosed,
  line('', { keepNext: true }),
  line('', { keepNext: true }),
  line('{#长署名}', {}),
  line('{发文机关}', { align: 'right', keepNext: true }),
  line('{成文日期}', { align: 'right', right: 4, keepNext: true }),
  line('{/长署名}', {}),
  line('{^长署名}', {}),
  line('{发文机关}', { align: 'center', left: 12.5, keepNext: true }),
  line('{成文日期}', { align: 'center', left: 12.5, keepNext: true }),
  line('{/长署名}', {}),
  p('（依据：{法规}）', { keepNext: true }),
  p('（经办人：{经办人}{#联系方式}；联系方式：{联系方式}{/联系方式}）', { keepNext: true }),
];

const small = { size: 28, line: 24 } as const;
const copies = '抄送：{抄送}。';

/** 版记 of a letter: who else gets it, at the foot of the last page; no lines and no 印发机关 (10.1). */
const letterCopies: readonly Block[] = [
  line('{#抄送}', {}),
  table({
    widths: [typeArea],
    lines: 'none',
    atFoot: true,
    rows: [{ whole: true, cells: [{ blocks: [line(copies, { ...small, left: 1, right: 1 })] }] }],
  }),
  line('{/抄送}', {}),
];

const printed = {
  whole: true,
  cells: [
    { blocks: [line('{印发机关}', { ...small, left: 1 })] },
    { blocks: [line('{印发日期}印发', { ...small, align: 'right', right: 1 })] },
  ],
} as const;
const imprintOf = (rows: TableShape['rows']): Block =>
  table({ widths: [typeArea / 2, typeArea / 2], lines: 'imprint', atFoot: true, rows });

/** 版记 of an ordinary official paper: 抄送, 印发机关 and 印发日期 between their lines (7.4). */
const imprint: readonly Block[] = [
  line('{#抄送}', {}),
  imprintOf([
    { whole: true, cells: [{ span: 2, blocks: [line(copies, { ...small, left: 1, right: 1, keepNext: true })] }] },
    printed,
  ]),
  line('{/抄送}', {}),
  line('{^抄送}', {}),
  imprintOf([printed]),
  line('{/抄送}', {}),
];

/** How a kind of paper is laid out, and what it says. */
export interface Layout {
  readonly style: PageStyle;
  readonly blocks: readonly Block[];
}

/** A letter (信函格式). */
export const letter = (
  title: string,
  to: string,
  body: readonly Block[],
  { urgent = false }: { readonly urgent?: boolean } = {},
): Layout => ({
  style: 'letter',
  blocks: [...letterMark, ...numbered(urgent), ...titled(title, to), ...body, ...signed, ...letterCopies],
});

/**
 * An ordinary official paper (文件格式): the upper edge of its mark 35 mm (99 points) under that of the type area, its number two
 * lines below, a red line 4 mm under that (7.2). A mark in a frame would let the number stand above it.
 */
export const officialPaper = (title: string, to: string, body: readonly Block[]): Layout => ({
  style: 'numbered',
  blocks: [
    ...marked((name, size) =>
      line(`${name}文件`, {
        align: 'center',
        size,
        font: '方正小标宋简体',
        colour: red,
        line: size - 8,
        before: 93,
      }),
    ),
    line('{文号}', { align: 'center', before: 58, rule: { side: 'bottom', style: 'single', colour: red, space: 5 } }),
    ...titled(title, to),
    ...body,
    ...signed,
    ...imprint,
  ],
});

const label = (text: string): Block => line(text, { align: 'center', size: 28, font: '黑体', line: 22 });
const value = (text: string): Block => line(text, { align: 'left', size: 28, line: 22 });

/** A row of one or two pairs of label and field, one or two with room to write (`tall` twips), or words across the whole row. */
export type FormRow =
  | readonly [string, string]
  | readonly [string, string, string, string]
  | { readonly label: string; readonly text: string; readonly tall: number }
  | { readonly pairs: readonly [string, string, string, string]; readonly tall: number }
  | { readonly words: string };

/** The first row is said again on every page that the form goes on to: each sheet names its case. */
function formTable(rows: readonly FormRow[]): Block {
  const cell = (block: Block, span = 1) => ({ blocks: [block], span });
  return table({
    widths: [1860, 2562, 1860, 2562],
    rows: rows.map((row, place) => {
      if ('words' in row) return { height: 900, whole: true, cells: [cell(value(row.words), 4)] };
      if ('label' in row) return { height: row.tall, cells: [cell(label(row.label)), cell(value(row.text), 3)] };
      const tall = 'pairs' in row ? { height: row.tall } : {};
      const [first, text, second, other] = 'pairs' in row ? row.pairs : row;
      const header = place === 0;
      return second === undefined || other === undefined
        ? { ...tall, header, whole: header, cells: [cell(label(first)), cell(value(text), 3)] }
        : {
            ...tall,
            header,
            whole: true,
            cells: [cell(label(first)), cell(value(text)), cell(label(second)), cell(value(other))],
          };
    }),
  });
}

const made: FormRow = ['经办人', '{经办人}', '填表日期', '{成文日期}'];

/** A form: its last row says who made it, so that no page holds a signature alone. */
export const form = (title: string, rows: readonly FormRow[], last: FormRow = made): Layout => ({
  style: 'numbered',
  blocks: [
    line(title, { align: 'center', size: 44, font: '方正小标宋简体', line: 34, after: 14 }),
    line('{#文号}{文号}{/文号}', { align: 'right', size: 28, after: 4 }),
    formTable([...rows, last]),
  ],
});
