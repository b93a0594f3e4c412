import { type PlainDate, yearOf } from '@huiyin/domain';
import {
  type Aggregates,
  type Command,
  type DomainEvent,
  decide,
  evolveOutreachVisit,
  evolvePetitionCase,
  nextDue,
  numberCase,
  type OutreachVisitState,
  type PetitionCaseState,
  streamsOf,
  type World,
} from '@huiyin/domain/cases';
import type { ChangeFeed } from '../../infra/change-feed.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { isPassingConflict } from '../../infra/database-errors.ts';
import { inTransaction, type Transaction } from '../../infra/transaction.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import { firstMissingAttachment, tieAttachments } from '../attachments/attachments.repository.ts';
import { calendar } from '../calendar/calendar.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { scopeOf } from '../people/visibility.ts';
import { type CommandEnvelope, type PreparedCommand, prepareCommand } from './command-envelope.ts';
import {
  appendEvents,
  chainEvents,
  type LoadedStreams,
  loadStreams,
  type Provenance,
} from './event-store.repository.ts';
import { accepted, type CommandOutcome, duplicate, type RegisteredCase, refusedOutcome } from './outcome.ts';
import {
  appendChanges,
  appendCountDeltas,
  type CaseChange,
  saveCases,
  saveVisit,
  takeNumbers,
} from './projections.repository.ts';
import { insertReceipt, lockReceipt } from './receipts.repository.ts';

/** What a write needs of the server. */
export interface CommandDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly feed: Pick<ChangeFeed, 'hint'>;
}

/** Refusals that may pass without a change of the command: not stored, so that the same command can be sent again. */
const passing = new Set<string>([
  'version-conflict',
  'attachment-missing',
  'calendar-missing',
  // A unit that an administrator has just added may be seconds away from this process.
  'unknown-unit',
]);

const attempts = 8;

/**
 * The one door for writes. In ONE transaction: looks the receipt up (a known commandId is answered with the stored outcome,
 * refusals too), locks and loads the streams, lets the domain decide, numbers new cases (编号, R69), appends the events,
 * updates rows, counts and change feed, and stores the receipt. Answers every outcome as a value; throws only when the
 * database is away or for a bug. Transactions that another one forced to give way are tried again.
 */
export async function executeCommand(
  deps: CommandDeps,
  actor: Viewer,
  envelope: CommandEnvelope,
): Promise<CommandOutcome> {
  const receivedAt = deps.clock.now();
  const prepared = prepareCommand(envelope, actor, receivedAt);
  if (!prepared.ok) return refusedOutcome(envelope.commandId, new Date(receivedAt).toISOString(), prepared);
  const outcome = await retried(() => carryOut(deps, actor, prepared.value));
  if (outcome.status === 'accepted') deps.feed.hint();
  return { ...outcome, commandId: envelope.commandId };
}

async function retried(attempt: () => Promise<CommandOutcome>): Promise<CommandOutcome> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (count === attempts || !isPassingConflict(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * count));
    }
  }
}

async function carryOut(deps: CommandDeps, actor: Viewer, prepared: PreparedCommand): Promise<CommandOutcome> {
  const { provenance, payloadHash, type } = prepared;
  const { bureauId, commandId, receivedAt } = provenance;
  const units = await unitTree(deps.database.prisma, bureauId);
  const { id, displayName: name, role, unitId } = actor;
  const world: World = { calendar, today: deps.clock.today(), actor: { id, name, role, unitId }, unit: units.get };
  return inTransaction(deps.database.pool, async (tx) => {
    // Asked for together, carried out in this order: the receipt's lock is held before anything else is looked at.
    const [receipt, known] = await Promise.all([
      lockReceipt(tx, bureauId, commandId),
      loadKnown(tx, actor, prepared.command),
    ]);
    if (receipt) {
      const same = receipt.payloadHash === payloadHash && receipt.actorId === id;
      return same
        ? duplicate(receivedAt, receipt.outcome)
        : refusedOutcome(commandId, receivedAt, serverRefusal('command-id-reused'));
    }
    const result = known.ok ? await decideAndNumber(tx, { world, provenance }, known) : known;
    if (!result.ok) {
      const outcome = refusedOutcome(commandId, receivedAt, result);
      return passing.has(result.code)
        ? outcome
        : insertReceipt(tx, bureauId, { actorId: id, type, payloadHash, outcome });
    }
    const { visit, changes } = result.value;
    const made = { visitId: visit?.id ?? null, cases: registeredCases(changes) };
    const outcome = accepted(commandId, receivedAt, made);
    const [stored] = await Promise.all([
      insertReceipt(tx, bureauId, { actorId: id, type, payloadHash, outcome }),
      writeAll(tx, { world, provenance }, result.value),
    ]);
    return stored;
  });
}

/** A command, and what the database knows that it is decided on. */
interface Known {
  readonly ok: true;
  readonly command: Command;
  readonly loaded: LoadedStreams;
  readonly missingAttachment: string | undefined;
}

