import { checkChoice, checkReason, firstRefusal } from '../checks.ts';
import { type Citation, cite } from '../citation.ts';
import type { ClockId } from '../clocks/clocks.ts';
import { deadline } from '../clocks/deadline.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { afterMatter, endClocks } from './case-clocks.ts';
import type { PetitionCaseEvent } from './events.ts';
import { implementationOf } from './implementation.ts';
import {
  byActor,
  carryOut,
  caseOpen,
  checkDay,
  lawfulProcedure,
  type Procedure,
  streamOf,
  takenUpOn,
} from './procedure.ts';
import { replyDay } from './reconsideration.ts';
import type { ConcludeCase, WithdrawCase } from './side-commands.ts';
import { type ConclusionGround, conclusionGrounds } from './side-facets.ts';
import { isOpen } from './statuses.ts';
import type { PetitionCaseState } from './types.ts';

const closed = [lawfulProcedure, cite('receptionSystem', '三（二）', 'R12')];
const secrecy = [cite('petitionRegulation2022', '第三十条')];
const concluded = [
  cite('petitionRegulation2022', '第三十六条'),
  cite('receptionSystem', '五（一）4', 'R29'),
  cite('receptionPlan', '四（四）', 'R56'),
];
const implementation = [cite('receptionSystem', '五（一）4', 'R30'), cite('receptionPlan', '四（四）', 'R56')];

/**
 * 撤回. Not of an accusation: discipline goes on whatever the accuser was brought to say (Art 30). Not of a file that
 * carries others' matters too: those part first.
 */
export const withdrawal = {
  command: 'withdrawCase',
  by: ['leader', 'clerk'],
  needs: [
    caseOpen,
    { holds: (state) => state.compartment !== 'accusation', code: 'withdraw-accusation', citations: secrecy },
    { holds: (state) => (state.mergedFrom ?? []).length === 0, code: 'merge-has-merged', citations: closed },
  ],
  citations: closed,
} as const satisfies Procedure;

/** The petitioner takes the matter back (撤回): nothing is owed from then on. */
export function withdrawCase(
  aggregates: Aggregates,
  command: WithdrawCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(withdrawal, aggregates, command, world, (state) => {
    const { reason, withdrawnOn } = command;
    const refusal = firstRefusal(
      () => checkReason(reason, closed),
      () => checkDay(withdrawnOn, { world, after: takenUpOn(state), citations: closed, path: 'withdrawnOn' }),
    );
    return (
      refusal ??
      ok([
        { type: 'caseWithdrawn', stream: streamOf(state), reason, withdrawnOn, by: byActor(world) },
        ...endClocks(state, withdrawnOn, { outlasting: afterMatter }),
      ])
    );
  });
}

/** 终结: of what is completed (R8, R12) and not being looked at again. */
export const conclusion = {
  command: 'concludeCase',
  by: ['leader', 'clerk'],
  needs: [
    {
      holds: ({ status, completion, reexamination }) =>
        (completion ?? reexamination?.decidedOn) !== undefined &&
        ['completed', 'reexamined', 'finallyReviewed'].includes(status),
      code: 'not-concludable',
      params: ({ status }) => ({ status }),
      citations: concluded,
    },
  ],
  citations: concluded,
} as const satisfies Procedure;

/** 逾期未申请: the text of 2022 is silent; Zhejiang's holds what was not asked for in time to be concluded. */
const missed = (article: string): readonly Citation[] => [
  cite('petitionRegulation2022', article),
  cite('zhejiangRegulation2016', '第二十五条'),
];
const grounds: Readonly<Record<ConclusionGround, readonly Citation[]>> = {
  finallyReviewed: concluded,
  reexaminationNotRequested: missed('第三十五条'),
  finalReviewNotRequested: missed('第三十六条'),
};

/** The day from which the petitioner's time counts on that ground; undefined where the ground is not there at all. */
function groundSince(state: PetitionCaseState, ground: ConclusionGround): PlainDate | undefined {
  const { reexamination, finalReview } = state;
  if (ground === 'finallyReviewed') return finalReview?.deliveredOn;
  if (ground === 'reexaminationNotRequested') return reexamination === undefined ? replyDay(state) : undefined;
  return finalReview === undefined ? reexamination?.deliveredOn : undefined;
}

/** A ground holds from the decision itself (复核终结), or when the time to ask is over. */
function checkGround(
  state: PetitionCaseState,
  { ground, concludedOn }: ConcludeCase,
  world: World,
): Refused | undefined {
  const since = groundSince(state, ground);
  const citations = grounds[ground];
  if (since === undefined) return refused('ground-unfounded', { ground }, citations, 'ground');
  if (ground === 'finallyReviewed')
    return checkDay(concludedOn, { world, after: since, citations, path: 'concludedOn' });
  const clock: ClockId = ground === 'reexaminationNotRequested' ? 'reexamination-request' : 'final-review-request';
  const due = deadline(world.calendar, clock, since);
  if (!due.ok) return due;
  const { legalDue } = due.value;
  if (concludedOn <= legalDue) return refused('time-to-ask', { legalDue, concludedOn }, citations, 'concludedOn');
  return checkDay(concludedOn, { world, after: since, citations, path: 'concludedOn' });
}

/**
 * Concludes a case (终结, Art 36): with the same facts and reasons it is no longer accepted. First the opinion is carried
 * out (R29, R30): until then the bureau's leader presses it.
 */
export function concludeCase(
  aggregates: Aggregates,
  command: ConcludeCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(conclusion, aggregates, command, world, (state) => {
    const { ground, concludedOn, implementedOn } = command;
    const refusal = firstRefusal(
      () => checkChoice(ground, conclusionGrounds, 'ground'),
      () => checkGround(state, command, world),
    );
    if (refusal) return refusal;
    const refuted = implementationOf(state) === 'refuted';
    if (refuted || implementedOn === undefined || implementedOn > concludedOn) {
      return refused('opinion-not-implemented', {}, implementation, 'implementedOn');
    }
    const day = { world, after: state.receivedOn, citations: implementation, path: 'implementedOn' };
    const tooEarly = checkDay(implementedOn, day);
    if (tooEarly) return tooEarly;
    return ok([
      {
        type: 'caseConcluded',
        stream: streamOf(state),
        ground,
        concludedOn,
        implementedOn,
        by: byActor(world),
        citations: grounds[ground],
      },
      ...endClocks(state, concludedOn, { outlasting: afterMatter }),
    ]);
  });
}

/** The day on which nothing was owed any more: that of the last step that closed it; undefined while the case is open. */
export function closedOn(state: PetitionCaseState): PlainDate | undefined {
  if (isOpen(state.status)) return undefined;
  const { voided, merger, withdrawal, returnedOn, conclusion, finalReview, reexamination, completion, notice } = state;
  return (
    voided?.voidedOn ??
    merger?.mergedOn ??
    withdrawal?.withdrawnOn ??
    returnedOn ??
    conclusion?.concludedOn ??
    finalReview?.decidedOn ??
    reexamination?.decidedOn ??
    completion?.repliedOn ??
    notice?.issuedOn
  );
}
