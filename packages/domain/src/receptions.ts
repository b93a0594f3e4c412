/**
 * The reception day (领导接访日) from booking to the last follow-up: commands, decisions, events and state of a session; apart
 * from the life of a case, so that who works without it carries none of it.
 */
export * from './calendar/reception-days.ts';
export * from './reception/arrange-sessions.ts';
export { freeBatch, visitorNumber } from './reception/book-visitors.ts';
export { decideReception } from './reception/decide-reception.ts';
export { emergencyLevel, emergencyLevels } from './reception/emergency.ts';
export { evolveReceptionSession, sessionStream } from './reception/evolve-session.ts';
export { missingPapers, type ReceptionPaper, receptionPapers } from './reception/file.ts';
export { isReceptionEvent } from './reception/is-reception-event.ts';
export { recordReception } from './reception/record-reception.ts';
export { planRota, receptionQuota } from './reception/rota.ts';
export { attendeeRoles, focusTags } from './reception/session.ts';
export * from './reception/session-commands.ts';
export * from './reception/session-events.ts';
export * from './reception/session-performance.ts';
export * from './reception/session-queue.ts';
export * from './reception/session-settings.ts';
export * from './reception/session-state.ts';
export * from './reception/session-warnings.ts';
