import { strictly } from './database.ts';
import type { PhoneStore } from './store.ts';
import type { StoredAttachment, StoredDraft } from './types.ts';

/** Keeps a draft. Resolves once the disk has it: the screen may then say so with the time. */
export async function saveDraft(store: PhoneStore, draft: StoredDraft): Promise<void> {
  await store.connection.use((db) =>
    strictly(db, ['drafts'], async (tx) => {
      await tx.objectStore('drafts').put(draft);
    }),
  );
  store.channel.tell({ about: 'drafts' });
}

/** A draft as it was last kept. */
export function findDraft(store: PhoneStore, id: string): Promise<StoredDraft | undefined> {
  return store.connection.use((db) => db.get('drafts', id));
}

/** All drafts, the last touched first. */
export async function listDrafts(store: PhoneStore): Promise<StoredDraft[]> {
  const all = await store.connection.use((db) => db.getAll('drafts'));
  return all.sort((a, b) => b.savedAt - a.savedAt);
}

/** Throws a draft away with the photos that only it holds. */
export async function dropDraft(store: PhoneStore, id: string): Promise<void> {
  await store.connection.use((db) =>
    strictly(db, ['drafts', 'attachments'], async (tx) => {
      await tx.objectStore('drafts').delete(id);
      const attachments = tx.objectStore('attachments');
      for (const key of await attachments.index('ownerId').getAllKeys(id)) await attachments.delete(key);
    }),
  );
  store.channel.tell({ about: 'drafts' });
}

/**
 * Keeps a photo or signature the moment it is taken, under its draft: a kill before Save loses nothing. The draft is
 * written in the same transaction, so that neither is ever there without the other.
 */
export async function keepAttachment(
  store: PhoneStore,
  attachment: StoredAttachment,
  draft: StoredDraft,
): Promise<void> {
  await store.connection.use((db) =>
    strictly(db, ['drafts', 'attachments'], async (tx) => {
      await tx.objectStore('attachments').put(attachment);
      await tx.objectStore('drafts').put(draft);
    }),
  );
  store.channel.tell({ about: 'drafts' });
}
