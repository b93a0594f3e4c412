import type { PlainDate } from '@huiyin/domain';
import type { PetitionCaseState } from '@huiyin/domain/cases';
import type { ReceptionSessionState } from '@huiyin/domain/receptions';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';
import type { Viewer } from '../people/viewer.ts';
import { scopeOf, visibleCases, visibleSessions } from '../people/visibility.ts';

/** The sessions from `from` to `to` (both included) that this person sees, in order; `mine`: only those that they hold. */
export async function listSessions(
  db: PrismaClient,
  viewer: Viewer,
  { from, to, mine = false }: { from: PlainDate; to: PlainDate; mine?: boolean },
): Promise<ReceptionSessionState[]> {
  const held = mine ? Prisma.sql`and (s.leader_id = ${viewer.id} or s.receiver_id = ${viewer.id})` : Prisma.empty;
  const rows = await db.$queryRaw<{ state: ReceptionSessionState }[]>`
    select s.state from reception_session s
    where ${visibleSessions(viewer)} and s.date between ${from}::date and ${to}::date ${held}
    order by s.date, s.id`;
  return rows.map(({ state }) => state);
}

/** One session that this person sees. */
export async function findSession(
  db: PrismaClient,
  viewer: Viewer,
  id: string,
): Promise<ReceptionSessionState | undefined> {
  const rows = await db.$queryRaw<{ state: ReceptionSessionState }[]>`
    select s.state from reception_session s where ${visibleSessions(viewer)} and s.id = ${id}`;
  return rows[0]?.state;
}

/** The session at which a case was last decided (R47), for its reception record: ask for the case first. */
export async function sessionOfCase(
  db: PrismaClient,
  bureauId: string,
  caseId: string,
): Promise<ReceptionSessionState | undefined> {
  const rows = await db.$queryRaw<{ state: ReceptionSessionState }[]>`
    select s.state from reception_follow_up f
    join reception_session s on s.bureau_id = f.bureau_id and s.id = f.session_id
    where f.bureau_id = ${bureauId} and f.case_id = ${caseId} order by f.decided_on desc limit 1`;
  return rows[0]?.state;
}

/** The bureau's leaders' session of a day, whoever asks: for the board. */
export async function sessionOfDay(
  db: PrismaClient,
  bureauId: string,
  date: PlainDate,
): Promise<ReceptionSessionState | undefined> {
  const rows = await db.$queryRaw<{ state: ReceptionSessionState }[]>`
    select state from reception_session where bureau_id = ${bureauId} and id = ${date}`;
  return rows[0]?.state;
}

/** The leaders' sessions of one person's calendar feed: those that they hold or stand in at. */
export async function sessionsOfPerson(
  db: PrismaClient,
  bureauId: string,
  personId: string,
  from: PlainDate,
): Promise<ReceptionSessionState[]> {
  const rows = await db.$queryRaw<{ state: ReceptionSessionState }[]>`
    select state from reception_session
    where bureau_id = ${bureauId} and date >= ${from}::date and (leader_id = ${personId} or receiver_id = ${personId})
    order by date limit 400`;
  return rows.map(({ state }) => state);
}

/** How often each leader has had the leaders' duty from `from` to the day before `before`. */
export async function countTurns(
  db: PrismaClient,
  bureauId: string,
  { from, before }: { readonly from: PlainDate; readonly before: PlainDate },
): Promise<Readonly<Record<string, number>>> {
  const rows = await db.$queryRaw<{ leaderId: string; count: number }[]>`
    select leader_id as "leaderId", count(*)::int as count from reception_session
    where bureau_id = ${bureauId} and kind = 'leaders' and status <> 'cancelled'
      and date >= ${from}::date and date < ${before}::date group by leader_id`;
  return Object.fromEntries(rows.map(({ leaderId, count }) => [leaderId, count]));
}

/** A follow-up of a reception with its case, if the viewer sees that. */
export interface FollowUpRow {
  readonly session: ReceptionSessionState;
  readonly caseId: string;
  readonly state: PetitionCaseState | null;
}

