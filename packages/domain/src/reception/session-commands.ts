import type { PlainDate } from '../date.ts';
import type { Matter } from '../petition-cases/types.ts';
import type { EmergencyLevel } from './emergency.ts';
import type { Holder } from './first-asked.ts';
import type { AttendeeRole, FocusTag, Notified } from './session.ts';
import type { OnTheSpotItem, ReceptionKind, RecordSignature, VisitMatter } from './session-state.ts';

interface OnSession {
  readonly sessionId: string;
}
interface OnVisitor extends OnSession {
  readonly visitorId: string;
}

/** Somebody called to a session: of the bureau by `personId`; counsel from outside by `name` alone. */
interface Called {
  readonly personId?: string;
  readonly name?: string;
}

/** 排班 (R89, R91): who has the duty on which reception day. A day that is planned already gets the leader named here. */
export interface PlanSessions {
  readonly type: 'planSessions';
  readonly sessions: readonly { readonly date: PlainDate; readonly leaderId: string }[];
}

/**
 * A session beside the rota: an extra or make-up one of the leaders (`sessionId` is its day), a department head's (R94), one
 * of the local government's (R18).
 */
export interface AddSession extends OnSession {
  readonly type: 'addSession';
  readonly kind: ReceptionKind;
  readonly date: PlainDate;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly place: string;
  readonly personId: string;
  readonly unitId?: string;
  readonly insteadOf?: PlainDate;
}

/** The duty leader has seen the duty and comes (确认值班). */
export interface AcceptDuty extends OnSession {
  readonly type: 'acceptDuty';
}

/** 替班 (R61, R93): why the duty leader cannot come, and who stands in; without one it stands as a violation. */
export interface ArrangeSubstitute extends OnSession {
  readonly type: 'arrangeSubstitute';
  readonly reason: string;
  readonly substituteId?: string;
}

/** 换班: the leaders of two sessions change places. */
export interface SwapDuty extends OnSession {
  readonly type: 'swapDuty';
  readonly otherSessionId: string;
  readonly reason: string;
}

/** 取消接访, while nobody is booked. */
export interface CancelSession extends OnSession {
  readonly type: 'cancelSession';
  readonly reason: string;
}

/** Who keeps the record (R92) and who else is there (R41). */
export interface NameAttendees extends OnSession {
  readonly type: 'nameAttendees';
  readonly recorderId: string;
  readonly attendees: readonly (Called & { readonly role: AttendeeRole })[];
}

/** 应急准备 (R60). */
export interface SetEmergency extends OnSession {
  readonly type: 'setEmergency';
  readonly level: EmergencyLevel;
  readonly measures: string;
}

/** 约访登记 (R42, R43). `toldOfRepresentatives`: a collective party heard that three to five are received (R59). */
export interface BookReception extends OnVisitor, VisitMatter {
  readonly type: 'bookReception';
  readonly channel: string;
  readonly bookedOn: PlainDate;
  readonly toldOfRepresentatives: boolean;
}

/** 取消约访. */
export interface WithdrawBooking extends OnVisitor {
  readonly type: 'withdrawBooking';
  readonly reason: string;
}

/** 初审 (R44); again until the visitor is received. */
export interface PreScreenBooking extends OnVisitor {
  readonly type: 'preScreenBooking';
  readonly matter: string;
  readonly documents: string;
  readonly manner: string;
  readonly legallyComplex: boolean;
}

/** 是否受理意见, reported to the receiving leader (R45). */
export interface GiveBookingOpinion extends OnVisitor {
  readonly type: 'giveBookingOpinion';
  readonly opinion: 'accept' | 'notAccept';
  readonly reason: string;
}

/** 通知处室负责人、法律顾问到场 (R49, R50). */
export interface NotifyAttendee extends OnVisitor, Called {
  readonly type: 'notifyAttendee';
  readonly who: Notified;
}

/** 回执: the person called comes; by themselves, or by the office when they said so by telephone. */
export interface AcknowledgeNotice extends OnVisitor {
  readonly type: 'acknowledgeNotice';
  readonly who: Notified;
}

/** The office's order by hand (R58): all who have not been called, in the order wanted, and why. */
export interface SetQueueOrder extends OnSession {
  readonly type: 'setQueueOrder';
  readonly visitorIds: readonly string[];
  readonly reason: string;
}

