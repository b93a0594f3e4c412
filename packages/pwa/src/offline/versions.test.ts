import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { connect, StoreFault } from './database.ts';
import { listItems, type NewItem, saveItem } from './outbox.ts';
import { lastUser, oldViewer, phoneUsers, rememberUser, unsentOf } from './phone.ts';
import { locked, newDataKey, sealRow } from './sealed.ts';
import { openStore, readEntity, sealOldRows, storeName } from './store.ts';
import type { OutboxItem } from './types.ts';
import { makeVault } from './vault.ts';

/*
 * The store across its versions: 1 (in production first, rows unsealed), 2 (sealed), 3 (what waits can be counted while
 * locked). Each fixture is made as that version made it.
 */

const quick = { least: 1_000, most: 1_000, targetMs: 0 };
const PIN = '一句好记的话';

/** The `upgrade` of version 1, word for word. */
const makeVersion1 = (name: string) =>
  openDB(name, 1, {
    upgrade(db) {
      db.createObjectStore('commands', { keyPath: 'commandId' }).createIndex('order', 'order');
      db.createObjectStore('attachments', { keyPath: 'id' }).createIndex('ownerId', 'ownerId');
      db.createObjectStore('drafts', { keyPath: 'id' });
      db.createObjectStore('entities', { keyPath: 'key' });
      db.createObjectStore('meta', { keyPath: 'key' });
    },
  });
/** Version 2 added the vault's own store. */
const makeVersion2 = async (name: string) => {
  (await makeVersion1(name)).close();
  return openDB(name, 2, { upgrade: (db) => void db.createObjectStore('vault', { keyPath: 'key' }) });
};

/** An item as version 1 kept it. */
const oldItem = (commandId: string, order: number, state: OutboxItem['state']): OutboxItem => ({
  commandId,
  order,
  type: 'logOutreachVisit',
  payload: { observations: '旧版本写的' },
  occurredAt: '2026-11-20T01:00:00.000Z',
  authorId: 'li',
  streams: [`outreachVisit:${commandId}`],
  attachmentIds: order === 1 ? ['p1'] : [],
  summary: { title: '临江镇中心小学', visitedOn: '2026-11-20', modeName: '座谈走访', matters: 1, photos: 1 },
  state,
  attempts: 2,
  notBefore: 0,
  missingAttachments: 0,
});
const picture = { id: 'p1', ownerId: 'one', kind: 'photo', mime: 'image/jpeg', sha256: 'ab', uploaded: false } as const;
const newItem: NewItem = {
  commandId: 'next',
  type: 'logOutreachVisit',
  payload: {},
  occurredAt: '2026-11-25T01:00:00.000Z',
  streams: [],
  attachmentIds: [],
  summary: { title: '', matters: 0, photos: 0 },
};

