import { useLocation, useNavigate } from '@solidjs/router';
import { createEffect, createSignal, type JSX, onMount, Show } from 'solid-js';
import type { Problem } from '../graphql/client.ts';
import { problemMessages } from '../messages/zh-CN.ts';
import { LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { signInPath } from './home.ts';
import styles from './session.module.css';
import { refreshViewer, useViewer } from './viewer.ts';

const UNREACHABLE: Problem = { code: 'unreachable', message: problemMessages.unreachable, citations: [] };

/**
 * Shows its children once the server has said who is signed in; sends everyone else to /sign-in and back. For the doors
 * that are of no use without the server; the field has its own way, since it must open with no signal.
 */
export function SignedIn(props: { children: JSX.Element }): JSX.Element {
  const viewer = useViewer();
  const navigate = useNavigate();
  const location = useLocation();
  const [state, setState] = createSignal<'asking' | 'in' | 'unreachable'>('asking');

  const check = async () => {
    setState('asking');
    const answer = await refreshViewer();
    if (answer.viewer !== null) setState('in');
    else if (!answer.confirmed) setState('unreachable');
    else navigate(signInPath(location.pathname + location.search), { replace: true });
  };
  onMount(check);
  // Signed out, here or in another tab.
  createEffect(() => {
    if (state() === 'in' && viewer() === null) navigate('/sign-in', { replace: true });
  });

  return (
    <Show
      when={state() === 'in' && viewer()?.id}
      keyed
      fallback={
        <main class={styles.waiting}>
          <Show when={state() === 'unreachable'} fallback={<LoadingState />}>
            <ProblemNotice problem={UNREACHABLE} onRetry={() => void check()} />
          </Show>
        </main>
      }
    >
      {/* another person begins with another page: nothing that was read or typed before stays on it */}
      {(_person) => props.children}
    </Show>
  );
}
