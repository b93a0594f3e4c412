import { randomBytes, randomUUID } from 'node:crypto';
import { ok, trimmed } from '@huiyin/domain';
import type { RequestContext } from '../../context.ts';
import type { Database } from '../../infra/database.ts';
import { sha256 } from '../../infra/sha256.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import { type AdministeringContext, administer } from '../administration/administration.usecases.ts';
import { type Outcome, provePassword } from '../people/people.usecases.ts';
import type { Viewer } from '../people/viewer.ts';
import {
  type DeviceRow,
  findDevice,
  insertDevice,
  listMaterials,
  lockDevice,
  markSettled,
  noteContact,
  recoveryKeyOf,
  revoke,
} from './devices.repository.ts';

/** What a phone is given once: its id, the token that it shows at each contact, and the key that it wraps its data key by. */
export interface RegisteredDevice {
  readonly id: string;
  readonly token: string;
  /** 32 bytes, base64. The phone forgets it; the server keeps it. */
  readonly recoveryKey: string;
}

const longestName = 60;

/** Makes a phone of the signed-in person known. The token is kept as its hash only. */
export async function registerDevice(
  context: Pick<RequestContext, 'database' | 'clock'>,
  viewer: Viewer,
  name: string,
): Promise<RegisteredDevice> {
  const token = randomBytes(32).toString('base64url');
  const recoveryKey = Uint8Array.from(randomBytes(32));
  const id = randomUUID();
  const at = new Date(context.clock.now());
  const { prisma } = context.database;
  await insertDevice(prisma, viewer, {
    id,
    name: trimmed(name).slice(0, longestName),
    tokenHash: sha256(token),
    recoveryKey,
    at,
  });
  const device = await deviceOfToken(context.database, token);
  if (device) await noteContact(prisma, device, { unsent: 0, at, sessionHash: viewer.sessionHash });
  return { id, token, recoveryKey: Buffer.from(recoveryKey).toString('base64') };
}

/** The phone behind a token; undefined when it is nobody's. */
export async function deviceOfToken(database: Database, token: string | undefined): Promise<DeviceRow | undefined> {
  return token === undefined || token === '' ? undefined : findDevice(database.prisma, sha256(token));
}

/** How the phone stands: it may go on, or must hand over and wipe itself. Notes the contact and whose session it holds. */
export async function contactDevice(context: RequestContext, unsent: number): Promise<Outcome<'active' | 'revoked'>> {
  const { device, viewer } = context;
  if (!device) return serverRefusal('unknown-device');
  if (device.revokedAt) return ok('revoked');
  const sessionHash = viewer?.id === device.personId ? viewer.sessionHash : undefined;
  const at = new Date(context.clock.now());
  await noteContact(context.database.prisma, device, {
    unsent: Math.max(0, Math.min(unsent, 100_000)),
    at,
    sessionHash,
  });
  return ok('active');
}

/**
 * The recovery key of a phone for the account's password: a forgotten PIN (本机口令) loses nothing. Audited. Refuses what
 * {@link provePassword} refuses, unknown-device (also for somebody else's phone), device-revoked.
 */
export async function giveRecoveryKey(
  context: RequestContext,
  account: { readonly username: string; readonly password: string },
): Promise<Outcome<string>> {
  const proven = await provePassword(context, account);
  if (!proven.ok) return proven;
  const { bureauId, person } = proven.value;
  const { device } = context;
  if (device?.personId !== person.id || device.bureauId !== bureauId) return serverRefusal('unknown-device');
  if (device.revokedAt) return serverRefusal('device-revoked');
  const key = Buffer.from(await recoveryKeyOf(context.database.prisma, device)).toString('base64');
  const by = { bureauId, id: person.id, displayName: person.displayName, unitId: person.unitId };
  return administer(context, by, async () =>
    ok({ value: key, entry: { type: 'deviceRecovered', deviceId: device.id, personId: person.id } }),
  );
}

/**
 * 停用此设备: the phone's sessions end now; at its next contact it hands over what it has not sent and wipes itself. By an
 * administrator, or by the owner for one of their own. Again is no error. Refuses unknown-device.
 */
export async function revokeDevice(
  context: AdministeringContext,
  viewer: Viewer,
  id: string,
): Promise<Outcome<DeviceRow>> {
  return administer<DeviceRow>(context, viewer, async ({ tx, bureauId, at }) => {
    const device = await lockDevice(tx, bureauId, id);
    const may = viewer.role === 'administrator' || device?.personId === viewer.id;
    if (!device || !may) return serverRefusal('unknown-device');
    if (device.revokedAt) return ok({ value: device });
    const ended = await revoke(tx, device, { personId: viewer.id, at });
    const after = await lockDevice(tx, bureauId, id);
    const { personId, name } = device;
    return ok({
      value: after ?? device,
      entry: { type: 'deviceRevoked', deviceId: id, personId, name },
      ended,
    });
  });
}

const longestResult = 500;

/**
 * 移交材料处理完毕: what was written down elsewhere, or needs nothing, leaves the list with a word on what became of it; the
 * material itself is kept. By whoever reads it. Refuses unknown-material and handling-missing.
 */
export async function settleHandedOver(
  context: RequestContext,
  viewer: Viewer,
  { deviceId, id, result }: { readonly deviceId: string; readonly id: string; readonly result: string },
): Promise<Outcome<boolean>> {
  const found = (await listMaterials(context.database.prisma, viewer)).find(
    (one) => one.deviceId === deviceId && one.id === id,
  );
  if (!found) return serverRefusal('unknown-material');
  const reason = trimmed(result).slice(0, longestResult);
  if (reason === '') return serverRefusal('handling-missing', {}, 'result');
  return administer(context, viewer, async ({ tx, bureauId }) => {
    await markSettled(tx, { bureauId, deviceId, id });
    const { personId, title: name } = found;
    return ok({ value: true, entry: { type: 'materialSettled', deviceId, personId, name, reason } });
  });
}
