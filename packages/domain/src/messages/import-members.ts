import type { JointMember } from '../petition-cases/registration.ts';

const representativeWord = '代表';
const shape = `请写成“王芳 13812342042 ${representativeWord}；李强”的样子：各人之间用分号隔开，电话、身份号码和“${representativeWord}”可以不写。`;

/** One person as a cell names them: the name first, then in any order a telephone, an identity number, 代表. */
function memberIn(text: string): JointMember | undefined {
  const spaced = text
    .replace(/[（(]\s*代表\s*[）)]/g, ` ${representativeWord} `)
    // 王芳13912342041
    .replace(/(\p{Script=Han})(?=\d)/gu, '$1 ');
  const [name = '', ...rest] = spaced.split(/[\s,，:：]+/).filter(Boolean);
  const cards = rest.filter((part) => /^\d{17}[\dXx]$/.test(part));
  const phones = rest.filter((part) => /^\+?\d[\d-]*$/.test(part) && !cards.includes(part));
  const representative = rest.includes(representativeWord);
  const known = cards.length + phones.length + (representative ? 1 : 0);
  if (/\d/.test(name) || known !== rest.length || cards.length > 1 || phones.length > 1) return undefined;
  const [phone, idCard] = [phones[0], cards[0]];
  return { name, representative, ...(phone !== undefined && { phone }), ...(idCard !== undefined && { idCard }) };
}

/**
 * Those who joined in (联名人) as one cell lists them, parted by semicolons, 顿号 or lines. `unclear`: what cannot be read, and
 * how to write it.
 */
export function membersIn(cell: string): { readonly members: readonly JointMember[]; readonly unclear?: string } {
  const texts = cell.split(/[;；、\n]/).flatMap((part) => part.trim() || []);
  const read = texts.map((text) => ({ text, member: memberIn(text) }));
  const wrong = read.flatMap(({ text, member }) => (member === undefined ? [`“${text.slice(0, 40)}”`] : []));
  const members = read.flatMap(({ member }) => member ?? []);
  return wrong.length > 0 ? { members, unclear: `${wrong.join('、')}没有看懂。${shape}` } : { members };
}
