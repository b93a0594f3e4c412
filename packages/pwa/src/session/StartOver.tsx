import { createSignal, type JSX, Show } from 'solid-js';
import { unsentMessages as words } from '../messages/race.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmSheet } from '../ui/ConfirmSheet.tsx';
import type { Clearable } from './draft.ts';
import styles from './session.module.css';

/** Of a form with something typed in it: whether that was found again, and the way to throw it away. */
export function StartOver(props: { draft: Clearable }): JSX.Element {
  const [asking, setAsking] = createSignal(false);
  return (
    <Show when={props.draft.dirty()}>
      <p class={styles.startOver}>
        <Show when={props.draft.found()}>
          <span role="status">{words.found}</span>
        </Show>
        <Button look="quiet" onClick={() => setAsking(true)}>
          {words.startOver}
        </Button>
      </p>
      <ConfirmSheet
        open={asking()}
        title={words.startOver}
        body={words.startOverBody}
        confirm={words.drop}
        onConfirm={() => {
          setAsking(false);
          props.draft.clear();
        }}
        onClose={() => setAsking(false)}
      />
    </Show>
  );
}
