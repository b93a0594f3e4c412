import type { DomainEvent } from '../commands.ts';
import type { IssuedDocument, Issuing } from '../documents/issued.ts';
import type { OutreachVisitEvent } from '../outreach/types.ts';
import { isReceptionEvent } from '../reception/is-reception-event.ts';
import { isOwed } from './case-clocks.ts';
import type { CaseRegistered, PetitionCaseEvent } from './events.ts';
import { applyMain } from './main-evolve.ts';
import { applySide, isSideEvent } from './side-evolve.ts';
import { statusOf } from './statuses.ts';
import type { CaseClock, PetitionCaseState } from './types.ts';

function registered(event: CaseRegistered): PetitionCaseState {
  const { channel, receivedOn, matter, route, compartment, incoming, joint, scans, classification } = event;
  return {
    id: event.stream.id,
    version: 1,
    status: 'registered',
    channel,
    receivedOn,
    matter,
    handlingUnitId: matter.handlingUnitId,
    compartment,
    route,
    clocks: [],
    ...(event.visitId === undefined ? {} : { visitId: event.visitId }),
    ...(event.hotline === undefined ? {} : { hotline: event.hotline }),
    ...(event.source === undefined ? {} : { source: event.source }),
    ...(event.firstAsked === undefined ? {} : { firstAsked: { first: event.firstAsked, handOvers: [] } }),
    ...(incoming && { incoming }),
    ...(joint && { joint }),
    ...(scans && { scans }),
    ...(classification && { classification }),
    ...(event.by && { registeredBy: event.by }),
  };
}

/** The clock of that id that is still owed changes; the others and earlier runs stay. */
function changeClock(state: PetitionCaseState, clock: string, change: Partial<CaseClock>): PetitionCaseState {
  const clocks = state.clocks.map((row) => (row.clock === clock && isOwed(row) ? { ...row, ...change } : row));
  return { ...state, clocks };
}

function apply(state: PetitionCaseState, event: Exclude<PetitionCaseEvent, CaseRegistered>): PetitionCaseState {
  switch (event.type) {
    case 'clockStarted': {
      const { type: _type, stream: _stream, ...clock } = event;
      return { ...state, clocks: [...state.clocks, { ...clock, state: 'running' }] };
    }
    case 'clockMet':
      return changeClock(state, event.clock, { state: 'met', metOn: event.metOn });
    case 'clockStopped':
      return changeClock(state, event.clock, { state: 'stopped' });
    case 'clockRedated': {
      const { legalDue, targetDue, provisional, binding, limitId, citation } = event;
      return changeClock(state, event.clock, { legalDue, targetDue, provisional, binding, limitId, citation });
    }
    case 'caseNumbered':
      return { ...state, number: event.number };
    case 'caseVisited':
      return state;
    case 'caseReceived': {
      const { sessionId, visitorId, receivedOn, receiver, outcome } = event;
      const reception = { sessionId, visitorId, receivedOn, receiverName: receiver.name, outcome };
      return { ...state, receptions: [...(state.receptions ?? []), reception] };
    }
    case 'acceptanceNoticeIssued': {
      const { type: _type, stream: _stream, citations: _citations, ...notice } = event;
      return { ...state, notice };
    }
    case 'caseCompleted': {
      const { type: _type, stream: _stream, citations: _citations, ...completion } = event;
      return { ...state, completion };
    }
    case 'caseContracted': {
      const { contract: _before, ...rest } = state;
      const { leader, contractedOn } = event;
      return leader === undefined ? rest : { ...rest, contract: { ...leader, contractedOn } };
    }
    default:
      return isSideEvent(event) ? applySide(state, event) : applyMain(state, event);
  }
}

/**
 * Folds one event of a case's stream into its state. Pure. Throws when the stream is broken (an event before the
 * registration, or a visit's event), since no decision can make such a stream.
 */
export function evolvePetitionCase(state: PetitionCaseState | undefined, event: DomainEvent): PetitionCaseState {
  if (isVisitEvent(event) || isReceptionEvent(event)) throw new TypeError('a foreign event in the stream of a case');
  if (event.type === 'caseRegistered') return registered(event);
  if (!state) throw new TypeError(`${event.type} before the registration of ${event.stream.id}`);
  const paper = paperOf(event);
  const next = apply(state, withoutPaper(event));
  const documents = paper && { documents: [...(next.documents ?? []), paper] };
  return { ...next, ...documents, status: statusOf(next), version: state.version + 1 };
}

/** The paper (文书) that an act brought forth. */
const paperOf = (event: object): IssuedDocument | undefined => (event as Issuing).paper; // only issuing events have one

/** The act alone: its paper stands with the other papers, not in what is kept of the act. */
function withoutPaper<E extends object>(event: E): E {
  if (!('paper' in event || 'addressing' in event)) return event;
  const { paper: _paper, addressing: _addressing, ...act } = event as E & Issuing;
  return act as E; // they are optional wherever they are
}

function isVisitEvent(event: DomainEvent): event is OutreachVisitEvent {
  return (
    event.type === 'outreachVisitLogged' || event.type === 'outreachVisitAmended' || event.type === 'followUpSettled'
  );
}

/** The running clock that ends first (by law, then by target), or undefined when none runs. */
export function nextDue(state: PetitionCaseState): CaseClock | undefined {
  let next: CaseClock | undefined;
  for (const clock of state.clocks) {
    if (clock.state !== 'running') continue;
    const sooner =
      next === undefined ||
      clock.legalDue < next.legalDue ||
      (clock.legalDue === next.legalDue && clock.targetDue < next.targetDue);
    if (sooner) next = clock;
  }
  return next;
}
