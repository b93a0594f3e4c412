import { randomUUID } from 'node:crypto';
import { ok, plainDate, yearOf } from '@huiyin/domain';
import {
  amountOf,
  comparedPeriods,
  countPhrases,
  hotTopics,
  periodOf,
  periodSpan,
  type ReportFigures,
  reportFigures,
} from '@huiyin/domain/office';
import type { Services } from '../../context.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { canonicalJson, sha256 } from '../commands/canonical-json.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import type { Scope } from '../people/visibility.ts';
import { dueDay } from '../petition-cases/due.ts';
import { readTexts } from './figures.repository.ts';
import {
  findReport,
  hadCases,
  hasReport,
  insertReport,
  type ReportReach,
  type ReportRow,
  readOpenByUnit,
  readPending,
  readPeriodSums,
  readRepeated,
} from './reports.repository.ts';

/** What making a report needs of the server. */
type ReportServices = Pick<Services, 'database' | 'clock' | 'figures'>;

/** Whose reports a person reads: leaders and the General Office all, a unit's clerk the own unit's. */
export function reachOf({ bureauId, role, unitId }: Viewer): ReportReach {
  return { bureauId, unitId: role === 'departmentClerk' ? unitId : null };
}

/** A report by its id, if the person may read it. Refuses unknown-report. */
export async function takeReport({ database }: Services, viewer: Viewer, id: string): Promise<Outcome<ReportRow>> {
  const found = await findReport(database.prisma, reachOf(viewer), id);
  return found ? ok(found) : serverRefusal('unknown-report');
}

/**
 * Makes the report of a period as the figures stand now: of the whole bureau, or of the own unit for its clerk. The same
 * figures make no second one. Refuses period-wrong-for-report, calendar-missing, figures-behind.
 */
export async function makeReport(services: Services, viewer: Viewer, period: string): Promise<Outcome<ReportRow>> {
  const units = await unitTree(services.database.prisma, viewer.bureauId);
  const root = units.all.find(({ parentId }) => parentId === null);
  const { unitId } = reachOf(viewer);
  const unit = unitId === null ? root : units.get(unitId);
  if (!unit) throw new Error('no unit to report on');
  const made = await keepReport(services, {
    bureauId: viewer.bureauId,
    unit: { id: unit.id, path: unitId === null ? null : unit.path },
    period,
    madeByName: viewer.displayName,
  });
  return made.ok ? takeReport(services, viewer, made.value) : made;
}

/**
 * Each morning: the report of the last month, quarter and year, where there is none yet and anything happened in it. Answers how
 * many were made.
 */
export async function makeDueReports(services: ReportServices): Promise<number> {
  const { database, clock } = services;
  let made = 0;
  for (const { id: bureauId } of await database.prisma.bureau.findMany({ select: { id: true } })) {
    const root = (await unitTree(database.prisma, bureauId)).all.find(({ parentId }) => parentId === null);
    for (const kind of ['month', 'quarter', 'year'] as const) {
      const period = comparedPeriods(periodOf(clock.today(), kind))?.before;
      const span = periodSpan(period ?? '');
      if (!root || !period || !span || (await hasReport(database.prisma, bureauId, root.id, period))) continue;
      if (!(await hadCases(database.prisma, bureauId, span))) continue;
      const unit = { id: root.id, path: null };
      if ((await keepReport(services, { bureauId, unit, period, madeByName: null })).ok) made += 1;
    }
  }
  return made;
}

interface Wanted {
  readonly bureauId: string;
  /** `path`: of a part of the bureau; null for all of it. */
  readonly unit: { readonly id: string; readonly path: string | null };
  readonly period: string;
  readonly madeByName: string | null;
}

