import type { PlainDate } from '@huiyin/domain';
import { caseFlags, nextDue, type PetitionCaseState, receiptsOf } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../../infra/database.ts';
import { inTransaction, type Transaction } from '../../infra/transaction.ts';
import { builtInCalendar } from '../calendar/calendar.ts';
import { unitTree } from '../people/units.ts';
import { rowWorldOf } from '../people/world.ts';
import { turnColumns, unknownTurn } from './turns.ts';

const pageSize = 500;

interface UnknownRow {
  readonly id: string;
  readonly version: number;
  readonly state: PetitionCaseState;
}

/**
 * Marks the open cases of a unit, or of every unit in which a person has a post: who answers for it has changed. A post at the
 * bureau itself (一把手) answers for all; what the office has not handed on may be meant for any unit.
 */
export async function forgetTurns(
  tx: Transaction,
  bureauId: string,
  of: { readonly unitId: string } | { readonly personId: string },
): Promise<void> {
  const units =
    'unitId' in of
      ? Prisma.sql`select ${of.unitId}`
      : Prisma.sql`select unit_id from unit_post where bureau_id = ${bureauId} and person_id = ${of.personId}`;
  await tx.query(Prisma.sql`
    update petition_case c set turn = ${unknownTurn}
    where c.bureau_id = ${bureauId} and c.turn_due < 'infinity' and (c.handling_unit_id in (${units}) or exists (
      select 1 from unit root where root.bureau_id = c.bureau_id and root.parent_id is null
        and (root.id = c.handling_unit_id or root.id in (${units}))))`);
}

/**
 * Works out whose turn it is in every case where that is not known: rows that are older than turns, and those that
 * {@link forgetTurns} marked. Taken up again where it was cut off; a case that a command changes meanwhile is left to that
 * command. Answers how many were worked out.
 */
export async function fillTurns(database: Database, today: PlainDate): Promise<number> {
  const bureaus = await database.prisma.bureau.findMany({ select: { id: true } });
  let filled = 0;
  for (const { id: bureauId } of bureaus) {
    for (let size = pageSize; size === pageSize; ) {
      size = await inTransaction(database.pool, (tx) => fillPage(tx, database, { bureauId, today }));
      filled += size;
    }
  }
  return filled;
}

async function fillPage(
  tx: Transaction,
  database: Database,
  { bureauId, today }: { readonly bureauId: string; readonly today: PlainDate },
): Promise<number> {
  const rows = await tx.query<UnknownRow>(Prisma.sql`
    select id, version, state from petition_case where bureau_id = ${bureauId} and turn = ${unknownTurn}
    limit ${pageSize} for update skip locked`);
  if (rows.length === 0) return 0;
  const units = await unitTree(database.prisma, bureauId);
  // Whose turn it is hangs on units and posts, never on the calendar.
  const world = rowWorldOf({ calendar: builtInCalendar, today, units });
  const known = rows.map(({ id, state }) => ({
    id,
    ...turnColumns(state, world),
    next_clock: nextDue(state)?.clock ?? null,
    flags: caseFlags.filter((flag) => state.flags?.[flag] === true),
    receipts: receiptsOf(state),
  }));
  await tx.query(Prisma.sql`
    update petition_case c set turn = r.turn, turn_due = r.turn_due, next_action = r.next_action,
      next_clock = r.next_clock, flags = r.flags, receipts = r.receipts
    from jsonb_to_recordset(${JSON.stringify(known)}::jsonb)
      as r(id text, turn text, turn_due date, next_action text, next_clock text, flags text[], receipts text[])
    where c.bureau_id = ${bureauId} and c.id = r.id`);
  return rows.length;
}
