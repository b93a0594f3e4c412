import type { Aggregates, DomainEvent } from '../commands.ts';
import { evolvePetitionCase } from './evolve.ts';
import { streamOf } from './procedure.ts';
import { resultDay } from './sender-report.ts';
import type { ResultCarried } from './side-events.ts';

/**
 * What comes of a file is told to the cases that were merged into it (并案), whose senders wait for it (R65, Art 22): since which day
 * the result is known, or that it no longer is (重新办理).
 */
export function carriedResults(aggregates: Aggregates, events: readonly DomainEvent[]): readonly ResultCarried[] {
  const ids = new Set(events.flatMap(({ stream }) => (stream.kind === 'petitionCase' ? [stream.id] : [])));
  return [...ids].flatMap((id) => {
    const before = aggregates.petitionCase(id);
    if (before?.mergedFrom === undefined) return [];
    const after = events.filter(({ stream }) => stream.id === id).reduce(evolvePetitionCase, before);
    const [was, is] = [resultDay(before), resultDay(after)];
    if (was === is) return [];
    return before.mergedFrom.flatMap((joinedId): ResultCarried[] => {
      const joined = aggregates.joinedCase?.(joinedId);
      if (joined?.merger?.intoId !== id) return [];
      return [{ type: 'resultCarried', stream: streamOf(joined), fromId: id, ...(is && { resultOn: is }) }];
    });
  });
}
