import { type Citation, cite } from '../citation.ts';
import { type Fault, faultsOf, written } from '../fault.ts';

/** How much is prepared for a session (应急准备, R60): 一般, 关注, 重点. */
export const emergencyLevels = ['low', 'raised', 'high'] as const;
export type EmergencyLevel = (typeof emergencyLevels)[number];

/** What the office knows of a session beforehand: matters booked, the largest party, matters of complex law or history. */
export interface ExpectedDay {
  readonly booked: number;
  readonly largestParty: number;
  readonly complex: number;
}

/** From which figures a level is proposed. The text says only "by number and complexity"; the figures are the bureau's. */
export interface EmergencyThresholds {
  readonly raised: ExpectedDay;
  readonly high: ExpectedDay;
}
/** What the bureau starts with: five make a collective visit, ten fill an afternoon. */
export const emergencyThresholds: EmergencyThresholds = {
  raised: { booked: 6, largestParty: 5, complex: 2 },
  high: { booked: 10, largestParty: 11, complex: 4 },
};

const basis: Citation = cite('receptionPlan', '五（三）', 'R60');
const reaches = (day: ExpectedDay, from: ExpectedDay): boolean =>
  day.booked >= from.booked || day.largestParty >= from.largestParty || day.complex >= from.complex;

/** The level proposed for a day (R60); the office may set another. More of anything never lowers it. */
export function emergencyLevel(
  day: ExpectedDay,
  thresholds: EmergencyThresholds = emergencyThresholds,
): { readonly level: EmergencyLevel; readonly citations: readonly Citation[] } {
  const level = reaches(day, thresholds.high) ? 'high' : reaches(day, thresholds.raised) ? 'raised' : 'low';
  return { level, citations: [basis] };
}

/** R60: above the lowest level the measures are written down; at the lowest they may be. */
export function emergencyFaults(plan: {
  readonly level: EmergencyLevel;
  readonly measures: string;
}): readonly Fault<'measuresMissing'>[] {
  return faultsOf([plan.level === 'low' || written(plan.measures), 'measuresMissing', basis]);
}
