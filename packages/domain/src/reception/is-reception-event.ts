import type { DomainEvent } from '../commands.ts';
import type { ReceptionEvent } from './session-events.ts';

/** Whether an event belongs to a session's stream. */
export function isReceptionEvent(event: DomainEvent): event is ReceptionEvent {
  return event.stream.kind === 'receptionSession';
}
