import { createSignal, For, type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { deviceMessages as words } from '../messages/devices.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import { HandedOverQuery, type Material } from './documents.ts';
import styles from './visits.module.css';

/** 移交的未报送材料: what revoked phones had not sent and the server could not simply receive. Nothing to show, nothing shown. */
export function HandedOver(): JSX.Element {
  const answer = createAnswer(HandedOverQuery, () => ({}));
  const [shown, setShown] = createSignal<Material>();
  const all = () => answer.data()?.handedOverMaterials ?? [];
  const title = (one: Material) => one.title || words.untitled;
  return (
    <Show when={all().length > 0}>
      <section class={styles.handedOver} aria-labelledby="handed-over">
        <h2 id="handed-over">{words.materialsTitle}</h2>
        <p class="muted small">{words.materialsIntro}</p>
        <ul class={styles.list} data-testid="handed-over">
          <For each={all()}>
            {(one) => (
              <li class={styles.material}>
                <strong>{title(one)}</strong>
                <span class="muted">
                  {words.materialsLine(one.personName, instantText(one.handedOverAt, todayHere()))}
                </span>
                <span>
                  <Chip>{words.kinds[one.kind]}</Chip> {one.message}
                </span>
                <Button aria-label={words.openOf(title(one))} onClick={() => setShown(one)}>
                  {words.open}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </section>
      <Show when={shown()}>
        {(one) => (
          <Sheet open title={title(one())} onClose={() => setShown(undefined)}>
            <Show when={one().message}>
              <p>{one().message}</p>
            </Show>
            <pre class={styles.content}>{JSON.stringify(one().content, null, 2)}</pre>
          </Sheet>
        )}
      </Show>
    </Show>
  );
}
