import {
  type Aggregates,
  type Command,
  type DomainEvent,
  decide,
  evolveOutreachVisit,
  evolvePetitionCase,
  type OutreachVisitState,
  type PetitionCaseState,
  streamsOf,
  type World,
} from '@huiyin/domain/cases';
import {
  decideReception,
  evolveReceptionSession,
  isReceptionCommand,
  isReceptionEvent,
  type ReceptionSessionState,
  receptionSettingsOf,
} from '@huiyin/domain/receptions';
import type { BureauSettings } from '@huiyin/domain/settings';
import type { ChangeFeed } from '../../infra/change-feed.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { isPassingConflict } from '../../infra/database-errors.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { inTransaction, type Transaction } from '../../infra/transaction.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import { firstMissingAttachment } from '../attachments/attachments.repository.ts';
import { calendarIn } from '../calendar/calendar.ts';
import { bringsPapers, issueDocuments } from '../documents/issue-documents.ts';
import { keepBuiltInTemplates } from '../documents/templates.ts';
import { ordersTaken, type TakenOrder } from '../hotline/hotline.repository.ts';
import { listColleagues, listLeaders } from '../people/people.repository.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { worldOf } from '../people/world.ts';
import { caseKeySecret } from '../repeats/case-keys.ts';
import { provinceOf, settingsIn } from '../settings/settings.ts';
import {
  type CommandEnvelope,
  type ConcedeConflict,
  type PreparedCommand,
  prepareCommand,
} from './command-envelope.ts';
import { withConflicts } from './conflicts.usecases.ts';
import { type LoadedStreams, loadStreams, streamKey } from './event-store.repository.ts';
import { accepted, type CommandOutcome, duplicate, refusedOutcome } from './outcome.ts';
import { insertReceipts, lockReceipts, type Receipt } from './receipts.repository.ts';
import { type Decided, type Decision, numbered, registeredCases, versionsOf, writeAll } from './write-run.ts';

/** What a write needs of the server. */
export interface CommandDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly feed: Pick<ChangeFeed, 'hint'>;
  readonly metrics?: Pick<Metrics, 'command'>;
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

/** One command of a run: as it came, and what the door made of it. */
export interface AskedCommand {
  readonly envelope: CommandEnvelope;
  readonly prepared: ReturnType<typeof prepareCommand>;
}

/** Checks a command at the door, at the server's own time. Touches nothing. */
export function askCommand(deps: Pick<CommandDeps, 'clock'>, actor: Viewer, envelope: CommandEnvelope): AskedCommand {
  return { envelope, prepared: prepareCommand(envelope, actor, deps.clock.now()) };
}

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
  const [outcome] = await executeRun(deps, actor, [askCommand(deps, actor, envelope)]);
  if (!outcome) throw new Error('a command had no outcome');
  return outcome;
}

/**
 * The same door for commands that have nothing to do with each other (see {@link runsOf}): each is decided on its own and
 * refused on its own, but their statements travel together and they share one COMMIT, so that a phone's day of visits
 * costs the disk a few waits, not hundreds. When it throws, none of them has happened: each may be carried out alone.
 * @param whole all of them or none: writes what belongs with them in the same transaction; a refusal of one throws
 *   {@link NotWhole}, and nothing has happened
 */
export async function executeRun(
  deps: CommandDeps,
  actor: Viewer,
  run: readonly AskedCommand[],
  whole?: (tx: Transaction) => Promise<void>,
): Promise<CommandOutcome[]> {
  const sound = run.flatMap(({ prepared }) => (prepared.ok ? [prepared.value] : []));
  const began = performance.now();
  // Many together are tried once: whoever waits for a neighbour's lock is better off alone.
  const outcomes =
    sound.length > 0
      ? await retried(run.length > 1 && !whole ? 1 : attempts, () => carryOut(deps, actor, sound, whole))
      : [];
  if (outcomes.some(({ status }) => status === 'accepted')) deps.feed.hint();
  const byId = new Map(outcomes.map((outcome) => [outcome.commandId, outcome]));
  measure(deps, sound, byId, (performance.now() - began) / 1000);
  return run.map(({ envelope: { commandId }, prepared }) => {
    if (!prepared.ok) return refusedOutcome(commandId, new Date(deps.clock.now()).toISOString(), prepared);
    const outcome = byId.get(prepared.value.provenance.commandId);
    if (!outcome) throw new Error('a command had no outcome');
    return { ...outcome, commandId };
  });
}

