import { ok, trimmed } from '@huiyin/domain';
import type { RequestContext } from '../../context.ts';
import { notUuid, serverRefusal } from '../../messages/refusals.ts';
import { isUuid } from '../commands/shapes.ts';
import type { Outcome } from '../people/people.usecases.ts';
import type { Viewer } from '../people/viewer.ts';
import { dropView, findViews, keepView, type SavedView } from './saved-views.repository.ts';

const longestName = 20;
const longestQuery = 2_000;
const mostViews = 30;

/** Keeps a view under a name; the General Office may share it with everybody. Refuses invalid-command, invalid-view and view-not-yours. */
export async function saveView(
  { database, clock }: RequestContext,
  viewer: Viewer,
  given: Omit<SavedView, 'mine'>,
): Promise<Outcome<readonly SavedView[]>> {
  const name = trimmed(given.name);
  if (!isUuid(given.id)) return notUuid('viewId', 'id');
  const readable = name.isWellFormed() && given.query.isWellFormed();
  const sound = readable && name !== '' && [...name].length <= longestName && given.query.length <= longestQuery;
  if (!sound) return serverRefusal('invalid-view', { maximum: longestName }, 'name');
  if (given.shared && viewer.role !== 'clerk') return serverRefusal('view-not-shared', {}, 'shared');
  const own = (await findViews(database, viewer)).filter(({ mine }) => mine);
  if (own.length >= mostViews && !own.some(({ id }) => id === given.id)) {
    return serverRefusal('too-many-views', { maximum: mostViews });
  }
  const kept = await keepView(database, viewer, { ...given, name }, new Date(clock.now()));
  return kept ? ok(await findViews(database, viewer)) : serverRefusal('view-not-yours', {}, 'id');
}

/** Takes a view away. Refuses view-not-yours. */
export async function deleteView(
  { database }: RequestContext,
  viewer: Viewer,
  id: string,
): Promise<Outcome<readonly SavedView[]>> {
  const gone = await dropView(database, viewer, id);
  return gone ? ok(await findViews(database, viewer)) : serverRefusal('view-not-yours', {}, 'id');
}
