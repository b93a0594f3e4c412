import { type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import { bringBack, copyOut, isCopied, keyIn, nextTurn, TURN, type Turn, type Written } from './copy.ts';
import type { StoredRow } from './tables.ts';

/** An open database of one user, or of the phone itself. What lies in it is described in tables.ts. */
export type PhoneDatabase = IDBPDatabase;
/** A transaction over some of its stores. */
export type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<unknown, string[], Mode>;

/**
 * The steps of the store, one a version, run in order from the version that the phone has. A step only makes or changes
 * stores: rows of an older shape are sealed once the vault is open (`sealOldRows`), since WebCrypto would end the upgrade.
 * Version 1 kept its rows unsealed. Never change a step that has been in production; append.
 */
const STEPS: readonly ((db: PhoneDatabase, upgrade: Transaction<'versionchange'>) => void)[] = [
  (db) => {
    db.createObjectStore('commands', { keyPath: 'commandId' }).createIndex('order', 'order');
    db.createObjectStore('attachments', { keyPath: 'id' }).createIndex('ownerId', 'ownerId');
    db.createObjectStore('drafts', { keyPath: 'id' });
    db.createObjectStore('entities', { keyPath: 'key' });
    db.createObjectStore('meta', { keyPath: 'key' });
  },
  // The wrapped keys and the wrong tries: all that may be read before the vault is open.
  (db) => void db.createObjectStore('vault', { keyPath: 'key' }),
  // What waits is counted on the lock screen without reading it.
  (_db, upgrade) => void upgrade.objectStore('commands').createIndex('state', 'state'),
];

/**
 * Why the phone could not keep or read something. full: no room left · blocked: an old tab holds the store · newer: a newer
 * version of the app has written it, and this one must not touch it · damaged: the browser cannot read its own files ·
 * unavailable: the browser keeps nothing · locked: the vault has been closed meanwhile.
 */
export type StoreTrouble = 'full' | 'blocked' | 'newer' | 'damaged' | 'unavailable' | 'locked';

/** The phone could not keep or read something; nothing of what it had is changed. */
export class StoreFault extends Error {
  readonly why: StoreTrouble;
  constructor(why: StoreTrouble, cause?: unknown) {
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

/** Stores that this page has compared with their second copy. */
const compared = new Set<string>();

/**
 * Opens (or makes) one user's database, and puts back what it has lost.
 * @param name `huiyin-<personId>`
 */
export function connect(name: string): Connection {
  let opening: Promise<PhoneDatabase> | undefined;

  const forget = () => {
    opening = undefined;
  };
  const whole = async (db: PhoneDatabase) => {
    if (!compared.has(name)) await bringBack(db);
    compared.add(name);
    return db;
  };
  const open = (): Promise<PhoneDatabase> => {
    opening ??= new Promise<PhoneDatabase>((resolve, reject) => {
      openDB(name, STEPS.length, {
        upgrade: (db, oldVersion, _newVersion, upgrade) => {
          for (const step of STEPS.slice(oldVersion)) step(db, upgrade);
        },
        // An old tab still holds a lower version: it closes on its own `versionchange`; if it does not, say so.
        blocked: () => reject(new StoreFault('blocked')),
        blocking: (_current, _wanted, event) => {
          // A newer tab wants to upgrade: let go at once, or it would hang. The target is the open database.
          (event.target as IDBDatabase | null)?.close();
          forget();
        },
        // Files that cannot be read while they are open end it like this, and the browser may begin anew.
        terminated: () => {
          compared.delete(name);
          forget();
        },
      }).then(resolve, reject);
    })
      .then(whole)
      .catch((error: unknown) => {
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
  if (error.name === 'VersionError') return new StoreFault('newer', error);
  // The browser's own words for files that it cannot read; nothing is deleted from here.
  if (error.name === 'UnknownError' || error.name === 'DataError' || error.name === 'NotReadableError')
    return new StoreFault('damaged', error);
  if (error.name === 'SecurityError') return new StoreFault('unavailable', error);
  return error;
}

/**
 * Runs `work` in one read-write transaction: all of it or nothing. Resolves once it is on the disk, not in a buffer
 * (durability strict); whatever `work` throws takes everything back.
 */
export async function strictly<T>(
  db: PhoneDatabase,
  stores: readonly string[],
  work: (tx: Transaction<'readwrite'>) => Promise<T>,
): Promise<T> {
  const tx = db.transaction([...stores], 'readwrite', { durability: 'strict' });
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

/** Writing in {@link strictlyTwice}. */
export interface Writer {
  put(table: string, row: StoredRow): Promise<void>;
  delete(table: string, key: string): Promise<void>;
}

/** {@link strictly}, and what only this phone has is then written a second time beside the store (copy.ts). */
export async function strictlyTwice<T>(
  db: PhoneDatabase,
  stores: readonly string[],
  work: (tx: Transaction<'readwrite'>, writer: Writer) => Promise<T>,
): Promise<T> {
  const writes: Written[] = [];
  let turn: Turn | undefined;
  // One that is on its way lies in the copy as it waited: it would be sent again under the same name.
  const note = (written: Written) => {
    if (isCopied(written.table, written.key) && written.row?.state !== 'sending') writes.push(written);
  };
  const result = await strictly(
    db,
    stores.some((name) => isCopied(name)) ? [...new Set([...stores, 'vault'])] : stores,
    async (tx) => {
      const done = await work(tx, {
        async put(table, row) {
          await tx.objectStore(table).put(row);
          note({ table, key: keyIn(table, row), row });
        },
        async delete(table, key) {
          await tx.objectStore(table).delete(key);
          note({ table, key, row: undefined });
        },
      });
      if (writes.length === 0) return done;
      turn = nextTurn(await tx.objectStore('vault').get(TURN));
      await tx.objectStore('vault').put(turn);
      return done;
    },
  );
  if (turn !== undefined) await copyOut(db.name, turn, writes);
  return result;
}
