import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ApiRefusalCode, apiRefusalCodes } from '@huiyin/server/testkit';

/** Refusals that the API does not answer with, each with the reason; their own tests meet them where they arise. */
const elsewhere: Readonly<Partial<Record<ApiRefusalCode, string>>> = {
  'extension-not-allowed': 'every limit that a command extends knows an extension; kept for the limits that do not',
  'pause-not-allowed': 'every limit that a command pauses knows a pause; kept for the limits that do not',
  'text-unreadable': 'the phone says it; at the server’s door invalid-command comes first',
  'unknown-choice': 'the phone says it; at the server’s door invalid-command comes first',
  'internal-error': 'there is no way to bring about a fault of ours',
  'document-font-missing': 'only a machine without any Chinese font; the tests need one',
  'report-font-missing': 'only a machine without any Chinese font; the tests need one',
  'parent-unit-ambiguous': 'told as a sentence within units-refused, which own-refusals reads',
  'push-keys-missing':
    'only where the operator has lost secret.keys; what cannot be opened then is tested with the keys',
  'bulk-account-closed': 'told as a sentence in the record of a bulk action, which its own test reads',
  'import-busy': 'only while another import of the bureau takes longer than two minutes',
  'figures-behind': 'only while the figures cannot catch up with the feed for three seconds',
  'report-not-made': 'only after a report has failed five times for a fault of ours; its page then says so',
};

const met = (code: string) =>
  existsSync(fileURLToPath(new URL(`../../.cache/results/refusals/${code}`, import.meta.url)));

/** After a whole run: the refusals that the real server has not answered with, and those wrongly said to arise elsewhere. */
export function unmetRefusals(): readonly string[] {
  return apiRefusalCodes.filter((code) => met(code) === Object.hasOwn(elsewhere, code));
}
