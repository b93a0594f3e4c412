import { randomUUID } from 'node:crypto';
import {
  addDays,
  buildCalendar,
  type Calendar,
  type CalendarYear,
  type ClockId,
  calendarYearOf,
  ok,
  type PlainDate,
  type Result,
  yearOf,
} from '@huiyin/domain';
import type { ClockRedated } from '@huiyin/domain/cases';
import { amendCalendarYear, type ChangedDay, changedDays, checkIssue, parseHolidayNotice } from '@huiyin/domain/office';
import { plannedDay, type ReceptionSessionState } from '@huiyin/domain/receptions';
import type { RequestContext } from '../../context.ts';
import { inTransaction, type Transaction } from '../../infra/transaction.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import { administer } from '../administration/administration.usecases.ts';
import type { Provenance } from '../commands/event-store.repository.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { holderId, unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { rowWorldOf } from '../people/world.ts';
import { forgetCalendar, lockCalendar, readYears } from './calendar.ts';
import {
  type CalendarImport,
  insertImport,
  isPending,
  readImport,
  readPlannedSessions,
  readRunningCases,
  settleImport,
} from './notices.repository.ts';
import { forEachRedating, movesDates, redateAll, redatingPage, redatingsOf } from './redating.ts';

/** A notice as pasted, with where it is published. */
export interface PastedNotice {
  readonly year: number;
  readonly text: string;
  readonly url?: string;
}

/** Cases that one pair of dates becomes; which they are: {@link redatedCases}. */
export interface RedatedGroup {
  readonly clock: ClockId;
  readonly before: ClockRedated['before'];
  readonly after: ClockRedated['before'];
  readonly cases: number;
}

/** A reception session that a notice takes the day of: it stands as planned until the office cancels it (R39). */
export interface TakenSession {
  readonly session: ReceptionSessionState;
  readonly festival: string;
}

/** What a notice would do if it were confirmed now. */
export interface NoticePreview {
  readonly year: CalendarYear;
  readonly days: readonly ChangedDay[];
  /** Planned reception sessions that would fall on a day off, by day. */
  readonly sessions: readonly TakenSession[];
  /** Open cases that would be given other dates. */
  readonly redated: number;
  /** Open cases whose dates stay and are no longer provisional. */
  readonly settled: number;
  /** The changed dates by frequency, the most frequent first; at most {@link mostGroups}. */
  readonly groups: readonly RedatedGroup[];
}

const mostGroups = 50;
const longestText = 20_000;

/** What a notice would change, day by day and date by date. Refuses `notice-…`, with the clause at fault. */
export async function previewNotice(
  { clock, database }: RequestContext,
  { bureauId }: Viewer,
  notice: PastedNotice,
): Promise<Outcome<NoticePreview>> {
  return inTransaction(database.pool, async (tx) => {
    const read = await readNotice(tx, bureauId, notice, clock.today());
    return read.ok ? ok(await weigh(tx, bureauId, read.value)) : read;
  });
}

/** What a waiting proposal would change now. Refuses unknown-calendar-notice and notice-against-calendar. */
export async function previewImport(
  { database }: RequestContext,
  bureauId: string,
  id: string,
): Promise<Outcome<NoticePreview>> {
  return inTransaction(database.pool, async (tx) => {
    const found = await readImport(tx, bureauId, id);
    if (!found) return serverRefusal('unknown-calendar-notice', {}, 'id');
    const calendars = await bothCalendars(tx, bureauId, found.data);
    return calendars.ok ? ok(await weigh(tx, bureauId, { year: found.data, ...calendars.value })) : calendars;
  });
}

/**
 * Proposes a notice (放假安排导入): nothing counts by it until a second administrator has confirmed it. Refuses `notice-…`
 * with the clause at fault, and calendar-notice-waiting when one of that year waits already.
 */
export function proposeNotice(context: RequestContext, viewer: Viewer, notice: PastedNotice): Promise<Outcome<string>> {
  return administer(context, viewer, async ({ tx, bureauId, at }) => {
    const read = await readNotice(tx, bureauId, notice, context.clock.today());
    if (!read.ok) return read;
    const { year } = notice;
    if (await isPending(tx, bureauId, year)) return serverRefusal('calendar-notice-waiting', { year }, 'year');
    const id = randomUUID();
    const { id: proposedBy, displayName: proposedByName } = viewer;
    const { year: data } = read.value;
    await insertImport(tx, bureauId, { id, year, text: notice.text, data, proposedBy, proposedByName }, at);
    return ok({ value: id, entry: { type: 'calendarNoticeProposed', importId: id, year } });
  });
}

/** Takes a waiting proposal back: the one who made it, or the second person who will not confirm it. */
export function withdrawNotice(context: RequestContext, viewer: Viewer, id: string): Promise<Outcome<string>> {
  return administer(context, viewer, async ({ tx, bureauId, at }) => {
    const waiting = await waitingImport(tx, bureauId, id);
    if (!waiting.ok) return waiting;
    const by = { id: viewer.id, name: viewer.displayName, at, confirmed: false, redated: null };
    await settleImport(tx, bureauId, id, by);
    return ok({ value: id, entry: { type: 'calendarNoticeWithdrawn', importId: id, year: waiting.value.year } });
  });
}

