import type { Prisma } from '../../generated/prisma/client.ts';
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
export async function lockReceipt(
  tx: Prisma.TransactionClient,
  bureauId: string,
  commandId: string,
): Promise<Receipt | undefined> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${bureauId}/${commandId}`}, 0))`;
  const rows = await tx.$queryRaw<Receipt[]>`
    select actor_id as "actorId", payload_hash as "payloadHash", outcome
    from receipt where bureau_id = ${bureauId} and command_id = ${commandId}`;
  return rows[0];
}

/** Stores how a command ended, in the transaction that carried it out. */
export async function insertReceipt(
  tx: Prisma.TransactionClient,
  bureauId: string,
  receipt: Receipt & { readonly type: string },
): Promise<void> {
  const { outcome } = receipt;
  await tx.$executeRaw`
    insert into receipt (bureau_id, command_id, actor_id, type, payload_hash, outcome, received_at)
    values (${bureauId}, ${outcome.commandId}, ${receipt.actorId}, ${receipt.type}, ${receipt.payloadHash},
      ${JSON.stringify(outcome)}::jsonb, ${outcome.receivedAt}::timestamptz)`;
}
