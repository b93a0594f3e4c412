import { signingSteps } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../../infra/database.ts';
import { literal, readByOnePlan } from '../../infra/read.ts';
import type { SessionProof } from '../people/sessions.ts';
import type { Viewer } from '../people/viewer.ts';
import { openCases, type Scope, visibleCases } from '../people/visibility.ts';
import { type DueDay, overdueSql } from '../petition-cases/due.ts';
import { type ListRow, rowsOf, type ShownRow } from './list-row.ts';
import { notRecusedSql } from './turns.ts';

/**
 * The groups of 待办, in the order in which they bind: 已超期, 今天, 三个工作日内, 等我审签 (signing that is not yet near its day),
 * 其余轮到我的, 等别人.
 */
export const workGroups = ['overdue', 'today', 'soon', 'signing', 'later', 'others'] as const;
export type WorkGroup = (typeof workGroups)[number];

/** Of whom the work list is, and by which day. */
export interface WorkQuery {
  readonly viewer: Viewer;
  readonly scope: Scope;
  /** The viewer's turns, see turns.ts. */
  readonly turns: readonly string[];
  /** Units of the leader's portfolio; empty for everybody else. */
  readonly portfolio: readonly string[];
  readonly day: DueDay;
}

/** Counts of a group beyond this are said as "more than": nobody works through more, and the count stays cheap. */
export const mostCounted = 99;

const legal = Prisma.sql`c.next_legal_due`;

/** SQL on alias `c`: which of the cases that are my turn belong to a group. The groups share no case and leave none out. */
function ofGroup(group: Exclude<WorkGroup, 'others'>, day: DueDay): Prisma.Sql {
  const overdue = Prisma.sql`(${legal} is not null and ${overdueSql(legal, day)})`;
  const signing = Prisma.sql`coalesce(c.next_action = any(${[...signingSteps]}), false)`;
  const { today, horizon } = day;
  switch (group) {
    case 'overdue':
      // a target is never after its legal date
      return Prisma.sql`c.turn_due < ${today}::date and ${overdue}`;
    case 'today':
      // turn_due is a day only where there is a legal date too; said so, an index tells it without reading the case
      return Prisma.sql`c.turn_due <= ${today}::date and ${legal} >= ${today}::date`;
    case 'soon':
      return Prisma.sql`c.turn_due > ${today}::date and c.turn_due <= ${horizon}::date`;
    case 'signing':
      return Prisma.sql`c.turn_due > ${horizon}::date and ${signing}`;
    case 'later':
      return Prisma.sql`c.turn_due > ${horizon}::date and not ${signing}`;
  }
}

/** The order of every work list: what binds first. */
const order = Prisma.sql`order by c.turn_due, c.ordinal`;

/** A place in that order. */
export interface WorkPlace {
  readonly due: string;
  readonly ordinal: number;
}

/**
 * SQL: the places of one group's cases from a place on, at most `limit`, in order. Each turn is one range of an index, which tells all
 * that is asked (petition_case_turn_idx); what is only offered (首问移交) is one's turn too.
 */
function groupSql(
  group: WorkGroup,
  query: WorkQuery,
  { limit, after }: { limit: number; after?: WorkPlace | undefined },
): Prisma.Sql {
  const { scope, turns, day } = query;
  const from = after
    ? Prisma.sql`and (c.turn_due, c.ordinal) > (${after.due}::date, ${after.ordinal}::bigint)`
    : Prisma.empty;
  const one = (of: Prisma.Sql, seen = visibleCases(scope)) => Prisma.sql`
    select c.turn_due, c.ordinal from petition_case c where ${seen} and ${notRecusedSql(turns)} and ${of} ${from} ${order} limit ${literal(limit)}`;
  if (group !== 'others') {
    // The office and a unit's clerks sign nothing: their long ranges need not be looked through for it.
    const signing = turns.filter((turn) => turn !== 'office' && !turn.startsWith('unit/'));
    const looked = group === 'signing' ? Prisma.sql`where turn = any(${signing}::text[])` : Prisma.empty;
    return Prisma.sql`select c.* from (select turn from own ${looked}) mine
      cross join lateral (${one(Prisma.sql`c.turn = mine.turn and ${ofGroup(group, day)}`, openCases(scope))}) c ${order} limit ${literal(limit)}`;
  }
  const theirs = Prisma.sql`c.turn_due < 'infinity' and c.turn <> all(${[...turns]}::text[])`;
  return othersSql(query, (of) => one(Prisma.sql`${theirs} and ${of}`), limit);
}

