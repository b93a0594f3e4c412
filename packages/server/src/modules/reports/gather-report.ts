import { ok, type PlainDate, plainDate, yearOf } from '@huiyin/domain';
import {
  amountOf,
  comparedPeriods,
  countPhrases,
  extensionRateBy,
  hotTopics,
  type LeaderLine,
  type MonthLine,
  monthOf,
  periodSpan,
  type ReportFigures,
  rateOf,
  reportFigures,
} from '@huiyin/domain/office';
import { receptionSheets } from '@huiyin/domain/receptions';
import type { Services } from '../../context.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { listLeaders } from '../people/people.repository.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { unitTree } from '../people/units.ts';
import type { Scope } from '../people/visibility.ts';
import { dueDay } from '../petition-cases/due.ts';
import { mattersOf } from '../reception/reception.usecases.ts';
import { settingsFor } from '../settings/settings.ts';
import { readTexts } from './figures.repository.ts';
import {
  readMonths,
  readOpenByUnit,
  readOutreach,
  readPending,
  readPeriodSums,
  readReceptions,
  readRepeated,
} from './reports.repository.ts';

/** What making a report needs of the server. */
export type ReportServices = Pick<Services, 'database' | 'clock' | 'figures'>;

/** Which report is to be made, and for whom; null for the schedule. */
export interface Wanted {
  readonly bureauId: string;
  /** `path`: of a part of the bureau; null for all of it. */
  readonly unit: { readonly id: string; readonly path: string | null };
  readonly period: string;
  readonly madeByName: string | null;
}

/** Reads what a report tells. Accusations (检举控告) go their own way and are in none (Art 30). */
export async function gatherReport(
  { database, clock }: ReportServices,
  { bureauId, unit, period }: Wanted,
): Promise<Outcome<ReportFigures>> {
  const { prisma } = database;
  const today = clock.today();
  const [span, compared] = [periodSpan(period), comparedPeriods(period)];
  const [before, lastYear] = [periodSpan(compared?.before ?? ''), periodSpan(compared?.lastYear ?? '')];
  if (!span || !compared || !before || !lastYear) return serverRefusal('period-wrong-for-report', {}, 'period');
  const day = dueDay(await calendarFor(database, { bureauId }), today);
  const ended = span.to <= today;
  const last = ended ? span.to : today;
  const scope: Scope = { bureauId, subtree: unit.path, accusationsBut: null };
  const year = { from: plainDate(`${yearOf(span.to)}-01-01`), to: span.to };
  const months = { from: monthsBefore(monthOf(last), monthsShown - 1), to: last };
  const [now, earlier, yearBefore, orders, open, pending, repeated, topics, tree, flow, leaders, settings] =
    await Promise.all([
      readPeriodSums(prisma, scope, today, span),
      readPeriodSums(prisma, scope, today, before),
      readPeriodSums(prisma, scope, today, lastYear),
      readPeriodSums(prisma, scope, today, year),
      readOpenByUnit(prisma, scope, today),
      readPending(prisma, scope, day),
      readRepeated(prisma, scope, day, span),
      topicsOf({ database }, scope, span, before),
      unitTree(prisma, bureauId),
      readMonths(prisma, scope, months),
      unit.path === null ? leaderLines({ database }, scope, span) : undefined,
      settingsFor({ database, clock }, { bureauId }),
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
      trend: everyMonth(flow, months.from),
      ...(leaders && { leaders }),
      topics,
      pending,
      repeated,
      units: tree.all
        .filter(({ id }) => concerned.has(id) || openOf.has(id))
        .map(({ id }) => ({ unitId: id, overdue: openOf.get(id)?.overdue ?? 0 })),
      ...(unit.path === null && {
        hotline: {
          year: yearOf(span.to),
          ...extensionRateBy(
            {
              received: amountOf(hotline, 'received'),
              extended: amountOf(hotline, 'extended'),
              asked: amountOf(hotline, 'extensionAsked'),
            },
            settings,
          ),
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

const monthsShown = 13;

/** The first of the month so many months before. */
function monthsBefore(month: PlainDate, count: number): PlainDate {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - count;
  return plainDate(`${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`);
}

/** Every month, those without a case too. */
function everyMonth(flow: readonly MonthLine[], from: PlainDate): readonly MonthLine[] {
  const byMonth = new Map(flow.map((line) => [line.month, line]));
  return Array.from({ length: monthsShown }, (_, at) => {
    const month = monthsBefore(from, -at);
    return byMonth.get(month) ?? { month, received: 0, closed: 0 };
  });
}

/** The sheet of each leader (R38) in the order of their list, those who did not receive too. */
async function leaderLines(
  { database }: Pick<Services, 'database'>,
  scope: Scope,
  span: TextSpan,
): Promise<readonly LeaderLine[]> {
  const { prisma } = database;
  const { bureauId } = scope;
  const [leaders, units, { sessions, cases }, outreach] = await Promise.all([
    listLeaders(database, bureauId),
    unitTree(prisma, bureauId),
    readReceptions(prisma, scope, span),
    readOutreach(prisma, bureauId, span),
  ]);
  const sheets = new Map(receptionSheets(sessions, mattersOf(cases, units)).people.map(({ id, ...one }) => [id, one]));
  const visits = new Map(outreach.map((one) => [one.leaderId, one]));
  const none = { attended: 0, stoodIn: 0, substituted: 0, received: 0, decided: 0 };
  return [...leaders].map(([id, { name }]) => ({
    ...(sheets.get(id) ?? { ...none, implemented: rateOf(0, 0), satisfied: rateOf(0, 0) }),
    name,
    outreach: visits.get(id)?.visits ?? 0,
    followedUp: rateOf(visits.get(id)?.settled ?? 0, visits.get(id)?.followUps ?? 0),
  }));
}
