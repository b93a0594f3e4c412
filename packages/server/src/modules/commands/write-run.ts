import { yearOf } from '@huiyin/domain';
import {
  type Channel,
  type DomainEvent,
  evolvePetitionCase,
  nextDue,
  numberCase,
  type OutreachVisitState,
  type PetitionCaseState,
} from '@huiyin/domain/cases';
import type { ReceptionSessionState } from '@huiyin/domain/receptions';
import { openingKey } from '@huiyin/domain/settings';
import { breathe, inOneGo } from '../../infra/breathe.ts';
import { type EndingTransaction, type Statement, sendAll, type Transaction } from '../../infra/transaction.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import { signaturesOf, tieStatements } from '../attachments/attachments.repository.ts';
import { issueDocuments } from '../documents/issue-documents.ts';
import { orderStatements } from '../hotline/hotline.repository.ts';
import { visitStatements } from '../outreach/visit-rows.repository.ts';
import { rowWorldOf } from '../people/world.ts';
import { sessionStatements } from '../reception/session-rows.repository.ts';
import { caseKeyStatements } from '../repeats/case-keys.ts';
import type { PreparedCommand } from './command-envelope.ts';
import { type CaseChange, countStatements } from './count-deltas.ts';
import { chainEvents, eventStatements, type LoadedStreams, type Provenance } from './event-store.repository.ts';
import type { Situation } from './known.ts';
import { type NumbersAsked, takeNumbers } from './numbers.repository.ts';
import {
  accepted,
  type CommandOutcome,
  duplicate,
  type RegisteredCase,
  refusedOutcome,
  type StreamVersion,
} from './outcome.ts';
import { caseStatements, fed, feedStatements } from './projections.repository.ts';
import { type Receipt, receiptStatements } from './receipts.repository.ts';

/** What one accepted command writes. */
export interface Decided {
  readonly events: readonly DomainEvent[];
  readonly changes: readonly CaseChange[];
  readonly visit: OutreachVisitState | undefined;
  readonly sessions: readonly ReceptionSessionState[];
  /** What its streams were before. */
  readonly loaded: LoadedStreams;
}

/** What the rules, or the door, made of one command. */
export type Decision = { readonly ok: true; readonly value: Decided } | Refusal;

/** An accepted command with its provenance. */
interface Accepting extends Decided {
  readonly from: Provenance;
}

/** How a command of a run stands before anything is written. */
export type Judged =
  | { readonly prepared: PreparedCommand; readonly answered: CommandOutcome }
  | { readonly prepared: PreparedCommand; readonly decided: Decision };

/** Refusals that may pass without a change of the command: not stored, so that the same command can be sent again. */
const passing = new Set<string>([
  'version-conflict',
  'attachment-missing',
  'calendar-missing',
  // A unit that an administrator has just added may be seconds away from this process.
  'unknown-unit',
]);

/** All commands of a run or none of them. */
export interface Whole {
  /** Writes what belongs with them, in the same transaction. */
  readonly write: (tx: Transaction) => Promise<void>;
  /** Gives the numbers of new cases: not from the counter, which the transaction would hold until its end. */
  readonly take: (asked: NumbersAsked) => Promise<number>;
  /** Hears of how many of the commands PostgreSQL has everything now. */
  readonly onWritten: (commands: number) => void;
}

/** Numbers what is new, writes everything of the run, and commits. Answers the outcomes in their order. */
export async function settle(
  tx: EndingTransaction,
  situation: Situation,
  judged: readonly Judged[],
  whole?: Whole,
): Promise<readonly CommandOutcome[]> {
  const accepting = judged.flatMap((one) =>
    'decided' in one && one.decided.ok ? [{ from: one.prepared.provenance, ...one.decided.value }] : [],
  );
  const [, outcomes] = await Promise.all([
    sendAll(tx, unnumbered(situation, accepting)),
    numberAndFinish(tx, situation, judged, { accepting, whole }),
  ]);
  return outcomes;
}

