import type { PassingFault, SyncStatus } from './channel.ts';
import {
  changeItems,
  findAttachments,
  listItems,
  noteUpload,
  type Received,
  renameForReupload,
  settleReceived,
  settleRefused,
  trimReceived,
} from './outbox.ts';
import type { PhoneStore } from './store.ts';
import { type CommandInput, type Fault, type Outcome, PASSING_CODES, type Transport } from './transport.ts';
import type { ItemReceipt, ItemRefusal, OutboxItem } from './types.ts';

/** What the drainer is made of. Time, chance, locks and the line are given, so that tests can play them. */
export interface SyncParts {
  readonly store: PhoneStore;
  readonly transport: Transport;
  readonly now: () => number;
  /** 0 ≤ x < 1, for the jitter. */
  readonly random: () => number;
  /** Runs `work` while no other tab (or the service worker) runs its own. */
  readonly lock: (name: string, work: () => Promise<void>) => Promise<void>;
  /** Calls `then` after `ms`; returns the way to call it off. */
  readonly later: (ms: number, then: () => void) => () => void;
}

/** The drainer of one tab. */
export interface Sync {
  /** Something happened that may let work go out (start, save, signal back, page visible, retry now). */
  kick(): Promise<void>;
  stop(): void;
}

/** The server takes as many, and carries them out in one go. */
const BATCH = 50;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** After this many rounds of "the photo is missing" the item is shown to the user. */
const REUPLOADS = 3;

/**
 * Sends what waits, one drainer at a time across tabs. Nothing leaves the outbox but by the server's receipt; order
 * holds per case; an item that fails never holds up items of other cases.
 */
export function createSync(parts: SyncParts): Sync {
  let failures = 0;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let callOff: (() => void) | undefined;

  const say = (status: SyncStatus) => parts.store.channel.tell({ about: 'sync', status });

  const round = async () => {
    callOff?.();
    await parts.lock(`huiyin-outbox-${parts.store.personId}`, async () => {
      const end = await drain(parts, say, () => stopped);
      failures = end.kind === 'fault' ? failures + 1 : 0;
      await plan(end);
    });
  };

  const plan = async (end: DrainEnd) => {
    const now = parts.now();
    if (end.kind === 'signIn') return say({ phase: 'signInNeeded', signedInAs: end.signedInAs });
    if (end.kind === 'fault') {
      const wait = Math.max(end.retryAfterMs ?? 0, backoff(failures, parts.random()));
      callOff = parts.later(wait, () => void kick());
      return say({ phase: 'waiting', why: end.why, retryAt: now + wait });
    }
    const next = (await listItems(parts.store)).filter((item) => item.state === 'waiting' && item.notBefore > now);
    if (next.length === 0) return say({ phase: 'idle' });
    const retryAt = Math.min(...next.map((item) => item.notBefore));
    callOff = parts.later(retryAt - now, () => void kick());
    return say({ phase: 'waiting', why: 'server', retryAt });
  };

  const kick = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    if (running !== undefined) {
      again = true;
      return running;
    }
    running = (async () => {
      do {
        again = false;
        await round();
      } while (again && !stopped);
    })().finally(() => {
      running = undefined;
    });
    return running;
  };

  return {
    kick,
    stop() {
      stopped = true;
      callOff?.();
    },
  };
}

/** How a round ended. */
type DrainEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'fault'; readonly why: PassingFault; readonly retryAfterMs?: number }
  | { readonly kind: 'signIn'; readonly signedInAs: string | null };

/** Wait before the next try: doubles from 2 s to 5 min, with jitter so that a school's phones do not all come at once. */
function backoff(failures: number, random: number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(full * (0.5 + random / 2));
}

