import { createEffect, on, onCleanup } from 'solid-js';
import { createStore, type SetStoreFunction, type Store, unwrap } from 'solid-js/store';
import { DRAFT_PREFIX } from '../session/viewer.ts';
import { holdUpdates } from '../update.ts';

/** What is being typed into one form. */
export interface Draft<T extends object> {
  readonly values: Store<T>;
  readonly set: SetStoreFunction<T>;
  /** True when something differs from the empty form. */
  readonly dirty: () => boolean;
  /** Back to the empty form (or to `next`), here and in the store. */
  readonly clear: (next?: T) => void;
}

function kept<T extends object>(key: string, empty: T): T {
  try {
    // Written below with the same keys; a draft of an older version falls back on the empty form's values.
    const stored = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Partial<T> | null;
    return { ...empty, ...stored };
  } catch {
    return { ...empty };
  }
}

/**
 * Keeps a flat form in this window's sessionStorage: going to another page and back loses nothing, closing the window
 * asks first, a new version of the app waits. It may hold personal data, so signing out clears it. The fields in `given`
 * are filled in by the app and do not count as something typed.
 */
export function createDraft<T extends Record<string, string | boolean>>(
  name: string,
  empty: () => T,
  given: readonly (keyof T)[] = [],
): Draft<T> {
  const key = DRAFT_PREFIX + name;
  let blank = empty();
  const [values, set] = createStore<T>(kept(key, blank));
  const dirty = () => Object.keys(blank).some((field) => !given.includes(field) && values[field] !== blank[field]);
  let letGo: (() => void) | undefined;
  const ask = (event: BeforeUnloadEvent) => {
    if (dirty()) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);

  createEffect(
    on(
      () => JSON.stringify(values),
      (json) => {
        if (dirty()) {
          sessionStorage.setItem(key, json);
          letGo ??= holdUpdates();
        } else {
          sessionStorage.removeItem(key);
          letGo?.();
          letGo = undefined;
        }
      },
    ),
  );
  onCleanup(() => {
    window.removeEventListener('beforeunload', ask);
    letGo?.();
  });
  return {
    values,
    set,
    dirty,
    clear: (next) => {
      blank = empty();
      set({ ...unwrap(values), ...(next ?? blank) });
    },
  };
}
