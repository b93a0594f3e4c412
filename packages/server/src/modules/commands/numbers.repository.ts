import type { Pool } from 'pg';
import { Prisma } from '../../generated/prisma/client.ts';
import { inTransaction, type Transaction } from '../../infra/transaction.ts';

// Numbers (编号) run from 1 in each channel and year, and none is left out (R69).

/** So many numbers, one after another. */
export interface NumbersAsked {
  readonly channel: string;
  readonly year: number;
  readonly count: number;
}

/**
 * Takes the next numbers; answers the first. Whoever takes them holds the counter until the end of the transaction. Numbers that
 * are free again (see {@link freeNumbers}) come first.
 */
export async function takeNumbers(
  tx: Transaction,
  bureauId: string,
  { channel, year, count }: NumbersAsked,
): Promise<number> {
  const [row] = await tx.query<{ first: number }>(Prisma.sql`
    with spare as (
      select import_id from number_block
      where bureau_id = ${bureauId} and channel = ${channel} and year = ${year}::int and free and count >= ${count}::int
      order by first limit 1 for update
    ), taken as (
      update number_block b set first = b.first + ${count}::int, count = b.count - ${count}::int from spare
      where b.bureau_id = ${bureauId} and b.channel = ${channel} and b.year = ${year}::int and b.import_id = spare.import_id
      returning b.first - ${count}::int as first
    ), counted as (
      insert into case_number_sequence (bureau_id, channel, year, last)
      select ${bureauId}, ${channel}, ${year}::int, ${count}::int where not exists (select 1 from taken)
      on conflict (bureau_id, channel, year) do update set last = case_number_sequence.last + excluded.last
      returning last - ${count}::int + 1 as first
    )
    select first from taken union all select first from counted`);
  if (!row) throw new Error('numbers were not allocated');
  return row.first;
}

/**
 * Takes numbers for an import in a transaction of their own: its writing takes seconds, and nobody shall wait for it. The same ones
 * again for a second attempt. They are {@link useNumbers used} in the transaction of the cases, or are free afterwards.
 */
export function takeAhead(pool: Pool, bureauId: string, importId: string, asked: NumbersAsked): Promise<number> {
  const { channel, year, count } = asked;
  return inTransaction(pool, async (tx) => {
    const [kept] = await tx.query<{ first: number }>(Prisma.sql`
      select first from number_block where bureau_id = ${bureauId} and channel = ${channel} and year = ${year}::int
        and import_id = ${importId} and not free and count = ${count}::int`);
    if (kept) return kept.first;
    const first = await takeNumbers(tx, bureauId, asked);
    await tx.query(Prisma.sql`
      insert into number_block (bureau_id, import_id, channel, year, first, count)
      values (${bureauId}, ${importId}, ${channel}, ${year}::int, ${first}::int, ${count}::int)`);
    return first;
  });
}

/**
 * The numbers that an import has taken, in so many channels, stand in its cases now, when this transaction is committed. Throws
 * when they were freed meanwhile: then they may be another's.
 */
export async function useNumbers(tx: Transaction, bureauId: string, importId: string, channels: number): Promise<void> {
  const used = await tx.query(Prisma.sql`
    delete from number_block where bureau_id = ${bureauId} and import_id = ${importId} and not free returning first`);
  if (used.length !== channels) throw new Error('the numbers of an import are not its own any more');
}

/** What imports have taken and not used is free. Only while none is under way: each free block has a name of its own. */
export async function freeNumbers(tx: Transaction, bureauId: string): Promise<void> {
  await tx.query(Prisma.sql`delete from number_block where bureau_id = ${bureauId} and count = 0`);
  await tx.query(Prisma.sql`
    update number_block set free = true, import_id = import_id || '/' || first
    where bureau_id = ${bureauId} and not free`);
}
