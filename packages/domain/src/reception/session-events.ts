import type { PlainDate } from '../date.ts';
import type { ReceptionOutcome } from '../routing/reception.ts';
import type { StreamRef } from '../stream.ts';
import type { Holder } from './first-asked.ts';
import type { Notified } from './session.ts';
import type {
  Arrival,
  BookingOpinion,
  BookingScreening,
  FollowUpOfReception,
  NamedPerson,
  ReceptionSessionState,
  VisitMatter,
  VisitorNotice,
  VisitorRecord,
} from './session-state.ts';

interface OfSession {
  readonly stream: StreamRef;
}
interface OfVisitor extends OfSession {
  readonly visitorId: string;
}

/** 排定: the first event of a session. */
export interface SessionPlanned
  extends OfSession,
    Pick<
      ReceptionSessionState,
      'kind' | 'date' | 'opensAt' | 'closesAt' | 'place' | 'holder' | 'unitId' | 'insteadOf'
    > {
  readonly type: 'sessionPlanned';
}
/** Another leader has the duty now: planned anew, or swapped (换班). */
export interface DutyGiven extends OfSession {
  readonly type: 'dutyGiven';
  readonly holder: NamedPerson;
  readonly before: NamedPerson;
  readonly reason?: string;
}
/** 确认值班. */
export interface DutyAccepted extends OfSession {
  readonly type: 'dutyAccepted';
  readonly on: PlainDate;
}
/** 替班. */
export interface SubstituteArranged extends OfSession {
  readonly type: 'substituteArranged';
  readonly reason: string;
  readonly on: PlainDate;
  readonly substitute?: NamedPerson;
}
/** 取消接访. */
export interface SessionCancelled extends OfSession {
  readonly type: 'sessionCancelled';
  readonly reason: string;
}
/** 记录人和参加人员. */
export interface AttendeesNamed extends OfSession, Pick<ReceptionSessionState, 'attendees'> {
  readonly type: 'attendeesNamed';
  readonly recorder: NamedPerson;
}
/** 应急准备. */
export interface EmergencySet extends OfSession {
  readonly type: 'emergencySet';
  readonly emergency: NonNullable<ReceptionSessionState['emergency']>;
}
/** 约访. */
export interface ReceptionBooked extends OfVisitor, VisitMatter {
  readonly type: 'receptionBooked';
  readonly number: string;
  readonly batch: number;
  readonly channel: string;
  readonly bookedOn: PlainDate;
  readonly toldOfRepresentativesOn?: PlainDate;
}
/** 取消约访. */
export interface BookingWithdrawn extends OfVisitor {
  readonly type: 'bookingWithdrawn';
  readonly reason: string;
}
/** 初审. */
export interface BookingScreened extends OfVisitor {
  readonly type: 'bookingScreened';
  readonly screening: BookingScreening;
}
/** 是否受理意见. */
export interface BookingOpinionGiven extends OfVisitor {
  readonly type: 'bookingOpinionGiven';
  readonly opinion: BookingOpinion;
}
/** 通知到场. */
export interface AttendeeNotified extends OfVisitor {
  readonly type: 'attendeeNotified';
  readonly notice: VisitorNotice;
}
/** 回执. */
export interface NoticeAcknowledged extends OfVisitor {
  readonly type: 'noticeAcknowledged';
  readonly who: Notified;
  readonly on: PlainDate;
}
/** 调整次序. */
export interface QueueOrdered extends OfSession {
  readonly type: 'queueOrdered';
  readonly visitorIds: readonly string[];
  readonly reason: string;
}
/** 签到. */
export interface VisitorArrived extends OfVisitor {
  readonly type: 'visitorArrived';
  readonly arrival: Arrival;
}
/** 临时来访. */
export interface WalkInRegistered extends OfVisitor, VisitMatter {
  readonly type: 'walkInRegistered';
  readonly number: string;
  readonly arrival: Arrival;
  readonly firstAsked?: Holder;
}
/** 叫号. */
export interface VisitorCalled extends OfVisitor {
  readonly type: 'visitorCalled';
  readonly at: string;
}
/** 未到、先行离开. */
export interface NoShowRecorded extends OfVisitor {
  readonly type: 'noShowRecorded';
  readonly how: 'absent' | 'leftBefore';
}
/** 接谈. */
export interface VisitorReceived extends OfVisitor {
  readonly type: 'visitorReceived';
  readonly record: VisitorRecord;
  readonly followUps: readonly FollowUpOfReception[];
}
/** 接访领导签署. */
export interface RecordSigned extends OfVisitor {
  readonly type: 'recordSigned';
  readonly on: PlainDate;
  readonly by: NamedPerson;
}
/** 接访结束. */
export interface SessionClosed extends OfSession {
  readonly type: 'sessionClosed';
  readonly on: PlainDate;
}
/** 催办. */
export interface ReceptionUrged extends OfSession {
  readonly type: 'receptionUrged';
  readonly caseId: string;
  readonly on: PlainDate;
  readonly how: string;
  readonly by: string;
}
/** 落实. */
export interface ReceptionSettled extends OfSession {
  readonly type: 'receptionSettled';
  readonly caseId: string;
  readonly on: PlainDate;
  readonly result: string;
  readonly by: string;
}

/** Everything that can happen to a session. */
export type ReceptionEvent =
  | SessionPlanned
  | DutyGiven
  | DutyAccepted
  | SubstituteArranged
  | SessionCancelled
  | AttendeesNamed
  | EmergencySet
  | ReceptionBooked
  | BookingWithdrawn
  | BookingScreened
  | BookingOpinionGiven
  | AttendeeNotified
  | NoticeAcknowledged
  | QueueOrdered
  | VisitorArrived
  | WalkInRegistered
  | VisitorCalled
  | NoShowRecorded
  | VisitorReceived
  | RecordSigned
  | SessionClosed
  | ReceptionUrged
  | ReceptionSettled;

/**
 * 领导接访: the case was raised at a session. An entry of the case's own history, whatever else happens to it meanwhile.
 * `instructed` is missing until the receiving leader has signed.
 */
export interface CaseReceived {
  readonly type: 'caseReceived';
  readonly stream: StreamRef;
  readonly sessionId: string;
  readonly visitorId: string;
  readonly receivedOn: PlainDate;
  readonly receiver: NamedPerson;
  readonly outcome: ReceptionOutcome;
  readonly instruction: string;
}
