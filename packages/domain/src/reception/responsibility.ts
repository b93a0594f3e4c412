import { cite } from '../citation.ts';
import { type Fault, faultsOf, written } from '../fault.ts';

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
