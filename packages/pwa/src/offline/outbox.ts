import type { Settled } from './merge.ts';
import type { Change } from './rows.ts';
import type { PhoneStore } from './store.ts';
import type {
  Against,
  ItemReceipt,
  ItemRefusal,
  ItemSummary,
  OutboxItem,
  Settlement,
  StoredAttachment,
} from './types.ts';
import { uuidv7 } from './uuid.ts';

/** What a save puts into the outbox. Photos were stored while the form was open and are named by id. */
export interface NewItem {
  readonly commandId: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly occurredAt: string;
  readonly streams: readonly string[];
  readonly attachmentIds: readonly string[];
  readonly summary: ItemSummary;
  /** See {@link OutboxItem.against}. */
  readonly against?: Against;
  /** The draft it was written in: removed in the same transaction. */
  readonly draftId?: string;
  /** The refused item it takes the place of: removed in the same transaction. */
  readonly replaces?: string;
}

/** Items a user has been told are safely there are kept this long for the list, then trimmed. */
const KEEP_RECEIVED_MS = 30 * 24 * 3600 * 1000;
const KEEP_RECEIVED = 50;

/**
 * Save: ONE strict transaction puts the command in, gives it its photos and removes the draft. Resolves only once the
 * disk has it, so the screen may say "saved on this phone". Throws StoreFault when the phone has no room; then nothing
 * has changed and the draft is still there.
 */
export async function saveItem(store: PhoneStore, item: NewItem): Promise<OutboxItem> {
  const saved = await store.change(async (tx) => {
    const done = await tx.get('commands', item.commandId);
    // The connection was lost after the commit and the save is run again: it is there already.
    if (done !== undefined) return done;
    const { draftId, replaces, ...rest } = item;
    const record: OutboxItem = {
      ...rest,
      order: (await tx.highestOrder()) + 1,
      authorId: store.personId,
      state: 'waiting',
      attempts: 0,
      notBefore: 0,
      missingAttachments: 0,
    };
    tx.put('commands', record);
    if (replaces !== undefined) tx.delete('commands', replaces);
    for (const id of item.attachmentIds) {
      const attachment = await tx.get('attachments', id);
      if (attachment === undefined) {
        throw new Error(`attachment ${id} is not in the store`);
      }
      tx.put('attachments', { ...attachment, ownerId: item.commandId });
    }
    for (const owner of [draftId, replaces]) {
      if (owner === undefined) continue;
      // What is left over was taken out of the form.
      for (const key of await tx.ownedKeys(owner)) tx.delete('attachments', key);
    }
    if (draftId !== undefined) tx.delete('drafts', draftId);
    return record;
  });
  store.channel.tell({ about: 'outbox' });
  if (item.draftId !== undefined) store.channel.tell({ about: 'drafts' });
  return saved;
}

/** All items, oldest first. */
export function listItems(store: PhoneStore): Promise<OutboxItem[]> {
  return store.all('commands');
}

/** One item. */
export function findItem(store: PhoneStore, commandId: string): Promise<OutboxItem | undefined> {
  return store.get('commands', commandId);
}

/** Changes items in one transaction; `change` sees each as it is now. An item that has gone is skipped. */
export async function changeItems(
  store: PhoneStore,
  commandIds: readonly string[],
  change: (item: OutboxItem) => OutboxItem,
): Promise<void> {
  await store.change(async (tx) => {
    for (const id of commandIds) {
      const item = await tx.get('commands', id);
      if (item !== undefined) tx.put('commands', change(item));
    }
  });
  store.channel.tell({ about: 'outbox' });
}

/** An item that the server has, with its receipt. */
export interface Received {
  readonly commandId: string;
  readonly receipt: ItemReceipt;
}

/**
 * The server has them: keep the receipts and let the photos' bytes go (the server has them too, or it would have said
 * attachment-missing), all of one answer in one transaction.
 */
export async function settleReceived(store: PhoneStore, settled: readonly Received[]): Promise<void> {
  if (settled.length === 0) return;
  await store.change(async (tx) => {
    for (const { commandId, receipt } of settled) {
      const item = await tx.get('commands', commandId);
      if (item === undefined) continue;
      tx.put('commands', { ...withoutRefusal(item), state: 'received', receipt });
      if (item.attachmentIds.length === 0) continue;
      for (const attachment of await tx.owned(commandId)) {
        const { bytes: _sent, ...rest } = attachment;
        tx.put('attachments', { ...rest, uploaded: true });
      }
    }
    await carryVersions(tx, settled);
  });
  store.channel.tell({ about: 'outbox' });
}

