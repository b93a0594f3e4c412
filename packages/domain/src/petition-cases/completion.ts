import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { type Citation, cite } from '../citation.ts';
import type { ClockId } from '../clocks/clocks.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { afterAnswer, endClocks } from './case-clocks.ts';
import type { CompleteCase } from './case-commands.ts';
import type { CaseCompleted, PetitionCaseEvent } from './events.ts';
import { letterChannels } from './intake.ts';
import { accepted, heldByDepartment, noObjection, notToReexamine, notUnderReview } from './needs.ts';
import {
  carryOut,
  caseOpen,
  checkDay,
  handedOn,
  latestOf,
  lawfulProcedure,
  type Procedure,
  streamOf,
} from './procedure.ts';
import { handInClocks } from './reply.ts';
import { isSimple } from './simple-handling.ts';
import { completionOutcomes, type PetitionCaseState } from './types.ts';

/** 查清原因、提出化解方法. */
const fileBasis = [cite('receptionSystem', '二（三）', 'R8')];
/** 事事有回音、件件有落实. */
const replyBasis = [cite('receptionSystem', '三（二）', 'R12')];

/**
 * Why a case may end without a reply that was issued and delivered by the whole chain, where it may: the articles.
 *
 * - A letter that a department handles has no such way: 答复意见书, the leader's review, mail or hand (R73, R74); nor has an
 *   important matter (R75), one whose counsel was not heard (R76), a major matter of the hotline (R82).
 * - The hotline is answered through the centre (R80–R83); districts and schools answer what is theirs (R78).
 * - Suggestions are studied and answered (Art 29), accusations go by their own rules (Art 30).
 * - Other channels: no rule of the bureau asks for paper; answered and carried out as R12 and R13 ask. For an appeal this
 *   is what simple handling (简易办理, 待核) allows, where it was applied.
 */
function shortPath(state: PetitionCaseState, world: World): readonly Citation[] | undefined {
  const { flags, channel } = state;
  if (state.issued || flags?.important || (flags?.complexLegal && !state.counsel)) return undefined;
  if (channel === 'hotline') return flags?.major ? undefined : [cite('petitionSystem', '第十条', 'R81')];
  if (!heldByDepartment(state, world)) return [cite('petitionSystem', '第八条', 'R78')];
  if (letterChannels.includes(channel)) return undefined;
  const { contentKind } = state.matter.facts;
  if (contentKind === 'suggestion') return [cite('petitionRegulation2022', '第二十九条')];
  if (contentKind === 'accusation') return [cite('petitionRegulation2022', '第三十条')];
  const answered = cite('receptionSystem', '三（二）', 'R13');
  return isSimple(state) ? [answered, cite('simpleHandling2016', '（条次待核）')] : [answered];
}

const chainBasis = [
  cite('petitionSystem', '第七条', 'R73'),
  cite('petitionSystem', '第七条', 'R74'),
  cite('petitionSystem', '第七条', 'R75'),
];

/** 办结: answered by the whole chain, or where a rule allows less (R5, R12). */
export const completion = {
  command: 'completeCase',
  by: ['leader', 'clerk', 'departmentClerk'],
  needs: [
    caseOpen,
    accepted,
    noObjection,
    notToReexamine,
    // what was answered elsewhere and is reexamined here ends with the opinion of 复查 (Art 35)
    {
      ...notUnderReview,
      holds: ({ delivery, reexamination }) => delivery !== undefined || reexamination === undefined,
    },
    // while a review (复查, 复核) runs the case is open again, but it was answered: once is enough
    { ...caseOpen, holds: ({ completion }) => completion === undefined },
    {
      holds: (state, world) => state.delivery !== undefined || shortPath(state, world) !== undefined,
      code: 'reply-not-delivered',
      citations: chainBasis,
    },
  ],
  citations: [...replyBasis, ...fileBasis],
} as const satisfies Procedure;

function checkReplied(state: PetitionCaseState, repliedOn: PlainDate | undefined, world: World): Refused | undefined {
  const { today } = world;
  const acceptedOn = state.notice?.issuedOn ?? state.receivedOn;
  const after = latestOf(handedOn(state), state.issued?.issuedOn, state.delivery?.deliveredOn);
  if (repliedOn === undefined) return refused('reply-missing', {}, replyBasis, 'repliedOn');
  if (repliedOn > today) return refused('replied-in-future', { repliedOn, today }, replyBasis, 'repliedOn');
  if (repliedOn < acceptedOn)
    return refused('replied-before-acceptance', { repliedOn, acceptedOn }, [lawfulProcedure], 'repliedOn');
  return checkDay(repliedOn, { world, after, citations: [lawfulProcedure], path: 'repliedOn' });
}

function checkCompletion(state: PetitionCaseState, command: CompleteCase, world: World): Refused | undefined {
  const limit = textLimits.long;
  return firstRefusal(
    () => checkText(command.cause, { path: 'cause', limit, missing: 'cause-missing', citations: fileBasis }),
    () =>
      checkText(command.resolution, { path: 'resolution', limit, missing: 'resolution-missing', citations: fileBasis }),
    () => checkChoice(command.outcome, completionOutcomes, 'outcome'),
    () => checkReplied(state, command.repliedOn ?? state.delivery?.deliveredOn, world),
  );
}

const replyClockIds: readonly ClockId[] = [
  ...handInClocks,
  'district-reply',
  'handling',
  'reply-delivery',
  'simple-handling',
];

const reviewClockIds: readonly ClockId[] = ['reexamination', 'reexamination-result', 'final-review'];

/** Completes a case (办结): cause and resolution on file (R8), the petitioner answered (R12). It meets the reply clocks. */
export function completeCase(
  aggregates: Aggregates,
  command: CompleteCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(completion, aggregates, command, world, (state) => {
    const refusal = checkCompletion(state, command, world);
    if (refusal) return refusal;
    const { cause, resolution, outcome } = command;
    const repliedOn = command.repliedOn ?? state.delivery?.deliveredOn;
    if (repliedOn === undefined) return refused('reply-missing', {}, replyBasis, 'repliedOn');
    const completed: CaseCompleted = {
      type: 'caseCompleted',
      stream: streamOf(state),
      cause,
      resolution,
      repliedOn,
      outcome,
      citations: (state.delivery ? undefined : shortPath(state, world)) ?? chainBasis,
    };
    // what is reexamined goes on
    const outlasting = [...afterAnswer, ...reviewClockIds];
    return ok([completed, ...endClocks(state, repliedOn, { met: replyClockIds, outlasting })]);
  });
}
