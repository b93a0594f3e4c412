import { searchTerms } from '../identity/contact.ts';

/** Bands of two smallest hashes: two texts that share half of their terms share a band nine times in ten. */
const bands = { whole: 7, title: 4 } as const;
const rows = 2;

/** FNV-1a with a final mixing, 32 bits: the same on every machine, and different for every seed. */
function hash(text: string, seed: number): number {
  let value = (0x811c9dc5 ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b) >>> 0;
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35) >>> 0;
  return (value ^ (value >>> 16)) >>> 0;
}

function bandsOf(terms: readonly string[], count: number, kind: string): readonly number[] {
  if (terms.length === 0) return [];
  const smallest = Array.from({ length: count * rows }, (_, seed) =>
    terms.reduce((least, term) => Math.min(least, hash(term, seed)), 0xffffffff),
  );
  return Array.from({ length: count }, (_, band) =>
    hash(`${kind}${band}:${smallest.slice(band * rows, (band + 1) * rows).join(',')}`, 0),
  );
}

/** Words that stand in almost every petition say nothing about which matter it is. */
const common = new Set(
  '反映 要求 请求 希望 问题 学校 教育 老师 教师 家长 学生 孩子 情况 解决 进行 关于 我们 有关 相关 处理'.split(' '),
);

const termsOf = (text: string): readonly string[] => searchTerms(text).filter((term) => !common.has(term));

/**
 * Keys by which a matter is found among millions (MinHash over pairs of characters, in bands): two matters in similar words
 * share some of them, others hardly ever. Whole numbers of 32 bits; none for a text without words.
 */
export function likenessKeys({
  title,
  demand,
}: {
  readonly title: string;
  readonly demand: string;
}): readonly number[] {
  return [...bandsOf(termsOf(`${title}\n${demand}`), bands.whole, 'w'), ...bandsOf(termsOf(title), bands.title, 't')];
}

/** Which part of the shorter text's terms the other has too, 0 to 1; too few terms count as nothing. */
function overlap(a: readonly string[], b: readonly string[]): number {
  const [short, long] = a.length <= b.length ? [a, new Set(b)] : [b, new Set(a)];
  return short.length < 3 ? 0 : short.filter((term) => long.has(term)).length / short.length;
}

type Words = { readonly title: string; readonly demand: string };

/** How alike two matters are in their words, 0 to 1: by their titles or as a whole, whichever says more. */
export function likeness(a: Words, b: Words): number {
  const whole = overlap(termsOf(`${a.title}\n${a.demand}`), termsOf(`${b.title}\n${b.demand}`));
  return Math.max(whole, overlap(termsOf(a.title), termsOf(b.title)) * 0.9);
}

const most = 5;

/** The longest stretches of words that both have, at most five: what a person sees that they are alike by. */
export function sharedWords(a: Words, b: Words): readonly string[] {
  const other = new Set(termsOf(`${b.title}\n${b.demand}`));
  const stretches: string[] = [];
  for (const [run] of `${a.title}\n${a.demand}`.normalize('NFKC').matchAll(/\p{Script=Han}+/gu)) {
    const characters = [...run];
    let from = 0;
    const close = (to: number) => {
      if (to - from >= 2) stretches.push(characters.slice(from, to + 1).join(''));
    };
    for (let at = 0; at + 1 < characters.length; at += 1) {
      const pair = `${characters[at]}${characters[at + 1]}`;
      if (other.has(pair) || common.has(pair)) continue;
      close(at);
      from = at + 1;
    }
    close(characters.length - 1);
  }
  return [...new Set(stretches)].toSorted((x, y) => y.length - x.length).slice(0, most);
}
