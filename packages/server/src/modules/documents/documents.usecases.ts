import { dateInShanghai, ok, type PlainDate } from '@huiyin/domain';
import { checkRecused, type PetitionCaseState, type World } from '@huiyin/domain/cases';
import {
  type DocumentData,
  type DocumentKind,
  foreseenState,
  formAct,
  issuerOf,
  type PaperStanding,
  paperStandings,
  proposedCopies,
} from '@huiyin/domain/documents';
import { documentKindName } from '@huiyin/domain/messages';
import type { Services } from '../../context.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { sha256 } from '../../infra/sha256.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { draftMark, voidMark } from '../../messages/documents.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { findVisitsById } from '../outreach/outreach.repository.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { mayReadCases, scopeOf } from '../people/visibility.ts';
import { worldOf } from '../people/world.ts';
import { readableState } from '../petition-cases/case-actions.ts';
import { type CaseRow, findCase } from '../petition-cases/petition-cases.repository.ts';
import { sessionOfCase } from '../reception/reception.repository.ts';
import { settingsFor } from '../settings/settings.ts';
import { documentData, peopleNamed } from './document-data.ts';
import {
  appendAccess,
  type DocumentFormat,
  type DocumentRow,
  type DocumentTaking,
  findDocument,
  findDocumentFile,
  formatOf,
  keepDocumentFile,
  namesOfPeople,
  newestAct,
} from './documents.repository.ts';
import { type MadeDocument, makeDocument, renderDocument } from './make-document.ts';
import { printerOf } from './printer.ts';
import { outreachData, receptionData } from './reception-record.ts';
import { findTemplateFile, templatesInUse } from './templates.repository.ts';
import { builtInTemplate } from './templates.ts';

type Deps = Pick<Services, 'database' | 'clock'>;

/**
 * An issued paper in one format. The .docx and the PDF are made once and kept: every later one is the same to the byte. Each
 * taking is written down. Refuses unknown-document (there is none, or its case is not for this viewer), actor-recused, and what
 * {@link makeDocument} does.
 */
export async function takeDocument(
  deps: Deps,
  viewer: Viewer,
  { id, taking }: { readonly id: string; readonly taking: DocumentTaking },
): Promise<Outcome<MadeDocument>> {
  const { prisma } = deps.database;
  const row = mayReadCases(viewer) ? await findDocument(prisma, viewer.bureauId, id) : undefined;
  const seen = row && (await findCase(deps.database, scopeOf(viewer), row.caseId));
  if (!row || !seen) return serverRefusal('unknown-document');
  const refusal = checkRecused(seen.state, viewer.id);
  if (refusal) return refusal;
  const made = await madeOf(deps, row, formatOf(taking));
  if (made.ok) await note(deps, viewer, { caseId: row.caseId, documentId: id, kind: row.kind, format: taking });
  return made;
}

async function madeOf(
  deps: Deps,
  row: DocumentRow & { readonly voided: boolean },
  format: DocumentFormat,
): Promise<Outcome<MadeDocument>> {
  const docx = await keptDocx(deps, row);
  const title = `${documentKindName(row.kind)} ${row.number}`;
  const order = { title, format, day: row.issuedOn, ...(row.voided && { mark: voidMark }) };
  // what was cancelled is never printed as if it stood: not the kept PDF
  if (format !== 'pdf' || row.voided) return renderDocument(docx, order);
  const { prisma } = deps.database;
  const kept = await findDocumentFile(prisma, row.bureauId, row.id, 'pdf');
  if (kept) return ok({ bytes: kept.bytes, mime: 'application/pdf', fileName: `${title}.pdf` });
  const made = await renderDocument(docx, order);
  return made.ok ? ok({ ...made.value, bytes: await keepBytes(deps, row, 'pdf', made.value.bytes) }) : made;
}

/** The filled .docx, from what was kept of the act: its data and the template of that day. */
async function keptDocx(deps: Deps, row: DocumentRow): Promise<Uint8Array> {
  const { prisma } = deps.database;
  const kept = await findDocumentFile(prisma, row.bureauId, row.id, 'docx');
  if (kept) return kept.bytes;
  const template = await findTemplateFile(prisma, row.bureauId, row.templateSha256);
  if (!template) throw new Error(`the template of document ${row.id} is gone`);
  const made = await makeDocument({ kind: row.kind, data: row.data, format: 'docx', day: row.issuedOn, template });
  if (!made.ok) throw new Error(`a .docx was refused: ${made.code}`);
  return keepBytes(deps, row, 'docx', made.value.bytes);
}

function keepBytes(
  { database, clock }: Deps,
  { bureauId, id }: DocumentRow,
  format: DocumentFormat,
  bytes: Uint8Array,
) {
  const file = { bureauId, documentId: id, format, bytes, sha256: sha256(bytes), at: new Date(clock.now()) };
  return keepDocumentFile(database.prisma, file);
}

/**
 * A form of what stands in the case now, or an act's paper to be read before the act (拟稿): without number, and marked across
 * the page. Refuses unknown-document, actor-recused, and document-not-yet with what is wanting.
 */