async function drain(parts: SyncParts, say: (status: SyncStatus) => void, stopped: () => boolean): Promise<DrainEnd> {
  const { store, transport, now } = parts;
  // Whoever was sending has died (we hold the lock): the same command may be sent again under the same name.
  const left = (await listItems(store)).filter((item) => item.state === 'sending');
  await setWaiting(parts, left, 0);
  let checked = false;
  while (!stopped()) {
    const free = sendable(await listItems(store), now());
    const first = free[0];
    if (first === undefined) break;
    if (!checked) {
      const me = await transport.whoAmI();
      if (me.kind !== 'person') return endOf(me);
      if (me.personId !== store.personId) return { kind: 'signIn', signedInAs: me.personId };
      checked = true;
    }
    say({ phase: 'sending' });
    const pending = await waitingForPhotos(parts, free);
    const ready = free.filter((item) => !pending.has(item.commandId)).slice(0, BATCH);
    // Words before pictures: a large photo on a thin line never holds up the other items.
    const end = ready.length > 0 ? await submit(parts, ready) : await uploadFor(parts, first, say);
    if (end !== undefined) return end;
  }
  await trimReceived(store, now());
  return { kind: 'done' };
}

/** Items that may go now: waiting, due, and no earlier unsettled item of the same case before them. */
export function sendable(items: readonly OutboxItem[], now: number): OutboxItem[] {
  const held = new Set<string>();
  const free: OutboxItem[] = [];
  for (const item of items) {
    if (item.state === 'received') continue;
    const clear = !item.streams.some((stream) => held.has(stream));
    if (clear && item.state === 'waiting' && item.notBefore <= now) free.push(item);
    for (const stream of item.streams) held.add(stream);
  }
  return free;
}

async function waitingForPhotos(parts: SyncParts, items: readonly OutboxItem[]): Promise<Set<string>> {
  const pending = new Set<string>();
  for (const item of items) {
    if (item.attachmentIds.length === 0) continue;
    const attachments = await findAttachments(parts.store, item.attachmentIds);
    if (attachments.some((one) => !one.uploaded)) pending.add(item.commandId);
  }
  return pending;
}

/** Uploads what one item needs. Returns why the round must end, if it must. */
async function uploadFor(
  parts: SyncParts,
  item: OutboxItem,
  say: (status: SyncStatus) => void,
): Promise<DrainEnd | undefined> {
  const { store } = parts;
  const { commandId } = item;
  for (const attachment of await findAttachments(store, item.attachmentIds)) {
    if (attachment.uploaded) continue;
    const answer = await parts.transport.upload(attachment, {
      onUrl: (uploadUrl) => noteUpload(store, attachment.id, { uploadUrl, uploaded: false }),
      onProgress: (sent, total) => say({ phase: 'sending', progress: { commandId, sent, total } }),
    });
    if (answer.kind === 'uploaded') {
      await noteUpload(store, attachment.id, { uploaded: true });
    } else if (answer.kind === 'rejected') {
      await settleRefused(store, commandId, 'refused', refusalOf(answer.code, answer.message));
      return undefined;
    } else if (answer.kind === 'broken') {
      await setWaiting(parts, [{ ...item, attempts: item.attempts + 1 }], parts.now());
      return undefined;
    } else {
      return endOf(answer);
    }
  }
  return undefined;
}

/** Submits items together; when the server will not take them together, halves until the one at fault stands alone. */
async function submit(parts: SyncParts, items: readonly OutboxItem[]): Promise<DrainEnd | undefined> {
  const ids = items.map((item) => item.commandId);
  await changeItems(parts.store, ids, (item) => ({ ...item, state: 'sending', attempts: item.attempts + 1 }));
  const sent = items.map((item) => ({ ...item, attempts: item.attempts + 1 }));
  const answer = await parts.transport.submit(items.map((item) => inputOf(item, parts.now())));
  if (answer.kind === 'outcomes') return settle(parts, sent, answer.outcomes);
  const alone = sent.length === 1 ? sent[0] : undefined;
  if (answer.kind === 'rejected' && alone !== undefined) {
    await settleRefused(parts.store, alone.commandId, 'refused', refusalOf(answer.code, answer.message));
    return undefined;
  }
  if (answer.kind === 'broken' && alone !== undefined) {
    await setWaiting(parts, [alone], parts.now());
    return undefined;
  }
  if (answer.kind === 'rejected' || answer.kind === 'broken') {
    const half = Math.ceil(items.length / 2);
    await setWaiting(parts, sent, 0);
    const end = await submit(parts, sent.slice(0, half));
    return end ?? (await submit(parts, sent.slice(half)));
  }
  await setWaiting(parts, sent, 0);
  return endOf(answer);
}

