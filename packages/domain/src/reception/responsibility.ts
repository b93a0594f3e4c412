import { cite } from '../citation.ts';
import { type Fault, faultsOf, written } from '../fault.ts';
import type { Absence } from './rota.ts';

/** Who answers for the reception system: 一把手负总责, 分管领导亲自抓, 其他领导协调抓 (R33); ids of persons. */
export interface LeadershipSlots {
  readonly overall: string;
  readonly inCharge: string;
  readonly coordinating: readonly string[];
}
export type SlotFault = 'overallMissing' | 'inChargeMissing' | 'coordinatingMissing';

/** R33: the three slots are filled. */
export function slotFaults(slots: LeadershipSlots): readonly Fault<SlotFault>[] {
  const basis = cite('receptionSystem', '六（一）', 'R33');
  return faultsOf<SlotFault>(
    [written(slots.overall), 'overallMissing', basis],
    [written(slots.inCharge), 'inChargeMissing', basis],
    [slots.coordinating.some(written), 'coordinatingMissing', basis],
  );
}

/**
 * The first responsible person of a session's matters (第一责任人, R95): the leader on duty, or the substitute who stands
 * in (R93). Undefined when the duty leader is away and nobody was arranged: then nobody may receive.
 */
export function firstResponsibleLeader(
  session: { readonly date: string; readonly leaderId: string },
  absences: readonly Absence[],
): string | undefined {
  const away = absences.find(({ date, leaderId }) => date === session.date && leaderId === session.leaderId);
  return away === undefined ? session.leaderId : away.substituteId;
}
