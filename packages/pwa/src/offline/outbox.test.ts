import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { dropDraft, findDraft, keepAttachment, saveDraft } from './drafts.ts';
import {
  attachmentsOf,
  discardItem,
  findAttachments,
  listItems,
  mendItem,
  type NewItem,
  saveItem,
  settleConflictItem,
  settleReceived,
  settleRefused,
  trimReceived,
} from './outbox.ts';
import { lastUser, phoneUsers, rememberUser } from './phone.ts';
import { locked, newDataKey } from './sealed.ts';
import { openStore } from './store.ts';
import { uuidv7 } from './uuid.ts';

const key = async () => locked(await newDataKey());
const newItem = (over: Partial<NewItem> = {}): NewItem => ({
  commandId: uuidv7(),
  type: 'logOutreachVisit',
  payload: {},
  occurredAt: new Date().toISOString(),
  streams: [],
  attachmentIds: [],
  summary: { title: 'x', matters: 0, photos: 0 },
  ...over,
});
const photo = (id: string, ownerId: string) =>
  ({
    id,
    ownerId,
    kind: 'photo',
    mime: 'image/jpeg',
    size: 2,
    sha256: 'ab',
    bytes: new ArrayBuffer(2),
    uploaded: false,
  }) as const;

describe('save', () => {
  it('puts the command in, hands over its photos and removes the draft, all or nothing', async () => {
    const store = openStore('save-1', await key());
    await keepAttachment(store, photo('p1', 'd1'), { id: 'd1', savedAt: 1, form: {} });
    await keepAttachment(store, photo('p2', 'd1'), { id: 'd1', savedAt: 2, form: {} });
    await expect(saveItem(store, newItem({ attachmentIds: ['p1', 'gone'], draftId: 'd1' }))).rejects.toThrow('gone');
    expect(await listItems(store)).toEqual([]);
    expect((await findDraft(store, 'd1'))?.savedAt).toBe(2);
    const saved = await saveItem(store, newItem({ attachmentIds: ['p1'], draftId: 'd1' }));
    expect(await findDraft(store, 'd1')).toBeUndefined();
    expect((await attachmentsOf(store, saved.commandId)).map((one) => one.id)).toEqual(['p1']);
    // p2 had been taken out of the form.
    expect(await findAttachments(store, ['p2'])).toEqual([]);
    await store.close();
  });

  it('is done once when it is run again after a lost connection', async () => {
    const store = openStore('save-2', await key());
    const item = newItem();
    await saveItem(store, item);
    await saveItem(store, item);
    expect(await listItems(store)).toHaveLength(1);
    await store.close();
  });

  it('a mended item takes the place of the refused one only when it is saved', async () => {
    const store = openStore('save-3', await key());
    await keepAttachment(store, photo('p1', 'd1'), { id: 'd1', savedAt: 1, form: {} });
    const first = await saveItem(store, newItem({ attachmentIds: ['p1'], draftId: 'd1' }));
    await settleRefused(store, first.commandId, 'refused', { code: 'x', message: '', citations: [] });
    // Begun and given up: nothing of the refused item is touched.
    await saveDraft(store, { id: 'd2', savedAt: 1, mends: first.commandId, form: {} });
    await dropDraft(store, 'd2');
    expect((await attachmentsOf(store, first.commandId)).map((one) => one.id)).toEqual(['p1']);
    await saveDraft(store, { id: 'd3', savedAt: 1, mends: first.commandId, form: {} });
    const mended = await saveItem(store, newItem({ attachmentIds: ['p1'], draftId: 'd3', replaces: first.commandId }));
    expect((await listItems(store)).map((item) => item.commandId)).toEqual([mended.commandId]);
    expect((await attachmentsOf(store, mended.commandId)).map((one) => one.id)).toEqual(['p1']);
    await store.close();
  });

  it('opens itself again after the browser has dropped the connection', async () => {
    const store = openStore('save-4', await key());
    await saveItem(store, newItem());
    await store.connection.use(async (db) => db.close());
    await saveItem(store, newItem());
    expect(await listItems(store)).toHaveLength(2);
    await store.close();
  });
});