/**
 * What was saved here after an item was written knowing of it: it now expects the version that this one left behind, or
 * one's own work would be taken for somebody else's. Only what has never been sent is changed.
 */
async function carryVersions(tx: Change, settled: readonly Received[]): Promise<void> {
  const left = settled.filter(({ receipt }) => (receipt.versions ?? []).length > 0);
  if (left.length === 0) return;
  const all = await tx.all('commands');
  const orders = new Map(all.map(({ commandId, order }) => [commandId, order]));
  for (const item of all) {
    const { against, payload } = item;
    if (against === undefined || item.state !== 'waiting' || item.attempts > 0) continue;
    const versions = left
      .filter(({ commandId }) => (orders.get(commandId) ?? item.order) < item.order)
      .flatMap(({ receipt }) => receipt.versions ?? [])
      .filter(({ kind, id }) => kind === against.kind && id === against.id);
    const now = Math.max(Number(payload.expectedVersion), ...versions.map(({ version }) => version));
    if (now > Number(payload.expectedVersion)) {
      tx.put('commands', { ...item, payload: { ...payload, expectedVersion: now } });
    }
  }
}

/** A rule or another person's change stands in the way: the item stays, with the reason. */
export async function settleRefused(
  store: PhoneStore,
  commandId: string,
  state: 'refused' | 'conflict',
  refusal: ItemRefusal,
): Promise<void> {
  await changeItems(store, [commandId], (item) => ({ ...item, state, refusal }));
}

/** After this many tries without an answer the user may take the item up again. */
const PATIENCE = 6;

/**
 * Whether the user may mend or throw away an item: not while it may just be on its way. One that has been tried in vain
 * many times may be mended too: should the server have it after all, it knows the visit by its id and refuses a second.
 */
export function mayChange(item: OutboxItem): boolean {
  if (item.state === 'refused' || item.state === 'conflict') return true;
  if (item.state !== 'waiting') return false;
  // that the other side stands has been said: it goes out
  return item.attempts >= PATIENCE || (item.attempts === 0 && item.type !== 'concedeConflict');
}

/**
 * Sends a refused item again as it is, under a new name (the server answers the old name with the old refusal).
 * Returns false when the item is no longer refused.
 */
export function resubmitItem(store: PhoneStore, commandId: string): Promise<boolean> {
  return mendItem(store, commandId);
}

/** The same with other contents: what was refused is put right, and keeps its place. */
export function mendItem(store: PhoneStore, commandId: string, payload?: OutboxItem['payload']): Promise<boolean> {
  const stands = (item: OutboxItem) => item.state === 'refused' || item.state === 'conflict';
  return renameItem(
    store,
    commandId,
    stands,
    (item) => ({ ...item, payload: payload ?? item.payload }),
    (attachment) => attachment,
  );
}

/**
 * The server says a photo is not there (attachment-missing): all photos of the item go out again, then the item under a
 * new name, because the refusal of the old one is stored. The old command did nothing, so nothing is done twice.
 */
export async function renameForReupload(store: PhoneStore, commandId: string): Promise<void> {
  await renameItem(
    store,
    commandId,
    (item) => item.state === 'sending',
    (item) => ({ ...item, missingAttachments: item.missingAttachments + 1 }),
    ({ uploadUrl: _stale, ...attachment }) => ({ ...attachment, uploaded: false }),
  );
}

async function renameItem(
  store: PhoneStore,
  commandId: string,
  may: (item: OutboxItem) => boolean,
  change: (item: OutboxItem) => OutboxItem,
  changeAttachment: (attachment: StoredAttachment) => StoredAttachment,
): Promise<boolean> {
  const done = await store.change(async (tx) => {
    const item = await tx.get('commands', commandId);
    if (item === undefined || !may(item)) return false;
    const renamed = uuidv7();
    tx.delete('commands', commandId);
    tx.put('commands', {
      ...change(withoutRefusal(item)),
      commandId: renamed,
      state: 'waiting',
      attempts: 0,
      notBefore: 0,
    });
    for (const attachment of await tx.owned(commandId))
      tx.put('attachments', { ...changeAttachment(attachment), ownerId: renamed });
    return true;
  });
  if (done) store.channel.tell({ about: 'outbox' });
  return done;
}

/**
 * Settles a conflict by its author's choice: what is kept of one's own goes out as a new command against the newest
 * version; when nothing is, the server is told so and the other side stands. The place in the line stays. False when the
 * item is no longer in conflict.
 */
