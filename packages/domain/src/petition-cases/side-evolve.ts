import { datedOutside } from '../clocks/clocks.ts';
import type { HandOver } from '../reception/first-asked.ts';
import type { LeaderRequest } from '../reception/walk-in.ts';
import { amendedMatter, amendedPapers } from './case-changes.ts';
import { isOwed } from './case-clocks.ts';
import { openDateRequest } from './hotline-date.ts';
import { facetOf } from './main-evolve.ts';
import { retracted } from './retract-evolve.ts';
import type { CaseAmended, ClockChanged, DocumentVoided, ResultCarried, SideEvent } from './side-events.ts';
import type { ClosedStage, HotlineDateRequest, Supervision } from './side-facets.ts';
import type { PetitionCaseState } from './types.ts';

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
function answeredDate(state: PetitionCaseState, answer: NonNullable<HotlineDateRequest['answer']>): PetitionCaseState {
  const all = state.dateRequests ?? [];
  return { ...state, dateRequests: all.map((one, at) => (at === all.length - 1 ? { ...one, answer } : one)) };
}

/** The newest of its kind has been received. */
function acknowledged(
  state: PetitionCaseState,
  { of, acknowledgedOn, by }: Extract<SideEvent, { type: 'pressingAcknowledged' }>,
): PetitionCaseState {
  const received = { acknowledged: { acknowledgedOn, by } };
  if (of === 'urging') {
    const all = state.urgings ?? [];
    return { ...state, urgings: all.map((one, at) => (at === all.length - 1 ? { ...one, ...received } : one)) };
  }
  if (of === 'supervision') return onLastSupervision(state, received);
  const circulated = state.supervisions?.at(-1)?.circulated;
  return circulated ? onLastSupervision(state, { circulated: { ...circulated, ...received } }) : state;
}

/** The newest supervision gets its answer, or the criticism that was made known. */
function onLastSupervision(
  state: PetitionCaseState,
  change: Pick<Supervision, 'answer'> | Pick<Supervision, 'circulated'> | Pick<Supervision, 'acknowledged'>,
): PetitionCaseState {
  const all = state.supervisions ?? [];
  return { ...state, supervisions: all.map((one, at) => (at === all.length - 1 ? { ...one, ...change } : one)) };
}

/** Nothing is owed while merged but the report to the sender: the other clocks rest with the merger. */
function merged(state: PetitionCaseState, event: Extract<SideEvent, { type: 'caseMerged' }>): PetitionCaseState {
  const clocks = state.clocks.map((row) =>
    isOwed(row) && row.clock !== datedOutside.id ? { ...row, state: 'stopped' as const } : row,
  );
  return { ...state, clocks, merger: { ...facetOf(event), clocks: state.clocks } };
}

function unmerged(state: PetitionCaseState): PetitionCaseState {
  const { merger, senderReport: _report, ...rest } = state;
  return { ...rest, clocks: merger?.clocks ?? state.clocks };
}

