import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { ClockId } from '../clocks/clocks.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { endClocks } from './case-clocks.ts';
import type { CompleteCase } from './case-commands.ts';
import type { CaseCompleted, PetitionCaseEvent } from './events.ts';
import { carryOut, caseOpen, lawfulProcedure, type Procedure, streamOf } from './procedure.ts';
import { completionOutcomes, type PetitionCaseState } from './types.ts';

/** 查清原因、提出化解方法. */
const fileBasis = [cite('receptionSystem', '二（三）', 'R8')];
/** 事事有回音、件件有落实. */
const replyBasis = [cite('receptionSystem', '三（二）', 'R12')];

/** 办结. */
export const completion = {
  command: 'completeCase',
  by: ['leader', 'clerk', 'departmentClerk'],
  needs: [
    caseOpen,
    {
      holds: (state) => state.notice !== undefined,
      code: 'not-yet-accepted',
      citations: [lawfulProcedure],
    },
  ],
  citations: [...replyBasis, ...fileBasis],
} as const satisfies Procedure;

function checkReplied(state: PetitionCaseState, repliedOn: PlainDate | undefined, world: World): Refused | undefined {
  const { today } = world;
  const acceptedOn = state.notice?.issuedOn ?? state.receivedOn;
  if (repliedOn === undefined) return refused('reply-missing', {}, replyBasis, 'repliedOn');
  if (repliedOn > today) return refused('replied-in-future', { repliedOn, today }, replyBasis, 'repliedOn');
  return repliedOn < acceptedOn
    ? refused('replied-before-acceptance', { repliedOn, acceptedOn }, [lawfulProcedure], 'repliedOn')
    : undefined;
}

function checkCompletion(state: PetitionCaseState, command: CompleteCase, world: World): Refused | undefined {
  const limit = textLimits.long;
  return firstRefusal(
    () => checkText(command.cause, { path: 'cause', limit, missing: 'cause-missing', citations: fileBasis }),
    () =>
      checkText(command.resolution, { path: 'resolution', limit, missing: 'resolution-missing', citations: fileBasis }),
    () => checkChoice(command.outcome, completionOutcomes, 'outcome'),
    () => checkReplied(state, command.repliedOn, world),
  );
}

const replyClockIds: readonly ClockId[] = ['department-reply', 'district-reply', 'hotline-reply', 'handling'];

/** Completes a case (办结): cause and resolution on file (R8), the petitioner answered (R12). It meets the reply clocks. */
export function completeCase(
  aggregates: Aggregates,
  command: CompleteCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(completion, aggregates, command, world, (state) => {
    const refusal = checkCompletion(state, command, world);
    if (refusal) return refusal;
    const { cause, resolution, repliedOn, outcome } = command;
    if (repliedOn === undefined) return refused('reply-missing', {}, replyBasis, 'repliedOn');
    const completed: CaseCompleted = {
      type: 'caseCompleted',
      stream: streamOf(state),
      cause,
      resolution,
      repliedOn,
      outcome,
    };
    return ok([completed, ...endClocks(state, replyClockIds, repliedOn)]);
  });
}
