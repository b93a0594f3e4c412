import type { Drawing } from '@huiyin/domain/charts';

/**
 * A page as it is laid out: read out of a filled .docx, and made into the preview (HTML) and the PDF. One reading for both, so
 * that neither can say anything else than the .docx.
 */
export type FontFamily = 'fangsong' | 'kai' | 'hei' | 'song' | 'title';

/** A stretch of text in one look; `size` in points. */
export interface Run {
  readonly text: string;
  readonly family: FontFamily;
  readonly size: number;
  readonly bold: boolean;
  readonly underline: boolean;
  /** #rrggbb. */
  readonly colour: string;
  /** Points added to the width of each character. */
  readonly tracking: number;
}

/** A line above or below a paragraph (版头的分隔线). `thickThin`: a thick one and under it a thin one; `thinThick`: the other way round. */
export interface Rule {
  readonly colour: string;
  readonly points: number;
  readonly style: 'single' | 'thickThin' | 'thinThick';
  /** Points between it and the text. */
  readonly space: number;
}

/** Where a paragraph stands that is set on the page, not in the text (图文框): from the page's left and top edge. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** Lengths in points. `line`: the pitch of its lines. */
export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly runs: readonly Run[];
  readonly align: 'left' | 'center' | 'right' | 'both';
  readonly firstLine: number;
  readonly left: number;
  readonly right: number;
  readonly before: number;
  readonly after: number;
  readonly line: number;
  /** The size of the type, of an empty paragraph too. */
  readonly size: number;
  readonly above?: Rule;
  readonly below?: Rule;
  readonly breakBefore: boolean;
  /** Never parted from what follows: a heading, the words before a signature. */
  readonly keepNext: boolean;
  readonly frame?: Frame;
}

export interface CellBlock {
  readonly blocks: readonly PageBlock[];
  readonly columns: number;
  readonly rows: number;
  readonly align: 'top' | 'middle' | 'bottom';
  /** Lines of its own, in points, instead of the table's; 0 is none. */
  readonly lines: Readonly<Partial<Record<CellEdge, number>>>;
}
export const cellEdges = ['top', 'right', 'bottom', 'left'] as const;
type CellEdge = (typeof cellEdges)[number];

/** Lines of a table in points; 0 is none. `sides`: the outer upright ones; `across`, `upright`: those inside. */
export interface TableLines {
  readonly top: number;
  readonly bottom: number;
  readonly sides: number;
  readonly across: number;
  readonly upright: number;
}

/** `header`: said again on every page that the table goes on to; `whole`: never parted by the end of a page. */
export interface RowBlock {
  readonly height: number;
  readonly cells: readonly CellBlock[];
  readonly header: boolean;
  readonly whole: boolean;
}

/** Widths of columns and least heights of rows in points; a cell that another covers is left out. */
export interface TableBlock {
  readonly kind: 'table';
  readonly widths: readonly number[];
  readonly rows: readonly RowBlock[];
  readonly lines: TableLines;
  /** Points left free in each cell, at its sides and above and below. */
  readonly inset: { readonly x: number; readonly y: number };
  /** At the foot of the last page's type area (版记), wherever the text ends. */
  readonly atFoot: boolean;
}
/** A picture made of marks (统计图), in the middle of its line; `title`: what it is, for whoever cannot see it. */
export interface DrawingBlock {
  readonly kind: 'drawing';
  readonly drawing: Drawing;
  readonly title: string;
}
export type PageBlock = ParagraphBlock | TableBlock | DrawingBlock;

/** Points. */
export interface PageShape {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
  readonly numbered: boolean;
  /** What the first page has in its foot instead of the others' (信函格式: a red double line, and no number). */
  readonly firstFoot?: { readonly rule?: Rule; readonly width: number; readonly fromBottom: number };
}

/** What the layout of our own cannot show: no PDF is made then, rather than one that leaves something out. */
export type Unlaid = 'picture' | 'textBox' | 'list' | 'revision' | 'headerText' | 'footnote' | 'equation' | 'columns';

/** A document as it was read. */
export interface LaidDocument {
  readonly page: PageShape;
  readonly blocks: readonly PageBlock[];
  readonly unlaid: readonly Unlaid[];
}
