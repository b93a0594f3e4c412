import type { Bytes, StoredRow, TableName, Tables } from './tables.ts';
import { clearFields, keyField } from './tables.ts';

/** Length of the random IV in front of every sealed value (AES-GCM, 96 bits). */
const IV_BYTES = 12;
const utf8 = new TextEncoder();
const text = new TextDecoder();

/**
 * Seals bytes by AES-256-GCM: 12 random bytes of IV, then the ciphertext with its tag.
 * @param about what the bytes are; sealed bytes that were put in another place do not open
 */
export async function sealBytes(key: CryptoKey, bytes: BufferSource, about: string): Promise<ArrayBuffer> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8.encode(about) }, key, bytes);
  const sealed = new Uint8Array(IV_BYTES + cipher.byteLength);
  sealed.set(iv);
  sealed.set(new Uint8Array(cipher), IV_BYTES);
  return sealed.buffer;
}

/** Opens sealed bytes; undefined when the key is another one, or when they are damaged or lie in another place. */
export async function openBytes(key: CryptoKey, sealed: ArrayBuffer, about: string): Promise<ArrayBuffer | undefined> {
  const iv = new Uint8Array(sealed, 0, Math.min(IV_BYTES, sealed.byteLength));
  const rest = new Uint8Array(sealed, iv.byteLength);
  try {
    return await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: utf8.encode(about) }, key, rest);
  } catch {
    return undefined;
  }
}

/** The IV names one sealing: two rows with the same IV are the same row. '' for a row from before sealing. */
export function sealOf(row: StoredRow | undefined): string | undefined {
  if (row === undefined) return undefined;
  return row.sealed === undefined ? '' : String(new Uint8Array(row.sealed, 0, IV_BYTES));
}

/** The sealed form of pictures that were read from the store: written back unchanged, they are not sealed again. */
const sealedParts = new WeakMap<ArrayBuffer, { readonly key: CryptoKey; readonly about: string; bytes: ArrayBuffer }>();

/** Bytes are bound to their row, not to who owns it: a photo moves from the draft to the command as it is. */
const aboutPart = (table: TableName, id: string, field: string) => JSON.stringify([table, id, field]);

/** The sealed words of a row are bound to its place and to everything that lies beside them in the clear. */
function aboutRow(table: TableName, row: StoredRow): string {
  return JSON.stringify([table, ...clearFields[table].map((field) => row[field] ?? null)]);
}

async function sealPart(key: CryptoKey, bytes: ArrayBuffer, about: string): Promise<ArrayBuffer> {
  const known = sealedParts.get(bytes);
  if (known?.key === key && known.about === about) return known.bytes;
  return sealBytes(key, bytes, about);
}

/** A row as it goes to the disk: keys and index fields in the clear, all the rest sealed. */
export async function sealRow<T extends TableName>(key: CryptoKey, table: T, row: Tables[T]): Promise<StoredRow> {
  const clear: Record<string, unknown> = {};
  const words: Record<string, unknown> = {};
  const parts: Record<string, ArrayBuffer> = {};
  const id = String(Reflect.get(row, keyField[table]));
  for (const [field, value] of Object.entries(row)) {
    if (clearFields[table].includes(field)) clear[field] = value;
    else if (value instanceof ArrayBuffer) parts[field] = await sealPart(key, value, aboutPart(table, id, field));
    else words[field] = value;
  }
  const sealed = await sealBytes(key, utf8.encode(JSON.stringify(words)), aboutRow(table, clear));
  return { ...clear, sealed, ...(Object.keys(parts).length === 0 ? {} : { parts }) };
}

/** A row as it was put; `undefined` when it is damaged. Rows from before sealing are taken as they lie. */
export async function openRow<T extends TableName>(
  key: CryptoKey,
  table: T,
  row: StoredRow,
): Promise<Tables[T] | undefined> {
  const { sealed, parts, ...clear } = row;
  // Written by sealRow from a Tables[T]; before sealing, by version 1 from the same shape.
  if (sealed === undefined) return clear as unknown as Tables[T];
  const words = await openBytes(key, sealed, aboutRow(table, clear));
  if (words === undefined) return undefined;
  const opened: Record<string, unknown> = { ...clear, ...JSON.parse(text.decode(words)) };
  for (const [field, part] of Object.entries(parts ?? {})) {
    const about = aboutPart(table, String(clear[keyField[table]]), field);
    const bytes = await openBytes(key, part, about);
    if (bytes === undefined) return undefined;
    sealedParts.set(bytes, { key, about, bytes: part });
    opened[field] = bytes;
  }
  return opened as unknown as Tables[T]; // sealed by sealRow, and AES-GCM vouches that nobody has changed it since
}

/** A new data key. Extractable only while it is wrapped for its owner; see {@link locked}. */
export function newDataKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
}

/** The same key in the form in which it is used: its bytes can no longer be read out. */
export async function locked(key: CryptoKey): Promise<CryptoKey> {
  return dataKeyOf(await crypto.subtle.exportKey('raw', key), false);
}

/** A data key from its 32 bytes. */
export function dataKeyOf(raw: Bytes, extractable: boolean): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', extractable, ['encrypt', 'decrypt']);
}
