import type { HandOver } from '../reception/first-asked.ts';
import type { LeaderRequest } from '../reception/walk-in.ts';
import { amendedMatter, amendedPapers } from './case-changes.ts';
import { isOwed, senderClocks } from './case-clocks.ts';
import { openDateRequest } from './hotline-date.ts';
import { facetOf, withoutHandling } from './main-evolve.ts';
import { retracted } from './retract-evolve.ts';
import type { CaseAmended, ClockChanged, DocumentVoided, SideEvent } from './side-events.ts';
import type { ClosedStage, HotlineDateRequest, Reconsideration, Supervision } from './side-facets.ts';
import type { CaseClock, PetitionCaseState } from './types.ts';

type Of<T extends SideEvent['type']> = Extract<SideEvent, { readonly type: T }>;

/** What is said of the newest one. */
const onLast = <T extends object>(all: readonly T[] = [], change: Partial<T>): readonly T[] =>
  all.map((one, at) => (at === all.length - 1 ? { ...one, ...change } : one));

/** The clock that runs or rests takes the change; its first dates are never lost. */
function changed(state: PetitionCaseState, event: ClockChanged): PetitionCaseState {
  const { clock, change, legalDue, targetDue, provisional } = event;
  const clocks = state.clocks.map((row) =>
    row.clock === clock && isOwed(row)
      ? {
          ...row,
          legalDue,
          targetDue,
          provisional,
          state: change.type === 'paused' ? ('paused' as const) : ('running' as const),
          original: row.original ?? { legalDue: row.legalDue, targetDue: row.targetDue },
          changes: [...(row.changes ?? []), change],
        }
      : row,
  );
  const next = { ...state, clocks };
  if (change.type !== 'agreed') return next;
  const { dueOn, reason, approvedBy: answeredBy, decidedOn: on } = change;
  const atOnce = { dueOn, reason, requestedOn: on };
  const asked = openDateRequest(state) ? next : { ...next, dateRequests: [...(state.dateRequests ?? []), atOnce] };
  return answeredDate(asked, { agreed: true, answeredBy, on, dueOn });
}

/** The newest 续报申请 has its answer. */
const answeredDate = (
  state: PetitionCaseState,
  answer: NonNullable<HotlineDateRequest['answer']>,
): PetitionCaseState => ({ ...state, dateRequests: onLast(state.dateRequests, { answer }) });

/** The newest of its kind has been received. */
function acknowledged(
  state: PetitionCaseState,
  { of, acknowledgedOn, by }: Of<'pressingAcknowledged'>,
): PetitionCaseState {
  const received = { acknowledged: { acknowledgedOn, by } };
  if (of === 'urging') return { ...state, urgings: onLast(state.urgings, received) };
  if (of === 'supervision') return onLastSupervision(state, received);
  const circulated = state.supervisions?.at(-1)?.circulated;
  return circulated ? onLastSupervision(state, { circulated: { ...circulated, ...received } }) : state;
}

const onLastSupervision = (state: PetitionCaseState, change: Partial<Supervision>): PetitionCaseState => ({
  ...state,
  supervisions: onLast(state.supervisions, change),
});

/** Nothing is owed while merged but what its sender waits for: the other clocks rest with the merger. */
function merged(state: PetitionCaseState, event: Of<'caseMerged'>): PetitionCaseState {
  const clocks = state.clocks.map((row) =>
    isOwed(row) && !senderClocks.includes(row.clock) ? { ...row, state: 'stopped' as const } : row,
  );
  return { ...state, clocks, merger: { ...facetOf(event), clocks: state.clocks } };
}

/**
 * What it was before the merger, its clocks included; what its sender waits for went on, has the dates that it has now, and is
 * owed again where it was told of the other file.
 */
export function unmerged(state: PetitionCaseState): PetitionCaseState {
  const { merger, senderReport: _report, ...rest } = state;
  const clocks = state.clocks.map((row, at): CaseClock => {
    const before = merger?.clocks[at];
    if (!senderClocks.includes(row.clock)) return before ?? row;
    const { metOn: _metOn, ...owed } = row;
    return row.state === 'met' && before?.state !== 'met' ? { ...owed, state: 'running' } : row;
  });
  return { ...rest, clocks };
}

/** Nothing is owed of a registration that was voided: all its clocks rest with it. */
function voidedCase(state: PetitionCaseState, event: Of<'caseVoided'>): PetitionCaseState {
  const clocks = state.clocks.map((row) => (isOwed(row) ? { ...row, state: 'stopped' as const } : row));
  return { ...state, clocks, voided: { ...facetOf(event), clocks: state.clocks } };
}

/** What it was before it was voided, its clocks included. */
export function restored({ voided: was, ...state }: PetitionCaseState): PetitionCaseState {
  return { ...state, clocks: was?.clocks ?? state.clocks };
}

/** Its sender is told the result that stands: of a file handled again (重新办理), once more. */
function carried(state: PetitionCaseState, { resultOn }: Of<'resultCarried'>): PetitionCaseState {
  if (state.merger === undefined) return state;
  const { resultOn: _before, ...merger } = state.merger;
  if (resultOn !== undefined) return { ...state, merger: { ...merger, resultOn } };
  const { senderReport: _told, ...rest } = state;
  return { ...rest, merger };
}

