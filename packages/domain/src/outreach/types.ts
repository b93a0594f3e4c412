import type { PlainDate } from '../date.ts';
import type { Matter } from '../petition-cases/types.ts';
import type { StreamRef } from '../stream.ts';

/** The four modes of outreach and no other (R20): 包案下访, 带案督办, 座谈走访, 调查研究. */
export const outreachModes = ['contractedCase', 'accompaniedSupervision', 'discussionVisit', 'survey'] as const;
export type OutreachMode = (typeof outreachModes)[number];

/** 包案下访: the case the leader has taken charge of, and what was done about it on the spot. */
export interface ContractedCaseDetails {
  readonly mode: 'contractedCase';
  readonly caseId: string;
  readonly done: string;
}

/** 带案督办: the case under supervision and how its handling was found to stand. What is asked of the unit is a follow-up. */
export interface SupervisionDetails {
  readonly mode: 'accompaniedSupervision';
  readonly caseId: string;
  readonly findings: string;
}

/** 座谈走访: the minutes (会议记录): who took part, and what was said, point by point. */
export interface DiscussionDetails {
  readonly mode: 'discussionVisit';
  readonly participants: readonly string[];
  readonly points: readonly string[];
}

/** 调查研究: the topic and the notes. */
export interface SurveyDetails {
  readonly mode: 'survey';
  readonly topic: string;
  readonly notes: string;
}

/** What each mode records beside what every visit does (R20). Visits of older phones have none. */
export type VisitDetails = ContractedCaseDetails | SupervisionDetails | DiscussionDetails | SurveyDetails;

/**
 * What is to be done after the visit, by whom, by when (R22); a dispute that was found without any petition too (R3). `owner` is the name as it was shown; `ownerUnitId` or
 * `ownerPersonId` say who that is when it was chosen from a list. `caseId`: asked of the unit that handles this case.
 */
export interface FollowUp {
  readonly id: string;
  readonly what: string;
  readonly owner: string;
  readonly ownerUnitId?: string;
  readonly ownerPersonId?: string;
  readonly caseId?: string;
  readonly dueOn: PlainDate;
}

/** A follow-up as the visit's events leave it: `settled` once it has been dealt with (落实). */
export interface FollowUpState extends FollowUp {
  readonly settled?: Settlement;
}

/** How and when a follow-up was dealt with, and who wrote it down. */
export interface Settlement {
  readonly on: PlainDate;
  readonly result: string;
  readonly by: VisitPerson;
}

export const attachmentKinds = ['photo', 'signature', 'voice'] as const;

/** A place in a picture: thousandths of its width and height from the top left, whole numbers 0 to 1000. */
export type MarkPoint = readonly [x: number, y: number];

/** What was drawn over a photo. Mosaics are not among them: those are burnt into the pixels before anything is sent. */
export type PhotoMark =
  | { readonly kind: 'arrow' | 'circle'; readonly from: MarkPoint; readonly to: MarkPoint }
  | { readonly kind: 'text'; readonly at: MarkPoint; readonly text: string };

/**
 * A photo, signature or voice note, sent before the command that names it. `sha256` in lower-case hex, `size` in bytes.
 * Of photos: `caption`, `marks`, `position` (as the camera wrote it, told only when the leader kept it), `masked` when
 * faces were made unrecognisable. Of voice notes: `seconds`. Photos stand in the order of the list.
 */
export interface Attachment {
  readonly id: string;
  readonly kind: (typeof attachmentKinds)[number];
  readonly sha256: string;
  readonly size: number;
  readonly mime: string;
  readonly caption?: string;
  readonly marks?: readonly PhotoMark[];
  readonly position?: PhotoPosition;
  readonly masked?: boolean;
  readonly seconds?: number;
}

