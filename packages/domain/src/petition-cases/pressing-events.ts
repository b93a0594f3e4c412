import type { PlainDate } from '../date.ts';
import type { Issuing } from '../documents/issued.ts';
import type { By } from './facets.ts';
import type { OfCase } from './on-case.ts';
import type { Acknowledgement, PressedBy, Supervision, Urging } from './side-facets.ts';

/** 催办. */
interface CaseUrged extends OfCase, Issuing, Urging {
  readonly type: 'caseUrged';
}

/** 督办. */
interface CaseSupervised extends OfCase, Issuing, Omit<Supervision, 'answer' | 'circulated' | 'acknowledged'> {
  readonly type: 'caseSupervised';
}

/** 督办反馈. */
interface SupervisionAnswered extends OfCase {
  readonly type: 'supervisionAnswered';
  readonly answer: string;
  readonly adopted?: boolean;
  readonly reason?: string;
  readonly answeredOn: PlainDate;
  readonly by: By;
}

/** 签收; with a `reason` the date of an earlier one is put right (更正). */
interface PressingAcknowledged extends OfCase, Acknowledgement {
  readonly type: 'pressingAcknowledged';
  readonly of: PressedBy;
  readonly reason?: string;
}

/** 通报. */
interface CriticismCirculated extends OfCase, Issuing {
  readonly type: 'criticismCirculated';
  readonly text: string;
  readonly approvedBy: string;
  readonly circulatedOn: PlainDate;
  readonly by: By;
}

/** What presses the unit that owes the next step, and what it answers. */
export type PressingEvent =
  | CaseUrged
  | CaseSupervised
  | PressingAcknowledged
  | SupervisionAnswered
  | CriticismCirculated;
