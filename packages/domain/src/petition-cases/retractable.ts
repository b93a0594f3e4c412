import type { ClockId } from '../clocks/clocks.ts';
import type { PlainDate } from '../date.ts';
import { issuerOf } from '../documents/born.ts';
import type { DocumentKind } from '../documents/kinds.ts';
import { isWithin, type World } from '../identity/units.ts';
import { openHandOver } from '../reception/first-asked.ts';
import { senderClocks } from './case-clocks.ts';
import { owedClock } from './clock-changes.ts';
import type { By } from './facets.ts';
import { askedUnitId } from './first-asked.ts';
import { holdingUnitId, isHandedOver } from './holding.ts';
import { openDateRequest } from './hotline-date.ts';
import { openLeaderRequest } from './leader-request.ts';
import { cameForReexamination, heldByDepartment } from './needs.ts';
import { handInClocks } from './reply.ts';
import type { RetractableAct } from './retract-limits.ts';
import { isSimple } from './simple-handling.ts';
import { isOpen } from './statuses.ts';
import { openSupervision, standsAlone } from './supervision.ts';
import type { PetitionCaseState } from './types.ts';

/** What a retraction (撤回操作) does to the clocks: `again`, met on that day by the act (without a day: stopped by it) and owed again; `ended`, begun by it. */
interface ClocksOf {
  readonly again?: readonly ClockId[];
  readonly metOn?: PlainDate | undefined;
  readonly ended?: readonly ClockId[];
}

/**
 * One act that can be taken back. `stands`: it was done and is the newest of its kind; `open`: nothing was built on it yet.
 * `by`: who did it, where the case keeps that; `own`: only that very person.
 */
export interface Retractable {
  readonly stands: (state: PetitionCaseState) => boolean;
  readonly open: (state: PetitionCaseState, world: World) => boolean;
  readonly by?: (state: PetitionCaseState) => By | undefined;
  readonly own?: true;
  /** Where the case does not keep who did it: whose it was to do. */
  readonly mayBe?: (state: PetitionCaseState, world: World) => boolean;
  readonly clocks?: (state: PetitionCaseState) => ClocksOf;
  /** The paper that it brought forth (文书). */
  readonly paper?: DocumentKind;
}

const going = ({ status }: PetitionCaseState): boolean => isOpen(status);
const notAnswering = (state: PetitionCaseState): boolean =>
  going(state) && !state.draft && !state.counsel && !state.issued && !state.objection;
const lastChange = (state: PetitionCaseState, clock: ClockId) => owedClock(state, clock)?.changes?.at(-1);

const byOffice = (_state: PetitionCaseState, { actor }: World): boolean => actor.role !== 'departmentClerk';
const isOf = (unitId: string | undefined, { actor, unit }: World): boolean =>
  unitId !== undefined && isWithin((id) => unit(id), unitId, actor.unitId);
/** The unit that has the case, or the office. */
const byHolder = (state: PetitionCaseState, world: World): boolean =>
  byOffice(state, world) || isOf(holdingUnitId(state), world);
/** Whoever was asked first (R23), or the office. */
const byFirstAsked = (state: PetitionCaseState, world: World): boolean =>
  byOffice(state, world) || isOf(askedUnitId(state), world);

/** A change of a clock: taken back while the date that stood before it has not gone by. */
const ofClock = (clock: ClockId, type: 'extended' | 'agreed' | 'paused' | 'resumed'): Retractable => ({
  stands: (state) => lastChange(state, clock)?.type === type,
  open: (state, { today }) => going(state) && (owedClock(state, clock)?.original?.legalDue ?? today) >= today,
  ...(type === 'extended' ? { paper: 'extensionNotice' as const, mayBe: byHolder } : { mayBe: byOffice }),
});

const lastUrging = ({ urgings }: PetitionCaseState) => urgings?.at(-1);
const lastSupervision = ({ supervisions }: PetitionCaseState) => supervisions?.at(-1);

/**
 * The clocks that the issue of a reply met. The hand-in is one of them where nobody reviewed the reply, and where nothing else keeps
 * the case in sight; else the review had met it.
 */
