import type { PlainDate } from '@huiyin/domain';
import { openStatuses, type PetitionCaseState } from '@huiyin/domain/cases';
import type { FigureFact, SameMatter } from '@huiyin/domain/office';
import { Prisma } from '../../generated/prisma/client.ts';
import { settled } from '../../infra/change-feed.ts';
import type { Transaction } from '../../infra/transaction.ts';
import { type DueDay, dueSoonSql, overdueSql } from '../petition-cases/due.ts';
import { noDate } from '../work-lists/turns.ts';

/** What a case's facts are counted under; its visibility hangs on the first three (see visibleCounts). */
interface FigureKey {
  readonly unit_id: string;
  readonly compartment: string;
  readonly accused_unit_id: string;
  readonly channel: string;
  readonly content_kind: string;
}

/** A case's contribution to the kept figures, and what lists find it by. */
export interface CaseFigureRow extends FigureKey {
  readonly case_id: string;
  readonly facts: readonly FigureFact[];
  readonly marks: readonly string[];
  readonly notice_due: PlainDate | null;
  readonly reply_due: PlainDate | null;
  readonly asked_due: PlainDate | null;
}

/** Up to where the kept figures are right. */
export interface FigureCursor {
  readonly revision: string;
  /** While they are made anew: the last case that is in them. */
  readonly rebuiltTo: string | null;
}

/** Takes the right to change a bureau's figures for the rest of the transaction; false when another process has it. */
export async function lockFigures(tx: Transaction, bureauId: string): Promise<boolean> {
  const rows = await tx.query<{ mine: boolean }>(Prisma.sql`
    select pg_try_advisory_xact_lock(hashtextextended('huiyin figures ' || ${bureauId}, 0)) as mine`);
  return rows[0]?.mine === true;
}

/** The bureau's cursor. The first time there is none: all cases there are come first, then what changed meanwhile. */
export async function openCursor(tx: Transaction, bureauId: string): Promise<FigureCursor> {
  const [known] = await tx.query<FigureCursor>(Prisma.sql`
    select revision::text, rebuilt_to as "rebuiltTo" from figure_cursor where bureau_id = ${bureauId}`);
  return known ?? (await restartCursor(tx, bureauId));
}

/**
 * Sends the cursor through all cases once more. What is kept stays meanwhile and is put right case by case: nobody sees half of the
 * figures. Whatever changed before this moment is found on the way, whatever changes after it stands in the feed.
 */
export async function restartCursor(tx: Transaction, bureauId: string): Promise<FigureCursor> {
  const [made] = await tx.query<FigureCursor>(Prisma.sql`
    insert into figure_cursor as f (bureau_id, revision, rebuilt_to)
    select ${bureauId}, coalesce(max(revision), 0), '' from change_feed
    where bureau_id = ${bureauId} and ${Prisma.raw(settled)}
    on conflict (bureau_id) do update set revision = excluded.revision, rebuilt_to = excluded.rebuilt_to
    returning revision::text, rebuilt_to as "rebuiltTo"`);
  if (!made) throw new Error('no figure cursor');
  return made;
}

export async function saveCursor(tx: Transaction, bureauId: string, cursor: FigureCursor): Promise<void> {
  await tx.query(Prisma.sql`
    update figure_cursor set revision = ${cursor.revision}::bigint, rebuilt_to = ${cursor.rebuiltTo}
    where bureau_id = ${bureauId}`);
}

/** Cases whose figures may have changed, and how far the cursor is when they are in. */
export interface FigurePage {
  readonly ids: readonly string[];
  readonly next: FigureCursor;
  readonly more: boolean;
}

const pageSize = 400;

/** The next cases: those that the change feed names, and on the way through all of them the next of these when it names none. */
export async function nextPage(tx: Transaction, bureauId: string, cursor: FigureCursor): Promise<FigurePage> {
  const [row] = await tx.query<{ ids: string[]; last: string | null; count: number }>(Prisma.sql`
    with page as (
      select revision, entity_id, kind from change_feed
      where bureau_id = ${bureauId} and revision > ${cursor.revision}::bigint and ${Prisma.raw(settled)}
      order by revision fetch first ${pageSize} rows with ties
    )
    select coalesce(array_agg(distinct entity_id) filter (where kind = 'petitionCase'), '{}') as ids,
      max(revision)::text as last, count(*)::int as count from page`);
  const { ids = [], last = null, count = 0 } = row ?? {};
  if (last !== null) {
    const next = { ...cursor, revision: last };
    return { ids, next, more: count >= pageSize || cursor.rebuiltTo !== null };
  }
  if (cursor.rebuiltTo === null) return { ids, next: cursor, more: false };
  const rows = await tx.query<{ id: string }>(Prisma.sql`
    select id from petition_case where bureau_id = ${bureauId} and id > ${cursor.rebuiltTo} order by id limit ${pageSize}`);
  return { ids: rows.map(({ id }) => id), next: { ...cursor, rebuiltTo: rows.at(-1)?.id ?? null }, more: true };
}

