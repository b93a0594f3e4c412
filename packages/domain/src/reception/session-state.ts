import type { Citation } from '../citation.ts';
import type { PlainDate } from '../date.ts';
import type { Attachment } from '../outreach/types.ts';
import type { PetitionerKind } from '../petition-cases/types.ts';
import type { ReceptionOutcome } from '../routing/reception.ts';
import type { ContentKind } from '../routing/routing.ts';
import type { EmergencyLevel } from './emergency.ts';
import type { Holder } from './first-asked.ts';
import type { AttendeeRole, FocusTag, Notified } from './session.ts';

/**
 * What is received at a session: `leaders` the leaders' reception day (R89), `departmentHead` a head's monthly reception
 * (R94), `government` one that the local government arranged, which counts in the total (R18).
 */
export const receptionKinds = ['leaders', 'departmentHead', 'government'] as const;
export type ReceptionKind = (typeof receptionKinds)[number];

/** 已排定, 接访中, 已结束, 已取消. */
export type SessionStatus = 'planned' | 'open' | 'closed' | 'cancelled';

/** A person, with the name as it stood when it was written down. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

/** 约访 or 临时来访. */
export type VisitorKind = 'appointment' | 'walkIn';

/**
 * Where a visitor stands: 已约, 已取消, 已签到, 已叫号, 已接谈, 未到, 先行离开.
 */
export type VisitorStage = 'booked' | 'withdrawn' | 'waiting' | 'called' | 'received' | 'absent' | 'leftBefore';

/** Who comes and what about (来访人、反映事项). `unitId`: whom it concerns; `earlierCaseIds`: what they raised before. */
export interface VisitMatter {
  readonly petitioner: { readonly kind: PetitionerKind; readonly name: string; readonly phone?: string };
  readonly title: string;
  readonly demand: string;
  readonly contentKind: ContentKind;
  readonly unitId?: string;
  /** How many come, or how many stand behind a collective party. */
  readonly persons: number;
  /** 集体上访: only three to five elected representatives are received (R59). */
  readonly collective: boolean;
  readonly earlierCaseIds: readonly string[];
}

/** 初审 (R44). */
export interface BookingScreening {
  readonly matter: string;
  readonly documents: string;
  readonly manner: string;
  readonly legallyComplex: boolean;
  readonly on: PlainDate;
}

/** 是否受理意见, given to the receiving leader for reference (R45). */
export interface BookingOpinion {
  readonly opinion: 'accept' | 'notAccept';
  readonly reason: string;
  readonly toldLeader: NamedPerson;
  readonly on: PlainDate;
}

/** Somebody called to a matter (R49, R50), and when they said that they come. */
export interface VisitorNotice {
  readonly who: Notified;
  readonly person: NamedPerson;
  readonly on: PlainDate;
  readonly acknowledgedOn?: PlainDate;
}

/** At the door (签到): Shanghai time HH:MM, the papers seen, how many go in. */
export interface Arrival {
  readonly at: string;
  readonly documentsSeen: string;
  readonly persons: number;
  /** Came after the batch had begun: goes in last (R46). */
  readonly late: boolean;
  /** Fewer than three representatives of a collective party: worth a word (R59). */
  readonly fewRepresentatives: boolean;
}

/** What was settled on the spot (当场处理, R48), and by whom. */
export interface OnTheSpotItem {
  readonly what: string;
  readonly by: string;
}

/** How the visitor confirmed the record: on the screen, on the printed sheet, or not at all and why. */
export interface RecordSignature {
  readonly manner: 'onScreen' | 'onPaper' | 'refused';
  readonly note?: string;
  readonly attachment?: Attachment;
}

/** One matter's decision (处理决定, R47): which case it is, what the leader signs and on which rule. */
export interface MatterDecision {
  readonly caseId: string;
  readonly title: string;
  readonly repeat: boolean;
  readonly outcome: ReceptionOutcome;
  readonly rule: string;
  readonly citations: readonly Citation[];
  readonly instruction: string;
  /** 批示 by the receiving leader: at once where they wrote it themselves, else when they sign the record. */
  readonly instructedOn?: PlainDate;
}

