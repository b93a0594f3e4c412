import type { Services } from './context.ts';
import type { JobList } from './infra/jobs.ts';
import { carryOutBulk } from './modules/bulk-actions/bulk-actions.usecases.ts';
import { freeLeftNumbers } from './modules/imports/run-import.ts';
import { sweepReminders } from './modules/notices/notices.usecases.ts';
import type { PushJob } from './modules/push/enqueue-push.ts';
import { sendPush } from './modules/push/send-push.ts';
import { makeAskedReport } from './modules/reports/report-requests.usecases.ts';
import { makeDueReports } from './modules/reports/reports.usecases.ts';

/** Everything that is done in the background: one line a task and, where the clock starts it, one a schedule. */
export function jobsOf(services: Services): JobList {
  return {
    tasks: {
      'free-numbers': () => freeLeftNumbers(services),
      'sweep-reminders': async () => void (await sweepReminders(services)),
      // what enqueue-push.ts puts in
      'send-push': (payload) => sendPush(services, payload as PushJob),
      'make-report': (payload) => makeAskedReport(services, payload),
      'carry-out-bulk': (payload, signal) => carryOutBulk(services, payload, signal),
      'make-due-reports': async () => void (await makeDueReports(services)),
    },
    schedules: [
      { task: 'free-numbers', at: { everyMinutes: 5 }, madeUpForHours: 1 },
      { task: 'sweep-reminders', at: { everyMinutes: 5 }, madeUpForHours: 1 },
      { task: 'make-due-reports', at: ['06:10'], madeUpForHours: 48 },
    ],
  };
}
