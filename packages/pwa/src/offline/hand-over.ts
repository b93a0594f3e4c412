import { type AskAsDevice, askAsDevice } from './contact.ts';
import { base64, forgetCopy } from './copy.ts';
import { type Connection, connect } from './database.ts';
import { withLock } from './lock.ts';
import { phoneUsers, removeUser } from './phone.ts';
import { storeName } from './store.ts';
import type { StoredRow, TableName } from './tables.ts';
import { clearFields, keyField } from './tables.ts';
import { type DeviceSlot, readVault } from './vault-record.ts';
import { forgetKept } from './witness.ts';

/** What became of the unsent work of a revoked phone. */
export interface HandedOver {
  /** Commands that the server has carried out in the author's name. */
  readonly received: number;
  /** What it keeps for the office: refused commands, drafts. */
  readonly kept: number;
}

/**
 * 停用此设备, on the phone: hands over every row that the server has not, sealed as it lies (locked or not), then wipes this
 * person's store and keys. Only after the server's word that it has all of it is anything deleted; a kill in between
 * begins again. Undefined: no line now, nothing has been deleted.
 */
export async function handOverAndWipe(personId: string, ask = askAsDevice): Promise<HandedOver | undefined> {
  let end: HandedOver | undefined;
  await withLock(`huiyin-hand-over-${personId}`, async () => {
    const connection = connect(storeName(personId));
    let device: DeviceSlot | undefined;
    try {
      device = (await readVault(connection))?.device;
      if (device !== undefined) end = await handOver(connection, device, ask);
    } finally {
      await connection.close();
    }
    if (end === undefined || device === undefined) return;
    await wipe(personId);
    await ask('mutation { deviceWiped }', {}, device.token);
  });
  return end;
}

const HAND_OVER = 'mutation ($wrapped: String!, $rows: JSON!) { handOver(wrapped: $wrapped, rows: $rows) }';
/** Characters of one request; a single larger row goes alone. */
const BATCH = 4_000_000;

async function handOver(connection: Connection, device: DeviceSlot, ask: AskAsDevice): Promise<HandedOver | undefined> {
  const wrapped = base64(device.wrapped);
  // Photos before the commands that name them.
  let drafts = 0;
  for (const table of ['attachments', 'commands', 'drafts'] as const) {
    let batch: unknown[] = [];
    let size = 0;
    const send = async () => {
      const answer = await ask(HAND_OVER, { wrapped, rows: batch }, device.token);
      batch = [];
      size = 0;
      return answer.kind === 'data' && typeof answer.data.handOver === 'number';
    };
    for (const key of await keysOf(connection, table)) {
      const row: StoredRow | undefined = await connection.use((db) => db.get(table, key));
      if (row === undefined || row.state === 'received' || row.uploaded === true) continue;
      if (table === 'drafts') drafts += 1;
      const wire = wireOf(table, row);
      const length = JSON.stringify(wire).length;
      if ((size + length > BATCH || batch.length >= 100) && batch.length > 0 && !(await send())) return undefined;
      batch.push(wire);
      size += length;
    }
    if (batch.length > 0 && !(await send())) return undefined;
  }
  const answer = await ask('mutation { finishHandOver { received kept } }', {}, device.token);
  // The shape is schema.graphql's, which the API stories check. Anything else is a login page's: nothing is wiped for it.
  const end = answer.kind === 'data' ? (answer.data.finishHandOver as HandedOver | null | undefined) : undefined;
  return end == null ? undefined : { received: end.received, kept: end.kept + drafts };
}

async function keysOf(connection: Connection, table: TableName): Promise<string[]> {
  return (await connection.use((db) => db.getAllKeys(table))).map(String);
}

/** A row for the wire: what lies in the clear, and the sealed bytes. One that was never sealed goes as it is. */
function wireOf(table: TableName, row: StoredRow) {
  const { sealed, parts = {}, ...rest } = row;
  const loose = Object.entries(rest).filter(([, value]) => value instanceof ArrayBuffer);
  const binary = { ...parts, ...Object.fromEntries(loose) } as Record<string, ArrayBuffer>; // ArrayBuffers all, as filtered
  const named = sealed === undefined ? Object.keys(rest) : [keyField[table], ...clearFields[table]];
  const clear = Object.fromEntries(named.filter((name) => !(name in binary)).map((name) => [name, rest[name] ?? null]));
  return {
    table,
    clear,
    sealed: sealed === undefined ? '' : base64(sealed),
    parts: Object.fromEntries(Object.entries(binary).map(([name, bytes]) => [name, base64(bytes)])),
  };
}

/** Deletes the person's store, and with the last person the app's caches. The shell comes back with the next visit. */
async function wipe(personId: string): Promise<void> {
  await forgetCopy(storeName(personId));
  await new Promise<void>((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(storeName(personId));
    asked.onsuccess = () => resolve();
    asked.onerror = () => reject(asked.error);
    // Another window closes on `versionchange`; the deletion then goes on by itself.
  });
  await removeUser(personId);
  if (typeof localStorage !== 'undefined') forgetKept(personId);
  if (typeof caches === 'undefined' || (await phoneUsers()).length > 0) return;
  for (const name of await caches.keys()) if (!name.startsWith('workbox-precache')) await caches.delete(name);
}
