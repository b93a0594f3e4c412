import { axisOf, type Chart, type ChartSeries, markText } from './chart.ts';
import { type Drawing, type Mark, type Tone, widthOf } from './drawing.ts';

// Charts for paper: black on white must tell as much as colour does, so series differ by how they are filled and drawn, and each
// number stands at its mark.

const size = 9;
/** Fills of bars in the order of the series: full, hatched, pale. */
const fills = ['series', 'paper', 'pale'] as const;
const hatchGap = 3.6;
const barThick = 9;
const gap = 8;
const top = 22;

type Point = readonly [number, number];
const rounded = (value: number): number => Math.round(value * 100) / 100;
const text = (x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end'): Mark => ({
  ...{ kind: 'text', x: rounded(x), y: rounded(y), size, anchor, text: words },
});
const line = (points: readonly Point[], width: number, tone: Tone, dash?: readonly [number, number]): Mark => ({
  ...{ kind: 'line', points: points.map(([x, y]): Point => [rounded(x), rounded(y)]), width, tone },
  ...(dash && { dash }),
});

/** Slanted lines inside a box. */
function hatch(x: number, y: number, width: number, height: number): readonly Mark[] {
  const lines: Mark[] = [];
  for (let from = x - height + hatchGap; from < x + width; from += hatchGap) {
    const [left, right] = [Math.max(from, x), Math.min(from + height, x + width)];
    if (right > left)
      lines.push(
        line(
          [
            [left, y + height - (left - from)],
            [right, y + height - (right - from)],
          ],
          0.6,
          'series',
        ),
      );
  }
  return lines;
}

/** A bar of the series at that place. */
function bar(place: number, x: number, y: number, width: number, height: number): readonly Mark[] {
  const box: Mark = {
    ...{ kind: 'box', x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height), edge: 'series' },
    fill: fills[place % 3] ?? 'paper',
  };
  return place % 3 === 1 ? [box, ...hatch(x, y, width, height)] : [box];
}

const dashes: readonly (readonly [number, number] | undefined)[] = [undefined, [4, 2.5], [1.2, 2]];

/** A point of the series at that place: full, hollow, square. */
function point(place: number, x: number, y: number): readonly Mark[] {
  const at = { x: rounded(x), y: rounded(y) };
  if (place === 0) return [{ kind: 'dot', ...at, r: 2.4, fill: 'series' }];
  if (place === 1)
    return [
      { kind: 'dot', ...at, r: 2.6, fill: 'series' },
      { kind: 'dot', ...at, r: 1.7, fill: 'paper' },
    ];
  return [{ kind: 'box', x: at.x - 2.2, y: at.y - 2.2, width: 4.4, height: 4.4, fill: 'pale', edge: 'series' }];
}

/** What each series looks like, in the middle above the chart; its unit at the right. */
function legend({ kind, series, unit }: Chart, width: number): readonly Mark[] {
  const sample = kind === 'bars' ? 16 : 24;
  const widths = series.map(({ name }) => sample + 4 + widthOf(name, size) + 14);
  let x = Math.max(0, (width - widths.reduce((sum, one) => sum + one, 0) + 14) / 2);
  const y = 8;
  const marks =
    series.length < 2
      ? []
      : series.flatMap(({ name }, place): readonly Mark[] => {
          const left = x;
          x += widths[place] ?? 0;
          const drawn =
            kind === 'bars'
              ? bar(place, left, y - 4.5, sample, 9)
              : [
                  line(
                    [
                      [left, y],
                      [left + sample, y],
                    ],
                    1.4,
                    'series',
                    dashes[place],
                  ),
                  ...point(place, left + sample / 2, y),
                ];
          return [...drawn, text(left + sample + 4, y, name, 'start')];
        });
  return [...marks, text(width, y, `单位：${unit}`, 'end')];
}

const highest = (series: readonly ChartSeries[]): number =>
  Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));

/** A label in one line, or in two where one is too wide. */
function labelLines(label: string, room: number): readonly string[] {
  if (widthOf(label, size) <= room) return [label];
  const signs = [...label];
  const half = Math.ceil(signs.length / 2);
  return [signs.slice(0, half).join(''), signs.slice(half).join('')];
}

