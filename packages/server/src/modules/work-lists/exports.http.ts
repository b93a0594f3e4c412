import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { coerceInputValue, isInputType } from 'graphql';
import type { Services } from '../../context.ts';
import { RefusalError } from '../../graphql/refusal.ts';
import { schema } from '../../graphql/schema.ts';
import { refuse } from '../../infra/refuse.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { requestFaults } from '../../messages/malformed.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import { beginWork, endWork, forgetWork, type LongWork } from '../long-work/long-work.ts';
import { sessionFromCookie } from '../people/sessions.ts';
import type { Viewer } from '../people/viewer.ts';
import { mayReadCases } from '../people/visibility.ts';
import { type ExportAsked, exportCases, exportId } from './export.usecases.ts';

const PATH = '/exports/cases.xlsx';
const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** One at a time for each person, and few at once, so that nobody's exports slow down the desk. */
const mostAtOnce = 3;

/**
 * Answers GET /exports/cases.xlsx?asked={"filter":…,"sort":…,"descending":…}: a list as a table, by the session cookie. `asked` has
 * the arguments of the query caseList, read by the same types. False for every other path.
 */
export async function answerExports(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? '', 'http://localhost');
  if (url.pathname !== PATH || request.method !== 'GET') return false;
  const viewer = await sessionFromCookie(services, request.headers.cookie);
  if (!viewer) return refuse(request, response, 401, serverRefusal('unauthenticated'));
  if (!mayReadCases(viewer)) return refuse(request, response, 403, serverRefusal('forbidden'));
  const asked = readAsked(url.searchParams.get('asked') ?? '{}');
  if (!asked)
    return refuse(request, response, 400, serverRefusal('malformed-request', { detail: requestFaults.asked }));
  const { bureauId, id: personId } = viewer;
  const work = { bureauId, id: exportId(viewer), personId, kind: 'export', subject: '' } as const;
  if (!(await beginWork(services, work, mostAtOnce)))
    return refuse(request, response, 429, serverRefusal('export-running'));
  let sent = false;
  try {
    sent = await send(services, viewer, { asked, work }, { request, response });
  } finally {
    if (!sent) await forgetWork(services, work);
  }
  return true;
}

/** The arguments, checked by the types of the API; undefined for what they do not allow. */
function readAsked(text: string): ExportAsked | undefined {
  const known = schema.getQueryType()?.getFields().caseList?.args ?? [];
  let faults = 0;
  try {
    const given: unknown = JSON.parse(text);
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
    const read = known
      .filter(({ name }) => ['filter', 'sort', 'descending'].includes(name))
      .map(({ name, type }) => {
        const value: unknown = (given as Record<string, unknown>)[name]; // any object has names
        return [name, isInputType(type) ? coerceInputValue(value ?? null, type, () => (faults += 1)) : null];
      });
    return faults > 0 ? undefined : Object.fromEntries(read);
  } catch {
    return undefined;
  }
}

/** Makes the table in a folder of its own, sends it, and leaves nothing of it behind; whether its person has it. */
async function send(
  services: Services,
  viewer: Viewer,
  { asked, work }: { readonly asked: ExportAsked; readonly work: LongWork },
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'huiyin-export-'));
  const leaving = new AbortController();
  response.once('close', () => leaving.abort());
  try {
    const path = join(folder, 'cases.xlsx');
    const made = await exportCases(services, viewer, asked, { path, signal: leaving.signal });
    if (!made.ok) {
      refuse(request, response, 409, made);
      return false;
    }
    const { fileName, rows, more } = made.value;
    const ended = { state: 'done', done: rows, refused: 0 } as const;
    // before its last byte is there: who has seen it end may say so
    await inTransaction(services.database.pool, (tx) => endWork(tx, work, ended, new Date(services.clock.now())));
    response.writeHead(200, {
      'content-type': mime,
      'content-length': (await stat(path)).size,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      'cache-control': 'no-store',
      'x-export-rows': String(rows),
      'x-export-more': String(more),
    });
    await pipeline(createReadStream(path), response);
    return true;
  } catch (error) {
    if (leaving.signal.aborted) return false;
    if (!(error instanceof RefusalError)) throw error;
    refuse(request, response, 400, { code: String(error.extensions.code), message: error.message });
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
