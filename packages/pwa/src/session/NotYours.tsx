import { readsCounts } from '@huiyin/domain';
import { A, useNavigate } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { adminMessages } from '../messages/admin.zh-CN.ts';
import { wallMessages } from '../messages/wall.zh-CN.ts';
import { calculatorMessages, sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/Notice.tsx';
import styles from './session.module.css';
import { signOut, useViewer } from './viewer.ts';

/** What someone sees behind a door that is not of their role: said plainly, with the doors that are. */
export function NotYours(): JSX.Element {
  const viewer = useViewer();
  const navigate = useNavigate();
  const leave = async () => {
    if ((await signOut()).ok) navigate('/sign-in', { replace: true });
  };
  return (
    <main class={styles.waiting}>
      <EmptyState title={sessionMessages.noCases}>
        <p>{sessionMessages.noCasesHint}</p>
        <nav class={styles.links}>
          <Show when={viewer()}>
            {(person) => (
              <Show when={readsCounts(person().role)}>
                <A href="/wall">{wallMessages.title}</A>
              </Show>
            )}
          </Show>
          <Show when={viewer()?.role === 'administrator'}>
            <A href="/admin">{adminMessages.title}</A>
          </Show>
          <A href="/due">{calculatorMessages.title}</A>
        </nav>
        <Button onClick={() => void leave()}>{sessionMessages.signOut}</Button>
      </EmptyState>
    </main>
  );
}
