import { createSignal, type JSX, Show } from 'solid-js';
import { peopleMessages as words } from '../messages/admin.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './admin.module.css';
import type { GivenPassword } from './documents.ts';

/** An initial password, this once: to be copied and handed over. Only its own button closes it. */
export function InitialPassword(props: { given: GivenPassword | undefined; onClose: () => void }): JSX.Element {
  const [said, setSaid] = createSignal('');
  const copy = async (text: string) => setSaid((await copyText(text)) ? words.copied : words.copyFailed);
  const close = () => {
    setSaid('');
    props.onClose();
  };
  return (
    <Sheet open={props.given !== undefined} title={words.passwordTitle} onClose={close} mayClose={() => false}>
      <Show when={props.given}>
        {(given) => (
          <div class={styles.form}>
            <p>{words.passwordFor(given().person.displayName, given().person.username)}</p>
            <p class={styles.password} data-testid="initial-password">
              {given().initialPassword}
            </p>
            <p class="muted small">{words.passwordOnce}</p>
            <p role="status">{said()}</p>
            <div class={styles.buttons}>
              <Button onClick={() => void copy(given().initialPassword)}>{words.copy}</Button>
              <Button look="primary" onClick={close}>
                {words.close}
              </Button>
            </div>
          </div>
        )}
      </Show>
    </Sheet>
  );
}
