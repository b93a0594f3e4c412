import type { IntakeStep } from '@huiyin/domain/cases';
import { letterChannels } from '@huiyin/domain/cases';
import { tell } from '../graphql/client.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { todayHere } from '../ui/time.ts';
import type { StreamVersion } from './commands.ts';
import { SubmitCommands } from './documents.ts';
import { channelOf, type RegisterValues } from './register.ts';

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

/**
 * Records the steps of a letter that has just been registered, together. False when not all of them were: the case is
 * there all the same, and its page goes on where they broke off.
 */
export async function recordIntake(values: RegisterValues, versions: readonly StreamVersion[]): Promise<boolean> {
  const version = versions.find(({ id }) => id === values.caseId)?.version;
  const steps = stepsDone(values);
  if (version === undefined || steps.length === 0) return steps.length === 0;
  const occurredAt = new Date().toISOString();
  const commands = steps.map((step, place) => ({
    commandId: uuidv7(),
    type: 'recordIntakeStep',
    occurredAt,
    // each step is one event of the case
    payload: { caseId: values.caseId, expectedVersion: version + place, doneOn: todayHere(), ...step },
  }));
  const answer = await tell(SubmitCommands, { commands });
  return answer.ok && answer.data.submitCommands.every(({ status }) => status === 'accepted' || status === 'duplicate');
}
