import { type PlainDate, plainDate, yearOf } from '@huiyin/domain';
import { voidedStatus } from '@huiyin/domain/cases';
import { ageDays, type ExtensionCounts, type FactSum, type TopicText } from '@huiyin/domain/office';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import { type Scope, visibleCases, visibleCounts } from '../people/visibility.ts';

/** How many were received and closed on a day, or in the month that begins with it. */
export interface Flow {
  readonly day: PlainDate;
  readonly received: number;
  readonly closed: number;
}

/** Open cases of one age, one class or one unit. */
export interface OpenRow {
  readonly key: string;
  readonly open: number;
  readonly overdue: number;
}

/** The counts when the day began. */
export interface Morning {
  readonly takenAt: string;
  readonly open: number;
  readonly overdue: number;
  readonly dueSoon: number;
}

/** The periods that a summary (件次、批次、人次) is told of: 本月, 上月, 本年. */
export const summaryPeriods = ['month', 'lastMonth', 'year'] as const;
export type SummaryPeriod = (typeof summaryPeriods)[number];

/** What the wall asks of the kept figures: all of one look at the database. */
export interface WallSums {
  readonly revision: string;
  /** Changes whenever a unit is added, renamed or moved. */
  readonly tree: string;
  readonly rebuilding: boolean;
  readonly morning: Morning | null;
  readonly days: readonly Flow[];
  readonly months: readonly Flow[];
  readonly ages: readonly OpenRow[];
  readonly kinds: readonly OpenRow[];
  readonly sums: readonly FactSum[];
  /** The counts of this month, of the month before and of this year so far. */
  readonly periods: Readonly<Record<SummaryPeriod, readonly FactSum[]>>;
  readonly hotline: ExtensionCounts;
}

/** From which days the parts of the wall's figures are. */
export interface WallSpan {
  readonly today: PlainDate;
  readonly daysFrom: PlainDate;
  readonly monthsFrom: PlainDate;
  readonly cohortFrom: PlainDate;
  readonly yearFrom: PlainDate;
  readonly monthFrom: PlainDate;
  readonly lastMonthFrom: PlainDate;
}

/** Measures that count in the month of receipt. */
const cohort = Prisma.sql`('received','persons','group','visitor','collective','collectiveVisitor','online','notice','reply','completed','toImplement','implemented','confirmed','repeated',
  'firstCompleted','firstResolved','asked','ratedOffice','ratedUnit')`;

/** What {@link countsOf} counts by. */
const counted = Prisma.sql`('received','persons','group','visitor','collective','collectiveVisitor')`;

const amount = Prisma.sql`coalesce(sum(k.amount), 0)::int`;

function sumsSql(seen: Prisma.Sql, today: PlainDate, from: PlainDate, to: PlainDate): Prisma.Sql {
  return Prisma.sql`
    select k.measure, k.detail, k.due < ${today}::date as past, ${amount} as amount from figure_total k
    where ${seen} and k.measure in ${cohort} and k.day between ${from}::date and ${to}::date group by 1, 2, 3`;
}

function flowSql(seen: Prisma.Sql, measures: readonly [string, string], from: PlainDate): Prisma.Sql {
  const [received, closed] = measures;
  return Prisma.sql`
    select k.day::text as day, coalesce(sum(k.amount) filter (where k.measure = ${received}), 0)::int as received,
      coalesce(sum(k.amount) filter (where k.measure = ${closed}), 0)::int as closed
    from figure_total k where ${seen} and k.measure in (${received}, ${closed}) and k.day >= ${from}::date
    group by 1 order by 1`;
}