export async function draftDocument(
  deps: Deps,
  viewer: Viewer,
  { caseId, kind, taking }: { readonly caseId: string; readonly kind: DocumentKind; readonly taking: DocumentTaking },
): Promise<Outcome<MadeDocument>> {
  const { prisma, pool } = deps.database;
  const row = mayReadCases(viewer) ? await findCase(deps.database, scopeOf(viewer), caseId) : undefined;
  if (!row) return serverRefusal('unknown-document');
  const refusal = checkRecused(row.state, viewer.id);
  if (refusal) return refusal;
  const [world, state] = await Promise.all([worldFor(deps, viewer), readableState(deps, viewer, row)]);
  const standing = paperStandings(state, world).find((one) => one.kind === kind);
  if (!standing || standing.standing === 'notYet') return standing?.refusal ?? serverRefusal('document-not-yet');
  const { template, names } = await inTransaction(pool, async (tx) => {
    const sha256 = (await templatesInUse(tx, viewer.bureauId, [kind])).get(kind);
    return { template: sha256, names: await namesOfPeople(tx, viewer.bureauId, peopleNamed(state)) };
  });
  const bytes =
    (template && (await findTemplateFile(prisma, viewer.bureauId, template))) || (await builtInTemplate(kind)).bytes;
  const today = deps.clock.today();
  const place = { unit: world.unit, actorUnitId: viewer.unitId };
  const issuer = issuerOf(world.unit, viewer.unitId);
  const unitName = (id: string): string => world.unit(id)?.name ?? '';
  const made = (await filledIn(prisma, kind, row)) ?? { on: today, by: viewer.displayName };
  const data = {
    ...documentData({
      kind,
      state: standing.standing === 'draft' ? foreseenState(kind, state, world) : state,
      number: '',
      // a draft has no day yet
      issuedOn: standing.standing === 'draft' ? undefined : made.on,
      issuer: issuer?.name ?? '',
      contact: issuer?.contact ?? '',
      // who will get it by the rules, until somebody chooses
      addressing: standing.act ? { copyTo: proposedCopies(standing.act, state, place) } : {},
      printedBy: printerOf(issuer, world.unit(viewer.unitId)),
      actor: made.by,
      today,
      statute: (await settingsFor(deps, viewer)).legalBasis,
      unitName,
      personName: (id) => names.get(id) ?? '',
    }),
    ...(kind === 'receptionRecord' && (await received(prisma, viewer, state, unitName))),
  };
  const document = await makeDocument({
    kind,
    data,
    format: formatOf(taking),
    day: today,
    template: bytes,
    ...(standing.standing === 'draft' && { mark: draftMark }),
    ...(state.voided && { mark: voidMark }),
  });
  if (document.ok) await note(deps, viewer, { caseId, documentId: null, kind, format: taking });
  return document;
}

/** Who filled in a form and on which day: of the act that it documents, not of whoever prints it now. */
async function filledIn(
  db: PrismaClient,
  kind: DocumentKind,
  { bureauId, state }: CaseRow,
): Promise<{ readonly on: PlainDate; readonly by: string } | undefined> {
  const act = formAct(kind, state);
  const event = act && (await newestAct(db, bureauId, state.id, act.event));
  if (!event) return undefined;
  return { on: act.on ?? dateInShanghai(event.at.getTime()), by: act.by ?? event.by };
}

/** Of a reception record: what the session says at which the matter was decided, or the visit on which it was raised. */
async function received(
  db: PrismaClient,
  viewer: Viewer,
  { id, visitId }: PetitionCaseState,
  unitName: (id: string) => string,
): Promise<DocumentData | undefined> {
  const [session, visits] = await Promise.all([
    sessionOfCase(db, viewer.bureauId, id),
    visitId === undefined ? [] : findVisitsById(db, viewer, [visitId]),
  ]);
  const [visit] = visits;
  return (session && receptionData(session, id)) ?? (visit && outreachData(visit.state, unitName));
}

/** What papers can be made of a case now, and which not yet and why. */
export async function standingsOf(deps: Deps, viewer: Viewer, { state }: CaseRow): Promise<readonly PaperStanding[]> {
  return paperStandings(state, await worldFor(deps, viewer));
}

async function worldFor({ database, clock }: Deps, viewer: Viewer): Promise<World> {
  const [calendar, units] = await Promise.all([
    calendarFor(database, viewer),
    unitTree(database.prisma, viewer.bureauId),
  ]);
  return worldOf(viewer, { calendar, today: clock.today(), units });
}

/** Who took which paper, and how, is written down. */
async function note(
  { database, clock }: Deps,
  viewer: Viewer,
  taken: {
    readonly caseId: string;
    readonly documentId: string | null;
    readonly kind: DocumentKind;
    readonly format: DocumentTaking;
  },
): Promise<void> {
  const row = { ...taken, personName: viewer.displayName, takenAt: new Date(clock.now()) };
  await appendAccess(database.prisma, viewer.bureauId, row, viewer.id);
}
