/** Form in which texts are indexed and looked for: full-width letters and digits become narrow, capitals small. */
export function searchForm(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Every two neighbouring characters of the texts, once each; blanks and line ends separate. */
export function bigramsOf(texts: readonly string[]): string[] {
  const found = new Set<string>();
  for (const word of texts.flatMap((text) => searchForm(text).split(/\s+/u))) {
    const characters = [...word];
    for (let at = 0; at + 1 < characters.length; at += 1) found.add(`${characters[at]}${characters[at + 1]}`);
  }
  return [...found];
}

/** A number as people type it: 信(2026)27号, 信[2026] 27, 信【2026】第27号. */
const typedNumber = /(\p{Script=Han})\s*[〔([【]\s*(\d{4})\s*[〕)\]】]\s*第?\s*(?=\d)/gu;

/** The words of a search box, at most eight, at most 40 characters each. */
export function searchWords(search: string): string[] {
  return searchForm(search)
    .replace(typedNumber, '$1〔$2〕')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => [...word].slice(0, 40).join(''));
}
