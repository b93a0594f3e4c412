import { A } from '@solidjs/router';
import { createSignal, For, type JSX, lazy, onCleanup, onMount, Show } from 'solid-js';
import LockIcon from '~icons/lucide/lock-keyhole';
import { storeTroubleWords } from '../../messages/offline.zh-CN.ts';
import { vaultMessages as words } from '../../messages/vault.zh-CN.ts';
import { StoreFault } from '../../offline/database.ts';
import type { PhoneUser } from '../../offline/phone.ts';
import { unlock } from '../../offline/vault.ts';
import { awaitUser, signInPath } from '../../session/home.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { instantText } from '../times.ts';
import type { Door, LockedVault } from './opening.ts';
import { registerPhone } from './recovery.ts';
import styles from './vault.module.css';

const RecoverForm = lazy(() => import('./RecoverForm.tsx'));
const PasskeyButton = lazy(() => import('./PasskeyButton.tsx'));

/** The lock: one field. It names nobody, says truthfully what waits behind it, and loses nothing however often one errs. */
export default function LockScreen(props: { door: Door; one: LockedVault; others: readonly PhoneUser[] }): JSX.Element {
  const [pin, setPin] = createSignal('');
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const [recovering, setRecovering] = createSignal(false);
  const connection = () => props.door.connection(props.one.personId);
  const now = createNow();
  const [notBefore, setNotBefore] = createSignal(props.one.vault.wrong.notBefore);
  const waiting = () => Math.ceil((notBefore() - now()) / 1000);
  let field: HTMLInputElement | undefined;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || waiting() > 0) return;
    if (pin() === '') return void setProblem(words.pinMissing);
    setBusy(true);
    setProblem(undefined);
    const typed = pin();
    const found = await unlock(connection(), typed, Date.now()).catch((fault: unknown) =>
      fault instanceof StoreFault ? fault : undefined,
    );
    setBusy(false);
    if (found === undefined) return void setProblem(words.setUpFailed);
    // No room to count the try: then none is looked at, and it is said what to do.
    if (found instanceof StoreFault) {
      return void setProblem(found.why === 'full' ? words.full : storeTroubleWords[found.why]);
    }
    if (found.kind === 'open') {
      void registerPhone(connection(), typed);
      return props.door.enter(props.one.personId, found.key);
    }
    setPin('');
    if (found.kind === 'shut') {
      setProblem(words.shut);
      setRecovering(true);
      return;
    }
    setNotBefore(found.notBefore);
    setProblem(found.kind === 'wrong' ? words.wrong(found.left) : undefined);
    field?.focus();
  };

  return (
    <main class={styles.page} data-testid="lock-screen">
      <div class={styles.lock}>
        <LockIcon aria-hidden="true" />
        <h1>{words.user(props.one.place)}</h1>
        <Show when={props.one.usedAt > 0}>
          <p class={styles.sub}>{words.lastUsed(instantText(props.one.usedAt))}</p>
        </Show>
        <Show when={props.one.unsent > 0}>
          <p data-testid="lock-unsent">{words.waiting(props.one.unsent)}</p>
        </Show>
      </div>
      <Show
        when={!recovering()}
        fallback={<RecoverForm door={props.door} personId={props.one.personId} onBack={() => setRecovering(false)} />}
      >
        <form class={styles.form} onSubmit={submit} autocomplete="off" novalidate>
          <TextField
            label={words.pin}
            type="password"
            value={pin()}
            onInput={setPin}
            error={waiting() > 0 ? `${problem() ?? ''} ${words.wait(waiting())}`.trim() : problem()}
            autocomplete="off"
            autofocus
            required
            ref={(element: HTMLInputElement) => {
              field = element;
              queueMicrotask(() => element.focus());
            }}
          />
          <Button type="submit" look="primary" size="large" wide busy={busy()} disabled={waiting() > 0}>
            {busy() ? words.unlocking : words.unlock}
          </Button>
          <Show when={props.one.vault.passkey}>
            <PasskeyButton door={props.door} personId={props.one.personId} />
          </Show>
          <nav class={styles.links}>
            <Button look="quiet" onClick={() => setRecovering(true)}>
              {words.forgotten}
            </Button>
            <OtherUsers door={props.door} others={props.others} />
          </nav>
        </form>
      </Show>
    </main>
  );
}

function OtherUsers(props: { door: Door; others: readonly PhoneUser[] }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const [all, setAll] = createSignal<readonly PhoneUser[]>([]);
  const choose = async () => {
    const { phoneUsers } = await import('../../offline/phone.ts');
    setAll(await phoneUsers());
    setOpen(true);
  };
  const place = (user: PhoneUser) => all().findIndex((one) => one.personId === user.personId);
  return (
    <>
      <Button look="quiet" onClick={() => void choose()}>
        {words.otherUser}
      </Button>
      <Sheet open={open()} title={words.switchTitle} onClose={() => setOpen(false)}>
        <div class={styles.actions}>
          <For each={props.others}>
            {(user) => (
              <Button wide onClick={() => void props.door.show(user.personId)}>
                {words.user(place(user))}
                <Show when={user.usedAt > 0}> · {words.lastUsed(instantText(user.usedAt))}</Show>
              </Button>
            )}
          </For>
          <A class={styles.someone} href={signInPath('/field')} onClick={() => awaitUser('')}>
            {words.someoneNew}
          </A>
        </div>
      </Sheet>
    </>
  );
}

function createNow() {
  const [now, setNow] = createSignal(Date.now());
  onMount(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    onCleanup(() => clearInterval(timer));
  });
  return now;
}
