import type { Services } from './context.ts';
import type { JobList } from './infra/jobs.ts';

/** Everything that is done in the background: one line a task and, where the clock starts it, one a schedule. */
export function jobsOf(_services: Services): JobList {
  return { tasks: {}, schedules: [] };
}
