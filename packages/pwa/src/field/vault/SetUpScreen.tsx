import { createSignal, type JSX, Show } from 'solid-js';
import { vaultMessages as words } from '../../messages/vault.zh-CN.ts';
import type { KnownViewer } from '../../offline/types.ts';
import { makeVault } from '../../offline/vault.ts';
import { keptBefore } from '../../offline/witness.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { instantText } from '../times.ts';
import type { Door } from './opening.ts';
import { createNewPin, NewPinFields } from './PinFields.tsx';
import { registerPhone } from './recovery.ts';
import styles from './vault.module.css';

/** 设置本机口令: once for each person on a phone, before anything of theirs is written on it. */
export default function SetUpScreen(props: { door: Door; viewer: KnownViewer }): JSX.Element {
  const pin = createNewPin();
  const [busy, setBusy] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  // There was a vault here, and the browser has lost it: that is said, not passed over as a first time.
  const before = keptBefore(props.viewer.id);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || !pin.ready()) return;
    setBusy(true);
    setFailed(false);
    const { viewer, door } = props;
    try {
      const key = await makeVault(door.connection(viewer.id), pin.value());
      // With no signal the way back is registered the next time the PIN is typed.
      await registerPhone(door.connection(viewer.id), pin.value());
      await door.enter(viewer.id, key, viewer);
    } catch {
      setFailed(true);
      setBusy(false);
    }
  };
  return (
    <main class={styles.page}>
      <form class={styles.form} onSubmit={submit} autocomplete="off" novalidate>
        <Show when={before}>
          {(kept) => <Notice tone="problem">{words.storeGone(kept().unsent, instantText(kept().at))}</Notice>}
        </Show>
        <h1>{words.setUpTitle}</h1>
        <p class={styles.intro}>
          {props.viewer.displayName}：{words.setUpIntro}
        </p>
        <NewPinFields pin={pin} label={words.pin} />
        <Show when={failed()}>
          <Notice tone="problem">{words.setUpFailed}</Notice>
        </Show>
        <Button type="submit" look="primary" size="large" wide busy={busy()}>
          {busy() ? words.setUpBusy : words.setUpDone}
        </Button>
      </form>
    </main>
  );
}
