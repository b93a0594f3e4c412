import type { Calendar } from '../calendar/calendar.ts';
import { ok, type Result } from '../result.ts';
import type { StreamRef } from '../stream.ts';
import { outerDate, outerDateFrom, startClock } from './case-clocks.ts';
import { recountedClock } from './clock-changes.ts';
import type { ClockRedated } from './events.ts';
import type { PetitionCaseState } from './types.ts';

/**
 * Works out the running clocks of a case again after a notice has changed the calendar (放假安排变更，重算期限): one event for
 * each whose dates, or whose being provisional, change; the dates before stay in the event, and so does what was granted
 * (延长, 商定). Refuses `calendar-missing`.
 */
export function redateCase(
  state: PetitionCaseState,
  calendar: Calendar,
  notice?: ClockRedated['notice'],
): Result<readonly ClockRedated[]> {
  const stream: StreamRef = { kind: 'petitionCase', id: state.id };
  const events: ClockRedated[] = [];
  for (const before of state.clocks) {
    const { clock, from } = before;
    if (before.state !== 'running') continue;
    const dating = before.province ? { calendar, province: before.province } : { calendar };
    const outer = outerDate(state);
    const again =
      before.changes === undefined
        ? startClock(
            dating,
            stream,
            clock,
            from,
            before.limitId === outer?.limitId ? outer : outerDateFrom(state, from),
          )
        : recountedClock(calendar, before, before.changes);
    if (!again.ok) return again;
    const { legalDue, targetDue, provisional, binding, limitId, citation } = again.value;
    const same = legalDue === before.legalDue && targetDue === before.targetDue && provisional === before.provisional;
    if (same) continue;
    const after = { legalDue, targetDue, provisional };
    const was = { legalDue: before.legalDue, targetDue: before.targetDue, provisional: before.provisional };
    const why = notice === undefined ? {} : { notice };
    events.push({ type: 'clockRedated', stream, clock, ...after, binding, limitId, citation, before: was, ...why });
  }
  return ok(events);
}
