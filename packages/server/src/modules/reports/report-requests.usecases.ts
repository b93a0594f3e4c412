import { randomUUID } from 'node:crypto';
import { ok } from '@huiyin/domain';
import * as v from 'valibot';
import type { Services } from '../../context.ts';
import { enqueue } from '../../infra/jobs.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import type { ReportServices } from './gather-report.ts';
import {
  beginRequest,
  endRequest,
  insertRequest,
  lockRequest,
  newestRequest,
  type ReportRequestRow,
} from './report-requests.repository.ts';
import { insertReport } from './reports.repository.ts';
import { draftReport, hasBegun, reachOf } from './reports.usecases.ts';

// A report is made by a job: whoever asked may leave the page, and a process that dies in the middle leaves the job to another.

/**
 * Asks for the report of a period: of the whole bureau, or of the own unit for its clerk. While one of the same unit and period is
 * under way, that one is answered. Refuses period-wrong-for-report.
 */
export async function askForReport(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  viewer: Viewer,
  period: string,
): Promise<Outcome<ReportRequestRow>> {
  if (!hasBegun(period, clock.today())) return serverRefusal('period-wrong-for-report', {}, 'period');
  const { bureauId } = viewer;
  const units = await unitTree(database.prisma, bureauId);
  const unitId = reachOf(viewer).unitId ?? units.all.find(({ parentId }) => parentId === null)?.id;
  if (unitId === undefined) throw new Error('no unit to report on');
  const asked = { bureauId, id: randomUUID(), unitId, period };
  const by = { askedAt: new Date(clock.now()), askedByName: viewer.displayName };
  await inTransaction(database.pool, async (tx) => {
    if (!(await insertRequest(tx, { ...asked, ...by }))) return;
    await enqueue(tx, [{ task: 'make-report', payload: { bureauId, requestId: asked.id } }]);
  });
  const found = await newestRequest(database.prisma, asked);
  if (!found) throw new Error('a report was not asked for');
  return ok(found);
}

/** After so many attempts it is given up, with the reason on the page. */
const mostAttempts = 5;

const jobPayload = v.object({ bureauId: v.string(), requestId: v.string() });

/**
 * Carries out one request. It may come twice, and from two processes: the report is kept and the request ended in one transaction,
 * so there is one report or none yet.
 */
export async function makeAskedReport(services: ReportServices, payload: unknown): Promise<void> {
  const { database, clock } = services;
  const { bureauId, requestId: id } = v.parse(jobPayload, payload);
  const request = await inTransaction(database.pool, (tx) => beginRequest(tx, { bureauId, id }, new Date(clock.now())));
  if (!request) return;
  // What a process died of five times will not end better the sixth time.
  if (request.attempts > mostAttempts) return fail(services, request, serverRefusal('report-not-made'));
  try {
    const refusal = await attempt(services, request);
    if (refusal?.code === 'figures-behind' && request.attempts < mostAttempts)
      throw new Error('the figures are behind');
    if (refusal) await fail(services, request, refusal);
  } catch (error) {
    if (request.attempts >= mostAttempts) await fail(services, request, serverRefusal('report-not-made'));
    throw error;
  }
}

async function attempt(services: ReportServices, request: ReportRequestRow): Promise<Refusal | undefined> {
  const { database, clock } = services;
  const { bureauId, unitId, period, askedByName } = request;
  const units = await unitTree(database.prisma, bureauId);
  const unit = units.get(unitId);
  if (!unit) throw new Error('the unit of a report is gone');
  const path = unit.parentId === null ? null : unit.path;
  const drafted = await draftReport(services, {
    bureauId,
    unit: { id: unitId, path },
    period,
    madeByName: askedByName,
  });
  if (!drafted.ok) return drafted;
  await inTransaction(database.pool, async (tx) => {
    if (!(await lockRequest(tx, request))) return;
    const reportId = await insertReport(tx, drafted.value);
    await endRequest(tx, request, { reportId }, new Date(clock.now()));
  });
  return undefined;
}

async function fail({ database, clock }: ReportServices, request: ReportRequestRow, problem: Refusal): Promise<void> {
  await inTransaction(database.pool, (tx) => endRequest(tx, request, { problem }, new Date(clock.now())));
}
