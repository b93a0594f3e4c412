import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { connect, StoreFault } from './database.ts';
import { keepAttachment, saveDraft } from './drafts.ts';
import { listItems, type NewItem, saveItem } from './outbox.ts';
import { locked, newDataKey } from './sealed.ts';
import { openStore, type PhoneStore, storeName, writeEntity, writeMeta } from './store.ts';
import { uuidv7 } from './uuid.ts';
import {
  changePin,
  keepForPasskey,
  keepForRecovery,
  MOST_WRONG,
  makeVault,
  pinFault,
  recover,
  unlock,
  unlockByPasskey,
} from './vault.ts';
import { readVault } from './vault-record.ts';

/* The vault of one person: what lies on the disk says nothing without the PIN, and no wrong PIN ever costs any work. */

const quick = { least: 1_000, most: 1_000, targetMs: 0 };
const PIN = '一句好记的话';
const MARK = '马克曼标记';
const NOON = Date.parse('2026-11-25T04:00:00Z');

let people = 0;
async function newVault() {
  people += 1;
  const personId = `vault-${people}`;
  const connection = connect(storeName(personId));
  return { personId, connection, key: await makeVault(connection, PIN, quick) };
}

const item = (over: Partial<NewItem> = {}): NewItem => ({
  commandId: uuidv7(),
  type: 'logOutreachVisit',
  payload: { observations: MARK },
  occurredAt: new Date(NOON).toISOString(),
  streams: [],
  attachmentIds: [],
  summary: { title: MARK, matters: 0, photos: 0 },
  ...over,
});

/** Everything that lies on the disk, as text: sealed bytes as Latin letters, the rest as JSON. */
async function diskOf(personId: string): Promise<string> {
  const connection = connect(storeName(personId));
  const rows = await connection.use(async (db) => {
    const all: unknown[] = [];
    for (const name of db.objectStoreNames) all.push(...(await db.getAll(name)));
    return all;
  });
  await connection.close();
  const bytes = (_name: string, value: unknown) =>
    value instanceof ArrayBuffer ? new TextDecoder('utf-8').decode(value) : value;
  return JSON.stringify(rows, bytes);
}

async function fill(store: PhoneStore): Promise<string> {
  await writeMeta(store, 'viewer', { displayName: MARK });
  await writeEntity(store, 'cases', [{ title: MARK }], 1);
  await saveDraft(store, { id: 'd0', savedAt: 1, form: { note: MARK } });
  const bytes = new TextEncoder().encode(MARK).buffer;
  const photo = {
    id: 'p1',
    kind: 'photo',
    mime: 'image/jpeg',
    size: bytes.byteLength,
    sha256: 'ab',
    uploaded: false,
  } as const;
  await keepAttachment(store, { ...photo, ownerId: 'd1', bytes }, { id: 'd1', savedAt: 1, form: {} });
  const saved = await saveItem(store, item({ attachmentIds: ['p1'], draftId: 'd1' }));
  return saved.commandId;
}

describe('what lies on the disk', () => {
  it('shows nothing of a person in any table, and opens again with the PIN', async () => {
    const { personId, connection, key } = await newVault();
    const store = openStore(personId, key);
    const commandId = await fill(store);
    await store.close();
    const disk = await diskOf(personId);
    expect(disk).toContain(commandId);
    for (const words of [MARK, PIN, 'observations', 'displayName']) expect(disk).not.toContain(words);

    const found = await unlock(connection, PIN, NOON);
    if (found.kind !== 'open') throw new Error(found.kind);
    const again = openStore(personId, found.key);
    expect((await listItems(again))[0]?.payload).toEqual({ observations: MARK });
    expect(new TextDecoder().decode((await again.get('attachments', 'p1'))?.bytes)).toBe(MARK);
    expect((await again.get('drafts', 'd0'))?.form).toEqual({ note: MARK });
    await again.close();
  });

  it('the key cannot be read out of an open vault', async () => {
    const { key } = await newVault();
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });

  it('a row that is damaged, changed or moved is left out and kept; all others open', async () => {
    const { personId, key } = await newVault();
    const store = openStore(personId, key);
    const ids = [];
    for (let n = 0; n < 4; n += 1) ids.push((await saveItem(store, item())).commandId);
    const [bent = '', moved = '', renamed = '', sound = ''] = ids;
    await store.connection.use(async (db) => {
      const row = await db.get('commands', bent);
      const bytes = new DataView(row.sealed);
      bytes.setUint8(40, bytes.getUint8(40) ^ 1);
      await db.put('commands', row);
      const { sealed } = await db.get('commands', sound);
      await db.put('commands', { ...(await db.get('commands', moved)), sealed });
      await db.put('commands', { ...(await db.get('commands', renamed)), state: 'received' });
    });
    // A tab that starts anew: this one still has the opened rows.
    await store.close();
    const fresh = openStore(personId, key);
    expect((await listItems(fresh)).map((one) => one.commandId)).toEqual([sound]);
    expect([...fresh.damaged()].sort()).toEqual([bent, moved, renamed].map((id) => `commands/${id}`).sort());
    // Saving goes on beside it, after the last order that was given.
    const next = await saveItem(fresh, item());
    expect(next.order).toBe(5);
    expect(await fresh.connection.use((db) => db.count('commands'))).toBe(5);
    await fresh.close();
  });
});

