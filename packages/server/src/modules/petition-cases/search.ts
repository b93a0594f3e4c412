import { asWritten } from '@huiyin/domain';

/** Form in which texts are indexed and looked for: nothing unseen in it, full-width letters and digits narrow, capitals small. */
export function searchForm(text: string): string {
  return asWritten(text).normalize('NFKC').toLowerCase();
}

/** A number of a case, whole or as far as it is typed: 信〔2026〕27号, 信〔2026〕2, 信〔2026〕. */
const caseNumber = /(\S〔\d{4}〕)(\d{0,8})(号?)/gu;
const digit = /^\d$/u;

/** Whether a word is what all numbers of a year begin with: 信〔2026〕. */
export function isYearOfNumbers(word: string): boolean {
  return /^\S〔\d{4}〕$/u.test(word);
}

/** Whether a word is a number of a case, with or without 号: 信〔2026〕27号. */
export function isWholeNumber(word: string): boolean {
  return /^\S〔\d{4}〕\d{1,8}号?$/u.test(word);
}

const wordsOf = (text: string) => searchForm(text).split(/\s+/u);

/** Two neighbouring characters of a word, or three digits. `common`: two digits of which three tell more. */
function* neighbours(word: string): Generator<{ readonly piece: string; readonly common: boolean }> {
  const characters = [...word];
  const digits = characters.map((one) => digit.test(one));
  const isNumeral = (at: number) => digits[at] === true && digits[at + 1] === true && digits[at + 2] === true;
  for (let at = 0; at + 1 < characters.length; at += 1) {
    const pair = `${characters[at]}${characters[at + 1]}`;
    const numeral = isNumeral(at);
    yield { piece: pair, common: numeral || isNumeral(at - 1) };
    if (numeral) yield { piece: `${pair}${characters[at + 2]}`, common: false };
  }
}

/** A number of a case and all that it begins with, from series and year on. */
function beginnings([whole, series = '', digits = '']: RegExpMatchArray): string[] {
  return [...Array.from({ length: digits.length + 1 }, (_, length) => series + digits.slice(0, length)), whole];
}

/** What texts are found by, once each: two neighbouring characters, three digits, numbers of cases and how they begin. Blanks separate. */
export function piecesOf(texts: readonly string[]): string[] {
  const pieces = texts
    .flatMap(wordsOf)
    .flatMap((word) => [
      ...[...word.matchAll(caseNumber)].flatMap(beginnings),
      ...[...neighbours(word)].map(({ piece }) => piece),
    ]);
  return [...new Set(pieces)];
}

/** The pieces that lead to the texts that hold these words: of a number only what tells most. */
export function soughtPieces(words: readonly string[]): string[] {
  const pieces = words.map(searchForm).flatMap((word) => {
    const others = wordsOf(word.replace(caseNumber, ' ')).flatMap((part) => [...neighbours(part)]);
    return [...(word.match(caseNumber) ?? []), ...others.filter(({ common }) => !common).map(({ piece }) => piece)];
  });
  return [...new Set(pieces)];
}

/**
 * Such a word is held by a text just when it is among its pieces: most names, a number of a case as far as it is typed. No text need
 * be read for it.
 */
export function isPiece(word: string): boolean {
  const [piece, ...others] = soughtPieces([word]);
  return piece === word && others.length === 0;
}

/**
 * What petitions to an education bureau are full of, each word in some of a hundred cases or in half of them. Of these the index holds
 * the unit as well (migration 0034_common_words, decision 019): among its own cases a unit finds them without what all others have.
 */
export const commonPieces: ReadonlySet<string> = new Set(
  `学校 小学 中学 学生 教师 老师 孩子 家长 父母 请求 要求 反映 希望 情况 问题 处理 解决 办理 答复 回复 说明 检查 调查 公开 公布 依据
    没有 多次 工作 工资 补助 服务 收费 招生 入学 上学 报名 学区 学期 年度 上课 有关 部门 教育 教学 校园 校长 班主 主任 班级 分班 同学
    欺负 欺凌 体罚 师德 安全 消防 交通 校车 食堂 午餐 饭菜 质量 作业 课后 托管 培训 机构 退费 退还 学费 材料 标准 学籍 转学 转入 毕业
    中考 学位 划分 民办 幼儿 乡村 撤并 随迁 子女 政策 待遇 社保 职称 退休 补贴 发放 代课 招聘 落实 影响 时间 结果 意见 建议 申请`.split(
    /\s+/u,
  ),
);

/**
 * Those of the pieces that petitions are full of, by twos: a case that has both has one key for them (migration 0040_narrow_rows), so
 * that neither is gone through for the few that have both. None for one of them alone.
 */
export function commonPairs(pieces: readonly string[]): string[] {
  const common = pieces.filter((piece) => commonPieces.has(piece)).toSorted();
  return common.slice(1).map((piece, before) => `${common[before]}${piece}`);
}

/** A number as people type it: 信(2026)27号, 信[2026] 27, 信【2026】第27号. */
const typedNumber = /(\p{Script=Han})\s*[〔([【]\s*(\d{4})\s*[〕)\]】]\s*第?\s*(?=\d)/gu;

/** The words of a search box, at most eight, at most 40 characters each. A name written with a gap (李　伟) is one. */
export function searchWords(search: string): string[] {
  const words = searchForm(search)
    .replace(typedNumber, '$1〔$2〕')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => [...word].slice(0, 40).join(''));
  return words.length > 1 && words.every(isOneCharacter) ? [words.join('')] : words;
}

const isOneCharacter = (word: string): boolean => [...word].length === 1;

/** One character and nothing else leads to the petitioners whose name begins with it: in texts it stands everywhere and nowhere. */
export function initialOf(words: readonly string[]): string | undefined {
  const [word] = words;
  return word !== undefined && words.length === 1 && isOneCharacter(word) ? word : undefined;
}
