import type { ReceptionSessionState, VisitorState } from './session-state.ts';

/** Of those who came after their batch had begun, and of the walk-ins among themselves: by arrival. */
export const lateAfter = 1_000_000;

/** 0: set by hand (R58), 1: appointments (R46), 2: walk-ins, 3: appointments that came late. */
function rank({ order, kind }: VisitorState): number {
  if (order < 0) return 0;
  if (kind === 'walkIn') return 2;
  return order < lateAfter ? 1 : 3;
}

/**
 * The line of a session (接访次序): what the office set by hand, then appointments by batch, walk-ins as they came, and last
 * who missed the beginning of their batch (R46, R58). Those who have been called, or will not come, are not in it.
 */
export function sessionQueue(session: Pick<ReceptionSessionState, 'visitors'>): readonly VisitorState[] {
  return session.visitors
    .filter(({ stage }) => stage === 'booked' || stage === 'waiting')
    .toSorted((a, b) => rank(a) - rank(b) || a.order - b.order);
}

/** Who goes in next: the first of the line who is there. */
export function nextVisitor(session: Pick<ReceptionSessionState, 'visitors'>): VisitorState | undefined {
  return sessionQueue(session).find(({ stage }) => stage === 'waiting');
}