describe('本机口令', () => {
  it.each([
    ['12345', 'short'],
    ['123456', 'plain'],
    ['654321', 'plain'],
    ['aaaaaa', 'plain'],
    ['135790', undefined],
    [PIN, undefined],
  ])('%s: %s', (pin, fault) => expect(pinFault(pin)).toBe(fault));

  it('waits longer after each wrong try from the third on, keeps count over a restart, and shuts at the tenth', async () => {
    const { personId, connection } = await newVault();
    const waits: number[] = [];
    let now = NOON;
    for (let n = 1; n < MOST_WRONG; n += 1) {
      const found = await unlock(connection, '不是这一句话', now);
      if (found.kind !== 'wrong') throw new Error(`${n}: ${found.kind}`);
      expect(found.left).toBe(MOST_WRONG - n);
      waits.push(Math.max(0, found.notBefore - now) / 1000);
      if (found.notBefore > now) {
        // Even the right one has to wait.
        expect(await unlock(connection, PIN, found.notBefore - 1)).toEqual({
          kind: 'wait',
          notBefore: found.notBefore,
        });
        now = found.notBefore;
      }
    }
    expect(waits).toEqual([0, 0, 30, 60, 300, 900, 1800, 3600, 3600]);
    await connection.close();
    const restarted = connect(storeName(personId));
    expect(await unlock(restarted, '不是这一句话', now)).toEqual({ kind: 'shut' });
    expect(await unlock(restarted, PIN, now + 1e9)).toEqual({ kind: 'shut' });
  });

  it('a right try gives the tries back', async () => {
    const { connection } = await newVault();
    await unlock(connection, '不是这一句话', NOON);
    expect((await unlock(connection, PIN, NOON)).kind).toBe('open');
    expect((await readVault(connection))?.wrong).toEqual({ count: 0, notBefore: 0 });
  });

  it('a try that dies while its key is made has compared nothing and counts for nothing; one that dies after counts', async () => {
    const { connection } = await newVault();
    const dies = () => new Promise<never>(() => undefined);
    const making = vi.spyOn(crypto.subtle, 'deriveKey').mockImplementationOnce(dies);
    void unlock(connection, '不是这一句话', NOON);
    await vi.waitFor(() => expect(making).toHaveBeenCalled());
    expect((await readVault(connection))?.wrong.count).toBe(0);
    making.mockRestore();
    const comparing = vi.spyOn(crypto.subtle, 'decrypt').mockImplementationOnce(dies);
    void unlock(connection, '不是这一句话', NOON);
    await vi.waitFor(() => expect(comparing).toHaveBeenCalled());
    comparing.mockRestore();
    expect((await readVault(connection))?.wrong.count).toBe(1);
  });

  it('full-width digits are the same PIN', async () => {
    const connection = connect(storeName('full-width'));
    await makeVault(connection, '135790', quick);
    expect((await unlock(connection, '１３５７９０', NOON)).kind).toBe('open');
  });

  it('is changed by who knows it; what was sealed before still opens', async () => {
    const { personId, connection, key } = await newVault();
    const store = openStore(personId, key);
    const { commandId } = await saveItem(store, item());
    await store.close();
    expect((await changePin(connection, '不是这一句话', '另一句好记的', NOON, quick)).kind).toBe('wrong');
    const found = await changePin(connection, PIN, '另一句好记的', NOON, quick);
    if (found.kind !== 'open') throw new Error(found.kind);
    expect((await unlock(connection, PIN, NOON)).kind).toBe('wrong');
    const again = openStore(personId, found.key);
    expect((await listItems(again)).map((one) => one.commandId)).toEqual([commandId]);
    await again.close();
  });

  it('two windows that make it at once have one key', async () => {
    const one = connect(storeName('twice'));
    const other = connect(storeName('twice'));
    const [first, second] = await Promise.all([makeVault(one, PIN, quick), makeVault(other, PIN, quick)]);
    const store = openStore('twice', first);
    const { commandId } = await saveItem(store, item());
    await store.close();
    const again = openStore('twice', second);
    expect((await listItems(again)).map((saved) => saved.commandId)).toEqual([commandId]);
    await again.close();
  });
});

