import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { ClockId } from '../clocks/clocks.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import { unansweredMatter } from '../documents/opinion-check.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { meetClocks } from './case-clocks.ts';
import type { ApproveReply, DraftReply, HearCounsel, ReviewReply } from './case-commands.ts';
import type { PetitionCaseEvent } from './events.ts';
import { opinionConclusions, type ReplyContents } from './facets.ts';
import {
  approved,
  counselHeard,
  drafted,
  handedOver,
  heldByDepartment,
  isPortfolioLeader,
  noObjection,
  reviewed,
  unanswered,
} from './needs.ts';
import { byActor, carryOut, caseOpen, checkDay, guard, handedOn, type Procedure, streamOf } from './procedure.ts';
import type { PetitionCaseState } from './types.ts';

const draftBasis = [cite('petitionSystem', '第七条', 'R72'), cite('petitionSystem', '第十条', 'R81')];
const opinionBasis = [cite('petitionRegulation2022', '第三十二条')];
const counselBasis = [cite('petitionSystem', '第七条', 'R76')];
const reviewBasis = [cite('petitionSystem', '第四条', 'R66'), cite('petitionSystem', '第十条', 'R81')];
const approvalBasis = [cite('petitionSystem', '第七条', 'R73'), cite('petitionSystem', '第十条', 'R82')];

/** 拟稿 by the unit that has the case; again until the reply is issued. */
export const drafting = {
  command: 'draftReply',
  by: ['departmentClerk', 'clerk'],
  holderOnly: true,
  needs: [caseOpen, noObjection, handedOver, ...unanswered],
  citations: [...draftBasis, ...opinionBasis],
} as const satisfies Procedure;

/** 听取法律顾问意见, while the reply is drafted. */
export const hearing = {
  command: 'hearCounsel',
  by: ['departmentClerk', 'clerk'],
  needs: [caseOpen, handedOver, ...unanswered],
  citations: counselBasis,
} as const satisfies Procedure;

/** Who may review a reply: the head of the unit, or a recorded delegate (R66, R81). */
function isReviewer(state: PetitionCaseState, world: World): boolean {
  const { headId, reviewerIds = [] } = world.staff(state.handlingUnitId) ?? {};
  const reviewers = headId === undefined ? reviewerIds : [headId, ...reviewerIds];
  // a district or school that has recorded nobody keeps its own order; a department must have (R67)
  return reviewers.includes(world.actor.id) || (reviewers.length === 0 && !heldByDepartment(state, world));
}

/** 负责人审核: by the head or a recorded delegate, never by who wrote it. */
export const reviewing = {
  command: 'reviewReply',
  by: ['departmentClerk', 'clerk'],
  holderOnly: true,
  needs: [
    caseOpen,
    noObjection,
    ...unanswered,
    drafted,
    { holds: (state) => state.review === undefined, code: 'reviewed-already', citations: reviewBasis },
    { holds: isReviewer, code: 'not-unit-head', citations: reviewBasis },
    { holds: ({ draft }, { actor }) => draft?.by.id !== actor.id, code: 'reviewer-is-drafter', citations: reviewBasis },
  ],
  citations: reviewBasis,
} as const satisfies Procedure;

/** 分管领导审核, after the head's review and counsel's opinion. */
export const approving = {
  command: 'approveReply',
  by: ['leader'],
  needs: [
    caseOpen,
    noObjection,
    ...unanswered,
    drafted,
    reviewed,
    counselHeard,
    { holds: (state) => state.approval === undefined, code: 'approved-already', citations: approvalBasis },
    {
      holds: (state, world) => isPortfolioLeader(world, state.handlingUnitId),
      code: 'not-portfolio-leader',
      citations: approvalBasis,
    },
  ],
  citations: approvalBasis,
} as const satisfies Procedure;

/** Whether a reply waits for the actor's approval (R73, R82): one is needed before it goes out, and it is theirs to give now. */
export const awaitsApproval = (state: PetitionCaseState, world: World): boolean =>
  !approved.holds(state, world) && guard(approving, state, world) === undefined;

/** A written opinion on an appeal says all that Art 32 asks; a hotline's reply and an answer to a suggestion only answer. */
export const isOpinion = (state: PetitionCaseState): boolean =>
  state.matter.facts.contentKind === 'appeal' && state.channel !== 'hotline';

function checkContents(state: PetitionCaseState, command: DraftReply): Refused | undefined {
  const opinion = isOpinion(state);
  const part = (path: Exclude<keyof ReplyContents, 'conclusion'>, needed: boolean) =>
    checkText(command[path], {
      path,
      limit: textLimits.long,
      citations: opinionBasis,
      ...(needed && { missing: 'opinion-part-missing' as const }),
    });
  return firstRefusal(
    () => part('request', opinion),
    () => part('facts', opinion),
    () => part('opinion', true),
    () => part('basis', opinion),
    () =>
      opinion && command.conclusion === undefined
        ? refused('opinion-part-missing', {}, opinionBasis, 'conclusion')
        : undefined,
    () =>
      command.conclusion === undefined ? undefined : checkChoice(command.conclusion, opinionConclusions, 'conclusion'),
    () => part('reexaminationBody', opinion),
    () => (opinion ? unansweredMatter(command.request, command.opinion) : undefined),
  );
}

