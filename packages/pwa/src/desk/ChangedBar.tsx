import { type JSX, Show } from 'solid-js';
import { workMessages as words } from '../messages/work-lists.zh-CN.ts';
import styles from './work-list.module.css';

/** 有 n 件更新: says that the list has changed, without moving it under anybody's hands. */
export function ChangedBar(props: { count: number; onShow: () => void }): JSX.Element {
  return (
    <div role="status" aria-live="polite">
      <Show when={props.count > 0}>
        <button type="button" class={styles.changed} data-testid="list-changed" onClick={props.onShow}>
          {words.changed(props.count)}，<u>{words.showChanged}</u> <kbd>{words.showKey}</kbd>
        </button>
      </Show>
    </div>
  );
}
