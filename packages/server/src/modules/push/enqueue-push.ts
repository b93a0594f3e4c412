import { enqueue } from '../../infra/jobs.ts';
import type { Transaction } from '../../infra/transaction.ts';
import { duePushDevices, sweepPushDevices } from './push.repository.ts';

/** What the job `send-push` is given. */
export interface PushJob {
  readonly bureauId: string;
  readonly deviceId: string;
  /** ISO instant: reminders made up to it, by a sweep that has ended, are told. */
  readonly through: string;
}

/**
 * Puts one job into the queue for each device that has something new to tell, at the end of the sweep that made it. What was
 * not told then (the service was away, the process died) is still untold at the next sweep, so nothing is lost in between.
 */
export async function enqueuePush(
  tx: Transaction,
  { bureauId, through, now }: { readonly bureauId: string; readonly through: string; readonly now: number },
): Promise<void> {
  await sweepPushDevices(tx, bureauId, now);
  const devices = await duePushDevices(tx, bureauId, { through, now });
  await enqueue(
    tx,
    devices.map(({ id }) => ({
      task: 'send-push',
      payload: { bureauId, deviceId: id, through } satisfies PushJob,
      key: `push/${id}`,
      queue: 'push',
      maxAttempts: 1,
    })),
  );
}
