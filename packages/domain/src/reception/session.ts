/** Who takes part: leader, three standing offices, and those called for a matter (R41, R49, R50). */
export const attendeeRoles = [
  'receivingLeader',
  'generalOffice',
  'policyRegulation',
  'supervisionOffice',
  'departmentHead',
  'legalCounsel',
] as const;
export type AttendeeRole = (typeof attendeeRoles)[number];
/** Who is called to a booked matter: the head of the department (R49), counsel when the law is complex (R50). */
export type Notified = Extract<AttendeeRole, 'departmentHead' | 'legalCounsel'>;

/** What a session is for above all (接访重点, R90): 带倾向性的问题, 历史遗留问题, 群众普遍关心的问题. */
export const focusTags = ['tendency', 'historical', 'widelyConcerning'] as const;
export type FocusTag = (typeof focusTags)[number];
