/** One line of a bench's table. `ratio` compares with the row that the bench names as its measure, in the same run. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
}

/** Prints the figures of `pnpm bench NAME`: a table for people, or with `--json` one object for programs. */
export function print(name: string, rows: readonly Row[]): void {
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ name, rows }));
    return;
  }
  console.table(
    Object.fromEntries(
      rows.map(({ what, value, unit, ratio }) => [
        what,
        { value: Number(value.toPrecision(4)), unit, ratio: ratio === undefined ? '' : Number(ratio.toPrecision(3)) },
      ]),
    ),
  );
}

/** Calls a second for `work`, the best of five runs of about `milliseconds` each, after a warm-up. */
export function rate(work: () => void, milliseconds = 200): number {
  const once = (): number => {
    const start = performance.now();
    let calls = 0;
    while (performance.now() - start < milliseconds) {
      for (let i = 0; i < 64; i += 1) work();
      calls += 64;
    }
    return (calls * 1000) / (performance.now() - start);
  };
  once();
  return Math.max(once(), once(), once(), once(), once());
}
