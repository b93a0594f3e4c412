import type { PlainDate } from '../date.ts';
import type { Addressing } from '../documents/issued.ts';
import type { OnCase } from './on-case.ts';
import type { PressedBy, SuggestionKind, SupervisionTrigger } from './side-facets.ts';

/** 催办 (R48, R65). */
export interface UrgeCase extends OnCase, Addressing {
  readonly type: 'urgeCase';
  readonly text: string;
  readonly urgedOn: PlainDate;
}

/** 督办 (Art 40, R27, R92). */
export interface SuperviseCase extends OnCase, Addressing {
  readonly type: 'superviseCase';
  readonly trigger: SupervisionTrigger;
  readonly requirement: string;
  readonly suggestions: readonly SuggestionKind[];
  readonly supervisedOn: PlainDate;
}

/** The unit's written answer to a supervision, in 30 days; `adopted` where suggestions were made, with reasons where they are not. */
export interface AnswerSupervision extends OnCase {
  readonly type: 'answerSupervision';
  readonly answer: string;
  readonly adopted?: boolean;
  readonly reason?: string;
  readonly answeredOn: PlainDate;
}

/** 签收: the unit has received the newest 催办, 督办 or 通报; `reason`: why it was another day than the one said before. */
export interface AcknowledgePressing extends OnCase {
  readonly type: 'acknowledgePressing';
  readonly of: PressedBy;
  readonly acknowledgedOn: PlainDate;
  readonly reason?: string;
}

/** 通报 (Art 39), when a supervision was not answered in time. */
export interface CirculateCriticism extends OnCase, Addressing {
  readonly type: 'circulateCriticism';
  readonly text: string;
  readonly approvedBy: string;
  readonly circulatedOn: PlainDate;
}
