import type { Province } from '../clocks/clocks.ts';

/** What a bureau may set of its reception day; the texts leave these figures open or to it (A7, A8, A9). */
export interface ReceptionSettings {
  /** 批次: how many appointments a session takes, and how many minutes each has. */
  readonly batches: number;
  readonly minutesPerBatch: number;
  /** How many persons come in together, unless they are a collective party's representatives. */
  readonly personsPerBatch: number;
  /** 一周前 (R43), in calendar days. */
  readonly cutOffDays: number;
  readonly channels: readonly string[];
  /** Zhejiang: three representatives of a group of no more than ten. */
  readonly province?: Province;
  /** All five papers in every file (四单一记录, R32). */
  readonly strictPapers: boolean;
  /** Fewer than three representatives are refused, not only warned of (A9). */
  readonly refuseFew: boolean;
  /** Receptions that the government arranged count in the monthly duty (R18, A1). */
  readonly governmentCounts: boolean;
}