/** The cases as they are now. */
export async function readStates(
  tx: Transaction,
  bureauId: string,
  ids: readonly string[],
): Promise<readonly PetitionCaseState[]> {
  const rows = await tx.query<{ state: PetitionCaseState }>(Prisma.sql`
    select state from petition_case where bureau_id = ${bureauId} and id = any(${[...ids]})`);
  return rows.map(({ state }) => state);
}

/** When these cases were received. */
export async function readReceipts(
  tx: Transaction,
  bureauId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SameMatter>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<SameMatter>(Prisma.sql`
    select id as "caseId", received_on::text as "receivedOn" from petition_case
    where bureau_id = ${bureauId} and id = any(${[...ids]})`);
  return new Map(rows.map((row) => [row.caseId, row]));
}

/** What these cases contribute so far. */
export function readCaseFigures(tx: Transaction, bureauId: string, ids: readonly string[]): Promise<CaseFigureRow[]> {
  return tx.query<CaseFigureRow>(Prisma.sql`
    select case_id, unit_id, compartment, accused_unit_id, channel, content_kind, facts, marks, notice_due::text,
      reply_due::text, asked_due::text from case_figure
    where bureau_id = ${bureauId} and case_id = any(${[...ids]})`);
}

export async function saveCaseFigures(
  tx: Transaction,
  bureauId: string,
  rows: readonly CaseFigureRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(Prisma.sql`
    insert into case_figure (bureau_id, case_id, unit_id, compartment, accused_unit_id, channel, content_kind, facts, marks,
      notice_due, reply_due, asked_due)
    select ${bureauId}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(case_id text, unit_id text,
      compartment text, accused_unit_id text, channel text, content_kind text, facts jsonb, marks text[],
      notice_due date, reply_due date, asked_due date)
    on conflict (bureau_id, case_id) do update set unit_id = excluded.unit_id, compartment = excluded.compartment,
      accused_unit_id = excluded.accused_unit_id, channel = excluded.channel, content_kind = excluded.content_kind,
      facts = excluded.facts, marks = excluded.marks, notice_due = excluded.notice_due, reply_due = excluded.reply_due,
      asked_due = excluded.asked_due`);
}

/** One line of figure_total, or what is to be added to it. */
export interface FigureDelta extends FigureKey {
  readonly measure: string;
  readonly day: PlainDate;
  readonly detail: string;
  readonly due: string;
  readonly amount: number;
}

/** Adds to the kept sums, and clears away what has become nothing. */
export async function addToTotals(tx: Transaction, bureauId: string, deltas: readonly FigureDelta[]): Promise<void> {
  if (deltas.length === 0) return;
  const given = Prisma.sql`jsonb_to_recordset(${JSON.stringify(deltas)}::jsonb) as d(measure text, day date, unit_id text,
    compartment text, accused_unit_id text, channel text, content_kind text, detail text, due date, amount int)`;
  await tx.query(Prisma.sql`
    insert into figure_total as t (bureau_id, measure, day, unit_id, compartment, accused_unit_id, channel, content_kind,
      detail, due, amount)
    select ${bureauId}, d.* from ${given}
    on conflict (bureau_id, measure, day, unit_id, compartment, accused_unit_id, channel, content_kind, detail, due)
    do update set amount = t.amount + excluded.amount`);
  await tx.query(Prisma.sql`
    delete from figure_total t using ${given}
    where t.bureau_id = ${bureauId} and t.measure = d.measure and t.day = d.day and t.unit_id = d.unit_id
      and t.compartment = d.compartment and t.accused_unit_id = d.accused_unit_id and t.channel = d.channel
      and t.content_kind = d.content_kind and t.detail = d.detail and t.due = d.due and t.amount = 0`);
}

