import { closeSync, mkdirSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * Notes which refusals the real server answers while the tests run: an empty file a code, for every worker alike. What no test has met
 * is told at the end of the whole run: see unmet-refusals.ts.
 */

const folder = fileURLToPath(new URL('../../.cache/results/refusals', import.meta.url));
mkdirSync(folder, { recursive: true });
const noted = new Set<string>();

/** Notes one refusal; by themselves only those are noted that come in JSON, not in a stream. */
export function noteRefusal(code: string): void {
  if (noted.has(code)) return;
  noted.add(code);
  closeSync(openSync(`${folder}/${code}`, 'w'));
}

/** A header of the answers that a test puts in the server's mouth: those are not met. */
export const forged = 'x-forged';

const send = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const response = await send(input, init);
  if (!response.headers.has(forged) && /\bjson\b/.test(response.headers.get('content-type') ?? '')) {
    // a body that breaks off is the test's own matter
    const text = await response
      .clone()
      .text()
      .catch(() => '');
    for (const [, code = ''] of text.matchAll(/"code":"([a-z]+(?:-[a-z]+)*)"/g)) noteRefusal(code);
  }
  return response;
};
