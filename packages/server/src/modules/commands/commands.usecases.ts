import { randomUUID } from 'node:crypto';
import type { Services } from '../../context.ts';
import { refusalError } from '../../graphql/refusal.ts';
import { isDatabaseAway } from '../../infra/database-errors.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import type { Viewer } from '../people/viewer.ts';
import type { CommandEnvelope } from './command-envelope.ts';
import { type AskedCommand, askCommand, executeRun, foreseeRun, runsOf } from './execute-command.ts';
import { type CommandOutcome, refusedOutcome } from './outcome.ts';

/** Commands of one request. */
const batchLimit = 50;

/**
 * Carries out commands in order, each decided on its own: one that is refused or fails never stops the next. Those that
 * touch nothing in common share a transaction; should it fail, each of them gets its own. A bug in one is logged and
 * answered as refused, internal-error, without a receipt, so that it can be sent again. When the database is away the
 * whole request fails with database-unavailable: what was done before is found by its receipt.
 */
export async function submitCommands(
  services: Services,
  viewer: Viewer,
  commands: readonly CommandEnvelope[],
): Promise<CommandOutcome[]> {
  if (commands.length > batchLimit) {
    throw refusalError('batch-too-large', { limit: batchLimit, given: commands.length });
  }
  const outcomes: CommandOutcome[] = [];
  const asked = commands.map((command) => askCommand(services, viewer, command));
  for (const run of runsOf(asked)) outcomes.push(...(await outcomesOf(services, viewer, run)));
  return outcomes;
}

/** What would become of each of these commands now, in their order; nothing is written. Throws batch-too-large. */
export async function previewCommands(
  services: Services,
  viewer: Viewer,
  commands: readonly CommandEnvelope[],
): Promise<readonly CommandPreview[]> {
  if (commands.length > batchLimit) {
    throw refusalError('batch-too-large', { limit: batchLimit, given: commands.length });
  }
  const refusals = await foreseeRun(
    services,
    viewer,
    commands.map((command) => askCommand(services, viewer, command)),
  );
  return commands.map(({ commandId }, place) => ({ commandId, refusal: refusals[place] }));
}

/** A command that was not given, and what would refuse it. */
export interface CommandPreview {
  readonly commandId: string;
  readonly refusal: Refusal | undefined;
}

async function outcomesOf(services: Services, viewer: Viewer, run: readonly AskedCommand[]): Promise<CommandOutcome[]> {
  try {
    return await executeRun(services, viewer, run);
  } catch (error) {
    const [first] = run;
    if (run.length > 1 && !isDatabaseAway(error)) {
      const alone: CommandOutcome[] = [];
      for (const one of run) alone.push(...(await outcomesOf(services, viewer, [one])));
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
