import type { Pool } from 'pg';
import { Prisma } from '../../generated/prisma/client.ts';
import { settled } from '../../infra/change-feed.ts';
import type { Database } from '../../infra/database.ts';
import { inSnapshot, inTransaction, type Transaction } from '../../infra/transaction.ts';
import { type CountCell, cellColumns } from '../commands/count-deltas.ts';
import { noDate } from '../work-lists/turns.ts';

/** How many are kept in one cell. */
export interface Kept {
  readonly cell: CountCell;
  readonly amount: number;
}

/** What one transaction added to the kept counts. */
interface Delta extends Kept {
  /** Id of the transaction that wrote it. */
  readonly revision: bigint;
  /** Unique in the bureau. */
  readonly id: string;
}

/** One look at the kept counts: everything in it is of one moment. */
export interface CountsRead {
  /** Every transaction of a lower id has ended. */
  readonly settled: bigint;
  /** Deltas of lower revisions may have gone into the totals. */
  readonly folded: bigint;
  /** Last revision of the change feed whose change, and every one before it, is surely contained. */
  readonly revision: string;
  /** Changes whenever a unit is added, renamed or moved. */
  readonly tree: string;
  readonly deltas: readonly Delta[];
}

type CellRow = readonly [string, string, string, string, string, string, string, string, string, string];

interface ReadRow {
  readonly settled: string;
  readonly folded: string;
  readonly revision: string;
  readonly tree: string;
  readonly deltas: readonly (readonly [string, string, number, ...CellRow])[] | null;
}

/**
 * What was counted by transactions from `from` on: with it a process that knows everything before is exact again, at the
 * same small cost at a thousand cases and at ten million.
 */
export async function readDeltas(pool: Pool, bureauId: string, from: bigint): Promise<CountsRead> {
  const { rows } = await pool.query<ReadRow>({ ...deltasSql, values: [bureauId, from.toString()] });
  return countsRead(rows[0]);
}

const deltasSql = {
  name: 'huiyin_count_deltas',
  text: `select pg_snapshot_xmin(pg_current_snapshot())::text as settled,
    coalesce((select revision from count_fold where bureau_id = $1), 0)::text as folded,
    (select coalesce(max(revision), 0)::text from change_feed where bureau_id = $1 and ${settled}) as revision,
    (select count(*) || '/' || coalesce(max(xmin::text::bigint), 0) from unit where bureau_id = $1) as tree,
    (select json_agg(json_build_array(revision::text, id::text, amount, measure, unit_id, compartment, accused_unit_id,
       status, channel, content_kind, legal_due, target_due, day))
     from count_delta where bureau_id = $1 and revision >= $2::bigint) as deltas`,
};

function countsRead(row: ReadRow | undefined): CountsRead {
  if (!row) throw new Error('counts gave no row');
  const { revision, tree } = row;
  const deltas = (row.deltas ?? []).map(([written, id, amount, ...cell]) => {
    return { revision: BigInt(written), id, amount, cell: cellFrom(cell) };
  });
  return { settled: BigInt(row.settled), folded: BigInt(row.folded), revision, tree, deltas };
}

function cellFrom(row: CellRow): CountCell {
  const [measure, unitId, compartment, accusedUnitId, status, channel, contentKind, legalDue, targetDue, day] = row;
  const kind = measure === 'registered' ? 'registered' : 'cases';
  return {
    ...{ measure: kind, unitId, compartment, accusedUnitId, status, channel, contentKind },
    ...{ legalDue, targetDue, day },
  };
}

/** Everything that is kept of a bureau, totals and deltas, of one moment: for a process that begins to keep count. */
export function readAllCounts(pool: Pool, bureauId: string): Promise<CountsRead & { readonly totals: Kept[] }> {
  return inSnapshot(pool, async (tx) => {
    const totals = await readTotals(tx, bureauId);
    const { text } = deltasSql;
    const [row] = await tx.query<ReadRow>({ text, values: [bureauId, '0'] } as Prisma.Sql); // only these two are read
    return { ...countsRead(row), totals };
  });
}

/** The folded part of the kept counts, inside a snapshot. */
async function readTotals(tx: Transaction, bureauId: string): Promise<Kept[]> {
  const rows = await tx.query<{ kept: readonly (readonly [number, ...CellRow])[] | null }>(Prisma.sql`
    select json_agg(json_build_array(amount, measure, unit_id, compartment, accused_unit_id, status, channel, content_kind,
      legal_due, target_due, day)) as kept
    from count_total where bureau_id = ${bureauId} and amount <> 0`);
  return (rows[0]?.kept ?? []).map(([amount, ...cell]) => ({ amount, cell: cellFrom(cell) }));
}

