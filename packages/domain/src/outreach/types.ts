import type { PlainDate } from '../date.ts';
import type { Matter } from '../petition-cases/types.ts';
import type { StreamRef } from '../stream.ts';

/** The four modes of outreach and no other (R20): 包案下访, 带案督办, 座谈走访, 调查研究. */
export const outreachModes = ['contractedCase', 'accompaniedSupervision', 'discussionVisit', 'survey'] as const;
export type OutreachMode = (typeof outreachModes)[number];

/** What is to be done after the visit, by whom, by when (R22). */
export interface FollowUp {
  readonly id: string;
  readonly what: string;
  readonly owner: string;
  readonly dueOn: PlainDate;
}

export const attachmentKinds = ['photo', 'signature'] as const;

/** A photo or signature, sent before the command that names it. `sha256` in lower-case hex, `size` in bytes. */
export interface Attachment {
  readonly id: string;
  readonly kind: (typeof attachmentKinds)[number];
  readonly sha256: string;
  readonly size: number;
  readonly mime: string;
}

/** Where it was, in degrees (WGS 84) with the accuracy in metres. Asked for, never required. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyMetres: number;
}

/**
 * Logs a down-visit (下访, R2, R20–R22). Each matter becomes a case in the same decision. `programme`: within 基层走亲 (R21).
 * `observations` has at most 20000 characters; at most 50 matters and 30 attachments.
 */
export interface LogOutreachVisit {
  readonly type: 'logOutreachVisit';
  readonly visitId: string;
  readonly visitedOn: PlainDate;
  readonly mode: OutreachMode;
  readonly placeUnitId: string;
  readonly programme: boolean;
  readonly companions: readonly string[];
  readonly observations: string;
  readonly matters: readonly Matter[];
  readonly followUps: readonly FollowUp[];
  readonly attachments: readonly Attachment[];
  readonly position?: Position;
}

/** 下访记录: the visit with the cases it raised. `leader` is who logged it. */
export interface OutreachVisitLogged {
  readonly type: 'outreachVisitLogged';
  readonly stream: StreamRef;
  readonly visitedOn: PlainDate;
  readonly mode: OutreachMode;
  readonly placeUnitId: string;
  readonly programme: boolean;
  readonly companions: readonly string[];
  readonly observations: string;
  readonly caseIds: readonly string[];
  readonly followUps: readonly FollowUp[];
  readonly attachments: readonly Attachment[];
  readonly position?: Position;
  readonly leader: { readonly id: string; readonly name: string; readonly unitId: string };
}

/** An outreach visit as its events leave it. */
export interface OutreachVisitState extends Omit<OutreachVisitLogged, 'type' | 'stream'> {
  readonly id: string;
  readonly version: number;
}