describe('other ways in', () => {
  const recoveryKey = crypto.getRandomValues(new Uint8Array(32));

  it('shut by wrong tries, the recovery key of the server opens it under a new PIN; a stranger’s does not', async () => {
    const { personId, connection, key } = await newVault();
    const store = openStore(personId, key);
    const { commandId } = await saveItem(store, item());
    await store.close();
    expect(await keepForRecovery(connection, '不是这一句话', { id: 'd', token: 't', recoveryKey })).toBe(false);
    expect(await keepForRecovery(connection, PIN, { id: 'd', token: 't', recoveryKey })).toBe(true);
    for (let n = 0, now = NOON; n < MOST_WRONG; n += 1, now += 3_600_000) await unlock(connection, '不是这一句话', now);
    expect((await unlock(connection, PIN, NOON * 2)).kind).toBe('shut');
    expect(
      await recover(connection, crypto.getRandomValues(new Uint8Array(32)), '新的一句口令', quick),
    ).toBeUndefined();
    const found = await recover(connection, recoveryKey, '新的一句口令', quick);
    if (found === undefined) throw new Error('not recovered');
    expect((await unlock(connection, '新的一句口令', NOON * 2)).kind).toBe('open');
    const again = openStore(personId, found);
    expect((await listItems(again)).map((one) => one.commandId)).toEqual([commandId]);
    await again.close();
  });

  it('what a passkey gave opens it, and gives the PIN its tries back', async () => {
    const { connection } = await newVault();
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const passkey = { credentialId: new ArrayBuffer(4), salt: new ArrayBuffer(32), secret };
    expect(await keepForPasskey(connection, '不是这一句话', passkey)).toBe(false);
    expect(await keepForPasskey(connection, PIN, passkey)).toBe(true);
    for (let n = 0, now = NOON; n < MOST_WRONG; n += 1, now += 3_600_000) await unlock(connection, '不是这一句话', now);
    expect(await unlockByPasskey(connection, crypto.getRandomValues(new Uint8Array(32)))).toBeUndefined();
    expect(await unlockByPasskey(connection, secret)).toBeDefined();
    expect((await unlock(connection, PIN, NOON * 2)).kind).toBe('open');
  });
});

describe('a phone whose storage is full', () => {
  /** There is room for so many uses of the store, and then no more. */
  const fullAfter = (connection: ReturnType<typeof connect>, uses: number): typeof connection => {
    let left = uses;
    return {
      ...connection,
      use: (work) => {
        left -= 1;
        return left < 0 ? Promise.reject(new StoreFault('full')) : connection.use(work);
      },
    };
  };

  it('looks at no PIN that cannot be counted, right or wrong, and counts none', async () => {
    const { connection } = await newVault();
    for (const pin of [PIN, '不对的口令']) {
      await expect(unlock(fullAfter(connection, 1), pin, NOON)).rejects.toThrow('full');
    }
    expect((await readVault(connection))?.wrong.count).toBe(0);
  });

  it('lets in whoever was counted and is right; the passkey needs no count at all', async () => {
    const { connection } = await newVault();
    expect((await unlock(fullAfter(connection, 2), PIN, NOON)).kind).toBe('open');
    expect((await readVault(connection))?.wrong.count).toBe(1);
    const secret = crypto.getRandomValues(new Uint8Array(32));
    await keepForPasskey(connection, PIN, { credentialId: new ArrayBuffer(8), salt: new ArrayBuffer(8), secret });
    expect(await unlockByPasskey(fullAfter(connection, 1), secret)).toBeDefined();
  });
});

describe('several tabs', () => {
  it('two at once: every save is there once, in an order of its own', async () => {
    const key = await locked(await newDataKey());
    const tabs = [openStore('tabs', key), openStore('tabs', key), openStore('tabs', key)];
    await Promise.all(Array.from({ length: 60 }, (_, n) => saveItem(tabs[n % 3] ?? tabs[0] ?? fail(), item())));
    const [tab = fail()] = tabs;
    const items = await listItems(tab);
    expect(items).toHaveLength(60);
    expect(items.map(({ order }) => order)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
    for (const one of tabs) await one.close();
  });

  it('closing waits for what is being written, then forgets', async () => {
    const key = await locked(await newDataKey());
    const store = openStore('closing', key);
    const saved = saveItem(store, item());
    await store.close();
    await saved;
    const again = openStore('closing', key);
    expect(await listItems(again)).toHaveLength(1);
    await again.close();
  });
});

function fail(): never {
  throw new Error('no tab');
}
