import { type Connection, type PhoneDatabase, strictlyTwice, type Transaction } from './database.ts';
import { openRow, sealOf, sealRow } from './sealed.ts';
import { keyField, type StoredRow, type TableName, type Tables } from './tables.ts';
import type { OutboxItem, StoredAttachment } from './types.ts';

/** Reading the store: rows come opened. A damaged row is left out of lists (see `damaged`) and never stands in the way of others. */
export interface Reader {
  get<T extends TableName>(table: T, key: string): Promise<Tables[T] | undefined>;
  /** All rows by key; commands in their order of saving. */
  all<T extends TableName>(table: T): Promise<Tables[T][]>;
  /** Rows whose key begins with `prefix`. */
  startingWith<T extends TableName>(table: T, prefix: string): Promise<Tables[T][]>;
  /** The photos and the signature of one draft or command. */
  owned(ownerId: string): Promise<StoredAttachment[]>;
}

/** Reading and writing together: reads see what was put before in the same change. */
export interface Change extends Reader {
  /** The ids of what a draft or command owns, without opening it. */
  ownedKeys(ownerId: string): Promise<string[]>;
  /** The highest order given to a command so far; 0 when there is none. */
  highestOrder(): Promise<number>;
  put<T extends TableName>(table: T, row: Tables[T]): void;
  delete(table: TableName, key: string): void;
}

/** Sealed tables over one connection. */
export interface Rows extends Reader {
  /**
   * All that `work` puts and deletes, in ONE strict transaction, or nothing; resolves once it is on the disk. What was
   * read is looked at again inside the transaction: when another tab changed it meanwhile, `work` is run again. So it
   * must do nothing but read and write through `tx`. (WebCrypto would end an open IndexedDB transaction: everything is
   * sealed before it begins.)
   */
  change<T>(work: (tx: Change) => Promise<T>): Promise<T>;
  /** `table/key` of rows that could not be opened; they stay where they are. */
  damaged(): readonly string[];
  /** Waits for what is under way and forgets every opened row. */
  settle(): Promise<void>;
}

/** Which rows are read: by key, or by an index. */
interface Scan {
  readonly table: TableName;
  readonly index?: 'order' | 'ownerId';
  readonly range?: IDBKeyRange;
}

type Write = { readonly table: TableName; readonly key: string; readonly row: Tables[TableName] | undefined };
type Check = { readonly table: TableName; readonly holds: (tx: Transaction<'readwrite'>) => Promise<boolean> };

/** After so many runs in vain something else is wrong than another tab. */
const MOST_RUNS = 100;

/** Makes the sealed tables of a connection; every row is sealed by `key`. */
export function sealedRows(connection: Connection, key: CryptoKey): Rows {
  const damaged = new Set<string>();
  // Opened commands and copies by their sealing: the outbox is read again after each change. Pictures are not kept.
  const opened = new Map<string, { readonly seal: string | undefined; readonly row: unknown }>();
  let last: Promise<unknown> = Promise.resolve();

  const open = async <T extends TableName>(table: T, raw: StoredRow): Promise<Tables[T] | undefined> => {
    const name = `${table}/${String(raw[keyField[table]])}`;
    const seal = sealOf(raw);
    const known = opened.get(name);
    if (known !== undefined && known.seal === seal) return known.row as Tables[T]; // kept below under the same name
    const row = await openRow(key, table, raw);
    if (row === undefined) damaged.add(name);
    else if (table === 'commands' || table === 'entities') opened.set(name, { seal, row });
    return row;
  };
  const openAll = async <T extends TableName>(table: T, raws: readonly StoredRow[]): Promise<Tables[T][]> => {
    const rows = await Promise.all(raws.map((raw) => open(table, raw)));
    return rows.filter((row) => row !== undefined);
  };
  const reader: Reader = {
    async get(table, id) {
      const raw = await connection.use((db) => rawRow(db, table, id));
      return raw === undefined ? undefined : open(table, raw);
    },
    async all(table) {
      return openAll(table, await connection.use((db) => scan(db, everything(table))));
    },
    async startingWith(table, prefix) {
      return openAll(table, await connection.use((db) => scan(db, { table, range: prefixRange(prefix) })));
    },
    async owned(ownerId) {
      return openAll('attachments', await connection.use((db) => scan(db, ownedBy(ownerId))));
    },
  };

  const run = async <T>(work: (tx: Change) => Promise<T>): Promise<T> => {
    for (let runs = 0; runs < MOST_RUNS; runs += 1) {
      const done = await connection.use(async (db) => {
        const notes = createNotes();
        const result = await work(recording(db, notes, { open, openAll }));
        return (await commit(db, notes, key)) ? { result } : undefined;
      });
      if (done !== undefined) return done.result;
    }
    throw new Error('the phone store never came to rest');
  };

  return {
    ...reader,
    change(work) {
      // One after another within this tab; other tabs are met by looking again.
      const mine = last.then(() => run(work));
      last = mine.catch(() => undefined);
      return mine;
    },
    damaged: () => [...damaged],
    async settle() {
      await last;
      opened.clear();
    },
  };
}

/** What one run of a change has seen and wants written. */
interface Notes {
  readonly checks: Check[];
  readonly writes: Map<string, Write>;
}
const createNotes = (): Notes => ({ checks: [], writes: new Map() });

interface Opener {
  open<T extends TableName>(table: T, raw: StoredRow): Promise<Tables[T] | undefined>;
  openAll<T extends TableName>(table: T, raws: readonly StoredRow[]): Promise<Tables[T][]>;
}