/** 拟稿 (R72, R81; Art 32). A new draft takes back the review and approval of the one before. */
export function draftReply(
  aggregates: Aggregates,
  command: DraftReply,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(drafting, aggregates, command, world, (state) => {
    const { request, facts, opinion, basis, conclusion, reexaminationBody, draftedOn } = command;
    return (
      checkContents(state, command) ??
      checkDay(draftedOn, { world, after: handedOn(state), citations: draftBasis, path: 'draftedOn' }) ??
      ok([
        {
          type: 'replyDrafted',
          stream: streamOf(state),
          request,
          facts,
          opinion,
          basis,
          draftedOn,
          by: byActor(world),
          ...(conclusion !== undefined && { conclusion }),
          ...(reexaminationBody !== undefined && { reexaminationBody }),
        },
      ])
    );
  });
}

/** 听取法律顾问意见 (R76). */
export function hearCounsel(
  aggregates: Aggregates,
  command: HearCounsel,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(hearing, aggregates, command, world, (state) => {
    const { counsel, opinion, heardOn } = command;
    const citations = counselBasis;
    const missing = 'counsel-part-missing';
    return (
      firstRefusal(
        () => checkText(counsel, { path: 'counsel', limit: textLimits.name, missing, citations }),
        () => checkText(opinion, { path: 'opinion', limit: textLimits.long, missing, citations }),
        () => checkDay(heardOn, { world, after: handedOn(state), citations, path: 'heardOn' }),
      ) ?? ok([{ type: 'counselHeard', stream: streamOf(state), counsel, opinion, heardOn }])
    );
  });
}

/** The clocks that a department meets by handing its reply to the office (R52, R72, R83). */
export const handInClocks: readonly ClockId[] = ['department-reply', 'leader-reception-result', 'hotline-reply'];

/** The duties that keep a case in sight until it is answered or told; what runs beside them (督办, 简易办理) may end before. */
const inSight: readonly ClockId[] = ['acceptance-notice', 'handling', 'district-reply'];

/** The hand-in is met now where something else keeps the case in sight; else when the reply goes out, with this day. */
function handIn(state: PetitionCaseState, on: PlainDate): readonly PetitionCaseEvent[] {
  const others = state.clocks.some((row) => row.state === 'running' && inSight.includes(row.clock));
  return others ? meetClocks(state, handInClocks, on) : [];
}

/** Agreed, or sent back with the reason. */
function verdict(
  state: PetitionCaseState,
  given: { agreed: boolean; reason: string | undefined; on: PlainDate; after: PlainDate; path: string },
  { world, stage, events }: { world: World; stage: 'review' | 'approval'; events: readonly PetitionCaseEvent[] },
): Result<readonly PetitionCaseEvent[]> {
  const citations = stage === 'review' ? reviewBasis : approvalBasis;
  const { agreed, reason, on, after, path } = given;
  const wanted = agreed ? {} : ({ missing: 'reason-missing' } as const);
  const sentBack = { stage, reason: reason ?? '', on, by: byActor(world) } as const;
  return (
    firstRefusal(
      () => checkText(reason, { path: 'reason', limit: textLimits.demand, citations, ...wanted }),
      () => checkDay(on, { world, after, citations, path }),
    ) ?? ok(agreed ? events : [{ type: 'replySentBack', stream: streamOf(state), ...sentBack }])
  );
}

/** 处室负责人审核 (R66, R81): agreed, the reply is in the office's hands. */
export function reviewReply(
  aggregates: Aggregates,
  command: ReviewReply,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(reviewing, aggregates, command, world, (state) => {
    const { agreed, reason, reviewedOn: on } = command;
    const after = state.draft?.draftedOn ?? state.receivedOn;
    const event = { type: 'replyReviewed', stream: streamOf(state), reviewedOn: on, by: byActor(world) } as const;
    const events = [event, ...handIn(state, on)];
    return verdict(state, { agreed, reason, on, after, path: 'reviewedOn' }, { world, stage: 'review', events });
  });
}

/** 分管领导审核 (R73, R82). */
export function approveReply(
  aggregates: Aggregates,
  command: ApproveReply,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(approving, aggregates, command, world, (state) => {
    const { agreed, reason, approvedOn: on } = command;
    const after = state.review?.reviewedOn ?? state.draft?.draftedOn ?? state.receivedOn;
    const events = [{ type: 'replyApproved', stream: streamOf(state), approvedOn: on, by: byActor(world) } as const];
    return verdict(state, { agreed, reason, on, after, path: 'approvedOn' }, { world, stage: 'approval', events });
  });
}
