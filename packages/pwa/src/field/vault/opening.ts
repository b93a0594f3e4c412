import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { type Connection, connect, StoreFault, type StoreTrouble } from '../../offline/database.ts';
import type { HandedOver } from '../../offline/hand-over.ts';
import { askForKey } from '../../offline/keys.ts';
import { lastUser, oldViewer, type PhoneUser, phoneUsers, rememberUser, unsentOf } from '../../offline/phone.ts';
import { pullViewer } from '../../offline/pull.ts';
import { openStore, type PhoneStore, readMeta, sealOldRows, storeName, writeMeta } from '../../offline/store.ts';
import type { KnownViewer } from '../../offline/types.ts';
import { readVault, type VaultRecord } from '../../offline/vault-record.ts';
import { keptBefore, LOSS } from '../../offline/witness.ts';

/** A locked vault on the lock screen: whose it is by place (甲乙丙丁), never by name. */
export interface LockedVault {
  readonly personId: string;
  readonly place: number;
  readonly usedAt: number;
  readonly unsent: number;
  readonly vault: VaultRecord;
}

/** Where the field door stands. */
export type Opening =
  | { readonly at: 'opening' | 'noSignal' | 'signIn' }
  | { readonly at: 'trouble'; readonly why: StoreTrouble | undefined }
  /** Nobody has made a vault for this person yet; nothing of theirs is written before. */
  | { readonly at: 'setUp'; readonly viewer: KnownViewer }
  | { readonly at: 'locked'; readonly one: LockedVault; readonly others: readonly PhoneUser[] }
  /** 停用: the phone hands over what it has not sent; then it has wiped itself. */
  | { readonly at: 'revoked' }
  | { readonly at: 'wiped'; readonly end: HandedOver }
  | { readonly at: 'open'; readonly viewer: KnownViewer; readonly store: PhoneStore; readonly key: CryptoKey };

/** The way into the field door: whose vault, and its key. */
export interface Door {
  readonly opening: Accessor<Opening>;
  start(): Promise<void>;
  /** Shows the lock (or the first setting up) of one person. */
  show(personId: string, viewer?: KnownViewer): Promise<void>;
  /** The key has been found: opens the store. */
  enter(personId: string, key: CryptoKey, viewer?: KnownViewer): Promise<void>;
  /** Asks the server whether the phones of all people here are still trusted; hands over and wipes those that are not. */
  checkTrust(): Promise<void>;
  /** Locks what is open. */
  lock(): Promise<void>;
  /** The key-keeping store that is not opened yet: for the vault's own functions. */
  connection(personId: string): Connection;
}

