import { Prisma } from '../../generated/prisma/client.ts';
import { forRows, type Statement, type Transaction } from '../../infra/transaction.ts';
import type { CommandOutcome } from './outcome.ts';

/** A stored receipt: whose command it was, of what content, and how it ended. */
export interface Receipt {
  readonly actorId: string;
  readonly payloadHash: string;
  readonly outcome: CommandOutcome;
}

/**
 * Takes the commandIds for the rest of the transaction (the same command sent twice at once waits here; always in one
 * order, so that two batches never wait for each other crosswise) and looks their receipts up, by commandId.
 */
export async function lockReceipts(
  tx: Transaction,
  bureauId: string,
  commandIds: readonly string[],
): Promise<ReadonlyMap<string, Receipt>> {
  const ids = [...commandIds].sort();
  // Two statements: the second one's snapshot is taken when the locks are held, and so holds what the other one committed.
  const locked = tx.query(Prisma.sql`
    select pg_advisory_xact_lock(hashtextextended(${bureauId} || '/' || id, 0)) from unnest(${ids}::text[]) as id`);
  const found = tx.query<Receipt & { readonly commandId: string }>(Prisma.sql`
    select command_id as "commandId", actor_id as "actorId", payload_hash as "payloadHash", outcome
    from receipt where bureau_id = ${bureauId} and command_id = any(${ids})`);
  const [, receipts] = await Promise.all([locked, found]);
  return new Map(receipts.map((receipt) => [receipt.commandId, receipt]));
}

/**
 * What stores how commands ended, in the transaction that carried them out. Answers the outcomes as stored: an accepted one has
 * got its revision, the transaction's own id, by which its lines stand in the change feed.
 */
export function receiptStatements(
  bureauId: string,
  receipts: readonly (Receipt & { readonly type: string })[],
): Statement[] {
  return forRows(
    receipts,
    (json) => Prisma.sql`
    insert into receipt (bureau_id, command_id, actor_id, type, payload_hash, outcome, received_at)
    select ${bureauId}, r.outcome ->> 'commandId', r."actorId", r.type, r."payloadHash",
      r.outcome || case when r.outcome ->> 'status' = 'accepted'
        then jsonb_build_object('revision', pg_current_xact_id()::text) else '{}' end,
      (r.outcome ->> 'receivedAt')::timestamptz
    from jsonb_to_recordset(${json}::jsonb)
      as r("actorId" text, type text, "payloadHash" text, outcome jsonb)
    returning outcome`,
  );
}
