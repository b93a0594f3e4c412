import { readsCases, readsCounts } from '@huiyin/domain';
import { checkRole } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Viewer } from './viewer.ts';

/**
 * Who sees what, in one place: case lists, single cases, counts, visits and attachments all take their filter from here,
 * so that a list and its badge can never disagree.
 *
 * leader, clerk of the General Office (局办公室): the whole bureau · departmentClerk: cases that the own unit or one
 * below it has, not those that it is only meant for (属地管理、分级负责, R1) · dashboard: counts only · administrator: neither. Accusations (检举控告) additionally
 * need mayReadAccusations, whatever the role, and are never shown to anybody of the accused unit or of one below it
 * (Art 30: 不得将检举控告材料透露或者转给被检举控告的人员、单位).
 */
export interface Scope {
  readonly bureauId: string;
  /** Path of the unit whose subtree is seen; null for the whole bureau. */
  readonly subtree: string | null;
  /** Accusations are seen but those against one of these units: the viewer's own and all above it. null: none are seen. */
  readonly accusationsBut: readonly string[] | null;
}

/** The viewer's scope. Ask {@link mayReadCases} or {@link mayReadCounts} first. */
export function scopeOf(viewer: Viewer): Scope {
  return {
    bureauId: viewer.bureauId,
    subtree: viewer.role === 'departmentClerk' ? viewer.unitPath : null,
    accusationsBut: viewer.mayReadAccusations ? ownUnits(viewer) : null,
  };
}

/** Two viewers with the same key see the same numbers: what is computed for one serves the other. */
export function scopeKey(scope: Scope): string {
  return JSON.stringify([scope.bureauId, scope.subtree, scope.accusationsBut]);
}

/** May this person read cases and visits at all? A program only with a token that says so. */
export function mayReadCases({ role, token }: Pick<Viewer, 'role' | 'token'>): boolean {
  const given = token === undefined || token.scopes.includes('cases:read');
  return given && readsCases(role);
}

/** May this person take matters in (登记)? Whom the rules let give registerCase; a program with a token never. */
export function mayRegister({ role, token }: Pick<Viewer, 'role' | 'token'>): boolean {
  return token === undefined && checkRole({ actor: { role } }, 'registerCase') === undefined;
}

/**
 * May this person see who the petitioner of a case is, unmasked? Leaders, the General Office and clerks of the handling unit, of
 * the department that reexamines (R52) or of a unit above them; not a unit that was only asked first or is offered the case, never the accused unit or one below it (Art 30), never a program. Ask whether
 * they may open the case first.
 * @param handlingPaths places in the tree of the handling unit and of who reexamines; those that are not there are left out
 */
export function mayRevealPersonalData(
  viewer: Viewer,
  {
    handlingPaths,
    accusedUnitId,
  }: { readonly handlingPaths: readonly string[]; readonly accusedUnitId?: string | undefined },
): boolean {
  if (viewer.token !== undefined || !mayReadCases(viewer)) return false;
  if (accusedUnitId !== undefined && ownUnits(viewer).includes(accusedUnitId)) return false;
  return viewer.role !== 'departmentClerk' || handlingPaths.some((path) => path.startsWith(viewer.unitPath));
}

/**
 * May this person read what a department has reported of a 复查 to the office and its leader (R52)? Not the unit whose answer it is:
 * to it and to the petitioner the bureau speaks by its opinion (R53).
 * @param reexaminingPath place in the tree of the department that reexamines; undefined where none does
 */
export function mayReadReexamination(viewer: Viewer, reexaminingPath: string | undefined): boolean {
  return viewer.role !== 'departmentClerk' || (reexaminingPath?.startsWith(viewer.unitPath) ?? false);
}

/** May this person read counts (numbers without names)? A program only with a token that says so. */
export function mayReadCounts({ role, token }: Pick<Viewer, 'role' | 'token'>): boolean {
  const given = token === undefined || token.scopes.includes('counts:read');
  return given && readsCounts(role);
}

/** SQL condition on table alias `c` (petition_case): by who has the case (holderId). */
export function visibleCases(scope: Scope): Prisma.Sql {
  return Prisma.sql`c.bureau_id = ${scope.bureauId} ${accusations(scope, Prisma.sql`c`)} ${inSubtree(scope, Prisma.sql`c.handling_unit_id`)}`;
}

/**
 * SQL condition on table alias `c`: the cases that the viewer may open. Beside those of the own units, which lists and counts
 * hold, the ones whose first-asked responsibility (首问负责制, R23) one of these units owns or is offered, since it must read what
 * it is to accept, and those that one of them reexamines (复查, R52). Accusations keep their own rule (Art 30).
 */
export function openCases(scope: Scope): Prisma.Sql {
  if (scope.subtree === null) return visibleCases(scope);
  return Prisma.sql`c.bureau_id = ${scope.bureauId} ${accusations(scope, Prisma.sql`c`)} and (
    (true ${inSubtree(scope, Prisma.sql`c.handling_unit_id`)}) or ${beside(scope)})`;
}

/** SQL condition on table alias `c`: first-asked responsibility is with, or offered to, one of the viewer's units, or it reexamines. */
function beside(scope: Scope): Prisma.Sql {
  return Prisma.sql`((true ${inSubtree(scope, Prisma.sql`c.asked_unit_id`)})
    or (true ${inSubtree(scope, Prisma.sql`c.offered_unit_id`)})
    or (true ${inSubtree(scope, Prisma.sql`c.reexamining_unit_id`)}))`;
}

