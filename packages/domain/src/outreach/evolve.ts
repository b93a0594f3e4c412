import type { DomainEvent } from '../commands.ts';
import type { OutreachVisitState } from './types.ts';

/** Folds one event of a visit's stream into its state. Pure. Throws on an event of a case: the stream is broken. */
export function evolveOutreachVisit(state: OutreachVisitState | undefined, event: DomainEvent): OutreachVisitState {
  if (event.type !== 'outreachVisitLogged') throw new TypeError(`${event.type} in the stream of a visit`);
  const { type: _type, stream, ...visit } = event;
  return { ...visit, id: stream.id, version: (state?.version ?? 0) + 1 };
}