/** All that is kept of a bureau at the moment of a snapshot, totals and deltas together. */
export async function readKept(tx: Transaction, bureauId: string): Promise<Kept[]> {
  const rows = await tx.query<{ kept: readonly (readonly [number, ...CellRow])[] | null }>(Prisma.sql`
    select json_agg(json_build_array(amount, measure, unit_id, compartment, accused_unit_id, status, channel, content_kind,
      legal_due, target_due, day)) as kept
    from (
      select sum(amount)::int as amount, ${cellColumns} from (
        select amount, ${cellColumns} from count_total where bureau_id = ${bureauId}
        union all select amount, ${cellColumns} from count_delta where bureau_id = ${bureauId}
      ) both_parts group by ${cellColumns}
    ) cells where amount <> 0`);
  return (rows[0]?.kept ?? []).map(([amount, ...cell]) => ({ amount, cell: cellFrom(cell) }));
}

/** A bureau's units by id, as counts need them. */
export async function readUnitPlaces(pool: Pool, bureauId: string): Promise<ReadonlyMap<string, UnitPlace>> {
  const { rows } = await pool.query<UnitPlace & { readonly id: string }>(
    'select id, name, path, parent_id is null as root from unit where bureau_id = $1',
    [bureauId],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Name and place in the tree of one unit. */
export interface UnitPlace {
  readonly name: string;
  readonly path: string;
  readonly root: boolean;
}

/** How far a fold may go: everything of lower revisions is settled, and every process has had the time to see it. */
export async function settledRevision({ pool }: Database): Promise<bigint> {
  const { rows } = await pool.query<{ settled: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as settled',
  );
  return BigInt(rows[0]?.settled ?? 0);
}

const batch = 5_000;
/** Days for which "registered on" is kept; the wall asks for today only. */
export const registeredDaysKept = 7;

/**
 * Folds deltas of revisions below `before` (default: all that are settled) into totals, in one transaction, so that totals
 * plus deltas are exact for every reader. One process does it at a time, never a part of a revision. Answers how many deltas
 * were folded; call again until none are.
 */
export async function rollUpCounts(database: Database, today: string, before?: bigint): Promise<number> {
  const limit = before ?? (await settledRevision(database));
  const bureaus = await database.prisma.bureau.findMany({ select: { id: true } });
  let count = 0;
  for (const { id } of bureaus) {
    count += await inTransaction(database.pool, (tx) => foldBureau(tx, id, today, limit));
  }
  return count;
}

async function foldBureau(tx: Transaction, bureauId: string, today: string, limit: bigint): Promise<number> {
  const locks = await tx.query<{ mine: boolean }>(Prisma.sql`
    select pg_try_advisory_xact_lock(hashtextextended('huiyin fold/' || ${bureauId}, 0)) as mine`);
  if (!locks[0]?.mine) return 0;
  const [folded] = await tx.query<{ count: number; upTo: string; empty: string | null }>(Prisma.sql`
    with cut as (
      select least(${limit.toString()}::bigint, case when count(*) > ${batch} then greatest(min(revision) + 1,
        (select revision from count_delta where bureau_id = ${bureauId} order by revision offset ${batch} limit 1)) end) as revision
      from count_delta where bureau_id = ${bureauId}
    ), taken as (
      delete from count_delta d using cut where d.bureau_id = ${bureauId} and d.revision < cut.revision returning d.*
    ), folded as (
      insert into count_total as t (bureau_id, ${cellColumns}, amount)
      select bureau_id, ${cellColumns}, sum(amount) from taken group by bureau_id, ${cellColumns}
      on conflict (bureau_id, ${cellColumns}) do update set amount = t.amount + excluded.amount
      returning t.*
    )
    select (select count(*)::int from taken) as count, (select revision::text from cut) as "upTo",
      (select json_agg(f) from folded f where f.amount = 0) as empty`);
  if (!folded || folded.count === 0) return 0;
  await Promise.all([
    tx.query(Prisma.sql`
      insert into count_fold as f (bureau_id, revision) values (${bureauId}, ${folded.upTo}::bigint)
      on conflict (bureau_id) do update set revision = greatest(f.revision, excluded.revision)`),
    folded.empty &&
      tx.query(Prisma.sql`
        delete from count_total where amount = 0 and (bureau_id, ${cellColumns}) in (
          select bureau_id, ${cellColumns} from json_populate_recordset(null::count_total, ${JSON.stringify(folded.empty)}::json))`),
    tx.query(Prisma.sql`
      delete from count_total where bureau_id = ${bureauId} and measure = 'registered'
        and day <> ${noDate}::date and day < ${today}::date - ${registeredDaysKept}::int`),
  ]);
  return folded.count;
}
