import type { StreamRef } from '@huiyin/domain/cases';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';
import type { Provenance } from './event-store.repository.ts';

/** Which side a field was settled by: the losing command's, what stands, or something made of both. */
export const conflictChoices = ['mine', 'theirs', 'combined'] as const;
type ConflictChoice = (typeof conflictChoices)[number];

/** How the author of a losing command settles it: by which command (its id) it lost, and the choice for each field. */
export interface Settlement {
  readonly commandId: string;
  readonly fields: Readonly<Record<string, ConflictChoice>>;
}

/** The losing side of a conflict as it is kept: what was asked for, against which version, and what became of it. */
export interface KeptConflict {
  readonly commandId: string;
  readonly streamId: string;
  readonly type: string;
  readonly payload: unknown;
  readonly actorId: string;
  readonly actorName: string;
  readonly expectedVersion: number;
  readonly foundVersion: number;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly settledBy: string | null;
  readonly settledAt: Date | null;
  readonly choices: Readonly<Record<string, ConflictChoice>> | null;
}

/** Keeps a command that came too late, in the transaction that refused it. The same command sent again changes nothing. */
export async function keepConflict(
  tx: Transaction,
  from: Provenance,
  lost: {
    readonly stream: StreamRef;
    readonly type: string;
    readonly payload: unknown;
    readonly expected: number;
    readonly found: number;
  },
): Promise<void> {
  await tx.query(Prisma.sql`
    insert into command_conflict (bureau_id, command_id, stream_kind, stream_id, type, payload, actor_id, actor_name,
      expected_version, found_version, occurred_at, received_at)
    values (${from.bureauId}, ${from.commandId}, ${lost.stream.kind}, ${lost.stream.id}, ${lost.type},
      ${JSON.stringify(lost.payload)}::jsonb, ${from.actor.id}, ${from.actor.name}, ${lost.expected}::int,
      ${lost.found}::int, ${from.occurredAt}::timestamptz, ${from.receivedAt}::timestamptz)
    on conflict do nothing`);
}

/**
 * Notes how a conflict was settled, by the one whose command had lost; once: what is said of it later (on another device) changes
 * nothing. `streams` narrows it to what the settling command writes. False when there is no such conflict.
 */
export async function settleConflict(
  tx: Transaction,
  from: Provenance,
  { commandId, fields }: Settlement,
  streams?: readonly StreamRef[],
): Promise<boolean> {
  const within =
    streams === undefined ? Prisma.empty : Prisma.sql`and stream_id = any(${streams.map((stream) => stream.id)})`;
  const rows = await tx.query(Prisma.sql`
    update command_conflict set settled_by = coalesce(settled_by, ${from.commandId}),
      settled_at = coalesce(settled_at, ${from.receivedAt}::timestamptz),
      choices = coalesce(choices, ${JSON.stringify(fields)}::jsonb)
    where bureau_id = ${from.bureauId} and command_id = ${commandId.toLowerCase()} and actor_id = ${from.actor.id} ${within}
    returning command_id`);
  return rows.length > 0;
}

/** The conflicts of many streams of one kind, oldest first, by stream id. */
export async function readConflictsOf(
  db: PrismaClient,
  bureauId: string,
  kind: StreamRef['kind'],
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly KeptConflict[]>> {
  const rows = await db.$queryRaw<KeptConflict[]>`
    select command_id as "commandId", stream_id as "streamId", type, payload, actor_id as "actorId",
      actor_name as "actorName",
      expected_version as "expectedVersion", found_version as "foundVersion", occurred_at as "occurredAt",
      received_at as "receivedAt", settled_by as "settledBy", settled_at as "settledAt", choices
    from command_conflict where bureau_id = ${bureauId} and stream_kind = ${kind} and stream_id = any(${[...ids]})
    order by received_at, settled_at nulls last, command_id`;
  return Map.groupBy(rows, ({ streamId }) => streamId);
}
