import type { Citation } from '../citation.ts';
import type { ClockId, LimitLevel, Province } from '../clocks/clocks.ts';
import type { PlainDate } from '../date.ts';
import type { Issuing } from '../documents/issued.ts';
import type { CaseVisited } from '../outreach/types.ts';
import type { Holder } from '../reception/first-asked.ts';
import type { CaseReceived } from '../reception/session-events.ts';
import type { RouteDecision } from '../routing/routing.ts';
import type { PetitionSource } from '../routing/sources.ts';
import type { StreamRef } from '../stream.ts';
import type { By } from './facets.ts';
import type { MainEvent } from './main-events.ts';
import type { RegistrationFacets } from './registration.ts';
import type { SideEvent } from './side-events.ts';
import type { Channel, Compartment, CompletionState, HotlineOrder, Matter, NoticeState } from './types.ts';

/** 登记: the matter as taken down, where it goes and why. */
export interface CaseRegistered extends RegistrationFacets {
  readonly type: 'caseRegistered';
  readonly stream: StreamRef;
  readonly channel: Channel;
  readonly receivedOn: PlainDate;
  readonly matter: Matter;
  readonly route: RouteDecision;
  readonly compartment: Compartment;
  readonly visitId?: string;
  readonly hotline?: HotlineOrder;
  readonly source?: PetitionSource;
  readonly firstAsked?: Holder;
  /** Who registered it; what was registered before this was kept does not say. */
  readonly by?: By;
}

/** A duty began to run (计时开始), with the due date fixed by the calendar of that day. */
export interface ClockStarted {
  readonly type: 'clockStarted';
  readonly stream: StreamRef;
  readonly clock: ClockId;
  readonly from: PlainDate;
  readonly legalDue: PlainDate;
  readonly targetDue: PlainDate;
  readonly binding: LimitLevel;
  readonly limitId: string;
  readonly citation: Citation;
  readonly provisional: boolean;
  /** The province whose limits were weighed when it started. */
  readonly province?: Province;
}

/** The duty was done on `metOn`; late when that is after the clock's legalDue. */
export interface ClockMet {
  readonly type: 'clockMet';
  readonly stream: StreamRef;
  readonly clock: ClockId;
  readonly metOn: PlainDate;
}

/** The duty fell away: the case was refused or closed. */
export interface ClockStopped {
  readonly type: 'clockStopped';
  readonly stream: StreamRef;
  readonly clock: ClockId;
  readonly stoppedOn: PlainDate;
}

/** A notice changed the calendar (放假安排变更): the running clock has other dates, or its dates are no longer provisional. */
export interface ClockRedated {
  readonly type: 'clockRedated';
  readonly stream: StreamRef;
  readonly clock: ClockId;
  readonly legalDue: PlainDate;
  readonly targetDue: PlainDate;
  readonly provisional: boolean;
  readonly binding: LimitLevel;
  readonly limitId: string;
  readonly citation: Citation;
  /** The dates that stood before; never lost. */
  readonly before: { readonly legalDue: PlainDate; readonly targetDue: PlainDate; readonly provisional: boolean };
  /** Missing when the notice came while the case was merged, and its clocks rested. */
  readonly notice?: { readonly year: number; readonly title: string };
}

/** 编号, e.g. 下〔2026〕12号. */
export interface CaseNumbered {
  readonly type: 'caseNumbered';
  readonly stream: StreamRef;
  readonly number: string;
  readonly year: number;
  readonly sequence: number;
}

/** 受理 / 不予受理告知单. `citations` are the articles that the notice names. */
export interface AcceptanceNoticeIssued extends NoticeState, Issuing {
  readonly type: 'acceptanceNoticeIssued';
  readonly stream: StreamRef;
  readonly citations: readonly Citation[];
}

/** 办结. `citations`: the articles on which it may end as it does; missing in what was completed before they were kept. */
export interface CaseCompleted extends CompletionState {
  readonly type: 'caseCompleted';
  readonly stream: StreamRef;
  readonly citations?: readonly Citation[];
}

/** 包案: the leader who holds the case from now on; none when the contract ended. */
export interface CaseContracted {
  readonly type: 'caseContracted';
  readonly stream: StreamRef;
  readonly contractedOn: PlainDate;
  readonly leader?: { readonly leaderId: string; readonly leaderName: string };
}

/** Everything that can happen to a case. */
export type PetitionCaseEvent =
  | CaseRegistered
  | ClockStarted
  | ClockMet
  | ClockStopped
  | ClockRedated
  | CaseNumbered
  | AcceptanceNoticeIssued
  | CaseVisited
  | CaseReceived
  | CaseCompleted
  | CaseContracted
  | MainEvent
  | SideEvent;
