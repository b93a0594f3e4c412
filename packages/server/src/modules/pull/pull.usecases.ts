import { createHash } from 'node:crypto';
import { addDays, type CalendarYear, clocks } from '@huiyin/domain';
import type { ReceptionSessionState } from '@huiyin/domain/receptions';
import type { RequestContext } from '../../context.ts';
import { refusalError } from '../../graphql/refusal.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { canonicalJson } from '../commands/canonical-json.ts';
import type { VisitRow } from '../outreach/outreach.repository.ts';
import type { UnitRow } from '../people/people.repository.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { scopeKey, scopeOf } from '../people/visibility.ts';
import type { CaseRow } from '../petition-cases/petition-cases.repository.ts';
import { listSessions } from '../reception/reception.repository.ts';
import { turnsOf } from '../work-lists/turns.ts';
import { type PullCursor, readCursor, writeCursor } from './cursor.ts';
import {
  casesById,
  type FeedLine,
  hiddenVisits,
  nextCases,
  nextLines,
  nextVisits,
  type PullScope,
  seenBeforehand,
  settledRevision,
  visitsById,
} from './pull.repository.ts';

/** One page of what a phone is to keep. The next one is asked for with `cursor`, at once while there is `more`. */
export interface PullPage {
  /** True: what the phone has of this scope is void, and goes once the last page of this reading is in. */
  readonly reset: boolean;
  /** The first reading is complete with this page. */
  readonly whole: boolean;
  readonly more: boolean;
  readonly cursor: string;
  readonly asOf: Date;
  readonly rulesVersion: string;
  readonly cases: readonly CaseRow[];
  readonly visits: readonly VisitRow[];
  /** What the viewer does not see any more, or what has left the scope. */
  readonly goneCases: readonly string[];
  readonly goneVisits: readonly string[];
  /** Sent whole when they have changed, else null. */
  readonly units: readonly UnitRow[] | null;
  readonly calendarYears: readonly CalendarYear[] | null;
  readonly sessions: readonly ReceptionSessionState[] | null;
}

/** Rows of one page; lines of the feed looked through for it. */
const pullLimits = { rows: 200, lines: 2_000 } as const;
/** History reaches this far back: the last years, in days. */
const historyDays = 3 * 365;
/** Written again whenever the answer's meaning changes: phones then read anew. */
const edition = '3';

const fingerprint = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('base64url').slice(0, 16);

/** Names the time limits by which this server decides: a phone that shows another one is due for an update. */
const rulesVersion = fingerprint(clocks);

/** Reads on from a cursor, or from the beginning. Throws invalid-cursor, invalid-page-size and unknown-unit. */
export async function readPull(
  context: RequestContext,
  viewer: Viewer,
  args: { readonly cursor?: string | null; readonly place?: string | null; readonly limit?: number | null },
): Promise<PullPage> {
  const limit = args.limit ?? 100;
  if (limit < 1 || limit > pullLimits.rows) throw refusalError('invalid-page-size', { maximum: pullLimits.rows });
  const scope = await pullScope(context, viewer, args.place ?? undefined);
  const rights = [viewer.id, viewer.role, viewer.unitPath, scopeKey(scopeOf(viewer)), scope.turns];
  const key = fingerprint([edition, ...rights, args.place]);
  const given = args.cursor ? readCursor(args.cursor) : undefined;
  const last = await settledRevision(context.database.prisma);
  // A cursor of other rights, or of a database that has been set back since, is worth nothing.
  const usable = given !== undefined && given.key === key && BigInt(given.revision) <= BigInt(last);
  const from: PullCursor = usable
    ? given
    : { key, revision: last, ordinal: '0', at: { kind: 'case', after: '' }, whole: nothingSent };
  const page =
    from.at === null ? await readOn(context, scope, from, limit) : await readAll(context, scope, from, limit);
  const parts = page.more ? { sent: from.whole, ...noParts } : await wholeParts(context, viewer, from.whole);
  const { sent, ...changed } = parts;
  return {
    ...page,
    ...changed,
    reset: !usable,
    cursor: writeCursor({ ...page.next, key, whole: sent }),
    asOf: new Date(context.clock.now()),
    rulesVersion,
  };
}

async function pullScope(context: RequestContext, viewer: Viewer, place: string | undefined): Promise<PullScope> {
  const since = addDays(context.clock.today(), -historyDays);
  const tree = await unitTree(context.database.prisma, viewer.bureauId);
  const own = { viewer, since, placeIds: undefined, turns: viewer.role === 'leader' ? turnsOf(viewer, tree) : [] };
  if (place === undefined) return own;
  const unit = tree.get(place);
  if (unit === undefined) throw refusalError('unknown-unit', { unitId: place });
  return {
    viewer,
    since,
    turns: [],
    placeIds: tree.all.filter(({ path }) => path.startsWith(unit.path)).map(({ id }) => id),
  };
}

