import type { PlainDate } from '../date.ts';
import type { RoutingFacts } from '../routing/routing.ts';
import type { Matter, Petitioner } from './types.ts';

/** What can be put right in a registered case (更正登记). Of the petitioner only the parts that change; '' takes away. */
export interface AmendableFields {
  readonly title: string;
  readonly demand: string;
  readonly earlierHandling: string;
  readonly referral: string;
  readonly petitioner: Partial<Petitioner>;
  readonly facts: RoutingFacts;
  readonly handlingUnitId: string;
  readonly accusedUnitId: string;
  readonly accusedPersonId: string;
  readonly receivedOn: PlainDate;
}
export type CaseChanges = Partial<AmendableFields>;

/** The matter as a correction leaves it. */
export function amendedMatter(matter: Matter, changes: CaseChanges): Matter {
  const { petitioner, receivedOn: _receivedOn, ...parts } = changes;
  const merged = { ...matter, ...parts, petitioner: withoutEmpty({ ...matter.petitioner, ...petitioner }, personal) };
  return withoutEmpty(merged, ['referral', 'accusedUnitId', 'accusedPersonId']);
}

const personal = ['relation', 'phone'] as const;

function withoutEmpty<T extends object>(value: T, optional: readonly (keyof T)[]): T {
  const kept = Object.entries(value).filter(([name, part]) => part !== '' || !optional.some((one) => one === name));
  return Object.fromEntries(kept) as T; // only optional members are left out
}
