import { type Channel, openChannel } from './channel.ts';
import { type Connection, connect } from './database.ts';
import { type Change, type Reader, type Rows, sealedRows } from './rows.ts';

/** One user's store on this phone, open: everything that is put is sealed, everything that is read is opened. */
export interface PhoneStore extends Reader {
  readonly personId: string;
  readonly connection: Connection;
  readonly channel: Channel;
  /** See {@link Rows.change}: one strict transaction, all or nothing, sealed. */
  change<T>(work: (tx: Change) => Promise<T>): Promise<T>;
  /** `table/key` of rows that cannot be opened; they are kept as they are. */
  damaged(): readonly string[];
  /** Waits for what is being written, then forgets the key and all that was opened. */
  close(): Promise<void>;
}

/** The database name of a person; each user of a shared phone has their own. */
export function storeName(personId: string): string {
  return `huiyin-${personId}`;
}

/**
 * Opens the store of one person.
 * @param key the data key of the person's vault (AES-GCM, see vault.ts); tests and simulated phones make one with `newDataKey`
 */
export function openStore(personId: string, key: CryptoKey): PhoneStore {
  const name = storeName(personId);
  const connection = connect(name);
  const channel = openChannel(name);
  const rows: Rows = sealedRows(connection, key);
  return {
    ...rows,
    personId,
    connection,
    channel,
    async close() {
      // A page that closes writes its draft down in the same turn: that still goes in.
      await new Promise((resolve) => setTimeout(resolve, 0));
      await rows.settle();
      channel.close();
      await connection.close();
    },
  };
}

/** A cached copy and when it was pulled (epoch ms). */
export interface Pulled<T> {
  readonly value: T;
  readonly pulledAt: number;
}

/**
 * Keys and shapes of what is cached. The shapes are ours (`pull.ts` writes them after checking), so reading them back
 * needs no second check.
 */
export async function readEntity<T>(store: PhoneStore, key: string): Promise<Pulled<T> | undefined> {
  const row = await store.get('entities', key);
  // Written only by writeEntity under the same key, with the shape its caller names.
  return row === undefined ? undefined : { value: row.value as T, pulledAt: row.pulledAt };
}

/** Keeps a pulled copy. */
export async function writeEntity(store: PhoneStore, key: string, value: unknown, pulledAt: number): Promise<void> {
  await store.change(async (tx) => tx.put('entities', { key, value, pulledAt }));
  store.channel.tell({ about: 'entities' });
}

/** Reads a small note to ourselves (recent places, whether persistence was asked for). */
export async function readMeta<T>(store: PhoneStore, key: string): Promise<T | undefined> {
  const row = await store.get('meta', key);
  // Written only by writeMeta under the same key.
  return row?.value as T | undefined;
}

/** Keeps a small note. */
export async function writeMeta(store: PhoneStore, key: string, value: unknown): Promise<void> {
  await store.change(async (tx) => tx.put('meta', { key, value }));
}

/**
 * Asks the browser, once, not to throw the store away when it wants room. To be called after the first save: browsers
 * say yes more readily to a page that has been used.
 */
export async function askToPersist(store: PhoneStore): Promise<void> {
  if (typeof navigator === 'undefined' || navigator.storage?.persist === undefined) return;
  if ((await readMeta<boolean>(store, 'persistAsked')) === true) return;
  await writeMeta(store, 'persistAsked', true);
  await navigator.storage.persist();
}

/** Seals every row that version 1 left unsealed. Small steps: a kill in the middle loses nothing and the next start goes on. */
export async function sealOldRows(store: PhoneStore): Promise<void> {
  for (const table of ['commands', 'attachments', 'drafts', 'entities', 'meta'] as const) {
    const keys = await store.connection.use(async (db) => {
      const plain: string[] = [];
      for (let cursor = await db.transaction(table).store.openCursor(); cursor; cursor = await cursor.continue())
        if (cursor.value.sealed === undefined) plain.push(String(cursor.key));
      return plain;
    });
    for (const key of keys)
      await store.change(async (tx) => {
        const row = await tx.get(table, key);
        if (row !== undefined) tx.put(table, row);
      });
  }
}