/**
 * Confirms a notice as the second person (双人复核) and, in the same transaction, dates every open case anew: each with an
 * event that keeps its former dates. Every command waits meanwhile, so no case is dated by the old calendar afterwards.
 * Refuses unknown-calendar-notice, calendar-notice-settled, calendar-notice-own and notice-against-calendar.
 */
export async function confirmNotice(context: RequestContext, viewer: Viewer, id: string): Promise<Outcome<string>> {
  const { database, clock, feed } = context;
  const done = await administer(context, viewer, async ({ tx, bureauId, at }) => {
    const waiting = await waitingImport(tx, bureauId, id);
    if (!waiting.ok) return waiting;
    const { year, data, proposedBy } = waiting.value;
    if (proposedBy === viewer.id) return serverRefusal('calendar-notice-own', {}, 'id');
    await lockCalendar(tx, bureauId);
    const units = await unitTree(database.prisma, bureauId);
    const calendars = await bothCalendars(tx, bureauId, data);
    if (!calendars.ok) return calendars;
    const { after } = calendars.value;
    const actor = { id: viewer.id, name: viewer.displayName, unitId: viewer.unitId };
    const from: Provenance = { bureauId, actor, commandId: id, occurredAt: at, receivedAt: at, skewed: false };
    const world = rowWorldOf({ calendar: after, today: clock.today(), units });
    const redated = await redateAll(tx, { from, world, data });
    await settleImport(tx, bureauId, id, { id: viewer.id, name: viewer.displayName, at, confirmed: true, redated });
    return ok({ value: id, entry: { type: 'calendarNoticeConfirmed', importId: id, year, redated } });
  });
  if (done.ok) {
    forgetCalendar(database);
    feed.hint();
  }
  return done;
}

async function waitingImport(
  tx: Transaction,
  bureauId: string,
  id: string,
): Promise<{ readonly ok: true; readonly value: CalendarImport } | Refusal> {
  const found = await readImport(tx, bureauId, id);
  if (!found) return serverRefusal('unknown-calendar-notice', {}, 'id');
  return found.waiting ? ok(found) : serverRefusal('calendar-notice-settled', {}, 'id');
}

/** The calendar without and with a year. */
interface BothCalendars {
  readonly before: Calendar;
  readonly after: Calendar;
}

interface ReadNotice extends BothCalendars {
  readonly year: CalendarYear;
}

/** A notice that lengthens a festival names no other: 关于延长2020年春节假期的通知. */
const amends = /延长[^\n。]{0,20}假期/;

