import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import type { RouteOutcome } from '../routing/routing.ts';
import type { GiveInstruction } from './case-commands.ts';
import type { PetitionCaseEvent } from './events.ts';
import { type InstructionDecision, instructionDecisions } from './facets.ts';
import { letterChannels, nextIntakeStep, submittedTo } from './intake.ts';
import { answeredBelow, chiefLeaderId, isInstructed, notUnderReview } from './needs.ts';
import {
  byActor,
  carryOut,
  caseOpen,
  checkDay,
  isRecused,
  latestOf,
  type Procedure,
  streamOf,
  takenUpOn,
} from './procedure.ts';
import { isOpen } from './statuses.ts';
import type { PetitionCaseState } from './types.ts';

const signing = cite('petitionSystem', '第五条', 'R69');
const reception = {
  accept: cite('receptionPlan', '四（一）', 'R51'),
  raised: cite('receptionPlan', '四（二）', 'R54'),
};

const isLetter = (state: PetitionCaseState): boolean => letterChannels.includes(state.channel);

/** 批示: a letter by the leader to whom it was submitted, after the whole intake (R69); anything else by any leader. */
export const instruction = {
  command: 'giveInstruction',
  by: ['leader'],
  needs: [
    caseOpen,
    {
      holds: (state) => !isLetter(state) || nextIntakeStep(state) === undefined,
      code: 'intake-incomplete',
      params: (state) => ({ next: nextIntakeStep(state) ?? '' }),
      citations: [signing],
    },
    {
      holds: (state, world) =>
        !isLetter(state) ||
        submittedTo(state) === world.actor.id ||
        chiefLeaderId(world, state.handlingUnitId) === world.actor.id,
      code: 'submitted-to-another',
      citations: [signing],
    },
    // 复查 goes on by the word that is given where it is entrusted (R51)
    { ...notUnderReview, holds: (state) => state.issued !== undefined || state.reexamination === undefined },
    {
      holds: (state) => state.issued === undefined,
      code: 'reply-already-issued',
      citations: [cite('petitionSystem', '第七条', 'R73')],
    },
  ],
  citations: [
    cite('petitionSystem', '第六条', 'R70'),
    reception.accept,
    reception.raised,
    cite('receptionPlan', '四（三）', 'R55'),
  ],
} as const satisfies Procedure;

/**
 * What may be signed for each route (R25–R31, R51–R57). A concluded matter is refused "in principle" (R29): a leader may
 * have it handled, and says why.
 */
const decisions: Readonly<Record<RouteOutcome, readonly InstructionDecision[]>> = {
  acceptMunicipal: ['handle'],
  acceptDistrict: ['handOver'],
  handToAffiliated: ['handOver'],
  pressHandling: ['press'],
  pressImplementation: ['implement'],
  notAcceptConcluded: ['refuse', 'handle'],
  notAcceptNotEducation: ['refuse'],
  disciplineChannel: ['discipline'],
};

/** What a leader may sign: by its route; 复查 of a district's or school's reply is the bureau's own to handle (R51, Art 35). */
export function decisionsFor(state: PetitionCaseState, asksReexamination: boolean): readonly InstructionDecision[] {
  const { outcome } = state.route;
  const own = outcome === 'acceptDistrict' || outcome === 'handToAffiliated';
  return own && asksReexamination && answeredBelow(state) ? ['handle'] : decisions[outcome];
}

/** Whether the case waits for this leader's instruction: a letter for the one to whom it was submitted (R69); none of who is recused (Art 28). */
export function awaitsInstructionOf(state: PetitionCaseState, leaderId: string): boolean {
  if (isRecused(state, leaderId) || !isOpen(state.status) || isInstructed(state) || state.issued !== undefined)
    return false;
  return !isLetter(state) || (nextIntakeStep(state) === undefined && submittedTo(state) === leaderId);
}

function lastDay(state: PetitionCaseState): PlainDate {
  return latestOf(takenUpOn(state), state.instructions?.at(-1)?.instructedOn ?? state.intake?.at(-1)?.doneOn);
}

function checkInstruction(state: PetitionCaseState, command: GiveInstruction, world: World): Refused | undefined {
  const { decision, asksReexamination, raisedBefore, instructedOn } = command;
  const { citations } = instruction;
  return firstRefusal(
    () => checkChoice(decision, instructionDecisions, 'decision'),
    () =>
      state.channel === 'leaderReception' && raisedBefore === undefined
        ? refused('raised-before-missing', {}, [reception.raised], 'raisedBefore')
        : undefined,
    () =>
      decisionsFor(state, asksReexamination === true).includes(decision)
        ? undefined
        : refused(
            'instruction-against-route',
            { decision, outcome: state.route.outcome },
            state.route.citations.length > 0 ? state.route.citations : citations,
            'decision',
          ),
    () =>
      checkText(command.text, {
        path: 'text',
        limit: textLimits.demand,
        missing: 'instruction-text-missing',
        citations,
      }),
    () => checkDay(instructedOn, { world, after: lastDay(state), citations, path: 'instructedOn' }),
  );
}

/** 批示 / 签批 (R51, R54–R56, R70). A later one stands in place of the earlier. */
export function giveInstruction(
  aggregates: Aggregates,
  command: GiveInstruction,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(instruction, aggregates, command, world, (state) => {
    const { decision, text, instructedOn, asksReexamination, raisedBefore } = command;
    return (
      checkInstruction(state, command, world) ??
      ok([
        {
          type: 'instructionGiven',
          stream: streamOf(state),
          decision,
          text,
          instructedOn,
          by: byActor(world),
          ...(asksReexamination !== undefined && { asksReexamination }),
          ...(raisedBefore !== undefined && { raisedBefore }),
        },
      ])
    );
  });
}
