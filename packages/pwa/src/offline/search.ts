import { asWritten } from '@huiyin/domain';

/** Form in which texts are looked through: nothing unseen in it, full-width letters and digits narrow, capitals small. */
const form = (text: string) => asWritten(text).normalize('NFKC').toLowerCase();

/** What is searched: the row, its texts, and (of units) its initials. */
export interface Searched<T> {
  readonly row: T;
  readonly texts: readonly string[];
  /** Pinyin initials, by which a name is found when it is typed so: 临江镇中心小学 → ljzzxxx. */
  readonly initials?: string;
}

/**
 * An index over what is kept on the phone: every two neighbouring characters (bigrams) point to their rows, so that a
 * two-character name among ten thousand rows costs no walk through all of them. Built once a pull.
 */
export function createIndex<T>(entries: readonly Searched<T>[]): (query: string) => readonly T[] {
  const rows = entries.map(({ row, texts, initials = '' }) => ({ row, text: form(texts.join('\n')), initials }));
  const places = new Map<string, number[]>();
  for (const [place, { text, initials }] of rows.entries()) {
    for (const pair of new Set([...pairsOf(text), ...pairsOf(initials)])) {
      const known = places.get(pair);
      if (known === undefined) places.set(pair, [place]);
      else known.push(place);
    }
  }
  const holds = (place: number, word: string) => {
    const one = rows[place];
    return one !== undefined && (one.text.includes(word) || one.initials.includes(word));
  };
  const find = (word: string): readonly number[] => {
    const lists = pairsOf(word).map((pair) => places.get(pair) ?? []);
    // A single character has no pair: then every row is looked at.
    const fewest = lists.length === 0 ? [...rows.keys()] : lists.reduce((a, b) => (b.length < a.length ? b : a));
    return fewest.filter((place) => holds(place, word));
  };
  return (query) => {
    const words = form(query).split(/\s+/u).filter(Boolean);
    if (words.length === 0) return rows.map(({ row }) => row);
    const [first = [], ...others] = words.map((word) => find(word));
    const sets = others.map((list) => new Set(list));
    return first.flatMap((place) => (sets.every((set) => set.has(place)) ? (rows[place]?.row ?? []) : []));
  };
}

/** Every two neighbouring characters, blanks parting. */
function pairsOf(text: string): string[] {
  return text.split(/\s+/u).flatMap((word) => {
    const characters = [...word];
    return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
  });
}