type Rows = Pick<PullPage, 'cases' | 'visits' | 'goneCases' | 'goneVisits' | 'more' | 'whole'> & {
  readonly next: Pick<PullCursor, 'revision' | 'ordinal' | 'at'>;
};

/** A page of the first reading: cases by id, then visits by id. What changes meanwhile is read again from the feed. */
async function readAll({ database }: RequestContext, scope: PullScope, from: PullCursor, limit: number): Promise<Rows> {
  const { revision, ordinal, at } = from;
  const cases = at?.kind === 'case' ? await nextCases(database.prisma, scope, at.after, limit) : [];
  const room = limit - cases.length;
  const after = at?.kind === 'visit' ? at.after : '';
  const visits = room > 0 ? await nextVisits(database.prisma, scope, after, room) : [];
  const whole = room > 0 && visits.length < room;
  const lastVisit = visits.at(-1)?.state.id;
  const next =
    room === 0
      ? ({ kind: 'case', after: cases.at(-1)?.state.id ?? '' } as const)
      : ({ kind: 'visit', after: lastVisit ?? after } as const);
  return {
    cases,
    visits,
    goneCases: [],
    goneVisits: [],
    whole,
    more: !whole,
    next: { revision, ordinal, at: whole ? null : next },
  };
}

/** A page of what has changed since: as many lines of the feed as hold no more than `limit` rows of the scope. */
async function readOn({ database }: RequestContext, scope: PullScope, from: PullCursor, limit: number): Promise<Rows> {
  const { prisma } = database;
  const lines = await nextLines(prisma, scope.viewer.bureauId, from, pullLimits.lines);
  const found = await inScopeOf(prisma, scope, lines);
  const taken = firstLines(lines, found.relevant, limit);
  const ids = idsOf(taken);
  const cases = found.cases.filter(({ state }) => ids.cases.has(state.id));
  const kept = new Set(cases.map(({ state }) => state.id));
  const moved = taken.filter(({ before }) => before !== null);
  const [visits, gone, goneVisits] = await Promise.all([
    visitsById(prisma, scope, { visitIds: [...ids.visits], caseIds: moved.map(({ id }) => id) }),
    seenBeforehand(prisma, scope, moved),
    hiddenVisits(
      prisma,
      scope,
      moved.map(({ id }) => id),
    ),
  ]);
  const { revision, ordinal } = taken.at(-1) ?? from;
  return {
    cases,
    visits,
    goneCases: gone.filter((id) => !kept.has(id)),
    goneVisits,
    whole: false,
    more: taken.length < lines.length || lines.length === pullLimits.lines,
    next: { revision, ordinal, at: null },
  };
}

async function inScopeOf(db: RequestContext['database']['prisma'], scope: PullScope, lines: readonly FeedLine[]) {
  const ids = idsOf(lines);
  const cases = await casesById(db, scope, [...ids.cases]);
  const relevant = new Set([...cases.map(({ state }) => state.id), ...ids.visits]);
  return { cases, relevant };
}

function idsOf(lines: readonly FeedLine[]) {
  const of = (kind: string) => new Set(lines.filter((line) => line.kind === kind).map(({ id }) => id));
  return { cases: of('petitionCase'), visits: of('outreachVisit') };
}

/** The first lines that together name no more than `limit` rows of the scope; at least one, so that reading goes on. */
function firstLines(lines: readonly FeedLine[], relevant: ReadonlySet<string>, limit: number): readonly FeedLine[] {
  const named = new Set<string>();
  for (const [place, { id, before }] of lines.entries()) {
    if (relevant.has(id) || before !== null) named.add(id);
    if (named.size > limit) return lines.slice(0, place);
  }
  return lines;
}

const nothingSent = { units: '', calendar: '', rota: '' };
const noParts = { units: null, calendarYears: null, sessions: null };

/** What is small and sent whole: units, calendar years, one's own rota; each only when it is not what was sent before. */
async function wholeParts(context: RequestContext, viewer: Viewer, before: PullCursor['whole']) {
  const { prisma } = context.database;
  const today = context.clock.today();
  const tree = await unitTree(prisma, viewer.bureauId);
  const year = Number(today.slice(0, 4));
  const calendar = await calendarFor(context.database, viewer);
  const years = calendar.runs.flatMap((run) => run.years).filter((one) => Math.abs(one.year - year) <= 1);
  const period = { from: addDays(today, -30), to: addDays(today, 400), mine: true };
  const sessions = await listSessions(prisma, viewer, period);
  const sent = {
    units: fingerprint(tree.all),
    calendar: fingerprint(years),
    rota: fingerprint(sessions.map(({ id, version }) => [id, version])),
  };
  return {
    sent,
    units: sent.units === before.units ? null : tree.all,
    calendarYears: sent.calendar === before.calendar ? null : years,
    sessions: sent.rota === before.rota ? null : sessions,
  };
}
