import type { Position } from '@huiyin/domain/cases';
import { createSignal, type JSX, Show } from 'solid-js';
import PinIcon from '~icons/lucide/locate-fixed';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './visit.module.css';

const PATIENCE_MS = 20_000;

/** 位置: asked for on a tap, never required; a refusal costs nothing. */
export function PositionField(props: {
  value: Position | null;
  onChange: (position: Position | null) => void;
}): JSX.Element {
  const [asking, setAsking] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const ask = () => {
    setAsking(true);
    setProblem(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false);
        props.onChange({
          latitude: coords.latitude,
          longitude: coords.longitude,
          accuracyMetres: Math.round(coords.accuracy),
        });
      },
      (error) => {
        setAsking(false);
        setProblem(error.code === error.PERMISSION_DENIED ? words.positionDenied : words.positionFailed);
      },
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 },
    );
  };
  return (
    <section class={styles.field} aria-label={words.position}>
      <span class={styles.label}>
        {words.position} <span class={styles.optional}>{words.positionOptional}</span>
      </span>
      <Show
        when={props.value}
        fallback={
          <button type="button" class={styles.add} disabled={asking()} onClick={ask}>
            <PinIcon aria-hidden="true" />
            {asking() ? words.positionAsking : words.positionAsk}
          </button>
        }
      >
        {(position) => (
          <div class={styles.chosen}>
            <span>{words.positionGot(position().accuracyMetres)}</span>
            <Button look="quiet" onClick={() => props.onChange(null)}>
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
