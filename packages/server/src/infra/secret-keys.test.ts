import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isSealed, isSecretKey, newSecretKey, openSecretKeys, readSecretKeys } from './secret-keys.ts';

const [old, fresh] = [newSecretKey(), newSecretKey()];

describe('what is sealed', () => {
  const keys = openSecretKeys([old]);

  test('opens again, each time sealed differently, and shows nothing of itself', () => {
    const [one, other] = [keys.seal('whsec_密钥', 'a'), keys.seal('whsec_密钥', 'a')];
    expect(one).not.toBe(other);
    expect(isSealed(one)).toBe(true);
    expect(Buffer.from(one.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('whsec');
    expect([keys.open(one, 'a'), keys.open(other, 'a')]).toEqual(['whsec_密钥', 'whsec_密钥']);
  });

  test('opens for nothing else, under no other key, and not when a single bit was turned', () => {
    const sealed = keys.seal('secret', 'webhook 1');
    expect(keys.open(sealed, 'webhook 2')).toBeUndefined();
    expect(openSecretKeys([fresh]).open(sealed, 'webhook 1')).toBeUndefined();
    const [head = '', id = '', content = ''] = sealed.split('.');
    const bytes = Buffer.from(content, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const turned = Buffer.from(bytes);
      turned[at] = (turned[at] ?? 0) ^ 1;
      expect(keys.open([head, id, turned.toString('base64url')].join('.'), 'webhook 1')).toBeUndefined();
    }
    for (const text of ['', 'secret', 'sealed.', `sealed.${id}.`, `sealed.${id}.AAAA`]) {
      expect(keys.open(text, 'webhook 1')).toBeUndefined();
    }
  });

  test('is still opened after a newer key was put in front, which seals from then on', () => {
    const sealed = keys.seal('secret', 'a');
    const rotated = openSecretKeys([fresh, old]);
    expect(rotated.open(sealed, 'a')).toBe('secret');
    expect(rotated.isCurrent(sealed)).toBe(false);
    expect(rotated.isCurrent(rotated.seal('secret', 'a'))).toBe(true);
  });
});

describe('the file of keys', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'huiyin-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('is made once, for its owner only; processes that start together have the same', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => readSecretKeys(folder)));
    expect(new Set(made.flat()).size).toBe(1);
    expect((await stat(join(folder, 'secret.keys'))).mode & 0o777).toBe(0o600);
    expect(isSecretKey((await readFile(join(folder, 'secret.keys'), 'utf8')).trim())).toBe(true);
    expect(await readSecretKeys(folder)).toEqual(made[0]);
  });

  test('holds several, the newest first, and lines of explanation', async () => {
    await writeFile(join(folder, 'secret.keys'), `# 2026-11 轮换\n${fresh}\n\n${old}\n`);
    expect(await readSecretKeys(folder)).toEqual([fresh, old]);
  });

  test.each(['', 'not a key\n', `${old}\nx\n`])('refuses to start on %j', async (text) => {
    await writeFile(join(folder, 'secret.keys'), text);
    await expect(readSecretKeys(folder)).rejects.toMatchObject({ code: 'secret-keys-unreadable' });
  });
});
