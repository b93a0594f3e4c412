import type { Citation } from '../citation.ts';
import type { ClockChange } from '../clocks/changes.ts';
import type { ClockId, LimitLevel, Province } from '../clocks/clocks.ts';
import type { PlainDate } from '../date.ts';
import type { By } from './facets.ts';

/** R13, Art 32: solved, explained, under study, not supported. */
export const completionOutcomes = ['solved', 'explained', 'underStudy', 'notSupported'] as const;
export type CompletionOutcome = (typeof completionOutcomes)[number];

/** `paused`: time that is not counted runs (听证, Art 36). */
export type ClockState = 'running' | 'paused' | 'met' | 'stopped';

/**
 * A due date as it was fixed when its clock started. `limitId` is a row of the clocks, or, where it was set outside, `hotline-centre` (R84)
 * or `superior-body` (R65). */
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
  /** Who issued it; what was issued before this was kept does not say. */
  readonly by?: By;
  /** The clock that it began besides those of handling, since nothing else ran (R12). */
  readonly began?: readonly ClockId[];
}

/** How a case ended (办结): cause and resolution (R8), the reply's day (R12), the outcome (R13). */
export interface CompletionState {
  readonly cause: string;
  readonly resolution: string;
  readonly repliedOn: PlainDate;
  readonly outcome: CompletionOutcome;
}
