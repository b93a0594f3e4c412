import { createResource, createSignal, type JSX, Show } from 'solid-js';
import { vaultMessages as words } from '../../messages/vault.zh-CN.ts';
import { changePin, keepForPasskey } from '../../offline/vault.ts';
import { readVault } from '../../offline/vault-record.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField, ChoiceField, TextField } from '../../ui/Field.tsx';
import { Notice, toast } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import fieldStyles from '../field.module.css';
import { useField } from '../session.ts';
import { createNewPin, NewPinFields } from './PinFields.tsx';
import { makePasskey } from './passkey.ts';
import styles from './vault.module.css';

const MINUTES = [1, 5, 15] as const;

/** 本机口令: lock now, when to lock, a new PIN, a passkey, and whether a forgotten PIN can be found back. */
export default function VaultSection(): JSX.Element {
  const field = useField();
  const [vault, { refetch }] = createResource(() => readVault(field.store.connection));
  const [sheet, setSheet] = createSignal<'pin' | 'passkey'>();
  const rule = () => field.lock.rule();
  const choose = (text: string) => {
    const minutes = MINUTES.find((one) => String(one) === text);
    if (minutes !== undefined) void field.lock.setRule({ ...rule(), minutes });
  };
  const done = () => {
    setSheet(undefined);
    void refetch();
  };
  return (
    <section class={fieldStyles.section} data-testid="vault">
      <h2>{words.section}</h2>
      <Show when={field.store.damaged().length > 0}>
        <Notice tone="caution">{words.damaged(field.store.damaged().length)}</Notice>
      </Show>
      <div class={styles.settings}>
        <ChoiceField
          legend={words.lockAfter}
          name="lock-after"
          value={String(rule().minutes)}
          choices={MINUTES.map((one) => ({ value: String(one), label: words.minutes(one) }))}
          onChange={choose}
        />
        <CheckField
          label={words.onHide}
          checked={rule().onHide}
          onChange={(onHide) => void field.lock.setRule({ ...rule(), onHide })}
        />
        <Button wide onClick={() => field.lock.now()}>
          {words.lockNow}
        </Button>
        <Button wide onClick={() => setSheet('pin')}>
          {words.changePin}
        </Button>
        <Show when={vault.latest?.passkey === undefined} fallback={<p class={styles.sub}>{words.passkeyOn}</p>}>
          <Show when={typeof PublicKeyCredential !== 'undefined'}>
            <Button wide onClick={() => setSheet('passkey')}>
              {words.addPasskey}
            </Button>
          </Show>
        </Show>
        <Show when={vault.latest}>
          {(known) => (
            <p class={styles.sub}>{known().device === undefined ? words.notRecoverable : words.recoverable}</p>
          )}
        </Show>
      </div>
      <Sheet open={sheet() === 'pin'} title={words.changePin} onClose={() => setSheet(undefined)}>
        <ChangePin onDone={done} />
      </Sheet>
      <Sheet open={sheet() === 'passkey'} title={words.addPasskey} onClose={() => setSheet(undefined)}>
        <AddPasskey onDone={done} />
      </Sheet>
    </section>
  );
}

function ChangePin(props: { onDone: () => void }): JSX.Element {
  const field = useField();
  const fresh = createNewPin();
  const [old, setOld] = createSignal('');
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || !fresh.ready()) return;
    setBusy(true);
    const found = await changePin(field.store.connection, old(), fresh.value(), Date.now());
    setBusy(false);
    if (found.kind === 'open') {
      toast(words.changed);
      return props.onDone();
    }
    if (found.kind === 'shut') return field.lock.now();
    const seconds = Math.ceil((found.notBefore - Date.now()) / 1000);
    setProblem(found.kind === 'wrong' && seconds <= 0 ? words.wrong(found.left) : words.wait(seconds));
  };
  return (
    <form class={styles.form} onSubmit={submit} autocomplete="off" novalidate>
      <TextField
        label={words.oldPin}
        type="password"
        value={old()}
        onInput={setOld}
        error={problem()}
        autocomplete="off"
        required
      />
      <NewPinFields pin={fresh} label={words.newPin} />
      <Button type="submit" look="primary" wide busy={busy()}>
        {words.change}
      </Button>
    </form>
  );
}

function AddPasskey(props: { onDone: () => void }): JSX.Element {
  const field = useField();
  const [pin, setPin] = createSignal('');
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || pin() === '') return;
    setBusy(true);
    const passkey = await makePasskey(words.section);
    const kept = passkey !== undefined && (await keepForPasskey(field.store.connection, pin(), passkey));
    setBusy(false);
    if (kept) props.onDone();
    else setProblem(passkey === undefined ? words.passkeyNone : words.pinMissing);
  };
  return (
    <form class={styles.form} onSubmit={submit} autocomplete="off" novalidate>
      <TextField
        label={words.oldPin}
        type="password"
        value={pin()}
        onInput={setPin}
        error={problem()}
        autocomplete="off"
        required
      />
      <Button type="submit" look="primary" wide busy={busy()}>
        {words.addPasskey}
      </Button>
    </form>
  );
}
