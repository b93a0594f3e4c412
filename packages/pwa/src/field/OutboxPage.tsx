import { createMemo, type JSX, on, onMount, Show } from 'solid-js';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import { vaultMessages } from '../messages/vault.zh-CN.ts';
import { changeItems } from '../offline/outbox.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Rows } from '../ui/Rows.tsx';
import { ConnectionLine, SendingNotice } from './Connection.tsx';
import styles from './field.module.css';
import { ItemRow } from './ItemRow.tsx';
import { useField } from './session.ts';
import { instantText } from './times.ts';

/** 待发: what is still only here, how each stands, what to do about it; and below, what has arrived. */
export default function OutboxPage(): JSX.Element {
  const field = useField();
  onMount(() => {
    document.title = words.tabs.outbox;
  });
  // Read anew whenever the list is: a row that does not open is in neither.
  const damaged = createMemo(on(field.items, () => field.store.damaged().length));
  const unsent = createMemo(() => field.items().filter((item) => item.state !== 'received'));
  const sent = createMemo(() =>
    field
      .items()
      .filter((item) => item.state === 'received')
      .toReversed(),
  );
  const waiting = () => unsent().filter((item) => item.state === 'waiting');
  // Said only where it is known: not before the reading, nor over a row that does not open or a store that was lost.
  const allSent = () => field.itemsRead() && damaged() === 0 && field.loss() === undefined;
  const retry = async () => {
    // The user does not want to wait for the pause to end.
    await changeItems(
      field.store,
      waiting().map((item) => item.commandId),
      (item) => (item.state === 'waiting' ? { ...item, notBefore: 0 } : item),
    );
    await field.sync.kick();
  };
  return (
    <main class={styles.page}>
      <header class={styles.head}>
        <h1>{words.tabs.outbox}</h1>
        <ConnectionLine />
      </header>
      <SendingNotice />
      <Show when={field.loss()}>
        {(loss) => (
          <section class={styles.section}>
            <Notice
              tone="problem"
              action={<Button onClick={() => void field.settleLoss()}>{vaultMessages.lossSettled}</Button>}
            >
              {vaultMessages.storeGone(loss().unsent, instantText(loss().at))}
            </Notice>
          </section>
        )}
      </Show>
      <Show when={damaged() > 0}>
        <p class={styles.banner} role="alert">
          {vaultMessages.damaged(damaged())}
        </p>
      </Show>
      <section class={styles.section} aria-live="polite">
        <Show
          when={unsent().length > 0}
          fallback={<p class={styles.emptyLarge}>{allSent() ? words.outboxEmpty : ''}</p>}
        >
          <p class={styles.intro}>{words.outboxIntro}</p>
          <div class={styles.card} data-testid="outbox">
            <Rows each={unsent()} name={({ commandId }) => commandId}>
              {(item) => <ItemRow item={item()} items={field.items()} />}
            </Rows>
          </div>
          <Show when={waiting().length > 0}>
            <div class={styles.below}>
              <Button wide busy={field.status().phase === 'sending'} onClick={() => void retry()}>
                {words.retryNow}
              </Button>
            </div>
          </Show>
        </Show>
      </section>
      <Show when={sent().length > 0}>
        <section class={styles.section}>
          <h2>{words.sentTitle}</h2>
          <div class={styles.card} data-testid="sent">
            <Rows each={sent()} name={({ commandId }) => commandId}>
              {(item) => <ItemRow item={item()} items={field.items()} />}
            </Rows>
          </div>
        </section>
      </Show>
    </main>
  );
}
