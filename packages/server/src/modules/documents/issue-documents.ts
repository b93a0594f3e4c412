import { randomUUID } from 'node:crypto';
import { yearOf } from '@huiyin/domain';
import { type DomainEvent, evolvePetitionCase, type PetitionCaseState, type World } from '@huiyin/domain/cases';
import {
  actsOfPaper,
  bornOf,
  documentKinds,
  documentNumber,
  documentRules,
  type IssuedDocument,
  issuerOf,
  proposedMark,
} from '@huiyin/domain/documents';
import type { BureauSettings } from '@huiyin/domain/settings';
import type { Transaction } from '../../infra/transaction.ts';
import type { CaseChange } from '../commands/count-deltas.ts';
import type { Provenance } from '../commands/event-store.repository.ts';
import { documentData, peopleNamed } from './document-data.ts';
import {
  type DocumentRow,
  insertDocuments,
  markVoided,
  namesOfPeople,
  takeDocumentNumber,
} from './documents.repository.ts';
import { printerOf } from './printer.ts';
import { templatesInUse } from './templates.repository.ts';
import { builtInTemplate } from './templates.ts';

/** The world that the act was decided in, with the bureau's switches. */
type PaperWorld = Pick<World, 'unit' | 'today'> & { readonly settings: BureauSettings };

/** What a command did, as far as papers can come of it. */
interface Act {
  readonly events: readonly DomainEvent[];
  readonly changes: readonly CaseChange[];
  readonly from: Pick<Provenance, 'bureauId' | 'actor' | 'receivedAt'>;
}

/** Whether anything here brings forth or cancels a paper: most commands do not, and pay nothing. */
const touchesPapers = ({ events, changes }: Act): boolean =>
  events.some((event) => event.type === 'documentVoided' || bornIn(event, changes) !== undefined);

function bornIn(event: DomainEvent, changes: readonly CaseChange[]) {
  const change = changes.find(({ after }) => after.id === event.stream.id);
  return change && bornOf(event, change.after);
}

/** Whether the templates that come with the system must be at hand before the transaction begins. */
export const bringsPapers = (types: readonly string[]): boolean => types.some((type) => acts.has(type));
const acts = new Set<string>([...documentKinds.flatMap(actsOfPaper), 'voidDocument']);

/**
 * Numbers the papers that the acts bring forth (发文字号: gap-free per issuer, series and year), in the acts' transaction, and
 * keeps what each is filled with. The events come back with their papers in them, and the cases as they leave them.
 */
export async function issueDocuments<T extends Act>(
  tx: Transaction,
  world: PaperWorld,
  run: readonly T[],
): Promise<readonly T[]> {
  if (!run.some(touchesPapers)) return run;
  const done: T[] = [];
  for (const act of run) done.push(touchesPapers(act) ? await issueOf(tx, world, act) : act);
  return done;
}

async function issueOf<T extends Act>(tx: Transaction, world: PaperWorld, act: T): Promise<T> {
  const { from } = act;
  const events: DomainEvent[] = [];
  const born: Numbered[] = [];
  for (const event of act.events) {
    const one = await numberPaper(tx, from, world, event, act.changes);
    if (one) born.push(one);
    events.push(one ? withPaper(event, one.paper) : event);
  }
  const changes = act.changes.map(({ before, after }) => ({ before, after: refold(before, after.id, events) }));
  const voided = events.flatMap((event) => (event.type === 'documentVoided' ? [event.documentId] : []));
  if (voided.length > 0) await markVoided(tx, from.bureauId, voided, from.receivedAt);
  if (born.length > 0) await keep(tx, from, world, { born, changes });
  return { ...act, events, changes };
}

/** A paper with its place in our own series; all null for a number that was given by hand. */
interface Numbered {
  readonly paper: IssuedDocument;
  readonly place: Pick<DocumentRow, 'series' | 'year' | 'sequence'>;
}

async function numberPaper(
  tx: Transaction,
  { bureauId, actor }: Act['from'],
  world: PaperWorld,
  event: DomainEvent,
  changes: readonly CaseChange[],
): Promise<Numbered | undefined> {
  const paper = bornIn(event, changes);
  if (!paper) return undefined;
  const issuer = issuerOf(world.unit, actor.unitId);
  const { series } = documentRules[paper.kind];
  if (!issuer || series === undefined) return undefined;
  // A number that the office has from its own register is not one of ours.
  const given = event.type === 'replyIssued' ? event.documentNumber : undefined;
  const year = yearOf(world.today);
  const taken = given ? undefined : await takeDocumentNumber(tx, bureauId, { issuerUnitId: issuer.id, series, year });
  const sequence = taken?.last ?? 0;
  const mark = taken?.mark ?? proposedMark(issuer, world.settings.organMark);
  const number = given ?? documentNumber(mark, { series, year, sequence });
  const place = taken === undefined ? { series: null, year: null, sequence: null } : { series, year, sequence };
  return { place, paper: { id: randomUUID(), ...paper, number, issuerUnitId: issuer.id } };
}

function withPaper(event: DomainEvent, paper: IssuedDocument): DomainEvent {
  const numbered = event.type === 'replyIssued' ? { ...event, documentNumber: paper.number } : event;
  // only events that bring forth a paper come here, and all of them may carry it
  return { ...numbered, paper } as DomainEvent;
}

/** The case once more from what it was, now with the papers. */
function refold(before: PetitionCaseState | undefined, id: string, events: readonly DomainEvent[]): PetitionCaseState {
  let state = before;
  for (const event of events) if (event.stream.id === id) state = evolvePetitionCase(state, event);
  if (!state) throw new Error('a changed case has no events');
  return state;
}

/** Writes the papers of one act with what they say. */
async function keep(
  tx: Transaction,
  { bureauId, actor, receivedAt }: Act['from'],
  world: PaperWorld,
  { born, changes }: { born: readonly Numbered[]; changes: readonly CaseChange[] },
): Promise<void> {
  const people = changes.flatMap(({ after }) => peopleNamed(after));
  const [names, own] = await Promise.all([
    namesOfPeople(tx, bureauId, people),
    templatesInUse(
      tx,
      bureauId,
      born.map(({ paper }) => paper.kind),
    ),
  ]);
  const rows: DocumentRow[] = [];
  for (const { paper, place } of born) {
    const state = changes.find(({ after }) => after.documents?.some(({ id }) => id === paper.id))?.after;
    if (!state) throw new Error('a paper belongs to no case');
    const { id, kind, number, issuedOn, issuerUnitId } = paper;
    const issuer = world.unit(issuerUnitId);
    const data = documentData({
      kind,
      state,
      number,
      issuedOn,
      issuer: issuer?.name ?? '',
      contact: issuer?.contact ?? '',
      addressing: paper,
      printedBy: printerOf(issuer, world.unit(actor.unitId)),
      actor: actor.name,
      today: world.today,
      statute: world.settings.legalBasis,
      unitName: (unitId) => world.unit(unitId)?.name ?? '',
      personName: (personId) => names.get(personId) ?? '',
    });
    const templateSha256 = own.get(kind) ?? (await builtInTemplate(kind)).sha256;
    rows.push({
      bureauId,
      id,
      caseId: state.id,
      kind,
      number,
      issuerUnitId,
      ...place,
      issuedOn,
      issuedAt: receivedAt,
      issuedByName: actor.name,
      templateSha256,
      data,
    });
  }
  await insertDocuments(tx, rows);
}