async function loadKnown(tx: Transaction, actor: Viewer, read: PreparedCommand['command']): Promise<Known | Refusal> {
  if (!read.ok) return read;
  const command = read.value;
  // New streams are looked for in the whole bureau, so that a taken id is found; existing cases only where the actor sees them.
  const makes = command.type === 'registerCase' || command.type === 'logOutreachVisit';
  const named = command.type === 'logOutreachVisit' ? command.attachments : [];
  const [missingAttachment, loaded] = await Promise.all([
    firstMissingAttachment(tx, actor.bureauId, actor.id, named),
    loadStreams(tx, actor.bureauId, streamsOf(command), makes ? undefined : scopeOf(actor)),
  ]);
  return { ok: true, command, loaded, missingAttachment };
}

interface Situation {
  readonly world: World;
  readonly provenance: Provenance;
}

/** What an accepted command writes. */
interface Decided extends Folded {
  readonly loaded: LoadedStreams;
  readonly visit: OutreachVisitState | undefined;
}

async function decideAndNumber(
  tx: Transaction,
  { world, provenance }: Situation,
  { command, loaded, missingAttachment }: Known,
): Promise<{ readonly ok: true; readonly value: Decided } | Refusal> {
  if (missingAttachment !== undefined) {
    return serverRefusal('attachment-missing', { attachmentId: missingAttachment }, 'attachments');
  }
  const decision = decide(aggregatesOf(loaded), command, world);
  if (!decision.ok) return decision;
  const folded = await numbered(tx, provenance.bureauId, world.today, foldCases(loaded, decision.value));
  const logged = folded.events.find((event) => event.type === 'outreachVisitLogged');
  const visit = logged && evolveOutreachVisit(undefined, logged);
  return { ok: true, value: { ...folded, loaded, visit } };
}

/** Every row of an accepted command, on the way together. */
async function writeAll(tx: Transaction, { world, provenance }: Situation, decided: Decided): Promise<void> {
  const { bureauId } = provenance;
  const { loaded, events, changes, visit } = decided;
  const chained = chainEvents(loaded.heads, provenance, events);
  const written = { from: provenance, today: world.today, heads: chained.heads };
  await Promise.all([
    appendEvents(tx, chained),
    saveCases(tx, written, changes),
    visit && saveVisit(tx, written, visit),
    visit &&
      tieAttachments(
        tx,
        bureauId,
        visit.id,
        visit.attachments.map(({ id }) => id),
      ),
    appendCountDeltas(tx, bureauId, world.today, changes),
    appendChanges(tx, bureauId, [
      ...(visit ? [{ kind: 'outreachVisit', id: visit.id, unitId: visit.placeUnitId } as const] : []),
      ...changes.map(({ after }) => ({ kind: 'petitionCase', id: after.id, unitId: after.handlingUnitId }) as const),
    ]),
  ]);
}

function aggregatesOf(loaded: LoadedStreams): Aggregates {
  return { petitionCase: (id) => loaded.cases.get(id), outreachVisit: (id) => loaded.visits.get(id) };
}

interface Folded {
  readonly events: readonly DomainEvent[];
  readonly changes: readonly CaseChange[];
}

function foldCases(loaded: LoadedStreams, events: readonly DomainEvent[]): Folded {
  const after = new Map<string, PetitionCaseState>();
  for (const event of events) {
    if (event.stream.kind !== 'petitionCase') continue;
    const { id } = event.stream;
    after.set(id, evolvePetitionCase(after.get(id) ?? loaded.cases.get(id), event));
  }
  return { events, changes: [...after].map(([id, state]) => ({ before: loaded.cases.get(id), after: state })) };
}

/** New cases get their numbers last, so that the counter's row is locked as briefly as possible. */
async function numbered(
  tx: Transaction,
  bureauId: string,
  today: PlainDate,
  { events, changes }: Folded,
): Promise<Folded> {
  const channel = changes.find(({ after }) => after.number === undefined)?.after.channel;
  if (channel === undefined) return { events, changes };
  const year = yearOf(today);
  const count = changes.filter(({ after }) => after.number === undefined).length;
  let next = await takeNumbers(tx, bureauId, { channel, year, count });
  const numberEvents: DomainEvent[] = [];
  const numberedChanges = changes.map(({ before, after }) => {
    if (after.number !== undefined) return { before, after };
    const event = numberCase(after, year, next);
    next += 1;
    numberEvents.push(event);
    return { before, after: evolvePetitionCase(after, event) };
  });
  return { events: [...events, ...numberEvents], changes: numberedChanges };
}

function registeredCases(changes: readonly CaseChange[]): RegisteredCase[] {
  return changes
    .filter(({ before }) => before === undefined)
    .map(({ after }) => {
      const due = nextDue(after);
      return { id: after.id, number: after.number ?? '', legalDue: due?.legalDue ?? null, clock: due?.clock ?? null };
    });
}
