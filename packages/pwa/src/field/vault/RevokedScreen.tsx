import { type JSX, Show } from 'solid-js';
import LockIcon from '~icons/lucide/lock-keyhole';
import { vaultMessages as words } from '../../messages/vault.zh-CN.ts';
import type { Door } from './opening.ts';
import styles from './vault.module.css';

/** 停用: what happens to the unsent work, while it happens and afterwards. */
export default function RevokedScreen(props: { door: Door }): JSX.Element {
  const end = () => {
    const now = props.door.opening();
    return now.at === 'wiped' ? now.end : undefined;
  };
  return (
    <main class={styles.page} data-testid="revoked">
      <div class={styles.lock} role="status">
        <LockIcon aria-hidden="true" />
        <h1>{words.revokedTitle}</h1>
        <Show when={end()} fallback={<p class={styles.intro}>{words.handingOver}</p>}>
          {(done) => (
            <>
              <Show when={done().received === 0 && done().kept === 0}>
                <p>{words.wipedNothing}</p>
              </Show>
              <Show when={done().received > 0}>
                <p>{words.wipedReceived(done().received)}</p>
              </Show>
              <Show when={done().kept > 0}>
                <p>{words.wipedKept(done().kept)}</p>
              </Show>
              <p class={styles.intro}>{words.wiped}</p>
            </>
          )}
        </Show>
      </div>
    </main>
  );
}
