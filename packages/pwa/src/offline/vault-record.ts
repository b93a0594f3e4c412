import { type Connection, strictlyTwice } from './database.ts';

/**
 * The vault of one person on one phone. A random data key seals everything; it is kept only wrapped: by a key made from
 * the 本机口令 (PBKDF2), by a passkey (PRF), and by a recovery key that only the server has. None of the three can be
 * reckoned from what lies on the phone.
 */
export interface VaultRecord {
  readonly key: 'vault';
  readonly pin: PinSlot;
  readonly passkey?: PasskeySlot;
  /** How the server knows this phone, and the data key wrapped by the key that it keeps for it. */
  readonly device?: DeviceSlot;
  readonly wrong: WrongTries;
  readonly lock: LockRule;
}

/** The data key under a key made from the PIN. */
export interface PinSlot {
  readonly salt: ArrayBuffer;
  readonly iterations: number;
  readonly wrapped: ArrayBuffer;
}

/** The data key under a key made by a passkey of this phone. */
export interface PasskeySlot {
  readonly credentialId: ArrayBuffer;
  readonly salt: ArrayBuffer;
  readonly wrapped: ArrayBuffer;
}

/** `token` lets this phone ask whether it is still trusted and hand over sealed work; it opens nothing. */
export interface DeviceSlot {
  readonly id: string;
  readonly token: string;
  readonly wrapped: ArrayBuffer;
}

/** Tries since the last right one, and until when the next must wait (epoch ms). */
export interface WrongTries {
  readonly count: number;
  readonly notBefore: number;
}

/** After how many minutes without a touch the vault locks, and whether it locks as soon as the app is put away. */
export interface LockRule {
  readonly minutes: 1 | 5 | 15;
  readonly onHide: boolean;
}

/** The key of the only row. */
export const VAULT = 'vault';

/** The vault of a store; undefined when none has been made (a new person, or version 1). */
export function readVault(connection: Connection): Promise<VaultRecord | undefined> {
  return connection.use((db) => db.get('vault', VAULT));
}

/** Changes the record in one strict transaction; false when there is none. */
export function changeVault(connection: Connection, change: (vault: VaultRecord) => VaultRecord): Promise<boolean> {
  return connection.use((db) =>
    strictlyTwice(db, ['vault'], async (tx, writer) => {
      const vault: VaultRecord | undefined = await tx.objectStore('vault').get(VAULT);
      if (vault === undefined) return false;
      await writer.put('vault', { ...change(vault) });
      return true;
    }),
  );
}
