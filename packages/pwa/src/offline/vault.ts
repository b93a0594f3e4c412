import { forgetCopy } from './copy.ts';
import { type Connection, strictlyTwice } from './database.ts';
import { dataKeyOf, locked, newDataKey, openBytes, sealBytes } from './sealed.ts';
import type { Bytes } from './tables.ts';
import { changeVault, type PinSlot, readVault, VAULT, type VaultRecord } from './vault-record.ts';

/** Figures of PBKDF2; `least` is OWASP's for SHA-256. */
export interface Pbkdf2Effort {
  readonly least: number;
  readonly most: number;
  /** What one try may cost on this phone, in milliseconds. */
  readonly targetMs: number;
}
const EFFORT: Pbkdf2Effort = { least: 600_000, most: 5_000_000, targetMs: 600 };

/** From the third wrong try on the next one waits, longer each time (seconds). */
const WAITS = [0, 0, 0, 30, 60, 300, 900, 1800, 3600];
/** After so many wrong tries the PIN no longer opens: only the account's password (or the passkey) does. Nothing is deleted. */
export const MOST_WRONG = 10;

/** What came of a try. `key` has its bytes shut in. */
export type Unlocked =
  | { readonly kind: 'open'; readonly key: CryptoKey }
  /** `left`: tries before the PIN is shut. */
  | { readonly kind: 'wrong'; readonly left: number; readonly notBefore: number }
  | { readonly kind: 'wait'; readonly notBefore: number }
  /** Too many wrong tries: the password of the account is asked for. */
  | { readonly kind: 'shut' };

const ABOUT = { pin: 'data key by PIN', passkey: 'data key by passkey', recovery: 'data key by recovery' } as const;

/** Why a PIN will not do; undefined when it will. At least six characters, and none that everybody tries first. */
export function pinFault(pin: string): 'short' | 'plain' | undefined {
  if (pin.length < 6) return 'short';
  const steps = new Set([...pin].slice(1).map((letter, at) => letter.charCodeAt(0) - pin.charCodeAt(at)));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1 ? 'plain' : undefined;
}

/** Makes the vault, before anything of a person is written. Returns the key to open the store with. */
export async function makeVault(connection: Connection, pin: string, effort = EFFORT): Promise<CryptoKey> {
  const raw = await newDataKey();
  const record: VaultRecord = {
    key: VAULT,
    pin: await pinSlot(raw, pin, effort),
    wrong: { count: 0, notBefore: 0 },
    lock: { minutes: 5, onHide: false },
  };
  const made = await connection.use(async (db) => {
    // What lies in a copy that was not brought back opens by no key that is left.
    if ((await db.get('vault', VAULT)) === undefined) await forgetCopy(db.name);
    return strictlyTwice(db, ['vault'], async (tx, writer) => {
      // Another tab was quicker: its key is the one; never a second.
      if ((await tx.objectStore('vault').get(VAULT)) !== undefined) return false;
      await writer.put('vault', { ...record });
      return true;
    });
  });
  if (made) return locked(raw);
  const other = await unlock(connection, pin, 0);
  if (other.kind === 'open') return other.key;
  throw new Error('another window has made the vault with another PIN');
}

/**
 * Tries a PIN. The try is counted on the disk before it is compared, so that killing the app gives none back; one that dies
 * while its key is still being made has compared nothing, and counts for nothing.
 * @param now epoch milliseconds
 */
export async function unlock(connection: Connection, pin: string, now: number): Promise<Unlocked> {
  const found = await tryPin(connection, pin, now);
  return found.kind === 'open' ? { kind: 'open', key: await locked(found.key) } : found;
}

async function tryPin(connection: Connection, pin: string, now: number): Promise<Unlocked> {
  const known = await readVault(connection);
  if (known === undefined) return { kind: 'shut' };
  const barred = barredBy(known, now);
  if (barred !== undefined) return barred;
  // The slow part, which tells nothing by itself: whoever is killed here has not tried yet.
  const wrapping = await pinKey(pin, known.pin.salt, known.pin.iterations);
  let before: VaultRecord | undefined;
  await changeVault(connection, (vault) => {
    before = vault;
    if (barredBy(vault, now) !== undefined) return vault;
    const count = vault.wrong.count + 1;
    return { ...vault, wrong: { count, notBefore: now + (WAITS[Math.min(count, WAITS.length - 1)] ?? 0) * 1000 } };
  });
  // Another window has tried, or set another PIN, meanwhile.
  if (before === undefined) return { kind: 'shut' };
  const barredNow = barredBy(before, now);
  if (barredNow !== undefined) return barredNow;
  const key = await unwrap(wrapping, before.pin.wrapped, ABOUT.pin);
  if (key === undefined) {
    const { count, notBefore } = (await readVault(connection))?.wrong ?? { count: MOST_WRONG, notBefore: 0 };
    return count >= MOST_WRONG ? { kind: 'shut' } : { kind: 'wrong', left: MOST_WRONG - count, notBefore };
  }
  await forgetWrong(connection);
  return { kind: 'open', key };
}

/** Whoever has the key is let in, also where there is no room left to say so: then the tries stay counted. */
async function forgetWrong(connection: Connection): Promise<void> {
  await changeVault(connection, (vault) => ({ ...vault, wrong: { count: 0, notBefore: 0 } })).catch(() => undefined);
}

