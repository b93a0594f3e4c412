import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ok } from '@huiyin/domain';
import * as v from 'valibot';
import type { RequestContext } from '../../context.ts';
import { sentenceOf, serverRefusal } from '../../messages/refusals.ts';
import { administer } from '../administration/administration.usecases.ts';
import { completeAttachment, reserveAttachment } from '../attachments/attachments.repository.ts';
import { executeCommand } from '../commands/execute-command.ts';
import { authorOf } from '../people/people.repository.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { unitTree } from '../people/units.ts';
import {
  type DeviceRow,
  insertMaterial,
  noteEnd,
  pendingMaterial,
  recoveryKeyOf,
  settleMaterial,
} from './devices.repository.ts';
import { keyOf, openSealedRow, type SealedRow, unwrapDataKey } from './sealed-rows.ts';

/*
 * A revoked phone hands over what it has not sent, sealed as it lies there: it need not be open, and nobody need be signed
 * in. The server opens it by the recovery key. What the vault's key has sealed can only have been written by its owner, so
 * commands that wait are carried out in the author's name; what is refused, and drafts, are kept for the desk
 * (移交的未报送材料). Nothing is lost, and nothing of a stranger gets in.
 */

const mostRows = 200;
const item = v.object({
  commandId: v.string(),
  order: v.number(),
  state: v.string(),
  type: v.string(),
  payload: v.record(v.string(), v.unknown()),
  occurredAt: v.string(),
  authorId: v.string(),
  summary: v.optional(v.object({ title: v.string() })),
  refusal: v.optional(v.object({ code: v.string(), message: v.string() })),
});
const attachment = v.object({
  id: v.pipe(v.string(), v.uuid()),
  kind: v.picklist(['photo', 'signature', 'voice']),
  mime: v.string(),
  size: v.number(),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
const sealedRows = v.pipe(
  v.array(
    v.object({
      table: v.picklist(['commands', 'attachments', 'drafts']),
      clear: v.record(v.string(), v.unknown()),
      sealed: v.string(),
      parts: v.record(v.string(), v.string()),
    }),
  ),
  v.maxLength(mostRows),
);

/**
 * Takes over sealed rows of a revoked phone; the same ones again are taken once. `wrapped` is the data key under the
 * recovery key, base64. Answers how many could not be opened: they are kept as they are. Refuses unknown-device,
 * device-not-revoked, invalid-command.
 */
export async function handOver(context: RequestContext, wrapped: string, given: unknown): Promise<Outcome<number>> {
  const { device } = context;
  if (!device) return serverRefusal('unknown-device');
  if (!device.revokedAt) return serverRefusal('device-not-revoked');
  const rows = v.safeParse(sealedRows, given);
  if (!rows.success) return serverRefusal('invalid-command', { detail: 'rows' });
  const key = await unwrapDataKey(await recoveryKeyOf(context.database.prisma, device), wrapped);
  if (!key) return serverRefusal('unknown-device');
  let damaged = 0;
  for (const row of rows.output) {
    const opened = await openSealedRow(key, row);
    if (opened) await keepOpened(context, device, row, opened);
    else {
      damaged += 1;
      await keepDamaged(context, device, row);
    }
  }
  return ok(damaged);
}

async function keepOpened(
  context: RequestContext,
  device: DeviceRow,
  row: SealedRow,
  { fields, bytes }: NonNullable<Awaited<ReturnType<typeof openSealedRow>>>,
): Promise<void> {
  // Without uploads, or over the quota: kept as it came.
  if (row.table === 'attachments')
    return (await keepPicture(context, device, fields, bytes)) ? undefined : keepDamaged(context, device, row);
  const { prisma } = context.database;
  const at = new Date(context.clock.now());
  const id = keyOf(row);
  const place = (await unitTree(prisma, device.bureauId)).get(placeOf(fields) ?? '')?.name ?? '';
  const found = row.table === 'commands' ? v.safeParse(item, fields) : undefined;
  const base = { id, ordinal: 0, content: fields, accusation: tellsOfAccusation(fields), code: null, message: null };
  if (!found?.success) {
    await insertMaterial(prisma, device, { ...base, kind: 'draft', state: 'kept', title: place }, at);
    return;
  }
  const { order, state, summary, refusal } = found.output;
  const waits = state === 'waiting' || state === 'sending';
  const title = summary?.title || place;
  const why = { code: refusal?.code ?? null, message: refusal?.message ?? null };
  const material = { ...base, ordinal: order, title, ...(waits ? {} : why) };
  await insertMaterial(prisma, device, { ...material, kind: 'command', state: waits ? 'pending' : 'kept' }, at);
}

async function keepDamaged(context: RequestContext, device: DeviceRow, row: SealedRow): Promise<void> {
  const at = new Date(context.clock.now());
  const base = { id: `${row.table}/${keyOf(row)}`, ordinal: 0, title: '', accusation: true, code: null, message: null };
  await insertMaterial(context.database.prisma, device, { ...base, kind: 'damaged', state: 'kept', content: row }, at);
}

/** A photo, signature or voice note goes where uploads go; what names it is carried out afterwards. False: it cannot. */
async function keepPicture(
  context: RequestContext,
  device: DeviceRow,
  fields: unknown,
  bytes: ArrayBuffer | undefined,
): Promise<boolean> {
  const row = v.safeParse(attachment, fields);
  const folder = context.settings.filesFolder;
  if (!row.success || bytes === undefined || folder === undefined || bytes.byteLength !== row.output.size) return false;
  const at = new Date(context.clock.now());
  const { prisma } = context.database;
  const reserved = await reserveAttachment(prisma, device.bureauId, { ...row.output, ownerId: device.personId }, at);
  if (typeof reserved === 'string') return false;
  if (reserved.state === 'complete') return true;
  // Flushed before the row says complete; the id is a checked UUID.
  await writeFile(join(folder, row.output.id), new Uint8Array(bytes), { mode: 0o600, flush: true });
  await completeAttachment(prisma, device.bureauId, row.output.id, at);
  return true;
}

/** How a hand-over ended: commands received, and what is kept for the desk with its reason. */
export interface HandOverEnd {
  readonly received: number;
  readonly kept: number;
}

/**
 * Everything has been handed over: carries out what waits, in the order in which it was saved, and says that the phone may
 * wipe itself. May be asked again after a lost answer. Audited. Refuses unknown-device, device-not-revoked.
 */
export async function finishHandOver(context: RequestContext): Promise<Outcome<HandOverEnd>> {
  const { device } = context;
  if (!device) return serverRefusal('unknown-device');
  if (!device.revokedAt) return serverRefusal('device-not-revoked');
  const { prisma } = context.database;
  const author = await authorOf(prisma, device);
  let received = 0;
  let kept = 0;
  for (const { id, content } of await pendingMaterial(prisma, device)) {
    const { commandId, type, occurredAt, payload, authorId } = v.parse(item, content); // read in by handOver
    const envelope = {
      commandId,
      type,
      occurredAt: new Date(occurredAt),
      payload: { ...payload, capturedBy: authorId },
    };
    const outcome = author && (await executeCommand(context, author, envelope));
    const final = outcome?.status === 'duplicate' ? outcome.stored : outcome;
    if (final?.status === 'accepted') {
      received += 1;
      await settleMaterial(prisma, device, id, 'received');
    } else {
      kept += 1;
      const refusal = serverRefusal('account-closed');
      const why = final ? { code: final.code ?? final.status, message: final.message ?? '' } : undefined;
      await settleMaterial(prisma, device, id, why ?? { code: refusal.code, message: sentenceOf(refusal) });
    }
  }
  await noteEnd(prisma, device, 'handedOver', new Date(context.clock.now()));
  const by = {
    bureauId: device.bureauId,
    id: device.personId,
    displayName: device.personName,
    unitId: author?.unitId ?? '',
  };
  return administer(context, by, async () => {
    const entry = { type: 'deviceHandedOver', deviceId: device.id, personId: device.personId, received, kept } as const;
    return ok({ value: { received, kept }, ...(device.handedOverAt ? {} : { entry }) });
  });
}

/** The phone says that it has wiped itself. Refuses unknown-device, device-not-revoked. */
export async function noteWiped(context: RequestContext): Promise<Outcome<boolean>> {
  const { device } = context;
  if (!device) return serverRefusal('unknown-device');
  if (!device.revokedAt) return serverRefusal('device-not-revoked');
  await noteEnd(context.database.prisma, device, 'wiped', new Date(context.clock.now()));
  return ok(true);
}

/** The place of a visit, saved or half written. */
function placeOf({ form, payload }: Readonly<Record<string, unknown>>): string | undefined {
  const visit = payload ?? form;
  if (typeof visit !== 'object' || visit === null || !('placeUnitId' in visit)) return undefined;
  return typeof visit.placeUnitId === 'string' ? visit.placeUnitId : undefined;
}

/** Whether anything in it says that it is about an accusation (检举控告): then it is read as one (Art 30). */
function tellsOfAccusation(content: unknown): boolean {
  if (typeof content !== 'object' || content === null) return false;
  return Object.entries(content).some(
    ([name, value]) => (name === 'contentKind' && value === 'accusation') || tellsOfAccusation(value),
  );
}
