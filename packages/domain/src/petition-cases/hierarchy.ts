import type { ReviewHierarchy } from '../identity/units.ts';

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