describe('mend', () => {
  it('a refused command goes out again with other words, under a new name and in its old place', async () => {
    const store = openStore('mend-1', await key());
    const first = await saveItem(store, newItem());
    const second = await saveItem(store, newItem());
    expect(await mendItem(store, first.commandId, { text: '改过' })).toBe(false);
    await settleRefused(store, first.commandId, 'refused', { code: 'x', message: '', citations: [] });
    expect(await mendItem(store, first.commandId, { text: '改过' })).toBe(true);
    const [mended, other] = await listItems(store);
    expect(mended).toMatchObject({ state: 'waiting', order: first.order, payload: { text: '改过' } });
    expect(mended?.commandId).not.toBe(first.commandId);
    expect(mended?.refusal).toBeUndefined();
    expect(other?.commandId).toBe(second.commandId);
    await store.close();
  });
});

describe('what leaves the outbox', () => {
  it('old receipts are trimmed, unsent work never', async () => {
    const store = openStore('trim', await key());
    const old = '2026-01-01T00:00:00.000Z';
    const done = await saveItem(store, newItem({ occurredAt: old }));
    const waiting = await saveItem(store, newItem({ occurredAt: old }));
    await settleReceived(store, [{ commandId: done.commandId, receipt: { receivedAt: old, cases: [] } }]);
    await trimReceived(store, Date.parse('2026-11-25'));
    expect((await listItems(store)).map((item) => item.commandId)).toEqual([waiting.commandId]);
    await store.close();
  });

  it('a discard takes the photos with it', async () => {
    const store = openStore('discard', await key());
    await keepAttachment(store, photo('p1', 'd1'), { id: 'd1', savedAt: 1, form: {} });
    const item = await saveItem(store, newItem({ attachmentIds: ['p1'], draftId: 'd1' }));
    expect(await discardItem(store, item.commandId)).toBe(true);
    expect(await findAttachments(store, ['p1'])).toEqual([]);
    await store.close();
  });

  it('of what lost a race the server is told, also when it was settled and that was refused; nothing waits there for ever', async () => {
    const store = openStore('give-up', await key());
    const refusal = { code: 'x', message: '', citations: [] };
    const lost = await saveItem(store, newItem());
    const waitsAtServer = async () => (await listItems(store)).map(({ type, resolves }) => [type, resolves?.commandId]);
    const only = async () => (await listItems(store))[0]?.commandId ?? '';
    await settleRefused(store, lost.commandId, 'conflict', refusal);
    await settleConflictItem(store, lost.commandId, {
      payload: { text: '再报' },
      fields: {},
      choices: { text: 'mine' },
    });
    await settleRefused(store, await only(), 'refused', refusal);
    expect(await waitsAtServer()).toEqual([['logOutreachVisit', lost.commandId]]);
    expect(await discardItem(store, await only())).toBe(true);
    expect(await waitsAtServer()).toEqual([['concedeConflict', lost.commandId]]);
    // what has been said goes out; refused, there is nothing left to say
    expect(await discardItem(store, await only())).toBe(false);
    await settleRefused(store, await only(), 'refused', refusal);
    expect(await discardItem(store, await only())).toBe(true);
    expect(await listItems(store)).toEqual([]);
    await store.close();
  });
});

describe('who works here', () => {
  it('is remembered for a start with no signal, by id and role only', async () => {
    const li = { personId: 'li', role: 'leader', store: true } as const;
    const wang = { personId: 'wang', role: 'leader', store: true } as const;
    await rememberUser(li, 1);
    await rememberUser(wang, 2);
    await rememberUser({ personId: 'clerk', role: 'clerk' }, 3);
    await rememberUser(wang, 4);
    expect(await lastUser()).toEqual({ ...wang, usedAt: 4 });
    expect((await phoneUsers()).map((one) => one.personId)).toEqual(['li', 'wang']);
  });
});

describe('uuidv7', () => {
  it('has the time, the version and the variant', () => {
    const id = uuidv7(Date.parse('2026-11-25T07:02:11Z'));
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-11-25T07:02:11Z'));
  });
});
