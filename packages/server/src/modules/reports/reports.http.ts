import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from '../../context.ts';
import { refuse } from '../../infra/refuse.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import { reportTitle, summaryPeriodNames, wallSheets } from '../../messages/report.ts';
import { monthText } from '../../messages/report-parts.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { sessionFromCookie } from '../people/sessions.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { mayReadCases, mayReadCounts, scopeOf } from '../people/visibility.ts';
import { wallFigures } from './figures.usecases.ts';
import { reportDocx, reportPdf, reportXlsx } from './report-files.ts';
import { takeReport } from './reports.usecases.ts';
import { type Sheet, writeXlsx } from './xlsx-writer.ts';

const path = /^\/reports\/([\w-]{1,60})\.(docx|pdf|xlsx)$/;

const mimes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

interface File {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Answers GET /reports/<id>.docx|pdf|xlsx and /reports/wall-<part>.xlsx (the numbers behind one chart of the wall) by the session
 * cookie. False for every other path.
 */
export async function answerReports(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const [, id = '', format] = path.exec((request.url ?? '').split('?')[0] ?? '') ?? [];
  const kind = format === 'docx' || format === 'pdf' || format === 'xlsx' ? format : undefined;
  if (kind === undefined || request.method !== 'GET') return false;
  const viewer = await sessionFromCookie(services, request.headers.cookie);
  if (!viewer) return refuse(request, response, 401, serverRefusal('unauthenticated'));
  const part = kind === 'xlsx' && id.startsWith('wall-') ? id.slice('wall-'.length) : undefined;
  const made =
    part === undefined ? await reportFile(services, viewer, { id, kind }) : await wallFile(services, viewer, part);
  if (!made.ok) return refuse(request, response, made.code === 'unknown-report' ? 404 : 403, made);
  response.writeHead(200, {
    'content-type': mimes[kind],
    'content-length': made.value.bytes.length,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${made.value.name}.${kind}`)}`,
    'cache-control': 'no-store',
  });
  response.end(made.value.bytes);
  return true;
}

async function reportFile(
  services: Services,
  viewer: Viewer,
  { id, kind }: { readonly id: string; readonly kind: keyof typeof mimes },
): Promise<Outcome<File>> {
  if (!mayReadCases(viewer)) return serverRefusal('forbidden');
  const found = await takeReport(services, viewer, id);
  if (!found.ok) return found;
  const units = await unitTree(services.database.prisma, viewer.bureauId);
  const { holderName: unitName } = units;
  const name = reportTitle(found.value.unitName, found.value.period);
  if (kind === 'docx') return { ok: true, value: { name, bytes: reportDocx(found.value, unitName) } };
  if (kind === 'xlsx') return { ok: true, value: { name, bytes: reportXlsx(found.value, unitName) } };
  const pdf = reportPdf(found.value, unitName);
  return pdf.ok
    ? { ok: true, value: { name, bytes: pdf.bytes } }
    : serverRefusal('report-font-missing', { missing: pdf.missing });
}

async function wallFile(services: Services, viewer: Viewer, part: string): Promise<Outcome<File>> {
  if (!mayReadCounts(viewer)) return serverRefusal('forbidden');
  const known = Object.keys(wallSheets).find((name) => name === part);
  if (known === undefined) return serverRefusal('unknown-report');
  const name = known as keyof typeof wallSheets; // it is one of the keys
  const [title, head] = wallSheets[name];
  const sheet: Sheet = { name: title, rows: [head, ...(await wallRows(services, viewer, name))] };
  return { ok: true, value: { name: title, bytes: writeXlsx([sheet]) } };
}

async function wallRows(services: Services, viewer: Viewer, part: keyof typeof wallSheets): Promise<Sheet['rows']> {
  if (part === 'units' || part === 'channels' || part === 'statuses') {
    const counts = await services.liveCounts.read(viewer);
    if (part === 'statuses') return counts.byStatus.map(({ name, count }) => [name, count]);
    const rows = part === 'units' ? counts.byUnit : counts.byChannel;
    return rows.map(({ name, overdue, dueSoon, open }) => [name, overdue, dueSoon, open]);
  }
  const figures = await wallFigures(services, scopeOf(viewer));
  switch (part) {
    case 'days':
      return figures.days.map(({ day, received, closed }) => [day, received, closed]);
    case 'months':
      return figures.months.map(({ day, received, closed }) => [monthText(day), received, closed]);
    case 'ages':
    case 'kinds':
      return figures[part].map(({ name, overdue, open }) => [name, overdue, open]);
    case 'summaries':
      return figures.summaries.map(
        ({ key, from, to, items, persons, groups, visitors, collective, collectiveVisitors }) => [
          ...[summaryPeriodNames[key], from, to, items, persons],
          ...[groups, visitors, collective, collectiveVisitors],
        ],
      );
    case 'hotline': {
      const { hotline } = figures;
      if (!hotline) return [];
      const { year, numerator, denominator, value = '', allowanceLeft } = hotline;
      return [[year, numerator, denominator, value === '' ? '' : Math.round(value * 10_000) / 10_000, allowanceLeft]];
    }
    case 'topics':
      return figures.topics.topics.map(({ phrase, cases }) => [phrase, cases]);
    case 'rates':
      return figures.rates.map(({ name, numerator, denominator, value, notYetDue, made }) => [
        name,
        numerator,
        denominator,
        denominator - numerator,
        value === undefined ? '' : Math.round(value * 10_000) / 10_000,
        notYetDue,
        made,
      ]);
  }
}
