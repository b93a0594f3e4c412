import type { PlainDate } from '@huiyin/domain';
import { openStatuses, type PetitionCaseState } from '@huiyin/domain/cases';
import type { CaseLine, MonthLine, PeriodSum, ReportFigures } from '@huiyin/domain/office';
import type { ReceptionSessionState } from '@huiyin/domain/receptions';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';
import { type Scope, visibleCases, visibleCounts } from '../people/visibility.ts';
import type { DueDay } from '../petition-cases/due.ts';

/** A kept report. */
export interface ReportRow {
  readonly bureauId: string;
  readonly id: string;
  /** Whose report it is: the bureau's root, or a unit with all below it. */
  readonly unitId: string;
  readonly unitName: string;
  readonly period: string;
  readonly revision: string;
  readonly figures: ReportFigures;
  readonly madeAt: Date;
  readonly madeByName: string | null;
}

interface Span {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** The kept sums of a period's months, by unit, channel and class. */
export function readPeriodSums(
  db: PrismaClient,
  scope: Scope,
  today: PlainDate,
  { from, to }: Span,
): Promise<PeriodSum[]> {
  return db.$queryRaw`
    select k.measure, k.detail, k.due < ${today}::date as past, k.unit_id as "unitId", k.channel, k.content_kind as kind,
      sum(k.amount)::int as amount
    from figure_total k
    where ${visibleCounts(scope)} and k.measure not in ('open', 'receivedDay', 'closedDay')
      and k.day between ${from}::date and ${to}::date
    group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`;
}

/** Open and overdue cases by unit, of the kept figures. */
export function readOpenByUnit(
  db: PrismaClient,
  scope: Scope,
  today: PlainDate,
): Promise<{ unitId: string; open: number; overdue: number }[]> {
  return db.$queryRaw`
    select k.unit_id as "unitId", sum(k.amount)::int as open,
      coalesce(sum(k.amount) filter (where k.due < ${today}::date), 0)::int as overdue
    from figure_total k where ${visibleCounts(scope)} and k.measure = 'open' group by 1 order by 1`;
}

const mostLines = 20;

const line = (day: DueDay): Prisma.Sql => Prisma.sql`c.number, c.handling_unit_id as "unitId", c.content_kind as kind,
  c.received_on::text as "receivedOn", ${day.today}::date - c.received_on as days,
  coalesce(c.next_legal_due < ${day.today}::date, false) as overdue`;

/** Cases that have been open longest (长期未结): more than sixty days, by number alone. */
export function readPending(db: PrismaClient, scope: Scope, day: DueDay): Promise<CaseLine[]> {
  return db.$queryRaw`
    select ${line(day)} from petition_case c
    where ${visibleCases(scope)} and c.status = any(${[...openStatuses]}) and c.received_on < ${day.today}::date - 60
    order by c.received_on, c.number limit ${mostLines}`;
}

/** Repeated cases (重复信访) of a period, as the kept figures have them, by number alone. */
export function readRepeated(db: PrismaClient, scope: Scope, day: DueDay, { from, to }: Span): Promise<CaseLine[]> {
  return db.$queryRaw`
    select ${line(day)} from petition_case c
    join case_figure f on f.bureau_id = c.bureau_id and f.case_id = c.id
      and f.facts @> '[{"measure": "repeated"}]'
    where ${visibleCases(scope)} and c.received_on between ${from}::date and ${to}::date
    order by c.received_on desc, c.number limit ${mostLines}`;
}

/** Received and closed by month, of the months that begin in these days. */
export function readMonths(db: PrismaClient, scope: Scope, { from, to }: Span): Promise<MonthLine[]> {
  return db.$queryRaw`
    select k.day::text as month, coalesce(sum(k.amount) filter (where k.measure = 'received'), 0)::int as received,
      coalesce(sum(k.amount) filter (where k.measure = 'closed'), 0)::int as closed
    from figure_total k where ${visibleCounts(scope)} and k.measure in ('received', 'closed')
      and k.day between ${from}::date and ${to}::date
    group by 1 order by 1`;
}

/** Sessions of a bureau's leaders in these days (接访), and the cases that were decided at them; accusations are in none. */
export async function readReceptions(
  db: PrismaClient,
  scope: Scope,
  { from, to }: Span,
): Promise<{ readonly sessions: readonly ReceptionSessionState[]; readonly cases: readonly PetitionCaseState[] }> {
  const rows = await db.$queryRaw<{ state: ReceptionSessionState }[]>`
    select s.state from reception_session s
    where s.bureau_id = ${scope.bureauId} and s.date between ${from}::date and ${to}::date order by s.date, s.id`;
  const sessions = rows.map(({ state }) => state);
  const ids = sessions.flatMap(({ visitors }) =>
    visitors.flatMap(({ record }) => record?.decisions.map(({ caseId }) => caseId) ?? []),
  );
  const cases = await db.$queryRaw<{ state: PetitionCaseState }[]>`
    select c.state from petition_case c where ${visibleCases(scope)} and c.id = any(${ids})`;
  return { sessions, cases: cases.map(({ state }) => state) };
}

/** Down-visits (下访) of each leader in these days, with their follow-ups: how many are settled, of how many. */
export function readOutreach(
  db: PrismaClient,
  bureauId: string,
  { from, to }: Span,
): Promise<{ leaderId: string; visits: number; settled: number; followUps: number }[]> {
  return db.$queryRaw`
    select v.leader_id as "leaderId", count(distinct v.id)::int as visits, count(f.settled_on)::int as settled,
      count(f.id)::int as "followUps"
    from outreach_visit v left join visit_follow_up f on f.bureau_id = v.bureau_id and f.visit_id = v.id
    where v.bureau_id = ${bureauId} and v.visited_on between ${from}::date and ${to}::date group by 1 order by 1`;
}

const columns = Prisma.sql`r.bureau_id as "bureauId", r.id, r.unit_id as "unitId", u.name as "unitName", r.period,
  r.revision::text, r.figures, r.made_at as "madeAt", r.made_by_name as "madeByName"`;

/** Whose reports are read: of every unit, or of one. */
export interface ReportReach {
  readonly bureauId: string;
  readonly unitId: string | null;
}

const reached = ({ bureauId, unitId }: ReportReach): Prisma.Sql =>
  Prisma.sql`r.bureau_id = ${bureauId} ${unitId === null ? Prisma.empty : Prisma.sql`and r.unit_id = ${unitId}`}`;

/** The newest reports first. */
export function listReports(db: PrismaClient, reach: ReportReach): Promise<ReportRow[]> {
  return db.$queryRaw`
    select ${columns} from report r join unit u on u.bureau_id = r.bureau_id and u.id = r.unit_id
    where ${reached(reach)} order by r.made_at desc, r.id limit 60`;
}

export async function findReport(db: PrismaClient, reach: ReportReach, id: string): Promise<ReportRow | undefined> {
  const rows = await db.$queryRaw<ReportRow[]>`
    select ${columns} from report r join unit u on u.bureau_id = r.bureau_id and u.id = r.unit_id
    where ${reached(reach)} and r.id = ${id}`;
  return rows[0];
}

/** Whether a period has a report of that unit already. */
export async function hasReport(db: PrismaClient, bureauId: string, unitId: string, period: string): Promise<boolean> {
  return (await db.report.count({ where: { bureauId, unitId, period } })) > 0;
}

/** Whether any case was received in these days. */
export async function hadCases(db: PrismaClient, bureauId: string, { from, to }: Span): Promise<boolean> {
  const [first, last] = [new Date(from), new Date(to)];
  return (
    (await db.petitionCase.findFirst({
      where: { bureauId, receivedOn: { gte: first, lte: last } },
      select: { id: true },
    })) !== null
  );
}

export interface NewReport {
  readonly bureauId: string;
  readonly id: string;
  readonly unitId: string;
  readonly period: string;
  readonly revision: string;
  readonly figures: ReportFigures;
  readonly hash: string;
  readonly madeAt: Date;
  readonly madeByName: string | null;
}

/** Keeps a report and answers its id: that of the one kept before, when its figures are the same. */
export async function insertReport(tx: Transaction, report: NewReport): Promise<string> {
  const { bureauId, id, unitId, period, revision, figures, hash, madeAt, madeByName } = report;
  const rows = await tx.query<{ id: string }>(Prisma.sql`
    with made as (
      insert into report (bureau_id, id, unit_id, period, revision, figures, figures_hash, made_at, made_by_name)
      values (${bureauId}, ${id}, ${unitId}, ${period}, ${revision}::bigint, ${JSON.stringify(figures)}::jsonb, ${hash},
        ${madeAt}::timestamptz, ${madeByName})
      on conflict (bureau_id, unit_id, period, figures_hash) do nothing returning id
    )
    select id from made union all
    select id from report where bureau_id = ${bureauId} and unit_id = ${unitId} and period = ${period}
      and figures_hash = ${hash}`);
  const [row] = rows;
  if (!row) throw new Error('a report was not kept');
  return row.id;
}
