import type { PetitionCaseState } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../../infra/database.ts';
import { forRows, inTransaction, sendAll, type Transaction } from '../../infra/transaction.ts';
import { builtInCalendar } from '../calendar/calendar.ts';
import { caseColumns } from '../commands/case-columns.ts';
import { cellOf, deltaStatements, moved, registeredCellOf } from '../commands/count-deltas.ts';
import { seenBy } from '../commands/projections.repository.ts';
import { type EventRow, isKept, replay } from '../live/recount.ts';
import { unitTree } from '../people/units.ts';
import { type RowWorld, rowWorldOf } from '../people/world.ts';

const pageSize = 500;

interface OldRow {
  readonly id: string;
  readonly state: PetitionCaseState;
  /** Under which unit it was listed and counted. */
  readonly unit: string;
  readonly registeredOn: string;
}

/**
 * Brings cases over that were listed and counted against the unit that they were only meant for (migration 0038): their rows with their
 * counts, a page a transaction; the feed then has the figures follow, and phones forget what is no longer theirs. Before anybody is
 * served, and taken up again where it was cut off. Answers how many cases were looked at.
 * @param today the day in Shanghai
 */
export async function fillHolders(database: Database, today: RowWorld['today']): Promise<number> {
  let filled = 0;
  for (const { id: bureauId } of await database.prisma.bureau.findMany({ select: { id: true } })) {
    const units = await unitTree(database.prisma, bureauId);
    const world = rowWorldOf({ calendar: builtInCalendar, today, units });
    for (let size = pageSize; size === pageSize; filled += size)
      size = await inTransaction(database.pool, (tx) => fillPage(tx, bureauId, world));
  }
  return filled;
}

/** How many cases {@link fillHolders} has still to look at. */
export const holdersToFill = ({ prisma }: Database): Promise<number> => prisma.caseHolderBacklog.count();

async function fillPage(tx: Transaction, bureauId: string, world: RowWorld): Promise<number> {
  const rows = await tx.query<OldRow>(Prisma.sql`
    with taken as (delete from case_holder_backlog b where b.bureau_id = ${bureauId} and b.case_id in (
      select case_id from case_holder_backlog where bureau_id = ${bureauId} limit ${pageSize} for update skip locked)
      returning b.case_id)
    select c.id, c.state, c.handling_unit_id as unit, c.registered_on::text as "registeredOn"
    from petition_case c join taken t on t.case_id = c.id where c.bureau_id = ${bureauId} for update of c`);
  const changed = rows.map((row) => ({ ...row, now: caseColumns(row.state, world) }));
  await sendAll(tx, [
    ...rowStatements(bureauId, changed),
    ...feedStatements(
      bureauId,
      changed
        .filter(({ unit, now }) => unit !== now.handling_unit_id)
        .map(({ id, state, unit, now }) => ({
          id,
          unit: now.handling_unit_id,
          before: { ...seenBy(state, world), handling_unit_id: unit, meant_unit_id: null },
        })),
    ),
    ...deltaStatements(bureauId, [
      ...rows.flatMap(({ state, unit }) => {
        const cell = cellOf(state, world.rootId);
        return moved({ ...cell, unitId: unit }, cell);
      }),
      ...(await registeredDeltas(tx, bureauId, rows, world)),
    ]),
  ]);
  return rows.length;
}

/** 今日新收 of the days that are kept, each case as it stood at the end of its own. */
async function registeredDeltas(tx: Transaction, bureauId: string, rows: readonly OldRow[], world: RowWorld) {
  const ids = rows.filter(({ registeredOn }) => isKept(registeredOn, world.today)).map(({ id }) => id);
  const events = await tx.query<EventRow>(Prisma.sql`
    select stream_id as id, seq, type, data, received_at as "receivedAt" from event
    where bureau_id = ${bureauId} and stream_kind = 'petitionCase' and stream_id = any(${ids}) order by stream_id, seq`);
  return [...Map.groupBy(events, ({ id }) => id).values()].flatMap((own) => {
    const { registered, registeredOn } = replay(own);
    const cell = registeredCellOf(registered, registeredOn, world.rootId);
    return cell ? moved({ ...cell, unitId: registered.handlingUnitId }, cell) : [];
  });
}

function rowStatements(bureauId: string, changed: readonly { readonly now: ReturnType<typeof caseColumns> }[]) {
  const rows = changed.map(({ now }) => {
    const { id, handling_unit_id, meant_unit_id, reexamining_unit_id, turn, turn_due, next_action } = now;
    return { id, handling_unit_id, meant_unit_id, reexamining_unit_id, turn, turn_due, next_action };
  });
  return forRows(
    rows,
    (json) => Prisma.sql`
    update petition_case c set handling_unit_id = r.handling_unit_id, meant_unit_id = r.meant_unit_id,
      reexamining_unit_id = r.reexamining_unit_id, turn = r.turn, turn_due = r.turn_due, next_action = r.next_action
    from jsonb_to_recordset(${json}::jsonb) as r(id text, handling_unit_id text, meant_unit_id text,
      reexamining_unit_id text, turn text, turn_due date, next_action text)
    where c.bureau_id = ${bureauId} and c.id = r.id
      and (c.handling_unit_id, c.meant_unit_id, c.reexamining_unit_id, c.turn, c.turn_due, c.next_action)
        is distinct from (r.handling_unit_id, r.meant_unit_id, r.reexamining_unit_id, r.turn, r.turn_due, r.next_action)`,
  );
}

/** What writes the change feed, without telling webhooks: nothing has happened to these cases. */
function feedStatements(
  bureauId: string,
  changes: readonly { readonly id: string; readonly unit: string; readonly before: object }[],
) {
  return forRows(
    changes,
    (json) => Prisma.sql`
    insert into change_feed (bureau_id, kind, entity_id, unit_id, before)
    select ${bureauId}, 'petitionCase', r.id, r.unit, r.before
    from jsonb_to_recordset(${json}::jsonb) as r(id text, unit text, before jsonb)`,
  );
}
