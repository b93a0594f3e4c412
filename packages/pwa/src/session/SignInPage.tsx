import { A, useNavigate, useSearchParams } from '@solidjs/router';
import { createSignal, type JSX, onMount, Show } from 'solid-js';
import { sessionMessages } from '../messages/zh-CN.ts';
import { awaitedUser, awaitUser, homeOf } from './home.ts';
import { SignInForm } from './SignInForm.tsx';
import styles from './session.module.css';
import { refreshViewer, type Viewer } from './viewer.ts';

/** Only a path of this app may be returned to, never another site. */
function safePath(next: string | string[] | undefined): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined;
}

/** /sign-in: then on to `?next=` or to the door of the person's role. The person whose work waits is named by `awaitUser`. */
export default function SignInPage(): JSX.Element {
  const navigate = useNavigate();
  const [search] = useSearchParams<{ next?: string }>();
  const [setupNeeded, setSetupNeeded] = createSignal(false);
  const wanted = awaitedUser();
  const goOn = (viewer: Viewer) => {
    awaitUser(undefined);
    navigate(safePath(search.next) ?? homeOf(viewer.role), { replace: true });
  };

  onMount(async () => {
    document.title = `${sessionMessages.signInTitle} · ${sessionMessages.appName}`;
    const answer = await refreshViewer();
    setSetupNeeded(answer.setupNeeded);
    // Somebody else's session is no answer to the one who is asked for.
    if (answer.confirmed && answer.viewer !== null && (wanted ?? answer.viewer.username) === answer.viewer.username)
      goOn(answer.viewer);
  });

  return (
    <main class={styles.page}>
      <div>
        <h1 class={styles.name}>{sessionMessages.appName}</h1>
        <p class={styles.motto}>{sessionMessages.motto}</p>
      </div>
      <section class={styles.box} aria-labelledby="sign-in-title">
        <h2 class={styles.title} id="sign-in-title">
          {sessionMessages.signInTitle}
        </h2>
        <SignInForm username={wanted} onSignedIn={goOn} />
      </section>
      <nav class={styles.links}>
        <A href="/due">{sessionMessages.toCalculator}</A>
        <Show when={setupNeeded()}>
          <A href="/setup">{sessionMessages.setupLink}</A>
        </Show>
      </nav>
    </main>
  );
}
