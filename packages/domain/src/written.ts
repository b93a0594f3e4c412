const lineEnds = ['\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'];

/** Control characters, blanks without width, marks of direction, soft hyphens. */
const unseen = /\r\n|[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** After these a joiner has its meaning: Arabic and Mongolian letters, pictographs that make one. */
const joining = /(?:[\p{Script=Arabic}\p{Script=Mongolian}\p{Extended_Pictographic}\p{Emoji_Modifier}]|\ufe0f)$/u;

/**
 * A text as it is kept: letter for letter what can be read. What nobody sees and says nothing is left out, as it comes along from web
 * pages, PDF files and chats, and hides a name from whoever looks for it; the line ends of other programs become line feeds. NUL and
 * half characters stay, to be refused where they stand: there something was lost already (docs/decisions/022).
 */
export function asWritten(text: string): string {
  return text.replace(unseen, (mark, at: number) => {
    if (mark === '\n' || mark === '\t' || mark === '\0') return mark;
    if (lineEnds.includes(mark)) return '\n';
    const joiner = mark === '\u200c' || mark === '\u200d';
    return joiner && joining.test(text.slice(Math.max(0, at - 2), at)) ? mark : '';
  });
}

/** A text of one line as it is kept: {@link asWritten}, without blanks around it. */
export const trimmed = (text: string): string => asWritten(text).trim();

/** Every text inside a value (a command, a form) {@link asWritten}. */
export function allAsWritten<T>(value: T): T;
export function allAsWritten(value: unknown): unknown {
  if (typeof value === 'string') return asWritten(value);
  if (Array.isArray(value)) return value.map((item: unknown) => allAsWritten(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, allAsWritten<unknown>(item)]));
}
