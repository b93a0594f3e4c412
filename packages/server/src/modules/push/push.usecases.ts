import { createECDH, randomUUID } from 'node:crypto';
import { ok, trimmed } from '@huiyin/domain';
import type { RequestContext } from '../../context.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import type { Outcome } from '../people/people.usecases.ts';
import type { Viewer } from '../people/viewer.ts';
import { settingsFor } from '../settings/settings.ts';
import {
  deletePushDevice,
  findPushTarget,
  listPushDevices,
  type PushDeviceRow,
  savePushDevice,
} from './push.repository.ts';
import { pushKeysOf } from './push-keys.ts';
import { testMessage } from './push-message.ts';
import { pushServiceGuard } from './push-services.ts';
import { deliverPush } from './send-push.ts';

/** How reminders reach a person outside the app. */
export interface PushState {
  /** The bureau's switch. */
  readonly on: boolean;
  /** The bureau's public key, to which a browser binds itself; undefined while the switch is off, or the pair cannot be opened. */
  readonly serverKey: string | undefined;
  readonly devices: readonly PushDeviceRow[];
}

const longestName = 60;
const mostDevices = 10;

/** What the person's own page shows. */
export async function pushState(context: RequestContext, viewer: Viewer): Promise<PushState> {
  const { database, clock } = context;
  const [settings, devices] = await Promise.all([
    settingsFor(context, viewer),
    listPushDevices(database.prisma, viewer, clock.now()),
  ]);
  const on = settings.webPush === 'on';
  const keys = on ? await pushKeysOf(context, viewer.bureauId) : undefined;
  return { on, serverKey: keys?.publicKey, devices };
}

/**
 * Lets the browser of this sign-in show reminders; again replaces what it had. Refuses push-off, push-keys-missing,
 * push-endpoint, push-browser-keys, too-many-push-devices.
 */
export async function allowPush(
  context: RequestContext,
  viewer: Viewer,
  given: { readonly endpoint: string; readonly p256dh: string; readonly auth: string; readonly name: string },
): Promise<Outcome<PushDeviceRow>> {
  const { endpoint, p256dh, auth } = given;
  const { on, serverKey } = await pushState(context, viewer);
  if (!on) return serverRefusal('push-off');
  if (serverKey === undefined) return serverRefusal('push-keys-missing');
  if (!pushServiceGuard(endpoint, context.settings.pushServices ?? [])) return serverRefusal('push-endpoint');
  if (!areBrowserKeys(p256dh, auth)) return serverRefusal('push-browser-keys');
  const createdAt = new Date(context.clock.now());
  const deviceName = trimmed(given.name).slice(0, longestName);
  const device = { id: randomUUID(), deviceName, endpoint, p256dh, auth };
  const saved = await inTransaction(context.database.pool, (tx) =>
    savePushDevice(tx, viewer, { ...device, at: createdAt.toISOString(), most: mostDevices }),
  );
  if (!saved) return serverRefusal('too-many-push-devices', { maximum: mostDevices });
  const { id } = device;
  return ok({ id, deviceName, sessionHash: viewer.sessionHash, createdAt, sentAt: null, lastError: null });
}

/** A point on the curve and sixteen bytes, as a browser makes them. */
function areBrowserKeys(p256dh: string, auth: string): boolean {
  const [point, secret] = [Buffer.from(p256dh, 'base64url'), Buffer.from(auth, 'base64url')];
  if (point.length !== 65 || secret.length !== 16) return false;
  try {
    const own = createECDH('prime256v1');
    own.generateKeys();
    own.computeSecret(point);
    return true;
  } catch {
    return false; // not on the curve
  }
}

/** Takes one's own device away. Refuses unknown-push-device. */
export async function removePushDevice(context: RequestContext, viewer: Viewer, id: string): Promise<Outcome<boolean>> {
  const whose = { bureauId: viewer.bureauId, personId: viewer.id, id };
  const removed = await deletePushDevice(context.database.prisma, whose);
  return removed ? ok(true) : serverRefusal('unknown-push-device', {}, 'id');
}

/**
 * Sends a test to one's own device now, whatever the hour. Refuses push-off, unknown-push-device, rate-limited, push-gone (it
 * has been removed), push-failed.
 */
export async function testPush(context: RequestContext, viewer: Viewer, id: string): Promise<Outcome<boolean>> {
  const settings = await settingsFor(context, viewer);
  if (settings.webPush !== 'on') return serverRefusal('push-off');
  const { bureauId } = viewer;
  const target = await findPushTarget(context.database.prisma, { bureauId, id, now: context.clock.now() });
  if (target?.viewer.id !== viewer.id) return serverRefusal('unknown-push-device', {}, 'id');
  const seconds = await context.limits.testPush(viewer.id);
  if (seconds !== undefined) return serverRefusal('rate-limited', { seconds });
  const ended = await deliverPush(context, target, testMessage);
  if (ended.end === 'gone') return serverRefusal('push-gone');
  return ended.end === 'failed' ? serverRefusal('push-failed', { error: ended.error }) : ok(true);
}
