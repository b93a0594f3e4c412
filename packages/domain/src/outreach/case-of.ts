import type { VisitDetails } from './types.ts';

/** The case of a contracted visit or a supervision; undefined for the other modes and for visits of older phones. */
export function caseOf(details: VisitDetails | undefined): string | undefined {
  return details?.mode === 'contractedCase' || details?.mode === 'accompaniedSupervision' ? details.caseId : undefined;
}
