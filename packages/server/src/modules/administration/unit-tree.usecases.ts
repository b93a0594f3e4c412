import { ok, trimmed } from '@huiyin/domain';
import { openStatuses } from '@huiyin/domain/cases';
import type { RequestContext } from '../../context.ts';
import type { Transaction } from '../../infra/transaction.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import type { UnitRow } from '../people/people.repository.ts';
import type { Outcome } from '../people/people.usecases.ts';
import type { Viewer } from '../people/viewer.ts';
import { readUnits } from './administration.repository.ts';
import { administer } from './administration.usecases.ts';
import { changedMeanwhile } from './seen.ts';
import { mayStandUnder, printable } from './unit-rows.ts';
import { countHeld, moveSubtree, revokeSubtree, updateClosed, updateContact } from './unit-tree.repository.ts';

/**
 * Puts a unit with all below it under another one (划转). Its cases go with it: who saw them by the unit above sees them no
 * more, and counts follow in the same moment. Its own people sign in again, so that nothing goes on by the old place.
 * Refuses unknown-unit, unit-is-root, unit-below-itself, unit-closed, unit-kind-not-under.
 */
export async function moveUnit(
  context: RequestContext,
  viewer: Viewer,
  { id, parentId, seen }: { readonly id: string; readonly parentId: string; readonly seen?: unknown },
): Promise<Outcome<UnitRow>> {
  const done = await administer(context, viewer, async ({ tx, bureauId, at }) => {
    const all = await readUnits(tx, bureauId);
    const [unit, parent] = [all.find((one) => one.id === id), all.find((one) => one.id === parentId)];
    if (!unit) return serverRefusal('unknown-unit', { unitId: id }, 'id');
    if (!parent) return serverRefusal('unknown-unit', { unitId: parentId }, 'parentId');
    if (unit.parentId === null) return serverRefusal('unit-is-root', {}, 'id');
    const meanwhile = changedMeanwhile(seen, { parentId: unit.parentId });
    if (meanwhile) return meanwhile;
    if (unit.parentId === parentId) return ok({ value: unit });
    if (parent.path.startsWith(unit.path)) return serverRefusal('unit-below-itself', { unit: unit.name }, 'parentId');
    if (parent.closed) return serverRefusal('unit-is-closed', { unit: parent.name }, 'parentId');
    if (!mayStandUnder(unit.kind, parent.kind)) {
      const fits = { kind: unit.kind, parent: parent.name, parentKind: parent.kind };
      return serverRefusal('unit-kind-not-under', fits, 'parentId');
    }
    const path = `${parent.path}${unit.id}/`;
    await moveSubtree(tx, bureauId, { id, parentId, from: unit.path, to: path });
    const ended = await revokeSubtree(tx, bureauId, path, at);
    const entry = { type: 'unitMoved', unitId: id, from: { parentId: unit.parentId }, to: { parentId } } as const;
    return ok({ value: { ...unit, parentId, path }, entry, ended });
  });
  if (done.ok) context.feed.hint();
  return done;
}

/** Two lines of a paper. */
const longestContact = 60;

/**
 * Says where and when who gets a paper of this unit can ask after it (联系方式: address, telephone, hours), from its next paper on;
 * empty takes it away. Refuses unknown-unit, invalid-unit-contact, changed-meanwhile where `seen` is not what stands (`contact`).
 */
export function setUnitContact(
  context: RequestContext,
  viewer: Viewer,
  given: { readonly id: string; readonly contact: string; readonly seen?: unknown },
): Promise<Outcome<UnitRow>> {
  return administer(context, viewer, async ({ tx, bureauId }) => {
    const { id } = given;
    const unit = (await readUnits(tx, bureauId)).find((one) => one.id === id);
    if (!unit) return serverRefusal('unknown-unit', { unitId: id }, 'id');
    const [from, to] = [unit.contact ?? '', trimmed(given.contact)];
    const meanwhile = changedMeanwhile(given.seen, { contact: from });
    if (meanwhile) return meanwhile;
    if (to.length > longestContact || !printable(to))
      return serverRefusal('invalid-unit-contact', { maximum: longestContact }, 'contact');
    if (from === to) return ok({ value: unit });
    await updateContact(tx, bureauId, id, to || null);
    const entry = { type: 'unitContactSet', unitId: id, from: { contact: from }, to: { contact: to } } as const;
    return ok({ value: { ...unit, contact: to || null }, entry });
  });
}

/**
 * Closes a unit (撤销) that holds nothing any more, or opens it again: closed, it stays for its history and takes no matter.
 * Refuses unknown-unit, unit-is-root, unit-still-holds (units below, people, open cases: how many of each).
 */
export function setUnitClosed(
  context: RequestContext,
  viewer: Viewer,
  { id, closed }: { readonly id: string; readonly closed: boolean },
): Promise<Outcome<UnitRow>> {
  return administer(context, viewer, async ({ tx, bureauId, at }) => {
    const unit = (await readUnits(tx, bureauId)).find((one) => one.id === id);
    if (!unit) return serverRefusal('unknown-unit', { unitId: id }, 'id');
    if (unit.parentId === null) return serverRefusal('unit-is-root', {}, 'id');
    if ((unit.closed === true) === closed) return ok({ value: unit });
    const held = closed ? await stillHolds(tx, bureauId, unit) : undefined;
    if (held) return held;
    await updateClosed(tx, bureauId, id, closed ? at : null);
    const entry = { type: closed ? 'unitClosed' : 'unitReopened', unitId: id } as const;
    return ok({ value: { ...unit, closed }, entry });
  });
}

async function stillHolds(tx: Transaction, bureauId: string, unit: UnitRow): Promise<Refusal | undefined> {
  const held = await countHeld(tx, bureauId, { id: unit.id, statuses: openStatuses });
  const { units, people, cases } = held;
  if (units + people + cases === 0) return undefined;
  return serverRefusal('unit-still-holds', { unit: unit.name, units, people, cases }, 'id');
}
