/** The last number given of one series (渠道、年份). */
export interface NumberedSequence {
  readonly series: string;
  readonly year: number;
  readonly sequence: number;
}

/** 下〔2026〕12号 read back; blanks and other brackets do no harm. Undefined for anything else, as 下〔2026〕012号. */
export function parseCaseNumber(text: string): NumberedSequence | undefined {
  const found = /^(\p{Script=Han}{1,4})[〔[（(](\d{4})[〕\]）)]([1-9]\d{0,8})号?$/u.exec(
    text.normalize('NFKC').replace(/\s/g, ''),
  );
  const [, series, year, sequence] = found ?? [];
  if (series === undefined) return undefined;
  return { series, year: Number(year), sequence: Number(sequence) };
}

/** A series that is not whole: numbers that nobody has, and numbers that two have (编号唯一、连续, R69). */
export interface NumberingFault {
  readonly series: string;
  readonly year: number;
  readonly missing: readonly number[];
  readonly doubled: readonly number[];
}

/**
 * Checks the numbers of a register (R69): each series of each year runs from 1 without gap or double. Empty when all are
 * whole. At most `most` numbers are listed per fault, so that a broken register cannot flood a page.
 */
export function numberingFaults(numbers: readonly NumberedSequence[], most = 100): readonly NumberingFault[] {
  const bySeries = new Map<string, NumberedSequence[]>();
  for (const number of numbers) {
    const key = `${number.series}${number.year}`;
    bySeries.set(key, [...(bySeries.get(key) ?? []), number]);
  }
  return [...bySeries.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const count = new Map<number, number>();
    for (const { sequence } of rows) count.set(sequence, (count.get(sequence) ?? 0) + 1);
    const missing: number[] = [];
    const last = rows.reduce((most, { sequence }) => Math.max(most, sequence), 0);
    for (let n = 1; n < last && missing.length < most; n += 1) if (!count.has(n)) missing.push(n);
    const doubled = [...count]
      .filter(([, times]) => times > 1)
      .map(([n]) => n)
      .slice(0, most);
    return missing.length + doubled.length === 0 ? [] : [{ series: first.series, year: first.year, missing, doubled }];
  });
}
