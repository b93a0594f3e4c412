import { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';
import type { CommandOutcome } from './outcome.ts';

/** A stored receipt: whose command it was, of what content, and how it ended. */
export interface Receipt {
  readonly actorId: string;
  readonly payloadHash: string;
  readonly outcome: CommandOutcome;
}

/**
 * Takes the commandId for the rest of the transaction (the same command sent twice at once waits here) and looks its
 * receipt up.
 */
export async function lockReceipt(tx: Transaction, bureauId: string, commandId: string): Promise<Receipt | undefined> {
  // Two statements: the second one's snapshot is taken when the lock is held, and so holds what the other one committed.
  const locked = tx.query(Prisma.sql`select pg_advisory_xact_lock(hashtextextended(${`${bureauId}/${commandId}`}, 0))`);
  const found = tx.query<Receipt>(Prisma.sql`
    select actor_id as "actorId", payload_hash as "payloadHash", outcome
    from receipt where bureau_id = ${bureauId} and command_id = ${commandId}`);
  const [, [receipt]] = await Promise.all([locked, found]);
  return receipt;
}

/**
 * Stores how a command ended, in the transaction that carried it out, and answers it as stored: an accepted one has got its
 * revision, the transaction's own id, by which its lines stand in the change feed.
 */
export async function insertReceipt(
  tx: Transaction,
  bureauId: string,
  receipt: Receipt & { readonly type: string },
): Promise<CommandOutcome> {
  const { outcome } = receipt;
  const [stored] = await tx.query<{ outcome: CommandOutcome }>(Prisma.sql`
    insert into receipt (bureau_id, command_id, actor_id, type, payload_hash, outcome, received_at)
    values (${bureauId}, ${outcome.commandId}, ${receipt.actorId}, ${receipt.type}, ${receipt.payloadHash},
      ${JSON.stringify(outcome)}::jsonb || case when ${outcome.status}::text = 'accepted'
        then jsonb_build_object('revision', pg_current_xact_id()::text) else '{}' end,
      ${outcome.receivedAt}::timestamptz)
    returning outcome`);
  if (!stored) throw new Error('a receipt was not stored');
  return stored.outcome;
}
