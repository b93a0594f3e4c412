import { type JSX, Show } from 'solid-js';
import { listMessages as words } from '../messages/desk.zh-CN.ts';
import { clockTime } from '../ui/time.ts';
import styles from './case-list.module.css';

/** Over rows that stand instead of those asked for, which could not be read: when these were read. */
export function OlderRows(props: { at: number | undefined }): JSX.Element {
  return (
    <Show when={props.at}>
      {(at) => (
        <p class={styles.older} role="status" data-testid="older-rows">
          {words.older(clockTime(at()).slice(0, 5))}
        </p>
      )}
    </Show>
  );
}
