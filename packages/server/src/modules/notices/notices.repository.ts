import { type ClockId, caseRoles, type PlainDate, type Role } from '@huiyin/domain';
import type { PetitionCaseState } from '@huiyin/domain/cases';
import type { PressingStep, ReminderStage } from '@huiyin/domain/reminders';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../infra/transaction.ts';
import type { Viewer } from '../people/viewer.ts';
import { openCases, scopeOf } from '../people/visibility.ts';

/** 临近, 到期, 超期; 建议催办, 建议督办, 建议通报. */
export type NoticeStep = ReminderStage | PressingStep;

/** What is made for one person about one clock of a case. */
export interface NewNotice {
  readonly personId: string;
  readonly caseId: string;
  readonly clock: ClockId;
  readonly clockFrom: PlainDate;
  readonly step: NoticeStep;
  readonly dueOn: PlainDate;
}

/** A notice as its person reads it. */
export interface NoticeRow {
  readonly id: string;
  readonly step: NoticeStep;
  readonly clock: ClockId;
  readonly dueOn: PlainDate;
  readonly madeAt: Date;
  readonly readAt: Date | null;
  readonly caseId: string;
  readonly number: string;
  readonly title: string;
  readonly unitId: string;
}

/** Somebody who can be reminded. */
export interface Reminded {
  readonly id: string;
  readonly role: Role;
  readonly unitId: string;
  readonly unitPath: string;
  readonly mayReadAccusations: boolean;
}

/** Everybody who works on cases and may sign in. */
export function listReminded(db: PrismaClient, bureauId: string): Promise<Reminded[]> {
  return db.$queryRaw<Reminded[]>`
    select p.id, p.role, p.unit_id as "unitId", u.path as "unitPath", p.may_read_accusations as "mayReadAccusations"
    from person p join unit u on u.bureau_id = p.bureau_id and u.id = p.unit_id
    where p.bureau_id = ${bureauId} and p.disabled_at is null and p.role = any(${[...caseRoles]})
    order by p.id`;
}

/** Cases of which a clock may have come near by `reach`, by id, a page at a time. */
export async function readNearCases(
  db: PrismaClient,
  bureauId: string,
  { reach, after, limit }: { readonly reach: PlainDate; readonly after: string; readonly limit: number },
): Promise<readonly PetitionCaseState[]> {
  const rows = await db.$queryRaw<{ state: PetitionCaseState }[]>`
    select state from petition_case
    where bureau_id = ${bureauId} and next_legal_due <= ${reach}::date and id > ${after} order by id limit ${limit}`;
  return rows.map(({ state }) => state);
}

/**
 * Makes what is not there yet; one that was made for another date of the same clock (re-dated meanwhile) is made anew.
 * Answers whom something new was made for.
 */
export async function insertNotices(
  tx: Transaction,
  bureauId: string,
  notices: readonly NewNotice[],
  at: string,
): Promise<readonly string[]> {
  if (notices.length === 0) return [];
  const made = await tx.query<{ personId: string }>(Prisma.sql`
    insert into notice as n (bureau_id, person_id, case_id, clock, clock_from, step, due_on, made_at)
    select ${bureauId}, g."personId", g."caseId", g.clock, g."clockFrom", g.step, g."dueOn", ${at}::timestamptz
    from ${recordset(notices)} as g(${columns})
    on conflict (bureau_id, person_id, case_id, clock, clock_from, step) do update
      set due_on = excluded.due_on, made_at = excluded.made_at, read_at = null where n.due_on <> excluded.due_on
    returning person_id as "personId"`);
  return made.map(({ personId }) => personId);
}

/** Takes back everything about these cases that does not stand now: a stage gone by, a date moved, a duty done, another owner. */
export async function withdrawNotices(
  tx: Transaction,
  bureauId: string,
  { caseIds, keep }: { readonly caseIds: readonly string[]; readonly keep: readonly NewNotice[] },
): Promise<void> {
  if (caseIds.length === 0) return;
  await tx.query(Prisma.sql`
    delete from notice n
    where n.bureau_id = ${bureauId} and n.case_id = any(${[...caseIds]}) and not exists (
      select 1 from ${recordset(keep)} as k(${columns})
      where k."personId" = n.person_id and k."caseId" = n.case_id and k.clock = n.clock and k."clockFrom" = n.clock_from
        and k.step = n.step)`);
}

const columns = Prisma.sql`"personId" text, "caseId" text, clock text, "clockFrom" date, step text, "dueOn" date`;
const recordset = (notices: readonly NewNotice[]): Prisma.Sql =>
  Prisma.sql`jsonb_to_recordset(${JSON.stringify(notices)}::jsonb)`;

/** Removes the notices of cases on which nothing near runs any more, in the whole bureau. */
export async function withdrawMoot(tx: Transaction, bureauId: string, reach: PlainDate): Promise<void> {
  await tx.query(Prisma.sql`
    delete from notice n using petition_case c
    where n.bureau_id = ${bureauId} and c.bureau_id = n.bureau_id and c.id = n.case_id
      and (c.next_legal_due is null or c.next_legal_due > ${reach}::date)`);
}

/** A person's notices that still hold: their clock runs, to the date they were made for, in a case that the person sees. */
function standing(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`from notice n
    join petition_case c on c.bureau_id = n.bureau_id and c.id = n.case_id
    where n.bureau_id = ${viewer.bureauId} and n.person_id = ${viewer.id} and ${openCases(scopeOf(viewer))}
      and exists (select 1 from jsonb_to_recordset(c.state->'clocks') as k(clock text, "from" date, state text,
          "targetDue" date, "legalDue" date)
        where k.clock = n.clock and k."from" = n.clock_from and k.state = 'running'
          and n.due_on in (k."targetDue", k."legalDue"))`;
}

const mostShown = 200;

/** What stands for a person, what is unread first, then the newest. */
export function listNotices(db: PrismaClient, viewer: Viewer): Promise<NoticeRow[]> {
  return db.$queryRaw<NoticeRow[]>`
    select n.ordinal::text as id, n.step, n.clock, n.due_on::text as "dueOn", n.made_at as "madeAt",
      n.read_at as "readAt", c.id as "caseId", c.number, c.title, c.handling_unit_id as "unitId"
    ${standing(viewer)} order by n.read_at is not null, n.due_on, n.ordinal limit ${mostShown}`;
}

/** How many stand and are unread. */
export async function countUnread(db: PrismaClient, viewer: Viewer): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count ${standing(viewer)} and n.read_at is null`;
  return row?.count ?? 0;
}

/** Marks a person's notices as read: these, or all. */
export async function markRead(
  db: PrismaClient,
  { bureauId, id }: Viewer,
  { ids, at }: { readonly ids: readonly string[] | undefined; readonly at: string },
): Promise<void> {
  const some = ids === undefined ? Prisma.empty : Prisma.sql`and ordinal::text = any(${[...ids]})`;
  await db.$executeRaw`update notice set read_at = ${at}::timestamptz
    where bureau_id = ${bureauId} and person_id = ${id} and read_at is null ${some}`;
}
