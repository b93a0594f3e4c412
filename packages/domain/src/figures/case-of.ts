import type { PlainDate } from '../date.ts';
import { implementationOf, implementedOn } from '../petition-cases/implementation.ts';
import { evaluationClosesOn } from '../petition-cases/records.ts';
import type { PetitionCaseState } from '../petition-cases/types.ts';
import type { FigureCase } from './cases.ts';

/** What figures must know of a case's neighbours: when those of the same matter (同一事项, 并入的) were received. */
export interface SameMatter {
  readonly caseId: string;
  readonly receivedOn: PlainDate;
}

/** The cases whose receipt {@link figureCaseOf} asks for: linked as the same matter, or merged into this one. */
export function sameMatterIds({ links = [], mergedFrom = [] }: PetitionCaseState): readonly string[] {
  const linked = links.filter(({ relation }) => relation === 'sameMatter').map(({ caseId }) => caseId);
  return [...new Set([...linked, ...mergedFrom])].sort();
}

const cameAgainReasons: readonly string[] = ['newFacts', 'opinionNotCarriedOut', 'wronglyClosed', 'raisedAgain'];

/**
 * A case as figures count it. It repeats (重复信访) when it lives on in an earlier one (并案) or is linked as the same matter to
 * one received before it; its matter came again when it was taken up anew, or the same matter was received after its reply.
 * `neighbours`: the cases of {@link sameMatterIds}, as far as they are known.
 */
export function figureCaseOf(state: PetitionCaseState, neighbours: readonly SameMatter[]): FigureCase {
  const { completion, evaluation, merger, reopenings = [] } = state;
  const how = implementationOf(state);
  const carriedOut = implementedOn(state);
  const closesOn =
    state.compartment === 'accusation' || state.matter.petitioner.anonymous ? undefined : evaluationClosesOn(state);
  const earlier = neighbours.some(
    (one) => one.receivedOn < state.receivedOn || (one.receivedOn === state.receivedOn && one.caseId < state.id),
  );
  const later = neighbours.some(({ receivedOn }) => completion !== undefined && receivedOn > completion.repliedOn);
  return {
    channel: state.channel,
    receivedOn: state.receivedOn,
    persons: state.joint?.persons ?? 1,
    repeat: merger !== undefined || earlier,
    cameAgain: later || reopenings.some(({ reason }) => cameAgainReasons.includes(reason)),
    ...(completion && { completedOn: completion.repliedOn }),
    toImplement: how !== 'none',
    ...(carriedOut !== undefined && { implementedOn: carriedOut }),
    confirmed: how === 'confirmed',
    clocks: state.clocks,
    ...(closesOn !== undefined && {
      evaluation: {
        closesOn,
        ...(evaluation && {
          rated: { on: evaluation.ratedOn, office: evaluation.office, unit: evaluation.unit },
        }),
      },
    }),
  };
}
