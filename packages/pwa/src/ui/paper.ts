import { paperMessages as words } from '../messages/papers.zh-CN.ts';

/** A paper that can be shown: its name, and its address without the ending. */
export interface Paper {
  readonly name: string;
  readonly address: string;
}

/** Fetches a file and hands it to the browser's downloads. Answers what went wrong, as the server tells it. */
export async function download(address: string): Promise<string | undefined> {
  const answer = await fetch(address, { headers: { accept: 'application/json, */*' } }).catch(() => undefined);
  if (!answer) return words.offline;
  if (!answer.ok) return messageOf(await answer.json().catch(() => undefined));
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileNameOf(answer.headers.get('content-disposition') ?? '');
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return undefined;
}

const messageOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : words.offline;

const fileNameOf = (disposition: string): string =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1] ?? '');
