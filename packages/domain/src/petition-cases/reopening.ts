import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { type Citation, cite } from '../citation.ts';
import type { ClockId } from '../clocks/clocks.ts';
import type { Aggregates } from '../commands.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { appealHandling } from '../routing/received.ts';
import { isOwed, outerDateFrom, startClock } from './case-clocks.ts';
import { closedOn } from './closing.ts';
import type { PetitionCaseEvent } from './events.ts';
import { byActor, carryOut, checkDay, lawfulProcedure, type Procedure, streamOf } from './procedure.ts';
import type { ReopenCase } from './side-commands.ts';
import { type ReopenReason, reopenReasons } from './side-facets.ts';
import { isOpen } from './statuses.ts';
import { openSupervision } from './supervision.ts';
import type { PetitionCaseState } from './types.ts';

/** Each reason: the articles it stands on, and what the file must show for it. */
const grounds: Readonly<
  Record<ReopenReason, { readonly citations: readonly Citation[]; founded?(state: PetitionCaseState): boolean }>
> = {
  newFacts: { citations: [cite('receptionSystem', '五（一）4', 'R29'), cite('petitionRegulation2022', '第三十六条')] },
  opinionNotCarriedOut: {
    citations: [cite('receptionSystem', '五（一）4', 'R30'), cite('petitionRegulation2022', '第四十条')],
    founded: ({ completion, delivery }) => completion !== undefined || delivery !== undefined,
  },
  revokedOnReview: {
    citations: [cite('petitionRegulation2022', '第三十五条'), cite('petitionRegulation2022', '第三十六条')],
    founded: ({ finalReview, reexamination }) => (finalReview ?? reexamination)?.result === 'revoked',
  },
  wronglyClosed: { citations: [lawfulProcedure] },
  raisedAgain: {
    citations: [cite('petitionRegulation2022', '第二十三条')],
    founded: ({ withdrawal }) => withdrawal !== undefined,
  },
};

/** 重新办理: of what is closed, but not merged (that parts) nor returned to its sender. */
export const reopening = {
  command: 'reopenCase',
  by: ['leader', 'clerk'],
  needs: [
    {
      holds: ({ status }) => !isOpen(status) && status !== 'merged' && status !== 'returned',
      code: 'not-closed',
      params: ({ status }) => ({ status }),
      citations: [lawfulProcedure],
    },
  ],
  citations: [lawfulProcedure],
} as const satisfies Procedure;

function checkReopening(state: PetitionCaseState, command: ReopenCase, world: World): Refused | undefined {
  const { reason, explanation, reopenedOn } = command;
  const { citations = [], founded = () => true } = grounds[reason] ?? {};
  return firstRefusal(
    () => checkChoice(reason, reopenReasons, 'reason'),
    () => (founded(state) ? undefined : refused('reopen-unfounded', { reason }, citations, 'reason')),
    // 终结 binds all but a leader, who answers for the exception with reasons (R29, A15)
    () =>
      state.conclusion !== undefined && world.actor.role !== 'leader'
        ? refused('concluded-needs-leader', {}, grounds.newFacts.citations, 'reason')
        : undefined,
    () =>
      checkText(explanation, {
        path: 'explanation',
        limit: textLimits.demand,
        missing: 'reason-missing',
        citations,
      }),
    () => checkDay(reopenedOn, { world, after: closedOn(state) ?? state.receivedOn, citations, path: 'reopenedOn' }),
  );
}

/**
 * What is owed again: the written notice where none stands, the answer (the centre's too, R83; of an appeal on the sixth route of Art 31
 * in 60 days), and that to a supervision whose time had stopped.
 */
function clocksAgain(state: PetitionCaseState, world: World): readonly ClockId[] {
  const { facts, petitioner, appealRoute = 6 } = state.matter;
  const { contentKind } = facts;
  const accepted = state.notice?.decision === 'accept';
  const hotline = state.channel === 'hotline';
  const district = world.unit(state.handlingUnitId)?.kind === 'districtAuthority';
  const runs = state.clocks.some((row) => row.clock === 'supervision-report' && isOwed(row));
  const owed: readonly (readonly [ClockId, boolean])[] = [
    ['acceptance-notice', !accepted && !petitioner.anonymous && contentKind !== 'accusation'],
    ['hotline-reply', hotline],
    ['district-reply', district],
    ['department-reply', !hotline && !district],
    ['handling', accepted && contentKind === 'appeal' && appealHandling(appealRoute).handlingClock],
    ['supervision-report', openSupervision(state) !== undefined && !runs],
  ];
  return owed.flatMap(([clock, again]) => (again ? [clock] : []));
}

/**
 * Takes a closed case up again. What was reached before stays on file; acceptance stands, refusal falls. The time to answer
 * runs anew from that day, except where the closing itself was wrong: then from the first day, since nobody gains time
 * by an error.
 */
export function reopenCase(
  aggregates: Aggregates,
  command: ReopenCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(reopening, aggregates, command, world, (state) => {
    const refusal = checkReopening(state, command, world);
    if (refusal) return refusal;
    const { reason, explanation, reopenedOn } = command;
    const stream = streamOf(state);
    const events: PetitionCaseEvent[] = [
      { type: 'caseReopened', stream, reason, explanation, reopenedOn, by: byActor(world) },
    ];
    for (const clock of clocksAgain(state, world)) {
      const supervised = clock === 'supervision-report' ? openSupervision(state)?.supervisedOn : undefined;
      const first = supervised ?? state.clocks.find((row) => row.clock === clock)?.from;
      const from = reason === 'wronglyClosed' && first !== undefined ? first : reopenedOn;
      const started = startClock(world, stream, clock, from, outerDateFrom(state, from));
      if (!started.ok) return started;
      events.push(started.value);
    }
    return ok(events);
  });
}
