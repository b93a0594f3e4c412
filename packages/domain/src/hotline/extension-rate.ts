import { type ExtensionRate, extensionRate } from '../figures/rates.ts';
import { type BureauSettings, settingNumber } from '../settings/settings.ts';

/** Whose extensions 续报率 counts (R86, A10): 获准 or 申请. The text says neither; both are shown, the bureau decides which binds. */
export const extensionReadings = ['approved', 'requested'] as const;
export type ExtensionReading = (typeof extensionReadings)[number];

/** 12345 orders of one calendar year by their receipt, bureau-wide; each counted once, however often it was extended. */
export interface ExtensionCounts {
  readonly received: number;
  /** Extended at least once. */
  readonly extended: number;
  /** Asked for, and not granted (yet). */
  readonly asked: number;
}

/** 全年续报率 by the reading that binds, beside what both readings count. */
export interface YearlyExtensionRate extends ExtensionRate {
  readonly reading: ExtensionReading;
  readonly extended: number;
  readonly requested: number;
  /** How it stands by the reading that does not bind. */
  readonly otherState: ExtensionRate['state'];
}

/**
 * The whole-year extension rate (全年续报率, R86) by the reading of the bureau, near from `warning` ‰ on: the allowance left is by
 * the same reading.
 */
export function yearlyExtensionRate(
  { received, extended, asked }: ExtensionCounts,
  reading: ExtensionReading,
  warning?: number,
): YearlyExtensionRate {
  const requested = extended + asked;
  const [counted, other] = reading === 'approved' ? [extended, requested] : [requested, extended];
  const { state: otherState } = extensionRate(received, other, warning);
  return { ...extensionRate(received, counted, warning), reading, extended, requested, otherState };
}

/** {@link yearlyExtensionRate} as the bureau has set it. */
export const extensionRateBy = (counts: ExtensionCounts, settings: BureauSettings): YearlyExtensionRate =>
  yearlyExtensionRate(
    counts,
    settings.extensionReading === 'requested' ? 'requested' : 'approved',
    settingNumber(settings, 'extensionWarning'),
  );
