import { createSignal, type JSX, Show } from 'solid-js';
import { faultWords } from '../../messages/offline.zh-CN.ts';
import { vaultMessages as words } from '../../messages/vault.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import type { Door } from './opening.ts';
import { createNewPin, NewPinFields } from './PinFields.tsx';
import { recoverByPassword } from './recovery.ts';
import styles from './vault.module.css';

/** 忘记口令: the account's password, online, gives the vault a new PIN; all that is in it stays. */
export default function RecoverForm(props: { door: Door; personId: string; onBack: () => void }): JSX.Element {
  const pin = createNewPin();
  const [username, setUsername] = createSignal('');
  const [password, setPassword] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || !pin.ready() || username() === '' || password() === '') return;
    setBusy(true);
    setProblem(undefined);
    const account = { username: username(), password: password() };
    const answer = await recoverByPassword(props.door.connection(props.personId), account, pin.value());
    setBusy(false);
    if (answer.kind === 'key') return props.door.enter(props.personId, answer.key);
    if (answer.kind === 'unregistered') setProblem(words.recoverRefused);
    else if (answer.kind === 'notOurs') setProblem(words.recoverWrong);
    else if (answer.kind === 'rejected') setProblem(answer.message ?? words.setUpFailed);
    else setProblem(answer.kind === 'passing' ? faultWords[answer.why] : words.setUpFailed);
  };
  return (
    <form class={styles.form} onSubmit={submit} autocomplete="off" novalidate>
      <h2>{words.recoverTitle}</h2>
      <p class={styles.intro}>{words.recoverIntro}</p>
      <TextField
        label={words.username}
        value={username()}
        onInput={setUsername}
        autocapitalize="none"
        autocomplete="off"
        required
      />
      <TextField
        label={words.password}
        type="password"
        value={password()}
        onInput={setPassword}
        autocomplete="off"
        required
      />
      <NewPinFields pin={pin} label={words.newPin} />
      <Show when={problem()}>{(text) => <Notice tone="problem">{text()}</Notice>}</Show>
      <Button type="submit" look="primary" wide busy={busy()}>
        {words.recover}
      </Button>
      <Button look="quiet" wide onClick={() => props.onBack()}>
        {words.back}
      </Button>
    </form>
  );
}
