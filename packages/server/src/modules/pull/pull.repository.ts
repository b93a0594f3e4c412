import type { PlainDate } from '@huiyin/domain';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import { settled } from '../../infra/change-feed.ts';
import type { VisitRow } from '../outreach/outreach.repository.ts';
import type { Viewer } from '../people/viewer.ts';
import { scopeOf, visibleCases, visibleVisits } from '../people/visibility.ts';
import type { CaseRow } from '../petition-cases/petition-cases.repository.ts';
import { notRecusedSql, phoneSteps } from '../work-lists/turns.ts';

/**
 * What a phone keeps, always within what its user sees. Of one's own: the cases under one's contract (包案), those that wait for
 * one's signature (批示, 分管领导审核), one's visits and the cases they raised. Of a place: the visits there, and the cases that it or a unit below it has or is to
 * be handed (拟交), that were raised there, or that accuse it. Closed cases and visits only from `since` on.
 */
export interface PullScope {
  readonly viewer: Viewer;
  /** The place's unit and those below it; undefined for one's own. */
  readonly placeIds: readonly string[] | undefined;
  /** The viewer's turns, where what waits for their signature belongs to their own. */
  readonly turns: readonly string[];
  readonly since: PlainDate;
}

const visits = Prisma.sql`select v.id from outreach_visit v where v.bureau_id =`;

const awaited = (turns: readonly string[]) =>
  Prisma.sql`c.turn = any(${[...turns]}) and c.next_action = any(${[...phoneSteps]}) and ${notRecusedSql(turns)}`;

/** Condition on alias `c`, whose columns may be those of a case as it was seen before a change. */
function inScope({ viewer, placeIds, turns }: PullScope): Prisma.Sql {
  const { bureauId, id } = viewer;
  if (placeIds === undefined) {
    return Prisma.sql`(c.contract_leader_id = ${id} or c.visit_id in (${visits} ${bureauId} and v.leader_id = ${id})
      or (${awaited(turns)}))`;
  }
  const places = [...placeIds];
  return Prisma.sql`(c.handling_unit_id = any(${places}) or c.meant_unit_id = any(${places}) or c.accused_unit_id = any(${places})
    or c.visit_id in (${visits} ${bureauId} and v.place_unit_id = any(${places})))`;
}

/** The ids of {@link inScope} by one index each: an OR over three columns would walk the whole table. */
function idsInScope({ viewer, placeIds, turns }: PullScope, after: string): Prisma.Sql {
  const { bureauId, id } = viewer;
  const where = Prisma.sql`select c.id from petition_case c where c.bureau_id = ${bureauId} and c.id > ${after} and`;
  if (placeIds === undefined) {
    return Prisma.sql`${where} c.contract_leader_id = ${id}
      union ${where} c.visit_id in (${visits} ${bureauId} and v.leader_id = ${id})
      union ${where} ${awaited(turns)}`;
  }
  const places = [...placeIds];
  return Prisma.sql`${where} c.handling_unit_id = any(${places}) union ${where} c.meant_unit_id = any(${places})
    union ${where} c.accused_unit_id = any(${places})
    union ${where} c.visit_id in (${visits} ${bureauId} and v.place_unit_id = any(${places}))`;
}

const recent = (since: PlainDate) => Prisma.sql`(c.received_on >= ${since}::date or c.next_legal_due is not null)`;

const caseColumns = Prisma.sql`c.bureau_id as "bureauId", c.ordinal, c.registered_at as "registeredAt", c.state`;
const visitColumns = Prisma.sql`v.bureau_id as "bureauId", v.ordinal, v.occurred_at as "occurredAt",
  v.received_at as "receivedAt", v.state`;

function visitsInScope({ viewer, placeIds, since }: PullScope): Prisma.Sql {
  const mine =
    placeIds === undefined
      ? Prisma.sql`v.leader_id = ${viewer.id}`
      : Prisma.sql`v.place_unit_id = any(${[...placeIds]})`;
  return Prisma.sql`${mine} and v.visited_on >= ${since}::date`;
}

/** The line of the feed that a first reading starts from: all that is settled below it is in what is read now. */
export async function settledRevision(db: PrismaClient): Promise<string> {
  const rows = await db.$queryRaw<{ revision: string }[]>`
    select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text as revision`;
  return rows[0]?.revision ?? '0';
}

