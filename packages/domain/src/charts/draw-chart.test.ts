import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisOf, type Chart } from './chart.ts';
import { drawChart } from './draw-chart.ts';
import type { Mark } from './drawing.ts';

const bars: Chart = {
  kind: 'bars',
  title: '按渠道',
  unit: '件',
  categories: ['来信', '12345市长公开电话'],
  series: [
    { name: '本期', values: [10, 0] },
    { name: '上期', values: [5, null] },
  ],
};
const lines: Chart = {
  ...bars,
  kind: 'lines',
  categories: ['11月\n2025年', '12月', '1月'],
  series: [
    { name: '收到', values: [4, 9, 7] },
    { name: '办结', values: [2, 9, null] },
  ],
};
const texts = (marks: readonly Mark[]) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
const boxes = (marks: readonly Mark[]) => marks.flatMap((mark) => (mark.kind === 'box' ? [mark] : []));

describe('the axis', () => {
  test.each([
    [0, 1, 1],
    [3, 3, 1],
    [7, 8, 2],
    [23, 25, 5],
    [100, 100, 20],
    [1234, 1500, 500],
  ])('%i fits under %i in steps of %i', (most, top, step) => {
    expect(axisOf(most)).toEqual({ top, step });
  });

  test('always holds the highest, in at most ten whole steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (most) => {
        const { top, step } = axisOf(most);
        expect(top >= most && step >= 1 && top / step <= 10).toBe(true);
      }),
    );
  });
});

describe('bars', () => {
  const { marks } = drawChart(bars, 440);

  test('are as long as their numbers, each with its number; what is none is a dash, never a nought', () => {
    const widths = boxes(marks)
      .filter(({ height }) => height === 9)
      .map(({ width }) => width);
    // the legend's two, then ten and five
    expect(widths).toHaveLength(4);
    expect((widths[2] ?? 0) / (widths[3] ?? 1)).toBeCloseTo(2, 1);
    expect(texts(marks)).toEqual(expect.arrayContaining(['10', '5', '0', '—', '来信', '本期', '上期', '单位：件']));
  });

  test('differ without colour: full, hatched', () => {
    const [own, , first, second] = boxes(marks).map(({ fill }) => fill);
    expect([own, first]).toEqual(['series', 'series']);
    expect(second).toBe('paper');
    expect(marks.filter((mark) => mark.kind === 'line' && mark.width === 0.6).length).toBeGreaterThan(10);
  });
});

test('lines: one whole, one dashed; the higher number stands above its point, the other below', () => {
  const { marks } = drawChart(lines, 440);
  const drawn = marks.flatMap((mark) => (mark.kind === 'line' && mark.width === 1.4 ? [mark] : [])).slice(2);
  expect(drawn.map(({ points, dash }) => [points.length, dash === undefined])).toEqual([
    [3, true],
    [2, false],
  ]);
  const nines = marks.flatMap((mark) => (mark.kind === 'text' && mark.text === '9' ? [mark.y] : []));
  expect(new Set(nines).size).toBe(2);
  expect(texts(marks)).toEqual(expect.arrayContaining(['11月', '2025年']));
});

test('whatever the numbers and the width, nothing leaves the picture, and the same chart is the same drawing', () => {
  const chart = fc.record({
    kind: fc.constantFrom('bars' as const, 'lines' as const),
    title: fc.constant(''),
    unit: fc.constantFrom('件', '%'),
    categories: fc.array(fc.constantFrom('来信', '领导接访日', '对信访部门满意率的说明'), {
      minLength: 1,
      maxLength: 13,
    }),
    series: fc.array(
      fc.record({
        name: fc.constant('本期'),
        values: fc.array(fc.option(fc.integer({ min: 0, max: 99_999 })), { maxLength: 1 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  });
  fc.assert(
    fc.property(chart, fc.integer({ min: 300, max: 500 }), (given, width) => {
      const full = {
        ...given,
        series: given.series.map(({ name, values }) => ({
          name,
          values: given.categories.map(() => values[0] ?? null),
        })),
      };
      const drawing = drawChart(full, width);
      expect(drawChart(full, width)).toEqual(drawing);
      for (const mark of drawing.marks) {
        const places = mark.kind === 'line' ? mark.points : [[mark.x, mark.y] as const];
        for (const [x, y] of places)
          expect(x >= -0.01 && x <= width + 8 && y >= 0 && y <= drawing.height + 0.01).toBe(true);
      }
    }),
  );
});