/** 签到: at the door, with what was seen (R44) and how many go in (R59). */
export interface CheckIn extends OnVisitor {
  readonly type: 'checkIn';
  readonly at: string;
  readonly documentsSeen: string;
  readonly persons: number;
}

/** 临时来访登记 (R46, R87): after the appointments, in the order of arrival. */
export interface RegisterWalkIn extends OnVisitor, VisitMatter {
  readonly type: 'registerWalkIn';
  readonly at: string;
  readonly documentsSeen: string;
  /** How many go in. */
  readonly entering: number;
  readonly firstAsked?: Holder;
}

/** 叫号: the next in the line goes in. */
export interface CallVisitor extends OnVisitor {
  readonly type: 'callVisitor';
  readonly at: string;
}

/** 未到、先行离开 (R9). */
export interface RecordNoShow extends OnVisitor {
  readonly type: 'recordNoShow';
  readonly how: 'absent' | 'leftBefore';
}

/** One matter at the table: a new case, or one that is there already; what is known of it, and the leader's words. */
export interface ReceivedMatter {
  readonly instruction: string;
  readonly asksReexamination: boolean;
  readonly raisedBefore: boolean;
  /** R29: a concluded matter is handled again, by the leader's decision with reasons (the instruction says them). */
  readonly handleAgain?: true;
  readonly matter?: Matter;
  readonly caseId?: string;
}

/**
 * 接谈记录 of one visitor with its decisions (R9, R14, R47, R92). By the receiving leader, or the recorder. `guidance`: what was
 * said of lawful petitioning (引导依法信访, R6).
 */
export interface RecordReception extends OnVisitor {
  readonly type: 'recordReception';
  readonly startedAt: string;
  readonly endedAt: string;
  readonly demands: string;
  readonly suggestions: string;
  readonly guidance: string;
  readonly weakLinks: string;
  readonly focus: readonly FocusTag[];
  readonly onTheSpot: readonly OnTheSpotItem[];
  readonly told?: { readonly explanation: string; readonly competentBody: string };
  readonly matters: readonly ReceivedMatter[];
  readonly signature: RecordSignature;
}

/** The receiving leader stands by a record that the recorder kept; what it decides is then instructed (批示). */
export interface SignRecord extends OnVisitor {
  readonly type: 'signRecord';
  readonly caseIds: readonly string[];
}

/** 本次接访结束: everybody on the list has a record or a no-show (R9). */
export interface CloseSession extends OnSession {
  readonly type: 'closeSession';
}

/** 催办 of a follow-up by the office (R48). */
export interface UrgeReception extends OnSession {
  readonly type: 'urgeReception';
  readonly caseId: string;
  readonly how: string;
}

/** 落实: what was decided has been carried out, and how (R48). */
export interface SettleReception extends OnSession {
  readonly type: 'settleReception';
  readonly caseId: string;
  readonly settledOn: PlainDate;
  readonly result: string;
}

/** Everything that can be asked for about reception sessions. */
export type ReceptionCommand =
  | PlanSessions
  | AddSession
  | AcceptDuty
  | ArrangeSubstitute
  | SwapDuty
  | CancelSession
  | NameAttendees
  | SetEmergency
  | BookReception
  | WithdrawBooking
  | PreScreenBooking
  | GiveBookingOpinion
  | NotifyAttendee
  | AcknowledgeNotice
  | SetQueueOrder
  | CheckIn
  | RegisterWalkIn
  | CallVisitor
  | RecordNoShow
  | RecordReception
  | SignRecord
  | CloseSession
  | UrgeReception
  | SettleReception;

export const receptionCommandTypes = [
  'planSessions',
  'addSession',
  'acceptDuty',
  'arrangeSubstitute',
  'swapDuty',
  'cancelSession',
  'nameAttendees',
  'setEmergency',
  'bookReception',
  'withdrawBooking',
  'preScreenBooking',
  'giveBookingOpinion',
  'notifyAttendee',
  'acknowledgeNotice',
  'setQueueOrder',
  'checkIn',
  'registerWalkIn',
  'callVisitor',
  'recordNoShow',
  'recordReception',
  'signRecord',
  'closeSession',
  'urgeReception',
  'settleReception',
] as const satisfies readonly ReceptionCommand['type'][];

const types: ReadonlySet<string> = new Set(receptionCommandTypes);
/** Whether a command is one about a reception session. */
export const isReceptionCommand = <C extends { readonly type: string }>(command: C): command is C & ReceptionCommand =>
  types.has(command.type);
