import { createSignal, type JSX, Show, untrack } from 'solid-js';
import type { Problem } from '../graphql/client.ts';
import { ownPasswordMessages } from '../messages/admin.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { CheckField, TextField } from '../ui/Field.tsx';
import { Notice, ProblemNotice } from '../ui/Notice.tsx';
import { createNewPassword, NewPasswordFields } from './NewPasswordFields.tsx';
import styles from './session.module.css';
import { replaceInitialPassword, signIn, type Viewer } from './viewer.ts';

/**
 * Username and password; `username` is filled in when it is known whose turn it is (no name is kept on the phone in the
 * clear). What the server refused is said, and what was typed stays.
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
  /** What was typed is an initial password: it opens the door only together with a new one. */
  const [initial, setInitial] = createSignal(false);
  const fresh = createNewPassword();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    setProblem(undefined);
    if (username().trim() === '' || password() === '' || busy() || (initial() && !fresh.ready())) return;
    setBusy(true);
    const given = { username: username().trim(), password: password() };
    const answer = initial()
      ? await replaceInitialPassword({ ...given, newPassword: fresh.value() })
      : await signIn(given.username, given.password);
    setBusy(false);
    if (!answer.ok) {
      if (answer.problem.code === 'initial-password') setInitial(true);
      else setProblem(answer.problem);
      return;
    }
    setPassword('');
    setInitial(false);
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
      <Show when={initial()}>
        <Notice tone="caution">{ownPasswordMessages.initialIntro}</Notice>
        <NewPasswordFields fresh={fresh} shown={shown()} />
      </Show>
      <Button type="submit" look="primary" wide busy={busy()}>
        {busy() ? sessionMessages.signingIn : initial() ? ownPasswordMessages.initialSubmit : sessionMessages.signIn}
      </Button>
    </form>
  );
}
