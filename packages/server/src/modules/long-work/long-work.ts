import { Prisma } from '../../generated/prisma/client.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { inTransaction, type Transaction } from '../../infra/transaction.ts';
import type { enumWords } from '../../messages/enums.ts';
import type { Viewer } from '../people/viewer.ts';

// What takes longer than a look at a screen (导出, 导入, 批量办理) says in one table how far it is and how it ended: any process can
// answer, and one that died is told by its silence.

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
}

/** 导出, 导入, 批量办理. */
type LongWorkKind = keyof typeof enumWords.longWorkKind;
/** 正在进行, 已完成, 没有做（有误）, 停下了, 中断了. */
export type LongWorkState = keyof typeof enumWords.longWorkState;

/** One piece of work. */
export interface LongWork {
  readonly bureauId: string;
  readonly id: string;
  readonly personId: string;
  readonly kind: LongWorkKind;
  /** Name of the sheet, or the command that each case is given. */
  readonly subject: string;
}

/** How a piece of work ended, as its person is told of it (通知). */
export interface LongWorkNotice extends Pick<LongWork, 'id' | 'kind' | 'subject'> {
  readonly state: LongWorkState;
  readonly done: number;
  readonly refused: number;
  readonly endedAt: Date;
  readonly readAt: Date | null;
}

/** Silent for so long, it died with its process. */
const silentMs = 60_000;
const shownForMs = 7 * 86_400_000;
const keptForMs = 30 * 86_400_000;
const mostShown = 20;

const at = (clock: Clock, before = 0): Prisma.Sql => Prisma.sql`${new Date(clock.now() - before)}::timestamptz`;
const alive = (clock: Clock): Prisma.Sql => Prisma.sql`w.state = 'running' and w.beat_at > ${at(clock, silentMs)}`;

/**
 * Begins a piece of work, or takes up one that died or ended; false while the same one is going on, or as many of its kind as
 * may be at once in the bureau.
 */
export function beginWork(
  { database, clock }: Deps,
  { bureauId, id, personId, kind, subject }: LongWork,
  mostAtOnce?: number,
): Promise<boolean> {
  const room =
    mostAtOnce === undefined
      ? Prisma.sql`where true`
      : Prisma.sql`where ${mostAtOnce} > (select count(*) from long_work w
          where w.bureau_id = ${bureauId} and w.kind = ${kind} and w.id <> ${id} and ${alive(clock)})`;
  return inTransaction(database.pool, async (tx) => {
    await tx.query(Prisma.sql`
      delete from long_work where bureau_id = ${bureauId} and person_id = ${personId} and beat_at < ${at(clock, keptForMs)}`);
    const rows = await tx.query(Prisma.sql`
      insert into long_work as w (bureau_id, id, person_id, kind, subject, state, done, refused, beat_at)
      select ${bureauId}, ${id}, ${personId}, ${kind}, ${subject}, 'running', 0, 0, ${at(clock)}
      ${room}
      on conflict (bureau_id, id) do update set state = 'running', done = 0, refused = 0, beat_at = excluded.beat_at,
        read_at = null where w.person_id = excluded.person_id and not (${alive(clock)})
      returning w.id`);
    return rows.length > 0;
  });
}

/** Says how far it is, beside the work's own transaction. A number that is not written is no reason to fail. */
export function advanceWork(
  { database, clock }: Deps,
  { bureauId, id }: Pick<LongWork, 'bureauId' | 'id'>,
  done: number,
): void {
  const write = (tx: Transaction) =>
    tx.query(Prisma.sql`
      update long_work w set done = ${done}, beat_at = ${at(clock)}
      where w.bureau_id = ${bureauId} and w.id = ${id} and w.state = 'running' and w.done < ${done}`);
  inTransaction(database.pool, write).catch(() => undefined);
}

/** Says how it ended; the person hears of it. */
export async function endWork(
  tx: Transaction,
  { bureauId, id, personId, kind, subject }: LongWork,
  { state, done, refused }: { readonly state: LongWorkState; readonly done: number; readonly refused: number },
  now: Date,
): Promise<void> {
  await tx.query(Prisma.sql`
    insert into long_work (bureau_id, id, person_id, kind, subject, state, done, refused, beat_at)
    values (${bureauId}, ${id}, ${personId}, ${kind}, ${subject}, ${state}, ${done}, ${refused}, ${now}::timestamptz)
    on conflict (bureau_id, id) do update set state = excluded.state, done = excluded.done, refused = excluded.refused,
      beat_at = excluded.beat_at, read_at = null`);
}

/** Nothing more is to be told of it. */
export async function forgetWork(
  { database }: Deps,
  { bureauId, id }: Pick<LongWork, 'bureauId' | 'id'>,
): Promise<void> {
  await database.prisma.$executeRaw`delete from long_work where bureau_id = ${bureauId} and id = ${id}`;
}

/** How much of one of the viewer's own is done; undefined when it is not going on. */
export async function progressOf({ database, clock }: Deps, viewer: Viewer, id: string): Promise<number | undefined> {
  const [row] = await database.prisma.$queryRaw<{ done: number }[]>`
    select w.done from long_work w
    where w.bureau_id = ${viewer.bureauId} and w.id = ${id} and w.person_id = ${viewer.id} and ${alive(clock)}`;
  return row?.done;
}

/** SQL: what a person is told of: what ended in the last week, or died. */
const told = (clock: Clock, { bureauId, id }: Viewer): Prisma.Sql => Prisma.sql`
  from long_work w where w.bureau_id = ${bureauId} and w.person_id = ${id}
    and w.beat_at > ${at(clock, shownForMs)} and not (${alive(clock)})`;

/** How the viewer's own ended, what is unread first, then the newest. */
export function workNotices({ database, clock }: Deps, viewer: Viewer): Promise<LongWorkNotice[]> {
  return database.prisma.$queryRaw<LongWorkNotice[]>`
    select w.id, w.kind, w.subject, case when w.state = 'running' then 'interrupted' else w.state end as state, w.done, w.refused,
      w.beat_at as "endedAt", w.read_at as "readAt"
    ${told(clock, viewer)} order by w.read_at is not null, w.beat_at desc, w.id limit ${mostShown}`;
}

/** How many of them are unread. */
export async function countUnreadWork({ database, clock }: Deps, viewer: Viewer): Promise<number> {
  const [row] = await database.prisma.$queryRaw<{ count: number }[]>`
    select count(*)::int as count ${told(clock, viewer)} and w.read_at is null`;
  return row?.count ?? 0;
}

/** Marks the viewer's own that have ended as read: these, or all. */
export async function markWorkRead(
  { database, clock }: Deps,
  viewer: Viewer,
  ids: readonly string[] | undefined,
): Promise<void> {
  const some = ids === undefined ? Prisma.empty : Prisma.sql`and 'work-' || w.id = any(${[...ids]})`;
  await database.prisma.$executeRaw`
    update long_work w set read_at = ${at(clock)}
    where w.bureau_id = ${viewer.bureauId} and w.person_id = ${viewer.id} and w.read_at is null and not (${alive(clock)}) ${some}`;
}