/** Why no PIN is looked at now; undefined when one is. */
function barredBy({ wrong }: VaultRecord, now: number): Exclude<Unlocked, { kind: 'open' | 'wrong' }> | undefined {
  if (wrong.count >= MOST_WRONG) return { kind: 'shut' };
  return wrong.notBefore > now ? { kind: 'wait', notBefore: wrong.notBefore } : undefined;
}

/** A new PIN for one who knows the old one. The data key stays, so nothing has to be sealed again. */
export async function changePin(
  connection: Connection,
  pin: string,
  next: string,
  now: number,
  effort = EFFORT,
): Promise<Unlocked> {
  const found = await tryPin(connection, pin, now);
  if (found.kind !== 'open') return found;
  await setPin(connection, found.key, next, effort);
  return { kind: 'open', key: await locked(found.key) };
}

/** A new PIN for one who has forgotten it, by the key that the server gives for the account's password. Undefined: not this key. */
export async function recover(
  connection: Connection,
  recoveryKey: Bytes,
  next: string,
  effort = EFFORT,
): Promise<CryptoKey | undefined> {
  const vault = await readVault(connection);
  if (vault?.device === undefined) return undefined;
  const key = await unwrap(await wrappingKey(recoveryKey), vault.device.wrapped, ABOUT.recovery);
  if (key === undefined) return undefined;
  await setPin(connection, key, next, effort);
  return locked(key);
}

/** Wraps the data key for the server's recovery key; asks for the PIN, since an open vault does not give its key out. */
export async function keepForRecovery(
  connection: Connection,
  pin: string,
  device: { readonly id: string; readonly token: string; readonly recoveryKey: Bytes },
): Promise<boolean> {
  const vault = await readVault(connection);
  if (vault === undefined) return false;
  const key = await unwrap(await pinKey(pin, vault.pin.salt, vault.pin.iterations), vault.pin.wrapped, ABOUT.pin);
  if (key === undefined) return false;
  const wrapped = await wrap(await wrappingKey(device.recoveryKey), key, ABOUT.recovery);
  return changeVault(connection, (now) => ({ ...now, device: { id: device.id, token: device.token, wrapped } }));
}

/** Wraps the data key for a passkey of this phone. `secret` is what its PRF gave for `salt`. False: wrong PIN. */
export async function keepForPasskey(
  connection: Connection,
  pin: string,
  passkey: { readonly credentialId: ArrayBuffer; readonly salt: ArrayBuffer; readonly secret: Bytes },
): Promise<boolean> {
  const found = await tryPin(connection, pin, Date.now());
  if (found.kind !== 'open') return false;
  const wrapped = await wrap(await wrappingKey(passkey.secret), found.key, ABOUT.passkey);
  const { credentialId, salt } = passkey;
  return changeVault(connection, (now) => ({ ...now, passkey: { credentialId, salt, wrapped } }));
}

/** Opens the vault by what the passkey's PRF gave; wrong tries of the PIN are forgotten. Undefined: not this passkey. */
export async function unlockByPasskey(connection: Connection, secret: Bytes): Promise<CryptoKey | undefined> {
  const vault = await readVault(connection);
  if (vault?.passkey === undefined) return undefined;
  const key = await unwrap(await wrappingKey(secret), vault.passkey.wrapped, ABOUT.passkey);
  if (key === undefined) return undefined;
  await forgetWrong(connection);
  return locked(key);
}

async function setPin(connection: Connection, key: CryptoKey, pin: string, effort: Pbkdf2Effort): Promise<void> {
  const slot = await pinSlot(key, pin, effort);
  await changeVault(connection, (vault) => ({ ...vault, pin: slot, wrong: { count: 0, notBefore: 0 } }));
}

async function pinSlot(key: CryptoKey, pin: string, effort: Pbkdf2Effort): Promise<PinSlot> {
  const salt = crypto.getRandomValues(new Uint8Array(16)).buffer;
  const iterations = await measuredIterations(effort);
  return { salt, iterations, wrapped: await wrap(await pinKey(pin, salt, iterations), key, ABOUT.pin) };
}

/** As many iterations as this phone does in the time a person does not mind, and never fewer than `least`. */
async function measuredIterations({ least, most, targetMs }: Pbkdf2Effort): Promise<number> {
  const sample = Math.min(least, 100_000);
  const from = performance.now();
  await pinKey('measure', new ArrayBuffer(16), sample);
  const each = (performance.now() - from) / sample;
  const fitting = Math.round(targetMs / Math.max(each, 1e-6) / 10_000) * 10_000;
  return Math.min(most, Math.max(least, fitting));
}

async function pinKey(pin: string, salt: ArrayBuffer, iterations: number): Promise<CryptoKey> {
  // Full-width digits of a Chinese keyboard are the same PIN.
  const words = new TextEncoder().encode(pin.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', words, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** A wrapping key from a secret of full strength (32 random bytes). */
async function wrappingKey(secret: Bytes): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new ArrayBuffer(0), info: new TextEncoder().encode('huiyin vault') },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

async function wrap(by: CryptoKey, key: CryptoKey, about: string): Promise<ArrayBuffer> {
  return sealBytes(by, await crypto.subtle.exportKey('raw', key), about);
}

/** The data key, extractable: for wrapping it anew only. Undefined when `by` is not the right key. */
async function unwrap(by: CryptoKey, wrapped: ArrayBuffer, about: string): Promise<CryptoKey | undefined> {
  const raw = await openBytes(by, wrapped, about);
  return raw === undefined ? undefined : dataKeyOf(raw, true);
}
