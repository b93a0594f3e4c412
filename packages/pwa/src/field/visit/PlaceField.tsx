import { createMemo, createResource, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import type { PhoneUnit } from '../../offline/pull.ts';
import { readMeta } from '../../offline/store.ts';
import { useField } from '../session.ts';
import { parentsText, searchUnits } from '../units.ts';
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
  const units = () => field.units()?.value ?? [];
  const chosen = createMemo(() => units().find((unit) => unit.id === props.value));
  return (
    <section class={styles.field} aria-label={words.place} data-path="placeUnitId">
      <Show
        when={chosen()}
        fallback={<PlaceSearch label={words.place} units={units()} onChoose={props.onChange} error={props.error} />}
      >
        {(unit) => (
          <>
            <span class={styles.label}>{words.place}</span>
            <div class={styles.chosen} data-testid="place-chosen">
              <div>
                <strong>{unit().name}</strong>
                <div class={styles.sub}>{parentsText(units(), unit())}</div>
              </div>
              <button type="button" class={styles.textButton} onClick={() => props.onChange('')}>
                {words.placeChange}
              </button>
            </div>
          </>
        )}
      </Show>
    </section>
  );
}

/** A search over units, by name or initials; works with no signal. */
export function PlaceSearch(props: {
  label: string;
  units: readonly PhoneUnit[];
  onChoose: (unitId: string) => void;
  error: string | undefined;
}): JSX.Element {
  const field = useField();
  const id = createUniqueId();
  const [query, setQuery] = createSignal('');
  const [recent] = createResource(async () => (await readMeta<string[]>(field.store, RECENT_PLACES)) ?? []);
  const found = createMemo(() => searchUnits(props.units, query()));
  const recentUnits = createMemo(() =>
    (recent() ?? []).map((one) => props.units.find((unit) => unit.id === one)).filter((unit) => unit !== undefined),
  );
  const shown = () => (query().trim() === '' ? recentUnits() : found());
  const choose = (unitId: string) => {
    setQuery('');
    props.onChoose(unitId);
  };
  return (
    <>
      <label class={styles.label} for={id}>
        {props.label}
      </label>
      <input
        id={id}
        type="search"
        class={styles.input}
        placeholder={words.placeSearch}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        enterkeyhint="search"
        value={query()}
        aria-invalid={props.error !== undefined}
        aria-describedby={props.error === undefined ? undefined : `${id}-error`}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = found()[0];
          if (event.key === 'Enter' && !event.isComposing && first !== undefined) {
            event.preventDefault();
            choose(first.id);
          }
        }}
      />
      <Show when={props.error}>
        {(error) => (
          <p class={styles.error} id={`${id}-error`} role="alert">
            {error()}
          </p>
        )}
      </Show>
      <Show when={props.units.length === 0}>
        <p class={styles.sub}>{words.placeNoUnits}</p>
      </Show>
      <Show when={query().trim() === '' && recentUnits().length > 0}>
        <p class={styles.sub}>{words.placeRecent}</p>
      </Show>
      <Show when={query().trim() !== '' && found().length === 0 && props.units.length > 0}>
        <p class={styles.sub} role="status">
          {words.placeNone}
        </p>
      </Show>
      <Show when={shown().length > 0}>
        <ul class={styles.results} aria-label={query().trim() === '' ? words.placeRecent : words.placeResults}>
          <For each={shown()}>
            {(unit) => (
              <li>
                <button type="button" class={styles.result} onClick={() => choose(unit.id)} data-testid="place-result">
                  <span>{unit.name}</span>
                  <span class={styles.sub}>{parentsText(props.units, unit)}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}
