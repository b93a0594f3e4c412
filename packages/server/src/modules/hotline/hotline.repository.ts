import type { DueState } from '@huiyin/domain';
import type { Command, PetitionCaseState } from '@huiyin/domain/cases';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import { forRows, type Statement, type Transaction } from '../../infra/transaction.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import type { CaseChange } from '../commands/count-deltas.ts';
import type { Viewer } from '../people/viewer.ts';
import { openCases, type Scope, scopeOf, visibleCases } from '../people/visibility.ts';
import { dueCondition, ofCases } from '../petition-cases/case-filter.ts';
import type { DueDay } from '../petition-cases/due.ts';
import type { CaseRow } from '../petition-cases/petition-cases.repository.ts';
import type { ListRow } from '../work-lists/list-row.ts';

/** The case that has a 12345 number; `number` is empty where the actor must not know of it. */
export interface TakenOrder {
  readonly caseId: string;
  readonly number: string;
}

/** The 12345 number that a command gives to a case, of which case, and where it stands in the command; of one restored, its own again. */
function orderNumberIn(
  command: Command,
  restored?: PetitionCaseState,
): { readonly number: string; readonly caseId: string; readonly path: string } | undefined {
  if (command.type === 'restoreCase' && restored?.hotline)
    return { number: restored.hotline.externalNumber.trim(), caseId: command.caseId, path: 'caseId' };
  if (command.type === 'registerCase' && command.hotline) {
    const { hotline, matter } = command;
    return { number: hotline.externalNumber.trim(), caseId: matter.caseId, path: 'hotline.externalNumber' };
  }
  const number = command.type === 'amendCase' ? command.changes.hotline?.externalNumber?.trim() : undefined;
  if (command.type !== 'amendCase' || !number) return undefined;
  return { number, caseId: command.caseId, path: 'changes.hotline.externalNumber' };
}

/** Which 12345 numbers of these commands another case has already (R80: one order, one case). */
export async function ordersTaken(
  tx: Transaction,
  actor: Viewer,
  commands: readonly Command[],
): Promise<ReadonlyMap<string, TakenOrder>> {
  const numbers = commands.flatMap((command) => orderNumberIn(command)?.number ?? []);
  const restored = commands.flatMap((command) => (command.type === 'restoreCase' ? [command.caseId] : []));
  if (numbers.length === 0 && restored.length === 0) return new Map();
  const theirs = Prisma.sql`or o.external_number in (select btrim(c.state->'hotline'->>'externalNumber') from petition_case c
    where c.bureau_id = ${actor.bureauId} and c.id = any(${restored}))`;
  const rows = await tx.query<TakenOrder & { external: string }>(Prisma.sql`
    select o.external_number as external, o.case_id as "caseId", coalesce((select c.number from petition_case c
      where ${openCases(scopeOf(actor))} and c.id = o.case_id), '') as number
    from hotline_order o where o.bureau_id = ${actor.bureauId} and (o.external_number = any(${numbers}) ${restored.length === 0 ? Prisma.empty : theirs})`);
  return new Map(rows.map(({ external, caseId, number }) => [external, { caseId, number }]));
}

/** One 12345 order is one case (R80): the refusal of a number that another case has. `restored`: the case that is restored. */
export function orderTaken(
  command: Command,
  taken: ReadonlyMap<string, TakenOrder>,
  restored?: PetitionCaseState,
): Refusal | undefined {
  const given = orderNumberIn(command, restored);
  const other = given && taken.get(given.number);
  if (given === undefined || other === undefined || other.caseId === given.caseId) return undefined;
  return serverRefusal('hotline-number-taken', { number: other.number }, given.path);
}

/** Until when the reply to an order is owed; null when none is. */
const dueOf = ({ clocks }: PetitionCaseState) =>
  clocks.find(({ clock, state }) => clock === 'hotline-reply' && state === 'running')?.legalDue ?? null;

/**
 * What writes the rows of 12345 orders. A number that another transaction has just taken fails by its primary key; the door tries
 * again. A registration that was voided (作废登记) leaves its number to another.
 */
