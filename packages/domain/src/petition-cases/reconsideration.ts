import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { ClockId } from '../clocks/clocks.ts';
import { deadline } from '../clocks/deadline.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { ReviewBody, World } from '../identity/units.ts';
import { ok, type RefusalParams, type Refused, type Result, refused } from '../result.ts';
import { isOwed, meetClocks, startClock, unitClocks } from './case-clocks.ts';
import { reexaminationReported } from './entrustment.ts';
import type { PetitionCaseEvent } from './events.ts';
import { reviewHierarchy } from './hierarchy.ts';
import { isHandedOver } from './holding.ts';
import { answeredBelow, answeringUnitId, instructed, standingReport } from './needs.ts';
import { carryOut, caseOpen, checkDay, type Procedure, streamOf } from './procedure.ts';
import type {
  DecideFinalReview,
  DecideReexamination,
  RequestFinalReview,
  RequestReexamination,
} from './side-commands.ts';
import { reviewResults } from './side-facets.ts';
import { isOpen } from './statuses.ts';
import type { PetitionCaseState } from './types.ts';

const statute = (article: string) => cite('petitionRegulation2022', article);
const reexaminationBasis = [statute('第三十五条'), cite('receptionPlan', '四（一）', 'R51')];
const finalReviewBasis = [statute('第三十六条')];

/** The day on which the petitioner had the written answer: delivered, or as the completion says. */
export const replyDay = ({ delivery, completion }: PetitionCaseState): PlainDate | undefined =>
  delivery?.deliveredOn ?? completion?.repliedOn;

/** How far it has come: what is asked for a second time is not too early. */
const asFarAs = ({ status, matter }: PetitionCaseState): RefusalParams => ({
  status,
  contentKind: matter.facts.contentKind,
});

/** Whether the opinion that is complained of was given in this case. */
const answeredHere = ({ status }: PetitionCaseState): boolean => ['delivered', 'completed'].includes(status);

/** Whether the case came here with the answer that its petitioner wants to have reexamined (R51), and nobody here has begun to handle it. */
function broughtHere(state: PetitionCaseState): boolean {
  const { status, reexamination, draft, issued, completion } = state;
  return (
    answeredBelow(state) && isOpen(status) && !reexamination && !isHandedOver(state) && !draft && !issued && !completion
  );
}

/** 申请复查: of an answered appeal (Art 35 speaks of 信访处理意见), once. */
export const reexaminationRequest = {
  command: 'requestReexamination',
  by: ['leader', 'clerk'],
  needs: [
    {
      holds: (state) => state.matter.facts.contentKind === 'appeal' && (answeredHere(state) || broughtHere(state)),
      code: 'no-opinion',
      params: asFarAs,
      citations: reexaminationBasis,
    },
    // what comes in writing or on the reception day is accepted by a leader's word (批示予以受理)
    { ...instructed, holds: (state, world) => answeredHere(state) || instructed.holds(state, world) },
  ],
  citations: reexaminationBasis,
} as const satisfies Procedure;

/** 复查意见. */
export const reexaminationDecision = {
  command: 'decideReexamination',
  by: ['leader', 'clerk'],
  needs: [
    { holds: ({ status }) => status === 'inReexamination', code: 'nothing-requested', citations: reexaminationBasis },
    reexaminationReported,
  ],
  citations: reexaminationBasis,
} as const satisfies Procedure;

/** 申请复核: of a 复查 opinion, once. */
export const finalReviewRequest = {
  command: 'requestFinalReview',
  by: ['leader', 'clerk'],
  needs: [
    {
      holds: ({ status }) => status === 'reexamined',
      code: 'no-opinion',
      params: asFarAs,
      citations: finalReviewBasis,
    },
  ],
  citations: finalReviewBasis,
} as const satisfies Procedure;

/** 复核意见: not while a hearing rests the clock. */
export const finalReviewDecision = {
  command: 'decideFinalReview',
  by: ['leader', 'clerk'],
  needs: [
    { holds: ({ status }) => status === 'inFinalReview', code: 'nothing-requested', citations: finalReviewBasis },
    {
      holds: ({ clocks }) => !clocks.some(({ state }) => state === 'paused'),
      code: 'clock-paused',
      citations: finalReviewBasis,
    },
    caseOpen,
  ],
  citations: finalReviewBasis,
} as const satisfies Procedure;

/** What the two requests share: when, to whom, and by which clock the time to ask is counted. */
interface Request {
  readonly command: RequestReexamination | RequestFinalReview;
  readonly opinionOn: PlainDate;
  readonly clock: ClockId;
  readonly bodies: readonly ReviewBody[];
  readonly citations: Procedure['citations'];
}