/** Cases whose facts are added up by one statement: a second or so, at any size of the bureau. */
const summed = 20_000;

/**
 * What would have to be added to the kept sums so that they are those of what the cases contribute. In a snapshot both are of one
 * moment; a sum that was wrong by five then stays wrong by five, whatever is kept meanwhile.
 */
export async function wrongSums(snapshot: Transaction, bureauId: string): Promise<readonly FigureDelta[]> {
  const columns = Prisma.raw('measure, day, unit_id, compartment, accused_unit_id, channel, content_kind, detail, due');
  const sums = new Map<string, number>();
  const add = (lines: readonly { readonly key: string; readonly amount: number }[], sign: 1 | -1): void => {
    for (const { key, amount } of lines) sums.set(key, (sums.get(key) ?? 0) + sign * amount);
  };
  for (let after = ''; ; ) {
    const [page] = await snapshot.query<{
      last: string | null;
      lines: { key: string; amount: number }[] | null;
    }>(Prisma.sql`
      with page as materialized (select * from case_figure where bureau_id = ${bureauId} and case_id > ${after}
        order by case_id limit ${summed}::int),
      lines as (
        select jsonb_build_object('measure', f->>'measure', 'day', f->>'day', 'unit_id', c.unit_id, 'compartment', c.compartment,
            'accused_unit_id', c.accused_unit_id, 'channel', c.channel, 'content_kind', c.content_kind,
            'detail', f->>'detail', 'due', coalesce(f->>'due', ${neverDue}))::text as key,
          sum((f->>'amount')::int)::int as amount
        from page c cross join jsonb_array_elements(c.facts) f group by 1)
      select (select max(case_id) from page) as last, (select json_agg(l) from lines l) as lines`);
    add(page?.lines ?? [], 1);
    if (page?.last == null) break;
    after = page.last;
  }
  const kept = await snapshot.query<{ key: string; amount: number }>(Prisma.sql`
    select to_jsonb(k)::text as key, amount from (select ${columns}, amount from figure_total where bureau_id = ${bureauId}) t
    cross join lateral (select ${columns}) k`);
  add(kept, -1);
  const wrong = [...sums].filter(([, amount]) => amount !== 0);
  // made of the columns, here above
  return wrong.map(([key, amount]) => ({ ...(JSON.parse(key) as Omit<FigureDelta, 'amount'>), amount }));
}

const daysOfMornings = 40;

/**
 * Keeps how the counts stand now as those of this morning, once a day; a row of zeros without a unit says that it was done, and
 * when. Older mornings are cleared away.
 */
export async function takeMorning(tx: Transaction, bureauId: string, day: DueDay, now: Date): Promise<void> {
  const [taken] = await tx.query(Prisma.sql`
    select 1 from morning_count where bureau_id = ${bureauId} and day = ${day.today}::date limit 1`);
  if (taken) return;
  const [legal, target] = [Prisma.sql`k.legal_due`, Prisma.sql`k.target_due`];
  const columns = Prisma.sql`unit_id, compartment, accused_unit_id, status, legal_due, target_due, amount`;
  await tx.query(Prisma.sql`
    insert into morning_count (bureau_id, day, unit_id, compartment, accused_unit_id, taken_at, open, overdue, due_soon)
    select ${bureauId}, ${day.today}::date, '', '', '', ${now}::timestamptz, 0, 0, 0
    union all
    select ${bureauId}, ${day.today}::date, k.unit_id, k.compartment, k.accused_unit_id, ${now}::timestamptz,
      coalesce(sum(k.amount) filter (where k.status = any(${[...openStatuses]})), 0),
      coalesce(sum(k.amount) filter (where ${overdueSql(legal, day)}), 0),
      coalesce(sum(k.amount) filter (where ${dueSoonSql(legal, target, day)}), 0)
    from (
      select ${columns} from count_total where bureau_id = ${bureauId} and measure = 'cases'
      union all
      select ${columns} from count_delta where bureau_id = ${bureauId} and measure = 'cases'
    ) k group by k.unit_id, k.compartment, k.accused_unit_id`);
  await tx.query(Prisma.sql`
    delete from morning_count where bureau_id = ${bureauId} and day < ${day.today}::date - ${daysOfMornings}::int`);
}

/** A due date that never comes. */
export const neverDue = noDate;
