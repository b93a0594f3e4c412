import type { PhoneStore } from './store.ts';
import type { StoredAttachment, StoredDraft } from './types.ts';

/** Keeps a draft. Resolves once the disk has it: the screen may then say so with the time. */
export async function saveDraft(store: PhoneStore, draft: StoredDraft): Promise<void> {
  await store.change(async (tx) => tx.put('drafts', draft));
  store.channel.tell({ about: 'drafts' });
}

/** A draft as it was last kept. */
export function findDraft(store: PhoneStore, id: string): Promise<StoredDraft | undefined> {
  return store.get('drafts', id);
}

/** All drafts, the last touched first. */
export async function listDrafts(store: PhoneStore): Promise<StoredDraft[]> {
  const all = await store.all('drafts');
  return all.sort((a, b) => b.savedAt - a.savedAt);
}

/** Throws a draft away with the photos that only it holds. */
export async function dropDraft(store: PhoneStore, id: string): Promise<void> {
  await store.change(async (tx) => {
    tx.delete('drafts', id);
    for (const key of await tx.ownedKeys(id)) tx.delete('attachments', key);
  });
  store.channel.tell({ about: 'drafts' });
}

/**
 * Keeps a photo, signature or voice note the moment it is taken, under its draft: a kill before Save loses nothing. The draft is
 * written in the same transaction, so that neither is ever there without the other. `replaced`: the bytes that it takes the
 * place of (a face made unrecognisable, a signature or a recording made anew) go in that transaction too.
 */
export async function keepAttachment(
  store: PhoneStore,
  attachment: StoredAttachment,
  draft: StoredDraft,
  replaced: readonly string[] = [],
): Promise<void> {
  await store.change(async (tx) => {
    for (const id of replaced) tx.delete('attachments', id);
    tx.put('attachments', attachment);
    tx.put('drafts', draft);
  });
  store.channel.tell({ about: 'drafts' });
}
