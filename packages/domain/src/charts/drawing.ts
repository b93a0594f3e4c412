/** Where a text stands to its point, from left to right; up and down it is centred on it. */
export type Anchor = 'start' | 'middle' | 'end';

/** What a mark is painted for; the screen has its own colours for each, by day and by night. */
export type Tone = 'series' | 'axis' | 'grid' | 'pale' | 'paper';

/** The colours (`#rrggbb`) of the tones on white paper. */
export const printedTones: Readonly<Record<Tone, string>> = {
  series: '#1f3864',
  axis: '#000000',
  grid: '#c8c8c8',
  pale: '#d9d9d9',
  paper: '#ffffff',
};

/** One mark of a drawing, in points from the upper left corner. `dash`: lengths of line and gap; none for a whole line. */
export type Mark =
  | {
      readonly kind: 'line';
      readonly points: readonly (readonly [x: number, y: number])[];
      readonly width: number;
      readonly tone: Tone;
      readonly dash?: readonly [number, number];
    }
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: Tone;
      readonly edge?: Tone;
    }
  | { readonly kind: 'dot'; readonly x: number; readonly y: number; readonly r: number; readonly fill: Tone }
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly anchor: Anchor;
      readonly text: string;
    };

/** A picture made of marks alone: what draws it (PDF, screen) adds nothing and leaves nothing out. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

/** How wide a text is about: a Chinese character is as wide as its size, a Latin one little more than half. */
export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) < 0x2e80 ? 0.56 : 1), 0) * size;
