import { useNavigate } from '@solidjs/router';
import { createSignal, type JSX, onMount, Show } from 'solid-js';
import type { Problem } from '../graphql/client.ts';
import { ownPasswordMessages as words } from '../messages/admin.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { CheckField, TextField } from '../ui/Field.tsx';
import { Notice, ProblemNotice } from '../ui/Notice.tsx';
import { homeOf } from './home.ts';
import { createNewPassword, NewPasswordFields } from './NewPasswordFields.tsx';
import { SignedIn } from './SignedIn.tsx';
import styles from './session.module.css';
import { changeOwnPassword, useViewer } from './viewer.ts';

/** /password: everyone's own password; the same page for all doors. */
export default function ChangePasswordPage(): JSX.Element {
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  return (
    <SignedIn>
      <main class={styles.page}>
        <section class={styles.box} aria-labelledby="password-title">
          <h1 class={styles.title} id="password-title">
            {words.title}
          </h1>
          <ChangePasswordForm />
        </section>
      </main>
    </SignedIn>
  );
}

function ChangePasswordForm(): JSX.Element {
  const viewer = useViewer();
  const navigate = useNavigate();
  const [current, setCurrent] = createSignal('');
  const fresh = createNewPassword();
  const [shown, setShown] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [done, setDone] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const back = () => {
    const person = viewer();
    navigate(person ? homeOf(person.role) : '/sign-in');
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    setProblem(undefined);
    if (!fresh.ready() || current() === '' || busy()) return;
    setBusy(true);
    const answer = await changeOwnPassword(current(), fresh.value());
    setBusy(false);
    if (answer.ok) setDone(true);
    else setProblem(answer.problem);
  };

  return (
    <Show
      when={!done()}
      fallback={
        <Notice tone="done" action={<Button onClick={back}>{words.back}</Button>}>
          {words.done}
        </Notice>
      }
    >
      <form class={styles.form} onSubmit={submit} novalidate>
        <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
        <input type="text" autocomplete="username" value={viewer()?.username ?? ''} readonly hidden />
        <TextField
          label={words.current}
          type={shown() ? 'text' : 'password'}
          value={current()}
          onInput={setCurrent}
          error={tried() && current() === '' ? sessionMessages.passwordMissing : undefined}
          autocomplete="current-password"
          required
        />
        <NewPasswordFields fresh={fresh} shown={shown()} />
        <CheckField label={sessionMessages.showPassword} checked={shown()} onChange={setShown} />
        <Button type="submit" look="primary" wide busy={busy()}>
          {words.submit}
        </Button>
        <Button wide onClick={back}>
          {words.back}
        </Button>
      </form>
    </Show>
  );
}
