import type { UnitKind } from '../identity/units.ts';

/** Bodies to whom 复查 and 复核 are requested (Arts 35, 36). */
export const reviewBodies = [
  'districtAuthority',
  'districtGovernment',
  'bureau',
  'municipalGovernment',
  'provincialDepartment',
  'provincialGovernment',
] as const;
export type ReviewBody = (typeof reviewBodies)[number];

/**
 * Who stands above whom: to which bodies a request may go (Arts 35, 36: the superior of the unit that answered). By the
 * kind of unit whose opinion it is, and by the body whose 复查 opinion it is. A bureau may keep its own.
 */
export interface ReviewHierarchy {
  readonly opinions: Readonly<Record<UnitKind, readonly ReviewBody[]>>;
  readonly reviews: Readonly<Record<ReviewBody, readonly ReviewBody[]>>;
}

/** As the law has it for a municipal bureau; the opinion of a department is the bureau's own (R53). */
export const reviewHierarchy: ReviewHierarchy = {
  opinions: {
    districtSchool: ['districtAuthority'],
    affiliatedSchool: ['bureau'],
    municipalUniversity: ['bureau'],
    districtAuthority: ['bureau', 'districtGovernment'],
    department: ['municipalGovernment', 'provincialDepartment'],
    bureau: ['municipalGovernment', 'provincialDepartment'],
  },
  reviews: {
    districtAuthority: ['bureau', 'districtGovernment'],
    districtGovernment: ['municipalGovernment'],
    bureau: ['municipalGovernment', 'provincialDepartment'],
    municipalGovernment: ['provincialGovernment'],
    provincialDepartment: ['provincialGovernment'],
    provincialGovernment: [],
  },
};
