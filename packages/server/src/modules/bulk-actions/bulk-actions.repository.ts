import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { ApiCitation } from '../../graphql/refusal.ts';
import { forRows, sendAll, type Transaction } from '../../infra/transaction.ts';
import type { enumWords } from '../../messages/enums.ts';
import type { Refusal } from '../../messages/refusals.ts';
import type { Viewer } from '../people/viewer.ts';
import { openCases, scopeOf } from '../people/visibility.ts';

/** What can be given to many cases at once: 催办, 交办, 作废登记. */
export type BulkType = keyof typeof enumWords.bulkType;

/** How far it is: 正在办, 已停下, 已办完. */
type BulkState = keyof typeof enumWords.bulkState;

/** What became of one case: 还没有办, 已办, 没有办（保持原样）. */
type BulkItemState = keyof typeof enumWords.bulkItemState;

/** One action on many cases (批量办理). */
export interface BulkActionRow {
  readonly bureauId: string;
  readonly id: string;
  readonly personId: string;
  readonly type: BulkType;
  /** The command's fields but the case. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly state: BulkState;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
  /** Why it was stopped, when it was not its author who did. */
  readonly problem: Refusal | null;
  readonly total: number;
  readonly done: number;
  readonly refused: number;
}

/** A case of it that waits, with its command as it was named beforehand. */
export interface BulkStep {
  readonly place: number;
  readonly commandId: string;
  readonly caseId: string;
  readonly expectedVersion: number;
}

/** What became of a step. */
export interface BulkEnd {
  readonly place: number;
  readonly state: BulkItemState;
  readonly code: string | null;
  /** The sentence of a refusal, with its articles. */
  readonly message: string | null;
  readonly citations: readonly ApiCitation[];
}

/** A case of it, as its author may read it now. */
export interface BulkItemRow extends BulkEnd {
  readonly caseId: string;
  /** Null for a case that the author may not open any more. */
  readonly number: string | null;
  readonly title: string | null;
}

type Named = Pick<BulkActionRow, 'bureauId' | 'id'>;

/** Keeps a new one with its steps; false when one of this id is kept already. */
export async function insertBulk(
  tx: Transaction,
  action: Pick<BulkActionRow, 'bureauId' | 'id' | 'personId' | 'type' | 'payload' | 'askedAt'>,
  steps: readonly BulkStep[],
): Promise<boolean> {
  const { bureauId, id, personId, type, payload, askedAt } = action;
  const rows = await tx.query(Prisma.sql`
    insert into bulk_action (bureau_id, id, person_id, type, payload, state, asked_at)
    values (${bureauId}, ${id}, ${personId}, ${type}, ${JSON.stringify(payload)}::jsonb, 'running', ${askedAt}::timestamptz)
    on conflict (bureau_id, id) do nothing returning id`);
  if (rows.length === 0) return false;
  const write = (json: string) => Prisma.sql`
    insert into bulk_item (bureau_id, bulk_id, place, case_id, expected_version, command_id, state)
    select ${bureauId}, ${id}, s.place, s."caseId", s."expectedVersion", s."commandId", 'waiting'
    from jsonb_to_recordset(${json}::jsonb) as s(place int, "caseId" text, "expectedVersion" int, "commandId" text)`;
  await sendAll(tx, forRows(steps, write));
  return true;
}

/** Takes away what a person had carried out before an instant; what happened to each case stands in the case itself. */
export async function forgetBulks(
  tx: Transaction,
  { bureauId, personId }: Pick<BulkActionRow, 'bureauId' | 'personId'>,
  before: Date,
): Promise<void> {
  await tx.query(Prisma.sql`
    delete from bulk_action where bureau_id = ${bureauId} and person_id = ${personId}
      and asked_at < ${before}::timestamptz and state <> 'running'`);
}

/** A person's newest ones; with an id that one alone. */
export function listBulks(
  db: PrismaClient,
  { bureauId, id: personId }: Pick<Viewer, 'bureauId' | 'id'>,
  id?: string,
): Promise<BulkActionRow[]> {
  const one = id === undefined ? Prisma.empty : Prisma.sql`and b.id = ${id}`;
  return db.$queryRaw`
    select b.bureau_id as "bureauId", b.id, b.person_id as "personId", b.type, b.payload, b.state, b.asked_at as "askedAt",
      b.ended_at as "endedAt", b.problem, i.total, i.done, i.refused
    from (
      select * from bulk_action b where b.bureau_id = ${bureauId} and b.person_id = ${personId} ${one}
      order by b.asked_at desc, b.id limit 20) b
    cross join lateral (
      select count(*)::int as total, (count(*) filter (where i.state = 'done'))::int as done,
        (count(*) filter (where i.state = 'refused'))::int as refused
      from bulk_item i where i.bureau_id = b.bureau_id and i.bulk_id = b.id) i
    order by b.asked_at desc, b.id`;
}

