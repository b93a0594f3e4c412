import type { Citation } from '../citation.ts';
import type { ClockChange } from '../clocks/changes.ts';
import type { ClockId, LimitLevel, Province } from '../clocks/clocks.ts';
import type { PlainDate } from '../date.ts';
import type { RoutingFacts } from '../routing/routing.ts';
import type { Matter, Petitioner } from './types.ts';

/** R13, Art 32: solved, explained, under study, not supported. */
export const completionOutcomes = ['solved', 'explained', 'underStudy', 'notSupported'] as const;
export type CompletionOutcome = (typeof completionOutcomes)[number];

/** `paused`: time that is not counted runs (听证, Art 36). */
export type ClockState = 'running' | 'paused' | 'met' | 'stopped';

/** A due date as it was fixed when its clock started. `limitId` is a row of the clocks, or `hotline-centre` (R84). */
export interface CaseClock {
  readonly clock: ClockId;
  readonly from: PlainDate;
  readonly legalDue: PlainDate;
  readonly targetDue: PlainDate;
  readonly binding: LimitLevel;
  readonly limitId: string;
  readonly citation: Citation;
  readonly provisional: boolean;
  /** The province whose limits were weighed when it started; it is dated by the same ones ever after. */
  readonly province?: Province;
  readonly state: ClockState;
  /** The day on which the duty was done; set when `state` is met. */
  readonly metOn?: PlainDate;
  /** The dates as first fixed, once they were changed; never lost. */
  readonly original?: { readonly legalDue: PlainDate; readonly targetDue: PlainDate };
  /** Everything that changed it, in order: extension (Art 34), pause (Art 36), agreed date (R85). */
  readonly changes?: readonly ClockChange[];
}

/** The written decision on acceptance, as it was issued (受理 / 不予受理告知单). */
export interface NoticeState {
  readonly decision: 'accept' | 'refuse';
  readonly issuedOn: PlainDate;
  readonly reason?: string;
  readonly lawExplanation?: string;
  readonly competentBody?: string;
}

/** How a case ended (办结): cause and resolution (R8), the reply's day (R12), the outcome (R13). */
export interface CompletionState {
  readonly cause: string;
  readonly resolution: string;
  readonly repliedOn: PlainDate;
  readonly outcome: CompletionOutcome;
}

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
