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
}

/** A line above or below a paragraph (版头、版记的分隔线). `double`: a thick and a thin one. */
export interface Rule {
  readonly colour: string;
  readonly points: number;
  readonly double: boolean;
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
  /** Never parted from what follows: a heading. */
  readonly keepNext: boolean;
}

export interface CellBlock {
  readonly blocks: readonly PageBlock[];
  readonly columns: number;
  readonly rows: number;
  readonly align: 'top' | 'middle' | 'bottom';
}

/** Widths of columns and least heights of rows in points; a cell that another covers is left out. */
export interface TableBlock {
  readonly kind: 'table';
  readonly widths: readonly number[];
  readonly rows: readonly { readonly height: number; readonly cells: readonly CellBlock[] }[];
  readonly ruled: boolean;
}
export type PageBlock = ParagraphBlock | TableBlock;

/** Points. */
export interface PageShape {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
  /** Added to the width of each character, so that 28 stand in a line. */
  readonly tracking: number;
  readonly numbered: boolean;
}

/** What the layout of our own cannot show: no PDF is made then, rather than one that leaves something out. */
export type Unlaid = 'picture' | 'textBox' | 'list' | 'revision' | 'headerText' | 'footnote' | 'equation' | 'columns';

/** A document as it was read. */
export interface LaidDocument {
  readonly page: PageShape;
  readonly blocks: readonly PageBlock[];
  readonly unlaid: readonly Unlaid[];
}