async function numberAndFinish(
  tx: EndingTransaction,
  situation: Situation,
  judged: readonly Judged[],
  { accepting, whole }: { readonly accepting: readonly Accepting[]; readonly whole: Whole | undefined },
): Promise<readonly CommandOutcome[]> {
  const take: Whole['take'] = whole?.take ?? ((of) => takeNumbers(tx, situation.bureauId, of));
  const cases = await numbered(situation, accepting, take);
  const written = await issueDocuments(tx, { ...rowWorldOf(situation.known), settings: situation.settings }, cases);
  const byId = new Map(written.map((one) => [one.from.commandId, one]));
  const outcomes = judged.map((one) => outcomeOf(one, byId));
  await whole?.write(tx);
  const receipts = judged.flatMap((one, place) => {
    const outcome = outcomes[place];
    return outcome && isKept(one) ? [receiptOf(one.prepared, outcome)] : [];
  });
  // A sheet of thousands is made part by part: PostgreSQL writes one while the next is made, and others have the process too.
  const sent: Promise<void>[] = [];
  const part = (from: number) => statementsOf(situation, written.slice(from, from + inOneGo));
  let from = 0;
  for (; written.length - from > inOneGo; from += inOneGo) {
    const upTo = from + inOneGo;
    const going = sendAll(tx, part(from)).then(() => whole?.onWritten(upTo));
    going.catch(() => undefined); // it fails the transaction, and is thrown where all are waited for
    sent.push(going);
    await breathe();
  }
  const finished = tx.finish<{ outcome: CommandOutcome }>([
    ...receiptStatements(situation.bureauId, receipts),
    ...part(from),
  ]);
  const [[stored = []]] = await Promise.all([finished, ...sent]);
  const revised = new Map(receipts.length === 0 ? [] : stored.map(({ outcome }) => [outcome.commandId, outcome]));
  return outcomes.map((outcome) => revised.get(outcome.commandId) ?? outcome);
}

function outcomeOf(one: Judged, written: ReadonlyMap<string, Accepting>): CommandOutcome {
  if ('answered' in one) return one.answered;
  const { commandId, receivedAt } = one.prepared.provenance;
  if (!one.decided.ok) return refusedOutcome(commandId, receivedAt, one.decided);
  const mine = written.get(commandId);
  if (!mine) throw new Error('a decided command was not written');
  const visitId = mine.visit?.id ?? null;
  return accepted(commandId, receivedAt, { visitId, cases: registeredCases(mine.changes), versions: versionsOf(mine) });
}

/** Whether the outcome becomes the command's receipt. */
function isKept(one: Judged): boolean {
  return 'decided' in one && (one.decided.ok || !passing.has(one.decided.code));
}

function receiptOf({ actor, type, payloadHash }: PreparedCommand, outcome: CommandOutcome) {
  return { actorId: actor.id, type, payloadHash, outcome };
}

/** The same command again is answered from its receipt; the same name for something else is refused. */
export function answeredBefore({ actor, provenance, payloadHash }: PreparedCommand, receipt: Receipt): CommandOutcome {
  const { commandId, receivedAt } = provenance;
  const same = receipt.payloadHash === payloadHash && receipt.actorId === actor.id;
  return same
    ? duplicate(receivedAt, receipt.outcome)
    : refusedOutcome(commandId, receivedAt, serverRefusal('command-id-reused'));
}

/** What does not say the number: it goes ahead, so that the counters' rows are locked that much shorter. */
function unnumbered({ bureauId, known, secret }: Situation, run: readonly Accepting[]): Statement[] {
  const world = rowWorldOf(known);
  const changes = run.flatMap((one) => one.changes);
  return [
    ...caseKeyStatements(secret, bureauId, changes),
    ...countStatements(bureauId, world, changes),
    ...feedStatements(bureauId, [
      ...run.flatMap(({ sessions }) => sessions.map(fed.receptionSession)),
      ...run.flatMap(({ visit }) => (visit ? [fed.outreachVisit(visit)] : [])),
      ...changes.map((change) => fed.petitionCase(change, world)),
    ]),
  ];
}

