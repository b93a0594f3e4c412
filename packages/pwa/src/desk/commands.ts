import type { Command } from '@huiyin/domain/cases';
import { createSignal } from 'solid-js';
import { type Problem, tell } from '../graphql/client.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { keptInWindow } from '../session/draft.ts';
import { type CommandOutcome, SubmitCommands } from './documents.ts';

/** What a case or visit is now. */
export type StreamVersion = CommandOutcome['versions'][number];

/** What became of a command: done, refused by a rule (with the field at fault), overtaken by another person, or unsent. */
export type Sent =
  | { readonly kind: 'done'; readonly cases: CommandOutcome['cases']; readonly versions: readonly StreamVersion[] }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly path: string | undefined }
  | { readonly kind: 'conflict'; readonly problem: Problem }
  | { readonly kind: 'unsent'; readonly problem: Problem };

/** What the server has decided, whether it was told to now or (a try whose answer was lost) before. */
export function decided(outcome: CommandOutcome): Sent {
  // A duplicate means that our first try did arrive: what the server decided then is the answer.
  const answer = outcome.status === 'duplicate' && outcome.stored !== null ? outcome.stored : outcome;
  if (answer.status === 'accepted' || answer.status === 'duplicate') {
    return { kind: 'done', cases: answer.cases, versions: outcome.versions };
  }
  const problem = { code: answer.code ?? 'unexpected', message: answer.message ?? '', citations: answer.citations };
  if (answer.status === 'conflict') return { kind: 'conflict', problem };
  return { kind: 'refused', problem, path: answer.path ?? undefined };
}

/** A command on its way: sent again as it is, until its answer has come. */
export interface Envelope {
  readonly commandId: string;
  readonly type: Command['type'];
  readonly occurredAt: string;
  readonly payload: object;
}

/** The command under an id of its own. */
export function envelope({ type, ...payload }: Command): Envelope {
  return { commandId: uuidv7(), type, occurredAt: new Date().toISOString(), payload };
}

/**
 * Sends the commands of one form. A try whose answer was lost is sent again under the same command id, so that it can
 * never count twice; as soon as the content changes it is another command with another id.
 * @param keptAs where a try without an answer is remembered in this window: it keeps its id when the page is loaded again
 */
export function createSender(keptAs?: string) {
  const [busy, setBusy] = createSignal(false);
  const kept = keptAs === undefined ? undefined : keptInWindow<Envelope>(keptAs);
  let last = kept?.read();
  const remember = (envelope: Envelope | undefined) => {
    last = envelope;
    kept?.write(envelope);
  };

  const send = async (command: Command): Promise<Sent> => {
    const { type, ...payload } = command;
    const same = last?.type === type && JSON.stringify(last.payload) === JSON.stringify(payload);
    const sending = same && last !== undefined ? last : envelope(command);
    remember(sending);
    setBusy(true);
    const answer = await tell(SubmitCommands, { commands: [sending] });
    setBusy(false);
    if (!answer.ok) return { kind: 'unsent', problem: answer.problem };
    const outcome = answer.data.submitCommands[0];
    if (outcome === undefined) return { kind: 'unsent', problem: { code: 'unexpected', message: '', citations: [] } };
    // Decided: the next press of the button is a new intent.
    remember(undefined);
    return decided(outcome);
  };
  return { send, busy };
}
