import type { Role } from '@huiyin/domain';
import { procedures } from '@huiyin/domain/cases';
import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import type { Problem } from '../graphql/client.ts';
import { listToolMessages as words } from '../messages/work-lists.zh-CN.ts';
import type { Viewer } from '../session/viewer.ts';
import { toast } from '../ui/Notice.tsx';
import type { Chosen } from './bulk-actions/bulk-form.ts';

/** As many as one action takes: what comes of each is still read by somebody. */
export const MOST_AT_ONCE = 1_000;

/** Whether a person has anything to do with many rows at once (批量办理): to press is the office's and the leaders' (R65). */
export const choosesMany = ({ role }: Viewer): boolean => (procedures.urgeCase.by as readonly Role[]).includes(role);

/** What is chosen from. */
interface From {
  /** What the list shows of what it finds; another list unchooses. */
  readonly list: Accessor<unknown>;
  readonly rows: Accessor<readonly Chosen[]>;
  /** How many it finds; undefined: more than anybody counts. */
  readonly total: Accessor<number | undefined>;
  /** Reads what it finds, the first {@link MOST_AT_ONCE} at least. */
  readonly read: () => Promise<{ readonly rows: readonly Chosen[]; readonly end: string | undefined } | Problem>;
}

/** Rows of a list that are chosen (选中): one by one, or all that its conditions find. */
export function createChoice({ list, rows, total, read }: From) {
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set());
  /** All that the list's conditions find, read at one go; undefined while rows are ticked one by one. */
  const [every, setEvery] = createSignal<readonly Chosen[]>();
  const [choosing, setChoosing] = createSignal(false);
  const chosen = () => every() ?? rows().filter(({ id }) => ticked().has(id));
  const clear = () => {
    setEvery(undefined);
    setTicked(new Set<string>());
  };
  const toggle = (id: string) => {
    const all = every();
    if (all !== undefined) {
      setEvery(all.filter((row) => row.id !== id));
      return;
    }
    setTicked((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  };
  const chooseEvery = async () => {
    setChoosing(true);
    const asked = list();
    const found = await read();
    setChoosing(false);
    if (asked !== list()) return;
    if ('code' in found) {
      toast(found.message, 'caution');
      return;
    }
    setEvery(found.rows.slice(0, MOST_AT_ONCE));
    if (found.end !== undefined || found.rows.length > MOST_AT_ONCE) toast(words.choseFirst(MOST_AT_ONCE), 'caution');
  };
  /** What a button says that chooses all; undefined where nothing more is to be chosen. */
  const more = () => {
    const all = total();
    if (every() !== undefined || (all !== undefined && all <= chosen().length)) return undefined;
    return all === undefined || all > MOST_AT_ONCE ? words.chooseFirst(MOST_AT_ONCE) : words.chooseEvery(all);
  };
  const has = (id: string) => every()?.some((row) => row.id === id) ?? ticked().has(id);
  createEffect(on(list, clear, { defer: true }));
  return { rows: chosen, has, toggle, clear, more, choosing, chooseEvery };
}
export type Choice = ReturnType<typeof createChoice>;
