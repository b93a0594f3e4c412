import type { PlainDate } from '@huiyin/domain';
import type { RequestContext } from '../../context.ts';
import { placeCursor, readDateCursor } from '../../graphql/paging.ts';
import type { Viewer } from '../people/viewer.ts';
import { scopeOf } from '../people/visibility.ts';
import { type ListFacts, listFacts, ShownRow } from './list-row.ts';
import { noDate } from './turns.ts';
import {
  type FoundWork,
  findWork,
  mostCounted,
  type WorkGroup,
  type WorkQuery,
  workGroups,
} from './work-list.repository.ts';

/** A group of the work list with some of its rows. */
export interface GroupPage {
  readonly key: WorkGroup;
  /** At most {@link mostCounted}; `more`: there are more. */
  readonly count: number;
  readonly more: boolean;
  readonly rows: readonly ShownRow[];
  readonly endCursor: string | null;
}

/** The whole work list. */
export interface WorkListView {
  readonly mine: number;
  readonly groups: readonly GroupPage[];
  readonly today: PlainDate;
  readonly asOf: string;
}

/** How much of each group is wanted, and which fields of its rows. */
interface WorkAsked {
  readonly first: number;
  readonly fields: readonly (keyof ShownRow)[];
}

/** 待办: what is this person's turn, by the procedure table, and what they wait for. One statement, whatever the list holds. */
export async function myWork(
  context: RequestContext,
  viewer: Viewer,
  { first, fields }: WorkAsked,
): Promise<WorkListView> {
  const facts = await listFacts(context, viewer);
  const query = queryOf(viewer, facts);
  const found = await findWork(context.database, query, workGroups, {
    fields,
    limit: first + 1,
    proof: context.proof,
  });
  const groups = workGroups.map((key) => groupPage(key, found.get(key), { facts, first }));
  const mine = groups.reduce((sum, { key, count }) => (key === 'others' ? sum : sum + count), 0);
  return { mine, groups, today: facts.day.today, asOf: new Date(context.clock.now()).toISOString() };
}

/** The next page of one group. Throws invalid-cursor. */
export async function moreWork(
  context: RequestContext,
  viewer: Viewer,
  group: WorkGroup,
  { first, fields, after: from }: WorkAsked & { readonly after: string | null | undefined },
): Promise<GroupPage> {
  const facts = await listFacts(context, viewer);
  const query = queryOf(viewer, facts);
  const after = from == null ? undefined : readDateCursor(from, 'due', [noDate]);
  const found = await findWork(context.database, query, [group], {
    fields,
    limit: first + 1,
    after,
    proof: context.proof,
  });
  return groupPage(group, found.get(group), { facts, first });
}

function queryOf(viewer: Viewer, { units, turns, day }: ListFacts): WorkQuery {
  const portfolio = units.all.filter(({ id }) => units.staff(id).portfolioLeaderId === viewer.id).map(({ id }) => id);
  return { viewer, scope: scopeOf(viewer), turns, portfolio, day };
}

function groupPage(
  key: WorkGroup,
  found: FoundWork = { rows: [], count: 0 },
  { facts, first }: { readonly facts: ListFacts; readonly first: number },
): GroupPage {
  const rows = found.rows.slice(0, first);
  const last = rows.at(-1);
  return {
    key,
    count: Math.min(found.count, mostCounted),
    more: found.count > mostCounted,
    rows: rows.map((row) => new ShownRow(row, facts)),
    endCursor: last && found.rows.length > first ? placeCursor('due', last.turnDue, last.ordinal) : null,
  };
}