/** What is pressed after receptions (R48): open ones by the day of the decision, or those that are settled, newest first. */
export async function listFollowUps(
  db: PrismaClient,
  viewer: Viewer,
  { settled, limit }: { readonly settled: boolean; readonly limit: number },
): Promise<FollowUpRow[]> {
  const which = settled
    ? Prisma.sql`and f.settled_on is not null order by f.settled_on desc, f.case_id`
    : Prisma.sql`and f.settled_on is null order by f.decided_on, f.case_id`;
  return db.$queryRaw<FollowUpRow[]>`
    select s.state as session, f.case_id as "caseId", c.state
    from reception_follow_up f
    join reception_session s on s.bureau_id = f.bureau_id and s.id = f.session_id
    left join petition_case c on ${visibleCases(scopeOf(viewer))} and c.id = f.case_id
    where f.bureau_id = ${viewer.bureauId} and ${visibleSessions(viewer)} ${which} limit ${limit}`;
}

/** Cases by id, of those that the viewer sees. */
export async function casesOf(db: PrismaClient, viewer: Viewer, ids: readonly string[]): Promise<PetitionCaseState[]> {
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<{ state: PetitionCaseState }[]>`
    select c.state from petition_case c where ${visibleCases(scopeOf(viewer))} and c.id = any(${[...ids]})`;
  return rows.map(({ state }) => state);
}

/** A secret link that is in force. */
export interface ReceptionLink {
  readonly bureauId: string;
  readonly kind: 'board' | 'calendar';
  readonly personId: string;
}

/** The link of a token, unless it was renewed since; a leader's own ends with the account, or when somebody else leads. */
export async function findLink(db: PrismaClient, tokenHash: string): Promise<ReceptionLink | undefined> {
  const rows = await db.$queryRaw<ReceptionLink[]>`
    select l.bureau_id as "bureauId", l.kind, l.person_id as "personId" from reception_link l
    where l.bureau_id in (select id from bureau) and l.token_hash = ${tokenHash} and l.revoked_at is null
      and (l.kind = 'board' or exists (select 1 from person p where p.bureau_id = l.bureau_id and p.id = l.person_id
        and p.role = 'leader' and p.disabled_at is null))`;
  return rows[0];
}

/** Puts a new link in place of the one before: that one opens nothing any more. */
export async function replaceLink(
  tx: Transaction,
  { bureauId, kind, personId }: ReceptionLink,
  tokenHash: string,
  at: string,
): Promise<void> {
  await tx.query(Prisma.sql`
    update reception_link set revoked_at = ${at}::timestamptz
    where bureau_id = ${bureauId} and kind = ${kind} and person_id = ${personId} and revoked_at is null`);
  await tx.query(Prisma.sql`
    insert into reception_link (bureau_id, token_hash, kind, person_id, created_at)
    values (${bureauId}, ${tokenHash}, ${kind}, ${personId}, ${at}::timestamptz)`);
}

/** Why people did not receive in a month, by person. */
export async function shortfallReasons(
  db: PrismaClient,
  bureauId: string,
  month: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.receptionShortfall.findMany({ where: { bureauId, month } });
  return new Map(rows.map(({ personId, reason }) => [personId, reason]));
}

/** Keeps the reason of a month, in place of an earlier one. */
export async function saveShortfall(
  tx: Transaction,
  bureauId: string,
  given: { personId: string; month: string; reason: string; by: string; at: string },
): Promise<void> {
  await tx.query(Prisma.sql`
    insert into reception_shortfall (bureau_id, person_id, month, reason, given_by, given_at)
    values (${bureauId}, ${given.personId}, ${given.month}, ${given.reason}, ${given.by}, ${given.at}::timestamptz)
    on conflict (bureau_id, person_id, month) do update set reason = excluded.reason, given_by = excluded.given_by,
      given_at = excluded.given_at`);
}
