import { A, useNavigate } from '@solidjs/router';
import { createSignal, type JSX, onMount, Show } from 'solid-js';
import type { Problem } from '../graphql/client.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { Notice, ProblemNotice } from '../ui/Notice.tsx';
import { homeOf } from './home.ts';
import styles from './session.module.css';
import { createFirstAdministrator, refreshViewer } from './viewer.ts';

const SHORTEST_PASSWORD = 12;

/** /setup: the first administrator, made with the one-time code the server prints at its start. */
export default function SetupPage(): JSX.Element {
  const navigate = useNavigate();
  const [code, setCode] = createSignal('');
  const [username, setUsername] = createSignal('');
  const [displayName, setDisplayName] = createSignal('');
  const [password, setPassword] = createSignal('');
  const [again, setAgain] = createSignal('');
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [over, setOver] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();

  onMount(async () => {
    document.title = `${sessionMessages.setupTitle} · ${sessionMessages.appName}`;
    const answer = await refreshViewer();
    setOver(answer.confirmed && !answer.setupNeeded);
  });

  const missing = (text: string) => (tried() && text.trim() === '' ? sessionMessages.fieldMissing : undefined);
  const passwordError = () =>
    tried() && password().length < SHORTEST_PASSWORD ? sessionMessages.passwordTooShort : undefined;
  const againError = () => (tried() && again() !== password() ? sessionMessages.passwordsDiffer : undefined);
  const ready = () =>
    ![code(), username(), displayName()].some((text) => text.trim() === '') &&
    password().length >= SHORTEST_PASSWORD &&
    again() === password();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!ready() || busy()) return;
    setBusy(true);
    const answer = await createFirstAdministrator({
      code: code().trim(),
      username: username().trim(),
      displayName: displayName().trim(),
      password: password(),
    });
    setBusy(false);
    if (answer.ok) navigate(homeOf(answer.data.role), { replace: true });
    else setProblem(answer.problem);
  };

  return (
    <main class={styles.page}>
      <section class={styles.box} aria-labelledby="setup-title">
        <h1 class={styles.title} id="setup-title">
          {sessionMessages.setupTitle}
        </h1>
        <Show
          when={!over()}
          fallback={
            <Notice action={<A href="/sign-in">{sessionMessages.signIn}</A>}>{sessionMessages.setupOver}</Notice>
          }
        >
          <p class={styles.intro}>{sessionMessages.setupIntro}</p>
          <form class={styles.form} onSubmit={submit} novalidate>
            <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
            <TextField
              label={sessionMessages.setupCode}
              hint={sessionMessages.setupCodeHint}
              value={code()}
              onInput={setCode}
              error={missing(code())}
              autocomplete="one-time-code"
              autocapitalize="none"
              spellcheck={false}
              required
            />
            <TextField
              label={sessionMessages.displayName}
              value={displayName()}
              onInput={setDisplayName}
              error={missing(displayName())}
              autocomplete="name"
              required
            />
            <TextField
              label={sessionMessages.username}
              value={username()}
              onInput={setUsername}
              error={missing(username())}
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
              required
            />
            <TextField
              label={sessionMessages.newPassword}
              hint={sessionMessages.newPasswordHint}
              type="password"
              value={password()}
              onInput={setPassword}
              error={passwordError()}
              autocomplete="new-password"
              required
            />
            <TextField
              label={sessionMessages.passwordAgain}
              type="password"
              value={again()}
              onInput={setAgain}
              error={againError()}
              autocomplete="new-password"
              required
            />
            <Button type="submit" look="primary" wide busy={busy()}>
              {sessionMessages.setupDone}
            </Button>
          </form>
        </Show>
      </section>
    </main>
  );
}
