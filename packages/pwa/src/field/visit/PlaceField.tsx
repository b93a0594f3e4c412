import { A, useSearchParams } from '@solidjs/router';
import { createMemo, createResource, type JSX, Show } from 'solid-js';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import { followPlace } from '../../offline/pull.ts';
import { readMeta } from '../../offline/store.ts';
import { focusSoon } from '../../ui/Field.tsx';
import { UnitPicker } from '../../ui/UnitPicker.tsx';
import { parentsText } from '../../ui/units.ts';
import { useField } from '../session.ts';
import styles from './visit.module.css';

/** Where the last places are kept: unit ids, the last first. */
export const RECENT_PLACES = 'recentPlaces';

/** 去哪里: the chosen unit, or a search over the units kept on the phone, the last places first. */
export function PlaceField(props: {
  value: string;
  onChange: (unitId: string) => void;
  error: string | undefined;
}): JSX.Element {
  const field = useField();
  const [search] = useSearchParams<{ draft?: string }>();
  const units = () => field.units()?.value ?? [];
  let section: HTMLElement | undefined;
  const choose = (unitId: string) => {
    props.onChange(unitId);
    focusSoon(() => section, 'button');
    // What is known of the place comes onto the phone before one enters it.
    if (unitId !== '') void followPlace(field.store, unitId).then(field.pull);
  };
  const change = () => {
    props.onChange('');
    focusSoon(() => section, 'input');
  };
  const [recent] = createResource(async () => (await readMeta<string[]>(field.store, RECENT_PLACES)) ?? []);
  const chosen = createMemo(() => units().find((unit) => unit.id === props.value));
  return (
    <section class={styles.field} aria-label={words.place} data-path="placeUnitId" ref={section}>
      <Show
        when={chosen()}
        fallback={
          <>
            <UnitPicker
              label={words.place}
              required
              units={units()}
              value=""
              recent={recent() ?? []}
              onChange={choose}
              error={props.error}
            />
            <Show when={units().length === 0}>
              <p class={styles.sub}>{words.placeNoUnits}</p>
            </Show>
          </>
        }
      >
        {(unit) => (
          <>
            <span class={styles.label}>{words.place}</span>
            <div class={styles.chosen} data-testid="place-chosen">
              <div>
                <strong>{unit().name}</strong>
                <div class={styles.sub}>{parentsText(units(), unit())}</div>
                <A class={styles.textLink} href={`/field/places?unit=${unit().id}&draft=${search.draft ?? ''}`}>
                  {words.historyOpen}
                </A>
              </div>
              <button type="button" class={styles.textButton} onClick={change}>
                {words.placeChange}
              </button>
            </div>
          </>
        )}
      </Show>
    </section>
  );
}
