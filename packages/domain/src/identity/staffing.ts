import { type Citation, cite } from '../citation.ts';
import { type Fault, faultsOf } from '../fault.ts';

/** Who answers for petitions in a unit: 主要负责人（第一责任人, R66）, 分管负责人, 专人 (R67); ids of persons. */
export interface UnitStaff {
  readonly headId?: string;
  readonly deputyId?: string;
  readonly clerkId?: string;
}
export type StaffFault = 'headMissing' | 'deputyMissing' | 'clerkMissing';

const firstResponsible: Citation = cite('petitionSystem', '第四条', 'R66');
const named: Citation = cite('petitionSystem', '第四条', 'R67');

/**
 * What a department lacks before a matter may be assigned to it: its head is the first responsible person (R66), a
 * deputy answers for replies, and one named person takes in and distributes (R67). One person may hold two of the
 * posts in a small department; the text does not forbid it.
 */
export function staffFaults(staff: UnitStaff): readonly Fault<StaffFault>[] {
  return faultsOf(
    [staff.headId !== undefined, 'headMissing', firstResponsible, named],
    [staff.deputyId !== undefined, 'deputyMissing', named],
    [staff.clerkId !== undefined, 'clerkMissing', named],
  );
}
