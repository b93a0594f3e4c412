import type { Position } from '@huiyin/domain/cases';
import { createSignal, type JSX, Show } from 'solid-js';
import PinIcon from '~icons/lucide/locate-fixed';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { PositionSketch } from '../../ui/PositionSketch.tsx';
import type { DraftForm } from './use-draft.ts';
import styles from './visit.module.css';

const PATIENCE_MS = 20_000;

/** 位置: asked for on a tap, never required; a refusal costs nothing. Drawn on a plain sketch, with no call to any map. */
export function PositionField(props: { draft: DraftForm }): JSX.Element {
  const [asking, setAsking] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const form = () => props.draft.form;
  const set = (position: Position | null) => props.draft.setForm('position', position);
  const ask = () => {
    setAsking(true);
    setProblem(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false);
        const { latitude, longitude, accuracy } = coords;
        set({ latitude, longitude, accuracyMetres: Math.round(accuracy) });
      },
      (error) => {
        setAsking(false);
        setProblem(error.code === error.PERMISSION_DENIED ? words.positionDenied : words.positionFailed);
      },
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 },
    );
  };
  const photos = () =>
    form()
      .attachments.filter(({ kind }) => kind === 'photo')
      .flatMap(({ position }, index) => (position === undefined ? [] : [{ name: String(index + 1), position }]));
  return (
    <section class={styles.field} aria-label={words.position}>
      <span class={styles.label}>
        {words.position} <span class={styles.optional}>{words.positionOptional}</span>
      </span>
      <Show
        when={form().position}
        fallback={
          <button type="button" class={styles.add} disabled={asking()} onClick={ask}>
            <PinIcon aria-hidden="true" />
            {asking() ? words.positionAsking : words.positionAsk}
          </button>
        }
      >
        {(position) => (
          <div class={styles.card} data-testid="position">
            <PositionSketch position={{ ...position() }} photos={photos()} />
            <Button look="quiet" onClick={() => set(null)}>
              {words.positionRemove}
            </Button>
          </div>
        )}
      </Show>
      <p class={styles.sub} aria-live="polite">
        {problem()}
      </p>
    </section>
  );
}
