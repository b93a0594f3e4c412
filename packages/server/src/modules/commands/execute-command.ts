import { breathe, inOneGo } from '../../infra/breathe.ts';
import type { ChangeFeed } from '../../infra/change-feed.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { isPassingConflict } from '../../infra/database-errors.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { bringsPapers } from '../documents/issue-documents.ts';
import { keepBuiltInTemplates } from '../documents/templates.ts';
import type { Viewer } from '../people/viewer.ts';
import type { CommandEnvelope, PreparedCommand } from './command-envelope.ts';
import { withConflicts } from './conflicts.usecases.ts';
import { decideOn } from './decide-on.ts';
import { loadKnown, peopleFor, situationIn } from './known.ts';
import { type CommandOutcome, refusedOutcome } from './outcome.ts';
import { lockReceipts } from './receipts.repository.ts';
import { type AskedCommand, askCommand, countersOf } from './runs.ts';
import { shareCommit } from './shared-commits.ts';
import { answeredBefore, type Judged, settle, type Whole } from './write-run.ts';

/** What a write needs of the server. */
export interface CommandDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly feed: Pick<ChangeFeed, 'hint'>;
  readonly metrics?: Pick<Metrics, 'command'>;
}

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
  const [outcome] = await executeRun(deps, [askCommand(deps, actor, envelope)]);
  if (!outcome) throw new Error('a command had no outcome');
  return outcome;
}

/**
 * The same door for commands that have nothing to do with each other (see {@link runsOf}): each is decided on its own and
 * refused on its own, but their statements travel together and they share one COMMIT, so that a phone's day of visits
 * costs the disk a few waits, not hundreds. When it throws, none of them has happened: each may be carried out alone.
 * @param whole all of them or none: a refusal of one throws {@link NotWhole}, and nothing has happened
 */
export async function executeRun(
  deps: CommandDeps,
  run: readonly AskedCommand[],
  whole?: Whole,
): Promise<CommandOutcome[]> {
  const sound = run.flatMap(({ prepared }) => (prepared.ok ? [prepared.value] : []));
  const began = performance.now();
  const outcomes = await outcomesOf(deps, sound, whole);
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

async function outcomesOf(
  deps: CommandDeps,
  run: readonly PreparedCommand[],
  whole?: Whole,
): Promise<readonly CommandOutcome[]> {
  const bureauId = run[0]?.actor.bureauId;
  if (bureauId === undefined) return [];
  if (whole) return retried(attempts, () => carryOut(deps, run, whole));
  // Many together are tried once: whoever waits for a neighbour's lock is better off alone.
  const once = (some: readonly PreparedCommand[]) =>
    retried(some.length > 1 ? 1 : attempts, () => carryOut(deps, some));
  const counters = countersOf(run);
  if (counters === undefined) return once(run);
  return shareCommit({ database: deps.database, counters: `${bureauId}/${counters}` }, run, once);
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

/** One of commands that belong together was refused: none of them has been carried out. */
export class NotWhole extends Error {
  readonly refused: readonly CommandOutcome[];

  constructor(refused: readonly CommandOutcome[]) {
    super('not whole');
    this.refused = refused;
  }
}

/** One transaction for commands of one bureau, by whomever. Answers the outcomes in their order. */
async function carryOut(
  deps: CommandDeps,
  run: readonly PreparedCommand[],
  whole?: Whole,
): Promise<readonly CommandOutcome[]> {
  const bureauId = bureauOf(run);
  if (bringsPapers(run.map(({ type }) => type))) await keepBuiltInTemplates(deps.database.pool, bureauId);
  const people = await peopleFor(deps.database, bureauId, run);
  return inTransaction(deps.database.pool, async (tx) => {
    // Asked for together, carried out in this order: the receipts' locks are held before anything else is looked at.
    const names = run.map(({ provenance }) => provenance.commandId);
    const [situation, receipts, found] = await Promise.all([
      situationIn(tx, deps, bureauId, people),
      lockReceipts(tx, bureauId, names),
      loadKnown(tx, run),
    ]);
    const judged: Judged[] = [];
    for (const prepared of run) {
      if (judged.length > 0 && judged.length % inOneGo === 0) await breathe();
      const receipt = receipts.get(prepared.provenance.commandId);
      const known = found.get(prepared);
      if (!known) throw new Error('a command was not looked up');
      judged.push(
        receipt
          ? { prepared, answered: answeredBefore(prepared, receipt) }
          : {
              prepared,
              decided: await withConflicts(tx, prepared, known.ok ? decideOn(situation.known, known) : known),
            },
      );
    }
    const refused = whole ? judged.flatMap(refusalOf) : [];
    if (refused.length > 0) throw new NotWhole(refused);
    return settle(tx, situation, judged, whole);
  });
}

function bureauOf([first]: readonly PreparedCommand[]): string {
  if (!first) throw new Error('a run without commands');
  return first.actor.bureauId;
}

function refusalOf(one: Judged): CommandOutcome[] {
  if ('answered' in one) {
    const { status, stored } = one.answered;
    return status === 'refused' || stored?.status === 'refused' ? [one.answered] : [];
  }
  const { commandId, receivedAt } = one.prepared.provenance;
  return one.decided.ok ? [] : [refusedOutcome(commandId, receivedAt, one.decided)];
}