function recording(db: PhoneDatabase, notes: Notes, opener: Opener): Change {
  /** Rows of the disk, with this change's own writes laid over them. */
  const overlaid = async <T extends TableName>(
    query: Scan & { readonly table: T },
    fits: (row: Tables[T]) => boolean,
  ): Promise<Tables[T][]> => {
    const raws = await scan(db, query);
    const seen = sealsOf(raws, query.table);
    notes.checks.push({
      table: query.table,
      holds: async (tx) => sealsOf(await scanIn(tx, query), query.table) === seen,
    });
    const own = ownWrites(notes, query.table);
    const kept = (await opener.openAll(query.table, raws)).filter((row) => !own.has(keyOf(query.table, row)));
    return [...kept, ...[...own.values()].filter((row) => row !== undefined).filter(fits)];
  };
  return {
    async get(table, id) {
      const own = notes.writes.get(`${table}/${id}`);
      if (own !== undefined) return own.row as Tables[typeof table] | undefined; // put under this table's name
      const raw = await rawRow(db, table, id);
      const seal = sealOf(raw);
      notes.checks.push({
        table,
        holds: async (tx) => sealOf(await tx.objectStore(table).get(id)) === seal,
      });
      return raw === undefined ? undefined : opener.open(table, raw);
    },
    async all(table) {
      const rows = await overlaid({ ...everything(table), table }, () => true);
      return table === 'commands' ? rows.sort(byOrder) : rows;
    },
    startingWith(table, prefix) {
      return overlaid({ table, range: prefixRange(prefix) }, (row) => keyOf(table, row).startsWith(prefix));
    },
    owned(ownerId) {
      return overlaid({ ...ownedBy(ownerId), table: 'attachments' }, (row) => row.ownerId === ownerId);
    },
    async ownedKeys(ownerId) {
      const keys = (await db.getAllKeysFromIndex('attachments', 'ownerId', ownerId)).map(String);
      const seen = keys.join();
      notes.checks.push({
        table: 'attachments',
        holds: async (tx) => (await tx.objectStore('attachments').index('ownerId').getAllKeys(ownerId)).join() === seen,
      });
      const own = ownWrites(notes, 'attachments');
      const mine = [...own].filter(([, row]) => row?.ownerId === ownerId).map(([id]) => id);
      return [...keys.filter((id) => !own.has(id)), ...mine];
    },
    async highestOrder() {
      const onDisk = await highest(db.transaction(['commands']));
      notes.checks.push({ table: 'commands', holds: async (tx) => (await highest(tx)) === onDisk });
      const own = [...ownWrites(notes, 'commands').values()].map((row) => row?.order ?? 0);
      return Math.max(onDisk, ...own);
    },
    put(table, row) {
      const id = keyOf(table, row);
      notes.writes.set(`${table}/${id}`, { table, key: id, row });
    },
    delete(table, id) {
      notes.writes.set(`${table}/${id}`, { table, key: id, row: undefined });
    },
  };
}

/** Seals, then writes it all if nobody changed what was read. False: somebody did. */
async function commit(db: PhoneDatabase, notes: Notes, key: CryptoKey): Promise<boolean> {
  if (notes.writes.size === 0) return true;
  const writes = await Promise.all(
    [...notes.writes.values()].map(async ({ table, key: id, row }) => ({
      table,
      id,
      sealed: row === undefined ? undefined : await sealRow(key, table, row),
    })),
  );
  const tables = new Set([...writes, ...notes.checks].map(({ table }) => table));
  return strictlyTwice(db, [...tables], async (tx, writer) => {
    const holds = await Promise.all(notes.checks.map((check) => check.holds(tx)));
    if (holds.includes(false)) return false;
    // Deletes first: an item under a new name may not meet its old self in a unique index.
    for (const { table, id, sealed } of writes) if (sealed === undefined) await writer.delete(table, id);
    for (const { table, sealed } of writes) if (sealed !== undefined) await writer.put(table, sealed);
    return true;
  });
}

function ownWrites<T extends TableName>(notes: Notes, table: T): Map<string, Tables[T] | undefined> {
  const own = new Map<string, Tables[T] | undefined>();
  // Put by put() under this table's name.
  for (const write of notes.writes.values())
    if (write.table === table) own.set(write.key, write.row as Tables[T] | undefined);
  return own;
}

const everything = (table: TableName): Scan => (table === 'commands' ? { table, index: 'order' } : { table });
const ownedBy = (ownerId: string): Scan => ({
  table: 'attachments',
  index: 'ownerId',
  range: IDBKeyRange.only(ownerId),
});
const prefixRange = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);
const byOrder = (one: object, other: object) => orderOf(one) - orderOf(other);
const orderOf = (row: object) => (row as OutboxItem).order; // called for commands only

function keyOf<T extends TableName>(table: T, row: Tables[T]): string {
  return String(Reflect.get(row, keyField[table]));
}
function sealsOf(raws: readonly StoredRow[], table: TableName): string {
  return raws.map((raw) => `${String(raw[keyField[table]])}:${sealOf(raw)}`).join('\n');
}
function rawRow(db: PhoneDatabase, table: TableName, id: string): Promise<StoredRow | undefined> {
  return db.get(table, id);
}
function scan(db: PhoneDatabase, query: Scan): Promise<StoredRow[]> {
  return scanIn(db.transaction([query.table]), query);
}
function scanIn<M extends IDBTransactionMode>(tx: Transaction<M>, { table, index, range }: Scan): Promise<StoredRow[]> {
  const store = tx.objectStore(table);
  return index === undefined ? store.getAll(range) : store.index(index).getAll(range);
}
async function highest<M extends IDBTransactionMode>(tx: Transaction<M>): Promise<number> {
  const cursor = await tx.objectStore('commands').index('order').openCursor(null, 'prev');
  return cursor?.value.order ?? 0;
}
