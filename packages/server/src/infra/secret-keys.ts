import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, StartProblem } from './start-problem.ts';

// Secrets that the server must be able to read again (what signs webhooks, what signs push messages) lie sealed in the
// database: AES-256-GCM under keys that are kept outside it, so that a copy of the database alone gives none of them away.

/** Seals and opens secrets. Every process of a bureau must have the same keys. */
export interface SecretKeys {
  /** Seals under the newest key. `of` says what it belongs to: sealed for one thing, it cannot be put in another's place. */
  seal(plain: string, of: string): string;
  /** The secret again; undefined when no key of this process opens it, or it was sealed for something else. */
  open(sealed: string, of: string): string | undefined;
  /** Whether it is sealed under the newest key. */
  isCurrent(sealed: string): boolean;
}

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const fileName = 'secret.keys';
/** `sealed.<id of the key>.<nonce, tag and cipher text>`: nothing that was ever kept in clear begins so. */
const sealedPattern = /^sealed\.([0-9a-f]{12})\.([\w-]+)$/;

/** Whether this is one secret key: 32 bytes in base64. */
export function isSecretKey(text: string): boolean {
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) && Buffer.from(text, 'base64').length === keyBytes;
}

/** Whether a kept text has been sealed at all. */
export function isSealed(text: string): boolean {
  return sealedPattern.test(text);
}

/** @param keys base64, the newest first; the others only open what was sealed before */
export function openSecretKeys(keys: readonly string[]): SecretKeys {
  const byId = new Map(keys.map((text) => keyOf(text)));
  const [current] = keys.map(keyOf);
  if (!current) throw new Error('no secret key');
  const [currentId, currentKey] = current;
  return {
    seal(plain, of) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', currentKey, nonce).setAAD(Buffer.from(of));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `sealed.${currentId}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`;
    },
    open(sealed, of) {
      const [, id = '', content = ''] = sealedPattern.exec(sealed) ?? [];
      const key = byId.get(id);
      const bytes = Buffer.from(content, 'base64url');
      if (!key || bytes.length < nonceBytes + tagBytes) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes)).setAAD(Buffer.from(of));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        const plain = decipher.update(bytes.subarray(nonceBytes + tagBytes));
        return Buffer.concat([plain, decipher.final()]).toString('utf8');
      } catch {
        return undefined; // Another thing's, or not what was sealed.
      }
    },
    isCurrent: (sealed) => sealed.startsWith(`sealed.${currentId}.`),
  };
}

/** A key's name is made of the key itself, so that nobody has to think one up or can give two the same. */
function keyOf(text: string): readonly [id: string, key: Buffer] {
  const key = Buffer.from(text, 'base64');
  return [createHash('sha256').update('huiyin secret key').update(key).digest('hex').slice(0, 12), key];
}

/** A new key, in base64. */
export function newSecretKey(): string {
  return randomBytes(keyBytes).toString('base64');
}

/**
 * The keys of the file `secret.keys` in the data folder, one a line, the newest first; made (0600) at the first start. Two
 * processes that start at once agree on one.
 * @throws StartProblem secret-keys-unreadable
 */
export async function readSecretKeys(folder: string): Promise<readonly string[]> {
  const path = join(folder, fileName);
  try {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return makeKeyFile(folder, path);
      throw error;
    });
    const lines = text.split('\n').map((line) => line.trim());
    const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
    if (keys.length > 0 && keys.every(isSecretKey)) return keys;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
  throw new StartProblem('secret-keys-unreadable', { path });
}

/** Written beside and put in place whole: no other process ever reads half a key. */
async function makeKeyFile(folder: string, path: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(beside, 'wx', 0o600);
  try {
    await file.write(`${newSecretKey()}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await link(beside, path).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  await rm(beside, { force: true });
  return readFile(path, 'utf8');
}