/** What writes all the other rows of the accepted commands. */
function statementsOf({ bureauId, known }: Situation, run: readonly Accepting[]): Statement[] {
  const world = rowWorldOf(known);
  const chained = run.map((one) => ({ ...one, ...chainEvents(one.loaded.heads, one.from, one.events) }));
  const changes = chained.flatMap((one) => one.changes);
  const visits = chained.flatMap(({ visit, from, heads }) => (visit ? [{ visit, from, heads }] : []));
  const sessions = chained.flatMap((one) =>
    one.sessions.map((session) => ({ session, from: one.from, heads: one.heads })),
  );
  return [
    ...eventStatements({ rows: chained.flatMap(({ rows }) => rows) }),
    ...caseStatements(
      world,
      chained.flatMap(({ changes: some, from, heads }) => some.map((change) => ({ ...change, from, heads }))),
    ),
    ...visitStatements(visits),
    ...sessionStatements(sessions),
    ...tieStatements(
      bureauId,
      'session',
      sessions.map(({ session }) => ({ id: session.id, files: signaturesOf(session) })),
    ),
    ...tieStatements(
      bureauId,
      'visit',
      visits.map(({ visit: { id, attachments: files } }) => ({ id, files })),
    ),
    ...tieStatements(
      bureauId,
      'case',
      changes.map((change) => ({ id: change.after.id, files: scansNamed(change) })),
    ),
    ...orderStatements(bureauId, changes),
  ];
}

/** New cases get their numbers last, so that the counters' rows are locked as briefly as possible, and always in one order. */
async function numbered(
  { known, settings }: Situation,
  run: readonly Accepting[],
  take: Whole['take'],
): Promise<readonly Accepting[]> {
  const year = yearOf(known.today);
  const fresh = run.flatMap(({ changes }) => changes.filter(({ after }) => after.number === undefined));
  const channels = Map.groupBy(fresh, ({ after }) => after.channel);
  const next = new Map<Channel, number>();
  for (const [channel, some] of [...channels].sort(([a], [b]) => (a < b ? -1 : 1))) {
    next.set(channel, await take({ channel, year, count: some.length }));
  }
  if (next.size === 0) return run;
  const numberOne = (state: PetitionCaseState) => {
    const sequence = next.get(state.channel) ?? 0;
    next.set(state.channel, sequence + 1);
    return numberCase(state, year, sequence, settings[openingKey(state.channel)]);
  };
  return run.map((one) => {
    const numberEvents: DomainEvent[] = [];
    const changes = one.changes.map(({ before, after }) => {
      if (after.number !== undefined) return { before, after };
      const event = numberOne(after);
      numberEvents.push(event);
      return { before, after: evolvePetitionCase(after, event) };
    });
    return { ...one, changes, events: [...one.events, ...numberEvents] };
  });
}

/** The files that a change names for the first time: scans of a new case, evidence of what was carried out (落实). */
function scansNamed({ before, after }: CaseChange): readonly { readonly id: string }[] {
  const scans = before === undefined ? (after.scans ?? []) : [];
  const reports = after.implementations?.slice(before?.implementations?.length ?? 0) ?? [];
  return [...scans, ...reports.flatMap(({ evidence = [] }) => evidence)];
}

/** What an accepted command's sessions, cases and visit are now. */
function versionsOf({ changes, visit, sessions }: Decided): StreamVersion[] {
  return [
    ...sessions.map(({ id, version }) => ({ kind: 'receptionSession', id, version }) as const),
    ...(visit ? [{ kind: 'outreachVisit', id: visit.id, version: visit.version } as const] : []),
    ...changes.map(({ after }) => ({ kind: 'petitionCase', id: after.id, version: after.version }) as const),
  ];
}

/** The cases that a command made, as its outcome tells them. */
function registeredCases(changes: readonly CaseChange[]): RegisteredCase[] {
  return changes
    .filter(({ before }) => before === undefined)
    .map(({ after }) => {
      const due = nextDue(after);
      return { id: after.id, number: after.number ?? '', legalDue: due?.legalDue ?? null, clock: due?.clock ?? null };
    });
}
