import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result } from '../result.ts';
import type { PreScreenCase } from './case-commands.ts';
import type { PetitionCaseEvent } from './events.ts';
import { byActor, carryOut, caseOpen, checkDay, lawfulProcedure, type Procedure, streamOf } from './procedure.ts';
import type { PetitionCaseState } from './types.ts';

const looksAt = cite('receptionPlan', '三（一）', 'R44');
const opinion = cite('receptionPlan', '三（一）', 'R45');

/** 初审 by the General Office, again until something was decided. What the leader decides is kept apart from it (R45). */
export const preScreening = {
  command: 'preScreenCase',
  by: ['clerk'],
  needs: [
    caseOpen,
    {
      holds: (state) => (state.instructions ?? []).length === 0 && state.notice === undefined,
      code: 'already-decided',
      citations: [lawfulProcedure, opinion],
    },
  ],
  citations: [looksAt, opinion],
} as const satisfies Procedure;

/** The plan asks for all of it before a reception (R44, R45); in other channels the matter and the opinion are enough. */
function checkScreening(state: PetitionCaseState, command: PreScreenCase, world: World): Refused | undefined {
  const reception = state.channel === 'leaderReception';
  const part = (path: 'matter' | 'documents' | 'manner' | 'reportedTo', needed: boolean, article = looksAt) =>
    checkText(command[path], {
      path,
      limit: textLimits.demand,
      citations: [article],
      ...(needed && { missing: 'pre-screening-part-missing' as const }),
    });
  return firstRefusal(
    () => part('matter', true),
    () => part('documents', reception),
    () => part('manner', reception),
    () => checkChoice(command.opinion, ['accept', 'notAccept'], 'opinion'),
    () => part('reportedTo', reception, opinion),
    () => {
      const after = state.receivedOn;
      return checkDay(command.screenedOn, { world, after, citations: [looksAt], path: 'screenedOn' });
    },
  );
}

/** 初审 (R44, R45). */
export function preScreenCase(
  aggregates: Aggregates,
  command: PreScreenCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(preScreening, aggregates, command, world, (state) => {
    const { matter, documents, manner, reportedTo, screenedOn } = command;
    const record = { matter, documents, manner, opinion: command.opinion, reportedTo, screenedOn };
    return (
      checkScreening(state, command, world) ??
      ok([{ type: 'casePreScreened', stream: streamOf(state), ...record, by: byActor(world) }])
    );
  });
}