/** SQL condition on table alias `c`: cases offered to one of the viewer's units that wait for an answer (待接受的首问移交). */
export function offeredCases(scope: Scope): Prisma.Sql {
  return Prisma.sql`${openCases(scope)} and c.offered_unit_id is not null ${inSubtree(scope, Prisma.sql`c.offered_unit_id`)}`;
}

/** SQL condition on table alias `k` (kept counts). */
export function visibleCounts(scope: Scope): Prisma.Sql {
  return Prisma.sql`k.bureau_id = ${scope.bureauId} ${accusations(scope, Prisma.sql`k`)} ${inSubtree(scope, Prisma.sql`k.unit_id`)}`;
}

/**
 * The same as {@link visibleCounts}, for a count kept in memory.
 * @param path place of the count's unit in the tree; undefined for a unit that is not there
 */
export function seesCount(
  scope: Scope,
  { compartment, accusedUnitId }: { readonly compartment: string; readonly accusedUnitId: string },
  path: string | undefined,
): boolean {
  const { subtree, accusationsBut } = scope;
  if (compartment === 'accusation' && (accusationsBut === null || accusationsBut.includes(accusedUnitId))) return false;
  return subtree === null || (path?.startsWith(subtree) ?? false);
}

/**
 * SQL condition on table alias `v` (outreach_visit): one's own visits, those to or by units that one sees, and those that
 * left oneself or such a unit something to do (R22); but for the visitor none that raised an accusation against one's own unit, since what was seen and photographed there tells of it.
 */
export function visibleVisits(viewer: Viewer): Prisma.Sql {
  const scope = scopeOf(viewer);
  const seen =
    scope.subtree === null
      ? Prisma.sql`true`
      : Prisma.sql`((true ${inSubtree(scope, Prisma.sql`v.place_unit_id`)})
          or (true ${inSubtree(scope, Prisma.sql`v.leader_unit_id`)})
          or exists (select 1 from visit_follow_up f where f.bureau_id = v.bureau_id and f.visit_id = v.id
            and ${ownFollowUps(viewer)}))`;
  return Prisma.sql`v.bureau_id = ${scope.bureauId} and (v.leader_id = ${viewer.id} or (${seen} and not exists (
    select 1 from petition_case a where a.bureau_id = v.bureau_id and a.visit_id = v.id
      and a.compartment = 'accusation' and a.accused_unit_id = any(${ownUnits(viewer)}))))`;
}

/** SQL condition on table alias `f` (visit_follow_up): to be done by the viewer, or by a unit that the viewer sees. */
export function ownFollowUps(viewer: Viewer): Prisma.Sql {
  const scope = scopeOf(viewer);
  return Prisma.sql`(f.owner_person_id = ${viewer.id}
    or (f.owner_unit_id is not null ${inSubtree(scope, Prisma.sql`f.owner_unit_id`)}))`;
}

/**
 * SQL condition on table alias `s` (reception_session): leaders and the General Office see all; others those that they were
 * called to (R49) or hold themselves, and those of the head of a unit that they see (R94). What of its visitors one sees
 * is for the session's reader to say.
 */
export function visibleSessions(viewer: Viewer): Prisma.Sql {
  const scope = scopeOf(viewer);
  if (scope.subtree === null) return Prisma.sql`s.bureau_id = ${scope.bureauId}`;
  return Prisma.sql`s.bureau_id = ${scope.bureauId} and (s.receiver_id = ${viewer.id} or ${viewer.id} = any(s.called_ids)
    or (s.unit_id is not null ${inSubtree(scope, Prisma.sql`s.unit_id`)}))`;
}

/** Whether a visitor's matter is an accusation that this person may not know of (Art 30). */
export function hiddenAccusation(
  viewer: Viewer,
  matter: { readonly contentKind: string; readonly unitId?: string | undefined },
): boolean {
  if (matter.contentKind !== 'accusation') return false;
  return !viewer.mayReadAccusations || (matter.unitId !== undefined && ownUnits(viewer).includes(matter.unitId));
}

/** The viewer's unit and all above it: an accusation against any of them is against the viewer's own house. */
function ownUnits({ unitPath }: Viewer): string[] {
  return unitPath.split('/').filter((id) => id !== '');
}

/** On a table with compartment and accused_unit_id, which is null or '' when an accusation names no unit. */
function accusations({ accusationsBut }: Scope, table: Prisma.Sql): Prisma.Sql {
  if (accusationsBut === null) return Prisma.sql`and ${table}.compartment <> 'accusation'`;
  return Prisma.sql`and (${table}.compartment <> 'accusation'
    or coalesce(${table}.accused_unit_id, '') <> all(${[...accusationsBut]}))`;
}

function inSubtree(scope: Scope, column: Prisma.Sql): Prisma.Sql {
  if (scope.subtree === null) return Prisma.empty;
  return Prisma.sql`and ${column} in (
    select u.id from unit u where u.bureau_id = ${scope.bureauId} and u.path like ${likePrefix(scope.subtree)})`;
}

function likePrefix(path: string): string {
  return `${path.replace(/[\\%_]/g, '\\$&')}%`;
}
