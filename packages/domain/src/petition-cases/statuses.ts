import type { CompletionState, NoticeState } from './case-parts.ts';
import type { MainFacets } from './facets.ts';
import type { SideFacets } from './side-facets.ts';

/**
 * Where a case stands, in one word for lists and counts: 已登记, 已初审, 已批示, 已受理, 不予受理, 已转送, 异议中, 已退还, 已交办, 已拟稿,
 * 已审核, 已出具意见, 已送达, 已办结, 复查中, 已复查, 复核中, 已复核, 已终结, 已并案, 已撤回, 已作废.
 */
export const caseStatuses = [
  'registered',
  'preScreened',
  'instructed',
  'accepted',
  'refused',
  'transferred',
  'objected',
  'returned',
  'assigned',
  'drafted',
  'reviewed',
  'issued',
  'delivered',
  'completed',
  'inReexamination',
  'reexamined',
  'inFinalReview',
  'finallyReviewed',
  'concluded',
  'merged',
  'withdrawn',
  'voided',
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** 已作废: no case any more, so it counts in nothing and stands in no list but where it is asked for. */
export const voidedStatus = 'voided' satisfies CaseStatus;
/** Statuses of what counts as a case (件). */
export const countedStatuses = caseStatuses.filter((status) => status !== voidedStatus);

/** Something is still owed to the petitioner. */
export const openStatuses = [
  'registered',
  'preScreened',
  'instructed',
  'accepted',
  'transferred',
  'objected',
  'assigned',
  'drafted',
  'reviewed',
  'issued',
  'delivered',
  'inReexamination',
  'inFinalReview',
] as const satisfies readonly CaseStatus[];

const open: readonly CaseStatus[] = openStatuses;
/** Whether something is still owed in a case of that status. */
export const isOpen = (status: CaseStatus): boolean => open.includes(status);

/** All that has happened to a case; its status follows from nothing else. */
export interface CaseFacets extends MainFacets, SideFacets {
  readonly notice?: NoticeState;
  readonly completion?: CompletionState;
}

function sideStatus(facets: CaseFacets): CaseStatus | undefined {
  if (facets.voided) return voidedStatus;
  if (facets.merger) return 'merged';
  if (facets.withdrawal) return 'withdrawn';
  if (facets.returnedOn) return 'returned';
  if (facets.conclusion) return 'concluded';
  if (facets.finalReview) return facets.finalReview.decidedOn ? 'finallyReviewed' : 'inFinalReview';
  if (facets.reexamination) return facets.reexamination.decidedOn ? 'reexamined' : 'inReexamination';
  return undefined;
}

/**
 * The status of a case: the last stage that it reached. The written notice and the assignment run side by side (A17, R70,
 * R71), so the status is always derived and never decides anything by itself.
 */
export function statusOf(facets: CaseFacets): CaseStatus {
  const side = sideStatus(facets);
  if (side) return side;
  const { notice, draft, objection } = facets;
  if (facets.completion) return 'completed';
  if (notice?.decision === 'refuse') return 'refused';
  if (facets.delivery) return 'delivered';
  if (facets.issued) return 'issued';
  if (objection && !objection.settled) return 'objected';
  if (facets.review) return 'reviewed';
  if (draft && !draft.sentBack) return 'drafted';
  if (facets.assignment) return 'assigned';
  if (notice) return 'accepted';
  if (facets.transfer) return 'transferred';
  if (facets.instructions?.length) return 'instructed';
  return facets.preScreening ? 'preScreened' : 'registered';
}
