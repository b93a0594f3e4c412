import { type Citation, cite } from '../citation.ts';
import type { PlainDate } from '../date.ts';
import type { ReceptionDecision } from '../routing/reception.ts';

/**
 * What the General Office presses after a reception (督促落实, R48): one for every decision that somebody must carry out.
 * `implementedOn` ends it; nothing else does.
 */
export interface ReceptionFollowUp {
  readonly caseId: string;
  readonly outcome: ReceptionDecision['outcome'];
  readonly owner: 'generalOffice';
  readonly decidedOn: PlainDate;
  readonly implementedOn?: PlainDate;
  readonly citations: readonly Citation[];
}

/** The follow-up of a decision (R48); undefined where there is nothing to carry out (不予受理, 检举控告). */
export function followUpOf(
  caseId: string,
  decision: ReceptionDecision,
  decidedOn: PlainDate,
): ReceptionFollowUp | undefined {
  if (!decision.followUp) return undefined;
  const citations = [cite('receptionPlan', '三（二）', 'R48')];
  return { caseId, outcome: decision.outcome, owner: 'generalOffice', decidedOn, citations };
}

/** Those still to be pressed on that day, the oldest decision first (R48). */
export function openFollowUps(followUps: readonly ReceptionFollowUp[], today: PlainDate): readonly ReceptionFollowUp[] {
  return followUps
    .filter(({ implementedOn }) => implementedOn === undefined || implementedOn > today)
    .toSorted((a, b) => (a.decidedOn < b.decidedOn ? -1 : a.decidedOn > b.decidedOn ? 1 : 0));
}
