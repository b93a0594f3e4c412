import { createSignal, type JSX, onMount, Show, untrack } from 'solid-js';
import type { Problem } from '../graphql/client.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { knownViewers } from '../offline/store.ts';
import { Button } from '../ui/Button.tsx';
import { CheckField, TextField } from '../ui/Field.tsx';
import { ProblemNotice } from '../ui/Notice.tsx';
import styles from './session.module.css';
import { signIn, type Viewer } from './viewer.ts';

/**
 * Username and password. The username of whoever signed in here last (or `username`) is filled in; what the server
 * refused is said, and what was typed stays.
 */
export function SignInForm(props: {
  username?: string | undefined;
  onSignedIn: (viewer: Viewer) => void;
}): JSX.Element {
  const [username, setUsername] = createSignal(untrack(() => props.username) ?? '');
  const [password, setPassword] = createSignal('');
  const [shown, setShown] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();

  onMount(async () => {
    const last = (await knownViewers().catch(() => [])).at(-1)?.username;
    if (last !== undefined && username() === '') setUsername(last);
  });

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    setProblem(undefined);
    if (username().trim() === '' || password() === '' || busy()) return;
    setBusy(true);
    const answer = await signIn(username().trim(), password());
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    setPassword('');
    props.onSignedIn(answer.data);
  };

  return (
    <form class={styles.form} onSubmit={submit} novalidate>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <TextField
        label={sessionMessages.username}
        value={username()}
        onInput={setUsername}
        error={tried() && username().trim() === '' ? sessionMessages.usernameMissing : undefined}
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        required
      />
      <TextField
        label={sessionMessages.password}
        type={shown() ? 'text' : 'password'}
        value={password()}
        onInput={setPassword}
        error={tried() && password() === '' ? sessionMessages.passwordMissing : undefined}
        autocomplete="current-password"
        required
      />
      <CheckField label={sessionMessages.showPassword} checked={shown()} onChange={setShown} />
      <Button type="submit" look="primary" wide busy={busy()}>
        {busy() ? sessionMessages.signingIn : sessionMessages.signIn}
      </Button>
    </form>
  );
}
