import { type Channel, openChannel } from './channel.ts';
import { type Connection, connect, strictly } from './database.ts';
import type { KnownViewer } from './types.ts';

/** One user's store on this phone: the connection and the way to tell other tabs. */
export interface PhoneStore {
  readonly personId: string;
  readonly connection: Connection;
  readonly channel: Channel;
  close(): Promise<void>;
}

/** The database name of a person; each user of a shared phone has their own. */
export function storeName(personId: string): string {
  return `huiyin-${personId}`;
}

/** Opens the store of one person. */
export function openStore(personId: string): PhoneStore {
  const name = storeName(personId);
  const connection = connect(name);
  const channel = openChannel(name);
  return {
    personId,
    connection,
    channel,
    async close() {
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
  const row = await store.connection.use((db) => db.get('entities', key));
  // Written only by writeEntity under the same key, with the shape its caller names.
  return row === undefined ? undefined : { value: row.value as T, pulledAt: row.pulledAt };
}

/** Keeps a pulled copy. */
export async function writeEntity(store: PhoneStore, key: string, value: unknown, pulledAt: number): Promise<void> {
  await store.connection.use((db) => db.put('entities', { key, value, pulledAt }));
  store.channel.tell({ about: 'entities' });
}

/** Reads a small note to ourselves (recent places, whether persistence was asked for). */
export async function readMeta<T>(store: PhoneStore, key: string): Promise<T | undefined> {
  const row = await store.connection.use((db) => db.get('meta', key));
  // Written only by writeMeta under the same key.
  return row?.value as T | undefined;
}

/** Keeps a small note. */
export async function writeMeta(store: PhoneStore, key: string, value: unknown): Promise<void> {
  await store.connection.use((db) => db.put('meta', { key, value }));
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

const deviceStore = () => connect('huiyin-device');
const VIEWERS = 'viewers';
const LAST = 'lastViewer';

/** Remembers who signed in last, so that the field door opens with no signal after the browser was closed. */
export async function rememberViewer(viewer: KnownViewer): Promise<void> {
  const device = deviceStore();
  await device.use((db) =>
    strictly(db, ['meta'], async (tx) => {
      const meta = tx.objectStore('meta');
      const known = ((await meta.get(VIEWERS))?.value ?? []) as KnownViewer[]; // written only here
      const others = known.filter((one) => one.id !== viewer.id);
      await meta.put({ key: VIEWERS, value: [...others, viewer] });
      await meta.put({ key: LAST, value: viewer });
    }),
  );
  await device.close();
}

/** Who signed in last on this phone, if anybody has. */
export async function lastViewer(): Promise<KnownViewer | undefined> {
  const device = deviceStore();
  const row = await device.use((db) => db.get('meta', LAST));
  await device.close();
  return row?.value as KnownViewer | undefined; // written only by rememberViewer
}

/** Everybody who ever signed in on this phone: somebody else's unsent work may still be here. */
export async function knownViewers(): Promise<readonly KnownViewer[]> {
  const device = deviceStore();
  const row = await device.use((db) => db.get('meta', VIEWERS));
  await device.close();
  return (row?.value ?? []) as KnownViewer[]; // written only by rememberViewer
}

/** After signing out: the door no longer opens by itself. The user's own store and unsent work stay. */
export async function forgetLastViewer(): Promise<void> {
  const device = deviceStore();
  await device.use((db) => db.delete('meta', LAST));
  await device.close();
}
