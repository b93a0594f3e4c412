import { cite } from '../citation.ts';
import type { PlainDate } from '../date.ts';
import { type Fault, faultsOf, written } from '../fault.ts';
import { searchTerms } from '../identity/contact.ts';

/** How likely a dispute is to become a petition: 一般, 关注, 重大. */
export type DisputeRisk = 'ordinary' | 'watch' | 'serious';

/**
 * One entry of dispute screening (矛盾纠纷排查, R3): made without any petition, by the unit that looks for its own gaps, and
 * linked later to the cases that come of it.
 */
export interface DisputeScreening {
  readonly id: string;
  readonly unitId: string;
  readonly screenedOn: PlainDate;
  readonly what: string;
  readonly risk: DisputeRisk;
  readonly measures: string;
  readonly caseIds: readonly string[];
}

/** R3: what was found and, unless the risk is ordinary, what is done about it. */
export function disputeScreeningFaults(
  screening: DisputeScreening,
): readonly Fault<'whatMissing' | 'measuresMissing'>[] {
  const basis = cite('receptionSystem', '二（一）', 'R3');
  return faultsOf(
    [written(screening.what), 'whatMissing', basis],
    [screening.risk === 'ordinary' || written(screening.measures), 'measuresMissing', basis],
  );
}

/** How many two-character terms two texts must share before they are held to speak of the same matter. */
const sharedTerms = 3;

/**
 * The screened disputes that a new matter may come of (R3): of the same unit and with words in common, the most alike
 * first. A proposal: a person links them.
 */
export function screeningsLike(
  matter: { readonly unitId: string; readonly text: string },
  screenings: readonly DisputeScreening[],
): readonly DisputeScreening[] {
  const terms = new Set(searchTerms(matter.text));
  const shared = ({ what }: DisputeScreening): number => searchTerms(what).filter((term) => terms.has(term)).length;
  return screenings
    .filter((screening) => screening.unitId === matter.unitId && shared(screening) >= sharedTerms)
    .toSorted((a, b) => shared(b) - shared(a));
}
