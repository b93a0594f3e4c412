import type { Citation } from '../citation.ts';
import { issuerOf } from '../documents/born.ts';
import type { UnitStaff } from '../identity/staffing.ts';
import type { World } from '../identity/units.ts';
import { type Refused, refused } from '../result.ts';
import type { Approver } from './facets.ts';

/** What says who holds which post. */
export interface PostsWorld extends Pick<World, 'unit' | 'staff' | 'person'> {
  leader?(id: string): { readonly name: string; readonly unitId: string } | undefined;
}

/** Whether this person is the recorded head or deputy of a unit; where none is recorded, whether they work there (`member`). */
export function answersForUnit(personId: string, { headId, deputyId }: UnitStaff, member: boolean): boolean {
  return headId === undefined && deputyId === undefined ? member : personId === headId || personId === deputyId;
}

/**
 * Whether this person answers for the organ that a unit belongs to (本机关、单位负责人, Art 34): one of the bureau's leaders for what its
 * departments have; its recorded head or deputy for a district's or a school's, or, where none is recorded, whoever works there.
 */
export function answersForOrgan(personId: string, unitId: string, world: PostsWorld): boolean {
  const organ = issuerOf((id) => world.unit(id), unitId);
  if (organ === undefined || organ.kind === 'bureau') return world.leader?.(personId) !== undefined;
  return answersForUnit(personId, world.staff(organ.id) ?? {}, world.person?.(personId)?.unitId === organ.id);
}

/**
 * Whether this person decides that another takes no part (回避, Art 28): the head of their unit, whoever answers for its organ, or a
 * leader of the bureau; never the one whom it is about.
 */
export function decidesRecusal(
  deciderId: string,
  recused: { readonly id: string; readonly unitId: string },
  world: PostsWorld,
): boolean {
  if (deciderId === recused.id) return false;
  const head = world.staff(recused.unitId)?.headId === deciderId;
  return head || world.leader?.(deciderId) !== undefined || answersForOrgan(deciderId, recused.unitId, world);
}

/**
 * The approver by id, with the name, where `may` says that the decision is theirs; a device that does not know the people leaves it to
 * the server. Refuses approver-missing and not-approver.
 */
export function approverOf(
  id: string,
  world: PostsWorld,
  { may, citations }: { readonly may: (id: string) => boolean; readonly citations: readonly Citation[] },
): { readonly ok: true; readonly value: Approver } | Refused {
  if (id.trim() === '') return refused('approver-missing', {}, citations, 'approverId');
  if (world.leader === undefined && world.person === undefined) return { ok: true, value: { id, name: id } };
  const name = (world.leader?.(id) ?? world.person?.(id))?.name;
  return name !== undefined && may(id)
    ? { ok: true, value: { id, name } }
    : refused('not-approver', {}, citations, 'approverId');
}
