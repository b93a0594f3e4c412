import type { PlainDate } from '@huiyin/domain';
import { type ReceptionSessionState, type SessionReminder, sessionReminders } from '@huiyin/domain/receptions';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';
import type { Viewer } from '../people/viewer.ts';
import { visibleSessions } from '../people/visibility.ts';

/** What is made for one person about one session. */
export interface NewSessionNotice {
  readonly personId: string;
  readonly sessionId: string;
  readonly reminder: SessionReminder;
}

/** A reminder before a session as its person reads it. */
export interface SessionNoticeRow {
  readonly id: string;
  readonly reminder: SessionReminder;
  readonly madeAt: Date;
  readonly readAt: Date | null;
  readonly session: ReceptionSessionState;
}

/** The planned sessions of these days, both included. */
export async function readPlannedSessions(
  db: PrismaClient,
  bureauId: string,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
): Promise<readonly ReceptionSessionState[]> {
  const rows = await db.$queryRaw<{ state: ReceptionSessionState }[]>`
    select state from reception_session
    where bureau_id = ${bureauId} and status = 'planned' and date between ${from}::date and ${to}::date order by date, id`;
  return rows.map(({ state }) => state);
}

/** Makes what is not there yet and takes back what does not stand now. Answers whom something new was made for. */
export async function keepSessionNotices(
  tx: Transaction,
  bureauId: string,
  notices: readonly NewSessionNotice[],
  at: string,
): Promise<readonly string[]> {
  const rows = Prisma.sql`jsonb_to_recordset(${JSON.stringify(notices)}::jsonb)
    as g("personId" text, "sessionId" text, reminder text)`;
  await tx.query(Prisma.sql`
    delete from reception_notice n where n.bureau_id = ${bureauId} and not exists (select 1 from ${rows}
      where g."personId" = n.person_id and g."sessionId" = n.session_id and g.reminder = n.reminder)`);
  const made = await tx.query<{ personId: string }>(Prisma.sql`
    insert into reception_notice (bureau_id, person_id, session_id, reminder, made_at)
    select ${bureauId}, g."personId", g."sessionId", g.reminder, ${at}::timestamptz from ${rows}
    on conflict (bureau_id, person_id, session_id, reminder) do nothing returning person_id as "personId"`);
  return made.map(({ personId }) => personId);
}

/** What stands for a person about the sessions to come: what is unread first, then by day. The domain says what still holds. */
export async function listSessionNotices(
  db: PrismaClient,
  viewer: Viewer,
  today: PlainDate,
): Promise<SessionNoticeRow[]> {
  const rows = await db.$queryRaw<SessionNoticeRow[]>`
    select 'session-' || n.ordinal as id, n.reminder, n.made_at as "madeAt", n.read_at as "readAt", s.state as session
    from reception_notice n join reception_session s on s.bureau_id = n.bureau_id and s.id = n.session_id
    where n.bureau_id = ${viewer.bureauId} and n.person_id = ${viewer.id} and ${visibleSessions(viewer)}
      and s.date >= ${today}::date
    order by n.read_at is not null, s.date, n.ordinal`;
  return rows.filter(({ session, reminder }) => sessionReminders(session, viewer).includes(reminder));
}

/** Marks a person's reminders of sessions as read: these, or all. */
export async function markSessionsRead(
  db: PrismaClient,
  { bureauId, id }: Viewer,
  { ids, at }: { readonly ids: readonly string[] | undefined; readonly at: string },
): Promise<void> {
  const some = ids === undefined ? Prisma.empty : Prisma.sql`and 'session-' || ordinal = any(${[...ids]})`;
  await db.$executeRaw`update reception_notice set read_at = ${at}::timestamptz
    where bureau_id = ${bureauId} and person_id = ${id} and read_at is null ${some}`;
}
