import { paperMessages as words } from '../messages/papers.zh-CN.ts';

/** A paper that can be shown: its name, and its address without the ending. */
export interface Paper {
  readonly name: string;
  readonly address: string;
}

/** What is on its way: a second click on the same file waits for nothing of its own. */
const coming = new Set<string>();

/** Fetches a file and hands it to the browser's downloads. Answers what went wrong, as the server tells it; nothing when it was given up. */
export async function download(address: string, signal?: AbortSignal): Promise<string | undefined> {
  if (coming.has(address)) return undefined;
  coming.add(address);
  return fetched(address, signal).finally(() => coming.delete(address));
}

async function fetched(address: string, signal?: AbortSignal): Promise<string | undefined> {
  const asked = { headers: { accept: 'application/json, */*' }, ...(signal && { signal }) };
  const answer = await fetch(address, asked).catch(() => undefined);
  if (signal?.aborted) return undefined;
  if (!answer) return words.offline;
  if (!answer.ok) return messageOf(await answer.json().catch(() => undefined));
  save(fileNameOf(answer.headers.get('content-disposition') ?? ''), await answer.blob());
  return undefined;
}

/** Hands an .xlsx that came in base64 to the browser's downloads. */
export function saveTable(fileName: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  save(fileName, new Blob([bytes], { type }));
}

function save(fileName: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: url, download: fileName });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken it over by then, and names the file by the link.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const messageOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : words.offline;

const fileNameOf = (disposition: string): string =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1] ?? '');
