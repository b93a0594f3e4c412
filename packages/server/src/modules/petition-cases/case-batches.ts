import { batched } from '../../graphql/batched.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { readEventsOf } from '../commands/event-store.repository.ts';
import { scopeOf } from '../people/visibility.ts';
import { findCasesById } from './petition-cases.repository.ts';

/** Cases by their ids, as far as the viewer sees them. */
export const casesById = batched(async (context, ids: readonly string[]) => {
  const rows = await findCasesById(context.database.prisma, scopeOf(requireViewer(context)), ids);
  return new Map(rows.map((row) => [row.state.id, row]));
});

/** What happened to cases, by their ids. */
export const eventsOfCase = batched((context, caseIds: readonly string[]) =>
  readEventsOf(context.database, requireViewer(context).bureauId, 'petitionCase', caseIds),
);