/** The cases of one of the viewer's own: what was not done comes first. */
export function listItems(db: PrismaClient, viewer: Viewer, id: string): Promise<BulkItemRow[]> {
  return db.$queryRaw`
    select i.place, i.case_id as "caseId", c.number, c.title, i.state, i.code, i.message,
      coalesce(i.citations, '[]'::jsonb) as citations
    from bulk_action b
    join bulk_item i on i.bureau_id = b.bureau_id and i.bulk_id = b.id
    left join petition_case c on c.bureau_id = i.bureau_id and c.id = i.case_id and ${openCases(scopeOf(viewer))}
    where b.bureau_id = ${viewer.bureauId} and b.id = ${id} and b.person_id = ${viewer.id}
    order by array_position(array['refused', 'waiting', 'done'], i.state), i.place`;
}

/** The running one of this id; undefined when it has been stopped or is done. */
export async function runningBulk(
  db: PrismaClient,
  { bureauId, id }: Named,
): Promise<Pick<BulkActionRow, 'bureauId' | 'id' | 'personId' | 'type' | 'payload' | 'askedAt'> | undefined> {
  const rows = await db.$queryRaw<BulkActionRow[]>`
    select bureau_id as "bureauId", id, person_id as "personId", type, payload, asked_at as "askedAt"
    from bulk_action where bureau_id = ${bureauId} and id = ${id} and state = 'running'`;
  return rows[0];
}

/** The next steps that wait, in their order. */
export function nextSteps(db: PrismaClient, { bureauId, id }: Named, most: number): Promise<BulkStep[]> {
  return db.$queryRaw`
    select place, command_id as "commandId", case_id as "caseId", expected_version as "expectedVersion"
    from bulk_item where bureau_id = ${bureauId} and bulk_id = ${id} and state = 'waiting' order by place limit ${most}`;
}

/** Keeps what became of steps; what was kept before stands. */
export async function settleSteps(tx: Transaction, { bureauId, id }: Named, ends: readonly BulkEnd[]): Promise<void> {
  const write = (json: string) => Prisma.sql`
    update bulk_item i set state = e.state, code = e.code, message = e.message, citations = e.citations
    from jsonb_to_recordset(${json}::jsonb) as e(place int, state text, code text, message text, citations jsonb)
    where i.bureau_id = ${bureauId} and i.bulk_id = ${id} and i.place = e.place and i.state = 'waiting'`;
  await sendAll(tx, forRows(ends, write));
}

/** Ends a running one: done, or stopped by its author or for a reason of the server's; false when it had ended already. */
export async function endBulk(
  tx: Transaction,
  { bureauId, id }: Named,
  end: { readonly state: 'stopped' | 'done'; readonly problem?: Refusal },
  now: Date,
): Promise<boolean> {
  const problem = end.problem ? JSON.stringify(end.problem) : null;
  const rows = await tx.query(Prisma.sql`
    update bulk_action set state = ${end.state}, problem = ${problem}::jsonb, ended_at = ${now}::timestamptz
    where bureau_id = ${bureauId} and id = ${id} and state = 'running' returning id`);
  return rows.length > 0;
}

/** How many cases of it were done, and refused. */
export async function countItems(
  tx: Transaction,
  { bureauId, id }: Named,
): Promise<{ readonly done: number; readonly refused: number }> {
  const [row] = await tx.query<{ done: number; refused: number }>(Prisma.sql`
    select (count(*) filter (where state = 'done'))::int as done, (count(*) filter (where state = 'refused'))::int as refused
    from bulk_item where bureau_id = ${bureauId} and bulk_id = ${id}`);
  return row ?? { done: 0, refused: 0 };
}

/** Lets a stopped one go on; false when it is not stopped, or has nothing left. */
export async function goOn(tx: Transaction, { bureauId, id }: Named): Promise<boolean> {
  const rows = await tx.query(Prisma.sql`
    update bulk_action b set state = 'running', problem = null, ended_at = null
    where bureau_id = ${bureauId} and id = ${id} and state = 'stopped' and exists (
      select 1 from bulk_item i where i.bureau_id = b.bureau_id and i.bulk_id = b.id and i.state = 'waiting')
    returning id`);
  return rows.length > 0;
}
