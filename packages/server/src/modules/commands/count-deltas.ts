import { nextDue, type PetitionCaseState } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import { forRows, type Statement } from '../../infra/transaction.ts';
import { holderId } from '../people/units.ts';
import type { RowWorld } from '../people/world.ts';
import { noDate } from '../work-lists/turns.ts';

/** A case before (undefined: it is new) and after a command. */
export interface CaseChange {
  readonly before: PetitionCaseState | undefined;
  readonly after: PetitionCaseState;
}

/** What cases are counted by. Two cases with the same cell are one number; an unused column holds '' or {@link noDate}. */
export interface CountCell {
  /** cases: those that stand now. registered: those registered on `day`, as they stood at its end. */
  readonly measure: 'cases' | 'registered';
  readonly unitId: string;
  readonly compartment: string;
  /** Of accusations only, so that the accused's people never count them (Art 30); '' for none. */
  readonly accusedUnitId: string;
  readonly status: string;
  readonly channel: string;
  readonly contentKind: string;
  readonly legalDue: string;
  readonly targetDue: string;
  readonly day: string;
}

/** The columns of count_delta and count_total, in the order of {@link cellValues}. */
export const cellColumns = Prisma.raw(
  'measure, unit_id, compartment, accused_unit_id, status, channel, content_kind, legal_due, target_due, day',
);

/** The cell's values in the order of its columns: also its name as text. */
export function cellValues(cell: CountCell): readonly string[] {
  const { measure, unitId, compartment, accusedUnitId, status, channel, contentKind } = cell;
  return [
    measure,
    unitId,
    compartment,
    accusedUnitId,
    status,
    channel,
    contentKind,
    cell.legalDue,
    cell.targetDue,
    cell.day,
  ];
}

/** The cell that a case is counted in. */
export function cellOf(state: PetitionCaseState, rootId: string): CountCell {
  const due = nextDue(state);
  return {
    measure: 'cases',
    unitId: holderId(state, rootId),
    compartment: state.compartment,
    accusedUnitId: state.compartment === 'accusation' ? (state.matter.accusedUnitId ?? '') : '',
    status: state.status,
    channel: state.channel,
    contentKind: state.matter.facts.contentKind,
    legalDue: due?.legalDue ?? noDate,
    targetDue: due?.targetDue ?? noDate,
    day: noDate,
  };
}

/**
 * The cell of 今日新收 that a case registered on a day is counted in: where it stands, until that day ends. So it is the number of
 * the list of that day's cases, for everyone who sees either. None for a registration that was voided (作废登记).
 */
export function registeredCellOf(state: PetitionCaseState, day: string, rootId: string): CountCell | undefined {
  if (state.voided) return undefined;
  const dimensions = { status: '', channel: '', contentKind: '', legalDue: noDate, targetDue: noDate };
  return { ...cellOf(state, rootId), ...dimensions, measure: 'registered', day };
}

/** What one cell gains or loses. `registered`: only if this case was registered on the cell's day. */
interface CountDelta {
  readonly cell: CountCell;
  readonly amount: number;
  readonly registered?: string;
}

/** One away, one in; nothing when the case stays in its cell, or in none. */
export function moved(
  was: CountCell | undefined,
  now: CountCell | undefined,
  registered?: string,
): readonly CountDelta[] {
  if (was && now && cellValues(was).join() === cellValues(now).join()) return [];
  const condition = registered === undefined ? {} : { registered };
  return [
    ...(was ? [{ cell: was, amount: -1, ...condition }] : []),
    ...(now ? [{ cell: now, amount: 1, ...condition }] : []),
  ];
}

/** What appends to the kept counts what the changes do to them, nothing when nothing counted has changed. */
export function countStatements(
  bureauId: string,
  { today, rootId }: Pick<RowWorld, 'today' | 'rootId'>,
  changes: readonly CaseChange[],
): Statement[] {
  const deltas = changes.flatMap(({ before, after }): readonly CountDelta[] => {
    if (before) {
      const [was, now] = [registeredCellOf(before, today, rootId), registeredCellOf(after, today, rootId)];
      return [...moved(cellOf(before, rootId), cellOf(after, rootId)), ...moved(was, now, after.id)];
    }
    return [...moved(undefined, cellOf(after, rootId)), ...moved(undefined, registeredCellOf(after, today, rootId))];
  });
  return deltaStatements(bureauId, deltas);
}

/** What appends deltas as they are. */
export function deltaStatements(bureauId: string, deltas: readonly CountDelta[]): Statement[] {
  const rows = deltas.map(({ cell, ...rest }) => ({ ...cell, ...rest }));
  return forRows(
    rows,
    (json) => Prisma.sql`
    insert into count_delta (bureau_id, ${cellColumns}, amount)
    select ${bureauId}, d.measure, d."unitId", d.compartment, d."accusedUnitId", d.status, d.channel, d."contentKind",
      d."legalDue", d."targetDue", d.day, d.amount
    from jsonb_to_recordset(${json}::jsonb) as d(measure text, "unitId" text, compartment text, "accusedUnitId" text,
      status text, channel text, "contentKind" text, "legalDue" date, "targetDue" date, day date, amount int, registered text)
    where d.registered is null or exists (
      select 1 from petition_case c
      where c.bureau_id = ${bureauId} and c.id = d.registered and c.registered_on = d.day)`,
  );
}
