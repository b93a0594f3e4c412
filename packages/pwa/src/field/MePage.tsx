import { A, useNavigate } from '@solidjs/router';
import { createResource, createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { ownPasswordMessages } from '../messages/admin.zh-CN.ts';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import { pushMessages } from '../messages/push.zh-CN.ts';
import { vaultMessages } from '../messages/vault.zh-CN.ts';
import { countUnsent } from '../offline/outbox.ts';
import { phoneUsers, unsentOf } from '../offline/phone.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmSheet } from '../ui/ConfirmSheet.tsx';
import { ConnectionLine } from './Connection.tsx';
import styles from './field.module.css';
import { useField } from './session.ts';
import VaultSection from './vault/VaultSection.tsx';

/** 我: who, which unit, how much room on the phone, and the way out. */
export default function MePage(): JSX.Element {
  const field = useField();
  onMount(() => {
    document.title = words.tabs.me;
  });
  return (
    <main class={styles.page}>
      <header class={styles.head}>
        <h1>{field.viewer.displayName}</h1>
        <ConnectionLine />
      </header>
      <section class={styles.section}>
        <dl class={styles.facts}>
          <dt>{words.meUnit}</dt>
          <dd>{field.viewer.unit.name}</dd>
          <dt>{words.meUser}</dt>
          <dd>{field.viewer.username}</dd>
          <Storage />
          <dt>{words.version}</dt>
          <dd>{__APP_VERSION__}</dd>
        </dl>
      </section>
      <Others />
      <VaultSection />
      <section class={styles.section}>
        <A class={styles.linkRow} href="/desk">
          {words.desk}
        </A>
        <A class={styles.linkRow} href="/due">
          {words.calculator}
        </A>
        <A class={styles.linkRow} href="/reminders">
          {pushMessages.title}
        </A>
        <A class={styles.linkRow} href="/password">
          {ownPasswordMessages.menu}
        </A>
      </section>
      <SignOut />
    </main>
  );
}

const megabytes = (bytes = 0) =>
  bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;

function Storage(): JSX.Element {
  const [room] = createResource(async () => {
    const estimate = await navigator.storage?.estimate();
    const persisted = (await navigator.storage?.persisted()) === true;
    return { used: megabytes(estimate?.usage), quota: megabytes(estimate?.quota), persisted };
  });
  return (
    <Show when={room()}>
      {(known) => (
        <>
          <dt>{words.storage}</dt>
          <dd>
            {words.storageUse(known().used, known().quota)}
            <div class={styles.rowSub}>{known().persisted ? words.storageSafe : words.storageUnsafe}</div>
          </dd>
        </>
      )}
    </Show>
  );
}

/** Somebody else's unsent work on a shared phone: it waits for them. */
function Others(): JSX.Element {
  const field = useField();
  const [others] = createResource(async () => {
    const users = await phoneUsers();
    const all = await Promise.all(
      users.map(async ({ personId }, place) => ({
        name: vaultMessages.user(place),
        count: personId === field.viewer.id ? 0 : await unsentOf(personId),
      })),
    );
    return all.filter(({ count }) => count > 0);
  });
  return <For each={others()}>{(one) => <p class={styles.banner}>{words.othersUnsent(one.name, one.count)}</p>}</For>;
}

function SignOut(): JSX.Element {
  const field = useField();
  const navigate = useNavigate();
  const [asking, setAsking] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  const unsent = () => countUnsent(field.items());
  const leave = async () => {
    setAsking(false);
    setFailed(false);
    try {
      const { signOut } = await import('../session/viewer.ts');
      const answer = await signOut();
      if (!answer.ok) {
        setFailed(true);
        return;
      }
    } catch {
      setFailed(true);
      return;
    }
    // Nobody else finds it open, in any window.
    field.lock.now();
    navigate('/sign-in', { replace: true });
  };
  return (
    <section class={styles.section}>
      <Show when={failed()}>
        <p class={styles.banner} role="alert">
          {words.signOutFailed}
        </p>
      </Show>
      <Button wide onClick={() => setAsking(true)}>
        {words.signOut}
      </Button>
      <ConfirmSheet
        open={asking()}
        title={words.signOutTitle}
        body={unsent() > 0 ? words.signOutUnsent(unsent()) : words.signOutPlain}
        confirm={unsent() > 0 ? words.signOutAnyway : words.signOut}
        onConfirm={() => void leave()}
        onClose={() => setAsking(false)}
      />
    </section>
  );
}