async function readNotice(
  tx: Transaction,
  bureauId: string,
  { year, text, url }: PastedNotice,
  today: PlainDate,
): Promise<{ readonly ok: true; readonly value: ReadNotice } | Refusal> {
  if (text.length > longestText) return serverRefusal('text-too-long', { limit: longestText }, 'text');
  if (url !== undefined && !/^https:\/\/[^\s/]+\.gov\.cn\//.test(url))
    return serverRefusal('notice-address', {}, 'url');
  const years = await readYears(tx.query, bureauId);
  const latest = Math.max(...years.map((known) => known.year));
  if (year > latest + 1) return serverRefusal('calendar-year-gap', { year, next: latest + 1 }, 'year');
  const read = readYear(
    years.find((known) => known.year === year),
    year,
    text,
  );
  if (!read.ok) return read;
  const unissued = checkIssue(read.value, today);
  if (unissued) return unissued;
  const data = url === undefined ? read.value : { ...read.value, notice: { ...read.value.notice, url } };
  const calendars = calendarsOf(years, data, 'text');
  return calendars.ok ? ok({ year: data, ...calendars.value }) : calendars;
}

function readYear(known: CalendarYear | undefined, year: number, text: string): Result<CalendarYear> {
  return known && amends.test(text) ? amendCalendarYear(known, text) : parseHolidayNotice(text, year);
}

/** With a year that waits: since it was proposed, another one may have been confirmed that contradicts it. */
async function bothCalendars(tx: Transaction, bureauId: string, data: CalendarYear): Promise<Outcome<BothCalendars>> {
  return calendarsOf(await readYears(tx.query, bureauId), data, 'id');
}

/** Refuses notice-against-calendar when the year's days contradict those of its neighbours: a make-up day on another year's day off. */
function calendarsOf(years: readonly CalendarYear[], data: CalendarYear, path: string): Outcome<BothCalendars> {
  try {
    const after = buildCalendar([...years.filter(({ year }) => year !== data.year), data]);
    return ok({ before: buildCalendar(years), after });
  } catch (error) {
    if (error instanceof RangeError) return serverRefusal('notice-against-calendar', { year: data.year }, path);
    throw error;
  }
}

/** One clock of one open case that a notice would date anew: by number and unit only, and of an accusation (检举控告) neither. */
export interface RedatedCase {
  readonly number: string | null;
  readonly unit: string | null;
  readonly redating: ClockRedated;
}

/** Some of them; `end` is where to look on, null where there are no more. */
export interface RedatedCases {
  readonly rows: readonly RedatedCase[];
  readonly end: string | null;
}

/** Open cases that one request looks through at most: where few change, it ends with few or none, and is asked on. */
const mostLookedAt = 2_000;

/** A notice that waits, or one that is only pasted. */
export type WeighedNotice = { readonly id: string } | PastedNotice;

async function calendarWith(
  tx: Transaction,
  bureauId: string,
  which: WeighedNotice,
  today: PlainDate,
): Promise<
  { readonly ok: true; readonly value: { readonly data: CalendarYear; readonly calendar: Calendar } } | Refusal
> {
  if ('id' in which) {
    const waiting = await waitingImport(tx, bureauId, which.id);
    if (!waiting.ok) return waiting;
    const { data } = waiting.value;
    const calendars = await bothCalendars(tx, bureauId, data);
    return calendars.ok ? ok({ data, calendar: calendars.value.after }) : calendars;
  }
  const read = await readNotice(tx, bureauId, which, today);
  return read.ok ? ok({ data: read.value.year, calendar: read.value.after }) : read;
}

/**
 * Which cases a notice would date anew, from a place on (逐件清单). Refuses unknown-calendar-notice and calendar-notice-settled; of
 * one that is only pasted `notice-…`.
 */
export async function redatedCases(
  { clock, database }: RequestContext,
  { bureauId }: Viewer,
  which: WeighedNotice,
  { first, after }: { readonly first: number; readonly after: string },
): Promise<Outcome<RedatedCases>> {
  const units = await unitTree(database.prisma, bureauId);
  return inTransaction(database.pool, async (tx) => {
    const weighed = await calendarWith(tx, bureauId, which, clock.today());
    if (!weighed.ok) return weighed;
    const { data, calendar } = weighed.value;
    const rows: RedatedCase[] = [];
    let place = after;
    for (let looked = 0; looked < mostLookedAt; looked += redatingPage) {
      const page = await readRunningCases(tx, bureauId, { after: place, limit: redatingPage, lock: false });
      for (const running of page) {
        const { state } = running;
        const moved = redatingsOf(running, calendar, data).filter(movesDates);
        // a case is never cut in two by the end of a page
        if (moved.length > 0 && rows.length >= first) return ok({ rows, end: place });
        const open = state.compartment !== 'accusation';
        const [number, unit] = open
          ? [state.number ?? null, units.holderName(holderId(state, units.rootId))]
          : [null, null];
        rows.push(...moved.map((redating) => ({ number, unit, redating })));
        place = state.id;
      }
      if (page.length < redatingPage) return ok({ rows, end: null });
    }
    return ok({ rows, end: place });
  });
}

async function weigh(tx: Transaction, bureauId: string, { year, before, after }: ReadNotice): Promise<NoticePreview> {
  const groups = new Map<string, RedatedGroup>();
  let redated = 0;
  let settled = 0;
  await forEachRedating(tx, bureauId, { calendar: after, data: year, lock: false }, async (cases) => {
    for (const { events } of cases) {
      const moved = events.filter(movesDates);
      if (moved.length > 0) redated += 1;
      else settled += 1;
      for (const event of moved) {
        const { clock, before: was, legalDue, targetDue, provisional } = event;
        const key = [clock, was.legalDue, was.targetDue, legalDue, targetDue].join();
        const known = groups.get(key);
        const group = known ?? { clock, before: was, after: { legalDue, targetDue, provisional }, cases: 0 };
        groups.set(key, { ...group, cases: group.cases + 1 });
      }
    }
  });
  const ordered = [...groups.values()].sort(
    (a, b) => b.cases - a.cases || a.after.legalDue.localeCompare(b.after.legalDue),
  );
  const days = changedDays(before, after, year.year);
  const off = days.flatMap(({ date, after: kind }) => (kind === 'holiday' ? [date] : []));
  const sessions = (await readPlannedSessions(tx, bureauId, off)).flatMap((session) => {
    const { dayOff } = plannedDay(after, session.date);
    return dayOff === undefined ? [] : [{ session, festival: dayOff }];
  });
  return { year, days, sessions, redated, settled, groups: ordered.slice(0, mostGroups) };
}

/** The first year that is needed and not official: from autumn on, next year's notice is due (国务院办公厅一般在十一月前后公布). */
export function awaitedYear(calendar: Calendar, today: PlainDate): number | undefined {
  const year = yearOf(addDays(today, 92));
  const known = calendarYearOf(calendar, year);
  return known.ok && known.value.standing === 'official' ? undefined : year;
}
