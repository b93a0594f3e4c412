import { randomUUID } from 'node:crypto';
import type { Services } from '../../context.ts';
import { refusalError } from '../../graphql/refusal.ts';
import { isDatabaseAway } from '../../infra/database-errors.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import type { Viewer } from '../people/viewer.ts';
import type { CommandEnvelope } from './command-envelope.ts';
import { executeCommand } from './execute-command.ts';
import { type CommandOutcome, refusedOutcome } from './outcome.ts';

/** Commands of one request. */
const batchLimit = 50;

/**
 * Carries out commands in order, each in its own transaction: one that is refused or fails never stops the next. A bug in
 * one is logged and answered as refused, internal-error, without a receipt, so that it can be sent again. When the
 * database is away the whole request fails with database-unavailable: what was done before is found by its receipt.
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
  for (const command of commands) outcomes.push(await outcomeOf(services, viewer, command));
  return outcomes;
}

async function outcomeOf(services: Services, viewer: Viewer, command: CommandEnvelope): Promise<CommandOutcome> {
  try {
    return await executeCommand(services, viewer, command);
  } catch (error) {
    const id = randomUUID();
    services.logger.error(
      { err: error, id, commandId: command.commandId, commandType: command.type },
      'command failed',
    );
    if (isDatabaseAway(error)) throw refusalError('database-unavailable');
    const receivedAt = new Date(services.clock.now()).toISOString();
    return refusedOutcome(command.commandId, receivedAt, serverRefusal('internal-error', { id }));
  }
}