/** Without doubles and without an empty list, so that what is taken back leaves no trace. */
function parted(state: PetitionCaseState, caseId: string): PetitionCaseState {
  const { mergedFrom, ...rest } = state;
  const left = (mergedFrom ?? []).filter((id) => id !== caseId);
  return left.length === 0 ? rest : { ...rest, mergedFrom: left };
}

function unlinked({ links = [], ...rest }: PetitionCaseState, caseId: string): PetitionCaseState {
  const left = links.filter((link) => link.caseId !== caseId);
  return left.length === 0 ? rest : { ...rest, links: left };
}

function reopened(state: PetitionCaseState, event: Of<'caseReopened'>): PetitionCaseState {
  const { draft, counsel, review, approval, issued, delivery, completion, ...afterMain } = state;
  const { withdrawal, reexamination, finalReview, conclusion, archive, ...afterReply } = afterMain;
  const { implementations, evaluation, senderReport, simple, notice, ...rest } = afterReply;
  const before: ClosedStage = {
    ...(draft && { draft }),
    ...(counsel && { counsel }),
    ...(review && { review }),
    ...(approval && { approval }),
    ...(issued && { issued }),
    ...(delivery && { delivery }),
    ...(completion && { completion }),
    ...(withdrawal && { withdrawal }),
    ...(reexamination && { reexamination }),
    ...(finalReview && { finalReview }),
    ...(conclusion && { conclusion }),
    ...(archive && { archive }),
    ...(implementations && { implementations }),
    ...(evaluation && { evaluation }),
    ...(senderReport && { senderReport }),
    ...(simple && { simple }),
    ...(notice?.decision === 'refuse' && { notice }),
  };
  return {
    ...rest,
    ...(notice?.decision === 'accept' && { notice }),
    reopenings: [...(state.reopenings ?? []), { ...facetOf(event), before }],
  };
}

/** Replaces the entry of that id, or adds one at the end. */
function withEntry<T extends { readonly id: string }>(list: readonly T[] | undefined, entry: T): readonly T[] {
  const all = list ?? [];
  return all.some(({ id }) => id === entry.id)
    ? all.map((one) => (one.id === entry.id ? entry : one))
    : [...all, entry];
}

function offered(state: PetitionCaseState, event: Of<'handOverOffered'>): PetitionCaseState {
  const { from, to, reason, offeredOn } = event;
  const asked = state.firstAsked ?? { first: from, handOvers: [] };
  return { ...state, firstAsked: { ...asked, handOvers: [...asked.handOvers, { to, reason, offeredOn }] } };
}

/** What was answered to the newest offer. */
function answered(state: PetitionCaseState, answer: Partial<HandOver>): PetitionCaseState {
  const asked = state.firstAsked;
  return asked === undefined
    ? state
    : { ...state, firstAsked: { ...asked, handOvers: onLast(asked.handOvers, answer) } };
}

/** 随机接访 (R24): what is said is said of the newest request. */
const withLeader = (state: PetitionCaseState, change: Partial<LeaderRequest>): PetitionCaseState => ({
  ...state,
  leaderRequests: onLast(state.leaderRequests, change),
});

function amended(state: PetitionCaseState, event: CaseAmended): PetitionCaseState {
  const { changes, route = state.route, compartment = state.compartment, takenOn: handedBackOn } = event;
  const { receivedOn = state.receivedOn, handlingUnitId = state.handlingUnitId } = changes;
  const matter = amendedMatter(state.matter, changes);
  const held = handedBackOn === undefined ? state : { ...withoutHandling(state), handedBackOn };
  const { instructions, ...unsigned } = held;
  const signed = instructions && !event.instructionFalls && { instructions };
  return {
    ...unsigned,
    ...signed,
    ...amendedPapers(state, changes),
    matter,
    receivedOn,
    handlingUnitId,
    route,
    compartment,
  };
}

/** 作废: the paper stays in the file, with its number. */
function voided(state: PetitionCaseState, { documentId, voidedOn, reason }: DocumentVoided): PetitionCaseState {
  const documents = (state.documents ?? []).map((one) =>
    one.id === documentId ? { ...one, voided: { on: voidedOn, reason } } : one,
  );
  return { ...state, documents };
}

/** The request for 复查 goes on; what is not said of it stays. */
const reexamined = (state: PetitionCaseState, change: Partial<Reconsideration>): PetitionCaseState =>
  state.reexamination ? { ...state, reexamination: { ...state.reexamination, ...change } } : state;

/** The file is needed again; that it was archived stays in the events. */
function outOfArchive({ archive: _archive, ...rest }: PetitionCaseState): PetitionCaseState {
  return rest;
}

