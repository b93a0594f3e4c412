import { createEffect, on, onCleanup } from 'solid-js';
import { createStore, type SetStoreFunction, type Store, unwrap } from 'solid-js/store';
import { holdUpdates } from '../update.ts';
import { keptInWindow } from './commands.ts';

/** What is being typed into one form. */
export interface Draft<T extends object> {
  readonly values: Store<T>;
  readonly set: SetStoreFunction<T>;
  /** True when something differs from the empty form. */
  readonly dirty: () => boolean;
  /** Back to the empty form (or to `next`), here and in the store. */
  readonly clear: (next?: T) => void;
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
  const kept = keptInWindow<T>(name);
  let blank = empty();
  // A draft of an older version falls back on the empty form's values.
  const [values, set] = createStore<T>({ ...blank, ...kept.read() });
  const dirty = () => Object.keys(blank).some((field) => !given.includes(field) && values[field] !== blank[field]);
  let letGo: (() => void) | undefined;
  const ask = (event: BeforeUnloadEvent) => {
    if (dirty()) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);

  createEffect(
    on(
      () => ({ ...values }),
      (typed) => {
        if (dirty()) {
          kept.write(typed);
          letGo ??= holdUpdates();
        } else {
          kept.write(undefined);
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
