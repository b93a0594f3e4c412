import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { OutboxItem, StoredAttachment, StoredDraft } from './types.ts';

/** What one user keeps on this phone. */
export interface PhoneSchema extends DBSchema {
  commands: { key: string; value: OutboxItem; indexes: { order: number } };
  attachments: { key: string; value: StoredAttachment; indexes: { ownerId: string } };
  drafts: { key: string; value: StoredDraft };
  /** Last pulled copies: units, calendar years, cases … each with when it was pulled. */
  entities: { key: string; value: { key: string; value: unknown; pulledAt: number } };
  meta: { key: string; value: { key: string; value: unknown } };
}

/** An open database of one user. */
export type PhoneDatabase = IDBPDatabase<PhoneSchema>;

const VERSION = 1;

/** Why the phone could not keep something. `full`: no room left · `blocked`: an old tab holds the store · `unavailable`: the browser keeps nothing. */
export class StoreFault extends Error {
  readonly why: 'full' | 'blocked' | 'unavailable';
  constructor(why: 'full' | 'blocked' | 'unavailable', cause: unknown) {
    super(`phone store ${why}`, { cause });
    this.why = why;
  }
}

/** A connection that opens itself again when iOS drops it, or when another tab has upgraded the store. */
export interface Connection {
  /** Runs `work` on the open database; when the connection was lost, opens it again and runs it once more. */
  use<T>(work: (db: PhoneDatabase) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

function upgrade(db: PhoneDatabase): void {
  db.createObjectStore('commands', { keyPath: 'commandId' }).createIndex('order', 'order');
  db.createObjectStore('attachments', { keyPath: 'id' }).createIndex('ownerId', 'ownerId');
  db.createObjectStore('drafts', { keyPath: 'id' });
  db.createObjectStore('entities', { keyPath: 'key' });
  db.createObjectStore('meta', { keyPath: 'key' });
}

/**
 * Opens (or makes) one user's database.
 * @param name `huiyin-<personId>`
 */
export function connect(name: string): Connection {
  let opening: Promise<PhoneDatabase> | undefined;

  const forget = () => {
    opening = undefined;
  };
  const open = (): Promise<PhoneDatabase> => {
    opening ??= new Promise<PhoneDatabase>((resolve, reject) => {
      openDB<PhoneSchema>(name, VERSION, {
        upgrade: (db, oldVersion) => {
          if (oldVersion < 1) upgrade(db);
        },
        // An old tab still holds a lower version: it closes on its own `versionchange`; if it does not, say so.
        blocked: () => reject(new StoreFault('blocked', undefined)),
        blocking: (_current, _wanted, event) => {
          // A newer tab wants to upgrade: let go at once, or it would hang. The target is the open database.
          (event.target as IDBDatabase | null)?.close();
          forget();
        },
        terminated: forget,
      }).then(resolve, reject);
    }).catch((error: unknown) => {
      forget();
      throw error;
    });
    return opening;
  };

  return {
    async use(work) {
      try {
        return await work(await open());
      } catch (error) {
        if (!isLostConnection(error)) throw asStoreFault(error);
        forget();
        try {
          return await work(await open());
        } catch (again) {
          throw asStoreFault(again);
        }
      }
    },
    async close() {
      const db = await opening?.catch(() => undefined);
      db?.close();
      forget();
    },
  };
}

/** iOS closes the connection of a page that slept: the next call throws InvalidStateError or "connection … lost". */
function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'InvalidStateError' || /connection.*(lost|clos)/i.test(error.message);
}

function asStoreFault(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'QuotaExceededError') return new StoreFault('full', error);
  // A transaction aborted for want of room reports only AbortError; its cause is the quota.
  if (error.name === 'AbortError' && /quota/i.test(error.message)) return new StoreFault('full', error);
  if (error.name === 'UnknownError' || error.name === 'SecurityError') return new StoreFault('unavailable', error);
  return error;
}

/** A read-write transaction over some stores. */
export type WriteTransaction = IDBPTransaction<PhoneSchema, StoreNames<PhoneSchema>[], 'readwrite'>;

/**
 * Runs `work` in one read-write transaction: all of it or nothing. Resolves once it is on the disk, not in a buffer
 * (durability strict); whatever `work` throws takes everything back.
 */
export async function strictly<T>(
  db: PhoneDatabase,
  stores: StoreNames<PhoneSchema>[],
  work: (tx: WriteTransaction) => Promise<T>,
): Promise<T> {
  const tx = db.transaction(stores, 'readwrite', { durability: 'strict' });
  // Kept before the work, so that an abort during it is never an unheard rejection.
  const end = tx.done.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  let result: T;
  try {
    result = await work(tx);
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // It had ended already: that is why the work failed.
    }
    // With no room left the write itself only says AbortError; the transaction knows why.
    const cause = (await end)?.error;
    throw cause instanceof Error && cause.name === 'QuotaExceededError' ? cause : error;
  }
  const failure = await end;
  if (failure !== undefined) throw failure.error;
  return result;
}
