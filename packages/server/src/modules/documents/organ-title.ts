// 发文机关标志: GB/T 9704-2012 (7.2.4, 10.1) asks for the full name in one centred line and leaves its size to what is
// 醒目、美观、庄重; where it goes on in a second line, 词意完整, 排列对称, 长短适宜 (as 7.3.1 has it of a title).

/** Characters that one line holds in its size (26 points, with 文件 behind it), and in the next smaller one (22 points). */
const [roomOfFirst, roomOfSmaller] = [15, 18];

/** Where a line of a paper ends inside a paragraph. */
export const lineEnd = '\u2028';

/** 长标志: the name of an issuer that is too long for one line in the first size, with the ends of its lines; else empty. */
export function longMark(issuer: string): string {
  const { length } = issuer;
  return length <= roomOfFirst ? '' : inLines(issuer, Math.ceil(length / roomOfSmaller)).join(lineEnd);
}

/** As many lines, as even as whole words let them be. */
function inLines(text: string, count: number): readonly string[] {
  if (count < 2) return [text];
  const fits = (at: number) => at <= roomOfSmaller && text.length - at <= (count - 1) * roomOfSmaller;
  const ends = wordEnds(text).filter(({ at }) => fits(at));
  const even = text.length / count;
  const far = ({ at, whole }: WordEnd) => Math.abs(at - even) - (whole ? wholePart : 0);
  const { at } = ends.toSorted((a, b) => far(a) - far(b))[0] ?? { at: Math.ceil(even) };
  return [text.slice(0, at), ...inLines(text.slice(at), count - 1)];
}

interface WordEnd {
  readonly at: number;
  /** A place or a body ends here: 开发区, 教育局. */
  readonly whole: boolean;
}

/** So many characters less even a line may be that ends with a place or a body. */
const wholePart = 3;
const words = new Intl.Segmenter('zh-CN', { granularity: 'word' });

const wordEnds = (text: string): readonly WordEnd[] =>
  [...words.segment(text)]
    .map(({ index, segment }) => index + segment.length)
    .filter((at) => !goesOn.test(`${text.slice(0, at)}|${text.slice(at)}`))
    .map((at) => ({ at, whole: /(?:[省市州县区旗镇乡局厅校院]|委员会)$/.test(text.slice(0, at)) }));

/** Where a word ends, but not the name that it is part of. */
const goesOn = /\|(?:委员会|自治[区州县旗]|领导小组|办公室)|委员\|会/;