/** 接谈记录 of one visitor. Times HH:MM in Shanghai. */
export interface VisitorRecord {
  readonly receiver: NamedPerson;
  readonly recorder: NamedPerson;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly demands: string;
  readonly suggestions: string;
  readonly guidance: string;
  readonly weakLinks: string;
  readonly focus: readonly FocusTag[];
  readonly onTheSpot: readonly OnTheSpotItem[];
  readonly told?: { readonly explanation: string; readonly competentBody: string };
  readonly decisions: readonly MatterDecision[];
  readonly signature: RecordSignature;
  /** The receiving leader stands by the record. */
  readonly signedOn?: PlainDate;
}

/** One visitor or party of a session. `number` is all that the board shows. */
export interface VisitorState extends VisitMatter {
  readonly id: string;
  readonly kind: VisitorKind;
  readonly number: string;
  readonly stage: VisitorStage;
  /** Of appointments. */
  readonly channel?: string;
  readonly bookedOn?: PlainDate;
  /** Which batch (批次), counted from 1; it begins at {@link batchStart}. */
  readonly batch?: number;
  readonly toldOfRepresentativesOn?: PlainDate;
  readonly screening?: BookingScreening;
  readonly opinion?: BookingOpinion;
  readonly withdrawnFor?: string;
  readonly notices: readonly VisitorNotice[];
  /** Of walk-ins: who was asked first (首问负责制, R23). */
  readonly firstAsked?: Holder;
  readonly arrival?: Arrival;
  /** Place in the line among its kind; smaller first. */
  readonly order: number;
  readonly calledAt?: string;
  readonly record?: VisitorRecord;
}

/** What the General Office presses (督促落实, R48) until it is carried out, with each time it urged. */
export interface FollowUpOfReception {
  readonly caseId: string;
  readonly visitorId: string;
  readonly title: string;
  readonly outcome: ReceptionOutcome;
  readonly decidedOn: PlainDate;
  readonly urgings: readonly { readonly on: PlainDate; readonly how: string; readonly by: string }[];
  readonly settled?: { readonly on: PlainDate; readonly result: string; readonly by: string };
}

/** A leader who cannot come (重要会议、公务, R93), and who stands in. */
export interface DutyAbsence {
  readonly reason: string;
  readonly on: PlainDate;
  readonly substitute?: NamedPerson;
}

/** One reception session as its events leave it. Its id is the day of a leaders' session, else a UUID. */
export interface ReceptionSessionState {
  readonly id: string;
  readonly version: number;
  readonly kind: ReceptionKind;
  readonly status: SessionStatus;
  readonly date: PlainDate;
  readonly opensAt: string;
  readonly closesAt: string;
  /** 一楼信访接待室, the department's own rooms, or where the government receives (R17, R40, R94). */
  readonly place: string;
  readonly holder: NamedPerson;
  /** Of a department head's session. */
  readonly unitId?: string;
  readonly insteadOf?: PlainDate;
  readonly acceptedOn?: PlainDate;
  readonly absence?: DutyAbsence;
  readonly recorder?: NamedPerson;
  readonly attendees: readonly (NamedPerson & { readonly role: AttendeeRole })[];
  readonly emergency?: { readonly level: EmergencyLevel; readonly measures: string };
  readonly visitors: readonly VisitorState[];
  readonly orderReason?: string;
  readonly followUps: readonly FollowUpOfReception[];
  readonly cancelledFor?: string;
  readonly closedOn?: PlainDate;
}

/** Who receives: the substitute where there is one, else who has the duty. */
export function receiverOf(session: Pick<ReceptionSessionState, 'holder' | 'absence'>): NamedPerson {
  return session.absence?.substitute ?? session.holder;
}
