import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import type { RecordIntakeStep } from './case-commands.ts';
import type { PetitionCaseEvent } from './events.ts';
import { type IntakeRecord, type IntakeStep, intakeSteps } from './facets.ts';
import { byActor, carryOut, caseOpen, checkDay, type Procedure, streamOf } from './procedure.ts';
import type { Channel, PetitionCaseState } from './types.ts';

/** Chapter two of the petition system (来信办理): letters that came here, and those that a superior passed on (R68). */
export const letterChannels: readonly Channel[] = ['letter', 'transferred'];

const intakeBasis = [cite('petitionSystem', '第五条', 'R69')];

const recordOf = (state: PetitionCaseState, step: IntakeStep): IntakeRecord | undefined =>
  state.intake?.findLast((record) => record.step === step);

/** 编号 and 登记 are the registration itself. */
function isDone(state: PetitionCaseState, step: IntakeStep): boolean {
  if (step === 'registered') return true;
  return step === 'numbered' ? state.number !== undefined : recordOf(state, step) !== undefined;
}

/** The step of a letter's intake that comes next (R69); undefined when all six are done. */
export function nextIntakeStep(state: PetitionCaseState): IntakeStep | undefined {
  return intakeSteps.find((step) => !isDone(state, step));
}

/** The leader whom a letter was submitted to for instruction (提交签批). */
export const submittedTo = (state: PetitionCaseState): string | undefined => recordOf(state, 'submitted')?.leaderId;

/** 拆信、盖章、编号、登记、摘编、提交签批, in this order; a letter may be submitted to another leader until one has signed. */
export const intake = {
  command: 'recordIntakeStep',
  by: ['clerk'],
  channels: letterChannels,
  needs: [
    caseOpen,
    {
      holds: (state) => (state.instructions ?? []).length === 0,
      code: 'already-instructed',
      citations: intakeBasis,
    },
  ],
  citations: [cite('petitionSystem', '第五条', 'R68'), ...intakeBasis],
} as const satisfies Procedure;

/** The last day of the intake so far; the receipt when none. */
function lastDay(state: PetitionCaseState): PlainDate {
  return state.intake?.at(-1)?.doneOn ?? state.receivedOn;
}

/** The leader whose portfolio the matter falls into (内容对应分管领导), unless another is named. */
function leaderFor(state: PetitionCaseState, command: RecordIntakeStep, world: World): string | undefined {
  return command.leaderId ?? world.staff(state.handlingUnitId)?.portfolioLeaderId;
}

function checkStep(state: PetitionCaseState, command: RecordIntakeStep, world: World): Refused | undefined {
  const { step, doneOn } = command;
  return firstRefusal(
    () => checkChoice(step, intakeSteps, 'step'),
    () => {
      const next = nextIntakeStep(state);
      if (step === next || (next === undefined && step === 'submitted')) return undefined;
      return refused('intake-out-of-order', { step, next: next ?? '' }, intakeBasis, 'step');
    },
    () => checkDay(doneOn, { world, after: lastDay(state), citations: intakeBasis, path: 'doneOn' }),
    () =>
      checkText(command.abstract, {
        path: 'abstract',
        limit: textLimits.demand,
        citations: intakeBasis,
        ...(step === 'abstracted' && { missing: 'abstract-missing' }),
      }),
    () =>
      step === 'submitted'
        ? checkText(leaderFor(state, command, world), {
            path: 'leaderId',
            limit: textLimits.name,
            missing: 'leader-missing',
            citations: intakeBasis,
          })
        : undefined,
  );
}

/** Records one step of a letter's intake (R69). */
export function recordIntakeStep(
  aggregates: Aggregates,
  command: RecordIntakeStep,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(intake, aggregates, command, world, (state) => {
    const { step, doneOn, abstract } = command;
    const leaderId = step === 'submitted' ? leaderFor(state, command, world) : undefined;
    return (
      checkStep(state, command, world) ??
      ok([
        {
          type: 'intakeStepRecorded',
          stream: streamOf(state),
          step,
          doneOn,
          by: byActor(world),
          ...(step === 'abstracted' && abstract !== undefined && { abstract }),
          ...(leaderId !== undefined && { leaderId }),
        },
      ])
    );
  });
}
