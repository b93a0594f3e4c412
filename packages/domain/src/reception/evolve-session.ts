import type { StreamRef } from '../stream.ts';
import type { ReceptionBooked, ReceptionEvent, SessionPlanned, WalkInRegistered } from './session-events.ts';
import { lateAfter } from './session-queue.ts';
import type { ReceptionSessionState, VisitorState } from './session-state.ts';

function planned({ type: _type, stream, ...rest }: SessionPlanned): ReceptionSessionState {
  return { ...rest, id: stream.id, version: 1, status: 'planned', attendees: [], visitors: [], followUps: [] };
}

function booked({ type: _type, stream: _stream, visitorId: id, ...rest }: ReceptionBooked): VisitorState {
  return { ...rest, id, kind: 'appointment', stage: 'booked', notices: [], order: rest.batch };
}

function walkIn(
  { type: _type, stream: _stream, visitorId: id, ...rest }: WalkInRegistered,
  place: number,
): VisitorState {
  return { ...rest, id, kind: 'walkIn', stage: 'waiting', notices: [], order: place };
}

type OfOneVisitor = Extract<ReceptionEvent, { readonly visitorId: string }>;

function visitorAfter(one: VisitorState, event: OfOneVisitor, place: number): VisitorState {
  switch (event.type) {
    case 'bookingWithdrawn':
      return { ...one, stage: 'withdrawn', withdrawnFor: event.reason };
    case 'bookingScreened':
      return { ...one, screening: event.screening };
    case 'bookingOpinionGiven':
      return { ...one, opinion: event.opinion };
    case 'attendeeNotified':
      return { ...one, notices: [...one.notices.filter(({ who }) => who !== event.notice.who), event.notice] };
    case 'noticeAcknowledged':
      return {
        ...one,
        notices: one.notices.map((notice) =>
          notice.who === event.who ? { ...notice, acknowledgedOn: event.on } : notice,
        ),
      };
    case 'visitorArrived': {
      const { arrival } = event;
      return { ...one, arrival, stage: 'waiting', order: arrival.late ? lateAfter + place : one.order };
    }
    case 'visitorCalled':
      return { ...one, stage: 'called', calledAt: event.at };
    case 'noShowRecorded':
      return { ...one, stage: event.how };
    case 'visitorReceived':
      return { ...one, stage: 'received', record: event.record };
    case 'recordSigned':
      return one.record === undefined ? one : { ...one, record: signed(one.record, event.on) };
    case 'receptionBooked':
    case 'walkInRegistered':
      return one;
  }
}

function signed(record: NonNullable<VisitorState['record']>, on: NonNullable<typeof record.signedOn>) {
  const decisions = record.decisions.map((decision) => ({ instructedOn: on, ...decision }));
  return { ...record, decisions, signedOn: on };
}

function ordered(visitors: readonly VisitorState[], ids: readonly string[]): readonly VisitorState[] {
  // what was set by hand stands before everything that comes later, whatever its kind
  return visitors.map((one) => (ids.includes(one.id) ? { ...one, order: ids.indexOf(one.id) - lateAfter } : one));
}

function apply(state: ReceptionSessionState, event: Exclude<ReceptionEvent, SessionPlanned>): ReceptionSessionState {
  switch (event.type) {
    case 'dutyGiven': {
      const { acceptedOn: _accepted, absence: _absence, cancelledFor: _cancelled, ...rest } = state;
      // one that was cancelled and is planned again is held after all
      return { ...rest, holder: event.holder, status: state.status === 'cancelled' ? 'planned' : state.status };
    }
    case 'dutyAccepted':
      return { ...state, acceptedOn: event.on };
    case 'substituteArranged': {
      const { acceptedOn: _accepted, ...rest } = state;
      const { type: _type, stream: _stream, ...absence } = event;
      return { ...rest, absence };
    }
    case 'sessionCancelled':
      return { ...state, status: 'cancelled', cancelledFor: event.reason };
    case 'attendeesNamed':
      return { ...state, recorder: event.recorder, attendees: event.attendees };
    case 'emergencySet':
      return { ...state, emergency: event.emergency };
    case 'receptionBooked':
      return { ...state, visitors: [...state.visitors, booked(event)] };
    case 'walkInRegistered':
      return { ...state, status: 'open', visitors: [...state.visitors, walkIn(event, state.version)] };
    case 'queueOrdered':
      return { ...state, orderReason: event.reason, visitors: ordered(state.visitors, event.visitorIds) };
    case 'sessionClosed':
      return { ...state, status: 'closed', closedOn: event.on };
    case 'receptionUrged': {
      const { on, how, by } = event;
      return followUp(state, event.caseId, (one) => ({ ...one, urgings: [...one.urgings, { on, how, by }] }));
    }
    case 'receptionSettled': {
      const { on, result, by } = event;
      return followUp(state, event.caseId, (one) => ({ ...one, settled: { on, result, by } }));
    }
    default: {
      const visitors = state.visitors.map((one) =>
        one.id === event.visitorId ? visitorAfter(one, event, state.version) : one,
      );
      const followUps = event.type === 'visitorReceived' ? [...state.followUps, ...event.followUps] : state.followUps;
      return { ...state, visitors, followUps, status: beganBy.has(event.type) ? 'open' : state.status };
    }
  }
}

/** The day has begun when somebody is at the door or at the table. */
const beganBy: ReadonlySet<string> = new Set(['visitorArrived', 'visitorCalled', 'visitorReceived']);

type FollowUp = ReceptionSessionState['followUps'][number];

function followUp(
  state: ReceptionSessionState,
  caseId: string,
  change: (one: FollowUp) => FollowUp,
): ReceptionSessionState {
  return { ...state, followUps: state.followUps.map((one) => (one.caseId === caseId ? change(one) : one)) };
}

/** Folds one event of a session's stream into its state. Pure. Throws on a broken stream (a bug). */
export function evolveReceptionSession(
  state: ReceptionSessionState | undefined,
  event: ReceptionEvent,
): ReceptionSessionState {
  if (event.type === 'sessionPlanned') return planned(event);
  if (!state) throw new TypeError(`${event.type} before its session was planned`);
  return { ...apply(state, event), version: state.version + 1 };
}

/** The stream of a session. */
export const sessionStream = (id: string): StreamRef => ({ kind: 'receptionSession', id });
