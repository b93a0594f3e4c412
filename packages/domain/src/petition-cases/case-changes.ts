import type { PlainDate } from '../date.ts';
import type { RoutingFacts } from '../routing/routing.ts';
import type { Incoming } from './registration.ts';
import type { HotlineOrder, Matter, PetitionCaseState, Petitioner } from './types.ts';

/** Parts of something; '' takes a part away. */
type Parts<T> = { readonly [K in keyof T]?: T[K] | '' };

/**
 * What can be put right in a registered case (更正登记). Of the petitioner, of the sender's paper (来件) and of the 12345 order only
 * the parts that change; '' takes away.
 */
export interface AmendableFields {
  readonly title: string;
  readonly demand: string;
  readonly earlierHandling: string;
  readonly referral: string;
  readonly petitioner: Partial<Petitioner>;
  readonly incoming: Parts<Incoming>;
  readonly hotline: Parts<HotlineOrder>;
  readonly facts: RoutingFacts;
  readonly handlingUnitId: string;
  readonly accusedUnitId: string;
  readonly accusedPersonId: string;
  readonly receivedOn: PlainDate;
}
export type CaseChanges = Partial<AmendableFields>;

/** The matter as a correction leaves it. */
export function amendedMatter(matter: Matter, changes: CaseChanges): Matter {
  const { petitioner, receivedOn: _receivedOn, incoming: _incoming, hotline: _hotline, ...parts } = changes;
  const merged = { ...matter, ...parts, petitioner: withoutEmpty({ ...matter.petitioner, ...petitioner }, personal) };
  return withoutEmpty(merged, ['referral', 'accusedUnitId', 'accusedPersonId']);
}

/** The sender's paper and the 12345 order as a correction leaves them; a part that is taken away is not there. */
export function amendedPapers(
  { incoming, hotline }: Pick<PetitionCaseState, 'incoming' | 'hotline'>,
  changes: CaseChanges,
): Pick<PetitionCaseState, 'incoming' | 'hotline'> {
  // what is not taken away is of the kind that it was
  const paper = withoutEmpty({ ...incoming, ...changes.incoming }, ['from', 'number', 'sentOn', 'dueOn']) as Incoming;
  const order = withoutEmpty({ ...hotline, ...changes.hotline }, ['dueOn']) as HotlineOrder;
  return { ...(changes.incoming && { incoming: paper }), ...(changes.hotline && { hotline: order }) };
}

const personal = ['relation', 'phone', 'idCard', 'address'] as const;

function withoutEmpty<T extends object>(value: T, optional: readonly (keyof T)[]): T {
  const kept = Object.entries(value).filter(([name, part]) => part !== '' || !optional.some((one) => one === name));
  return Object.fromEntries(kept) as T; // only optional members are left out
}