/**
 * What one waits for: a clerk of the General Office for everything that is open; a department, district or school for what its
 * house has; a leader for the cases under contract (包案) and those of the portfolio, also what is only meant for it yet (拟交).
 */
function othersSql(
  { viewer, scope, portfolio }: WorkQuery,
  one: (of: Prisma.Sql) => Prisma.Sql,
  limit: number,
): Prisma.Sql {
  if (viewer.role === 'clerk') return one(Prisma.sql`true`);
  const units =
    viewer.role === 'leader'
      ? Prisma.sql`unnest(${[...portfolio]}::text[]) u(id)`
      : Prisma.sql`(select id from unit where bureau_id = ${scope.bureauId} and starts_with(path, ${viewer.unitPath})) u`;
  const by = (of: Prisma.Sql) => Prisma.sql`select c.* from ${units} cross join lateral (${one(of)}) c`;
  // that it is somebody's turn says which index holds it
  const held = Prisma.sql`c.handling_unit_id = u.id and c.turn is not null`;
  if (viewer.role !== 'leader') return Prisma.sql`select c.* from (${by(held)}) c ${order} limit ${literal(limit)}`;
  const ofUnits = Prisma.sql`${by(Prisma.sql`${held} and c.meant_unit_id is null`)}
    union all ${by(Prisma.sql`c.meant_unit_id = u.id`)}`;
  const contracted = one(Prisma.sql`c.contract_leader_id = ${viewer.id}
    and coalesce(c.meant_unit_id, c.handling_unit_id) <> all(${[...portfolio]}::text[])`);
  return Prisma.sql`select c.* from (${ofUnits} union all (${contracted})) c ${order} limit ${literal(limit)}`;
}

/** Cases of a group in order, and how many it holds, counted to {@link mostCounted} + 1 by the same condition. */
export interface FoundWork {
  readonly rows: readonly ListRow[];
  readonly count: number;
}

/**
 * Some groups at once, each from its beginning or from a place on: one statement, of each row what `fields` are made
 * of. Its plan is the same whatever the day and the turns.
 */
export async function findWork(
  database: Database,
  query: WorkQuery,
  groups: readonly WorkGroup[],
  {
    fields,
    limit,
    after,
    proof,
  }: {
    readonly fields: readonly (keyof ShownRow)[];
    readonly limit: number;
    readonly after?: WorkPlace | undefined;
    /** Carried along, see SessionProof. */
    readonly proof?: SessionProof | undefined;
  },
): Promise<ReadonlyMap<WorkGroup, FoundWork>> {
  const codec = rowsOf(fields, ['turnDue', 'ordinal']);
  const most = Math.max(limit, mostCounted + 1);
  // what a group holds is come by once, and the page is its beginning: only that is read
  const parts = groups.map(
    (group) => Prisma.sql`select part.* from (with held as materialized (${groupSql(group, query, { limit: most })})
      select ${group}::text as grp, (select ${codec.sql(order)} from (${
        after
          ? groupSql(group, query, { limit, after })
          : Prisma.sql`select * from held c ${order} limit ${literal(limit)}`
      }) page join petition_case c on c.bureau_id = ${query.scope.bureauId} and c.ordinal = page.ordinal) as rows,
        (select count(*)::int from held) as count) part`,
  );
  // a leader may have a turn in every unit, and cases in few: those without are looked for once, not once a group
  const own = Prisma.sql`select turn from unnest(${[...query.turns]}::text[]) turn
    where exists (select from petition_case c where c.bureau_id = ${query.scope.bureauId} and c.turn = turn.turn)`;
  const found = await readByOnePlan<{ grp: WorkGroup; rows: string; count: number; session: string | null }>(
    database,
    Prisma.sql`with own as materialized (${own})
      select found.*, ${proof?.sql ?? Prisma.sql`null`} as session from (${Prisma.join(parts, ' union all ')}) found`,
  );
  const [first] = found;
  if (first) proof?.take(first.session);
  return new Map(found.map(({ grp, rows, count }) => [grp, { rows: codec.read(rows), count }]));
}