/** Where the camera says a photo was taken, in degrees (WGS 84). */
export interface PhotoPosition {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where it was, in degrees (WGS 84) with the accuracy in metres. Asked for, never required. */
export interface Position extends PhotoPosition {
  readonly accuracyMetres: number;
}

/** Who signed for the visited unit (被访单位签名): name and title (职务). */
export interface Signer {
  readonly name: string;
  readonly title: string;
}

/** Who wrote something down. */
export interface VisitPerson {
  readonly id: string;
  readonly name: string;
  readonly unitId: string;
}

/** What a command and the record of a visit have in common. */
interface VisitRecord {
  readonly visitedOn: PlainDate;
  readonly mode: OutreachMode;
  readonly placeUnitId: string;
  readonly programme: boolean;
  readonly companions: readonly string[];
  readonly observations: string;
  readonly attachments: readonly Attachment[];
  readonly details?: VisitDetails;
  readonly signer?: Signer;
  readonly position?: Position;
}

/**
 * Logs a down-visit (下访, R2, R20–R22). Each matter becomes a case in the same decision. `programme`: within 基层走亲 (R21).
 * `observations` has at most 20000 characters; at most 50 matters, 30 photos, one signature, one voice note.
 */
export interface LogOutreachVisit extends VisitRecord {
  readonly type: 'logOutreachVisit';
  readonly visitId: string;
  readonly matters: readonly Matter[];
  readonly followUps: readonly FollowUp[];
}

/** What may be put right in a visit; only what changes is named. */
export interface VisitChanges {
  readonly observations?: string;
  readonly companions?: readonly string[];
  /** The whole list as it shall be. One that is settled stays as it is. */
  readonly followUps?: readonly FollowUp[];
  /** Of the same mode, and about the same case. */
  readonly details?: VisitDetails;
}

/** Puts a visit right (更正下访记录), by whoever logged it or the General Office, with the reason. */
export interface AmendOutreachVisit {
  readonly type: 'amendOutreachVisit';
  readonly visitId: string;
  readonly expectedVersion: number;
  readonly changes: VisitChanges;
  readonly reason: string;
}

/** Says that a follow-up has been dealt with, and how (落实后续, R22). Each is settled once. */
export interface SettleFollowUp {
  readonly type: 'settleFollowUp';
  readonly visitId: string;
  readonly followUpId: string;
  readonly settledOn: PlainDate;
  readonly result: string;
}

/** 下访记录: the visit with the cases it raised. `leader` is who logged it. */
export interface OutreachVisitLogged extends VisitRecord {
  readonly type: 'outreachVisitLogged';
  readonly stream: StreamRef;
  readonly caseIds: readonly string[];
  readonly followUps: readonly FollowUp[];
  readonly leader: VisitPerson;
}

/** 更正: what changed, what stood there before, and why. */
export interface OutreachVisitAmended {
  readonly type: 'outreachVisitAmended';
  readonly stream: StreamRef;
  readonly changes: VisitChanges;
  readonly before: VisitChanges;
  readonly reason: string;
  readonly by: VisitPerson;
}

/** 后续落实. */
export interface FollowUpSettled {
  readonly type: 'followUpSettled';
  readonly stream: StreamRef;
  readonly followUpId: string;
  readonly settledOn: PlainDate;
  readonly result: string;
  readonly by: VisitPerson;
}

/** Everything that can happen to a visit. */
export type OutreachVisitEvent = OutreachVisitLogged | OutreachVisitAmended | FollowUpSettled;

/**
 * A leader went to see about an existing case (包案下访, 带案督办): an entry of that case's own history. It changes
 * nothing of the case, so it needs no expected version and never stands in anybody's way. `amended`: said anew.
 */
export interface CaseVisited {
  readonly type: 'caseVisited';
  readonly stream: StreamRef;
  readonly visitId: string;
  readonly visitedOn: PlainDate;
  readonly mode: (ContractedCaseDetails | SupervisionDetails)['mode'];
  /** What was done, or how the handling was found to stand. */
  readonly words: string;
  /** What is asked of the handling unit, by when. */
  readonly requirements: readonly { readonly what: string; readonly dueOn: PlainDate }[];
  readonly amended: boolean;
}

/** An outreach visit as its events leave it. */
export interface OutreachVisitState extends Omit<OutreachVisitLogged, 'type' | 'stream' | 'followUps'> {
  readonly id: string;
  readonly version: number;
  readonly followUps: readonly FollowUpState[];
}
