/** The rules and the calendar of Huiyin: pure, without clock, I/O or dependency; the same on server and phone. */
export * from './calendar/calendar.ts';
export * from './calendar/years.ts';
export { listLimits, maxAttachmentBytes, textLimits } from './checks.ts';
export * from './citation.ts';
export * from './clocks/changes.ts';
export * from './clocks/clocks.ts';
export * from './clocks/deadline.ts';
export * from './clocks/due-state.ts';
export * from './commands.ts';
export * from './date.ts';
export { decide } from './decide.ts';
export * from './identity/contact.ts';
export * from './identity/masking.ts';
export * from './identity/resident-card.ts';
export {
  type Actor,
  isWithin,
  kindsAllowed,
  kindsFor,
  proposeHandlingUnit,
  type Role,
  roles,
  type Unit,
  type UnitKind,
  unitKinds,
  type World,
} from './identity/units.ts';
export * from './outreach/evolve.ts';
export * from './outreach/types.ts';
export * from './petition-cases/events.ts';
export * from './petition-cases/evolve.ts';
export { allowedActions } from './petition-cases/handle.ts';
export * from './petition-cases/numbers.ts';
export * from './petition-cases/types.ts';
export * from './refusal-codes.ts';
export * from './result.ts';
export * from './routing/received.ts';
export * from './routing/reception.ts';
export * from './routing/routing.ts';
export * from './stream.ts';