/** What a client calls a command is a label only when it is one of ours. */
function measure(
  { metrics }: CommandDeps,
  run: readonly PreparedCommand[],
  outcomes: ReadonlyMap<string, CommandOutcome>,
  seconds: number,
): void {
  for (const { type, command, provenance } of run) {
    const known = command.ok ? type : 'unknown';
    metrics?.command(known, outcomes.get(provenance.commandId)?.status ?? 'none', seconds);
  }
}

/**
 * Cuts commands, in their order, into runs of which no two name the same command, case or visit: what a command leaves behind
 * (its state, and whether this actor still sees it) is read from the database by the next one that touches it.
 */
export function runsOf(commands: readonly AskedCommand[]): AskedCommand[][] {
  const runs: AskedCommand[][] = [];
  let touched = new Set<string>();
  for (const asked of commands) {
    const { prepared } = asked;
    const command = prepared.ok && prepared.value.command.ok ? prepared.value.command.value : undefined;
    const lost = prepared.ok && prepared.value.resolves ? [prepared.value.resolves.commandId.toLowerCase()] : [];
    const streams = command && command.type !== 'concedeConflict' ? streamsOf(command).map(streamKey) : [];
    const names = [asked.envelope.commandId.toLowerCase(), ...lost, ...streams];
    if (runs.length === 0 || names.some((name) => touched.has(name))) {
      runs.push([]);
      touched = new Set();
    }
    runs.at(-1)?.push(asked);
    for (const name of names) touched.add(name);
  }
  return runs;
}

async function retried<T>(times: number, attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (count === times || !isPassingConflict(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * count));
    }
  }
}

/** What is the same for all commands of a run. */
interface Situation {
  readonly actor: Viewer;
  readonly world: World;
  readonly settings: BureauSettings;
  readonly secret: Buffer;
}

/** What the rules have to know of the world for a run, but for the transaction's own part. */
async function peopleFor({ database }: Pick<CommandDeps, 'database'>, { bureauId }: Viewer, types: readonly string[]) {
  const reception = types.some((type) => isReceptionCommand({ type }));
  const [units, secret, leaders, people] = await Promise.all([
    unitTree(database.prisma, bureauId),
    caseKeySecret(database, bureauId),
    reception || types.includes('contractCase') || types.includes('arrangeLeader')
      ? listLeaders(database.prisma, bureauId)
      : undefined,
    reception ? listColleagues(database.prisma, bureauId) : undefined,
  ]);
  return { units, secret, leaders, people: people && new Map(people.map((one) => [one.id, one])) };
}

/** One of commands that belong together was refused: none of them has been carried out. */
export class NotWhole extends Error {
  readonly refused: readonly CommandOutcome[];

  constructor(refused: readonly CommandOutcome[]) {
    super('not whole');
    this.refused = refused;
  }
}

async function carryOut(
  deps: CommandDeps,
  actor: Viewer,
  run: readonly PreparedCommand[],
  whole?: (tx: Transaction) => Promise<void>,
): Promise<CommandOutcome[]> {
  const { bureauId, id } = actor;
  const types = run.map(({ type }) => type);
  if (bringsPapers(types)) await keepBuiltInTemplates(deps.database.pool, bureauId);
  const people = await peopleFor(deps, actor, types);
  return inTransaction(deps.database.pool, async (tx) => {
    // Asked for together, carried out in this order: the receipts' locks are held before anything else is looked at.
    const names = run.map(({ provenance }) => provenance.commandId);
    const [situation, receipts, found] = await Promise.all([
      situationIn(tx, deps, actor, people),
      lockReceipts(tx, bureauId, names),
      loadKnown(tx, actor, run),
    ]);
    const judged = run.map((prepared, place): Judged => {
      const receipt = receipts.get(prepared.provenance.commandId);
      if (receipt) return { prepared, answered: answeredBefore(prepared, receipt, id) };
      const one = found[place];
      if (!one) throw new Error('a command was not looked up');
      return { prepared, decided: one.ok ? decideOn(situation, one) : one };
    });
    const settled: Judged[] = [];
    for (const one of judged) {
      const again = 'decided' in one && { ...one, decided: await withConflicts(tx, one.prepared, one.decided) };
      settled.push(again || one);
    }
    const outcomes = await write(tx, situation, settled);
    if (whole) {
      const refused = outcomes.filter(({ status, stored }) => status === 'refused' || stored?.status === 'refused');
      if (refused.length > 0) throw new NotWhole(refused);
      await whole(tx);
    }
    return outcomes;
  });
}

