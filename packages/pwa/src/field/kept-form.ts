import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createStore, type SetStoreFunction, type Store, unwrap } from 'solid-js/store';
import { dropDraft, findDraft, saveDraft } from '../offline/drafts.ts';
import type { PhoneStore } from '../offline/store.ts';

const QUIET_MS = 300;

/** A short form that outlives the lock, a kill and a closed sheet: it lies in the vault until it is saved or thrown away. */
export interface KeptForm<T extends object> {
  readonly values: Store<T>;
  readonly set: SetStoreFunction<T>;
  /** False until the disk has been asked: what is typed before would be written over. */
  readonly ready: () => boolean;
  /** Nothing is written any more: the outbox has it. */
  close(): void;
  /** Throws away what was typed. */
  drop(): Promise<void>;
}

/** Opens the form kept under `id`, or begins it with `empty`. */
export function createKeptForm<T extends object>(store: PhoneStore, id: string, empty: T): KeptForm<T> {
  const [values, set] = createStore<T>({ ...empty });
  const [ready, setReady] = createSignal(false);
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const blank = JSON.stringify(empty);
  void findDraft(store, id).then((draft) => {
    // Written only below; what an older version did not have keeps its empty value.
    if (draft !== undefined) set(draft.form as T);
    setReady(true);
  });
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (closed || !ready()) return;
    const form = structuredClone(unwrap(values));
    const kept =
      JSON.stringify(form) === blank ? dropDraft(store, id) : saveDraft(store, { id, savedAt: Date.now(), form });
    // A full phone: it still stands on the screen, and saving it says so.
    kept.catch(() => undefined);
  };
  createEffect(
    on(
      () => JSON.stringify(values),
      () => {
        clearTimeout(timer);
        timer = setTimeout(write, QUIET_MS);
      },
      { defer: true },
    ),
  );
  const hide = () => {
    if (timer !== undefined) write();
  };
  document.addEventListener('visibilitychange', hide);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', hide);
    hide();
  });
  const close = () => {
    closed = true;
    clearTimeout(timer);
  };
  return {
    values,
    set,
    ready,
    close,
    drop() {
      close();
      return dropDraft(store, id);
    },
  };
}
