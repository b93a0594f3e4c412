/** Numbers of cases, each series told by its ends: 信〔2026〕28号至31号、访〔2026〕57号. Numbers of one import have no gaps in a series. */
export function numberRanges(numbers: readonly string[]): string {
  const series = new Map<string, [first: string, last: string]>();
  for (const number of numbers) {
    const [, name = '', place = number] = /^(.*〕)(\d+号)$/.exec(number) ?? [];
    const [first] = series.get(name) ?? [place];
    series.set(name, [first, place]);
  }
  return [...series].map(([name, [first, last]]) => `${name}${first}${first === last ? '' : `至${last}`}`).join('、');
}
