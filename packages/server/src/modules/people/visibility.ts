import { Prisma } from '../../generated/prisma/client.ts';
import type { Viewer } from './viewer.ts';

/**
 * Who sees what, in one place: case lists, single cases, counts, visits and attachments all take their filter from here,
 * so that a list and its badge can never disagree.
 *
 * leader, clerk of the General Office (局办公室): the whole bureau · departmentClerk: cases handled by the own unit or one
 * below it (属地管理、分级负责, R1) · dashboard: counts only · administrator: neither. Accusations (检举控告) additionally
 * need mayReadAccusations, whatever the role.
 */
export interface Scope {
  readonly bureauId: string;
  /** Path of the unit whose subtree is seen; null for the whole bureau. */
  readonly subtree: string | null;
  readonly accusations: boolean;
}

/** The viewer's scope. Ask {@link mayReadCases} or {@link mayReadCounts} first. */
export function scopeOf(viewer: Viewer): Scope {
  return {
    bureauId: viewer.bureauId,
    subtree: viewer.role === 'departmentClerk' ? viewer.unitPath : null,
    accusations: viewer.mayReadAccusations,
  };
}

/** Two viewers with the same key see the same numbers: what is computed for one serves the other. */
export function scopeKey(scope: Scope): string {
  return JSON.stringify([scope.bureauId, scope.subtree, scope.accusations]);
}

/** May this person read cases and visits at all? */
export function mayReadCases(viewer: Viewer): boolean {
  return viewer.role === 'leader' || viewer.role === 'clerk' || viewer.role === 'departmentClerk';
}

/** May this person read counts (numbers without names)? */
export function mayReadCounts(viewer: Viewer): boolean {
  return mayReadCases(viewer) || viewer.role === 'dashboard';
}

/** SQL condition on table alias `c` with bureau_id, compartment and handling_unit_id (petition_case). */
export function visibleCases(scope: Scope): Prisma.Sql {
  return Prisma.sql`c.bureau_id = ${scope.bureauId} ${compartments(scope)} ${inSubtree(scope, Prisma.sql`c.handling_unit_id`)}`;
}

/** SQL condition on table alias `k` with bureau_id, compartment and unit_id (kept counts). */
export function visibleCounts(scope: Scope): Prisma.Sql {
  return Prisma.sql`k.bureau_id = ${scope.bureauId} ${countCompartments(scope)} ${inSubtree(scope, Prisma.sql`k.unit_id`)}`;
}

/** SQL condition on table alias `v` (outreach_visit): one's own visits, and those to or by units that one sees. */
export function visibleVisits(viewer: Viewer): Prisma.Sql {
  const scope = scopeOf(viewer);
  if (scope.subtree === null) return Prisma.sql`v.bureau_id = ${scope.bureauId}`;
  return Prisma.sql`v.bureau_id = ${scope.bureauId} and (v.leader_id = ${viewer.id}
    or (true ${inSubtree(scope, Prisma.sql`v.place_unit_id`)}) or (true ${inSubtree(scope, Prisma.sql`v.leader_unit_id`)}))`;
}

function compartments(scope: Scope): Prisma.Sql {
  return scope.accusations ? Prisma.empty : Prisma.sql`and c.compartment <> 'accusation'`;
}

function countCompartments(scope: Scope): Prisma.Sql {
  return scope.accusations ? Prisma.empty : Prisma.sql`and k.compartment <> 'accusation'`;
}

function inSubtree(scope: Scope, column: Prisma.Sql): Prisma.Sql {
  if (scope.subtree === null) return Prisma.empty;
  return Prisma.sql`and ${column} in (
    select u.id from unit u where u.bureau_id = ${scope.bureauId} and u.path like ${likePrefix(scope.subtree)})`;
}

function likePrefix(path: string): string {
  return `${path.replace(/[\\%_]/g, '\\$&')}%`;
}