/** The author goes with the command (payload.capturedBy): the server refuses it from anybody else's session. */
function inputOf({ commandId, type, occurredAt, payload, authorId, resolves }: OutboxItem, now: number): CommandInput {
  return {
    commandId,
    type,
    occurredAt,
    sentAt: new Date(now).toISOString(),
    payload: { ...payload, capturedBy: authorId },
    ...(resolves === undefined ? {} : { resolves }),
  };
}

async function settle(
  parts: SyncParts,
  items: readonly OutboxItem[],
  outcomes: readonly Outcome[],
): Promise<DrainEnd | undefined> {
  let elsewhere = false;
  const received: Received[] = [];
  for (const item of items) {
    const told = outcomes.find((one) => one.commandId === item.commandId);
    const outcome = told?.status === 'duplicate' ? told.stored : told;
    if (outcome == null || outcome.status === 'duplicate') {
      // No word on this one (or a duplicate whose outcome was not told): ask again later, under the same name.
      await setWaiting(parts, [item], parts.now());
    } else if (outcome.code === 'not-the-author' || outcome.code === 'unauthenticated') {
      // Somebody else signed in between our question and this answer; nothing of the item was done.
      await setWaiting(parts, [item], 0);
      elsewhere = true;
    } else if (outcome.status === 'accepted') {
      received.push({ commandId: item.commandId, receipt: receiptOf(outcome) });
    } else {
      await settleOne(parts, item, outcome);
    }
  }
  await settleReceived(parts.store, received);
  return elsewhere ? { kind: 'signIn', signedInAs: null } : undefined;
}

async function settleOne(parts: SyncParts, item: OutboxItem, outcome: Outcome): Promise<void> {
  const code = outcome.code ?? 'refused';
  if (PASSING_CODES.has(code)) return setWaiting(parts, [item], parts.now());
  if (code === 'attachment-missing' && item.missingAttachments < REUPLOADS) {
    return renameForReupload(parts.store, item.commandId);
  }
  const state = outcome.status === 'conflict' ? 'conflict' : 'refused';
  return settleRefused(parts.store, item.commandId, state, {
    code,
    message: outcome.message ?? '',
    ...(outcome.path == null ? {} : { path: outcome.path }),
    citations: outcome.citations ?? [],
  });
}

/** Puts items back in the queue: at once (`from` 0), or each after its own wait counted from `from` (epoch ms). */
async function setWaiting(parts: SyncParts, items: readonly OutboxItem[], from: number): Promise<void> {
  if (items.length === 0) return;
  const known = new Map(items.map((item) => [item.commandId, item.attempts]));
  await changeItems(parts.store, [...known.keys()], (item) => {
    if (item.state !== 'waiting' && item.state !== 'sending') return item;
    const attempts = known.get(item.commandId) ?? item.attempts;
    const notBefore = from === 0 ? 0 : from + backoff(attempts, parts.random());
    return { ...item, state: 'waiting', attempts, notBefore };
  });
}

function endOf(fault: Fault): DrainEnd {
  if (fault.kind === 'signedOut') return { kind: 'signIn', signedInAs: null };
  if (fault.kind !== 'passing') return { kind: 'fault', why: 'server' };
  return {
    kind: 'fault',
    why: fault.why,
    ...(fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs }),
  };
}

function refusalOf(code: string, message: string | undefined): ItemRefusal {
  return { code, message: message ?? '', citations: [] };
}

function receiptOf(outcome: Outcome): ItemReceipt {
  return {
    receivedAt: outcome.receivedAt,
    revision: outcome.revision ?? null,
    visitId: outcome.visitId ?? null,
    cases: outcome.cases ?? [],
    versions: outcome.versions ?? [],
  };
}