/** Opens the field door for whoever used it last, with or without a signal; asks the server beside that who is signed in. */
export function createDoor(): Door {
  const [opening, setOpening] = createSignal<Opening>({ at: 'opening' });
  const connections = new Map<string, Connection>();
  const connection = (personId: string): Connection => {
    const known = connections.get(personId) ?? connect(storeName(personId));
    connections.set(personId, known);
    return known;
  };
  onCleanup(() => {
    for (const one of connections.values()) void one.close();
  });
  const fail = (error: unknown) => {
    setOpening({ at: 'trouble', why: error instanceof StoreFault ? error.why : undefined });
  };
  const safely = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      fail(error);
    }
  };
  const isOpen = (personId: string) => {
    const now = opening();
    return now.at === 'open' && now.viewer.id === personId;
  };

  const show = (personId: string, viewer?: KnownViewer) =>
    safely(async () => {
      const vault = await readVault(connection(personId));
      if (vault === undefined) return void (await askForSetUp(personId, viewer));
      const key = await askForKey(personId);
      if (key !== undefined) return enter(personId, key, viewer);
      const users = await phoneUsers();
      const place = users.findIndex((user) => user.personId === personId);
      const usedAt = users[place]?.usedAt ?? 0;
      const one = { personId, place: Math.max(0, place), usedAt, unsent: await unsentOf(personId), vault };
      setOpening({ at: 'locked', one, others: users.filter((user) => user.personId !== personId) });
    });

  const askForSetUp = async (personId: string, viewer: KnownViewer | undefined) => {
    const old = viewer ?? (await oldViewer());
    // Known by id only, and nothing of theirs is here: the server says who they are.
    setOpening(old?.id === personId ? { at: 'setUp', viewer: old } : { at: 'noSignal' });
  };

  const enter = (personId: string, key: CryptoKey, told?: KnownViewer) =>
    safely(async () => {
      const store = openStore(personId, key);
      const known = await readMeta<KnownViewer>(store, VIEWER);
      const viewer = told ?? known;
      if (viewer === undefined) {
        await store.close();
        return void setOpening({ at: 'noSignal' });
      }
      // A full phone opens all the same: what waits on it is to go out, which makes room.
      await sealOldRows(store).catch(unlessFull);
      // A new store where there was one: nothing may say that all is sent before its owner has seen to what went with it.
      const before = known === undefined ? keptBefore(personId) : undefined;
      if (before !== undefined && before.unsent > 0) await writeMeta(store, LOSS, before);
      if (told !== undefined) await writeMeta(store, VIEWER, told).catch(unlessFull);
      await rememberUser({ personId, role: viewer.role, store: true }, Date.now()).catch(unlessFull);
      setOpening({ at: 'open', viewer, store, key });
    });

  const start = () =>
    safely(async () => {
      setOpening({ at: 'opening' });
      const asked = pullViewer();
      const known = await lastUser();
      if (known !== undefined) await show(known.personId);
      const answer = await asked;
      const nobody = known === undefined || opening().at === 'noSignal';
      if (answer.kind !== 'viewer') {
        if (nobody) setOpening({ at: 'noSignal' });
        return;
      }
      // Signed out on the server: what is on the phone can be opened, and says that it needs a sign-in to go out.
      if (answer.viewer === null) {
        if (nobody) setOpening({ at: 'signIn' });
        return;
      }
      const { viewer } = answer;
      if (isOpen(viewer.id)) return noteViewer(viewer);
      // Whoever opened the app here last is who it is for (signing in makes one the last): another session only means that
      // nothing goes out, as the outbox says.
      if (!nobody) return;
      await rememberUser({ personId: viewer.id, role: viewer.role }, Date.now());
      await show(viewer.id, viewer);
    });

  const noteViewer = async (viewer: KnownViewer) => {
    const now = opening();
    if (now.at === 'open') await writeMeta(now.store, VIEWER, viewer);
  };

  let checking: Promise<void> | undefined;
  const checkTrust = (): Promise<void> => {
    checking ??= checkAll()
      // Its part could not be loaded: no line.
      .catch(() => undefined)
      .finally(() => {
        checking = undefined;
      });
    return checking;
  };
  const checkAll = async () => {
    const { contact } = await import('../../offline/contact.ts');
    for (const { personId } of await phoneUsers().catch(() => [])) {
      if ((await contact(personId).catch(() => 'unknown')) === 'revoked') await giveUp(personId);
    }
  };

  /** What is open closes first, after writing down what was typed. Without a line it is tried again at the next contact. */
  const giveUp = async (personId: string) => {
    const now = opening();
    const shown = isOpen(personId) || (now.at === 'locked' && now.one.personId === personId) || now.at === 'revoked';
    if (shown) setOpening({ at: 'revoked' });
    if (now.at === 'open' && now.viewer.id === personId) await now.store.close();
    await connections.get(personId)?.close();
    const { handOverAndWipe } = await import('../../offline/hand-over.ts');
    const end = await handOverAndWipe(personId).catch(() => undefined);
    if (end !== undefined && shown) setOpening({ at: 'wiped', end });
  };

  return {
    opening,
    checkTrust,
    start,
    show,
    enter,
    connection,
    async lock() {
      const now = opening();
      // The store closes with the pages, after they have written down what was typed (session.ts).
      if (now.at === 'open') await safely(() => showLocked(now.viewer.id));
    },
  };

  async function showLocked(personId: string): Promise<void> {
    setOpening({ at: 'opening' });
    await show(personId);
  }
}

const VIEWER = 'viewer';

function unlessFull(fault: unknown): void {
  if (!(fault instanceof StoreFault && fault.why === 'full')) throw fault;
}
