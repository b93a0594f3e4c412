import { createSignal, type JSX, Show } from 'solid-js';
import { vaultMessages as words } from '../../messages/vault.zh-CN.ts';
import { unlockByPasskey } from '../../offline/vault.ts';
import { readVault } from '../../offline/vault-record.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import type { Door } from './opening.ts';
import { askPasskey } from './passkey.ts';

/** 用指纹或面容打开: the passkey's secret opens the vault; the PIN stays as it is. */
export default function PasskeyButton(props: { door: Door; personId: string }): JSX.Element {
  const [failed, setFailed] = createSignal(false);
  const open = async () => {
    setFailed(false);
    const connection = props.door.connection(props.personId);
    const slot = (await readVault(connection))?.passkey;
    const secret = slot === undefined ? undefined : await askPasskey(slot.credentialId, slot.salt);
    const key = secret === undefined ? undefined : await unlockByPasskey(connection, secret);
    if (key === undefined) setFailed(true);
    else await props.door.enter(props.personId, key);
  };
  return (
    <>
      <Button wide onClick={() => void open()}>
        {words.byPasskey}
      </Button>
      <Show when={failed()}>
        <Notice tone="caution">{words.passkeyFailed}</Notice>
      </Show>
    </>
  );
}