async function situationIn(
  tx: Transaction,
  deps: Pick<CommandDeps, 'database' | 'clock'>,
  actor: Viewer,
  { secret, ...people }: Awaited<ReturnType<typeof peopleFor>>,
): Promise<Situation> {
  const { bureauId } = actor;
  const today = deps.clock.today();
  const [calendar, settings] = await Promise.all([
    calendarIn(tx, deps.database, bureauId),
    settingsIn(tx, deps.database, { bureauId, today }),
  ]);
  const rules = { province: provinceOf(settings), reception: receptionSettingsOf(settings) };
  return { actor, world: worldOf(actor, { calendar, today, ...people, ...rules }), settings, secret };
}

/**
 * What would become of each command if it were given now (预览): the refusal, or undefined when it would be accepted. Decided on
 * the same state by the same rules; nothing is written, and no receipt kept.
 */
export async function foreseeRun(
  deps: Pick<CommandDeps, 'database' | 'clock'>,
  actor: Viewer,
  run: readonly AskedCommand[],
): Promise<readonly (Refusal | undefined)[]> {
  const sound = run.flatMap(({ prepared }) => (prepared.ok ? [prepared.value] : []));
  const types = sound.map(({ type }) => type);
  const people = await peopleFor(deps, actor, types);
  const decided = await inTransaction(deps.database.pool, async (tx) => {
    const [situation, found] = await Promise.all([situationIn(tx, deps, actor, people), loadKnown(tx, actor, sound)]);
    return found.map((one) => (one.ok ? decideOn(situation, one) : one));
  });
  const byCommand = new Map(sound.map((prepared, place) => [prepared, decided[place]]));
  return run.map(({ prepared }) => {
    if (!prepared.ok) return prepared;
    const decision = byCommand.get(prepared.value);
    return decision?.ok === false ? decision : undefined;
  });
}

/** How a command of the run stands before anything is written. */
type Judged =
  | { readonly prepared: PreparedCommand; readonly answered: CommandOutcome }
  | { readonly prepared: PreparedCommand; readonly decided: Decision };

/** The same command again is answered from its receipt; the same name for something else is refused. */
function answeredBefore({ provenance, payloadHash }: PreparedCommand, receipt: Receipt, actorId: string) {
  const { commandId, receivedAt } = provenance;
  const same = receipt.payloadHash === payloadHash && receipt.actorId === actorId;
  return same
    ? duplicate(receivedAt, receipt.outcome)
    : refusedOutcome(commandId, receivedAt, serverRefusal('command-id-reused'));
}

/** Numbers what is new, and writes everything of the run, on the way together. Answers the outcomes in their order. */
async function write(tx: Transaction, situation: Situation, judged: readonly Judged[]): Promise<CommandOutcome[]> {
  const { actor, world, settings } = situation;
  const accepting = judged.flatMap((one) =>
    'decided' in one && one.decided.ok ? [{ from: one.prepared.provenance, ...one.decided.value }] : [],
  );
  const cases = await numbered(tx, actor.bureauId, { today: world.today, settings }, accepting);
  const written = await issueDocuments(tx, actor, { ...world, settings }, cases);
  const byId = new Map(written.map((one) => [one.from.commandId, one]));
  const outcomes = judged.map(
    (one): { readonly outcome: CommandOutcome; readonly kept: PreparedCommand | undefined } => {
      const { prepared } = one;
      if ('answered' in one) return { outcome: one.answered, kept: undefined };
      const { commandId, receivedAt } = prepared.provenance;
      const mine = byId.get(commandId);
      if (mine) {
        const visitId = mine.visit?.id ?? null;
        const made = { visitId, cases: registeredCases(mine.changes), versions: versionsOf(mine) };
        return { outcome: accepted(commandId, receivedAt, made), kept: prepared };
      }
      if (one.decided.ok) throw new Error('a decided command was not written');
      const outcome = refusedOutcome(commandId, receivedAt, one.decided);
      return { outcome, kept: passing.has(one.decided.code) ? undefined : prepared };
    },
  );
  const receipts = outcomes.flatMap(({ outcome, kept }) =>
    kept ? [{ actorId: actor.id, type: kept.type, payloadHash: kept.payloadHash, outcome }] : [],
  );
  const [stored] = await Promise.all([
    insertReceipts(tx, actor.bureauId, receipts),
    writeAll(tx, actor.bureauId, situation, written),
  ]);
  return outcomes.map(({ outcome }) => stored.get(outcome.commandId) ?? outcome);
}

/** A command, and what the database knows that it is decided on. */
interface Known {
  readonly ok: true;
  readonly command: Command | ConcedeConflict;
  readonly loaded: LoadedStreams;
  readonly missingAttachment: string | undefined;
  /** 12345 numbers that another case has, with what this actor may know of it. */
  readonly taken: ReadonlyMap<string, TakenOrder>;
}

