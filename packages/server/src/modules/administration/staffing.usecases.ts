import { ok } from '@huiyin/domain';
import type { UnitStaff } from '@huiyin/domain/cases';
import type { RequestContext } from '../../context.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import type { UnitRow } from '../people/people.repository.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { firstUnfit, holdersOf, type PostHolder, readStaff, replacePosts } from '../people/staff.repository.ts';
import type { Viewer } from '../people/viewer.ts';
import { forgetTurns } from '../work-lists/fill-turns.ts';
import { readPerson, readUnits } from './administration.repository.ts';
import { administer } from './administration.usecases.ts';
import { changedMeanwhile } from './seen.ts';

/**
 * Names who answers for a unit: head, deputy and clerk (R66, R67), those who may review in the head's stead (R81), and the
 * leaders in charge and coordinating (R33). All posts at once; who is left out holds none. Refuses unknown-unit,
 * no-such-person, post-not-for-person and changed-meanwhile.
 */
export function setUnitStaff(
  context: RequestContext,
  viewer: Viewer,
  { unitId, staff, seen }: { readonly unitId: string; readonly staff: UnitStaff; readonly seen?: unknown },
): Promise<Outcome<UnitRow>> {
  return administer(context, viewer, async ({ tx, bureauId }) => {
    const unit = (await readUnits(tx, bureauId)).find(({ id }) => id === unitId);
    if (!unit) return serverRefusal('unknown-unit', { unitId }, 'unitId');
    const meanwhile = changedMeanwhile(seen, await readStaff(tx, bureauId, unitId));
    if (meanwhile) return meanwhile;
    const to = distinct(holdersOf(unitId, staff));
    const unfit = await firstUnfit(tx, bureauId, to);
    if (unfit) {
      const person = await readPerson(tx, bureauId, { id: unfit.personId });
      if (!person) return serverRefusal('no-such-person', {}, unfit.post);
      const params = { person: person.displayName, unit: unit.name, post: unfit.post };
      return serverRefusal('post-not-for-person', params, unfit.post);
    }
    const from = await replacePosts(tx, bureauId, unitId, to);
    const same = JSON.stringify(plain(from)) === JSON.stringify(plain(to));
    if (!same) await forgetTurns(tx, bureauId, { unitId });
    return ok({
      value: unit,
      ...(!same && { entry: { type: 'unitStaffSet', unitId, from: plain(from), to: plain(to) } as const }),
    });
  });
}

const keyOf = ({ post, personId }: PostHolder) => `${post} ${personId}`;

function distinct(holders: readonly PostHolder[]): readonly PostHolder[] {
  return [...new Map(holders.map((one) => [keyOf(one), one])).values()];
}

/** As the audit keeps them: in one order, without the unit. */
function plain(holders: readonly PostHolder[]) {
  return holders.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).map(({ post, personId }) => ({ post, personId }));
}
