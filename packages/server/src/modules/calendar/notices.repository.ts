import type { CalendarYear, PlainDate } from '@huiyin/domain';
import type { PetitionCaseState } from '@huiyin/domain/cases';
import type { ReceptionSessionState } from '@huiyin/domain/receptions';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';

/** A notice as it was put in: proposed by one administrator, confirmed or taken back once. */
export interface CalendarImport {
  readonly id: string;
  readonly year: number;
  /** The notice's own words. */
  readonly text: string;
  readonly data: CalendarYear;
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly proposedAt: Date;
  readonly settledByName: string | null;
  readonly settledAt: Date | null;
  /** Waits for a second person; else it was confirmed or taken back. */
  readonly waiting: boolean;
  readonly confirmed: boolean;
  /** Cases that were given other dates. */
  readonly redated: number | null;
}

const columns = Prisma.sql`id, year, text, data, proposed_by as "proposedBy", proposed_by_name as "proposedByName",
  proposed_at as "proposedAt", settled_by_name as "settledByName", settled_at as "settledAt", settled_at is null as waiting,
  confirmed_order is not null as confirmed, redated`;

/** Every notice that was ever put in: what waits first, then the newest. */
export function listImports(db: PrismaClient, bureauId: string): Promise<CalendarImport[]> {
  return db.$queryRaw<CalendarImport[]>`
    select ${columns} from calendar_import where bureau_id = ${bureauId}
    order by settled_at is null desc, proposed_at desc, id desc`;
}

/** One notice, or undefined. */
export async function readImport(tx: Transaction, bureauId: string, id: string): Promise<CalendarImport | undefined> {
  const [row] = await tx.query<CalendarImport>(
    Prisma.sql`select ${columns} from calendar_import where bureau_id = ${bureauId} and id = ${id}`,
  );
  return row;
}

/** Whether a notice of the year waits for its second person. */
export async function isPending(tx: Transaction, bureauId: string, year: number): Promise<boolean> {
  const rows = await tx.query(Prisma.sql`select 1 from calendar_import
    where bureau_id = ${bureauId} and year = ${year} and settled_at is null limit 1`);
  return rows.length > 0;
}

/** Keeps a proposal. */
export async function insertImport(
  tx: Transaction,
  bureauId: string,
  row: Pick<CalendarImport, 'id' | 'year' | 'text' | 'data' | 'proposedBy' | 'proposedByName'>,
  at: string,
): Promise<void> {
  await tx.query(Prisma.sql`
    insert into calendar_import (bureau_id, id, year, text, data, proposed_by, proposed_by_name, proposed_at)
    values (${bureauId}, ${row.id}, ${row.year}, ${row.text}, ${JSON.stringify(row.data)}::jsonb, ${row.proposedBy},
      ${row.proposedByName}, ${at}::timestamptz)`);
}

/** Confirms (under the calendar's lock) or takes back a proposal. */
export async function settleImport(
  tx: Transaction,
  bureauId: string,
  id: string,
  by: {
    readonly id: string;
    readonly name: string;
    readonly at: string;
    readonly confirmed: boolean;
    readonly redated: number | null;
  },
): Promise<void> {
  await tx.query(Prisma.sql`
    update calendar_import set settled_by = ${by.id}, settled_by_name = ${by.name}, settled_at = ${by.at}::timestamptz,
      redated = ${by.redated}::int, confirmed_order = case when ${by.confirmed} then
        (select coalesce(max(confirmed_order), 0) + 1 from calendar_import where bureau_id = ${bureauId}) end
    where bureau_id = ${bureauId} and id = ${id}`);
}

/** A case with a running clock, and the end of its chain. */
export interface RunningCase {
  readonly state: PetitionCaseState;
  readonly hash: string;
}

/** Cases on which a clock runs, by id, a page at a time; locked when they are to be written. */
export function readRunningCases(
  tx: Transaction,
  bureauId: string,
  { after, limit, lock }: { readonly after: string; readonly limit: number; readonly lock: boolean },
): Promise<RunningCase[]> {
  return tx.query<RunningCase>(Prisma.sql`
    select state, head_hash as hash from petition_case
    where bureau_id = ${bureauId} and id > ${after} and next_legal_due is not null
    order by id limit ${limit} ${lock ? Prisma.sql`for update` : Prisma.empty}`);
}

/** The reception sessions that are planned for any of these days, in order. */
export async function readPlannedSessions(
  tx: Transaction,
  bureauId: string,
  days: readonly PlainDate[],
): Promise<ReceptionSessionState[]> {
  const rows = await tx.query<{ state: ReceptionSessionState }>(Prisma.sql`
    select state from reception_session
    where bureau_id = ${bureauId} and status = 'planned' and date = any(${[...days]}::date[]) order by date, id`);
  return rows.map(({ state }) => state);
}
