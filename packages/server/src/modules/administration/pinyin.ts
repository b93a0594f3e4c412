/** The first character of each letter in pinyin order, and the letters; no syllable begins with i, u or v. */
const firsts = [...'阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨它屲夕丫帀'];
const letters = 'abcdefghjklmnopqrstwxyz';

/** Characters that the collation sorts by another reading than the one they have in most names: 长兴, 厦门, 曾家. */
const asInNames: Readonly<Record<string, string>> = { 长: 'c', 厦: 'x', 曾: 'z' };

const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin');

/**
 * Pinyin initials of a name in lower case, for search by typing: 教育局 → jyj, 第3中学 → d3zx. Letters and digits stay, all
 * else falls away. A character with several readings gets one of them, which may be the wrong one (重庆 → zq).
 */
export function pinyinInitials(name: string): string {
  return [...name.normalize('NFKC').toLowerCase()].map(initialOf).join('');
}

function initialOf(character: string): string {
  if (/[a-z0-9]/.test(character)) return character;
  if (!/\p{Script=Han}/u.test(character)) return '';
  return (
    asInNames[character] ?? letters.charAt(firsts.findLastIndex((first) => collator.compare(character, first) >= 0))
  );
}
