/**
 * The life of a case (信访事项的办理): commands, decisions, events, state, and what may be done now. Each command's decision
 * is exported alone too, so that a phone carries only those it gives.
 */
export { listLimits, maxAttachmentBytes, maxVoiceSeconds, textLimits } from './checks.ts';
export * from './commands.ts';
export { decide } from './decide.ts';
export type { Actor, Leader, World } from './identity/units.ts';
export * from './outreach/evolve.ts';
export * from './outreach/types.ts';
export * from './petition-cases/events.ts';
export * from './petition-cases/evolve.ts';
export { allowedActions } from './petition-cases/handle.ts';
export * from './petition-cases/numbers.ts';
export * from './petition-cases/types.ts';
export * from './stream.ts';
