import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** Writes a bar graph to .cache/bench/<name>.svg. */
export async function writeBars(
  name: string,
  title: string,
  bars: readonly { readonly what: string; readonly value: number }[],
): Promise<void> {
  const folder = fileURLToPath(new URL('../../.cache/bench', import.meta.url));
  const most = Math.max(...bars.map(({ value }) => value));
  const lines = bars.map(({ what, value }, place) => {
    const [y, width] = [48 + place * 32, (480 * value) / most];
    return `<text x="150" y="${y + 15}" text-anchor="end">${what}</text>
<rect x="160" y="${y}" width="${width.toFixed(1)}" height="20" fill="#2f6f6a"/>
<text x="${(166 + width).toFixed(1)}" y="${y + 15}">${value.toPrecision(3)}</text>`;
  });
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, `${name}.svg`),
    `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="${64 + bars.length * 32}" font-family="sans-serif" font-size="13">
<text x="16" y="28" font-size="16">${title}</text>
${lines.join('\n')}
</svg>
`,
  );
}