function drawBars(chart: Chart, width: number): Drawing {
  const { categories, series } = chart;
  const room = Math.min(width * 0.34, Math.max(...categories.map((label) => widthOf(label, size)), 20) + 2);
  const left = room + 6;
  const right = width - 30;
  const band = Math.max(series.length * barThick, 2 * size) + gap;
  const bottom = top + categories.length * band + 2;
  const { top: most, step } = axisOf(highest(series));
  const at = (value: number): number => left + ((right - left) * value) / most;
  const ticks = Array.from({ length: Math.round(most / step) + 1 }, (_, count) => count * step);
  const marks: Mark[] = [...legend(chart, width)];
  for (const tick of ticks) {
    marks.push(
      line(
        [
          [at(tick), top],
          [at(tick), bottom],
        ],
        0.5,
        tick === 0 ? 'axis' : 'grid',
      ),
    );
    marks.push(text(at(tick), bottom + 8, markText(tick), 'middle'));
  }
  for (const [row, label] of categories.entries()) {
    const middle = top + row * band + band / 2;
    const lines = labelLines(label, room);
    for (const [place, words] of lines.entries())
      marks.push(text(room, middle + (place - (lines.length - 1) / 2) * (size + 1), words, 'end'));
    for (const [place, { values }] of series.entries()) {
      const value = values[row];
      const y = middle + (place - series.length / 2) * barThick;
      if (value === null || value === undefined) {
        marks.push(text(left + 4, y + barThick / 2, '—', 'start'));
        continue;
      }
      if (value > 0) marks.push(...bar(place, left, y, at(value) - left, barThick));
      marks.push(text(at(value) + 4, y + barThick / 2, markText(value), 'start'));
    }
  }
  marks.push(
    line(
      [
        [left, bottom],
        [right, bottom],
      ],
      0.8,
      'axis',
    ),
  );
  return { width, height: bottom + 16, marks };
}

const plotHeight = 132;
/** Room under the axis for the number of a point that lies on it. */
const under = 9;

function drawLines(chart: Chart, width: number): Drawing {
  const { categories, series } = chart;
  const { top: most, step } = axisOf(highest(series));
  const left = widthOf(markText(most), size) + 8;
  const right = width - 10;
  const head = top + 10;
  const bottom = head + plotHeight;
  const span = (right - left) / Math.max(1, categories.length);
  const across = (place: number): number => left + span * (place + 0.5);
  const up = (value: number): number => bottom - (plotHeight * value) / most;
  const marks: Mark[] = [...legend(chart, width)];
  for (let tick = 0; tick <= most; tick += step) {
    marks.push(
      line(
        [
          [left, up(tick)],
          [right, up(tick)],
        ],
        0.5,
        tick === 0 ? 'axis' : 'grid',
      ),
    );
    marks.push(text(left - 4, up(tick), markText(tick), 'end'));
  }
  for (const [place, label] of categories.entries())
    for (const [row, words] of label.split('\n').entries())
      marks.push(text(across(place), bottom + 9 + under + row * (size + 2), words, 'middle'));
  marks.push(
    line(
      [
        [left, head - 4],
        [left, bottom],
      ],
      0.8,
      'axis',
    ),
  );
  for (const [place, { values }] of series.entries()) {
    const points = values.flatMap((value, at): readonly Point[] => (value === null ? [] : [[across(at), up(value)]]));
    if (points.length > 1) marks.push(line(points, 1.4, 'series', dashes[place % 3]));
  }
  for (const [place, { values }] of series.entries())
    for (const [at, value] of values.entries()) {
      if (value === null) continue;
      marks.push(...point(place % 3, across(at), up(value)));
      marks.push(text(across(at), up(value) + beside(series, place, at), markText(value), 'middle'));
    }
  const rows = Math.max(1, ...categories.map((label) => label.split('\n').length));
  return { width, height: bottom + 8 + under + rows * (size + 2), marks };
}

/** Above its point stands the number of the highest series, below it that of every other: so they do not lie on each other. */
function beside(series: readonly ChartSeries[], place: number, at: number): number {
  const own = series[place]?.values[at] ?? 0;
  const isHighest = series.every(({ values }, other) => {
    const value = values[at] ?? 0;
    return other === place || value < own || (value === own && other > place);
  });
  return isHighest ? -8 : 8;
}

/**
 * Draws a chart with axes, labels and the number at each mark, `width` points wide and as high as it needs. Pure: the same chart is
 * the same drawing. Series beyond the third look like the first ones again.
 */
export function drawChart(chart: Chart, width: number): Drawing {
  return chart.kind === 'bars' ? drawBars(chart, width) : drawLines(chart, width);
}
