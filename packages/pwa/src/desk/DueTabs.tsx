import type { DueState } from '@huiyin/domain';
import { For, type JSX, Show } from 'solid-js';
import { listMessages as words } from '../messages/desk.zh-CN.ts';
import { dueShape } from '../ui/Chip.tsx';
import styles from './case-list.module.css';

const shapeOf = (tab: DueState | '') => (tab === '' ? '' : dueShape[tab]);

/** A list by how its dates stand; `count` where a number is known. */
export function DueTabs<T extends DueState | ''>(props: {
  tabs: readonly T[];
  due: T;
  count: (tab: T) => number | undefined;
  onPick: (due: T) => void;
}): JSX.Element {
  return (
    <fieldset class={styles.tabs} aria-label={words.due}>
      <For each={props.tabs}>
        {(tab) => (
          <button
            type="button"
            class={styles.tab}
            aria-pressed={props.due === tab}
            data-due={tab}
            // half beyond the edge is in sight enough for the browser, not for who reads it
            onFocus={(event) => event.currentTarget.scrollIntoView({ block: 'nearest', inline: 'nearest' })}
            onClick={() => props.onPick(tab)}
          >
            <Show when={shapeOf(tab)}>
              {(shape) => (
                <span class={styles.shape} aria-hidden="true">
                  {shape()}
                </span>
              )}
            </Show>
            {words.tabs[tab]}
            <Show when={props.count(tab)}>{(n) => <b>{n()}</b>}</Show>
          </button>
        )}
      </For>
    </fieldset>
  );
}