function clocksOfIssue({ clocks, issued, review }: PetitionCaseState): ClocksOf {
  const again: readonly ClockId[] = ['handling', 'simple-handling', 'district-reply'];
  const metOn = issued?.issuedOn;
  const some = clocks.some(({ clock, metOn: on }) => again.includes(clock) && on === metOn);
  const ended: readonly ClockId[] = ['reply-delivery'];
  if (review === undefined) return { again: [...again, ...handInClocks], metOn, ended };
  return some ? { again, metOn, ended } : { again: handInClocks, metOn: review.reviewedOn, ended };
}

const newestRow = ({ clocks }: PetitionCaseState, id: ClockId) => clocks.findLast(({ clock }) => clock === id);

/** Whether the duties of an answer that a request for 复查 stopped are still what they were: nobody was told, and no day of receipt put right, since. */
function mayRunAgain(state: PetitionCaseState): boolean {
  const { stopped = [] } = state.reexamination ?? {};
  // an answer that was given here owes nothing any more; of one that was brought here the notice met all that was left
  if (stopped.length === 0) return state.notice === undefined || !cameForReexamination(state);
  const told = state.notice !== undefined && !stopped.includes('handling');
  const ofReceipt = stopped.filter((id) => id !== 'handling' && id !== 'simple-handling');
  return !told && ofReceipt.every((id) => newestRow(state, id)?.from === state.receivedOn);
}

/** Whether the district or school that was given the case told the petitioner itself (R77), or the petitioner was told that it is there (Art 23). */
function isTaken(state: PetitionCaseState, world: World): boolean {
  const { notice, destination, assignment } = state;
  if (assignment === undefined || heldByDepartment(state, world)) return false;
  if (destination !== undefined) return true;
  const organ = (unitId: string) => issuerOf((id) => world.unit(id), unitId)?.id;
  if (notice?.by) return organ(notice.by.unitId) !== organ(assignment.officeUnitId);
  return notice !== undefined && notice.issuedOn >= assignment.assignedOn;
}

/** Whether the acceptance has been built on: its days were extended (Art 34), or the short way began with it. */
function isBuiltOn(state: PetitionCaseState): boolean {
  const short = isSimple(state) && newestRow(state, 'simple-acceptance')?.metOn !== state.notice?.issuedOn;
  return short || lastChange(state, 'handling') !== undefined;
}

const dateAgreed = ofClock('hotline-reply', 'agreed');

