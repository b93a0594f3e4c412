import type { CaseStatus, Channel } from '@huiyin/domain/cases';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import { settled } from '../../infra/change-feed.ts';
import { type Scope, visibleCounts } from '../people/visibility.ts';
import { type DueDay, dueSoonSql, overdueSql } from '../petition-cases/due.ts';
import { noDate } from '../work-lists/turns.ts';

/** Kept counts of one unit, status and channel. */
export interface CountGroup {
  readonly unitId: string;
  readonly status: CaseStatus;
  readonly channel: Channel;
  readonly count: number;
  readonly overdue: number;
  readonly dueSoon: number;
}

/** What one look at the kept counts gives: all of it from one snapshot of the database. */
export interface Counts {
  readonly groups: readonly CountGroup[];
  readonly registeredToday: number;
  /** Last revision whose change, and every one before it, is surely contained. */
  readonly revision: string;
}

interface CountsRow {
  readonly groups: CountGroup[] | null;
  readonly registeredToday: number;
  readonly revision: string;
}

/** Reads the kept counts that a scope sees: totals and the deltas not yet folded into them, exact at this moment. */
export async function readCounts(db: PrismaClient, scope: Scope, day: DueDay): Promise<Counts> {
  const [legal, target] = [Prisma.sql`k.legal_due`, Prisma.sql`k.target_due`];
  const wanted = Prisma.sql`${visibleCounts(scope)} and (k.measure = 'cases' or (k.measure = 'registered' and k.day = ${day.today}::date))`;
  const columns = Prisma.sql`k.measure, k.unit_id, k.status, k.channel, k.legal_due, k.target_due, k.amount`;
  const rows = await db.$queryRaw<CountsRow[]>`
    with kept as (
      select ${columns} from count_total k where ${wanted}
      union all
      select ${columns} from count_delta k where ${wanted}
    ), grouped as (
      select k.unit_id as "unitId", k.status, k.channel, sum(k.amount)::int as count,
        coalesce(sum(k.amount) filter (where ${overdueSql(legal, day)}), 0)::int as overdue,
        coalesce(sum(k.amount) filter (where ${dueSoonSql(legal, target, day)}), 0)::int as "dueSoon"
      from kept k where k.measure = 'cases' group by k.unit_id, k.status, k.channel having sum(k.amount) <> 0
    )
    select (select jsonb_agg(grouped) from grouped) as groups,
      (select coalesce(sum(amount), 0)::int from kept where measure = 'registered') as "registeredToday",
      (select coalesce(max(revision), 0)::text from change_feed
       where bureau_id = ${scope.bureauId} and ${Prisma.raw(settled)}) as revision`;
  const [row] = rows;
  if (!row) throw new Error('counts gave no row');
  return { groups: row.groups ?? [], registeredToday: row.registeredToday, revision: row.revision };
}

const batch = 5_000;
/** Days for which "registered on" is kept; the wall asks for today only. */
const registeredDaysKept = 7;

/**
 * Folds deltas into totals, in one transaction, so that totals plus deltas are exact for every reader. One process does it at
 * a time. Answers how many deltas were folded.
 */
export async function rollUpCounts(db: PrismaClient, today: string): Promise<number> {
  return db.$transaction(async (tx) => {
    const locks = await tx.$queryRaw<{ mine: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtextextended('huiyin roll up counts', 0)) as mine`;
    if (!locks[0]?.mine) return 0;
    const folded = await tx.$queryRaw<{ count: number }[]>`
      with taken as (
        delete from count_delta d using (
          select bureau_id, id from count_delta order by bureau_id, id limit ${batch} for update skip locked) oldest
        where d.bureau_id = oldest.bureau_id and d.id = oldest.id returning d.*
      ), folded as (
        insert into count_total as t (bureau_id, measure, unit_id, compartment, accused_unit_id, status, channel,
          legal_due, target_due, day, amount)
        select bureau_id, measure, unit_id, compartment, accused_unit_id, status, channel, legal_due, target_due, day,
          sum(amount)
        from taken group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
        on conflict (bureau_id, measure, unit_id, compartment, accused_unit_id, status, channel, legal_due, target_due, day)
        do update set amount = t.amount + excluded.amount
      )
      select count(*)::int as count from taken`;
    const count = folded[0]?.count ?? 0;
    if (count === 0) return 0;
    await tx.$executeRaw`
      delete from count_total
      where amount = 0 or (measure = 'registered' and day <> ${noDate}::date and day < ${today}::date - ${registeredDaysKept}::int)`;
    return count;
  });
}
