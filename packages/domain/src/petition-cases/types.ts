import type { PlainDate } from '../date.ts';
import type { IssuedDocument } from '../documents/issued.ts';
import type { Holder } from '../reception/first-asked.ts';
import type { AppealRoute } from '../routing/received.ts';
import type { ReceptionOutcome } from '../routing/reception.ts';
import type { RouteDecision, RoutingFacts } from '../routing/routing.ts';
import type { PetitionSource } from '../routing/sources.ts';
import type { CaseClock } from './case-parts.ts';
import type { By } from './facets.ts';
import type { CaseScan, Incoming, JointPetition, RegistrationFacets, RouteChoice } from './registration.ts';
import type { CaseLink } from './side-facets.ts';
import type { CaseFacets, CaseStatus } from './statuses.ts';

export * from './case-parts.ts';

/** How a matter reached the bureau (信访渠道, R7, R64, R65, R80, R20). */
export const channels = [
  'letter', // 来信 (R68)
  'visit', // 来访
  'call', // 来电
  'online', // 网上信访
  'email', // 电子邮件
  'fax', // 传真
  'hotline', // 12345
  'leaderReception', // 领导接访
  'outreach', // 下访
  'transferred', // 上级转交
] as const;
export type Channel = (typeof channels)[number];

/** 走访 (Art 20): who comes to the bureau. A leader on a down-visit goes to them. */
export const comingChannels: readonly Channel[] = ['visit', 'leaderReception'];

/** Who is met in person: received and talked with (接谈, R9, R32), and counted by groups (批次). */
export const inPersonChannels: readonly Channel[] = [...comingChannels, 'outreach'];

/** R64: citizens, legal persons, other organisations. */
export const petitionerKinds = ['person', 'legalPerson', 'organisation'] as const;
export type PetitionerKind = (typeof petitionerKinds)[number];

/** The petitioner (信访人). An anonymous one needs no name. */
export interface Petitioner {
  readonly kind: PetitionerKind;
  readonly anonymous: boolean;
  readonly name: string;
  readonly relation?: string;
  readonly phone?: string;
  /** 公民身份号码, as it was given; masked wherever it is shown. */
  readonly idCard?: string;
  /** 住址. */
  readonly address?: string;
}

/**
 * A petition matter (信访事项) as it is taken down. `caseId` is a UUIDv7 made where it is taken down. `title` has at most
 * 100 characters, `demand` and `earlierHandling` 5000. `referral` names the competent body when the matter is not ours (R31).
 */
export interface Matter {
  readonly caseId: string;
  readonly title: string;
  readonly demand: string;
  readonly petitioner: Petitioner;
  readonly facts: RoutingFacts;
  /** Of an appeal: which of the six routes of Art 31 it takes, once somebody has said so. */
  readonly appealRoute?: AppealRoute;
  readonly handlingUnitId: string;
  readonly accusedUnitId?: string;
  /** The accused person (被检举、控告人), where one of the bureau's own people is: takes no part in the case (Art 30). */
  readonly accusedPersonId?: string;
  readonly earlierHandling: string;
  readonly referral?: string;
}

/**
 * A hotline order (12345 交办〔反馈〕单, R80): its number there and, when the centre set one, its own due date; of an urgent
 * order that date replaces the five working days (R84).
 */
export interface HotlineOrder {
  readonly externalNumber: string;
  readonly dueOn?: PlainDate;
  readonly urgent?: boolean;
}

/**
 * Accusations (检举控告) live apart: their material never reaches the accused (Art 30).
 */
export type Compartment = 'ordinary' | 'accusation';

/** Which leader holds a case under contract (包案领导, R20), and since when. */
export interface ContractState {
  readonly leaderId: string;
  readonly leaderName: string;
  readonly contractedOn: PlainDate;
}

/**
 * A petition case (信访事项) as its events leave it. `version` is the number of its events so far; `status` is derived by
 * `statusOf` from what has happened.
 */
export interface PetitionCaseState extends CaseFacets, RegistrationFacets {
  readonly id: string;
  readonly number?: string;
  readonly version: number;
  readonly status: CaseStatus;
  readonly channel: Channel;
  readonly receivedOn: PlainDate;
  readonly matter: Matter;
  readonly handlingUnitId: string;
  readonly compartment: Compartment;
  readonly route: RouteDecision;
  readonly clocks: readonly CaseClock[];
  readonly visitId?: string;
  readonly hotline?: HotlineOrder;
  readonly source?: PetitionSource;
  readonly contract?: ContractState;
  /** Who registered it (登记人). */
  readonly registeredBy?: By;
  /** Every paper that an act brought forth (文书), in their order; a cancelled one stays (作废). */
  readonly documents?: readonly IssuedDocument[];
  /** At which sessions leaders received it (接访), oldest first. */
  readonly receptions?: readonly CaseReception[];
}

/** One time that a leader received the matter (领导接访, R47). */
export interface CaseReception {
  readonly sessionId: string;
  readonly visitorId: string;
  readonly receivedOn: PlainDate;
  readonly receiverName: string;
  readonly outcome: ReceptionOutcome;
}

/**
 * Registers one matter (登记, R64, R69, R87). `source`: from whom it came (R65); `firstAsked`: whom a visitor asked first
 * (R23); `links`: cases that it belongs with, a repeat (重复信访) too; `choice`: where the clerk did not follow what the
 * rules propose.
 */
export interface RegisterCase {
  readonly type: 'registerCase';
  readonly channel: Channel;
  readonly receivedOn: PlainDate;
  readonly matter: Matter;
  readonly hotline?: HotlineOrder;
  readonly source?: PetitionSource;
  readonly firstAsked?: Holder;
  readonly incoming?: Incoming;
  readonly joint?: JointPetition;
  readonly scans?: readonly CaseScan[];
  readonly links?: readonly CaseLink[];
  readonly choice?: RouteChoice;
}
