/** A matter's words, for counting what people speak of. */
export interface TopicText {
  readonly title: string;
  readonly demand: string;
}

/** A phrase that people use, and in how many cases it stands. */
export interface Topic {
  readonly phrase: string;
  readonly cases: number;
}

/** Words of every petition, which say nothing of its subject. Longer ones first. */
const stopWords: readonly string[] = [
  '有关部门',
  '请求解决',
  '请求核实',
  '进行',
  '反映',
  '投诉',
  '举报',
  '要求',
  '请求',
  '希望',
  '建议',
  '咨询',
  '申请',
  '恳请',
  '关于',
  '有关',
  '问题',
  '情况',
  '说明',
  '解决',
  '处理',
  '核实',
  '调查',
  '核查',
  '孩子',
  '家长',
  '学生',
  '学校',
  '老师',
  '教师',
  '存在',
  '没有',
  '未能',
  '无法',
  '不能',
  '一直',
  '多次',
  '目前',
  '现在',
  '已经',
  '本人',
  '我们',
  '他们',
  '自己',
  '尽快',
  '相关',
  '是否',
  '如何',
  '什么',
  '怎么',
  '为何',
  '增加',
  '加强',
  '落实',
  '公开',
  '明确',
  '给予',
  '认定',
  '办理',
  '拖延',
  '长期',
  '以及',
  '结果',
  '提出',
  '审核',
  '项目',
  '标准',
  '不一致',
  '不符',
  '异议',
  '乡村',
  '民办',
  '幼儿园',
  '小学',
  '中学',
  '初中',
  '高中',
  '教育局',
  '个别',
  '部分',
  '同学',
  '事项',
  '来信',
  '来访',
  '来电',
].toSorted((a, b) => b.length - a.length);
/** Characters that join words and belong to none. */
const joining = new Set('的了与和及在被把对是等或从到向让且但而也都又还很给并其该此这那');
const letters = /[\p{Script=Han}A-Za-z0-9]/u;

const shortest = 2;
const longest = 12;
/** A phrase of so few cases may tell who is meant: it is not shown. */
export const fewestCases = 3;
/** A longer phrase takes the place of a shorter one inside it when it holds for so much of its cases. */
const covers = 0.7;

/** Cuts a text at stop words, joining characters and all that is no letter. `names`: of units and persons, cut out whole. */
function pieces(text: string, names: readonly string[]): readonly string[] {
  let rest = text;
  for (const name of names) if (name.length > 1) rest = rest.replaceAll(name, ' ');
  for (const word of stopWords) rest = rest.replaceAll(word, ' ');
  const clean = [...rest].map((char) => (joining.has(char) || !letters.test(char) ? ' ' : char)).join('');
  return clean.split(' ').filter((piece) => piece.length >= shortest && /\p{Script=Han}/u.test(piece));
}

/** How many cases hold each phrase of one length; only phrases whose both halves (one character shorter) are frequent. */
function phrasesOf(cases: readonly (readonly string[])[], length: number, frequent: ReadonlyMap<string, number>) {
  const found = new Map<string, number>();
  for (const parts of cases) {
    const own = new Set<string>();
    for (const part of parts) {
      for (let at = 0; at + length <= part.length; at += 1) {
        const phrase = part.slice(at, at + length);
        if (length > shortest && !(frequent.has(phrase.slice(1)) && frequent.has(phrase.slice(0, -1)))) continue;
        own.add(phrase);
      }
    }
    for (const phrase of own) found.set(phrase, (found.get(phrase) ?? 0) + 1);
  }
  return new Map([...found].filter(([, cases]) => cases >= fewestCases));
}

/** Phrases of the titles, with how many titles hold them: frequent bigrams, grown as long as they stay frequent. */
function candidates(titles: readonly (readonly string[])[]): readonly Topic[] {
  const all: Topic[] = [];
  let frequent: ReadonlyMap<string, number> = new Map();
  for (let length = shortest; length <= longest; length += 1) {
    frequent = phrasesOf(titles, length, frequent);
    if (frequent.size === 0) break;
    for (const [phrase, cases] of frequent) all.push({ phrase, cases });
  }
  return all;
}

/** Whether two phrases are pieces of one another, or the end of one is the beginning of the other. */
function overlap(a: string, b: string): boolean {
  if (a.includes(b) || b.includes(a)) return true;
  const [left, right] = [`${a}|${b}`, `${b}|${a}`];
  return [left, right].some((pair) => {
    const [first = '', second = ''] = pair.split('|');
    return first.slice(-shortest) === second.slice(0, shortest);
  });
}

const has = (parts: readonly string[], phrase: string): boolean => parts.some((part) => part.includes(phrase));

/**
 * What people speak of most (热点): the phrases that most titles hold, at least {@link fewestCases}, told with the number of cases
 * in whose title or demand they stand. Bigrams are counted, overlapping ones grown into phrases, and of phrases that overlap the one is kept
 * that most cases hold; stop words and the given names (units, persons) are never part of one. Nothing leaves the house: no
 * dictionary, no service. Equal numbers stand in the order of the alphabet, so the same texts give the same list.
 */
export function hotTopics(texts: readonly TopicText[], names: readonly string[], most = 12): readonly Topic[] {
  const ordered = names.toSorted((a, b) => b.length - a.length);
  const titles = texts.map(({ title }) => pieces(title, ordered));
  const found = candidates(titles);
  const covered = (one: Topic): boolean =>
    found.some(
      ({ phrase, cases }) =>
        phrase.length > one.phrase.length && phrase.includes(one.phrase) && cases >= covers * one.cases,
    );
  const sorted = found
    .filter((one) => !covered(one))
    .toSorted((a, b) => b.cases - a.cases || b.phrase.length - a.phrase.length || (a.phrase < b.phrase ? -1 : 1));
  const chosen: string[] = [];
  for (const { phrase, cases } of sorted) {
    if (chosen.length === most) break;
    if (chosen.some((other) => overlap(other, phrase))) continue;
    // another word of titles that are told of already says nothing new
    const told = titles.filter((parts) => has(parts, phrase) && chosen.some((other) => has(parts, other))).length;
    if (told * 2 <= cases) chosen.push(phrase);
  }
  return countPhrases(texts, chosen).toSorted((a, b) => b.cases - a.cases || (a.phrase < b.phrase ? -1 : 1));
}

/** In how many cases each phrase stands, in title or demand: also of another period, to compare. */
export function countPhrases(texts: readonly TopicText[], phrases: readonly string[]): readonly Topic[] {
  return phrases.map((phrase) => ({
    phrase,
    cases: texts.filter(({ title, demand }) => title.includes(phrase) || demand.includes(phrase)).length,
  }));
}