/** Its sender is told the result that stands: of a file handled again (重新办理), once more. */
function carried(state: PetitionCaseState, { resultOn }: ResultCarried): PetitionCaseState {
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

function reopened(state: PetitionCaseState, event: Extract<SideEvent, { type: 'caseReopened' }>): PetitionCaseState {
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

function offered(state: PetitionCaseState, event: Extract<SideEvent, { type: 'handOverOffered' }>): PetitionCaseState {
  const { from, to, reason, offeredOn } = event;
  const asked = state.firstAsked ?? { first: from, handOvers: [] };
  return { ...state, firstAsked: { ...asked, handOvers: [...asked.handOvers, { to, reason, offeredOn }] } };
}

/** What was answered to the newest offer. */
function answered(
  state: PetitionCaseState,
  answer: Pick<HandOver, 'acceptedOn'> | Pick<HandOver, 'declined'>,
): PetitionCaseState {
  const asked = state.firstAsked;
  if (asked === undefined) return state;
  const last = asked.handOvers.length - 1;
  const handOvers = asked.handOvers.map((one, at) => (at === last ? { ...one, ...answer } : one));
  return { ...state, firstAsked: { ...asked, handOvers } };
}

/** 随机接访 (R24): what is said is said of the newest request. */
function withLeader(
  state: PetitionCaseState,
  event: Extract<SideEvent, { type: 'leaderRequested' | 'leaderArranged' | 'leaderAttended' }>,
): PetitionCaseState {
  const all = state.leaderRequests ?? [];
  const onLast = (change: Partial<LeaderRequest>): PetitionCaseState => ({
    ...state,
    leaderRequests: all.map((one, at) => (at === all.length - 1 ? { ...one, ...change } : one)),
  });
  switch (event.type) {
    case 'leaderRequested':
      return { ...state, leaderRequests: [...all, { reason: event.reason, requestedOn: event.requestedOn }] };
    case 'leaderArranged':
      return onLast({ arranged: { on: event.arrangedOn, leaderId: event.leaderId, leaderName: event.leaderName } });
    case 'leaderAttended':
      return onLast({ attended: { on: event.attendedOn, coordination: event.coordination } });
  }
}

function amended(state: PetitionCaseState, event: CaseAmended): PetitionCaseState {
  const { changes, route = state.route, compartment = state.compartment } = event;
  const { receivedOn = state.receivedOn, handlingUnitId = state.handlingUnitId } = changes;
  const matter = amendedMatter(state.matter, changes);
  return { ...state, ...amendedPapers(state, changes), matter, receivedOn, handlingUnitId, route, compartment };
}

/** 作废: the paper stays in the file, with its number. */
function voided(state: PetitionCaseState, { documentId, voidedOn, reason }: DocumentVoided): PetitionCaseState {
  const documents = (state.documents ?? []).map((one) =>
    one.id === documentId ? { ...one, voided: { on: voidedOn, reason } } : one,
  );
  return { ...state, documents };
}

/** 落实情况; a check is of the newest report. */
function implemented(
  state: PetitionCaseState,
  event: Extract<SideEvent, { type: 'implementationRecorded' | 'implementationChecked' }>,
): PetitionCaseState {
  const all = state.implementations ?? [];
  if (event.type === 'implementationRecorded') return { ...state, implementations: [...all, facetOf(event)] };
  const check = facetOf(event);
  return { ...state, implementations: all.map((one, at) => (at === all.length - 1 ? { ...one, check } : one)) };
}

type AfterReply = Extract<
  SideEvent,
  { type: 'reexaminationRequested' | 'reexaminationDecided' | 'finalReviewRequested' | 'finalReviewDecided' }
>;

/** The file is needed again; that it was archived stays in the events. */
function outOfArchive({ archive: _archive, ...rest }: PetitionCaseState): PetitionCaseState {
  return rest;
}

function reconsidered(state: PetitionCaseState, event: AfterReply): PetitionCaseState {
  switch (event.type) {
    case 'reexaminationRequested':
      return { ...outOfArchive(state), reexamination: facetOf(event) };
    case 'finalReviewRequested':
      return { ...outOfArchive(state), finalReview: facetOf(event) };
    case 'reexaminationDecided':
      return state.reexamination ? { ...state, reexamination: { ...state.reexamination, ...facetOf(event) } } : state;
    case 'finalReviewDecided':
      return state.finalReview ? { ...state, finalReview: { ...state.finalReview, ...facetOf(event) } } : state;
  }
}

function recorded(
  state: PetitionCaseState,
  event: Extract<
    SideEvent,
    {
      type:
        | 'evaluationRecorded'
        | 'senderReported'
        | 'improvementRecorded'
        | 'rectificationRecorded'
        | 'handOverOffered'
        | 'handOverAccepted'
        | 'handOverDeclined'
        | 'copyFiled'
        | 'simpleHandlingApplied'
        | 'simpleHandlingEnded'
        | 'documentVoided'
        | 'documentReissued';
    }
  >,
): PetitionCaseState {
  switch (event.type) {
    case 'evaluationRecorded':
      return { ...state, evaluation: facetOf(event) };
    case 'senderReported':
      return { ...state, senderReport: facetOf(event) };
    case 'improvementRecorded':
      return { ...state, improvements: withEntry(state.improvements, facetOf(event)) };
    case 'rectificationRecorded':
      return { ...state, rectifications: withEntry(state.rectifications, facetOf(event)) };
    case 'handOverOffered':
      return offered(state, event);
    case 'handOverAccepted':
      return answered(state, { acceptedOn: event.acceptedOn });
    case 'handOverDeclined':
      return answered(state, { declined: { reason: event.reason, declinedOn: event.declinedOn } });
    case 'simpleHandlingApplied':
      return { ...state, simple: facetOf(event) };
    case 'simpleHandlingEnded':
      return state.simple ? { ...state, simple: { ...state.simple, ended: facetOf(event) } } : state;
    case 'documentVoided':
      return voided(state, event);
    case 'documentReissued':
      // its paper is taken up with every other: see evolve.ts
      return state;
    case 'copyFiled': {
      const { document, documentOn, filedOn } = event;
      return { ...state, copies: { ...state.copies, [document]: { documentOn, filedOn } } };
    }
  }
}

/** Folds an event beside the main line; status and version are the caller's. */
export function applySide(state: PetitionCaseState, event: SideEvent): PetitionCaseState {
  switch (event.type) {
    case 'clockChanged':
      return changed(state, event);
    case 'caseAmended':
      return amended(state, event);
    case 'caseUrged':
      return { ...state, urgings: [...(state.urgings ?? []), facetOf(event)] };
    case 'caseSupervised':
      return { ...state, supervisions: [...(state.supervisions ?? []), facetOf(event)] };
    case 'pressingAcknowledged':
      return acknowledged(state, event);
    case 'supervisionAnswered':
      return onLastSupervision(state, { answer: facetOf(event) });
    case 'criticismCirculated':
      return onLastSupervision(state, { circulated: facetOf(event) });
    case 'caseMerged':
      return merged(state, event);
    case 'caseJoined':
      return { ...state, mergedFrom: [...(state.mergedFrom ?? []), event.caseId] };
    case 'resultCarried':
      return carried(state, event);
    case 'caseUnmerged':
      return unmerged(state);
    case 'caseParted':
      return parted(state, event.caseId);
    case 'caseLinked':
      return { ...state, links: [...(state.links ?? []), facetOf(event)] };
    case 'caseReopened':
      return reopened(state, event);
    case 'caseWithdrawn':
      return { ...state, withdrawal: facetOf(event) };
    case 'caseConcluded': {
      const { citations: _citations, ...conclusion } = facetOf(event);
      return { ...state, conclusion };
    }
    case 'hotlineDateRequested':
      return { ...state, dateRequests: [...(state.dateRequests ?? []), facetOf(event)] };
    case 'hotlineDateRefused': {
      const { reason, refusedBy, decidedOn } = event;
      return answeredDate(state, { agreed: false, answeredBy: refusedBy, on: decidedOn, reason });
    }
    case 'leaderRequested':
    case 'leaderArranged':
    case 'leaderAttended':
      return withLeader(state, event);
    case 'implementationRecorded':
    case 'implementationChecked':
      return implemented(state, event);
    case 'caseArchived':
      return { ...state, archive: facetOf(event) };
    case 'actRetracted':
      return retracted(state, event);
    case 'caseUnlinked':
      return unlinked(state, event.caseId);
    case 'reexaminationRequested':
    case 'reexaminationDecided':
    case 'finalReviewRequested':
    case 'finalReviewDecided':
      return reconsidered(state, event);
    default:
      return recorded(state, event);
  }
}
