/** One row of numbers of a chart, as many as there are categories; null: there is none. */
export interface ChartSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/**
 * What a chart (统计图) tells, whatever draws it: bars for kinds of things, lines for what goes on in time. `unit`: of its numbers, 件
 * or %. A category may have a second line, after a line break.
 */
export interface Chart {
  readonly kind: 'bars' | 'lines';
  readonly title: string;
  readonly unit: string;
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
}

/** A number as it is written at its mark: whole, or with one decimal. */
export const markText = (value: number): string => String(Math.round(value * 10) / 10);

/** The top of an axis from zero and its steps, in round numbers, so that `most` fits. */
export function axisOf(most: number): { readonly top: number; readonly step: number } {
  if (most <= 0) return { top: 1, step: 1 };
  const rough = most / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  // cases are whole: no half of one on the axis
  const step = Math.max(1, factor * power);
  return { top: Math.ceil(most / step) * step, step };
}