function openSql(seen: Prisma.Sql, today: PlainDate, key: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select ${key} as key, ${amount} as open,
      coalesce(sum(k.amount) filter (where k.due < ${today}::date), 0)::int as overdue
    from figure_total k where ${seen} and k.measure = 'open' group by 1 order by 1`;
}

/** The place in `ageDays` of how long a case has been open. */
function ageSql(today: PlainDate): Prisma.Sql {
  const cases = ageDays.map(
    (days, place) => Prisma.sql`when ${today}::date - k.day <= ${days}::int then ${`${place}`}`,
  );
  return Prisma.sql`case ${Prisma.join(cases, ' ')} else ${`${ageDays.length}`} end`;
}

const all = (rows: Prisma.Sql): Prisma.Sql => Prisma.sql`coalesce((select jsonb_agg(r) from (${rows}) r), '[]')`;

/** Reads what a scope sees of the kept figures, in one statement and so of one moment. */
export async function readWallSums(db: PrismaClient, scope: Scope, span: WallSpan): Promise<WallSums> {
  const seen = visibleCounts(scope);
  const { today } = span;
  const rows = await db.$queryRaw<WallSums[]>`
    select coalesce((select revision from figure_cursor where bureau_id = ${scope.bureauId}), 0)::text as revision,
      (select count(*) || '/' || coalesce(max(xmin::text::bigint), 0) from unit where bureau_id = ${scope.bureauId}) as tree,
      coalesce((select rebuilt_to is not null from figure_cursor where bureau_id = ${scope.bureauId}), true) as rebuilding,
      (select jsonb_build_object('takenAt', m.taken_at, 'open', (${morningSum(seen, today, 'open')}),
          'overdue', (${morningSum(seen, today, 'overdue')}), 'dueSoon', (${morningSum(seen, today, 'due_soon')}))
        from morning_count m where m.bureau_id = ${scope.bureauId} and m.day = ${today}::date and m.unit_id = '') as morning,
      ${all(flowSql(seen, ['receivedDay', 'closedDay'], span.daysFrom))} as days,
      ${all(flowSql(seen, ['received', 'closed'], span.monthsFrom))} as months,
      ${all(openSql(seen, today, ageSql(today)))} as ages,
      ${all(openSql(seen, today, Prisma.sql`k.content_kind`))} as kinds,
      ${all(sumsSql(seen, today, span.cohortFrom, today))} as sums,
      (select jsonb_object_agg(p.name, coalesce((select jsonb_agg(r) from (
          select k.measure, '' as detail, false as past, ${amount} as amount from figure_total k
          where ${seen} and k.measure in ${counted} and k.day between p."from" and p."to" group by 1) r), '[]'))
        from (values ('month', ${span.monthFrom}::date, ${today}::date),
          ('lastMonth', ${span.lastMonthFrom}::date, ${span.monthFrom}::date - 1),
          ('year', ${span.yearFrom}::date, ${today}::date)) as p(name, "from", "to")) as periods,
      (select to_jsonb(h) from (${hotlineSql(seen, span.yearFrom, today)}) h) as hotline`;
  const [row] = rows;
  if (!row) throw new Error('figures gave no row');
  return row;
}

/** 12345 orders received in a span, how many of them were extended, and for how many it was asked in vain so far. */
function hotlineSql(seen: Prisma.Sql, from: PlainDate, to: PlainDate): Prisma.Sql {
  const sum = (measure: string) => Prisma.sql`coalesce(sum(k.amount) filter (where k.measure = ${measure}), 0)::float8`;
  return Prisma.sql`
    select ${sum('received')} as received, ${sum('extended')} as extended, ${sum('extensionAsked')} as asked
    from figure_total k where ${seen} and k.measure in ('received', 'extended', 'extensionAsked')
      and k.channel = 'hotline' and k.day between ${from}::date and ${to}::date`;
}

/** The 12345 orders of this year so far, as the extension rate counts them. */
export async function readHotlineYear(db: PrismaClient, scope: Scope, today: PlainDate): Promise<ExtensionCounts> {
  const yearFrom = plainDate(`${yearOf(today)}-01-01`);
  const [row] = await db.$queryRaw<ExtensionCounts[]>(hotlineSql(visibleCounts(scope), yearFrom, today));
  return row ?? { received: 0, extended: 0, asked: 0 };
}

function morningSum(seen: Prisma.Sql, today: PlainDate, column: 'open' | 'overdue' | 'due_soon'): Prisma.Sql {
  return Prisma.sql`select coalesce(sum(k.${Prisma.raw(column)}), 0) from morning_count k
    where ${seen} and k.day = ${today}::date`;
}

/** How many cases were received in a span, by the kept figures. */
export async function countReceived(
  db: PrismaClient,
  scope: Scope,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
): Promise<number> {
  const [row] = await db.$queryRaw<{ amount: number }[]>`
    select ${amount} as amount from figure_total k
    where ${visibleCounts(scope)} and k.measure = 'receivedDay' and k.day between ${from}::date and ${to}::date`;
  return row?.amount ?? 0;
}

/** At most so many texts are read for topics, the newest first. */
const mostTexts = 5_000;

/**
 * Titles and demands of the ordinary cases received in a span; never of accusations (检举控告, Art 30). The petitioner's name is
 * read to be cut out.
 */
export function readTexts(
  db: PrismaClient,
  scope: Scope,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
): Promise<(TopicText & { readonly name: string })[]> {
  const ordinary = { ...scope, accusationsBut: null };
  return db.$queryRaw`
    select c.title, c.demand, c.petitioner_name as name  from petition_case c
    where ${visibleCases(ordinary)} and c.status <> ${voidedStatus} and c.received_on between ${from}::date and ${to}::date
    order by c.received_on desc, c.ordinal desc limit ${mostTexts}`;
}
