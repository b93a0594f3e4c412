import { addDays, ok, type PlainDate, parsePlainDate } from '@huiyin/domain';
import { planRota, type RotaSession, receptionDays } from '@huiyin/domain/office';
import type { RequestContext } from '../../context.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import { administer } from '../administration/administration.usecases.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { listLeaders } from '../people/people.repository.ts';
import type { Outcome } from '../people/people.usecases.ts';
import type { Viewer } from '../people/viewer.ts';
import { countSessions, replaceSessions } from './reception.repository.ts';

/** Longest stretch that is planned at once. */
const longestDays = 400;

/**
 * Plans the duty rota (领导接访值班表, R89, R91) of every reception day (R39) from `from` to `to`, fairly among the leaders,
 * and puts it in place of what was planned for these days. By the General Office or an administrator; audited. Refuses
 * forbidden, calendar-missing, unknown-leader, and period-wrong for days gone by, turned round or more than 400.
 */
export async function planReceptionRota(
  context: RequestContext,
  viewer: Viewer,
  { from, to, leaderIds }: { from: PlainDate; to: PlainDate; leaderIds: readonly string[] },
): Promise<Outcome<readonly RotaSession[]>> {
  if (viewer.role !== 'clerk' && viewer.role !== 'administrator') return serverRefusal('forbidden');
  if (from > to || from < context.clock.today() || to > addDays(from, longestDays)) {
    return serverRefusal('period-wrong', { days: longestDays }, 'from');
  }
  const known = await listLeaders(context.database.prisma, viewer.bureauId);
  const leaders = [...new Set(leaderIds)];
  if (leaders.length === 0 || leaders.some((id) => !known.has(id))) {
    return serverRefusal('unknown-leader', {}, 'leaderIds');
  }
  const days = receptionDays(await calendarFor(context.database, viewer), from, to);
  if (!days.ok) return days;
  const dates = days.value.filter(({ held }) => held).map(({ date }) => date);
  return administer(context, viewer, async ({ tx, bureauId }) => {
    // the year's cycle: who has had fewer sessions this year comes first
    const begin = parsePlainDate(`${from.slice(0, 4)}-01-01`);
    const before = begin.ok ? await countSessions(tx, bureauId, { from: begin.value, before: from }) : {};
    const { sessions } = planRota(dates, leaders, { before });
    await replaceSessions(tx, bureauId, { from, to }, sessions);
    return ok({ value: sessions, entry: { type: 'rotaPlanned', from, to, sessions } });
  });
}
