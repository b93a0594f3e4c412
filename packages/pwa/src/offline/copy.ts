import type { IDBPDatabase } from 'idb';
import { keyField, type StoredRow } from './tables.ts';

/*
 * The second copy. What only this phone has lies twice: in IndexedDB, and sealed just so in Cache Storage, an engine of its
 * own in every browser. Chromium keeps all databases of an app in one log; killed in the middle of a record it takes that log up
 * again all the same, and later forgets what was written since, or throws everything away without a word
 * (google/leveldb#1287, docs/decisions/021). Every write takes the next number (turn), on both sides: a copy with a higher
 * number than the store knows is what the store has lost.
 */

/** The tables of which a copy is kept, with the key of each. Not of what was pulled: the server has it. */
const KEYS: Readonly<Record<string, string>> = {
  vault: 'key',
  commands: keyField.commands,
  attachments: keyField.attachments,
  drafts: keyField.drafts,
  meta: keyField.meta,
};
/** Of the notes to ourselves: who uses this phone. How far was pulled goes with what was pulled, or it would never come again. */
const NOTES: ReadonlySet<string> = new Set(['memory', 'viewer', 'loss']);
/** Where the store keeps its number, beside the vault: it is needed before anything is opened. */
export const TURN = 'turn';
/** Longer than any phone takes. A browser whose cache never answers may not hold up a save: the store has it. */
const PATIENCE_MS = 15_000;

/** A row as it was put, or `undefined` where it was deleted. */
export interface Written {
  readonly table: string;
  readonly key: string;
  readonly row: StoredRow | undefined;
}

/** Whether a copy is kept of a table, or of the row `key` in it. */
export const isCopied = (table: string, key?: string): boolean =>
  table in KEYS && (table !== 'meta' || key === undefined || NOTES.has(key));

/** The key of a row of a copied table. */
export const keyIn = (table: string, row: StoredRow): string => String(row[KEYS[table] ?? '']);

/** Which store it is, and the number of its last change. */
export interface Turn {
  readonly key: typeof TURN;
  readonly n: number;
  /** Random, made with the store: copies of one that was before it are no copies of this one. */
  readonly id: string;
}

/** The number of the next change. */
export const nextTurn = (last: Turn | undefined): Turn => ({
  key: TURN,
  n: (last?.n ?? 0) + 1,
  id: last?.id ?? crypto.randomUUID(),
});

let silent = false;

/** Undefined when there is no cache here, or it fails or never answers: what is in the store stands. */
async function withCopies<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (typeof caches === 'undefined' || silent) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tired = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      silent = true;
      resolve(undefined);
    }, PATIENCE_MS);
  });
  return Promise.race([work().catch(() => undefined), tired]).finally(() => clearTimeout(timer));
}

const placeOf = (table: string, key: string) => `/copy/${table}/${encodeURIComponent(key)}`;

/** The server has what has arrived, and the bytes that were let go. */
const isOnlyHere = (table: string, row: StoredRow | undefined): row is StoredRow =>
  row !== undefined && row.state !== 'received' && (table !== 'attachments' || row.parts !== undefined);

/** Writes down a second time what a change of the store has just written. */
export async function copyOut(store: string, { n, id }: Turn, writes: readonly Written[]): Promise<void> {
  await withCopies(async () => {
    const cache = await caches.open(store);
    await Promise.all(
      writes.map(({ table, key, row }) =>
        isOnlyHere(table, row)
          ? cache.put(placeOf(table, key), new Response(pack(row), { headers: { table, key, id, turn: String(n) } }))
          : cache.delete(placeOf(table, key)),
      ),
    );
  });
}

interface Copy {
  readonly table: string;
  readonly key: string;
  readonly id: string;
  readonly n: number;
  readonly response: Response;
}

function copyIn(response: Response): Copy {
  const said = (name: string) => response.headers.get(name) ?? '';
  return { table: said('table'), key: said('key'), id: said('id'), n: Number(said('turn')), response };
}

/** Puts back what the store has lost, before anybody looks into it; lets copies go that a kill has left over. */
export async function bringBack(db: IDBPDatabase): Promise<void> {
  await withCopies(async () => {
    if (!(await caches.has(db.name))) return;
    const cache = await caches.open(db.name);
    const all = (await cache.matchAll()).map(copyIn);
    const last: Turn | undefined = await db.get('vault', TURN);
    const id = last?.id ?? (all.find(({ table }) => table === 'vault') ?? all[0])?.id;
    const copies = all.filter((copy) => copy.id === id);
    const lost = copies.filter(({ n }) => n > (last?.n ?? 0));
    for (const { table, key, n } of copies)
      if (n <= (last?.n ?? 0) && !isOnlyHere(table, await db.get(table, key))) await cache.delete(placeOf(table, key));
    if (id === undefined || lost.length === 0) return;
    const rows = await Promise.all(
      lost.map(async ({ table, n, response }) => ({
        table,
        n,
        row: await response.text().then(unpack, () => undefined),
      })),
    );
    const tx = db.transaction(Object.keys(KEYS), 'readwrite', { durability: 'strict' });
    // Another window may have been quicker, and have worked on since.
    const now: Turn = (await tx.objectStore('vault').get(TURN)) ?? { key: TURN, n: 0, id };
    for (const { table, n, row } of rows) if (row !== undefined && n > now.n) void tx.objectStore(table).put(row);
    void tx.objectStore('vault').put({ ...now, n: Math.max(now.n, ...rows.map(({ n }) => n)) });
    await tx.done;
  });
}

/** Before a new vault is made, or when a phone wipes itself: what lies in the copy opens by no key that is left. */
export async function forgetCopy(store: string): Promise<void> {
  await withCopies(() => caches.delete(store));
}

const pack = (row: StoredRow) =>
  JSON.stringify(row, (_name, value) => (value instanceof ArrayBuffer ? { base64: base64(value) } : value));
const unpack = (text: string): StoredRow =>
  JSON.parse(text, (_name, value) => (typeof value?.base64 === 'string' ? bytesOf(value.base64) : value));

/** Bytes as text. */
export function base64(bytes: ArrayBuffer): string {
  const all = new Uint8Array(bytes);
  let text = '';
  for (let at = 0; at < all.length; at += 8192) text += String.fromCharCode(...all.subarray(at, at + 8192));
  return btoa(text);
}
const bytesOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