/** The files that a command names: they must have been sent before it. */
function filesOf(command: Command | ConcedeConflict): readonly { id: string; sha256: string; size: number }[] {
  if (command.type === 'logOutreachVisit') return command.attachments;
  if (command.type === 'recordReception') return command.signature.attachment ? [command.signature.attachment] : [];
  if (command.type === 'recordImplementation') return command.evidence ?? [];
  return command.type === 'registerCase' ? (command.scans ?? []) : [];
}

/** One 12345 order is one case (R80). */
function orderTaken(command: Command, taken: Known['taken']): Refusal | undefined {
  if (command.type !== 'registerCase' || command.hotline === undefined) return undefined;
  const other = taken.get(command.hotline.externalNumber.trim());
  if (other === undefined || other.caseId === command.matter.caseId) return undefined;
  return serverRefusal('hotline-number-taken', { number: other.number }, 'hotline.externalNumber');
}

async function loadKnown(
  tx: Transaction,
  actor: Viewer,
  run: readonly PreparedCommand[],
): Promise<readonly (Known | Refusal)[]> {
  const commands = run.flatMap(({ command }) =>
    command.ok && command.value.type !== 'concedeConflict' ? [command.value] : [],
  );
  const [loaded, missing, taken] = await Promise.all([
    loadStreams(tx, actor, commands.flatMap(streamsOf)),
    Promise.all(
      run.map(({ command }) => {
        return firstMissingAttachment(tx, actor.bureauId, actor.id, command.ok ? filesOf(command.value) : []);
      }),
    ),
    ordersTaken(tx, actor, commands),
  ]);
  return run.map(({ command }, place) =>
    command.ok ? { ok: true, command: command.value, loaded, missingAttachment: missing[place], taken } : command,
  );
}

function decideOn({ world }: Situation, { command, loaded, missingAttachment, taken }: Known): Decision {
  // Nothing of a case or visit changes: what it settles is seen to afterwards.
  if (command.type === 'concedeConflict')
    return { ok: true, value: { events: [], changes: [], visit: undefined, sessions: [], loaded } };
  if (missingAttachment !== undefined) {
    const paths: Readonly<Record<string, string>> = { registerCase: 'scans', recordImplementation: 'evidence' };
    const path = paths[command.type] ?? 'attachments';
    return serverRefusal('attachment-missing', { attachmentId: missingAttachment }, path);
  }
  const refusal = orderTaken(command, taken);
  if (refusal) return refusal;
  const aggregates = aggregatesOf(loaded);
  const decision = isReceptionCommand(command)
    ? decideReception(aggregates, command, world)
    : decide(aggregates, command, world);
  if (!decision.ok) return decision;
  const folded = foldCases(loaded, decision.value);
  const visit = foldVisit(loaded, decision.value);
  return { ok: true, value: { ...folded, loaded, visit, sessions: foldSessions(loaded, decision.value) } };
}

function aggregatesOf(loaded: LoadedStreams): Aggregates {
  return {
    petitionCase: (id) => loaded.cases.get(id),
    outreachVisit: (id) => loaded.visits.get(id),
    receptionSession: (id) => loaded.sessions.get(id),
  };
}

/** The sessions that a command plans or changes, as they are after it. */
function foldSessions(loaded: LoadedStreams, events: readonly DomainEvent[]): readonly ReceptionSessionState[] {
  const after = new Map<string, ReceptionSessionState>();
  for (const event of events.filter(isReceptionEvent)) {
    const { id } = event.stream;
    after.set(id, evolveReceptionSession(after.get(id) ?? loaded.sessions.get(id), event));
  }
  return [...after.values()];
}

/** The visit that a command logs or changes. */
function foldVisit(loaded: LoadedStreams, events: readonly DomainEvent[]): OutreachVisitState | undefined {
  let visit: OutreachVisitState | undefined;
  for (const event of events) {
    if (event.stream.kind !== 'outreachVisit') continue;
    visit = evolveOutreachVisit(visit ?? loaded.visits.get(event.stream.id), event);
  }
  return visit;
}

function foldCases(loaded: LoadedStreams, events: readonly DomainEvent[]): Pick<Decided, 'events' | 'changes'> {
  const after = new Map<string, PetitionCaseState>();
  for (const event of events) {
    if (event.stream.kind !== 'petitionCase') continue;
    const { id } = event.stream;
    after.set(id, evolvePetitionCase(after.get(id) ?? loaded.cases.get(id), event));
  }
  return { events, changes: [...after].map(([id, state]) => ({ before: loaded.cases.get(id), after: state })) };
}
