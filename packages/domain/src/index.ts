/**
 * The rules and the calendar of Huiyin: pure, without clock, I/O or dependency; usable alone by any program. The life of
 * a case (commands, decisions, state) is `@huiyin/domain/cases`, the office's own tools `@huiyin/domain/office`.
 */
export * from './calendar/calendar.ts';
export * from './calendar/years.ts';
export * from './citation.ts';
export * from './clocks/changes.ts';
export * from './clocks/clocks.ts';
export * from './clocks/deadline.ts';
export * from './clocks/due-state.ts';
export * from './clocks/explain.ts';
export * from './date.ts';
export * from './identity/contact.ts';
export * from './identity/masking.ts';
export * from './identity/resident-card.ts';
export {
  caseRoles,
  isWithin,
  kindsAllowed,
  kindsFor,
  proposeHandlingUnit,
  type Role,
  readsCases,
  readsCounts,
  roles,
  type Unit,
  type UnitKind,
  unitKinds,
} from './identity/units.ts';
export * from './refusal-codes.ts';
export * from './result.ts';
export * from './routing/received.ts';
export * from './routing/reception.ts';
export * from './routing/routing.ts';
export * from './written.ts';
