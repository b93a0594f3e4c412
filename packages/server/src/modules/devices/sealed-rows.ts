import { webcrypto } from 'node:crypto';

// How the phone seals (packages/pwa/src/offline/sealed.ts, vault.ts), read from the other side; tests/api/devices.test.ts
// hands over rows that the phone's own code has sealed.

/** A row of a phone's store as it lay there: keys and states in the clear, the rest sealed. All bytes in base64. */
export interface SealedRow {
  readonly table: 'commands' | 'attachments' | 'drafts';
  readonly clear: Readonly<Record<string, unknown>>;
  readonly sealed: string;
  readonly parts: Readonly<Record<string, string>>;
}

/** The fields in the clear to which the sealed words are bound, in this order; the first is the row's key. */
const clearFields = {
  commands: ['commandId', 'order', 'state'],
  attachments: ['id', 'ownerId', 'uploaded'],
  drafts: ['id'],
} as const satisfies Record<SealedRow['table'], readonly string[]>;

const ivBytes = 12;
const tagBytes = 16;

/** The key of a row within its table. */
export function keyOf({ table, clear }: SealedRow): string {
  return String(clear[clearFields[table][0]]);
}

/** The data key of a vault, by the recovery key that the server keeps for this phone. Undefined: not wrapped by it. */
export async function unwrapDataKey(
  recoveryKey: Uint8Array<ArrayBuffer>,
  wrapped: string,
): Promise<webcrypto.CryptoKey | undefined> {
  const base = await webcrypto.subtle.importKey('raw', recoveryKey, 'HKDF', false, ['deriveKey']);
  const wrapping = await webcrypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new ArrayBuffer(0), info: Buffer.from('huiyin vault') },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['decrypt'],
  );
  const raw = await open(wrapping, wrapped, 'data key by recovery');
  return raw && webcrypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
}

/** A row opened: its fields, and the bytes of pictures. Undefined when it is damaged or not of this phone. */
export async function openSealedRow(
  key: webcrypto.CryptoKey,
  row: SealedRow,
): Promise<
  { readonly fields: Readonly<Record<string, unknown>>; readonly bytes: ArrayBuffer | undefined } | undefined
> {
  const about = JSON.stringify([row.table, ...clearFields[row.table].map((field) => row.clear[field] ?? null)]);
  const words = await open(key, row.sealed, about);
  if (!words) return undefined;
  const fields: unknown = JSON.parse(Buffer.from(words).toString());
  if (typeof fields !== 'object' || fields === null) return undefined;
  const part = row.parts.bytes;
  const bytes =
    part === undefined ? undefined : await open(key, part, JSON.stringify([row.table, keyOf(row), 'bytes']));
  return { fields: { ...row.clear, ...fields }, bytes };
}

async function open(key: webcrypto.CryptoKey, base64: string, about: string): Promise<ArrayBuffer | undefined> {
  const sealed = Buffer.from(base64, 'base64');
  if (sealed.byteLength < ivBytes + tagBytes) return undefined;
  const iv = sealed.subarray(0, ivBytes);
  try {
    return await webcrypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData: Buffer.from(about) },
      key,
      sealed.subarray(ivBytes),
    );
  } catch {
    return undefined;
  }
}
