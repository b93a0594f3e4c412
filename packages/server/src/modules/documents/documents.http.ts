import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DocumentKind, documentKinds } from '@huiyin/domain/documents';
import type { Services } from '../../context.ts';
import { refuse } from '../../infra/refuse.ts';
import { documentRefusalPage } from '../../messages/documents.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { sessionFromCookie } from '../people/sessions.ts';
import type { Viewer } from '../people/viewer.ts';
import { type DocumentTaking, documentTakings, formatOf } from './documents.repository.ts';
import { draftDocument, takeDocument } from './documents.usecases.ts';
import type { MadeDocument } from './make-document.ts';
import { takeTemplate } from './templates.usecases.ts';

const PATH = '/documents/';
const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const issued = new RegExp(`^(${uuid})\\.(\\w+)$`);
const ofTemplate = /^templates\/(\w+)\/(\d{1,6})\.(\w+)$/;
const ofCase = new RegExp(`^cases/(${uuid})/(\\w+)\\.(\\w+)$`);

/** What a request asks for; undefined for what is no address of a paper. */
type Asked = (services: Services, viewer: Viewer) => Promise<Outcome<MadeDocument>>;

const kindOf = (text: string | undefined): DocumentKind | undefined => documentKinds.find((known) => known === text);
const takingOf = (text: string | undefined): DocumentTaking | undefined =>
  documentTakings.find((known) => known === text);

function askedFor(path: string): { readonly taking: DocumentTaking; readonly take: Asked } | undefined {
  const [, id = '', one] = issued.exec(path) ?? [];
  const taking = takingOf(one);
  if (taking) return { taking, take: (services, viewer) => takeDocument(services, viewer, { id, taking }) };
  const [, templateKind, version, ending] = ofTemplate.exec(path) ?? [];
  const template = { kind: kindOf(templateKind), taking: takingOf(ending) };
  if (template.kind && template.taking) {
    const wish = { kind: template.kind, version: Number(version), format: formatOf(template.taking) };
    return { taking: template.taking, take: (services, viewer) => takeTemplate(services, viewer, wish) };
  }
  const [, caseId = '', name, other] = ofCase.exec(path) ?? [];
  const kind = kindOf(name);
  const draft = takingOf(other);
  if (!kind || !draft) return undefined;
  return {
    taking: draft,
    take: (services, viewer) => draftDocument(services, viewer, { caseId, kind, taking: draft }),
  };
}

/**
 * Answers GET /documents/…: papers as files (.docx, .pdf), as a page to be looked at in the app (.html), or as
 * the same PDF for the printer (.print). By the session
 * cookie; nothing is kept on the way or in the browser. False for every other path.
 */
export async function answerDocuments(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (!path.startsWith(PATH)) return false;
  const asked = request.method === 'GET' ? askedFor(path.slice(PATH.length)) : undefined;
  const viewer = await sessionFromCookie(services, request.headers.cookie);
  const refused = (status: number, refusal: Refusal) => {
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    return refuse(request, response, status, refusal, documentRefusalPage);
  };
  if (!viewer) return refused(401, serverRefusal('unauthenticated'));
  if (!asked) return refused(404, serverRefusal('unknown-document'));
  const made = await asked.take(services, viewer);
  if (!made.ok) return refused(made.code.startsWith('unknown-') ? 404 : 409, made);
  const { bytes, mime, fileName } = made.value;
  response.writeHead(200, {
    'content-type': mime,
    'content-length': bytes.length,
    'content-disposition': `${inline.includes(asked.taking) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    ...pageHeaders,
  });
  response.end(bytes);
  return true;
}

const inline: readonly DocumentTaking[] = ['html', 'print'];

/** A page of ours in a frame of ours: no script, nothing loaded, nothing kept. */
const pageHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
} as const;
