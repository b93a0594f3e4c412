import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type RefusalCode, refusalCodes } from '@huiyin/domain';

/** Refusals that the API does not answer with, each with the reason; their own tests meet them where they arise. */
const elsewhere: Readonly<Partial<Record<RefusalCode, string>>> = {
  'extension-not-allowed': 'every limit that a command extends knows an extension; kept for the limits that do not',
  'pause-not-allowed': 'every limit that a command pauses knows a pause; kept for the limits that do not',
  'text-unreadable': 'the phone says it; at the server’s door invalid-command comes first',
  'unknown-choice': 'the phone says it; at the server’s door invalid-command comes first',
  'internal-error': 'there is no way to bring about a fault of ours',
};

const met = (code: string) =>
  existsSync(fileURLToPath(new URL(`../../.cache/results/refusals/${code}`, import.meta.url)));

/** After a whole run: the refusals of the rules that the real server has not answered with, and those wrongly said to arise elsewhere. */
export function unmetRefusals(): readonly string[] {
  return refusalCodes.filter((code) => met(code) === Object.hasOwn(elsewhere, code));
}
