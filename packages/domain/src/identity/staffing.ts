import { type Citation, cite } from '../citation.ts';
import { type Fault, faultsOf } from '../fault.ts';

/** Who answers for a unit, as the bureau has recorded it: ids of people. What is missing is not named yet. */
export interface UnitStaff {
  /** 主要负责人, first responsible for replies (第一责任人, R66). Of the bureau itself: the chief leader (一把手, R33). */
  readonly headId?: string;
  /** 分管负责人: the deputy responsible for replies (R67). */
  readonly deputyId?: string;
  /** 专人: who takes in and hands out (R67). */
  readonly clerkId?: string;
  /** Recorded delegates who may review replies in the head's stead (R81). */
  readonly reviewerIds?: readonly string[];
  /** 分管局领导: the leader whose portfolio the unit is in (R33, R69, R73). */
  readonly portfolioLeaderId?: string;
  /** Other leaders who help to coordinate (R33). */
  readonly coordinatorIds?: readonly string[];
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
