import { streamsOf } from '@huiyin/domain/cases';
import type { Transaction } from '../../infra/transaction.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import type { PreparedCommand } from './command-envelope.ts';
import { keepConflict, settleConflict } from './conflicts.repository.ts';
import type { Decision } from './write-run.ts';

/**
 * What a decision means for conflicts (冲突). A command that lost against a newer version is kept as it was given. One that
 * settles an earlier conflict of its author notes so, also when it loses in its turn: then the newest one is the open
 * one. Refuses unknown-conflict when there is none to settle.
 */
export async function withConflicts(
  tx: Transaction,
  { command: read, type, payload, provenance, resolves }: PreparedCommand,
  decided: Decision,
): Promise<Decision> {
  const lost = !decided.ok && decided.code === 'version-conflict';
  if (!read.ok || (!decided.ok && !lost)) return decided;
  const streams = read.value.type === 'concedeConflict' ? undefined : streamsOf(read.value);
  const noted = resolves === undefined || (await settleConflict(tx, provenance, resolves, streams));
  if (decided.ok) return noted ? decided : serverRefusal('unknown-conflict', {}, 'resolves');
  const { expected, actual } = decided.params;
  // of two cases it lies with the one that was to be changed, wherever the order of locking puts that
  const caseId = 'caseId' in read.value ? read.value.caseId : undefined;
  const stream = streams?.find(({ id }) => id === caseId) ?? streams?.[0];
  if (stream !== undefined) {
    await keepConflict(tx, provenance, { stream, type, payload, expected: Number(expected), found: Number(actual) });
  }
  return decided;
}
