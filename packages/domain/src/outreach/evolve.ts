import type { DomainEvent } from '../commands.ts';
import type { FollowUpState, OutreachVisitAmended, OutreachVisitState } from './types.ts';

/**
 * Folds one event of a visit's stream into its state. Pure. Throws on an event of a case, or one before the visit was
 * logged: the stream is broken.
 */
export function evolveOutreachVisit(state: OutreachVisitState | undefined, event: DomainEvent): OutreachVisitState {
  if (event.type === 'outreachVisitLogged') {
    const { type: _type, stream, ...visit } = event;
    return { ...visit, id: stream.id, version: 1 };
  }
  if (!state) throw new TypeError(`${event.type} before its visit was logged`);
  const version = state.version + 1;
  switch (event.type) {
    case 'outreachVisitAmended':
      return { ...state, ...amended(state, event), version };
    case 'followUpSettled': {
      const { followUpId, settledOn: on, result, by } = event;
      const followUps = state.followUps.map((one) =>
        one.id === followUpId ? { ...one, settled: { on, result, by } } : one,
      );
      return { ...state, followUps, version };
    }
    default:
      throw new TypeError(`${event.type} in the stream of a visit`);
  }
}

/** The changed fields; a follow-up that stays keeps its settlement. */
function amended(state: OutreachVisitState, { changes }: OutreachVisitAmended): Partial<OutreachVisitState> {
  if (changes.followUps === undefined) return changes as Omit<typeof changes, 'followUps'>; // it is not there
  const settled = new Map(state.followUps.map((one) => [one.id, one.settled]));
  const followUps = changes.followUps.map((one): FollowUpState => {
    const settlement = settled.get(one.id);
    return settlement === undefined ? one : { ...one, settled: settlement };
  });
  return { ...changes, followUps };
}
