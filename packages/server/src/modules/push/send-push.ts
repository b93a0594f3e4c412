import webPush from 'web-push';
import type { Services } from '../../context.ts';
import { post, type Sent } from '../../infra/outgoing.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { listNotices } from '../notices/notices.repository.ts';
import { listSessionNotices } from '../notices/session-notices.repository.ts';
import { isWorkingNow } from '../notices/working-time.ts';
import { mayReadCases } from '../people/visibility.ts';
import { settingsFor } from '../settings/settings.ts';
import type { PushJob } from './enqueue-push.ts';
import {
  deletePushDevice,
  findPushTarget,
  markPushed,
  markPushFailed,
  markTold,
  type PushAddress,
  type PushTarget,
} from './push.repository.ts';
import { pushKeysOf } from './push-keys.ts';
import { type PushMessage, pushMessageOf } from './push-message.ts';
import { pushServiceGuard } from './push-services.ts';

/** How a message ended. `gone`: the browser has taken its permission back, and the device was removed. */
export type PushEnd =
  | { readonly end: 'sent' }
  | { readonly end: 'gone' }
  | { readonly end: 'failed'; readonly error: string };

/** A reminder of the day is of no use the day after. */
const lifeSeconds = 12 * 3_600;
/** Minutes to the next attempt after so many failures in a row; the last for all that follow. */
const waits = [5, 15, 30, 60, 120, 240] as const;
/** Some days in a row: nobody is there any more. */
const mostFailures = 40;
/** Whoever runs a push service may write there, says the protocol (RFC 8292). */
const defaultContact = 'mailto:webmaster@huiyin.invalid';

/** Encrypts a message for one browser and hands it to its push service (RFC 8030, 8188, 8291, 8292). */
export async function deliverPush(services: Services, target: PushTarget, message: PushMessage): Promise<PushEnd> {
  const at = new Date(services.clock.now());
  const whose = { bureauId: target.viewer.bureauId, id: target.id };
  const { prisma } = services.database;
  const sent = await encryptAndPost(services, whose.bureauId, target, message);
  const status = 'status' in sent ? sent.status : undefined;
  if (status !== undefined && status >= 200 && status < 300) {
    services.metrics.push('sent');
    await markPushed(prisma, whose, at);
    return { end: 'sent' };
  }
  if (status === 404 || status === 410) {
    services.metrics.push('gone');
    await deletePushDevice(prisma, { ...whose, personId: target.viewer.id });
    return { end: 'gone' };
  }
  services.metrics.push('failed');
  const error = 'error' in sent ? sent.error : `HTTP ${sent.status}`;
  if (target.failures + 1 >= mostFailures) await deletePushDevice(prisma, { ...whose, personId: target.viewer.id });
  const minutes = waits[Math.min(target.failures, waits.length - 1)] ?? 0;
  await markPushFailed(prisma, whose, { error, nextTryAt: new Date(at.getTime() + minutes * 60_000) });
  return { end: 'failed', error };
}

async function encryptAndPost(
  services: Services,
  bureauId: string,
  { endpoint, p256dh, auth }: PushAddress,
  message: PushMessage,
): Promise<Sent> {
  // Asked anew each time: what the operator allows may have changed since the browser was taken in.
  const mayReach = pushServiceGuard(endpoint, services.settings.pushServices ?? []);
  if (!mayReach) return { error: 'ERR_ADDRESS_NOT_ALLOWED' };
  const keys = await pushKeysOf(services, bureauId);
  if (!keys) return { error: 'ERR_SECRET_SEALED' };
  const subject = services.settings.pushContact ?? defaultContact;
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    JSON.stringify(message),
    { vapidDetails: { subject, ...keys }, contentEncoding: 'aes128gcm', TTL: lifeSeconds, urgency: 'high' },
  );
  const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return post(endpoint, body, Object.fromEntries(texts), mayReach);
}

/**
 * The job `send-push`: tells one device, in working time, what was made for its person, is unread and still stands, with the
 * rights of this very moment. What is not taken stays untold for the next sweep.
 */
export async function sendPush(services: Services, { bureauId, deviceId, through }: PushJob): Promise<void> {
  const { database, clock } = services;
  const [calendar, settings] = await Promise.all([
    calendarFor(database, { bureauId }),
    settingsFor(services, { bureauId }),
  ]);
  if (settings.webPush !== 'on' || !isWorkingNow(clock, calendar, settings)) return;
  const target = await findPushTarget(database.prisma, { bureauId, id: deviceId, now: clock.now() });
  if (!target || !mayReadCases(target.viewer)) return;
  const upTo = new Date(through);
  const isNew = ({ madeAt, readAt }: { readonly madeAt: Date; readonly readAt: Date | null }): boolean =>
    readAt === null && madeAt > target.toldThrough && madeAt <= upTo;
  const [notices, sessions] = await Promise.all([
    listNotices(database.prisma, target.viewer),
    listSessionNotices(database.prisma, target.viewer, clock.today()),
  ]);
  const message = pushMessageOf(notices.filter(isNew), sessions.filter(isNew), clock.today());
  const ended = message && (await deliverPush(services, target, message));
  if (ended !== undefined && ended.end !== 'sent') return;
  await markTold(database.prisma, { bureauId, id: deviceId }, upTo);
}
