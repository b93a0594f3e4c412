/**
 * What the office alone works with, apart from the core so that no phone carries it: the yearly notice, reception days,
 * duty rota, sessions and their file, sources, staffing, figures.
 */
export * from './calendar/changed-days.ts';
export * from './calendar/notice.ts';
export * from './calendar/reception-days.ts';
export * from './fault.ts';
export * from './figures/case-of.ts';
export * from './figures/cases.ts';
export * from './figures/facts.ts';
export * from './figures/grades.ts';
export * from './figures/periods.ts';
export * from './figures/rate-parts.ts';
export * from './figures/rates.ts';
export * from './figures/report.ts';
export * from './figures/topics.ts';
export * from './hotline/extension-rate.ts';
export * from './identity/mask-text.ts';
export * from './identity/staffing.ts';
export { closedOn } from './petition-cases/closing.ts';
export { type MendedAct, type Remedy, remedyOf, weightyActs } from './petition-cases/remedies.ts';
export * from './reception/booking.ts';
export * from './reception/emergency.ts';
export * from './reception/file.ts';
export * from './reception/first-asked.ts';
export * from './reception/responsibility.ts';
export * from './reception/rota.ts';
export * from './reception/session.ts';
export * from './reception/walk-in.ts';
export * from './repeats/likeness.ts';
export * from './repeats/repeats.ts';
export * from './routing/sources.ts';
