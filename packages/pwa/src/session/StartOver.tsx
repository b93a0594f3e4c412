import { createSignal, For, type JSX, Show } from 'solid-js';
import { unsentMessages as words } from '../messages/race.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmSheet } from '../ui/ConfirmSheet.tsx';
import { Notice } from '../ui/Notice.tsx';
import type { Clearable } from './draft.ts';
import styles from './session.module.css';

interface Props {
  draft: Clearable;
  /** How a field and what stands in it now are said; undefined of one that nobody else changes. */
  said?: (field: string, now: string | boolean) => string | undefined;
}

/**
 * Of a form with something typed in it: whether that was found again, what others have changed beneath it meanwhile, and the way to
 * throw it away.
 */
export function StartOver(props: Props): JSX.Element {
  const [asking, setAsking] = createSignal(false);
  const moved = () => (props.draft.moved?.() ?? []).flatMap(({ field, now }) => props.said?.(field, now) ?? []);
  return (
    <Show when={props.draft.dirty()}>
      <For each={moved()}>{(text) => <Notice tone="caution">{words.moved(text)}</Notice>}</For>
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