/** Total over the types, so that a new event cannot be forgotten. */
const folds: { readonly [T in SideEvent['type']]: (state: PetitionCaseState, event: Of<T>) => PetitionCaseState } = {
  clockChanged: changed,
  caseUrged: (state, event) => ({ ...state, urgings: [...(state.urgings ?? []), facetOf(event)] }),
  caseSupervised: (state, event) => ({ ...state, supervisions: [...(state.supervisions ?? []), facetOf(event)] }),
  pressingAcknowledged: acknowledged,
  supervisionAnswered: (state, event) => onLastSupervision(state, { answer: facetOf(event) }),
  criticismCirculated: (state, event) => onLastSupervision(state, { circulated: facetOf(event) }),
  caseMerged: merged,
  caseJoined: (state, { caseId }) => ({ ...state, mergedFrom: [...(state.mergedFrom ?? []), caseId] }),
  resultCarried: carried,
  caseUnmerged: unmerged,
  caseParted: (state, { caseId }) => parted(state, caseId),
  caseLinked: (state, event) => ({ ...state, links: [...(state.links ?? []), facetOf(event)] }),
  caseUnlinked: (state, { caseId }) => unlinked(state, caseId),
  caseReopened: reopened,
  caseVoided: voidedCase,
  caseRestored: restored,
  caseWithdrawn: (state, event) => ({ ...state, withdrawal: facetOf(event) }),
  reexaminationRequested: (state, event) => ({ ...outOfArchive(state), reexamination: facetOf(event) }),
  reexaminationEntrusted: (state, event) => reexamined(state, { entrusted: facetOf(event) }),
  reexaminationReported: (state, event) => reexamined(state, { report: facetOf(event) }),
  reexaminationApproved: (state, event) => {
    const report = state.reexamination?.report;
    return report ? reexamined(state, { report: { ...report, approval: facetOf(event) } }) : state;
  },
  reexaminationDecided: (state, event) => reexamined(state, facetOf(event)),
  finalReviewRequested: (state, event) => ({ ...outOfArchive(state), finalReview: facetOf(event) }),
  finalReviewDecided: (state, event) =>
    state.finalReview ? { ...state, finalReview: { ...state.finalReview, ...facetOf(event) } } : state,
  caseConcluded: (state, event) => {
    const { citations: _citations, ...conclusion } = facetOf(event);
    return { ...state, conclusion };
  },
  implementationRecorded: (state, event) => ({
    ...state,
    implementations: [...(state.implementations ?? []), facetOf(event)],
  }),
  // a check is of the newest report
  implementationChecked: (state, event) => ({
    ...state,
    implementations: onLast(state.implementations, { check: facetOf(event) }),
  }),
  caseArchived: (state, event) => ({ ...state, archive: facetOf(event) }),
  evaluationRecorded: (state, event) => ({ ...state, evaluation: facetOf(event) }),
  senderReported: (state, event) => ({ ...state, senderReport: facetOf(event) }),
  improvementRecorded: (state, event) => ({ ...state, improvements: withEntry(state.improvements, facetOf(event)) }),
  rectificationRecorded: (state, event) => ({
    ...state,
    rectifications: withEntry(state.rectifications, facetOf(event)),
  }),
  handOverOffered: offered,
  handOverAccepted: (state, { acceptedOn }) => answered(state, { acceptedOn }),
  handOverDeclined: (state, { reason, declinedOn }) => answered(state, { declined: { reason, declinedOn } }),
  hotlineDateRequested: (state, event) => ({
    ...state,
    dateRequests: [...(state.dateRequests ?? []), facetOf(event)],
  }),
  hotlineDateRefused: (state, { reason, refusedBy: answeredBy, decidedOn: on }) =>
    answeredDate(state, { agreed: false, answeredBy, on, reason }),
  leaderRequested: (state, { reason, requestedOn }) => ({
    ...state,
    leaderRequests: [...(state.leaderRequests ?? []), { reason, requestedOn }],
  }),
  leaderArranged: (state, { arrangedOn: on, leaderId, leaderName }) =>
    withLeader(state, { arranged: { on, leaderId, leaderName } }),
  leaderAttended: (state, { attendedOn: on, coordination }) => withLeader(state, { attended: { on, coordination } }),
  copyFiled: (state, { document, documentOn, filedOn }) => ({
    ...state,
    copies: { ...state.copies, [document]: { documentOn, filedOn } },
  }),
  simpleHandlingApplied: (state, event) => ({ ...state, simple: facetOf(event) }),
  simpleHandlingEnded: (state, event) =>
    state.simple ? { ...state, simple: { ...state.simple, ended: facetOf(event) } } : state,
  caseAmended: amended,
  documentVoided: voided,
  // its paper is taken up with every other: see evolve.ts
  documentReissued: (state) => state,
  actRetracted: retracted,
};

/** Whether an event belongs beside or after the main line. */
export const isSideEvent = <E extends { readonly type: string }>(event: E): event is E & SideEvent =>
  Object.hasOwn(folds, event.type);

/** Folds an event beside the main line; status and version are the caller's. */
export function applySide(state: PetitionCaseState, event: SideEvent): PetitionCaseState {
  const fold = folds[event.type] as (state: PetitionCaseState, event: SideEvent) => PetitionCaseState; // of its own type
  return fold(state, event);
}