async function keepReport(services: ReportServices, wanted: Wanted): Promise<Outcome<string>> {
  const { database, clock, figures: keeper } = services;
  const { bureauId, unit, period, madeByName } = wanted;
  const span = periodSpan(period);
  if (!span || span.from > clock.today()) return serverRefusal('period-wrong-for-report', {}, 'period');
  if (!(await keeper.catchUp(bureauId))) return serverRefusal('figures-behind');
  const cursor = await database.prisma.figureCursor.findUniqueOrThrow({ where: { bureauId } });
  const figures = await gather(services, wanted);
  if (!figures.ok) return figures;
  const id = await insertReport(database.prisma, {
    bureauId,
    id: randomUUID(),
    unitId: unit.id,
    period,
    revision: cursor.revision.toString(),
    figures: figures.value,
    hash: sha256(canonicalJson(figures.value)),
    madeAt: new Date(clock.now()),
    madeByName,
  });
  return ok(id);
}

/** Reads what a report tells. Accusations (检举控告) go their own way and are in none (Art 30). */
async function gather(
  { database, clock }: ReportServices,
  { bureauId, unit, period }: Wanted,
): Promise<Outcome<ReportFigures>> {
  const { prisma } = database;
  const today = clock.today();
  const [span, compared] = [periodSpan(period), comparedPeriods(period)];
  const [before, lastYear] = [periodSpan(compared?.before ?? ''), periodSpan(compared?.lastYear ?? '')];
  if (!span || !compared || !before || !lastYear) return serverRefusal('period-wrong-for-report', {}, 'period');
  const day = dueDay(await calendarFor(database, { bureauId }), today);
  if (!day.ok) return day;
  const scope: Scope = { bureauId, subtree: unit.path, accusationsBut: null };
  const year = { from: plainDate(`${yearOf(span.to)}-01-01`), to: span.to };
  const [now, earlier, yearBefore, orders, open, pending, repeated, topics, tree] = await Promise.all([
    readPeriodSums(prisma, scope, today, span),
    readPeriodSums(prisma, scope, today, before),
    readPeriodSums(prisma, scope, today, lastYear),
    readPeriodSums(prisma, scope, today, year),
    readOpenByUnit(prisma, scope, today),
    readPending(prisma, scope, day.value),
    readRepeated(prisma, scope, day.value, span),
    topicsOf({ database }, scope, span, before),
    unitTree(prisma, bureauId),
  ]);
  const openOf = new Map(open.map((row) => [row.unitId, row]));
  const concerned = new Set([...now, ...earlier, ...yearBefore].map(({ unitId }) => unitId));
  const hotline = orders.filter(({ channel }) => channel === 'hotline');
  return ok(
    reportFigures({
      period,
      ...span,
      asOf: today,
      ...compared,
      sums: { now, before: earlier, lastYear: yearBefore },
      open: open.reduce((sum, row) => sum + row.open, 0),
      overdue: open.reduce((sum, row) => sum + row.overdue, 0),
      topics,
      pending,
      repeated,
      units: tree.all
        .filter(({ id }) => concerned.has(id) || openOf.has(id))
        .map(({ id }) => ({ unitId: id, overdue: openOf.get(id)?.overdue ?? 0 })),
      ...(unit.path === null && {
        hotline: {
          year: yearOf(span.to),
          received: amountOf(hotline, 'received'),
          extended: amountOf(hotline, 'extended'),
        },
      }),
    }),
  );
}

type TextSpan = Parameters<typeof readTexts>[2];

async function topicsOf({ database }: Pick<Services, 'database'>, scope: Scope, span: TextSpan, before: TextSpan) {
  const [texts, earlier, units] = await Promise.all([
    readTexts(database.prisma, scope, span),
    readTexts(database.prisma, scope, before),
    unitTree(database.prisma, scope.bureauId),
  ]);
  const names = new Set([
    ...units.all.flatMap(({ name, shortName }) => [name, shortName ?? '']),
    ...texts.map(({ name }) => name),
  ]);
  const topics = hotTopics(texts, [...names], 10);
  const then = countPhrases(
    earlier,
    topics.map(({ phrase }) => phrase),
  );
  return topics.map((topic, at) => ({ ...topic, before: then[at]?.cases ?? 0 }));
}
