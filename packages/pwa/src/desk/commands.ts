import type { Command } from '@huiyin/domain/cases';
import { createSignal } from 'solid-js';
import { ask, type Problem, tell } from '../graphql/client.ts';
import type { Settlement } from '../offline/types.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { keptInWindow } from '../session/draft.ts';
import { type CommandOutcome, ConflictsQuery, SubmitCommands } from './documents.ts';

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
  /** The one of this person's that came too late before, and what was chosen since. */
  readonly resolves?: Settlement;
}

const sentNow = () => ({ commandId: uuidv7(), occurredAt: new Date().toISOString() });

/** The command under an id of its own. */
export function envelope({ type, ...payload }: Command): Envelope {
  return { ...sentNow(), type, payload };
}

/** The same words, be it upon a newer case: what the person has seen is not what they say. */
function saysTheSame(one: Envelope, other: Envelope): boolean {
  const words = ({ type, payload }: Envelope) => JSON.stringify({ ...payload, type, expectedVersion: 0 });
  return words(one) === words(other);
}

/** What came too late, and what became of it. */
export interface Lost {
  readonly id: string;
  readonly type: string;
  readonly mine: boolean;
  readonly settledAt: string | null;
}

/** Those that wait for this person, of one kind of act or of any. */
export const openConflicts = <T extends Lost>(all: readonly T[], type?: string): readonly T[] =>
  all.filter((one) => one.mine && one.settledAt === null && (type === undefined || one.type === type));

/** Lets be what came too late (以对方的为准): the server is told, so that it waits for nobody any more. Answers what went wrong. */
export async function concede(commandId: string): Promise<Problem | undefined> {
  const resolves = { commandId, fields: {} };
  const sending = { ...sentNow(), type: 'concedeConflict', payload: {}, resolves };
  const answer = await tell(SubmitCommands, { commands: [sending] });
  if (!answer.ok) return answer.problem;
  const [sent] = answer.data.submitCommands.map(decided);
  return sent && sent.kind !== 'done' ? sent.problem : undefined;
}

/** The same of all that this person has lost of one kind of act on a case, with what was typed into its form. */
export async function concedeAll(caseId: string, type: string): Promise<void> {
  const answer = await ask(ConflictsQuery, { id: caseId });
  const all = answer.ok ? (answer.data.petitionCase?.conflicts ?? []) : [];
  // one that stays open waits on the page of its case
  for (const { id } of openConflicts(all, type)) await concede(id);
}

/** Sent after one that came too late: where nothing else was chosen, the person's own words stand. */
function settling(commandId: string, { payload }: Envelope, sides: Settlement['fields']): Settlement {
  const { changes, ...rest }: { changes?: object } = payload;
  const names = Object.keys({ ...changes, ...rest });
  return { commandId, fields: Object.fromEntries(names.map((name) => [name, sides[name] ?? 'mine'])) };
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
  let tooLate: Envelope | undefined;
  const remember = (envelope: Envelope | undefined) => {
    last = envelope;
    kept?.write(envelope);
  };

  /** What the server decides, or has decided, on that very try. */
  const decisionOn = async (sending: Envelope): Promise<Sent> => {
    remember(sending);
    const answer = await tell(SubmitCommands, { commands: [sending] });
    if (!answer.ok) return { kind: 'unsent', problem: answer.problem };
    const outcome = answer.data.submitCommands[0];
    if (outcome === undefined) return { kind: 'unsent', problem: { code: 'unexpected', message: '', citations: [] } };
    // Decided: the next press of the button is a new intent.
    remember(undefined);
    const sent = decided(outcome);
    if (sent.kind === 'conflict') tooLate = sending;
    if (sent.kind === 'done') tooLate = undefined;
    return sent;
  };

  /** `lost`: what of the same kind came too late before this form was opened, and waits for its author. */
  const send = async (command: Command, sides: Settlement['fields'] = {}, lost?: string): Promise<Sent> => {
    const wanted = envelope(command);
    const anew = () => {
      const before = tooLate?.type === wanted.type ? tooLate.commandId : lost;
      return before === undefined ? wanted : { ...wanted, resolves: settling(before, wanted, sides) };
    };
    const before = last !== undefined && saysTheSame(last, wanted) ? last : undefined;
    const asBefore = JSON.stringify(before?.payload) === JSON.stringify(wanted.payload);
    setBusy(true);
    let sent = await decisionOn(before ?? anew());
    // The case has moved on since, by that try itself or by others: only where it was not done is it given anew.
    if (before && !asBefore && sent.kind !== 'done' && sent.kind !== 'unsent') sent = await decisionOn(anew());
    setBusy(false);
    return sent;
  };
  /** Whether a try is on its way whose answer was lost. */
  const unanswered = () => last !== undefined;
  return { send, busy, unanswered };
}
