import { type Accessor, createEffect, createSignal, on, onCleanup, untrack } from 'solid-js';
import { createStore, type SetStoreFunction, type Store, unwrap } from 'solid-js/store';
import { holdUpdates } from '../update.ts';
import { draftPrefix } from './viewer.ts';

/** What is being typed into one form. `M`: what was seen when it was begun. */
export interface Draft<T extends object, M = undefined> {
  readonly values: Store<T>;
  readonly set: SetStoreFunction<T>;
  /** What was seen when this text was begun, be it before the page was loaded anew. */
  readonly seen: Accessor<M>;
  /** The person has looked again: from now on the text stands upon this. */
  readonly look: (seen: M) => void;
  /** True when something differs from the empty form. */
  readonly dirty: () => boolean;
  /** True while the form holds what was typed before it was opened this time. */
  readonly found: () => boolean;
  /** What stands beneath the form now, as far as this page knows: the fields that nobody has typed in show it. */
  readonly stands: () => T;
  /** Fields typed in whose value others have changed since; `now`: what stands there. */
  readonly moved: () => readonly { readonly field: keyof T & string; readonly now: string | boolean }[];
  /** Back to the empty form (or to `next`), here and in the store. */
  readonly clear: (next?: T) => void;
}

/** What it takes to say that something is typed, and to throw it away. */
export type Clearable = Pick<Draft<object>, 'dirty' | 'found'> & {
  readonly moved?: () => readonly { readonly field: string; readonly now: string | boolean }[];
  readonly clear: () => void;
};

/** Of the values, those that the person has changed and those that the app fills in: the others follow what stands. */
interface Kept<T, M> {
  readonly values: Partial<T>;
  /** What stood in those fields when they were changed. */
  readonly was?: Partial<T>;
  readonly seen?: M;
}

/** One thing of this person's in this window's sessionStorage, cleared when they sign out (it may hold personal data). */
export function keptInWindow<T>(name: string): { read: () => T | undefined; write: (value: T | undefined) => void } {
  const key = draftPrefix() + name;
  return {
    read: () => {
      try {
        return (JSON.parse(sessionStorage.getItem(key) ?? 'null') as T | null) ?? undefined; // written below
      } catch {
        return undefined;
      }
    },
    write: (value) =>
      value === undefined ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, JSON.stringify(value)),
  };
}

/** What somebody has typed into a form and not sent. */
export interface Unsent {
  /** As it was given to {@link createDraft}. */
  readonly name: string;
  readonly seen: unknown;
}

/** What this person has typed in this window and not sent. */
export function unsentDrafts(): readonly Unsent[] {
  const own = draftPrefix();
  const names = Object.keys(sessionStorage).flatMap((key) => (key.startsWith(own) ? [key.slice(own.length)] : []));
  return names.toSorted().flatMap((name) => {
    const kept = keptInWindow<Kept<object, unknown>>(name).read();
    return kept?.values === undefined ? [] : [{ name, seen: kept.seen }];
  });
}

/** Throws away what was typed into that form, and its try whose answer was lost. */
export function dropDraft(name: string): void {
  keptInWindow(name).write(undefined);
  keptInWindow(sentFrom(name)).write(undefined);
}

/** Under which a form's try without an answer is kept. */
export const sentFrom = (name: string): string => `sent.${name}`;

/**
 * Keeps a flat form in this window's sessionStorage: going to another page and back loses nothing, closing the window
 * asks first, a new version of the app waits. It may hold personal data, so signing out clears it (see `draftPrefix`).
 * The fields in `given` are filled in by the app and do not count as something typed. `look`: what the text stands upon; it
 * is kept with the text, so that what others did meanwhile is noticed even after the page was loaded anew.
 */
export function createDraft<T extends Record<string, string | boolean>, M = undefined>(
  name: string,
  empty: () => T,
  { given = [], look }: { given?: readonly (keyof T)[]; look?: () => M } = {},
): Draft<T, M> {
  const kept = keptInWindow<Kept<T, M>>(name);
  let blank = untrack(empty);
  const before = kept.read();
  // A draft of an older version falls back on the empty form's values.
  const [values, set] = createStore<T>({ ...blank, ...before?.values });
  const [seen, setSeen] = createSignal<M>(before?.seen ?? (look?.() as M)); // without `look`, M is undefined
  const changed = (field: string) => values[field] !== blank[field];
  const dirty = () => Object.keys(blank).some((field) => !given.includes(field) && changed(field));
  const [found, setFound] = createSignal(before !== undefined);
  const [was, setWas] = createSignal<Partial<T>>(before?.was ?? {});
  let letGo: (() => void) | undefined;
  const ask = (event: BeforeUnloadEvent) => {
    if (dirty()) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);

  createEffect(
    on(
      () => ({ values: { ...values }, seen: seen() }),
      (typed) => {
        if (dirty()) {
          const stood = untrack(was);
          const mine = Object.entries(typed.values).filter(([field]) => given.includes(field) || changed(field));
          kept.write({
            seen: typed.seen,
            values: Object.fromEntries(mine) as Partial<T>, // entries of T
            was: Object.fromEntries(mine.map(([field]) => [field, stood[field] ?? blank[field]])) as Partial<T>,
          });
          letGo ??= holdUpdates();
        } else {
          kept.write(undefined);
          setFound(false);
          letGo?.();
          letGo = undefined;
        }
      },
    ),
  );
  // what others change while the form is open comes in where nothing is typed, and stands beside what is
  createEffect(
    on(
      empty,
      (now) => {
        const fields: readonly (keyof T & string)[] = Object.keys(now).filter((field) => !given.includes(field));
        const typed = fields.filter((field) => changed(field));
        setWas(
          (before) => ({ ...Object.fromEntries(typed.map((field) => [field, blank[field]])), ...before }) as Partial<T>,
        );
        const others = fields.filter((field) => !typed.includes(field));
        blank = now;
        set((values) => ({ ...values, ...Object.fromEntries(others.map((field) => [field, now[field]])) }));
      },
      { defer: true },
    ),
  );
  onCleanup(() => {
    window.removeEventListener('beforeunload', ask);
    letGo?.();
  });
  return {
    values,
    set,
    seen,
    look: (next) => setSeen(() => next),
    dirty,
    found,
    stands: () => untrack(empty),
    moved: () => {
      const stood = was();
      const stands = empty();
      return Object.keys(stood).flatMap((field) => {
        const now = stands[field];
        return now === undefined || now === stood[field] || values[field] === now ? [] : [{ field, now }];
      });
    },
    clear: (next) => {
      blank = untrack(empty);
      setWas(() => ({}));
      set({ ...unwrap(values), ...(next ?? blank) });
      if (!dirty()) kept.write(undefined); // the form may be gone from the page already
    },
  };
}
