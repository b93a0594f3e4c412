import type { PlainDate } from '../date.ts';
import type { DocumentKind } from './kinds.ts';

/** To whom else a letter goes (抄送) and what lies with it (附件), by name, as chosen where it is issued. */
export interface Addressing {
  readonly copyTo?: readonly string[];
  readonly enclosures?: readonly string[];
}

/**
 * A paper that an act brought forth (文书), as the case keeps it. `number` once the store has numbered it, gap-free per issuer,
 * series and year; `issuerUnitId` is whose letter it is.
 */
export interface IssuedDocument extends Addressing {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly issuedOn: PlainDate;
  readonly issuerUnitId: string;
  /** The paper that it was made anew of (重新出具). */
  readonly replaces?: string;
  /** The act that it came of was taken back (撤回). */
  readonly retracted?: true;
  /** 作废: it keeps its number, and why. */
  readonly voided?: { readonly on: PlainDate; readonly reason: string };
}

/** Carried by the event of the act that issued it. */
export interface Issuing {
  readonly paper?: IssuedDocument;
  /** What was chosen for the paper, before it is numbered. */
  readonly addressing?: Addressing;
}