/** The next cases of a first reading, in the order of their ids. */
export function nextCases(db: PrismaClient, scope: PullScope, after: string, limit: number): Promise<CaseRow[]> {
  return db.$queryRaw<CaseRow[]>`
    with ids as materialized (${idsInScope(scope, after)})
    select ${caseColumns} from petition_case c where c.id in (select id from ids) and ${visibleCases(scopeOf(scope.viewer))}
      and ${recent(scope.since)} order by c.id limit ${limit}`;
}

/** The next visits of a first reading, in the order of their ids. */
export function nextVisits(db: PrismaClient, scope: PullScope, after: string, limit: number): Promise<VisitRow[]> {
  return db.$queryRaw<VisitRow[]>`
    select ${visitColumns} from outreach_visit v where ${visibleVisits(scope.viewer)} and ${visitsInScope(scope)}
      and v.id > ${after} order by v.id limit ${limit}`;
}

/** A line of the feed; `before` is set when the change may have taken a case out of somebody's sight. */
export interface FeedLine {
  readonly revision: string;
  readonly ordinal: string;
  readonly kind: string;
  readonly id: string;
  readonly before: unknown;
}

/** The lines after a place in the feed, oldest first, none that a slower transaction could still come before. */
export function nextLines(
  db: PrismaClient,
  bureauId: string,
  after: { readonly revision: string; readonly ordinal: string },
  limit: number,
): Promise<FeedLine[]> {
  return db.$queryRaw<FeedLine[]>`
    select revision::text, ordinal::text, kind, entity_id as id, before from change_feed
    where bureau_id = ${bureauId} and (revision, ordinal) > (${after.revision}::bigint, ${after.ordinal}::bigint)
      and ${Prisma.raw(settled)}
    order by revision, ordinal limit ${limit}`;
}

/** Of these cases the ones in scope. */
export function casesById(db: PrismaClient, scope: PullScope, ids: readonly string[]): Promise<CaseRow[]> {
  return db.$queryRaw<CaseRow[]>`
    select ${caseColumns} from petition_case c
    where c.id = any(${[...ids]}) and ${visibleCases(scopeOf(scope.viewer))} and ${inScope(scope)} and ${recent(scope.since)}`;
}

/** Of these visits, and of those that these cases came from, the ones in scope. */
export function visitsById(
  db: PrismaClient,
  scope: PullScope,
  { visitIds, caseIds }: { readonly visitIds: readonly string[]; readonly caseIds: readonly string[] },
): Promise<VisitRow[]> {
  return db.$queryRaw<VisitRow[]>`
    select ${visitColumns} from outreach_visit v
    where ${visibleVisits(scope.viewer)} and ${visitsInScope(scope)} and (v.id = any(${[...visitIds]}) or v.id in (
      select c.visit_id from petition_case c where c.bureau_id = ${scope.viewer.bureauId} and c.id = any(${[...caseIds]})))`;
}

/**
 * Of these lines the cases that were in scope before their change. Judged by the same conditions as the cases themselves, on
 * the columns as they were: nothing is told of a case that the viewer never saw.
 */
export async function seenBeforehand(
  db: PrismaClient,
  scope: PullScope,
  lines: readonly FeedLine[],
): Promise<readonly string[]> {
  const rows = lines.flatMap(({ id, before }) =>
    typeof before === 'object' && before !== null
      ? [{ recused: [], ...before, id, bureau_id: scope.viewer.bureauId }]
      : [],
  );
  if (rows.length === 0) return [];
  const seen = await db.$queryRaw<{ id: string }[]>`
    select distinct c.id from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(bureau_id text, id text,
      handling_unit_id text, meant_unit_id text, compartment text, accused_unit_id text, contract_leader_id text, visit_id text,
      turn text, next_action text, recused text[])
    where ${visibleCases(scopeOf(scope.viewer))} and ${inScope(scope)}`;
  return seen.map(({ id }) => id);
}

/** Of the visits that these cases came from, those at the scope's places that the viewer does not see (any more). */
export async function hiddenVisits(
  db: PrismaClient,
  scope: PullScope,
  caseIds: readonly string[],
): Promise<readonly string[]> {
  if (caseIds.length === 0 || scope.placeIds === undefined) return [];
  const rows = await db.$queryRaw<{ id: string }[]>`
    select v.id from outreach_visit v join petition_case c on c.bureau_id = v.bureau_id and c.visit_id = v.id
    where v.bureau_id = ${scope.viewer.bureauId} and c.id = any(${[...caseIds]}) and ${visitsInScope(scope)}
      and not (${visibleVisits(scope.viewer)})`;
  return rows.map(({ id }) => id);
}