describe('version 1, unsealed', () => {
  it('its unsent work, photos, drafts and copies survive and are sealed', async () => {
    const name = storeName('from-1');
    const old = await makeVersion1(name);
    await old.put('commands', oldItem('one', 1, 'waiting'));
    await old.put('commands', oldItem('two', 2, 'refused'));
    await old.put('commands', oldItem('three', 3, 'received'));
    await old.put('attachments', { ...picture, size: 3, bytes: Uint8Array.from([1, 2, 3]).buffer });
    await old.put('drafts', { id: 'd1', savedAt: 5, form: { observations: '没写完的' } });
    await old.put('entities', { key: 'units', value: [{ id: 'u', name: '临江镇中心小学' }], pulledAt: 7 });
    old.close();

    expect(await unsentOf('from-1')).toBe(2);
    const connection = connect(name);
    const key = await makeVault(connection, PIN, quick);
    await connection.close();
    const store = openStore('from-1', key);
    await sealOldRows(store);
    expect(await listItems(store)).toEqual([
      oldItem('one', 1, 'waiting'),
      oldItem('two', 2, 'refused'),
      oldItem('three', 3, 'received'),
    ]);
    expect([...new Uint8Array((await store.get('attachments', 'p1'))?.bytes ?? new ArrayBuffer(0))]).toEqual([1, 2, 3]);
    expect((await store.get('drafts', 'd1'))?.form).toEqual({ observations: '没写完的' });
    expect((await readEntity(store, 'units'))?.pulledAt).toBe(7);
    const disk = JSON.stringify(
      await store.connection.use(async (db) => Promise.all(Array.from(db.objectStoreNames, (one) => db.getAll(one)))),
    );
    for (const words of ['旧版本写的', '临江镇中心小学', '没写完的', 'li']) expect(disk).not.toContain(`"${words}"`);
    expect((await saveItem(store, newItem)).order).toBe(4);
    await store.close();
  });

  it('killed in the middle of sealing, it goes on where it was', async () => {
    const old = await makeVersion1(storeName('half-1'));
    await old.put('commands', oldItem('one', 1, 'waiting'));
    await old.put('commands', oldItem('two', 2, 'waiting'));
    old.close();
    const connection = connect(storeName('half-1'));
    const key = await makeVault(connection, PIN, quick);
    const sealed = await sealRow(key, 'commands', oldItem('one', 1, 'waiting'));
    await connection.use((db) => db.put('commands', sealed));
    await connection.close();
    const store = openStore('half-1', key);
    expect((await listItems(store)).map((one) => one.commandId)).toEqual(['one', 'two']);
    await sealOldRows(store);
    await sealOldRows(store);
    expect((await listItems(store)).map((one) => one.commandId)).toEqual(['one', 'two']);
    const rows = await store.connection.use((db) => db.getAll('commands'));
    expect(rows.every((row) => row.sealed instanceof ArrayBuffer && row.payload === undefined)).toBe(true);
    await store.close();
  });

  it('the phone remembers whose work is here, and drops the names it kept in the clear', async () => {
    const unit = { id: 'u', name: '市教育局' };
    const li = { id: 'li', username: 'li', displayName: '李局长', role: 'leader', unit };
    const wang = { id: 'wang', username: 'wang', displayName: '王局长', role: 'leader', unit };
    const device = await makeVersion1('huiyin-device');
    await device.put('meta', { key: 'viewers', value: [li, wang] });
    await device.put('meta', { key: 'lastViewer', value: wang });
    device.close();
    // With no signal, the vault is made for the one whose name version 1 kept.
    expect(await oldViewer()).toEqual(wang);
    expect((await lastUser())?.personId).toBe('wang');
    await rememberUser({ personId: 'wang', role: 'leader', store: true }, 1);
    expect(await oldViewer()).toBeUndefined();
    expect((await phoneUsers()).map((user) => user.personId)).toEqual(['li', 'wang']);
    const raw = await openDB('huiyin-device');
    expect(JSON.stringify(await raw.getAll('meta'))).not.toMatch(/局长/);
    raw.close();
  });
});

describe('version 2, sealed', () => {
  it('opens in version 3 with the same key; nothing is sealed anew', async () => {
    const key = await locked(await newDataKey());
    const old = await makeVersion2(storeName('from-2'));
    const row = await sealRow(key, 'commands', oldItem('one', 1, 'waiting'));
    await old.put('commands', row);
    old.close();
    expect(await unsentOf('from-2')).toBe(1);
    const store = openStore('from-2', key);
    await sealOldRows(store);
    expect(await listItems(store)).toEqual([oldItem('one', 1, 'waiting')]);
    expect((await store.connection.use((db) => db.get('commands', 'one'))).sealed).toEqual(row.sealed);
    await store.close();
  });
});

describe('a store of a newer version', () => {
  it('is left alone by this one, with a reason that can be told', async () => {
    const name = storeName('from-99');
    const newer = await openDB(name, 99, { upgrade: (db) => void db.createObjectStore('vault', { keyPath: 'key' }) });
    await newer.put('vault', { key: 'vault', kept: true });
    newer.close();
    const fault = await connect(name)
      .use((db) => db.getAll('vault'))
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StoreFault);
    expect(fault).toMatchObject({ why: 'newer' });
    const still = await openDB(name);
    expect(still.version).toBe(99);
    expect(await still.get('vault', 'vault')).toEqual({ key: 'vault', kept: true });
    still.close();
  });
});
