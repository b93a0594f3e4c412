import { randomBytes } from 'node:crypto';
import { addDays, ok, type PlainDate, parsePlainDate, trimmed } from '@huiyin/domain';
import type { PetitionCaseState } from '@huiyin/domain/cases';
import {
  type DecidedMatter,
  missingPapers,
  planRota,
  type ReceptionPaper,
  type ReceptionSessionState,
  type ReceptionSheet,
  receiverOf,
  receptionDays,
  receptionQuota,
  receptionSettingsOf,
  receptionSheets,
} from '@huiyin/domain/receptions';
import type { RequestContext } from '../../context.ts';
import { sha256 } from '../../infra/sha256.ts';
import { serverRefusal, shapeProblem } from '../../messages/refusals.ts';
import { readPerson } from '../administration/administration.repository.ts';
import { administer } from '../administration/administration.usecases.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { listColleagues, listLeaders } from '../people/people.repository.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { holderId, unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { settingsFor } from '../settings/settings.ts';
import {
  casesOf,
  countTurns,
  listSessions,
  replaceLink,
  saveShortfall,
  shortfallReasons,
} from './reception.repository.ts';

/** Longest stretch that is planned, listed or summed up at once. */
const longestReason = 500;
const longestDays = 400;

/** A leader who cannot come on these days, as the office knows beforehand. */
export interface LeaderAway {
  readonly leaderId: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** A rota as it would be: for the office to look at, change and give as planSessions. */
export interface RotaProposal {
  readonly sessions: readonly { readonly date: PlainDate; readonly leaderId: string; readonly leaderName: string }[];
  /** Wednesdays without a session: 节假日. */
  readonly lost: readonly { readonly date: PlainDate; readonly festival: string | null }[];
  readonly uncovered: readonly PlainDate[];
  readonly spread: number;
  readonly provisional: boolean;
}

function checkPeriod(from: PlainDate, to: PlainDate) {
  const wrong = from > to || to > addDays(from, longestDays);
  return wrong ? serverRefusal('period-wrong', { days: longestDays }, 'from') : undefined;
}

/**
 * Proposes the duty rota (领导接访值班表, R89, R91) of every reception day (R39) from `from` to `to`: fair over the year, nobody on
 * a day they are away, and first whose portfolio the matters booked for a day are in. Changes nothing. Refuses forbidden,
 * period-wrong, unknown-leader, calendar-missing.
 */
export async function proposeRota(
  context: RequestContext,
  viewer: Viewer,
  given: { from: PlainDate; to: PlainDate; leaderIds: readonly string[]; away: readonly LeaderAway[] },
): Promise<Outcome<RotaProposal>> {
  const { from, to, away } = given;
  if (viewer.role !== 'clerk') return serverRefusal('forbidden');
  const wrong =
    from < context.clock.today() ? serverRefusal('period-wrong', { days: longestDays }, 'from') : checkPeriod(from, to);
  if (wrong) return wrong;
  const { prisma } = context.database;
  const known = await listLeaders(context.database, viewer.bureauId);
  const leaders = [...new Set(given.leaderIds)];
  if (leaders.length === 0 || leaders.some((id) => !known.has(id))) {
    return serverRefusal('unknown-leader', {}, 'leaderIds');
  }
  const days = receptionDays(await calendarFor(context.database, viewer), from, to);
  if (!days.ok) return days;
  // the year's cycle: who has had fewer sessions this year comes first
  const begin = parsePlainDate(`${from.slice(0, 4)}-01-01`);
  const before = begin.ok ? await countTurns(prisma, viewer.bureauId, { from: begin.value, before: from }) : {};
  const wanted = await portfoliosOf(context, viewer, { from, to });
  const { sessions, uncovered } = planRota(
    days.value.filter(({ held }) => held).map(({ date }) => date),
    leaders,
    {
      before,
      away: (id, date) => away.some((one) => one.leaderId === id && one.from <= date && date <= one.to),
      preferred: (id, date) => wanted.get(date)?.has(id) ?? false,
    },
  );
  return ok({
    sessions: sessions.map(({ date, leaderId }) => ({ date, leaderId, leaderName: known.get(leaderId)?.name ?? '' })),
    lost: days.value.filter(({ held }) => !held).map(({ date, festival }) => ({ date, festival: festival ?? null })),
    uncovered,
    spread: yearSpread(leaders, before, sessions),
    provisional: days.value.some(({ provisional }) => provisional),
  });
}

/** Most turns of the year less fewest, what is planned with what has been. */
function yearSpread(
  leaders: readonly string[],
  before: Readonly<Record<string, number>>,
  sessions: readonly { readonly leaderId: string }[],
): number {
  const turns = leaders.map((id) => (before[id] ?? 0) + sessions.filter(({ leaderId }) => leaderId === id).length);
  return Math.max(...turns) - Math.min(...turns);
}

/** Whose portfolio (分管) the matters booked for each day are in. */
async function portfoliosOf(context: RequestContext, viewer: Viewer, period: { from: PlainDate; to: PlainDate }) {
  const [sessions, units] = await Promise.all([
    listSessions(context.database.prisma, viewer, period),
    unitTree(context.database.prisma, viewer.bureauId),
  ]);
  return new Map(
    sessions.map(({ date, visitors }) => {
      const booked = visitors.filter(({ stage }) => stage === 'booked');
      const leaders = booked.map(({ unitId }) => (unitId ? units.staff(unitId)?.portfolioLeaderId : undefined));
      return [date, new Set(leaders)];
    }),
  );
}

/** One person's monthly duty of receiving (R19, R94). */
export interface MonthlyDuty {
  readonly personId: string;
  readonly name: string;
  readonly holder: 'leadershipMember' | 'departmentHead';
  readonly unitName: string;
  readonly attended: number;
  readonly planned: number;
  readonly short: boolean;
  readonly reason: string | null;
}

/** The monthly duties of leaders and department heads with what is short and why (R18, R19, R94). `month`: YYYY-MM. */
export async function monthlyDuties(
  context: RequestContext,
  viewer: Viewer,
  month: string,
): Promise<Outcome<readonly MonthlyDuty[]>> {
  const first = parsePlainDate(`${month}-01`);
  if (!first.ok) return first;
  const { prisma } = context.database;
  const { bureauId } = viewer;
  const [sessions, leaders, people, units, reasons, settings] = await Promise.all([
    listSessions(prisma, viewer, { from: first.value, to: addDays(first.value, 30) }),
    listLeaders(context.database, bureauId),
    listColleagues(prisma, bureauId),
    unitTree(prisma, bureauId),
    shortfallReasons(prisma, bureauId, month),
    settingsFor(context, viewer),
  ]);
  const today = context.clock.today();
  const inMonth = sessions.filter(({ date }) => date.startsWith(month));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const { governmentCounts } = receptionSettingsOf(settings);
  const held = inMonth
    .filter(({ status }) => status === 'closed' || status === 'open')
    .filter(({ kind }) => kind !== 'government' || governmentCounts);
  const attendances = held.map((one) => {
    const source = one.kind === 'government' ? ('government' as const) : ('bureau' as const);
    return { personId: receiverOf(one).id, date: one.date, source };
  });
  const dutyOf = (personId: string, name: string, unitName: string, holder: MonthlyDuty['holder']): MonthlyDuty => {
    const { attended, short } = receptionQuota(attendances, personId, month, holder);
    const ahead = inMonth.filter(
      (one) => one.status === 'planned' && one.date >= today && receiverOf(one).id === personId,
    );
    return {
      personId,
      name,
      holder,
      unitName,
      attended,
      planned: ahead.length,
      short,
      reason: reasons.get(personId) ?? null,
    };
  };
  const heads = units.all.flatMap(({ id, kind, name }) => {
    const headId = kind === 'department' ? units.staff(id)?.headId : undefined;
    return headId === undefined ? [] : [dutyOf(headId, names.get(headId) ?? '', name, 'departmentHead')];
  });
  const members = [...leaders].map(([id, { name, unitId }]) =>
    dutyOf(id, name, units.get(unitId)?.name ?? '', 'leadershipMember'),
  );
  return ok([...members, ...heads]);
}

/**
 * Says why somebody did not receive in a month (R19): by the office, or the person. Audited. Refuses forbidden, invalid-command,
 * text-too-long and unknown-person.
 */
export async function explainShortfall(
  context: RequestContext,
  viewer: Viewer,
  given: { personId: string; month: string; reason: string },
): Promise<Outcome<true>> {
  const reason = trimmed(given.reason);
  if (viewer.role !== 'clerk' && viewer.id !== given.personId) return serverRefusal('forbidden');
  const wrong = (path: 'month' | 'reason', problem: 'missing' | 'shape') =>
    serverRefusal('invalid-command', { path, detail: shapeProblem(problem, path) }, path);
  if (!parsePlainDate(`${given.month}-01`).ok) return wrong('month', 'shape');
  if (reason === '') return wrong('reason', 'missing');
  if (reason.length > longestReason) return serverRefusal('text-too-long', { limit: longestReason }, 'reason');
  return administer(context, viewer, async ({ tx, bureauId, at }) => {
    if (!(await readPerson(tx, bureauId, { id: given.personId })))
      return serverRefusal('unknown-person', {}, 'personId');
    await saveShortfall(tx, bureauId, { ...given, reason, by: viewer.displayName, at });
    const { personId, month } = given;
    return ok({ value: true as const, entry: { type: 'shortfallExplained', personId, month, reason } });
  });
}

/** The sheets of a period (R35, R37, R38) over what this person sees. */
export async function performance(
  context: RequestContext,
  viewer: Viewer,
  period: { from: PlainDate; to: PlainDate },
): Promise<Outcome<{ readonly people: readonly ReceptionSheet[]; readonly units: readonly ReceptionSheet[] }>> {
  const wrong = checkPeriod(period.from, period.to);
  if (wrong) return wrong;
  const { prisma } = context.database;
  const sessions = await listSessions(prisma, viewer, period);
  const ids = sessions.flatMap(({ visitors }) =>
    visitors.flatMap(({ record }) => record?.decisions.map(({ caseId }) => caseId) ?? []),
  );
  const [cases, units] = await Promise.all([casesOf(prisma, viewer, ids), unitTree(prisma, viewer.bureauId)]);
  return ok(receptionSheets(sessions, mattersOf(cases, units)));
}

/** What sheets must know of the cases that sessions decided. */
export function mattersOf(
  cases: readonly PetitionCaseState[],
  units: Awaited<ReturnType<typeof unitTree>>,
): ReadonlyMap<string, DecidedMatter> {
  return new Map(
    cases.map((state): [string, DecidedMatter] => {
      const unitId = holderId(state, units.rootId);
      const rated = state.evaluation === undefined ? {} : { satisfied: state.evaluation.unit !== 'unsatisfied' };
      return [state.id, { caseId: state.id, unitId, unitName: units.holderName(unitId), ...rated }];
    }),
  );
}

/** One matter's file (四单一记录, R32): which papers it has, and which it still needs. */
export interface MatterFile {
  readonly caseId: string;
  readonly number: string;
  readonly title: string;
  readonly closed: boolean;
  readonly present: readonly ReceptionPaper[];
  readonly missing: readonly ReceptionPaper[];
}

/** The file of a session (R32), a matter at a time, of the cases that this person sees. */
export async function sessionFile(
  context: RequestContext,
  viewer: Viewer,
  session: ReceptionSessionState,
): Promise<readonly MatterFile[]> {
  const decisions = session.visitors.flatMap(({ record }) =>
    (record?.decisions ?? []).map((decision) => ({ ...decision, signed: record?.signedOn !== undefined })),
  );
  const cases = await casesOf(
    context.database.prisma,
    viewer,
    decisions.map(({ caseId }) => caseId),
  );
  const byId = new Map(cases.map((state) => [state.id, state]));
  const { strictPapers: strict } = receptionSettingsOf(await settingsFor(context, viewer));
  return decisions.flatMap(({ caseId, title, signed }) => {
    const state = byId.get(caseId);
    if (state === undefined) return [];
    const present = papersOf(state, signed);
    const file = { papers: present, handedOn: handedOn(state), supervised: (state.supervisions ?? []).length > 0 };
    const { missing } = missingPapers(file, { strict });
    return [{ caseId, number: state.number ?? '', title, closed: state.completion !== undefined, present, missing }];
  });
}

const handedOn = (state: PetitionCaseState): boolean => state.assignment !== undefined || state.transfer !== undefined;

function papersOf(state: PetitionCaseState, signed: boolean): readonly ReceptionPaper[] {
  const has: readonly (readonly [ReceptionPaper, boolean])[] = [
    ['registration', true],
    ['assignment', handedOn(state)],
    ['supervision', (state.supervisions ?? []).length > 0],
    ['completion', state.completion !== undefined],
    ['receptionRecord', signed],
  ];
  return has.filter(([, there]) => there).map(([paper]) => paper);
}

/**
 * Makes a secret link in place of the one before: the waiting room's board by the General Office, the calendar feed by each
 * leader for themselves. The token is told this once.
 */
export async function renewLink(
  context: RequestContext,
  viewer: Viewer,
  kind: 'board' | 'calendar',
): Promise<Outcome<string>> {
  const may = kind === 'board' ? viewer.role === 'clerk' : viewer.role === 'leader';
  if (!may) return serverRefusal('forbidden');
  const token = randomBytes(24).toString('base64url');
  return administer(context, viewer, async ({ tx, bureauId, at }) => {
    const personId = kind === 'board' ? '' : viewer.id;
    await replaceLink(tx, { bureauId, kind, personId }, sha256(token), at);
    return ok({ value: token, entry: { type: 'receptionLinkRenewed', kind, personId } });
  });
}
