import { A, useLocation } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { faultWords, offlineMessages } from '../messages/offline.zh-CN.ts';
import { countUnsent } from '../offline/outbox.ts';
import { awaitUser, signInPath } from '../session/home.ts';
import styles from './field.module.css';
import { type FieldSession, useField } from './session.ts';

/** How the phone stands with the server, in two or three words. */
export function connectionWords(field: FieldSession): string {
  const status = field.status();
  const unsent = countUnsent(field.items());
  if (status.phase === 'signInNeeded') return offlineMessages.signInNeeded;
  if (!field.online())
    return unsent > 0 ? `${offlineMessages.offline} · ${offlineMessages.unsent(unsent)}` : offlineMessages.offlineCalm;
  if (status.phase === 'sending') return offlineMessages.sending;
  if (unsent > 0) return offlineMessages.unsent(unsent);
  return offlineMessages.online;
}

/** The small, calm line: no signal is a normal state. */
export function ConnectionLine(): JSX.Element {
  const field = useField();
  const connected = () => field.online() && field.status().phase !== 'signInNeeded';
  return (
    <span class={styles.connection} role="status" data-testid="connection">
      <i class={connected() ? styles.dotOn : styles.dotOff} aria-hidden="true" />
      {connectionWords(field)}
    </span>
  );
}

/** Why sending waits, when it does, and the way to sign in again when that is what it waits for. */
export function SendingNotice(): JSX.Element {
  const field = useField();
  const location = useLocation();
  const needed = () => {
    const status = field.status();
    return status.phase === 'signInNeeded' ? status : undefined;
  };
  const waiting = () => {
    const status = field.status();
    // With no signal the small line above says it all.
    return status.phase === 'waiting' && field.online() && countUnsent(field.items()) > 0 ? status : undefined;
  };
  return (
    <>
      <Show when={needed()}>
        {(status) => (
          <div class={styles.banner} role="alert">
            <p>
              {status().signedInAs === null
                ? offlineMessages.signInNeededDetail
                : offlineMessages.signInOther(field.viewer.displayName)}
            </p>
            <A
              class={styles.bannerLink}
              href={signInPath(location.pathname + location.search)}
              onClick={() => awaitUser(field.viewer.username)}
            >
              {offlineMessages.signInAgain}
            </A>
          </div>
        )}
      </Show>
      <Show when={waiting()}>{(status) => <p class={styles.calm}>{faultWords[status().why]}</p>}</Show>
    </>
  );
}
