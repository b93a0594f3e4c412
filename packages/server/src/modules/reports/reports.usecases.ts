import { randomUUID } from 'node:crypto';
import { ok, type PlainDate } from '@huiyin/domain';
import { comparedPeriods, periodOf, periodSpan } from '@huiyin/domain/office';
import type { Services } from '../../context.ts';
import { sha256 } from '../../infra/sha256.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import { canonicalJson } from '../commands/canonical-json.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { gatherReport, type ReportServices, type Wanted } from './gather-report.ts';
import {
  findReport,
  hadCases,
  hasReport,
  insertReport,
  type NewReport,
  type ReportReach,
  type ReportRow,
} from './reports.repository.ts';

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
      const drafted = await draftReport(services, { bureauId, unit, period, madeByName: null });
      if (!drafted.ok) continue;
      await inTransaction(database.pool, (tx) => insertReport(tx, drafted.value));
      made += 1;
    }
  }
  return made;
}

/** The report of a unit and period as the figures stand now, not kept yet. Refuses period-wrong-for-report, figures-behind. */
export async function draftReport(services: ReportServices, wanted: Wanted): Promise<Outcome<NewReport>> {
  const { database, clock, figures: keeper } = services;
  const { bureauId, unit, period, madeByName } = wanted;
  if (!hasBegun(period, clock.today())) return serverRefusal('period-wrong-for-report', {}, 'period');
  if (!(await keeper.catchUp(bureauId))) return serverRefusal('figures-behind');
  const cursor = await database.prisma.figureCursor.findUniqueOrThrow({ where: { bureauId } });
  const figures = await gatherReport(services, wanted);
  if (!figures.ok) return figures;
  return ok({
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
}

/** Whether a report can tell of a period: one that there is, and that has begun. */
export function hasBegun(period: string, today: PlainDate): boolean {
  const span = periodSpan(period);
  return span !== undefined && span.from <= today;
}