/** 可以撤回的操作: each with its time, and what it leaves behind. */
export const retractables: Readonly<Record<RetractableAct, Retractable>> = {
  recordIntakeStep: {
    stands: ({ intake }) => (intake ?? []).length > 0,
    open: (state) => going(state) && (state.instructions ?? []).length === 0,
    by: ({ intake }) => intake?.at(-1)?.by,
  },
  issueAcceptanceNotice: {
    // what was refused by mistake is handled again: 重新办理
    stands: ({ notice }) => notice?.decision === 'accept',
    open: (state, { today }) => notAnswering(state) && !isBuiltOn(state) && state.notice?.issuedOn === today,
    paper: 'acceptanceNotice',
    // a district or school issues its own (R77)
    mayBe: (state, world) => byOffice(state, world) || (byHolder(state, world) && !heldByDepartment(state, world)),
    clocks: (state) => ({
      again: ['acceptance-notice', 'district-notice', 'simple-acceptance'],
      metOn: state.notice?.issuedOn,
      // to whom the case was handed since, its own days run
      ended: ['handling', 'simple-handling', ...((!isHandedOver(state) && state.notice?.began) || [])],
    }),
  },
  assignCase: {
    stands: ({ assignment }) => assignment !== undefined,
    open: (state, world) => notAnswering(state) && !isTaken(state, world),
    paper: 'assignmentForm',
    by: ({ assignment }) => assignment?.by,
  },
  transferCase: {
    stands: ({ transfer }) => transfer !== undefined,
    open: (state) => notAnswering(state) && !state.notice && !state.destination,
    paper: 'assignmentForm',
    by: ({ transfer }) => transfer?.by,
  },
  issueDestinationNotice: {
    stands: ({ destination }) => destination !== undefined,
    open: (state, { today }) => notAnswering(state) && !state.notice && state.destination?.toldOn === today,
    paper: 'destinationNotice',
    mayBe: byOffice,
    clocks: ({ destination }) => ({ again: ['acceptance-notice'], metOn: destination?.toldOn }),
  },
  objectToTransfer: {
    stands: ({ objection }) => objection !== undefined && objection.settled === undefined,
    open: going,
    by: ({ objection }) => objection?.by,
    clocks: ({ objection }) => ({ again: ['transfer-objection'], metOn: objection?.objectedOn }),
  },
  settleObjection: {
    // what was agreed to moved the case: it is handed over again
    stands: ({ objection }) => objection?.settled?.agreed === false,
    open: (state) => going(state) && !state.notice && !state.draft && !state.issued,
    mayBe: byOffice,
  },
  recordRecusal: {
    stands: ({ recusals }) => (recusals ?? []).length > 0,
    open: going,
    by: ({ recusals }) => recusals?.at(-1)?.by,
  },
  reviewReply: {
    // what was sent back is drafted again
    stands: ({ review }) => review !== undefined,
    open: (state) => going(state) && !state.approval && !state.issued,
    by: ({ review }) => review?.by,
    own: true,
    clocks: ({ review }) => ({ again: handInClocks, metOn: review?.reviewedOn }),
  },
  approveReply: {
    stands: ({ approval }) => approval !== undefined,
    open: (state) => going(state) && !state.issued,
    by: ({ approval }) => approval?.by,
    own: true,
  },
  issueReply: {
    stands: ({ issued }) => issued !== undefined,
    open: (state) => going(state) && !state.delivery,
    paper: 'handlingOpinion',
    by: ({ issued }) => issued?.by,
    clocks: clocksOfIssue,
  },
  deliverReply: {
    stands: ({ delivery }) => delivery !== undefined,
    open: (state) => going(state) && !state.completion && !state.reexamination,
    by: ({ delivery }) => delivery?.by,
    clocks: ({ delivery }) => ({ again: ['reply-delivery'], metOn: delivery?.deliveredOn }),
  },
  extendHandling: ofClock('handling', 'extended'),
  requestHotlineDate: {
    stands: ({ dateRequests }) => (dateRequests ?? []).length > 0,
    open: (state) => going(state) && openDateRequest(state) !== undefined,
    by: (state) => openDateRequest(state)?.by,
  },
  agreeHotlineDate: {
    ...dateAgreed,
    // what was asked for since then rests on the date that was granted
    open: (state, world) =>
      dateAgreed.open(state, world) &&
      openDateRequest(state) === undefined &&
      state.dateRequests?.at(-1)?.answer?.agreed !== false,
  },
  refuseHotlineDate: {
    stands: ({ dateRequests }) => dateRequests?.at(-1)?.answer?.agreed === false,
    open: (state) => going(state) && owedClock(state, 'hotline-reply') !== undefined,
    mayBe: byOffice,
  },
  pauseClock: ofClock('final-review', 'paused'),
  resumeClock: ofClock('final-review', 'resumed'),
  urgeCase: {
    stands: (state) => lastUrging(state) !== undefined,
    open: (state) => going(state) && lastUrging(state)?.acknowledged === undefined,
    paper: 'urgingLetter',
    by: (state) => lastUrging(state)?.by,
  },
  superviseCase: {
    stands: (state) => openSupervision(state) !== undefined,
    open: (state) => standsAlone(state) && !lastSupervision(state)?.acknowledged && !lastSupervision(state)?.circulated,
    paper: 'supervisionLetter',
    by: (state) => lastSupervision(state)?.by,
    clocks: () => ({ ended: ['supervision-report'] }),
  },
  answerSupervision: {
    stands: (state) => lastSupervision(state)?.answer !== undefined,
    // of what is completed a supervision may be answered too
    open: standsAlone,
    by: (state) => lastSupervision(state)?.answer?.by,
    clocks: (state) => ({ again: ['supervision-report'], metOn: lastSupervision(state)?.answer?.answeredOn }),
  },
  circulateCriticism: {
    stands: (state) => lastSupervision(state)?.circulated !== undefined,
    open: (state) =>
      standsAlone(state) && !lastSupervision(state)?.circulated?.acknowledged && !lastSupervision(state)?.answer,
    paper: 'circularNotice',
    by: (state) => lastSupervision(state)?.circulated?.by,
  },
  requestReexamination: {
    stands: ({ reexamination }) => reexamination !== undefined && reexamination.decidedOn === undefined,
    open: (state) => going(state) && state.reexamination?.entrusted === undefined && mayRunAgain(state),
    mayBe: byOffice,
    clocks: ({ reexamination }) => ({
      again: reexamination?.stopped ?? [],
      ended: ['reexamination', 'reexamination-result'],
    }),
  },
  entrustReexamination: {
    stands: ({ reexamination }) => reexamination?.entrusted !== undefined,
    open: (state) => going(state) && state.reexamination?.report === undefined,
    paper: 'assignmentForm',
    by: ({ reexamination }) => reexamination?.entrusted?.by,
  },
  reportReexamination: {
    stands: ({ reexamination }) => reexamination?.report !== undefined,
    open: (state) => state.status === 'inReexamination',
    by: ({ reexamination }) => reexamination?.report?.by,
    // met by the first report of those that were made
    clocks: (state) => ({ again: ['reexamination-result'], metOn: newestRow(state, 'reexamination-result')?.metOn }),
  },
  approveReexamination: {
    stands: ({ reexamination }) => reexamination?.report?.approval !== undefined,
    open: (state) => state.status === 'inReexamination',
    by: ({ reexamination }) => reexamination?.report?.approval?.by,
    own: true,
    // sent back, its days had begun to run again
    clocks: ({ reexamination }) => ({ ended: reexamination?.report?.approval?.agreed ? [] : ['reexamination-result'] }),
  },
  decideReexamination: {
    stands: ({ reexamination }) => reexamination?.decidedOn !== undefined,
    open: (state, { today }) => state.status === 'reexamined' && state.reexamination?.deliveredOn === today,
    paper: 'reexaminationOpinion',
    mayBe: byOffice,
    clocks: ({ reexamination, notice }) => ({
      again: ['reexamination', 'hotline-reply', ...(notice ? [] : (['acceptance-notice'] as const))],
      metOn: reexamination?.decidedOn,
    }),
  },
  requestFinalReview: {
    stands: ({ finalReview }) => finalReview !== undefined && finalReview.decidedOn === undefined,
    open: going,
    mayBe: byOffice,
    clocks: () => ({ ended: ['final-review'] }),
  },
  decideFinalReview: {
    stands: ({ finalReview }) => finalReview?.decidedOn !== undefined,
    open: (state, { today }) => state.status === 'finallyReviewed' && state.finalReview?.deliveredOn === today,
    paper: 'finalReviewOpinion',
    mayBe: byOffice,
    clocks: ({ finalReview }) => ({ again: ['final-review'], metOn: finalReview?.decidedOn }),
  },
  recordEvaluation: {
    stands: ({ evaluation }) => evaluation !== undefined,
    open: () => true,
    mayBe: byOffice,
  },
  reportToSender: {
    stands: ({ senderReport }) => senderReport !== undefined,
    open: () => true,
    paper: 'completionReport',
    by: ({ senderReport }) => senderReport?.by,
    clocks: ({ senderReport }) => ({ again: senderClocks, metOn: senderReport?.reportedOn }),
  },
  handOverFirstAsked: {
    stands: ({ firstAsked }) => firstAsked !== undefined && openHandOver(firstAsked) !== undefined,
    open: going,
    mayBe: byFirstAsked,
  },
  requestLeader: {
    stands: (state) => openLeaderRequest(state) !== undefined,
    open: (state) => going(state) && openLeaderRequest(state)?.arranged === undefined,
    mayBe: byFirstAsked,
  },
  recordLeaderAttendance: {
    stands: ({ leaderRequests }) => leaderRequests?.at(-1)?.attended !== undefined,
    open: going,
    mayBe: byOffice,
  },
};
