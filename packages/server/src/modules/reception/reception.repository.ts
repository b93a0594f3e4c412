import type { PlainDate } from '@huiyin/domain';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';

/** One session of the duty rota (值班表), with the names that people read. */
export interface ReceptionSessionRow {
  readonly date: PlainDate;
  readonly leaderId: string;
  readonly leaderName: string;
  readonly substituteId: string | null;
  readonly substituteName: string | null;
}

/** The sessions from `from` to `to` (both included), in order; with `personId` only those that this person holds. */
export async function listSessions(
  db: PrismaClient,
  bureauId: string,
  { from, to, personId }: { from: PlainDate; to: PlainDate; personId?: string },
): Promise<ReceptionSessionRow[]> {
  const held =
    personId === undefined
      ? Prisma.empty
      : Prisma.sql`and (s.leader_id = ${personId} or s.substitute_id = ${personId})`;
  return db.$queryRaw<ReceptionSessionRow[]>`
    select s.date::text as date, s.leader_id as "leaderId", l.display_name as "leaderName",
      s.substitute_id as "substituteId", d.display_name as "substituteName"
    from reception_session s
    join person l on l.bureau_id = s.bureau_id and l.id = s.leader_id
    left join person d on d.bureau_id = s.bureau_id and d.id = s.substitute_id
    where s.bureau_id = ${bureauId} and s.date between ${from}::date and ${to}::date ${held}
    order by s.date`;
}

/** Puts these sessions in place of all from `from` to `to`. */
export async function replaceSessions(
  tx: Transaction,
  bureauId: string,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
  sessions: readonly { readonly date: PlainDate; readonly leaderId: string }[],
): Promise<void> {
  await tx.query(Prisma.sql`
    delete from reception_session where bureau_id = ${bureauId} and date between ${from}::date and ${to}::date`);
  await tx.query(Prisma.sql`
    insert into reception_session (bureau_id, date, leader_id)
    select ${bureauId}, s.date, s."leaderId"
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as s(date date, "leaderId" text)`);
}

/** How often each leader has had the duty from `from` to the day before `before`. */
export async function countSessions(
  tx: Transaction,
  bureauId: string,
  { from, before }: { readonly from: PlainDate; readonly before: PlainDate },
): Promise<Readonly<Record<string, number>>> {
  const rows = await tx.query<{ leaderId: string; count: number }>(Prisma.sql`
    select leader_id as "leaderId", count(*)::int as count from reception_session
    where bureau_id = ${bureauId} and date >= ${from}::date and date < ${before}::date group by leader_id`);
  return Object.fromEntries(rows.map(({ leaderId, count }) => [leaderId, count]));
}
