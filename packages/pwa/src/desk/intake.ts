import { type Command, type IntakeStep, letterChannels } from '@huiyin/domain/cases';
import { createSignal } from 'solid-js';
import { tell } from '../graphql/client.ts';
import { repeatsMessages } from '../messages/repeats.zh-CN.ts';
import { keptInWindow } from '../session/draft.ts';
import { todayHere } from '../ui/time.ts';
import { decided, type Envelope, envelope, type StreamVersion } from './commands.ts';
import { SubmitCommands } from './documents.ts';
import { channelOf, type RegisterValues } from './register.ts';
import { mergeTarget } from './repeats.ts';

/** The steps that the form says are done, in the order of R69; the first one that is not done ends them. */
function stepsDone(values: RegisterValues): readonly { step: IntakeStep; abstract?: string; leaderId?: string }[] {
  if (!letterChannels.includes(channelOf(values)) || !values.opened) return [];
  if (!values.stamped) return [{ step: 'opened' }];
  const abstract = values.abstract.trim();
  return [
    { step: 'opened' },
    { step: 'stamped' },
    ...(abstract === '' ? [] : [{ step: 'abstracted', abstract } as const]),
    ...(abstract === '' || values.submitTo === '' ? [] : [{ step: 'submitted', leaderId: values.submitTo } as const]),
  ];
}

/** What a registered case is given besides: the steps of a letter (R69), and its merging (并案) when that was chosen. */
function following(values: RegisterValues, versions: readonly StreamVersion[]): readonly Command[] {
  const { caseId } = values;
  const version = versions.find(({ id }) => id === caseId)?.version;
  if (version === undefined) return [];
  const doneOn = todayHere();
  // each step is one event of the case
  const steps = stepsDone(values).map(
    (step, place) => ({ type: 'recordIntakeStep', caseId, expectedVersion: version + place, doneOn, ...step }) as const,
  );
  const target = mergeTarget(values);
  if (target === undefined) return steps;
  const expectedVersion = version + steps.length;
  const into = { intoId: target.caseId, intoVersion: target.version, reason: repeatsMessages.mergeReason };
  return [...steps, { type: 'mergeCases', caseId, expectedVersion, ...into, mergedOn: doneOn }];
}

/** A case that is registered, and what follows it. */
export interface Following {
  readonly caseId: string;
  readonly number: string;
  readonly commands: readonly Envelope[];
}

/** One that was decided, but not all of it as the form said. */
export interface Refusal {
  readonly caseId: string;
  readonly number: string;
  readonly merging: boolean;
  readonly message: string;
}

/**
 * What follows a registration: sent together in its order, under ids that stay the same until the server has answered. A
 * lost answer leaves it waiting here, past a reload as well, to be sent again; it can never count twice.
 */
export function createFollowing() {
  const kept = keptInWindow<readonly Following[]>('register-following');
  const [waiting, setWaiting] = createSignal<readonly Following[]>(kept.read() ?? []);
  const [refused, setRefused] = createSignal<readonly Refusal[]>([]);
  const [busy, setBusy] = createSignal(false);
  const keep = (list: readonly Following[]) => {
    kept.write(list.length === 0 ? undefined : list);
    setWaiting(list);
  };

  const sendOne = async (one: Following) => {
    const answer = await tell(SubmitCommands, { commands: [...one.commands] });
    if (!answer.ok) return;
    keep(waiting().filter(({ caseId }) => caseId !== one.caseId));
    const { caseId, number } = one;
    for (const outcome of answer.data.submitCommands) {
      const sent = decided(outcome);
      if (sent.kind === 'done') continue;
      const { type } = one.commands.find(({ commandId }) => commandId === outcome.commandId) ?? {};
      const merging = type === 'mergeCases';
      // the form has been cleared by then: it has nothing to send once more
      const message = merging && sent.kind === 'conflict' ? repeatsMessages.mergeMoved : sent.problem.message;
      const refusal = { caseId, number, merging, message };
      setRefused((before) => [...before, refusal]);
      // what comes after it was refused only because of it
      return;
    }
  };
  const sendAll = async () => {
    setBusy(true);
    for (const one of waiting()) await sendOne(one);
    setBusy(false);
  };

  const begin = async (values: RegisterValues, number: string, versions: readonly StreamVersion[]) => {
    setRefused([]);
    const commands = following(values, versions).map(envelope);
    if (commands.length === 0) return;
    keep([...waiting(), { caseId: values.caseId, number, commands }]);
    await sendAll();
  };
  return { begin, again: sendAll, waiting, refused, busy };
}