export function orderStatements(bureauId: string, changes: readonly CaseChange[]): Statement[] {
  const rows = changes.flatMap(({ before, after }) =>
    after.hotline
      ? [
          {
            written: after.voided
              ? ('no' as const)
              : !before?.hotline || before.voided
                ? ('anew' as const)
                : ('again' as const),
            external_number: after.hotline.externalNumber.trim(),
            case_id: after.id,
            received_on: after.receivedOn,
            urgent: after.hotline.urgent ?? false,
            extended: after.clocks.some(({ changes: some = [] }) => some.some(({ type }) => type === 'agreed')),
            due_on: dueOf(after),
          },
        ]
      : [],
  );
  const of = (how: (typeof rows)[number]['written']) => rows.filter(({ written }) => written === how);
  const left = of('no').map(({ case_id }) => case_id);
  const columns = Prisma.sql`(external_number text, case_id text, received_on date, urgent boolean, extended boolean, due_on date)`;
  return [
    ...(left.length === 0
      ? []
      : [Prisma.sql`delete from hotline_order where bureau_id = ${bureauId} and case_id = any(${left})`]),
    ...forRows(
      of('anew'),
      (json) => Prisma.sql`
        insert into hotline_order (bureau_id, external_number, case_id, received_on, urgent, extended, due_on)
        select ${bureauId}, r.* from jsonb_to_recordset(${json}::jsonb) as r${columns}`,
    ),
    ...forRows(
      of('again'),
      (json) => Prisma.sql`
        update hotline_order o set external_number = r.external_number, received_on = r.received_on, urgent = r.urgent,
          due_on = r.due_on, extended = r.extended
        from jsonb_to_recordset(${json}::jsonb) as r${columns}
        where o.bureau_id = ${bureauId} and o.case_id = r.case_id`,
    ),
  ];
}

/** An order whose reply is owed, with its case. */
export interface OrderRow extends CaseRow {
  readonly externalNumber: string;
  readonly urgent: boolean;
  readonly extended: boolean;
  /** YYYY-MM-DD. */
  readonly dueOn: string;
  /** Whose turn it is, and with which step, as lists keep it. */
  readonly turn: ListRow['turn'];
  readonly action: ListRow['action'];
  readonly recused: ListRow['recused'];
}

/** SQL: the orders whose reply is owed, as far as a scope sees them; what both the rows and their counts are taken from. */
const owedSql = (scope: Scope): Prisma.Sql => Prisma.sql`
  hotline_order o join petition_case c on c.bureau_id = o.bureau_id and c.id = o.case_id
  where o.bureau_id = ${scope.bureauId} and o.due_on is not null and ${visibleCases(scope)}`;

/** How many orders are owed, and of them in each state that a date can have. */
export type OrderCounts = Readonly<Record<'all' | Exclude<DueState, 'none'>, number>>;

/** Counts the orders whose reply is owed: some dozens, however many were answered. */
export async function countOpenOrders(db: PrismaClient, scope: Scope, day: DueDay): Promise<OrderCounts> {
  const of = (due: DueState) => Prisma.sql`(count(*) filter (where ${dueCondition(ofCases, due, day)}))::int`;
  const [row] = await db.$queryRaw<OrderCounts[]>`
    select count(*)::int as "all", ${of('overdue')} as overdue, ${of('dueSoon')} as "dueSoon", ${of('onTime')} as "onTime"
    from ${owedSql(scope)}`;
  return row ?? { all: 0, overdue: 0, dueSoon: 0, onTime: 0 };
}

/** Open orders by due date, along their own index, from a place on. */
export async function findOpenOrders(
  db: PrismaClient,
  scope: Scope,
  {
    due,
    day,
    after,
    limit,
  }: {
    readonly due: DueState | undefined;
    readonly day: DueDay;
    readonly after: { readonly due: string; readonly ordinal: number } | undefined;
    readonly limit: number;
  },
): Promise<OrderRow[]> {
  return db.$queryRaw<OrderRow[]>`
    select o.external_number as "externalNumber", o.urgent, o.extended, o.due_on::text as "dueOn",
      c.turn, c.next_action as action, c.recused,
      c.bureau_id as "bureauId", c.ordinal, c.registered_at as "registeredAt", c.state
    from ${owedSql(scope)} ${due ? Prisma.sql`and ${dueCondition(ofCases, due, day)}` : Prisma.empty}
      ${after ? Prisma.sql`and (o.due_on, c.ordinal) > (${after.due}::date, ${after.ordinal}::bigint)` : Prisma.empty}
    order by o.due_on, c.ordinal limit ${limit}`;
}