/**
 * In the petitioner's 30 days; later only a leader admits it, with the reason: the text of 2022 says nothing of missed
 * time, and the bureau is kinder where it may be (R29).
 */
function checkTime({ command, opinionOn, clock, citations }: Request, world: World): Refused | undefined {
  const { requestedOn, lateReason } = command;
  const due = deadline(world.calendar, clock, opinionOn);
  if (!due.ok) return due;
  const { legalDue } = due.value;
  if (requestedOn <= legalDue) return undefined;
  if (world.actor.role !== 'leader')
    return refused('request-late', { requestedOn, legalDue }, citations, 'requestedOn');
  return checkText(lateReason, { path: 'lateReason', limit: textLimits.demand, missing: 'reason-missing', citations });
}

function checkRequest(request: Request, world: World): Refused | undefined {
  const { command, bodies, citations } = request;
  const { body, requestedOn } = command;
  return firstRefusal(
    () => checkDay(requestedOn, { world, after: request.opinionOn, citations, path: 'requestedOn' }),
    () => checkTime(request, world),
    () =>
      bodies.includes(body) ? undefined : refused('wrong-body', { body, bodies: bodies.join(',') }, citations, 'body'),
    () => checkText(command.request, { path: 'request', limit: textLimits.demand, missing: 'text-missing', citations }),
    () => checkText(command.lateReason, { path: 'lateReason', limit: textLimits.demand }),
  );
}

/** The clocks that run when the bureau itself decides; what goes to another body is that body's to time. */
function started(
  state: PetitionCaseState,
  { body, requestedOn }: { readonly body: ReviewBody; readonly requestedOn: PlainDate },
  clocks: readonly ClockId[],
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  const events: PetitionCaseEvent[] = [];
  for (const clock of body === 'bureau' ? clocks : []) {
    const next = startClock(world, streamOf(state), clock, requestedOn);
    if (!next.ok) return next;
    events.push(next.value);
  }
  return ok(events);
}

const requestOf = ({ body, request, requestedOn, lateReason }: RequestReexamination | RequestFinalReview) => ({
  body,
  request,
  requestedOn,
  ...(lateReason !== undefined && { lateReason }),
});

/** To whom 复查 of what the case's unit answers may be requested (Art 35): what its opinion has to name (Art 32). */
export const reexaminationBodies = (state: PetitionCaseState, world: World): readonly ReviewBody[] =>
  (world.hierarchy ?? reviewHierarchy).opinions[world.unit(answeringUnitId(state))?.kind ?? 'bureau'];

/**
 * To whom 复查 of what was answered may be requested. A district's case is often answered by one of its schools: then the
 * district authority itself is the superior that reexamines, and 复核 can come to the bureau. What the authority has issued
 * in its own name it does not reexamine. Of an answer that was brought here only the bureau's own 复查 is a matter of this case.
 */
export function requestedBodies(state: PetitionCaseState, world: World): readonly ReviewBody[] {
  const bodies = reexaminationBodies(state, world);
  if (broughtHere(state)) return bodies.filter((body) => body === 'bureau');
  if (state.issued || world.unit(state.handlingUnitId)?.kind !== 'districtAuthority') return bodies;
  return [...new Set([...bodies, ...(world.hierarchy ?? reviewHierarchy).opinions.districtSchool])];
}

/** To whom 复核 of what was reexamined may be requested (Art 36). */
export const finalReviewBodies = ({ reexamination }: PetitionCaseState, world: World): readonly ReviewBody[] =>
  (world.hierarchy ?? reviewHierarchy).reviews[reexamination?.body ?? 'bureau'];

/** The duties of an answer: of a case that came here to be reexamined nobody owes another one. */
const answering: readonly ClockId[] = [
  ...unitClocks.filter((clock) => clock !== 'hotline-reply'), // the centre waits for it all the same (R83)
  ...(['handling', 'simple-acceptance', 'simple-handling'] as const),
];

/**
 * Takes in a request for 复查 (Art 35): to the superior of the unit that answered. When that is the bureau, its 30 days
 * run, and the department's earlier date inside them (R52). Of an answer that was not given in this case the day is said on which the
 * petitioner had it. Refuses `reply-day-missing`, `request-late`, `wrong-body`, `done-too-early`.
 */
