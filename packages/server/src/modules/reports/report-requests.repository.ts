import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';
import type { Refusal } from '../../messages/refusals.ts';
import type { ReportReach } from './reports.repository.ts';

/** How far a report that was asked for is: 已提交, 正在生成, 已生成, 没有生成. */
type RequestState = 'asked' | 'making' | 'ready' | 'failed';

/** A report that was asked for. */
export interface ReportRequestRow {
  readonly bureauId: string;
  readonly id: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly period: string;
  readonly state: RequestState;
  readonly attempts: number;
  readonly askedAt: Date;
  readonly askedByName: string;
  readonly endedAt: Date | null;
  readonly reportId: string | null;
  /** Why it failed. */
  readonly problem: Refusal | null;
}

const columns = Prisma.sql`q.bureau_id as "bureauId", q.id, q.unit_id as "unitId", u.name as "unitName", q.period, q.state,
  q.attempts, q.asked_at as "askedAt", q.asked_by_name as "askedByName", q.ended_at as "endedAt",
  q.report_id as "reportId", q.problem`;
const source = Prisma.sql`report_request q join unit u on u.bureau_id = q.bureau_id and u.id = q.unit_id`;

type NewRequest = Pick<ReportRequestRow, 'bureauId' | 'id' | 'unitId' | 'period' | 'askedAt' | 'askedByName'>;

/** Asks for a report, unless one of that unit and period is under way: true when this is a new one. */
export async function insertRequest(tx: Transaction, request: NewRequest): Promise<boolean> {
  const { bureauId, id, unitId, period, askedAt, askedByName } = request;
  const rows = await tx.query(Prisma.sql`
    insert into report_request (bureau_id, id, unit_id, period, state, asked_at, asked_by_name)
    values (${bureauId}, ${id}, ${unitId}, ${period}, 'asked', ${askedAt}::timestamptz, ${askedByName})
    on conflict (bureau_id, unit_id, period) where state in ('asked', 'making') do nothing returning id`);
  return rows.length > 0;
}

/** The newest request of a unit and period. */
export async function newestRequest(
  db: PrismaClient,
  { bureauId, unitId, period }: Pick<ReportRequestRow, 'bureauId' | 'unitId' | 'period'>,
): Promise<ReportRequestRow | undefined> {
  const rows = await db.$queryRaw<ReportRequestRow[]>`
    select ${columns} from ${source}
    where q.bureau_id = ${bureauId} and q.unit_id = ${unitId} and q.period = ${period}
    order by q.asked_at desc, q.state in ('asked', 'making') desc limit 1`;
  return rows[0];
}

/** The newest requests of whom the person reads reports. */
export function listRequests(db: PrismaClient, { bureauId, unitId }: ReportReach): Promise<ReportRequestRow[]> {
  const own = unitId === null ? Prisma.empty : Prisma.sql`and q.unit_id = ${unitId}`;
  return db.$queryRaw`
    select ${columns} from ${source} where q.bureau_id = ${bureauId} ${own}
    order by q.asked_at desc, q.id limit 20`;
}

/** Begins an attempt at it; undefined when there is nothing left to be done. */
export async function beginRequest(
  tx: Transaction,
  { bureauId, id }: Pick<ReportRequestRow, 'bureauId' | 'id'>,
  now: Date,
): Promise<ReportRequestRow | undefined> {
  const rows = await tx.query<ReportRequestRow>(Prisma.sql`
    with q as (
      update report_request set state = 'making', attempts = attempts + 1, started_at = coalesce(started_at, ${now}::timestamptz)
      where bureau_id = ${bureauId} and id = ${id} and state in ('asked', 'making') returning *
    )
    select ${columns} from q join unit u on u.bureau_id = q.bureau_id and u.id = q.unit_id`);
  return rows[0];
}

/** Takes the right to end a request for the rest of the transaction; false when somebody has ended it already. */
export async function lockRequest(
  tx: Transaction,
  { bureauId, id }: Pick<ReportRequestRow, 'bureauId' | 'id'>,
): Promise<boolean> {
  const rows = await tx.query(Prisma.sql`
    select 1 from report_request where bureau_id = ${bureauId} and id = ${id} and state = 'making' for update`);
  return rows.length > 0;
}

/** Ends a request: with its report, or with why there is none. */
export async function endRequest(
  tx: Transaction,
  { bureauId, id }: Pick<ReportRequestRow, 'bureauId' | 'id'>,
  end: { readonly reportId: string } | { readonly problem: Refusal },
  now: Date,
): Promise<void> {
  const [state, reportId, problem] =
    'reportId' in end ? ['ready', end.reportId, null] : ['failed', null, JSON.stringify(end.problem)];
  await tx.query(Prisma.sql`
    update report_request set state = ${state}, report_id = ${reportId}, problem = ${problem}::jsonb,
      ended_at = ${now}::timestamptz
    where bureau_id = ${bureauId} and id = ${id} and state in ('asked', 'making')`);
}