export async function settleConflictItem(store: PhoneStore, commandId: string, settled: Settled): Promise<boolean> {
  const done = await store.change(async (tx) => {
    const item = await tx.get('commands', commandId);
    if (item === undefined || item.state !== 'conflict') return false;
    if (settled.payload === undefined) {
      await concedeIn(tx, item, { commandId, fields: settled.choices });
      return true;
    }
    const renamed = uuidv7();
    const resolves: Settlement = { commandId, fields: settled.choices };
    const again = { commandId: renamed, state: 'waiting', attempts: 0, notBefore: 0, resolves } as const;
    tx.delete('commands', commandId);
    const against = item.against && { ...item.against, fields: settled.fields };
    tx.put('commands', {
      ...withoutRefusal(item),
      ...again,
      payload: settled.payload,
      ...(against === undefined ? {} : { against }),
    });
    for (const attachment of await tx.owned(commandId)) tx.put('attachments', { ...attachment, ownerId: renamed });
    return true;
  });
  if (done) store.channel.tell({ about: 'outbox' });
  return done;
}

/** In the item's place the server is told that its author lets the other side stand. */
async function concedeIn(tx: Change, item: OutboxItem, resolves: Settlement): Promise<void> {
  const { against: _against, ...rest } = withoutRefusal(item);
  await removeItem(tx, item.commandId);
  tx.put('commands', {
    ...rest,
    ...{ commandId: uuidv7(), type: 'concedeConflict', payload: {}, attachmentIds: [], resolves },
    ...{ state: 'waiting', attempts: 0, notBefore: 0 },
  });
}

/** The conflict that the server keeps open of an item: its own, or the one that it would have settled. */
export function openAtServer({ commandId, state, type, resolves }: OutboxItem): string | undefined {
  if (state === 'conflict') return commandId;
  return type === 'concedeConflict' ? undefined : resolves?.commandId;
}

/**
 * Throws an item away with its photos, after the user has confirmed it; where the server waits for its author's word, that goes out
 * instead. False when it may already be on its way.
 */
export async function discardItem(store: PhoneStore, commandId: string): Promise<boolean> {
  const done = await store.change(async (tx) => {
    const item = await tx.get('commands', commandId);
    if (item === undefined || !mayChange(item)) return false;
    const conflict = openAtServer(item);
    if (conflict === undefined) await removeItem(tx, commandId);
    else await concedeIn(tx, item, { commandId: conflict, fields: {} });
    return true;
  });
  if (done) store.channel.tell({ about: 'outbox' });
  return done;
}

/** Lets old receipts go: all but the last 50, and none older than 30 days. Unsent work is never touched. */
export async function trimReceived(store: PhoneStore, now: number): Promise<void> {
  await store.change(async (tx) => {
    const received = (await tx.all('commands')).filter((item) => item.state === 'received').reverse();
    const old = received.filter(
      (item, place) => place >= KEEP_RECEIVED || now - Date.parse(item.occurredAt) > KEEP_RECEIVED_MS,
    );
    for (const item of old) await removeItem(tx, item.commandId);
  });
}

async function removeItem(tx: Change, commandId: string) {
  tx.delete('commands', commandId);
  for (const key of await tx.ownedKeys(commandId)) tx.delete('attachments', key);
}

/** How many items have not reached the server: the number on the 待发 badge. */
export function countUnsent(items: readonly OutboxItem[]): number {
  return items.filter((item) => item.state !== 'received').length;
}

/** The photos and the signature of one draft or command. */
export function attachmentsOf(store: PhoneStore, ownerId: string): Promise<StoredAttachment[]> {
  return store.owned(ownerId);
}

/** Attachments by id, in the order asked; ids that are not there are left out. */
export async function findAttachments(store: PhoneStore, ids: readonly string[]): Promise<StoredAttachment[]> {
  const found = await Promise.all(ids.map((id) => store.get('attachments', id)));
  return found.filter((one) => one !== undefined);
}

/** Notes where an upload stands; an attachment that has gone stays gone. */
export async function noteUpload(
  store: PhoneStore,
  id: string,
  change: { readonly uploadUrl?: string; readonly uploaded: boolean },
): Promise<void> {
  await store.change(async (tx) => {
    const old = await tx.get('attachments', id);
    if (old === undefined) return;
    const { uploadUrl: _old, ...rest } = old;
    tx.put('attachments', { ...rest, ...change });
  });
}

function withoutRefusal(item: OutboxItem): OutboxItem {
  const { refusal: _mended, ...rest } = item;
  return rest;
}
