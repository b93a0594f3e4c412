import { randomUUID } from 'node:crypto';
import type { Services } from '../../context.ts';
import { refusalError } from '../../graphql/refusal.ts';
import { isDatabaseAway } from '../../infra/database-errors.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import type { Viewer } from '../people/viewer.ts';
import type { CommandEnvelope } from './command-envelope.ts';
import { decideOn } from './decide-on.ts';
import { type CommandDeps, executeRun } from './execute-command.ts';
import { loadKnown, peopleFor, situationIn } from './known.ts';
import { type CommandOutcome, refusedOutcome } from './outcome.ts';
import { type AskedCommand, askCommand, runsOf } from './runs.ts';

/** Commands of one request. */
const batchLimit = 50;

/**
 * Carries out commands in order, each decided on its own: one that is refused or fails never stops the next. Those that
 * touch nothing in common share a transaction; should it fail, each of them gets its own. A bug in one is logged and
 * answered as refused, internal-error, without a receipt, so that it can be sent again. When the database is away the
 * whole request fails with database-unavailable: what was done before is found by its receipt.
 */
export async function submitCommands(
  services: CommandDeps & Pick<Services, 'logger'>,
  viewer: Viewer,
  commands: readonly CommandEnvelope[],
): Promise<CommandOutcome[]> {
  if (commands.length > batchLimit) {
    throw refusalError('batch-too-large', { limit: batchLimit, given: commands.length });
  }
  const outcomes: CommandOutcome[] = [];
  const asked = commands.map((command) => askCommand(services, viewer, command));
  for (const run of runsOf(asked)) outcomes.push(...(await outcomesOf(services, run)));
  return outcomes;
}

/**
 * What would become of each of these commands if it were given now (预览): decided on the same state by the same rules; nothing is
 * written, and no receipt kept. Throws batch-too-large.
 */
export async function previewCommands(
  services: Services,
  viewer: Viewer,
  commands: readonly CommandEnvelope[],
): Promise<readonly CommandPreview[]> {
  if (commands.length > batchLimit) {
    throw refusalError('batch-too-large', { limit: batchLimit, given: commands.length });
  }
  const asked = commands.map((command) => askCommand(services, viewer, command));
  const sound = asked.flatMap(({ prepared }) => (prepared.ok ? [prepared.value] : []));
  const people = await peopleFor(services.database, viewer.bureauId, sound);
  const decided = await inTransaction(services.database.pool, async (tx) => {
    const [{ known }, found] = await Promise.all([
      situationIn(tx, services, viewer.bureauId, people),
      loadKnown(tx, sound),
    ]);
    return new Map([...found].map(([prepared, one]) => [prepared, one.ok ? decideOn(known, one) : one]));
  });
  return asked.map(({ envelope: { commandId }, prepared }) => {
    const decision = prepared.ok ? decided.get(prepared.value) : prepared;
    return { commandId, refusal: decision?.ok === false ? decision : undefined };
  });
}

/** A command that was not given, and what would refuse it. */
export interface CommandPreview {
  readonly commandId: string;
  readonly refusal: Refusal | undefined;
}

async function outcomesOf(
  services: CommandDeps & Pick<Services, 'logger'>,
  run: readonly AskedCommand[],
): Promise<CommandOutcome[]> {
  try {
    return await executeRun(services, run);
  } catch (error) {
    const [first] = run;
    if (run.length > 1 && !isDatabaseAway(error)) {
      const alone: CommandOutcome[] = [];
      for (const one of run) alone.push(...(await outcomesOf(services, [one])));
      return alone;
    }
    const { commandId = '', type = '' } = first?.envelope ?? {};
    const id = randomUUID();
    services.logger.error({ err: error, id, commandId, commandType: type }, 'command failed');
    if (isDatabaseAway(error)) throw refusalError('database-unavailable');
    const receivedAt = new Date(services.clock.now()).toISOString();
    return [refusedOutcome(commandId, receivedAt, serverRefusal('internal-error', { id }))];
  }
}
