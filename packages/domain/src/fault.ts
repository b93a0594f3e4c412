import type { Citation } from './citation.ts';

/** Something wrong or wanting, with the articles that ask for it. Named to people; what it blocks is for the caller. */
export interface Fault<T extends string> {
  readonly fault: T;
  readonly citations: readonly Citation[];
}

/** The faults of a list of checks, in its order: each row is sound, or its fault is named with its articles. */
export function faultsOf<T extends string>(
  ...checks: readonly (readonly [sound: boolean, fault: T, ...citations: readonly Citation[]])[]
): readonly Fault<T>[] {
  return checks.flatMap(([sound, fault, ...citations]) => (sound ? [] : [{ fault, citations }]));
}

/** Whether something was written. */
export const written = (text: string | undefined): boolean => (text ?? '').trim() !== '';
