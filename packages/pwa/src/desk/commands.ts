import type { Command } from '@huiyin/domain/cases';
import { createSignal } from 'solid-js';
import { type Problem, tell } from '../graphql/client.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { type CommandOutcome, SubmitCommands } from './documents.ts';

/** What a case or visit is now. */
export type StreamVersion = CommandOutcome['versions'][number];

/** What became of a command: done, refused by a rule (with the field at fault), overtaken by another person, or unsent. */
export type Sent =
  | { readonly kind: 'done'; readonly cases: CommandOutcome['cases']; readonly versions: readonly StreamVersion[] }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly path: string | undefined }
  | { readonly kind: 'conflict'; readonly problem: Problem }
  | { readonly kind: 'unsent'; readonly problem: Problem };

function read(outcome: CommandOutcome): Sent {
  // A duplicate means that our first try did arrive: what the server decided then is the answer.
  const decided = outcome.status === 'duplicate' && outcome.stored !== null ? outcome.stored : outcome;
  if (decided.status === 'accepted' || decided.status === 'duplicate') {
    return { kind: 'done', cases: decided.cases, versions: outcome.versions };
  }
  const problem = { code: decided.code ?? 'unexpected', message: decided.message ?? '', citations: decided.citations };
  if (decided.status === 'conflict') return { kind: 'conflict', problem };
  return { kind: 'refused', problem, path: decided.path ?? undefined };
}

/**
 * Sends the commands of one form. A try whose answer was lost is sent again under the same command id, so that it can
 * never count twice; as soon as the content changes it is another command with another id.
 */
export function createSender() {
  const [busy, setBusy] = createSignal(false);
  let last: { json: string; commandId: string; occurredAt: string } | undefined;

  const send = async (command: Command): Promise<Sent> => {
    const { type, ...payload } = command;
    const json = JSON.stringify(command);
    if (last?.json !== json) last = { json, commandId: uuidv7(), occurredAt: new Date().toISOString() };
    setBusy(true);
    const answer = await tell(SubmitCommands, {
      commands: [{ commandId: last.commandId, type, occurredAt: last.occurredAt, payload }],
    });
    setBusy(false);
    if (!answer.ok) return { kind: 'unsent', problem: answer.problem };
    const outcome = answer.data.submitCommands[0];
    if (outcome === undefined) return { kind: 'unsent', problem: { code: 'unexpected', message: '', citations: [] } };
    const sent = read(outcome);
    // Decided: the next press of the button is a new intent.
    last = undefined;
    return sent;
  };
  return { send, busy };
}
