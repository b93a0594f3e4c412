import type { MainEvent } from './main-events.ts';
import type { PetitionCaseState } from './types.ts';

/** What an event says, without its envelope. */
export function facetOf<E extends { readonly type: unknown; readonly stream: unknown }>(
  event: E,
): Omit<E, 'type' | 'stream'> {
  const { type: _type, stream: _stream, ...facet } = event;
  return facet;
}

/** The case as the office has it again: what the unit did is history (its events), no longer state. */
export function withoutHandling(state: PetitionCaseState): PetitionCaseState {
  const { assignment: _a, transfer: _t, destination: _d, objection: _o, ...rest } = withoutReply(state);
  return rest;
}

function withoutReply(state: PetitionCaseState): PetitionCaseState {
  const { draft: _d, counsel: _c, review: _r, approval: _a, ...rest } = state;
  return rest;
}

function settled(state: PetitionCaseState, event: Extract<MainEvent, { type: 'objectionSettled' }>): PetitionCaseState {
  const { agreed, settledOn, reason, toUnitId } = event;
  if (agreed && toUnitId !== undefined)
    return { ...withoutHandling(state), handlingUnitId: toUnitId, handedBackOn: settledOn };
  const objection = state.objection && { ...state.objection, settled: { agreed, settledOn, reason } };
  return { ...state, ...(objection && { objection }), ...(agreed && { returnedOn: settledOn }) };
}

/** A new draft takes back what was agreed on the one before. */
function drafted(state: PetitionCaseState, event: Extract<MainEvent, { type: 'replyDrafted' }>): PetitionCaseState {
  const { review: _r, approval: _a, ...rest } = state;
  return { ...rest, draft: facetOf(event) };
}

function sentBack(state: PetitionCaseState, event: Extract<MainEvent, { type: 'replySentBack' }>): PetitionCaseState {
  const { review: _r, approval: _a, ...rest } = state;
  const { reason, on, by } = event;
  return { ...rest, ...(state.draft && { draft: { ...state.draft, sentBack: { reason, on, by } } }) };
}

function handling(
  state: PetitionCaseState,
  event: Extract<
    MainEvent,
    {
      type:
        | 'caseAssigned'
        | 'assignmentReturned'
        | 'caseTransferred'
        | 'destinationNoticeIssued'
        | 'transferObjected'
        | 'objectionSettled'
        | 'recusalRecorded';
    }
  >,
): PetitionCaseState {
  switch (event.type) {
    case 'caseAssigned':
      return { ...withoutReply(state), handlingUnitId: event.unitId, assignment: facetOf(event) };
    case 'assignmentReturned':
      return { ...withoutHandling(state), handlingUnitId: event.toUnitId, handedBackOn: event.returnedOn };
    case 'caseTransferred':
      return { ...state, handlingUnitId: event.unitId, transfer: facetOf(event) };
    case 'destinationNoticeIssued':
      return { ...state, destination: facetOf(event) };
    case 'transferObjected':
      return { ...state, objection: facetOf(event) };
    case 'objectionSettled':
      return settled(state, event);
    case 'recusalRecorded':
      return { ...state, recusals: [...(state.recusals ?? []), facetOf(event)] };
  }
}

/** Folds an event of the main line; status and version are the caller's. */
export function applyMain(state: PetitionCaseState, event: MainEvent): PetitionCaseState {
  switch (event.type) {
    case 'intakeStepRecorded':
      return { ...state, intake: [...(state.intake ?? []), facetOf(event)] };
    case 'casePreScreened':
      return { ...state, preScreening: facetOf(event) };
    case 'caseFlagsSet':
      return { ...state, flags: { ...state.flags, ...event.flags } };
    case 'instructionGiven':
      return { ...state, instructions: [...(state.instructions ?? []), facetOf(event)] };
    case 'replyDrafted':
      return drafted(state, event);
    case 'counselHeard':
      return { ...state, counsel: facetOf(event) };
    case 'replyReviewed':
      return { ...state, review: facetOf(event) };
    case 'replyApproved':
      return { ...state, approval: facetOf(event) };
    case 'replySentBack':
      return sentBack(state, event);
    case 'replyIssued':
      return { ...state, issued: facetOf(event) };
    case 'replyDelivered':
      return { ...state, delivery: facetOf(event) };
    default:
      return handling(state, event);
  }
}
