import {
  type Aggregates,
  type Command,
  type DomainEvent,
  decide,
  evolveOutreachVisit,
  evolvePetitionCase,
  nextDue,
  numberCase,
  type PetitionCaseState,
  type PlainDate,
  streamsOf,
  type World,
  yearOf,
} from '@huiyin/domain';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { ChangeFeed } from '../../infra/change-feed.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { isPassingConflict } from '../../infra/database-errors.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import { firstMissingAttachment, tieAttachments } from '../attachments/attachments.repository.ts';
import { calendar } from '../calendar/calendar.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { scopeOf } from '../people/visibility.ts';
import { type CommandEnvelope, type PreparedCommand, prepareCommand } from './command-envelope.ts';
import { appendEvents, type LoadedStreams, loadStreams, type Provenance } from './event-store.repository.ts';
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
const passing = new Set<string>(['version-conflict', 'attachment-missing', 'calendar-missing']);

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
  const inOneTransaction = async (tx: Prisma.TransactionClient): Promise<CommandOutcome> => {
    const receipt = await lockReceipt(tx, bureauId, commandId);
    if (receipt) {
      const same = receipt.payloadHash === payloadHash && receipt.actorId === id;
      return same
        ? duplicate(receivedAt, receipt.outcome)
        : refusedOutcome(commandId, receivedAt, serverRefusal('command-id-reused'));
    }
    const result = prepared.command.ok
      ? await decideAndWrite(tx, { actor, world, provenance }, prepared.command.value)
      : prepared.command;
    const outcome = result.ok
      ? accepted(commandId, receivedAt, result.value)
      : refusedOutcome(commandId, receivedAt, result);
    if (result.ok || !passing.has(result.code)) {
      await insertReceipt(tx, bureauId, { actorId: id, type, payloadHash, outcome });
    }
    return outcome;
  };
  return deps.database.prisma.$transaction(inOneTransaction, { maxWait: 15_000, timeout: 30_000 });
}

interface Situation {
  readonly actor: Viewer;
  readonly world: World;
  readonly provenance: Provenance;
}

interface Made {
  readonly revision: string;
  readonly visitId: string | null;
  readonly cases: readonly RegisteredCase[];
}

async function decideAndWrite(
  tx: Prisma.TransactionClient,
  { actor, world, provenance }: Situation,
  command: Command,
): Promise<{ readonly ok: true; readonly value: Made } | Refusal> {
  const { bureauId } = provenance;
  if (command.type === 'logOutreachVisit') {
    const attachmentId = await firstMissingAttachment(tx, bureauId, actor.id, command.attachments);
    if (attachmentId !== undefined) return serverRefusal('attachment-missing', { attachmentId }, 'attachments');
  }
  // New streams are looked for in the whole bureau, so that a taken id is found; existing cases only where the actor sees them.
  const makes = command.type === 'registerCase' || command.type === 'logOutreachVisit';
  const loaded = await loadStreams(tx, bureauId, streamsOf(command), makes ? undefined : scopeOf(actor));
  const decision = decide(aggregatesOf(loaded), command, world);
  if (!decision.ok) return decision;
  const { events, changes } = await numbered(tx, bureauId, world.today, foldCases(loaded, decision.value));
  await appendEvents(tx, provenance, events);
  await saveCases(tx, provenance, world.today, changes);
  const visit = await saveLoggedVisit(tx, provenance, events);
  await appendCountDeltas(tx, bureauId, world.today, changes);
  const revision = await appendChanges(tx, bureauId, [
    ...(visit ? [{ kind: 'outreachVisit', id: visit.id, unitId: visit.placeUnitId } as const] : []),
    ...changes.map(({ after }) => ({ kind: 'petitionCase', id: after.id, unitId: after.handlingUnitId }) as const),
  ]);
  return { ok: true, value: { revision, visitId: visit?.id ?? null, cases: registeredCases(changes) } };
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
  tx: Prisma.TransactionClient,
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

async function saveLoggedVisit(tx: Prisma.TransactionClient, provenance: Provenance, events: readonly DomainEvent[]) {
  const logged = events.find((event) => event.type === 'outreachVisitLogged');
  if (!logged) return undefined;
  const visit = evolveOutreachVisit(undefined, logged);
  await saveVisit(tx, provenance, visit);
  const ids = visit.attachments.map((attachment) => attachment.id);
  await tieAttachments(tx, provenance.bureauId, visit.id, ids);
  return visit;
}

function registeredCases(changes: readonly CaseChange[]): RegisteredCase[] {
  return changes
    .filter(({ before }) => before === undefined)
    .map(({ after }) => {
      const due = nextDue(after);
      return { id: after.id, number: after.number ?? '', legalDue: due?.legalDue ?? null, clock: due?.clock ?? null };
    });
}