export function requestReexamination(
  aggregates: Aggregates,
  command: RequestReexamination,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(reexaminationRequest, aggregates, command, world, (state) => {
    const { replyReceivedOn = replyDay(state) } = command;
    if (replyReceivedOn === undefined) return refused('reply-day-missing', {}, reexaminationBasis, 'replyReceivedOn');
    const repliedOn = replyDay(state) ?? replyReceivedOn;
    const bodies = requestedBodies(state, world);
    const request: Request = {
      command,
      opinionOn: replyReceivedOn,
      clock: 'reexamination-request',
      bodies,
      citations: reexaminationBasis,
    };
    const refusal =
      checkDay(replyReceivedOn, { world, after: repliedOn, citations: reexaminationBasis, path: 'replyReceivedOn' }) ??
      checkRequest(request, world) ??
      // what was brought here asks for it from the day on which it came
      (broughtHere(state)
        ? checkDay(command.requestedOn, {
            world,
            after: state.receivedOn,
            citations: reexaminationBasis,
            path: 'requestedOn',
          })
        : undefined);
    if (refusal) return refusal;
    const clocks = started(state, command, ['reexamination', 'reexamination-result'], world);
    if (!clocks.ok) return clocks;
    const stream = streamOf(state);
    const stopped = state.clocks
      .filter((row) => isOwed(row) && answering.includes(row.clock))
      .map(({ clock }) => clock);
    const kept = command.replyReceivedOn !== undefined && { replyReceivedOn: command.replyReceivedOn };
    const told = { ...requestOf(command), ...kept, ...(stopped.length > 0 && { stopped }) };
    return ok([
      { type: 'reexaminationRequested', stream, ...told },
      ...stopped.map((clock) => ({ type: 'clockStopped', stream, clock, stoppedOn: command.requestedOn }) as const),
      ...clocks.value,
    ]);
  });
}

/** Takes in a request for 复核 (Art 36): to the superior of the body that reexamined, in 30 days. */
export function requestFinalReview(
  aggregates: Aggregates,
  command: RequestFinalReview,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(finalReviewRequest, aggregates, command, world, (state) => {
    const { deliveredOn = state.receivedOn } = state.reexamination ?? {};
    const request: Request = {
      command,
      opinionOn: deliveredOn,
      clock: 'final-review-request',
      bodies: finalReviewBodies(state, world),
      citations: finalReviewBasis,
    };
    const refusal = checkRequest(request, world);
    if (refusal) return refusal;
    const clocks = started(state, command, ['final-review'], world);
    if (!clocks.ok) return clocks;
    return ok([{ type: 'finalReviewRequested', stream: streamOf(state), ...requestOf(command) }, ...clocks.value]);
  });
}

type Decision = DecideReexamination | DecideFinalReview;

function checkDecision(
  { result, opinion, approvedBy, decidedOn, deliveredOn }: Decision,
  after: PlainDate | undefined,
  citations: Procedure['citations'],
  world: World,
): Refused | undefined {
  return firstRefusal(
    () => checkChoice(result, reviewResults, 'result'),
    () => checkText(opinion, { path: 'opinion', limit: textLimits.long, missing: 'text-missing', citations }),
    () => checkText(approvedBy, { path: 'approvedBy', limit: textLimits.name, missing: 'approver-missing', citations }),
    () => checkDay(decidedOn, { world, after: after ?? decidedOn, citations, path: 'decidedOn' }),
    () => checkDay(deliveredOn, { world, after: decidedOn, citations, path: 'deliveredOn' }),
  );
}

const decisionOf = ({ result, opinion, approvedBy, decidedOn, deliveredOn }: Decision) => ({
  result,
  opinion,
  approvedBy,
  decidedOn,
  deliveredOn,
});

/** Records the written 复查 opinion (Art 35, R51–R53) and when the petitioner had it. */
export function decideReexamination(
  aggregates: Aggregates,
  command: DecideReexamination,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(reexaminationDecision, aggregates, command, world, (state) => {
    const report = standingReport(state);
    const after = report?.approval?.approvedOn ?? report?.reportedOn ?? state.reexamination?.requestedOn;
    const refusal = checkDecision(command, after, reexaminationBasis, world);
    return (
      refusal ??
      ok([
        { type: 'reexaminationDecided', stream: streamOf(state), ...decisionOf(command) },
        // who was not told before that the request was accepted is told by the opinion, and so is the centre
        ...meetClocks(state, ['reexamination', 'acceptance-notice', 'hotline-reply'], command.decidedOn),
      ])
    );
  });
}

/** Records the written 复核 opinion (Art 36): after it the matter can be concluded. */
export function decideFinalReview(
  aggregates: Aggregates,
  command: DecideFinalReview,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(finalReviewDecision, aggregates, command, world, (state) => {
    const refusal = checkDecision(command, state.finalReview?.requestedOn, finalReviewBasis, world);
    return (
      refusal ??
      ok([
        { type: 'finalReviewDecided', stream: streamOf(state), ...decisionOf(command) },
        ...meetClocks(state, ['final-review'], command.decidedOn),
      ])
    );
  });
}
