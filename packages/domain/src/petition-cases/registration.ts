import type { Citation } from '../citation.ts';
import type { PlainDate } from '../date.ts';
import type { AppealRoute, DisputeOutcome } from '../routing/received.ts';
import type { ContentKind, RouteOutcome } from '../routing/routing.ts';

/**
 * What the paper or message says of itself (来件信息): `from` an e-mail address, a fax number, a platform or the body that
 * passed it on (R65); `number` its number there; `sentOn` its date or postmark; `dueOn` the day by which a superior body
 * wants the result, which binds where it is earlier.
 */
export interface Incoming {
  readonly from?: string;
  readonly number?: string;
  readonly sentOn?: PlainDate;
  readonly dueOn?: PlainDate;
}

/** Somebody who joined in a petition (联名人), beside the petitioner who stands first. */
export interface JointMember {
  readonly name: string;
  readonly phone?: string;
  readonly idCard?: string;
  readonly address?: string;
  /** 推选的代表 (Art 20). The petitioner who stands first is one, too. */
  readonly representative: boolean;
}

/** 联名信访: `persons` counts everybody who signed or came (人次), the petitioner included; not all need be listed. */
export interface JointPetition {
  readonly persons: number;
  readonly members: readonly JointMember[];
}

/** Five or more make a collective visit (集体访), whether or not all of them are listed. */
export const collectiveFrom = 5;

/** A scanned page or document (扫描件), sent before the command that names it. `sha256` in lower-case hex, `size` in bytes. */
export interface CaseScan {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  readonly mime: string;
}
export const scanMimes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;

/** Two or more organs are concerned (涉及两个以上机关、单位, Art 24): which, and how it was settled who takes it. */
export interface JurisdictionDispute {
  readonly bodies: string;
  readonly agreed: boolean;
  readonly commonSuperior: boolean;
  /** Who decided, where the organs did not agree: the common superior or the joint conference. */
  readonly decidedBy?: string;
}

/** What the clerk chose where it is not what the rules propose; `reason` is then demanded. */
export interface RouteChoice {
  readonly outcome?: RouteOutcome;
  readonly reason?: string;
  readonly dispute?: JurisdictionDispute;
}

/** How a matter was classified (分类): what the rules proposed, and why something else was chosen. */
export interface Classification {
  readonly proposed: {
    readonly contentKind?: ContentKind;
    readonly appealRoute?: AppealRoute;
    readonly outcome: RouteOutcome;
  };
  readonly reason?: string;
  readonly dispute?: JurisdictionDispute & {
    readonly outcome: DisputeOutcome;
    readonly citations: readonly Citation[];
  };
}

/** What the office writes down of a matter beside the matter itself; each there where it was given. */
export interface RegistrationFacets {
  readonly incoming?: Incoming;
  readonly joint?: JointPetition;
  readonly scans?: readonly CaseScan[];
  readonly classification?: Classification;
}
